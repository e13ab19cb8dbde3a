/** TABLE: one row per clause kind. Shared code reads a row's properties and never asks which kind it has. */
import type { OwnerRole } from './contract.ts';

/** What stands after a tag, or between the parentheses of a call. */
export type ClauseContent =
  /** A boolean expression. */
  | 'condition'
  /** An expression that is measured, not judged. */
  | 'measure'
  /** Error classes, `if` or `iff`, and a boolean expression. */
  | 'error-condition'
  /** State that the function touches; prose unless every root resolves. */
  | 'places'
  /** Parameters, or members of them. */
  | 'parameters'
  | 'reason'
  | 'nothing';

/** When a clause is evaluated, relative to the body of its owner. */
type Moment = 'entry' | 'exit' | 'throw' | 'yield' | 'visible' | 'here' | 'activation' | 'frame' | 'never';

export interface ClauseKindRow {
  /** As in ``@requires `c` ``, without the `@`. */
  readonly tag?: string;
  /** The runtime function of the in-body form. */
  readonly call?: string;
  readonly content: ClauseContent;
  /** The owners on which a tag of this kind may stand. */
  readonly owners: readonly OwnerRole[];
  /** Where the statement of a call may stand: at the head of a body, first in a loop body, in any block. */
  readonly place?: 'head' | 'loop' | 'block';
  /** The tag with a backticked expression is a clause even if it does not parse; JSDoc's own tags are not. */
  readonly alwaysFormal: boolean;
  /** The reserved names that the expression may use. */
  readonly names: readonly ('result' | 'old' | 'value')[];
  readonly moment: Moment;
  /** The body's own names are in scope: only where the clause stands in the body. */
  readonly seesLocals: boolean;
  readonly blame: 'caller' | 'callee';
  /** The kind as the runtime names it in a violation, and so its error code. */
  readonly violation: string;
  /** False while the compiler reads the kind but does not check it; the build line counts such clauses. */
  readonly enforced: boolean;
  /** The promise to callers that a profile may keep while everything else is ignored. */
  readonly guardsCallers: boolean;
  /** In-body: the call stays in the output whatever the profile. */
  readonly permanent?: boolean;
  /** The values of its places never appear in a message, so a place that is none is an error and not prose. */
  readonly hidesValues?: boolean;
  /** What it does to a contract that its owner inherits: begins one, which no heir may do again, or extends it. */
  readonly inheritance?: { readonly part: 'pre' | 'post'; readonly form: 'begins' | 'extends' };
  /** What its owner inherits and cannot check is believed. */
  readonly isBelieved?: boolean;
  /** What becomes of it where a parameter, a result or what a generator yields is annotated with its owner. */
  readonly carriedAs?: { readonly parameter: 'requires'; readonly result: 'ensures'; readonly yielded: 'yields' };
  /** Its places, or none, are all that its owner may write. */
  readonly isFrame?: boolean;
  /** It costs too much for every day: only a profile that audits checks it. */
  readonly auditOnly?: boolean;
  /** What it means, in one line, for the generated reference. */
  readonly meaning: string;
}

const callable = ['function', 'method', 'getter', 'setter', 'constructor', 'signature'] as const;

const base = {
  alwaysFormal: false,
  names: [],
  moment: 'never',
  seesLocals: false,
  blame: 'callee',
  enforced: false,
  guardsCallers: false,
} as const;

