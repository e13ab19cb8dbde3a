/** `no-shared-global-regexp`: a pattern with the flags `g` or `y` that is shared does not carry its position from one text to the next. */
import { hasModifier } from '@proviso/compiler';
import type ts from 'typescript';
import { createRule } from '../create-rule.ts';
import { bindingOf, ownerOf } from '../effects/bindings.ts';
import { globalPath } from '../effects/calls.ts';
import { wrapped } from '../effects/changes.ts';
import { declarationOf } from '../effects/said-of.ts';
import { firstValueOf } from '../effects/field-values.ts';
import { nodesOf } from '../effects/file-nodes.ts';
import { heldAt } from '../effects/pattern-tables.ts';
import { usesOf } from '../effects/shared-places.ts';
import { stateFileOf, testsOnlySchema, type StateOptions } from '../effects/state-file.ts';
import { contains, lineOf } from '../positions.ts';
import { quoted } from '../quoted.ts';
import { report, type Suggestion } from '../report.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';

export type NoSharedGlobalRegexpOptions = StateOptions;

export const noSharedGlobalRegexp = createRule<readonly [StateOptions], 'stateful' | 'dropFlag'>({
  name: 'no-shared-global-regexp',
  meta: {
    type: 'problem',
    docs: { description: 'A shared pattern with the flag `g` or `y` is not asked by `test` or `exec`, which go on where the last call ended', configs: ['recommended'], needsTypes: false },
    hasSuggestions: true,
    messages: {
      stateful: '`{{name}}` (line {{line}}) has the flag `{{flag}}`, so `{{method}}` begins where its last match ended, also for another text: the same call finds something once and nothing the next time. {{remedy}} Or set `{{name}}.lastIndex = 0` before.',
      dropFlag: 'Remove the flag `{{flag}}`.',
    },
    schema: testsOnlySchema,
  },
  defaultOptions: [{ tests: false }],
  create: (context, [options]) => ({
    Program: () => {
      const analysis = stateFileOf(context, options);
      if (!analysis || !/\.(?:test|exec)\b/.test(analysis.sourceFile.text)) return;
      for (const { call, pattern, declaration } of statefulCalls(analysis.sourceFile)) {
        const name = quoted(call.expression.expression.getText(), 40);
        const method = call.expression.name.text;
        const flag = pattern.flags.includes('g') ? 'g' : 'y';
        const remedy = method === 'test' ? `Remove the flag, which \`test\` has no use for.` : `Use \`text.matchAll(${name})\`, which keeps its own position, or remove the flag.`;
        report(context, {
          span: { start: call.getStart(), end: call.end },
          messageId: 'stateful',
          data: { name, line: lineOf(pattern.node), flag, method, remedy },
          suggest: method === 'test' && isOnlyTested(declaration) ? dropFlag(pattern, flag) : [],
        });
      }
    },
  }),
});

interface Pattern {
  readonly node: ts.Expression;
  readonly flags: string;
}

type Holder = ts.VariableDeclaration | ts.PropertyDeclaration;

type MethodCall = ts.CallExpression & { readonly expression: ts.PropertyAccessExpression };

interface Stateful {
  readonly call: MethodCall;
  readonly pattern: Pattern;
  readonly declaration: Holder;
}

function statefulCalls(file: ts.SourceFile): Stateful[] {
  return nodesOf(file).calls.flatMap((node): Stateful[] => {
    if (!isAsking(node)) return [];
    const asked = unwrapped(typescript, node.expression.expression);
    const declaration = declarationOf(asked) ?? staticOf(asked);
    const value = firstValueOf(declaration);
    const pattern = value && patternOf(value);
    if (!pattern) return inTable(node, asked);
    return declaration && !typescript.isParameter(declaration) && pattern && isShared(node, declaration) && !keepsTrack(node) ? [{ call: node, pattern, declaration }] : [];
  });
}

/** A pattern of a list or a table, asked by the name of an element: one that keeps its position is enough. */
function inTable(call: MethodCall, asked: ts.Expression): Stateful[] {
  const held = heldAt(asked);
  const pattern = held?.values.flatMap((each) => patternOf(each) ?? [])[0];
  const isKept = held && (typescript.isPropertyDeclaration(held.table) || typescript.isSourceFile(ownerOf(held.table)));
  return held && pattern && isKept && !keepsTrack(call) ? [{ call, pattern, declaration: held.table }] : [];
}

