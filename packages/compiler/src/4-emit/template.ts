/** Parses the text of a template once per shape; the printer then clones it and fills its holes. */
import type ts from 'typescript';
import type { Code, Hole } from '../3-plan/plan.ts';
import type { TypeScript } from '../contract.ts';
import { namesApart, nameStart } from './template-names.ts';

/** Where a template stands; decides how its text is parsed. */
export type Position = 'statements' | 'expression' | 'members' | 'property' | 'parameters' | 'pattern';

/** What a name of a parsed template stands for: a hole of its code, or one of its names, by number. */
type Stand = { readonly hole: number } | { readonly name: number };

interface Template {
  /** The nodes whose text has a line break; all others are printed on one line. */
  readonly onSeveralLines: ReadonlySet<ts.Node>;
  readonly nodes: readonly ts.Node[];
  /** Calls that a comment says to have no effect. */
  readonly pure: ReadonlySet<ts.Node>;
  readonly stands: ReadonlyMap<ts.Node, Stand>;
}

/** A template, and the names that it has here. */
export interface NamedTemplate {
  readonly template: Template;
  readonly names: readonly string[];
}

/** Templates by shape. One cache serves all files of a host. */
export type TemplateCache = Map<string, Template>;

/** What a name stands for. No name of the file starts with the plan's prefix. */
function standOf(name: string, prefix: string): Stand | undefined {
  const [hole, own] = [placeholder(prefix), nameStart(prefix)];
  if (name.startsWith(hole)) return { hole: Number(name.slice(hole.length)) };
  return name.startsWith(own) ? { name: Number(name.slice(own.length)) } : undefined;
}

function placeholder(prefix: string): string {
  return `${prefix}hole_`;
}

/** The holes of a template, in order: hole `i` is identifier `i` of its text. */
export function holesOf(code: Code): Hole[] {
  return code.filter((part): part is Hole => typeof part !== 'string');
}

/** The parsed shape of a template, which is the same whatever its names are. */
export function templateOf(ts: TypeScript, cache: TemplateCache, { code, position, prefix }: { code: Code; position: Position; prefix: string }): NamedTemplate {
  const { text, names } = shapeOf(code, prefix);
  const key = `${position} ${text}`;
  const known = cache.get(key);
  if (known) return { template: known, names };
  const template = parse(ts, text, { position, prefix });
  cache.set(key, template);
  return { template, names };
}

function shapeOf(code: Code, prefix: string): { text: string; names: readonly string[] } {
  const start = placeholder(prefix);
  const names: string[] = [];
  let text = '';
  let count = 0;
  for (const part of code) text += typeof part === 'string' ? namesApart(part, prefix, names) : `${start}${count++}${isStatement(part) ? ';' : ''}`;
  return { text, names };
}

function isStatement(hole: Hole): boolean {
  return hole.hole === 'code' || (hole.hole === 'keep' && hole.statements === true);
}

function nodesWithBreaks(ts: TypeScript, file: ts.SourceFile, nodes: readonly ts.Node[]): ReadonlySet<ts.Node> {
  const found = new Set<ts.Node>();
  const visit = (node: ts.Node): void => {
    if (!file.text.slice(node.getStart(file), node.end).includes('\n')) return;
    found.add(node);
    ts.forEachChild(node, visit);
  };
  nodes.forEach(visit);
  return found;
}

function standsIn(ts: TypeScript, nodes: readonly ts.Node[], prefix: string): ReadonlyMap<ts.Node, Stand> {
  const found = new Map<ts.Node, Stand>();
  const visit = (node: ts.Node): void => {
    const stand = ts.isIdentifier(node) ? standOf(node.text, prefix) : undefined;
    if (stand) found.set(node, stand);
    ts.forEachChild(node, visit);
  };
  nodes.forEach(visit);
  return found;
}

/** What surrounds the text while it is parsed: `await`, `yield`, `super` and `#private` names must be read as what they are. */
const frames: Readonly<Record<Position, readonly [before: string, after: string]>> = {
  statements: ['async function* f() {\n', '\n}'],
  expression: ['async function* f() { (', ') }'],
  members: ['class C {\n', '\n}'],
  property: ['({ ', ' })'],
  parameters: ['function f(', ') {}'],
  pattern: ['var ', ' = 0;'],
};

function parse(ts: TypeScript, text: string, { position, prefix }: { position: Position; prefix: string }): Template {
  const [before, after] = frames[position];
  const file = ts.createSourceFile('template.ts', before + text + after, ts.ScriptTarget.Latest, true);
  const [statement] = file.statements;
  const nodes = statement && contentOf(ts, statement, position);
  if (!nodes) throw new Error(`A template does not parse as ${position}: ${text}`);
  return { onSeveralLines: nodesWithBreaks(ts, file, nodes), nodes, pure: text.includes(pureComment) ? pureCalls(ts, file) : new Set(), stands: standsIn(ts, nodes, prefix) };
}

const pureComment = '/* @__PURE__ */';

function pureCalls(ts: TypeScript, file: ts.SourceFile): ReadonlySet<ts.Node> {
  const found = new Set<ts.Node>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && file.text.slice(node.pos, node.getStart(file)).includes(pureComment)) found.add(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function contentOf(ts: TypeScript, statement: ts.Statement, position: Position): readonly ts.Node[] | undefined {
  if (position === 'members') return ts.isClassDeclaration(statement) ? statement.members : undefined;
  if (position === 'property') {
    const object = ts.isExpressionStatement(statement) && ts.isParenthesizedExpression(statement.expression) ? statement.expression.expression : undefined;
    return object && ts.isObjectLiteralExpression(object) ? object.properties : undefined;
  }
  if (position === 'pattern') return ts.isVariableStatement(statement) ? statement.declarationList.declarations.map(({ name }) => name) : undefined;
  if (position === 'parameters') return ts.isFunctionDeclaration(statement) ? statement.parameters : undefined;
  const body = ts.isFunctionDeclaration(statement) ? statement.body?.statements : undefined;
  if (position === 'statements') return body;
  const [only] = body ?? [];
  const parenthesized = only && ts.isExpressionStatement(only) ? only.expression : undefined;
  return parenthesized && ts.isParenthesizedExpression(parenthesized) ? [parenthesized.expression] : undefined;
}
