/** The types that JavaScript gives in its doc comments, read as TypeScript reads them: they count as annotations do. */
import type ts from 'typescript';
import type { Span, TypeScript } from '../contract.ts';
import { parseDiagnostics, setParent, setParents } from '../ts-internals.ts';
import { sideTable } from '../side-table.ts';
import { blockTags, docCommentBefore } from './comments.ts';
import { docCommentsOf } from './owners.ts';
import { parseLike } from './parse-like.ts';
import { isAsync } from './syntax.ts';

/** What a parameter is annotated with. */
export interface Annotation {
  readonly type: ts.TypeNode;
  /** Whether calls may leave it out. */
  readonly isOptional: boolean;
}

/** The annotation of a parameter, in JavaScript that of its doc comment. */
export function annotationOf(ts: TypeScript, parameter: ts.ParameterDeclaration): Annotation | undefined {
  const isOptional = parameter.questionToken !== undefined;
  if (parameter.type) return { type: parameter.type, isOptional };
  const file = scriptOf(ts, parameter);
  const tag = file && (ownTag(ts, file, parameter) ?? tagOfParameter(ts, file, parameter));
  const type = tag && typeIn(ts, file, tag.type);
  return type && { type, isOptional: isOptional || tag.isOptional };
}

/**
 * The type of the object that a function says to be called on, by a parameter `this`, in JavaScript by `@this`.
 *
 * @pure
 */
export function thisTypeOf(ts: TypeScript, node: ts.SignatureDeclaration): ts.TypeNode | undefined {
  const [first] = node.parameters;
  if (first && ts.isIdentifier(first.name) && first.name.text === 'this') return first.type;
  const file = scriptOf(ts, node);
  const tag = file && tagsOf(ts, file, node).findLast(({ name }) => name === 'this');
  return tag && typeIn(ts, file, tag.type);
}

/**
 * The type that a function is annotated to return, in JavaScript that of its doc comment.
 *
 * @pure
 */
export function resultTypeOf(ts: TypeScript, node: ts.SignatureDeclaration): ts.TypeNode | undefined {
  const file = node.type ? undefined : scriptOf(ts, node);
  if (!file || ts.isFunctionTypeNode(node)) return node.type;
  const tags = tagsOf(ts, file, node);
  const tag = tags.findLast(({ name }) => name === 'returns') ?? (ts.isGetAccessor(node) ? tags.findLast(({ name }) => name === 'type') : undefined);
  return tag && typeIn(ts, file, tag.type);
}

/**
 * The type of what a function is annotated to return; of an async function of what it comes to.
 *
 * @pure
 */
export function outcomeTypeOf(ts: TypeScript, node: ts.SignatureDeclaration): ts.TypeNode | undefined {
  const type = resultTypeOf(ts, node);
  if (!isAsync(ts, node)) return type;
  const isPromise = type && ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) && type.typeName.text === 'Promise';
  return isPromise ? type.typeArguments?.[0] : undefined;
}

/**
 * What JavaScript says in a doc comment that a variable, a field or a value in parentheses is.
 *
 * @pure
 */
export function typeTagOf(ts: TypeScript, node: ts.Node): ts.TypeNode | undefined {
  const file = scriptOf(ts, node);
  if (!file) return undefined;
  const { parent } = node;
  const isFirst = ts.isVariableDeclaration(node) && ts.isVariableDeclarationList(parent) && parent.declarations[0] === node;
  const comment = docCommentBefore(ts, file, node) ?? (isFirst ? docCommentBefore(ts, file, parent.parent) : undefined);
  const tag = comment && typedTags(file.text, comment).findLast(({ name }) => name === 'type');
  return tag && typeIn(ts, file, tag.type);
}

/** What a class of JavaScript says to implement. */
export function implementedTypes(ts: TypeScript, node: ts.ClassLikeDeclaration): readonly ts.TypeNode[] {
  const file = scriptOf(ts, node);
  return !file ? [] : tagsOf(ts, file, node).filter(({ name }) => name === 'implements').flatMap(({ type }) => typeIn(ts, file, type) ?? []);
}

function scriptOf(ts: TypeScript, node: ts.Node): ts.SourceFile | undefined {
  return (node.flags & ts.NodeFlags.JavaScriptFile) === 0 ? undefined : node.getSourceFile();
}

/** A tag with a type in braces. */
interface TypedTag {
  readonly name: 'param' | 'returns' | 'type' | 'implements' | 'this';
  readonly type: string;
  /** What a `@param` is about. */
  readonly of: string | undefined;
  readonly isOptional: boolean;
}

