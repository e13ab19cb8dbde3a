/** Templates as text: their own text with the holes filled, and the nodes that stay where they are. */
import type ts from 'typescript';
import { importOf, type Code, type Hole, type Plan } from '../3-plan/plan.ts';
import type { Clause, TypeScript } from '../contract.ts';
import { copyInside, copyOf, type Copying, type Piece } from './clause-text.ts';

/** A node that a template keeps in its place. `ends`: a statement, which what follows must not continue. */
export interface KeptNode {
  readonly keep: ts.Node;
  readonly ends: boolean;
}

/** One step of a template: new text, or a kept node. */
export type Step = Piece | KeptNode;

/** What is needed to write nodes and templates that are not in their place. */
export interface Templates extends Copying {
  readonly plan: Plan;
}

/** Carries out the edits of a plan inside of copied nodes. */
export function templatesOf(ts: TypeScript, plan: Plan, dirty: Copying['dirty']): Templates {
  const templates: Templates = {
    ts, plan, dirty,
    edited(node) {
      const edit = plan.edits.get(node);
      return edit?.op === 'replace' ? piecesOf(templates, edit.code, node) : undefined;
    },
  };
  return templates;
}

/** A template whose kept nodes are copied too. `target` is the node whose edit it is. */
export function piecesOf(templates: Templates, code: Code, target?: ts.Node): Piece[] {
  return stepsOf(templates, code).flatMap((step) => ('keep' in step ? keptAsCopy(templates, step, target) : [step]));
}

/** A kept node that cannot stay in its place. */
export function keptAsCopy(templates: Templates, { keep, ends }: KeptNode, target: ts.Node | undefined): readonly Piece[] {
  const pieces = keep === target ? copyInside(templates, keep) : copyOf(templates, keep);
  return ends && !/[;}]$/.test(pieces.at(-1)?.text ?? ';') ? [...pieces, { text: ';' }] : pieces;
}

/** The steps of a template, in order. */
export function stepsOf(templates: Templates, code: Code): readonly Step[] {
  const writing: Writing = { templates, steps: [], call: undefined };
  addSteps(writing, code);
  return writing.steps;
}

/** Steps in the making. */
interface Writing {
  readonly templates: Templates;
  readonly steps: Step[];
  /** Where a call that reports a clause leads, as long as it is open. All of it leads there: some tools keep no more than the last place of a line. */
  call: Piece['origin'];
}

function addSteps(writing: Writing, code: Code): void {
  for (let index = 0; index < code.length; index++) {
    const part = code[index] as string | Hole;
    if (typeof part === 'string') addText(writing, part.includes('\n') ? part.replace(/\s*\n\s*/g, ' ') : part);
    else addHole(writing, part, { code, index });
  }
}

/** Text of a template, which may end a call. */
function addText(writing: Writing, text: string): void {
  const end = writing.call ? text.indexOf(');') + 1 : 0;
  if (end === 0) return add(writing, text);
  add(writing, text.slice(0, end));
  writing.call = undefined;
  add(writing, text.slice(end));
}

/** Adds text, to the last step where it leads to the same. Where both have a space, one is left. */
function add({ steps, call }: Writing, text: string, origin = call): void {
  const last = steps.at(-1);
  if (!last || 'keep' in last || last.isVerbatim === true || last.origin !== origin) steps.push({ text, origin });
  else steps[steps.length - 1] = { text: last.text + (text.startsWith(' ') && last.text.endsWith(' ') ? text.trimStart() : text), origin };
}

/** A hole of a template. */
interface Filling {
  readonly code: Code;
  readonly index: number;
}

function addHole(writing: Writing, hole: Hole, filling: Filling): void {
  const { templates, steps } = writing;
  switch (hole.hole) {
    case 'literal':
      return add(writing, literal(hole.value));
    case 'lines':
      return add(writing, template(hole.text));
    case 'runtime':
      return add(writing, importOf(hole.name, templates.plan.prefix).local);
    case 'name': {
      const origin = originOf(hole.map);
      add(writing, hole.name, origin);
      if (textIn(filling.code[filling.index + 1]).startsWith('(')) writing.call ??= origin;
      return;
    }
    case 'reference':
      return add(writing, hole.node.text);
    case 'items':
      hole.items.forEach((item, index) => {
        if (index > 0) add(writing, ', ');
        addSteps(writing, item);
      });
      return;
    case 'code':
      addSteps(writing, hole.code);
      return add(writing, ' ');
    case 'copy':
      return addAll(writing, parenthesized(templates.ts, filling, { node: hole.node, steps: copyOf(templates, hole.node) }));
    case 'keep':
      for (const keep of hole.nodes) {
        if (hole.statements === true) steps.push({ keep, ends: true });
        else addAll(writing, parenthesized(templates.ts, filling, { node: keep, steps: [{ keep, ends: false }] }));
      }
  }
}