/** The static field that `Owner.pattern` is, for a class of the file. */
function staticOf(node: ts.Expression): ts.PropertyDeclaration | undefined {
  const owner = typescript.isPropertyAccessExpression(node) && typescript.isIdentifier(node.expression) ? bindingOf(node.expression)?.declaration : undefined;
  if (!owner || !typescript.isClassLike(owner) || !typescript.isPropertyAccessExpression(node)) return undefined;
  return owner.members.find((each): each is ts.PropertyDeclaration => typescript.isPropertyDeclaration(each) && hasModifier(typescript, each, typescript.SyntaxKind.StaticKeyword) && each.name.getText() === node.name.text);
}

function isAsking(node: ts.Node): node is MethodCall {
  return typescript.isCallExpression(node) && typescript.isPropertyAccessExpression(node.expression) && /^(?:test|exec)$/.test(node.expression.name.text) && node.arguments.length === 1;
}

/** A literal or `new RegExp` with the flag `g` or `y`. */
function patternOf(initializer: ts.Expression): Pattern | undefined {
  const node = unwrapped(typescript, initializer);
  const flags = typescript.isRegularExpressionLiteral(node)
    ? node.text.slice(node.text.lastIndexOf('/') + 1)
    : typescript.isNewExpression(node) && globalPath(node.expression) === 'RegExp' && node.arguments?.[1] && typescript.isStringLiteralLike(node.arguments[1])
      ? node.arguments[1].text
      : '';
  return /[gy]/.test(flags) ? { node, flags } : undefined;
}

/** Whether the pattern is there for more than one call of the function that asks it. */
function isShared(call: ts.Node, declaration: Holder): boolean {
  if (typescript.isPropertyDeclaration(declaration)) return true;
  return ownerOf(call) !== ownerOf(declaration);
}

/** Whether the function deals with the position: it speaks of `lastIndex`, or asks again and again until nothing is found. */
function keepsTrack(call: MethodCall): boolean {
  const owner = ownerOf(call);
  if (owner.getText().includes('lastIndex')) return true;
  const loop = loopAsking(call);
  return loop !== undefined && !endsEarly(loop);
}

/** `while ((match = pattern.exec(text)))`, also with the call at the start of the body. */
function loopAsking(call: ts.Node): ts.IterationStatement | undefined {
  const loop = typescript.findAncestor(call, (each) => (typescript.isFunctionLike(each) ? 'quit' : typescript.isIterationStatement(each, false)));
  if (!loop || !typescript.isIterationStatement(loop, false)) return undefined;
  const { expression, initializer, condition, incrementor } = loop as Partial<Readonly<Record<'expression' | 'initializer' | 'condition' | 'incrementor', ts.Node>>>;
  return [expression, initializer, condition, incrementor].some((part) => part !== undefined && contains(part, call)) ? loop : undefined;
}

/** Whether a loop can end before the pattern has found nothing more. */
function endsEarly({ statement }: ts.IterationStatement): boolean {
  const visit = (node: ts.Node): boolean => {
    if (typescript.isFunctionLike(node)) return false;
    if (typescript.isReturnStatement(node) || typescript.isThrowStatement(node)) return true;
    if (typescript.isBreakStatement(node)) return typescript.findAncestor(node, (each) => each === statement || typescript.isIterationStatement(each, false) || typescript.isSwitchStatement(each)) === statement || node.label !== undefined;
    return typescript.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return visit(statement);
}

/** Whether the flag has no other use: the name is written where it is declared, and for `test`. */
function isOnlyTested(declaration: Holder): boolean {
  const { name } = declaration;
  if (!typescript.isIdentifier(name) || !typescript.isVariableDeclaration(declaration) || /\bexport\b/.test(declaration.parent.parent.getText().slice(0, 6))) return false;
  return usesOf(declaration.getSourceFile(), name.text).every((use) => {
    if (use === name || bindingOf(use)?.declaration !== declaration) return true;
    const { parent } = wrapped(use);
    return typescript.isPropertyAccessExpression(parent) && parent.name.text === 'test';
  });
}

function dropFlag({ node }: Pattern, flag: string): Suggestion[] {
  if (!typescript.isRegularExpressionLiteral(node)) return [];
  const at = node.getStart() + node.text.lastIndexOf('/') + 1 + node.text.slice(node.text.lastIndexOf('/') + 1).indexOf(flag);
  return [{ messageId: 'dropFlag', data: { flag }, edits: [{ range: [at, at + 1], text: '' }] }];
}
