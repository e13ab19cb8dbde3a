/** The place that a call of a function of the file gives: `this.find(key)` where that gives `this.seats.get(key)`. */
import { sideTable } from '@proviso/compiler';
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { aliasedPlace, isFresh, keyStep } from './aliases.ts';
import { bindingOf, constantValue } from './bindings.ts';
import { rootOfBinding, type Builder } from './builder.ts';
import { calledInFile } from './callee.ts';
import type { FunctionNode } from './events.ts';
import { methodOnObject } from './object-methods.ts';
import { placeOf, rebase, samePlace, type Place } from './place.ts';
import { resultsAt } from './results-at.ts';
import { resultsOf } from './written-in-place.ts';

const givenBy = sideTable<FunctionNode, Place | 'none'>('given place');

/** The place that a call gives; undefined where its results are several places, or none that is there already. */
export function placeGivenBy(seen: Pick<Builder, 'node' | 'owners'>, call: ts.CallExpression, depth: number): Place | undefined {
  const own = calledInFile({ node: call });
  const fn = own ?? methodOnObject({ node: call });
  const given = fn && placeGiven(fn);
  if (!given) return undefined;
  const place: Place = { ...given, steps: given.steps.map((step) => stepAt(step, fn, call)) };
  const { root } = place;
  if (root.kind === 'this' && !own) {
    const holder = aliasedPlace(seen, (unwrapped(typescript, call.expression) as ts.PropertyAccessExpression).expression, depth + 1);
    return holder && rebase(place, holder);
  }
  if (root.kind === 'this') return typescript.isIdentifier(unwrapped(typescript, call.expression)) && !typescript.isArrowFunction(fn) ? undefined : place;
  if (root.kind === 'module' || root.kind === 'imported') return place;
  if (root.kind === 'captured') return rebase(place, placeOf(rootOfBinding(seen, root.binding)));
  if (root.kind !== 'parameter') return undefined;
  const arg = call.arguments[fn.parameters.findIndex((each) => each === root.binding.declaration)];
  const handed = arg && aliasedPlace(seen, arg, depth + 1);
  return handed && rebase(place, handed);
}

/** The one place that a function gives, but for what it makes and for nothing. */
function placeGiven(fn: FunctionNode): Place | undefined {
  const known = givenBy.get(fn);
  if (known) return known === 'none' ? undefined : known;
  // A function that gives what it gives itself gives nothing of which something is known.
  givenBy.set(fn, 'none');
  const found = isDeferred(fn) ? undefined : onlyPlace(fn);
  givenBy.set(fn, found ?? 'none');
  return found;
}

/** Whether a function goes on after its call, which gives a promise or a generator: async functions and generators. */
export function isDeferred(fn: FunctionNode): boolean {
  return ('asteriskToken' in fn && fn.asteriskToken !== undefined) || fn.modifiers?.some(({ kind }) => kind === typescript.SyntaxKind.AsyncKeyword) === true;
}

function onlyPlace(fn: FunctionNode): Place | undefined {
  const all = resultsOf(fn).flatMap(resultsAt);
  const results = all.filter(({ value }) => !isMade(value) && !/^(?:null|undefined)$/.test(value.getText()));
  const places = results.map(({ value }) => aliasedPlace({ node: fn, owners: new Set([fn]) }, value));
  const [first, ...others] = places;
  // What gives its parameter or something new, as it likes, is most often there to copy.
  const isThere = first && !first.isCut && (first.steps.length > 0 || (first.root.kind === 'parameter' && results.length === all.length && doesMore(fn)));
  return isThere && others.every((each) => each && samePlace(each, first)) ? first : undefined;
}

/** Whether a function does something before it gives its parameter: one that only asserts another type is there to get around types. */
function doesMore({ body }: FunctionNode): boolean {
  return body !== undefined && typescript.isBlock(body) && body.statements.length > 1;
}

/** Something that the function makes, also by a constant: `const made = []; map.set(key, made); return made;` */
function isMade(value: ts.Expression): boolean {
  const made = typescript.isIdentifier(value) ? constantValue(bindingOf(value)) : value;
  return made !== undefined && isFresh(made);
}

/** A key as the caller has it: its own argument, or the whole call where the function makes the key. */
function stepAt(step: string, { parameters }: FunctionNode, call: ts.CallExpression): string {
  if (!step.startsWith('[') || /^\[(?:\d+|'[^']*'|"[^"]*")\]$/.test(step)) return step;
  const arg = call.arguments[parameters.findIndex(({ name }) => step === `[${name.getText()}]`)];
  return keyStep(arg ?? call);
}
