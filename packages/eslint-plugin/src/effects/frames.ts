/** What the contract of a function lets it write. */
import { clauseKinds, type Clause } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { typescript } from '../source.ts';
import { textFact } from '../text-fact.ts';
import type { FunctionNode } from './events.ts';
import type { Place } from './place.ts';

export interface Frame {
  /** What the contract says of writing: it names places, it says that there are none (`@pure`), or it says nothing. */
  readonly says: 'places' | 'nothing' | undefined;
  /** Whether a place is one of those that the contract names, or inside of one. */
  allows(place: Place): boolean;
}

/** The frame of a function with a contract, its own or inherited; `exempt` where a reason stands in for one, undefined without any. */
export function frameOf(analysis: Analysis, fn: FunctionNode): Frame | 'exempt' | undefined {
  const clauses = clausesFor(analysis, fn);
  if (clauses.length === 0) return undefined;
  if (clauses.some(({ kind }) => clauseKinds[kind].content === 'reason')) return 'exempt';
  const frames = clauses.filter(({ kind }) => clauseKinds[kind].isFrame === true);
  const places = frames.flatMap((frame) => frame.places ?? []);
  return {
    says: frames.length === 0 ? undefined : places.length === 0 ? 'nothing' : 'places',
    allows: ({ root, steps }) => {
      const name = root.kind === 'this' ? 'this' : 'binding' in root ? root.binding.name : undefined;
      return places.some((place) => place.root === name && place.path.every((step, index) => index >= steps.length || step === steps[index]));
    },
  };
}

/** Its own clauses, those of its overloads and of the variable that it is set to, and what it inherits. */
function clausesFor(analysis: Analysis, fn: FunctionNode): readonly Clause[] {
  if (!analysis.contracts) return declaredFor(analysis, fn);
  const heir = analysis.contracts.inherited.get(fn);
  const inherited = heir ? [...heir.always, ...heir.cases.flatMap(({ pre, rest }) => [...pre, ...rest])] : [];
  return [...ownClauses(analysis, fn), ...inherited];
}

function ownClauses(analysis: Analysis, fn: FunctionNode): readonly Clause[] {
  return overloadsOf(fn).flatMap((each) => analysis.contractOf(each)?.clauses ?? []);
}

/** In a package without contracts: `@modifies` alone, which says that the change is meant. Other tags may be those of another tool. */
function declaredFor(analysis: Analysis, fn: FunctionNode): readonly Clause[] {
  if (!mentionsModifies(analysis.sourceFile)) return [];
  return ownClauses(analysis, fn).filter(({ kind, places = [] }) => clauseKinds[kind].isFrame === true && places.length > 0);
}

const mentionsModifies = textFact('modifies', (text) => /@modifies\b/.test(text));

function overloadsOf(fn: FunctionNode): readonly FunctionNode[] {
  const { parent, name } = fn;
  const siblings: readonly ts.Node[] = typescript.isSourceFile(parent) || typescript.isModuleBlock(parent) ? parent.statements : typescript.isClassLike(parent) ? parent.members : [];
  const others = siblings.filter((each): each is FunctionNode => each !== fn && each.kind === fn.kind && name !== undefined && isCalled(each as FunctionNode, name));
  return [fn, ...others];
}

function isCalled(fn: FunctionNode, name: ts.PropertyName): boolean {
  return fn.name !== undefined && fn.name.kind === name.kind && written(fn.name) === written(name);
}

/** Most names hold their text; to cut one out of the file takes a scan. */
function written(name: ts.PropertyName): string {
  return 'text' in name ? name.text : name.getText();
}