const typedTag = /(?<![^\s*])@(?:(param|arg|argument)|(returns?)|(type|satisfies)|(implements)|(this))\s*\{/g;
const nameBehind = /\s*(\[\s*)?([\w$.]+)/y;

/** `(/** @type {number} *\/ n) => n` */
function ownTag(ts: TypeScript, file: ts.SourceFile, parameter: ts.ParameterDeclaration): TypedTag | undefined {
  const comment = docCommentBefore(ts, file, parameter);
  return comment && typedTags(file.text, comment).findLast(({ name }) => name === 'type');
}

/** A pattern has no name, so that its tag is the one at its position. */
function tagOfParameter(ts: TypeScript, file: ts.SourceFile, parameter: ts.ParameterDeclaration): TypedTag | undefined {
  const { name, parent } = parameter;
  const tags = tagsOf(ts, file, parent).filter((each) => each.name === 'param' && each.of?.includes('.') !== true);
  return ts.isIdentifier(name) ? tags.find(({ of }) => of === name.text) : tags[parent.parameters.indexOf(parameter)];
}

type Owner = Parameters<typeof docCommentsOf>[2];

const tagsByOwner = sideTable<ts.Node, readonly TypedTag[]>('types in doc comments');

function tagsOf(ts: TypeScript, file: ts.SourceFile, owner: ts.Node): readonly TypedTag[] {
  const known = tagsByOwner.get(owner) ?? docCommentsOf(ts, file, owner as Owner).flatMap((comment) => typedTags(file.text, comment));
  tagsByOwner.set(owner, known);
  return known;
}

function typedTags(text: string, comment: Span): TypedTag[] {
  return blockTags(text, comment, () => false).flatMap(({ span: { start, end } }) => {
    const content = text.slice(start, end).replace(/\r?\n[^\S\r\n]*\*?/g, '\n');
    return [...content.matchAll(typedTag)].flatMap(({ 0: opening, 1: param, 2: returns, 3: type, 4: implemented, index }) => {
      const open = index + opening.length;
      const close = closingBrace(content, open);
      if (close === undefined) return [];
      nameBehind.lastIndex = close + 1;
      const [, bracket, of] = nameBehind.exec(content) ?? [];
      const written = content.slice(open, close).trim();
      const name = param ? 'param' : returns ? 'returns' : type ? 'type' : implemented ? 'implements' : 'this';
      return [{ name, type: written.replace(/^!|=$/g, ''), of, isOptional: bracket !== undefined || written.endsWith('=') } as const];
    });
  });
}

function closingBrace(text: string, start: number): number | undefined {
  let depth = 1;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return undefined;
}

/** A type as TypeScript has it, in a file of its own that sees what the comments of its file import, and then what that file declares. */
function typeIn(ts: TypeScript, file: ts.SourceFile, text: string): ts.TypeNode | undefined {
  if (isPlain.test(text)) return undefined;
  const parsed = parseLike(ts, file, `${importsIn(file)}type p$ = ${text};`);
  const alias = parsed?.statements.at(-1);
  if (!parsed || parseDiagnostics(parsed).length > 0 || !alias || !ts.isTypeAliasDeclaration(alias)) return undefined;
  setParents(ts, parsed);
  setParent(parsed, file);
  return alias.type;
}

/** Types that have no contract. */
const isPlain = /^(?:\W*|any|unknown|string|number|boolean|bigint|symbol|object|void|undefined|null|never)$/i;

const importTag = /(?<![^\s*])@import\s+([^'"@]+?\sfrom\s*(?:'[^'\n]*'|"[^"\n]*"))/g;
const renaming = /(?<![^\s*])@typedef\s*\{\s*(import\(\s*(?:'[^'\n]*'|"[^"\n]*")\s*\)[\w$.]*)\s*\}\s*([\w$]+)/g;

const importsByFile = sideTable<ts.SourceFile, string>('imports in doc comments');

/** What `@import` imports, and what `@typedef` calls an imported type, as statements. */
function importsIn(file: ts.SourceFile): string {
  const known = importsByFile.get(file) ?? collectImports(file.text);
  importsByFile.set(file, known);
  return known;
}

function collectImports(text: string): string {
  if (!text.includes('@import') && !text.includes('@typedef')) return '';
  const imports = [...text.matchAll(importTag)].map(([, clause = '']) => `import type ${clause.replace(/\n[^\S\n]*\*/g, '\n')};\n`);
  const names = [...text.matchAll(renaming)].map(([, type = '', name = '']) => `type ${name} = ${type};\n`);
  return [...imports, ...names].join('');
}
