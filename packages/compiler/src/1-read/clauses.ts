/** From drafts and parsed expressions to the clauses of a contract. */
import { clauseKinds, kindsOfTag, type ClauseKind } from '../clause-kinds.ts';
import type { Clause, OwnerRole, PackageInfo, Predicate, Span, TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { clauseId } from '../sidecar.ts';
import type { TagClause } from './doc-tags.ts';
import type { Draft } from './drafts.ts';
import type { ParsedPredicate } from './predicate.ts';
import { readPlaces } from './places.ts';

export interface ClauseContext {
  readonly ts: TypeScript;
  readonly text: string;
  readonly parsed: ReadonlyMap<TagClause, ParsedPredicate>;
  readonly pkg: PackageInfo;
  readonly path: string;
  /** How many clauses of the file so far say the same of an owner of the same name. */
  readonly ordinals: Map<string, number>;
}

/** A clause without its id. */
type Unnamed = Omit<Clause, 'id'>;

/** The clauses of one owner in source order, tags before calls. A clause that cannot be used is a diagnostic instead. */
export function clausesOf(context: ClauseContext, draft: Draft): { clauses: Clause[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const unnamed: Unnamed[] = [];
  for (const tag of draft.tags) {
    const built = fromTag(context, draft, tag);
    if (Array.isArray(built)) diagnostics.push(...built);
    else unnamed.push(built);
  }
  unnamed.push(...draft.calls);
  return { clauses: identify(context, draft.owner.name, unnamed), diagnostics };
}

/** Gives clauses their ids; calls outside of any function have an empty owner. */
export function identify(context: ClauseContext, owner: string, clauses: readonly Unnamed[]): Clause[] {
  const { ordinals } = context;
  return clauses.map((clause) => {
    const text = [clause.predicate?.text ?? '', ...(clause.errors ?? []).map((error) => error.getText())].join(' ');
    const key = `${owner} ${clause.kind} ${text}`;
    const ordinal = ordinals.get(key) ?? 0;
    ordinals.set(key, ordinal + 1);
    return { ...clause, id: clauseId({ packageName: context.pkg.name, path: context.path, owner, kind: clause.kind, text, ordinal }) };
  });
}

function fromTag(context: ClauseContext, draft: Draft, tag: TagClause): Unnamed | Diagnostic[] {
  const { owner } = draft;
  const candidates = kindsOfTag(tag.tag);
  const kind = candidates.find((each) => clauseKinds[each].owners.includes(owner.role));
  if (kind === undefined) return misplaced(tag, candidates, owner.role);
  const optional = {
    ...(tag.label === undefined ? {} : { label: tag.label }),
    ...(tag.message === undefined ? {} : { message: tag.message }),
    ...(tag.reason === undefined ? {} : { reason: tag.reason }),
    ...(tag.iff === undefined ? {} : { iff: tag.iff }),
  };
  if (tag.expression) {
    const parsed = context.parsed.get(tag);
    if (!parsed) return [];
    const predicate: Predicate = { expression: parsed.expression, text: parsed.text, span: trimmedSpan(context.text, tag.expression), arrow: parsed.arrow };
    return { kind, span: tag.span, predicate, ...optional, ...(tag.errors ? { errors: parsed.errors } : {}) };
  }
  if (!tag.places) return { kind, span: tag.span, ...optional };
  const reading = readPlaces(context, draft, { tag, places: tag.places, kind });
  if (!reading) return [];
  return 'problem' in reading ? [reading.problem] : { kind, span: tag.span, places: reading.places };
}

function misplaced(tag: TagClause, candidates: readonly ClauseKind[], role: OwnerRole): Diagnostic[] {
  const rows = candidates.map((kind) => clauseKinds[kind]);
  if (!rows.some((row) => row.alwaysFormal)) return [];
  const wanted = [...new Set(rows.flatMap((row) => row.owners.map((owner) => ownerNames[owner])))];
  return [diagnostic('misplaced-tag', tag.span, tag.tag, ownerNames[role], wanted.slice(0, 3).join(', '))];
}

const ownerNames: Readonly<Record<OwnerRole, string>> = {
  function: 'a function',
  method: 'a method',
  getter: 'a getter',
  setter: 'a setter',
  constructor: 'a constructor',
  class: 'a class',
  interface: 'an interface',
  type: 'a type alias',
  signature: 'a signature',
};

/** The expression without the white space around it. */
function trimmedSpan(text: string, span: Span): Span {
  const raw = text.slice(span.start, span.end);
  return { start: span.start + (raw.length - raw.trimStart().length), end: span.end - (raw.length - raw.trimEnd().length) };
}
