/** Statements that none of TypeScript's transforms has to see: as text that its printer writes as it is, one node stands for the hundred of a check. */
import type ts from 'typescript';
import type { Code, Hole, Plan } from '../3-plan/plan.ts';
import type { Clause, TypeScript } from '../contract.ts';
import { oldTargetOf } from '../old-target.ts';
import { isOnOneLine } from './clause-text.ts';
import { assertsNodes, isEsModule, isTransformed } from '../ts-internals.ts';
import { mapsTo, writesMap } from './mapped-clause.ts';
import { piecesOf, templatesOf, type Templates } from './text-template.ts';

/** A file whose statements may be written as they are. */
export interface AsIs {
  readonly options: ts.CompilerOptions;
  readonly templates: Templates;
  /** Whether an expression of a clause stays what it is. */
  readonly isPlain: (node: ts.Node) => boolean;
}

/** What a file is emitted from and with. */
export interface Emitted {
  readonly sourceFile: ts.SourceFile;
  readonly plan: Plan;
  /** The nodes that have an edit inside. */
  readonly dirty: ReadonlySet<ts.Node>;
  /** Absent where others transform the output too. */
  readonly alone: Alone | undefined;
}

/** Nobody but TypeScript transforms what is printed. */
export interface Alone {
  /** The value that TypeScript puts in the place of a member of a `const enum`; absent in a program that has none. */
  readonly constantOf: ((member: Member) => unknown) | undefined;
}

type Member = ts.PropertyAccessExpression | ts.ElementAccessExpression;

/** What a transform does something about, at every target. */
const transformed = ['ContainsTypeScript', 'ContainsJsx', 'ContainsESNext', 'ContainsTypeScriptClassSyntax', 'ContainsDecorators', 'ContainsClassFields', 'ContainsDynamicImport'];

/**
 * Undefined for a file in which TypeScript may put another name, another `this` or older syntax in the place of what a check holds: for an older
 * target, in a module that is no ES module, in a file with namespaces or decorators, or with checks inside of an `enum`, whose members have
 * names there that they have nowhere else. Undefined too where TypeScript asserts that a list of statements holds statements.
 */
export function asIs(ts: TypeScript, context: ts.TransformationContext, emitted: Emitted): AsIs | undefined {
  const { sourceFile, plan, dirty, alone } = emitted;
  const options = context.getCompilerOptions();
  const isKept = alone !== undefined && oldTargetOf(ts, options) === undefined && options.useDefineForClassFields !== false && isEsModule(ts, context, sourceFile);
  if (!isKept || assertsNodes(ts) || sourceFile.statements.some(ts.isModuleDeclaration) || isTransformed(ts, sourceFile, ['ContainsDecorators'])) return undefined;
  for (const node of dirty) if (ts.isEnumDeclaration(node)) return undefined;
  const { constantOf } = alone;
  const isPlain = (node: ts.Node): boolean =>
    !isTransformed(ts, node, transformed) && isOnOneLine(ts, node) && !(constantOf && holdsConstant(ts, constantOf, node)) && !(writesMap(options) && holdsChecks(ts, emitted, node));
  return { options, templates: templatesOf(ts, plan, dirty), isPlain };
}

function holdsConstant(ts: TypeScript, constantOf: (member: Member) => unknown, node: ts.Node): boolean {
  const isConstant = (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) && constantOf(node) !== undefined;
  return isConstant || ts.forEachChild(node, (child) => holdsConstant(ts, constantOf, child)) === true;
}

/** Whether a function in a clause has checks of its own, each of which leads somewhere else in a source map. */
function holdsChecks(ts: TypeScript, emitted: Emitted, node: ts.Node): boolean {
  const isCheck = (child: ts.Node): boolean => {
    const edit = emitted.plan.edits.get(child);
    return edit !== undefined && (ts.isStatement(child) || ts.isBlock(child) || (edit.op === 'replace' && edit.as === 'body'));
  };
  return emitted.dirty.has(node) && ts.forEachChild(node, (child) => isCheck(child) || holdsChecks(ts, emitted, child)) === true;
}

/** A line of statements, and the clause that it leads to in a source map. */
export interface Line {
  readonly text: string;
  readonly clause?: Clause;
}

/**
 * Some statements on one line; undefined where TypeScript has to see their nodes. A call that leads to its clause stands on a line of its own: tools that
 * measure coverage leave out what no line of the source map leads to the source, and no statement begins or ends there.
 *
 * before → after: `if (…) p$f(0, p$f);` → `if (…) [`, `p$f(0, p$f)`, `];`
 */
export function linesAsIs(file: AsIs, code: Code): readonly Line[] | undefined {
  if (!isAsIs(file, code)) return undefined;
  const call = mappedCall(file, code);
  if (!call) return textOf(file, code, (text) => [{ text }]);
  const { start, end, clause } = call;
  const last = code[end] as string;
  const behind = last.indexOf(callEnd) + 1;
  const before = textOf(file, code.slice(0, start), (text) => (/[;{})]$/.test(text) ? [{ text: `${text} [` }] : undefined));
  const mapped = before && textOf(file, [...code.slice(start, end), last.slice(0, behind)], (text) => [{ text, clause }]);
  const after = mapped && linesAsIs(file, [`]${last.slice(behind)}`, ...code.slice(end + 1)]);
  return after && [...before, ...mapped, ...after];
}

const callEnd = ');';

interface MappedCall {
  readonly clause: Clause;
  /** The name of what is called, and the text in which the call ends, by their places in the code. */
  readonly start: number;
  readonly end: number;
}

/** The first call that leads to its clause. */
function mappedCall({ options }: AsIs, code: Code): MappedCall | undefined {
  if (!writesMap(options)) return undefined;
  for (const [start, part] of code.entries()) {
    const clause = typeof part === 'string' || !startsCall(code[start + 1]) ? undefined : mapsTo(options, part);
    const end = clause ? code.findIndex((each, index) => index > start && typeof each === 'string' && each.includes(callEnd)) : -1;
    if (clause && end !== -1) return { clause, start, end };
  }
  return undefined;
}

function startsCall(part: string | Hole | undefined): boolean {
  return typeof part === 'string' && part.startsWith('(');
}

/** The text of some code, if it holds no comment, as lines. */
function textOf(file: AsIs, code: Code, lines: (text: string) => readonly Line[] | undefined): readonly Line[] | undefined {
  const text = piecesOf(file.templates, code).map((piece) => piece.text).join('').trim();
  return text.includes('/*') ? undefined : lines(text);
}

function isAsIs(file: AsIs, code: Code): boolean {
  return code.every((part) => (typeof part === 'string' ? !part.includes('\n') : isHoleAsIs(file, part)));
}

function isHoleAsIs(file: AsIs, hole: Hole): boolean {
  switch (hole.hole) {
    case 'literal':
    case 'runtime':
    case 'reference':
    case 'name':
      return true;
    case 'copy':
      return file.isPlain(hole.node);
    case 'items':
      return hole.items.every((item) => isAsIs(file, item) && !mappedCall(file, item));
    case 'code':
      return isAsIs(file, hole.code) && !mappedCall(file, hole.code);
    case 'lines':
    case 'keep':
      return false;
  }
}
