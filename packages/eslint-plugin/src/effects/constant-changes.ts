/** Changes of constants, however they are reached: the core of the rules about shared defaults and about what is frozen. */
import { sideTable } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { isMutator } from '../built-ins/known-effects.ts';
import { typescript } from '../source.ts';
import { bindingOf } from './bindings.ts';
import { constantOf, containerMade, madeAt, type Constant } from './constants.ts';
import { effectsOf } from './effects-of.ts';
import type { FunctionNode } from './events.ts';
import { mentionOf } from './mentions.ts';
import { nodesOf } from './file-nodes.ts';
import { constantsGivenBy, originOf, type Origin } from './origins.ts';
import { usesOf } from './shared-places.ts';
import { changesOf, isReplaced, possibleChangesOf, type Change, type PossibleChange } from './undeclared.ts';
import { nameOfFunction } from './written-in-place.ts';

export interface ConstantChange extends Change, Origin {
  readonly fn: FunctionNode;
  /** The way to the object that is changed, seen from the constant: without the member that is written. */
  readonly object: readonly string[];
}

const found = sideTable<Analysis, readonly ConstantChange[]>('constant changes');

/** All of them in the functions of a file; what runs as the file is loaded sets up. */
export function constantChanges(analysis: Analysis): readonly ConstantChange[] {
  const known = found.get(analysis) ?? findChanges(analysis);
  found.set(analysis, known);
  return known;
}

function findChanges(analysis: Analysis): ConstantChange[] {
  const names = constantNames(analysis.sourceFile);
  return [...effectsOf(analysis).functions.keys()].flatMap((fn) => (mayReach(fn, names) ? changesIn(analysis, fn) : []));
}

function changesIn(analysis: Analysis, fn: FunctionNode): ConstantChange[] {
  const possible = possibleChangesOf(analysis, fn).filter((change) => {
    const origin = originIn(change);
    const made = origin && madeAt(origin.constant.made, origin.steps);
    return made !== undefined && isMutator(containerMade(made), change.method);
  });
  return [...changesOf(analysis, fn, (place) => originOf(place) !== undefined), ...possible].flatMap((change): ConstantChange[] => {
    const origin = originIn(change);
    if (!origin || (change.what === 'write' && origin.steps.length === 0) || isReplaced(analysis, fn, change.place.root) || isCompared(fn, origin.constant)) return [];
    return [{ ...change, ...origin, fn, object: change.what === 'write' ? origin.steps.slice(0, -1) : origin.steps }];
  });
}

/** The constant that is changed: also by the name of a copy, where what is inside of `{ ...D, ...given }` may be of either. */
function originIn(change: Change | PossibleChange): Origin | undefined {
  const { place, event } = change;
  const named = event.kind !== 'call' ? event.place : 'method' in change ? event.object : undefined;
  return originOf(place) ?? (named && originOf(named));
}

const guards = /\bObject\.freeze\(|\bas const\b/;

/** Whether a function, or the class whose member it is, names a constant. */
function mayReach(fn: FunctionNode, names: RegExp | undefined): boolean {
  const text = fn.getText();
  if (guards.test(text) || names?.test(text) === true) return true;
  const around = typescript.isClassLike(fn.parent) && /\bthis\b/.test(text) ? fn.parent.getText() : '';
  return guards.test(around) || names?.test(around) === true;
}

/** The names of the constants of a file that are written out, and of the functions that give one. */
function constantNames(file: ts.SourceFile): RegExp | undefined {
  const names = file.statements.flatMap((statement) => (typescript.isVariableStatement(statement) ? statement.declarationList.declarations : [])).flatMap((declaration) => {
    const binding = typescript.isIdentifier(declaration.name) ? bindingOf(declaration.name) : undefined;
    return binding && constantOf(binding) ? [binding.name] : [];
  });
  const classes = file.statements.flatMap((statement) => (typescript.isClassDeclaration(statement) && statement.name && /\bstatic\b/.test(statement.getText()) && guards.test(statement.getText()) ? [statement.name.text] : []));
  const named = mentionOf(names);
  const giving = named ? [...nodesOf(file).functions.keys()].flatMap((fn) => (named.test(fn.getText()) && constantsGivenBy(fn).length > 0 ? [nameOfFunction(fn)].filter((name) => /^[\w$]+$/.test(name)) : [])) : [];
  return mentionOf([...names, ...classes, ...giving]);
}

/** `if (x !== D)`: the function tells the constant apart. */
function isCompared(fn: FunctionNode, { binding }: Constant): boolean {
  return usesOf(fn.getSourceFile(), binding.name).some(({ pos, end, parent }) => pos >= fn.pos && end <= fn.end && typescript.isBinaryExpression(parent) && /^[!=]==?$/.test(parent.operatorToken.getText()));
}
