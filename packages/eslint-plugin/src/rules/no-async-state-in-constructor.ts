/** `no-async-state-in-constructor`: an object that was made is ready. */
import type ts from 'typescript';
import { hasModifier } from '@proviso/compiler';
import type { Analysis } from '../analysis.ts';
import { createRule } from '../create-rule.ts';
import { calledInFile } from '../effects/callee.ts';
import { isFunction } from '../effects/calls.ts';
import { wrapped } from '../effects/changes.ts';
import { continuationsIn } from '../effects/continuations.ts';
import { effectsOf } from '../effects/effects-of.ts';
import type { FunctionNode, Write } from '../effects/events.ts';
import { buildFlow } from '../effects/flow.ts';
import { printPlace } from '../effects/place.ts';
import { eachEvent, solve } from '../effects/solve.ts';
import { summaryOfCall } from '../effects/summaries.ts';
import { stateFileOf, testsOnlySchema, type StateOptions } from '../effects/state-file.ts';
import { lineOf } from '../positions.ts';
import { quoted } from '../quoted.ts';
import { report } from '../report.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';

export type NoAsyncStateInConstructorOptions = StateOptions;

const { SyntaxKind } = typescript;

export const noAsyncStateInConstructor = createRule<readonly [StateOptions], 'later'>({
  name: 'no-async-state-in-constructor',
  meta: {
    type: 'problem',
    docs: { description: 'A constructor starts no work that sets fields after it is over, unless it keeps the promise', configs: ['recommended'], needsTypes: false },
    messages: {
      later: '`new {{name}}(…)` gives an object that is not ready: this call goes on after the constructor is over and sets `{{place}}` in line {{line}}, and nobody can wait for it or see it fail. Load first in an async factory (`static async create()`) and construct then, or keep the promise (`this.ready = …`) and await it in the methods.',
    },
    schema: testsOnlySchema,
  },
  defaultOptions: [{ tests: false }],
  create: (context, [options]) => ({
    Program: () => {
      const analysis = stateFileOf(context, options);
      if (!analysis || !/\bconstructor\b/.test(analysis.sourceFile.text) || !/\b(?:await|then)\b/.test(analysis.sourceFile.text)) return;
      for (const fn of effectsOf(analysis).functions.keys()) {
        if (!typescript.isConstructorDeclaration(fn) || hasModifier(typescript, fn, SyntaxKind.PrivateKeyword)) continue;
        for (const { call, write } of lateWrites(analysis, fn)) {
          const data = { name: quoted((fn.parent).name?.text ?? 'class', 30), place: quoted(printPlace(write.place), 30), line: lineOf(write.node) };
          report(context, { span: { start: call.getStart(), end: call.end }, messageId: 'later', data });
        }
      }
    },
  }),
});

interface LateWrite {
  readonly call: ts.CallExpression;
  readonly write: Pick<Write, 'place' | 'node'>;
}

/** The calls of a constructor whose promise nobody keeps, and the first field that each sets when the constructor is over. */
function lateWrites(analysis: Analysis, fn: ts.ConstructorDeclaration): LateWrite[] {
  const found: LateWrite[] = [];
  const visit = (node: ts.Node): void => {
    if (typescript.isFunctionLike(node) || typescript.isClassLike(node)) return;
    if (typescript.isCallExpression(node) && isDropped(node)) {
      const write = writeAfter(analysis, node, fn.parent);
      if (write) found.push({ call: node, write });
    }
    typescript.forEachChild(node, visit);
  };
  if (fn.body) typescript.forEachChild(fn.body, visit);
  return found;
}

/** `f();`, `void f();`: nothing keeps the promise. */
function isDropped(call: ts.CallExpression): boolean {
  const { parent } = wrapped(call);
  return typescript.isExpressionStatement(parent) || (typescript.isVoidExpression(parent) && typescript.isExpressionStatement(parent.parent));
}

function writeAfter(analysis: Analysis, call: ts.CallExpression, owner: ts.Node): LateWrite['write'] | undefined {
  const callee = unwrapped(typescript, call.expression);
  const first = (fn: FunctionNode, runsLater: boolean): LateWrite['write'] | undefined => firstWrite(analysis, fn, { owner, runsLater });
  if (isFunction(callee)) return isAsync(callee) ? first(callee, false) : undefined;
  if (typescript.isPropertyAccessExpression(callee) && /^(?:then|catch|finally)$/.test(callee.name.text)) {
    const own = callee.name.text === 'then' ? call.arguments.map((arg) => unwrapped(typescript, arg)).find(isFunction) : undefined;
    const write = own && first(own, true);
    const before = unwrapped(typescript, callee.expression);
    return write ?? (typescript.isCallExpression(before) ? writeAfter(analysis, before, owner) : undefined);
  }
  const called = calledInFile({ node: call });
  return called && (isAsync(called) || continuationsIn(analysis.sourceFile).has(called)) ? first(called, false) : undefined;
}

function isAsync(fn: FunctionNode): boolean {
  return hasModifier(typescript, fn, SyntaxKind.AsyncKeyword);
}

/** The first write of a field of the object that is surely behind a suspension, or any where the function itself runs later. */
function firstWrite(analysis: Analysis, fn: FunctionNode, { owner, runsLater }: { readonly owner: ts.Node; readonly runsLater: boolean }): LateWrite['write'] | undefined {
  const continued = continuationsIn(analysis.sourceFile).get(fn);
  const flow = continued ? buildFlow(fn, analysis.program, continued) : effectsOf(analysis).flowOf(fn);
  const execution = { start: runsLater, after: (state: boolean, event: { readonly kind: string }) => state || event.kind === 'suspend', join: (a: boolean, b: boolean) => a && b, same: (a: boolean, b: boolean) => a === b };
  const heads = solve(flow, execution);
  const isOwn = ({ place: { root, steps } }: LateWrite['write']): boolean => root.kind === 'this' && root.owner === owner && steps.length > 0;
  let first: LateWrite['write'] | undefined;
  if (heads) {
    eachEvent(heads, execution, (event, isLate) => {
      if (!isLate || first) return;
      const written = event.kind === 'write' ? [event] : event.kind === 'call' && calledInFile(event) ? summaryOfCall(analysis, event).effects.filter(({ what }) => what === 'write') : [];
      first = written.find(isOwn);
    });
  }
  return first;
}
