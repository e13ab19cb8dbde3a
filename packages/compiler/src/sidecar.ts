/** The record of a file's contracts: stable ids, the canonical text of a contract, and the rows of `contracts.json`. */
import type ts from 'typescript';
import { isStatic } from './1-read/heritage.ts';
import { passedParameters } from './1-read/resolve.ts';
import { textOf } from './1-read/texts.ts';
import { clauseKinds, type ClauseKind } from './clause-kinds.ts';
import type { Clause, Contract, FileContracts, OwnerRole, Place, TypeScript } from './contract.ts';
import { nameOrigins, type NameOrigin } from './name-origins.ts';

/** What makes a clause this one: it stays the same under edits elsewhere in the file. */
export interface ClauseIdentity {
  readonly packageName: string;
  readonly path: string;
  readonly owner: string;
  readonly kind: ClauseKind;
  readonly text: string;
  /** 0 for the first clause of the file with this owner, kind and text, 1 for the second, and so on. */
  readonly ordinal: number;
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * Eight characters of Crockford's base 32: 40 bits of two independent FNV-1a hashes of the identity.
 *
 * @requires `identity.ordinal >= 0`
 * @ensures `result.length === 8`
 */
export function clauseId(identity: ClauseIdentity): string {
  const { packageName, path, owner, kind, text, ordinal } = identity;
  return shortHash([packageName, path, owner, kind, text, String(ordinal)].join('\u0000'));
}

/**
 * Tells whether a text of a source is the one that was compiled; a byte order mark, which some hosts take off, makes no difference.
 *
 * @ensures `result.length === 8`
 */
export function sourceHash(text: string): string {
  return shortHash(text.replace(/^\uFEFF/, ''));
}

/**
 * What a run for coverage calls a function within its file: where it stands there.
 *
 * @ensures `/^@\d+:\d+$/.test(result)`
 */
export function functionKey(node: ts.Node): string {
  const file = node.getSourceFile();
  const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
  return `@${line + 1}:${character + 1}`;
}

function shortHash(key: string): string {
  const low = fnv1a(key, 0x811c9dc5);
  const high = fnv1a(key, 0x9dc5811c);
  let bits = (high & 0xff) * 2 ** 32 + low;
  let id = '';
  for (let index = 0; index < 8; index++, bits = Math.floor(bits / 32)) id = alphabet.charAt(bits % 32) + id;
  return id;
}

function fnv1a(text: string, seed: number): number {
  let hash = seed;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}

/**
 * A clause as a doc tag, on one line; reading it again gives the same clause.
 *
 * @ensures `result !== '' && !result.includes('\n')`
 */
export function printClause(clause: Clause): string {
  const { tag, call } = clauseKinds[clause.kind];
  const parts = [tag === undefined ? `${call ?? clause.kind}()` : `@${tag}`];
  if (clause.label) parts.push(`[${clause.label}]`);
  if (clause.errors) parts.push(`{${clause.errors.map(textOf).join('|')}} ${clause.iff === true ? 'iff' : 'if'}`);
  if (clause.predicate) parts.push(`\`${clause.predicate.text}\``);
  if (clause.places) parts.push(clause.places.length === 0 ? 'nothing' : clause.places.map(printPlace).join(', '));
  if (clause.reason !== undefined && clause.reason !== '') parts.push(clause.reason);
  const text = parts.join(' ');
  return clause.message === undefined ? text : `${text}: ${clause.message}`;
}

/** A place as it is written: `this.items`. */
export function printPlace(place: Place): string {
  return [place.root, ...place.path].join('.');
}

/**
 * A contract as a doc comment, one tag a line.
 *
 * @ensures `result.split('\n').length === contract.clauses.length + 2`
 */
export function printContract(contract: Contract): string {
  return ['/**', ...contract.clauses.map((clause) => ` * ${printClause(clause)}`), ' */'].join('\n');
}

export interface ClauseRecord {
  readonly id: string;
  readonly kind: ClauseKind;
  /** The expression, on one line. */
  readonly source?: string;
  readonly errors?: readonly string[];
  readonly iff?: boolean;
  readonly label?: string;
  readonly message?: string;
  readonly places?: readonly string[];
  readonly reason?: string;
  /** `line:column` in the source file, both from 1. */
  readonly at: string;
}

export interface ContractRecord {
  readonly owner: string;
  readonly role: OwnerRole;
  readonly exported: boolean;
  readonly clauses: readonly ClauseRecord[];
}

/**
 * The rows of `contracts.json` for one file, in source order.
 *
 * @ensures `result.every(({ clauses }) => clauses.length > 0)`
 */
export function contractRecords(file: FileContracts): ContractRecord[] {
  return file.contracts.map(({ owner, clauses }) => ({
    owner: owner.name,
    role: owner.role,
    exported: owner.exported,
    clauses: clauses.map((clause) => clauseRecord(file, clause)),
  }));
}

function clauseRecord(file: FileContracts, clause: Clause): ClauseRecord {
  return {
    id: clause.id,
    kind: clause.kind,
    ...(clause.predicate ? { source: clause.predicate.text } : {}),
    ...(clause.errors ? { errors: clause.errors.map((error) => error.getText()), iff: clause.iff === true } : {}),
    ...(clause.label ? { label: clause.label } : {}),
    ...(clause.message === undefined ? {} : { message: clause.message }),
    ...(clause.places ? { places: clause.places.map(printPlace) } : {}),
    ...(clause.reason === undefined ? {} : { reason: clause.reason }),
    at: positionOf(file, clause),
  };
}

/** A contract as `contracts.json` has it: all that a tool needs that does not read the source. */
export interface PublishedContract extends ContractRecord {
  /** Eight characters that change with what the contract says, and with nothing else. */
  readonly hash: string;
  /** A member of the class itself; absent for one of its objects. */
  readonly static?: true;
  /** The parameters by position, so that an heir may name them otherwise; null for a pattern. Absent where there is no call. */
  readonly parameters?: readonly (string | null)[];
  readonly clauses: readonly PublishedClause[];
}

export interface PublishedClause extends ClauseRecord {
  /** The offsets of its expression, or of its tag where it has none, in UTF-16 units. */
  readonly span: readonly [start: number, end: number];
  /** Where the names come from that are no parameters and no globals. */
  readonly names?: Readonly<Record<string, NameOrigin>>;
}

/**
 * The contracts of one file for `contracts.json`, in source order.
 *
 * @ensures `result.length === file.contracts.length`
 */
export function publishedContracts(ts: TypeScript, file: FileContracts): PublishedContract[] {
  return file.contracts.map((contract) => {
    const { owner, clauses } = contract;
    const { node } = owner;
    return {
      owner: owner.name,
      role: owner.role,
      exported: owner.exported,
      hash: contractHash(clauses),
      ...(isStatic(ts, node) ? { static: true as const } : {}),
      ...(ts.isFunctionLike(node) ? { parameters: publishedParameters(ts, node) } : {}),
      clauses: clauses.map((clause): PublishedClause => {
        const { start, end } = clause.predicate?.span ?? clause.span;
        const names = nameOrigins(ts, owner, clause);
        return { ...clauseRecord(file, clause), span: [start, end], ...(Object.keys(names).length > 0 ? { names } : {}) };
      }),
    };
  });
}

/** The names of what calls pass, null for a pattern. */
export function publishedParameters(ts: TypeScript, node: ts.SignatureDeclaration): (string | null)[] {
  return passedParameters(ts, node).map(({ name }) => (ts.isIdentifier(name) ? name.text : null));
}

/** Eight characters that change with what clauses say. */
export function contractHash(clauses: readonly Clause[]): string {
  return shortHash(clauses.map(printClause).join('\n'));
}

/** Where a clause is, for people: `line:column` of its expression, or of its tag where it has none. */
export function positionOf(file: FileContracts, clause: Clause): string {
  if (clause.at !== undefined) return clause.at;
  const { line, character } = file.sourceFile.getLineAndCharacterOfPosition(clause.predicate?.span.start ?? clause.span.start);
  return `${line + 1}:${character + 1}`;
}
