/** Templates as text: their own text with the holes filled, and the nodes that stay where they are. */
import type ts from 'typescript';
import type { Code, Hole, Plan } from '../3-plan/plan.ts';
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
  return code.flatMap((part, index) => {
    if (typeof part === 'string') return [{ text: part.replace(/\s*\n\s*/g, ' ') }];
    return holeSteps(templates, part, [textOf(code[index - 1]), textOf(code[index + 1])]);
  });
}

function textOf(part: string | Hole | undefined): string {
  return typeof part === 'string' ? part : '';
}

function holeSteps(templates: Templates, hole: Hole, around: readonly [before: string, after: string]): Step[] {
  switch (hole.hole) {
    case 'literal':
      return [{ text: literal(hole.value) }];
    case 'runtime':
      return [{ text: templates.plan.prefix + hole.name }];
    case 'name':
      return [{ text: hole.name, origin: originOf(hole.map) }];
    case 'items':
      return hole.items.flatMap((item, index) => [...(index === 0 ? [] : [{ text: ', ' }]), ...stepsOf(templates, item)]);
    case 'code':
      return [...stepsOf(templates, hole.code), { text: ' ' }];
    case 'copy':
      return parenthesized(templates.ts, { node: hole.node, around, steps: copyOf(templates, hole.node) });
    case 'keep':
      if (hole.statements === true) return hole.nodes.map((keep) => ({ keep, ends: true }));
      return hole.nodes.flatMap((keep) => parenthesized(templates.ts, { node: keep, around, steps: [{ keep, ends: false }] }));
  }
}

function literal(value: string | number): string {
  return JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

/** The place of a clause, where the calls that report it lead. */
function originOf({ predicate, statement, span }: Clause): Piece['origin'] {
  const file = (predicate?.expression ?? statement)?.getSourceFile();
  return file && { file, offset: (predicate?.span ?? span).start };
}

interface Operand {
  readonly node: ts.Node;
  /** The text of the template around it. */
  readonly around: readonly [before: string, after: string];
  readonly steps: readonly Step[];
}

/** Puts parentheses around an expression that the template would tear apart. */
function parenthesized(ts: TypeScript, { node, around: [before, after], steps }: Operand): Step[] {
  const isDelimited = /(?:^|[([{,;:?]|[^=!<>]=|=>|\b(?:return|throw|case))\s*$/.test(before) && /^\s*(?:$|[)\]},;:])/.test(after);
  const isEnclosed = /\(\s*$/.test(before) && /^\s*\)/.test(after);
  const isWhole = isDelimited ? isEnclosed || !isComma(ts, node) : isOperand(ts, node);
  return isWhole ? [...steps] : [{ text: '(' }, ...steps, { text: ')' }];
}

function isComma(ts: TypeScript, node: ts.Node): boolean {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.CommaToken;
}

/** Whether operators around an expression leave it whole. */
function isOperand(ts: TypeScript, node: ts.Node): boolean {
  if (!ts.isExpression(node)) return true;
  return !(
    ts.isBinaryExpression(node) || ts.isConditionalExpression(node) || ts.isArrowFunction(node) || ts.isYieldExpression(node) || ts.isPrefixUnaryExpression(node) || ts.isAwaitExpression(node) ||
    ts.isTypeOfExpression(node) || ts.isVoidExpression(node) || ts.isDeleteExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isObjectLiteralExpression(node) || ts.isFunctionExpression(node) || ts.isNewExpression(node)
  );
}
