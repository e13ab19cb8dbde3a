/** What the functions of this phase share while they plan one file. */
import type ts from 'typescript';
import type { FileContracts, TypeScript } from '../contract.ts';
import type { OldTarget } from '../old-target.ts';
import type { Profile } from '../profile.ts';
import type { Edit, Hole, RuntimeName } from './plan.ts';
import type { Rows } from './site.ts';

/** A plan in the making. */
export interface PlanDraft {
  readonly ts: TypeScript;
  readonly file: FileContracts;
  readonly profile: Profile;
  readonly prefix: string;
  /** What the target lacks, if TypeScript writes for older engines. */
  readonly oldTarget: OldTarget | undefined;
  readonly edits: Map<ts.Node, Edit>;
  readonly runtime: Set<RuntimeName>;
  readonly rows: Rows;
  /** The classes whose brand has their invariant for its value. */
  readonly brands: Set<ts.ClassLikeDeclaration>;
  /** How many termination measures were planned, and the variables of the file that hold those of functions. */
  readonly measures: { count: number; readonly variables: string[] };
}

/**
 * Edits a node of the file. A class or a function may be what a function returns in place of a body, or what a field begins with: what is added
 * to it is added where the code that replaces it keeps it.
 */
export function editNode(draft: PlanDraft, node: ts.Node, edit: Edit): void {
  const known = draft.edits.get(node);
  if (known?.op === 'append' && edit.op === 'replace') draft.edits.set(node, { ...edit, kept: known });
  else if (known?.op === 'replace' && edit.op === 'append') draft.edits.set(node, { ...known, kept: edit });
  else draft.edits.set(node, edit);
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

/** The shortest prefix `p$`, `p$$`, … that a text does not contain, be it with escapes. */
export function freshPrefix(text: string): string {
  const plain = text.includes('\\u') ? text.replace(/\\u(?:0070|\{0*70\})/g, 'p').replace(/\\u(?:0024|\{0*24\})/g, '$$') : text;
  let prefix = 'p$';
  while (plain.includes(prefix)) prefix += '$';
  return prefix;
}
