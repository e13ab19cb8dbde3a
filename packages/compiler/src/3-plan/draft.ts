/** What the functions of this phase share while they plan one file. */
import type ts from 'typescript';
import type { FileContracts, TypeScript } from '../contract.ts';
import type { Profile } from '../profile.ts';
import type { Edit, Hole, RuntimeName } from './plan.ts';
import type { Rows } from './site.ts';

/** A plan in the making. */
export interface PlanDraft {
  readonly ts: TypeScript;
  readonly file: FileContracts;
  readonly profile: Profile;
  readonly prefix: string;
  /** The target is older than private members. */
  readonly oldTarget: boolean;
  readonly edits: Map<ts.Node, Edit>;
  readonly runtime: Set<RuntimeName>;
  readonly rows: Rows;
  /** How many termination measures were planned, and the variables of the file that hold those of functions. */
  readonly measures: { count: number; readonly variables: string[] };
}

/** A runtime name in a template; notes that the file must import it. */
export function runtime(draft: PlanDraft, name: RuntimeName): Hole {
  draft.runtime.add(name);
  return { hole: 'runtime', name };
}

/** A made-up name that the file does not contain. */
export function made(draft: PlanDraft, name: string): string {
  return draft.prefix + name;
}

/** The shortest prefix `p$`, `p$$`, … that a text does not contain. */
export function freshPrefix(text: string): string {
  let prefix = 'p$';
  while (text.includes(prefix)) prefix += '$';
  return prefix;
}