/** Adds steps; within a call those that lead nowhere by themselves lead where it does. */
function addAll({ steps, call }: Writing, added: readonly Step[]): void {
  for (const step of added) steps.push(call && !('keep' in step) && !step.origin ? { ...step, origin: call } : step);
}

function literal(value: string | number): string {
  return JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

const lineEnds: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\u2028': '\\u2028', '\u2029': '\\u2029' };

/** A template literal on one line: the file keeps the lines of its source. */
function template(text: string): string {
  return `\`${text.replace(/[`\\]|\$\{/g, '\\$&').replace(/[\n\r\u2028\u2029]/g, (end) => lineEnds[end] ?? end)}\``;
}

/** The place of a clause, where the calls that report it lead. */
function originOf({ predicate, statement, span, origin }: Clause): Piece['origin'] {
  if (origin) return undefined;
  const file = (predicate?.expression ?? statement)?.getSourceFile();
  return file && { file, offset: (predicate?.span ?? span).start };
}

interface Operand {
  readonly node: ts.Node;
  readonly steps: readonly Step[];
}

/** Puts parentheses around an expression that the template would tear apart. */
function parenthesized(ts: TypeScript, { code, index }: Filling, { node, steps }: Operand): readonly Step[] {
  if (!isTorn(ts, node) || isPattern(ts, node)) return steps;
  const [before, after] = [textIn(code[index - 1]), textIn(code[index + 1])];
  const isDelimited = /(?:^|[([{,;:?]|[^=!<>]=|=>|\b(?:return|throw|case))\s*$/.test(before) && /^\s*(?:$|[)\]},;:])/.test(after);
  const isComma = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.CommaToken;
  const isEnclosed = /\(\s*$/.test(before) && /^\s*\)/.test(after);
  const isCompared = bindsTighter(ts, node) && /(?:^|[([{,;:?=<>&|])\s*$/.test(before) && /^\s*(?:$|[)\]},;:=<>&|]|!=|\?(?!\.))/.test(after);
  return isCompared || (isDelimited && (isEnclosed || !isComma)) ? steps : [{ text: '(' }, ...steps, { text: ')' }];
}

function textIn(part: string | Hole | undefined): string {
  return typeof part === 'string' ? part : '';
}

/** Whether an expression is one to a comparison or a logical operator beside it: `typeof x === y`, `x !== n + 1`. */
function bindsTighter(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isTypeOfExpression(node) || ts.isPrefixUnaryExpression(node)) return true;
  return ts.isBinaryExpression(node) && /^[-+*/%]$/.test(ts.tokenToString(node.operatorToken.kind) ?? '');
}

/** What is assigned to takes no parentheses. */
function isPattern(ts: TypeScript, node: ts.Node): boolean {
  if (!ts.isObjectLiteralExpression(node) && !ts.isArrayLiteralExpression(node)) return false;
  return ts.isForOfStatement(node.parent) && node.parent.initializer === node;
}

/** Whether operators or a member access beside an expression would take a part of it. */
function isTorn(ts: TypeScript, node: ts.Node): boolean {
  switch (node.kind) {
    case ts.SyntaxKind.BinaryExpression:
    case ts.SyntaxKind.ConditionalExpression:
    case ts.SyntaxKind.ArrowFunction:
    case ts.SyntaxKind.FunctionExpression:
    case ts.SyntaxKind.ClassExpression:
    case ts.SyntaxKind.ObjectLiteralExpression:
    case ts.SyntaxKind.YieldExpression:
    case ts.SyntaxKind.AwaitExpression:
    case ts.SyntaxKind.PrefixUnaryExpression:
    case ts.SyntaxKind.TypeOfExpression:
    case ts.SyntaxKind.VoidExpression:
    case ts.SyntaxKind.DeleteExpression:
    case ts.SyntaxKind.AsExpression:
    case ts.SyntaxKind.SatisfiesExpression:
    case ts.SyntaxKind.NewExpression:
      return true;
    default:
      return false;
  }
}