const rows = {
  requires: {
    ...base, tag: 'requires', call: 'requires', content: 'condition', owners: callable, place: 'head',
    alwaysFormal: true, moment: 'entry', blame: 'caller', violation: 'requires', enforced: true, guardsCallers: true,
    inheritance: { part: 'pre', form: 'begins' },
    meaning: 'What callers must guarantee; checked on entry.',
  },
  ensures: {
    ...base, tag: 'ensures', call: 'ensures', content: 'condition', owners: callable, place: 'head',
    alwaysFormal: true, names: ['result', 'old'], moment: 'exit', violation: 'ensures', enforced: true,
    inheritance: { part: 'post', form: 'begins' },
    meaning: 'What the function promises on normal return.',
  },
  invariant: {
    ...base, tag: 'invariant', content: 'condition', owners: ['class', 'interface'],
    alwaysFormal: true, moment: 'visible', violation: 'invariant', enforced: true,
    meaning: 'Holds whenever an object of the class is visible to others.',
  },
  refinement: {
    ...base, tag: 'invariant', content: 'condition', owners: ['type'],
    alwaysFormal: true, names: ['value'], violation: 'requires', enforced: true, carriedAs: { parameter: 'requires', result: 'ensures', yielded: 'yields' },
    meaning: 'Holds for every value of the alias: parameters, results and what generators yield carry the bound where they are annotated with it.',
  },
  loopInvariant: {
    ...base, call: 'invariant', content: 'condition', owners: [], place: 'loop',
    moment: 'here', seesLocals: true, violation: 'invariant', enforced: true,
    meaning: 'Holds at the start of every iteration.',
  },
  loopDecreases: {
    ...base, call: 'decreases', content: 'measure', owners: [], place: 'loop',
    moment: 'here', seesLocals: true, violation: 'decreases', enforced: true,
    meaning: 'A non-negative integer that gets smaller with every iteration.',
  },
  assert: {
    ...base, call: 'assert', content: 'condition', owners: [], place: 'block',
    moment: 'here', seesLocals: true, violation: 'assert', enforced: true,
    meaning: 'Holds where it stands.',
  },
  unreachable: {
    ...base, call: 'unreachable', content: 'nothing', owners: [], place: 'block',
    moment: 'here', seesLocals: true, violation: 'unreachable', enforced: true, permanent: true,
    meaning: 'Control never comes here; stays in every profile.',
  },
  throws: {
    ...base, tag: 'throws', content: 'error-condition', owners: callable,
    moment: 'throw', violation: 'throws', enforced: true,
    meaning: 'The only condition under which the error is thrown; with `iff`, also always then.',
  },
  yields: {
    ...base, tag: 'yields', content: 'condition', owners: callable, names: ['value'],
    moment: 'yield', violation: 'yields', enforced: true,
    meaning: 'Holds for every value that the generator yields.',
  },
  modifies: {
    ...base, tag: 'modifies', content: 'places', owners: callable, moment: 'frame', violation: 'modifies', enforced: true, isFrame: true, auditOnly: true,
    meaning: 'The only places that may be written.',
  },
  pure: {
    ...base, tag: 'pure', content: 'nothing', owners: callable, moment: 'frame', violation: 'modifies', enforced: true, isFrame: true, auditOnly: true,
    meaning: 'No observable effect.',
  },
  decreases: {
    ...base, tag: 'decreases', content: 'measure', owners: callable, alwaysFormal: true,
    moment: 'activation', violation: 'decreases', enforced: true,
    meaning: 'A non-negative integer that gets smaller with every recursive call; not checked of constructors.',
  },
  consume: {
    ...base, tag: 'consume', content: 'parameters', owners: callable, violation: 'consume',
    meaning: 'Takes ownership: the caller may not use the place afterwards.',
  },
  borrow: {
    ...base, tag: 'borrow', content: 'parameters', owners: callable, violation: 'borrow',
    meaning: 'Does not mutate, store or return the place.',
  },
  requiresElse: {
    ...base, tag: 'requiresElse', content: 'condition', owners: callable, alwaysFormal: true,
    moment: 'entry', blame: 'caller', violation: 'requires', enforced: true, guardsCallers: true,
    inheritance: { part: 'pre', form: 'extends' },
    meaning: 'Widens an inherited precondition by another case.',
  },
  ensuresAlso: {
    ...base, tag: 'ensuresAlso', content: 'condition', owners: callable, alwaysFormal: true,
    names: ['result', 'old'], moment: 'exit', violation: 'ensures', enforced: true,
    inheritance: { part: 'post', form: 'extends' },
    meaning: 'Adds to an inherited promise.',
  },
  noContract: {
    ...base, tag: 'noContract', content: 'reason', owners: [...callable, 'class', 'interface', 'type'], violation: '',
    enforced: true,
    meaning: 'Deliberately without a contract, and why.',
  },
  trusted: {
    ...base, tag: 'trusted', content: 'reason', owners: [...callable, 'class', 'interface'], violation: '',
    enforced: true, isBelieved: true,
    meaning: 'Believed, not verified, and why.',
  },
  secret: {
    ...base, tag: 'secret', content: 'parameters', owners: callable, violation: '', enforced: true, hidesValues: true,
    meaning: 'The value never appears in a message.',
  },
} as const satisfies Record<string, ClauseKindRow>;

export type ClauseKind = keyof typeof rows;

/** Every clause kind with its properties. */
export const clauseKinds: Readonly<Record<ClauseKind, ClauseKindRow>> = rows;

const names = Object.keys(rows) as ClauseKind[];

/**
 * The kinds that a tag name can mean; which one is decided by its owner. Empty for a foreign tag.
 *
 * @pure
 */
export function kindsOfTag(tag: string): readonly ClauseKind[] {
  return kindsByTag.get(tag) ?? [];
}

/** Whether a tag is a clause wherever an expression in backticks follows it. */
export function isAlwaysFormal(tag: string): boolean {
  return kindsOfTag(tag).some((kind) => clauseKinds[kind].alwaysFormal);
}

/** The kind that a runtime function stands for. */
export function kindOfCall(call: string): ClauseKind | undefined {
  return names.find((kind) => clauseKinds[kind].call === call);
}

const kindsByTag: ReadonlyMap<string, readonly ClauseKind[]> = groupByTag();

function groupByTag(): Map<string, ClauseKind[]> {
  const groups = new Map<string, ClauseKind[]>();
  for (const kind of names) {
    const { tag } = clauseKinds[kind];
    if (tag === undefined) continue;
    const group = groups.get(tag);
    if (group) group.push(kind);
    else groups.set(tag, [kind]);
  }
  return groups;
}

/**
 * Whether a clause says that its function is believed, not checked.
 *
 * @pure
 */
export function isBelieving({ kind }: { readonly kind: ClauseKind }): boolean {
  return clauseKinds[kind].isBelieved === true;
}

const inheritedMoments: ReadonlySet<Moment> = new Set(['entry', 'exit', 'throw', 'yield', 'visible']);

/**
 * Whether heirs inherit the clauses of a kind, or what is annotated with a type has them.
 *
 * @pure
 */
export function isInherited({ kind }: { readonly kind: ClauseKind }): boolean {
  const { moment, carriedAs, hidesValues } = clauseKinds[kind];
  return inheritedMoments.has(moment) || carriedAs !== undefined || hidesValues === true;
}

/** The tags of clauses that others inherit. */
export const inheritedTags: ReadonlySet<string> = new Set([...kindsByTag].flatMap(([tag, kinds]) => (kinds.some((kind) => isInherited({ kind })) ? [tag] : [])));

/** Every tag name of the table, for scanners and for the compatibility files of other tools. */
export const contractTags: readonly string[] = [...kindsByTag.keys()];
