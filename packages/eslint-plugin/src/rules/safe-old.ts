/** `safe-old`: what `old(…)` keeps is still what it was when the clause looks at it. */
import type { Contract, TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { analysisOf, problemsOf, type Analysis, type Context } from '../analysis.ts';
import { containerOfMethod } from '../built-ins/containers.ts';
import { isMutator } from '../built-ins/known-effects.ts';
import { createRule } from '../create-rule.ts';
import { copyOf, isMutable, type TypedProgram } from '../mutability.ts';
import { quoted } from '../quoted.ts';
import { parametersOf } from '../reason/clause-conditions.ts';
import { report } from '../report.ts';
import { unsafeOlds, type UnsafeOld } from '../unsafe-olds.ts';
import { unwrapped } from '../unwrapped.ts';

export interface SafeOldOptions {
  /** Also reports where the function itself assigns the place anew, which keeps the earlier object as it was. */
  readonly reassigned?: boolean;
}

type MessageId = 'mutable' | 'takeMember' | 'copy';

export const safeOld = createRule<readonly [SafeOldOptions], MessageId>({
  name: 'safe-old',
  meta: {
    type: 'problem',
    docs: { description: '`old(…)` keeps values or copies, not references to what may change', configs: ['recommended'], needsTypes: true },
    hasSuggestions: true,
    messages: {
      mutable: '`{{old}}` keeps a reference and no copy: on return `{{use}}` sees what the object is then, not what it was. Keep the value itself{{member}}, or a copy{{copy}}.',
      takeMember: 'Keep the value itself: `{{text}}`.',
      copy: 'Keep a copy: `{{text}}`.',
    },
    schema: [{ type: 'object', properties: { reassigned: { type: 'boolean', description: 'Also reports where the function itself assigns the place anew, which keeps the earlier object as it was.' } }, additionalProperties: false }],
  },
  defaultOptions: [{ reassigned: false }],
  create: (context, [{ reassigned = false }]) => ({
    Program: () => {
      const analysis = analysisOf(context);
      if (!analysis?.program || !analysis.contracts) return;
      problemsOf(analysis);
      const typed = { ts: analysis.ts, program: analysis.program, checker: analysis.program.getTypeChecker() };
      for (const contract of analysis.contracts.file.contracts) {
        for (const found of contract.clauses.flatMap((clause) => unsafeOlds(typed, clause))) {
          if (reassigned || !isAssigned(typed.ts, contract, found.argument)) reportOld(context, { analysis, typed, found });
        }
      }
    },
  }),
});

/** Whether the body assigns the place that `old` looks at, so that the earlier object may well be left alone. */
function isAssigned(ts: TypeScript, { owner: { node } }: Contract, argument: ts.Expression): boolean {
  const place = unwrapped(ts, argument).getText();
  const body = 'body' in node ? node.body : undefined;
  const isPlaceAssigned = (each: ts.Node): boolean => ts.isBinaryExpression(each) && each.operatorToken.kind === ts.SyntaxKind.EqualsToken && each.left.getText() === place;
  const assigns = (each: ts.Node): boolean => isPlaceAssigned(each) || (ts.forEachChild(each, (child) => assigns(child) || undefined) ?? false);
  // A parameter means its value on entry, so what the body assigns to it is not seen.
  return body !== undefined && !parametersOf(ts, node).has(place) && assigns(body);
}

interface Reported {
  readonly analysis: Analysis;
  readonly typed: TypedProgram;
  readonly found: UnsafeOld;
}

function reportOld(context: Readonly<Context>, { analysis, typed, found }: Reported): void {
  const { sourceFile } = analysis;
  const { call, argument, use } = found;
  const textOf = (node: ts.Node): string => node.getText(sourceFile);
  const replacements = suggestionsFor(typed, found, sourceFile);
  const says = (messageId: MessageId): string => replacements.filter((each) => each.messageId === messageId).map(({ text }) => `, \`${quoted(text, 60)}\``).join('');
  report(context, {
    span: { start: call.getStart(sourceFile), end: call.end },
    messageId: 'mutable',
    data: { old: quoted(textOf(call), 60), use: quoted(textOf(use), 60), member: says('takeMember'), copy: says('copy') || `, \`old(…)\` of one that you make of \`${quoted(textOf(argument), 40)}\`` },
    suggest: replacements.map(({ messageId, node, text }) => ({ messageId, data: { text: quoted(text) }, edits: [{ range: [node.getStart(sourceFile), node.end], text }] })),
  });
}

interface Replacement {
  readonly messageId: 'takeMember' | 'copy';
  readonly node: ts.Node;
  readonly text: string;
}

/** `old(xs).length` → `old(xs.length)` where that is a primitive; `old(xs)` → `old([...xs])`. */
function suggestionsFor(typed: TypedProgram, { call, argument, use, type }: UnsafeOld, sourceFile: ts.SourceFile): Replacement[] {
  const { ts, checker } = typed;
  const found: Replacement[] = [];
  const written = argument.getText(sourceFile);
  const access = call.parent;
  const rest = sourceFile.text.slice(call.end, use.end);
  const isChain = ts.isPropertyAccessExpression(access) && access.expression === call && !rest.includes('\n');
  if (isChain && isMutable(typed, checker.getTypeAtLocation(use)) === false && !mentionsResult(ts, use, call) && !changesOnTheWay(typed, use)) found.push({ messageId: 'takeMember', node: use, text: `old(${written}${rest})` });
  const isNullable = checker.getTypeAtLocation(argument) !== type || isDeclaredNullable(typed, argument);
  const copy = isNullable || written.includes('\n') ? undefined : copyOf(typed, type, written);
  if (copy !== undefined) found.push({ messageId: 'copy', node: call, text: `old(${copy})` });
  return found;
}

/** Whether a chain such as `old(list).sort()[0]` changes what it looks at: on entry that would be done to the object itself. */
function changesOnTheWay({ ts, program }: TypedProgram, use: ts.Expression): boolean {
  let node: ts.Node = use;
  for (; ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node); node = node.expression) {
    const callee = ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) ? node.expression : undefined;
    const container = callee && containerOfMethod({ ts, program, file: use.getSourceFile() }, callee);
    if (callee && container !== undefined && isMutator(container, callee.name.text)) return true;
  }
  return false;
}

/** What the clause has narrowed on return may be absent on entry. */
function isDeclaredNullable({ ts, checker }: TypedProgram, argument: ts.Expression): boolean {
  const node = unwrapped(ts, argument);
  const symbol = checker.getSymbolAtLocation(ts.isPropertyAccessExpression(node) ? node.name : node);
  const declared = symbol && checker.getTypeOfSymbol(symbol);
  return declared !== undefined && checker.getNonNullableType(declared) !== declared;
}

/** Whether a chain has arguments behind `old(…)` that may not exist on entry. */
function mentionsResult(ts: TypeScript, use: ts.Node, call: ts.Node): boolean {
  const visit = (node: ts.Node): boolean => node !== call && ((ts.isCallExpression(node) && node.arguments.length > 0) || (ts.isElementAccessExpression(node) && !ts.isLiteralExpression(node.argumentExpression)) || (ts.forEachChild(node, (child) => visit(child) || undefined) ?? false));
  return visit(use);
}
