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
export function stepsOf(templates: Templates, code: Code): Step[] {
  const steps: Step[] = [];
  addSteps(templates, code, steps);
  return steps;
}

function addSteps(templates: Templates, code: Code, steps: Step[]): void {
  /** Of a call that reports a clause, as long as it is open. All of it leads there: some tools keep no more than the last place of a line. */
  let called: Piece['origin'];
  for (let index = 0; index < code.length; index++) {
    const part = code[index] as string | Hole;
    const from = steps.length;
    if (typeof part === 'string') steps.push({ text: part.includes('\n') ? part.replace(/\s*\n\s*/g, ' ') : part });
    else addHole(templates, part, { code, index, steps });
    if (called) called = leadTo(called, steps, from);
    else if (typeof part !== 'string' && part.hole === 'name' && textIn(code[index + 1]).startsWith('(')) called = originOf(part.map);
  }
}

/** Has the steps of a call lead to where it leads, up to its end; gives the origin for further steps where that is still to come. */
function leadTo(origin: Piece['origin'], steps: Step[], from: number): Piece['origin'] {
  for (let index = from; index < steps.length; index++) {
    const step = steps[index] as Step;
    if ('keep' in step || step.origin) continue;
    const end = step.text.indexOf(');') + 1;
    steps[index] = { text: end === 0 ? step.text : step.text.slice(0, end), origin };
    if (end === 0) continue;
    steps.splice(index + 1, 0, { text: step.text.slice(end) });
    return undefined;
  }
  return origin;
}

/** A hole of a template, and where what fills it goes. */
interface Filling {
  readonly code: Code;
  readonly index: number;
  readonly steps: Step[];
}

function addHole(templates: Templates, hole: Hole, filling: Filling): void {
  const { steps } = filling;
  switch (hole.hole) {
    case 'literal':
      steps.push({ text: literal(hole.value) });
      return;
    case 'lines':
      steps.push({ text: template(hole.text) });
      return;
    case 'runtime':
      steps.push({ text: importOf(hole.name, templates.plan.prefix).local });
      return;
    case 'name':
      steps.push({ text: hole.name, origin: originOf(hole.map) });
      return;
    case 'reference':
      steps.push({ text: hole.node.text });
      return;
    case 'items':
      hole.items.forEach((item, index) => {
        if (index > 0) steps.push({ text: ', ' });
        addSteps(templates, item, steps);
      });
      return;
    case 'code':
      addSteps(templates, hole.code, steps);
      steps.push({ text: ' ' });
      return;
    case 'copy':
      steps.push(...parenthesized(templates.ts, filling, { node: hole.node, steps: copyOf(templates, hole.node) }));
      return;
    case 'keep':
      for (const keep of hole.nodes) {
        if (hole.statements === true) steps.push({ keep, ends: true });
        else steps.push(...parenthesized(templates.ts, filling, { node: keep, steps: [{ keep, ends: false }] }));
      }
  }
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
  return isDelimited && (isEnclosed || !isComma) ? steps : [{ text: '(' }, ...steps, { text: ')' }];
}

function textIn(part: string | Hole | undefined): string {
  return typeof part === 'string' ? part : '';
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
