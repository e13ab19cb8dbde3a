/** Puts the clauses that functions inherit, or carry by the types beside them, in the words of these functions. */
import type ts from 'typescript';
import { overridesMember } from '../1-read/heritage.ts';
import { parseAgain, type ParsedAgain, type WrittenClause } from '../1-read/reparse.ts';
import { spanOf } from '../1-read/syntax.ts';
import { clauseKinds } from '../clause-kinds.ts';
import type { Clause, ContractOwner, FunctionNode, Host, Origin } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { printClause } from '../sidecar.ts';
import { spellNames, type Unavailable } from './heir-names.ts';
import { whyOtherOutcome } from './heirs-of-another-kind.ts';
import type { CheckedContracts, ContractCase, HeirContract } from './index.ts';
import { originOf, withoutStatement, type Declared } from './origin.ts';
import type { Refined } from './refine.ts';
import { unsupported } from './support.ts';

/** What one declaration demands, and what it promises to those whom it lets in. */
export interface DeclaredCase {
  readonly pre: readonly Declared[];
  readonly rest: readonly Declared[];
}

/** A function that inherits, before the clauses are parsed for it. */
export interface Heir {
  readonly node: FunctionNode;
  readonly owner: ContractOwner;
  readonly cases: readonly DeclaredCase[];
  readonly carried: readonly Carried[];
  /** It says `@trusted`: what of its contract cannot be checked is believed. */
  readonly isBelieved: boolean;
}

/** The invariant of a type alias, on a place that is annotated with it. */
export interface Carried {
  readonly declared: Declared;
  readonly place: Refined;
}

/** Adds to the contracts of a file what its heirs inherit. */
export function withHeirs(host: Host, base: CheckedContracts, heirs: readonly Heir[]): CheckedContracts {
  const brought = new Map(heirs.map((heir) => [heir, broughtTo(heir)]));
  const { clauseFile, parsed } = parseAgain(host.ts, base.file.sourceFile, [...brought.values()].flat());
  const added: Added = { errors: [...base.errors], unsupported: [...base.unsupported], sound: new Set(base.sound) };
  const inherited = new Map<ts.Node, HeirContract>();
  for (const [heir, list] of brought) {
    const clauses = new Map(list.map((each) => [each, clauseOf(host, { heir, ...each, base, parsed: parsed.get(each) }, added)]));
    inherited.set(heir.node, contractOfHeir(heir, clauses));
  }
  return { ...base, ...added, inherited, ...(clauseFile ? { inheritedFiles: [clauseFile] } : {}) };
}

/** A clause that another declaration brings to a heir. */
interface Brought extends WrittenClause {
  readonly declared: Declared;
  /** What carries it, if it is the invariant of an alias. */
  readonly place?: Refined;
}

function broughtTo({ node, cases, carried }: Heir): Brought[] {
  const foreign = cases.flatMap(({ pre, rest }) => [...pre, ...rest]).filter(({ contract }) => contract.owner.node !== node);
  const each = [...new Map(foreign.map((declared) => [declared.clause, { declared }])).values(), ...carried];
  return each.map((one) => ({ ...one, clause: one.declared.clause as WrittenClause['clause'], text: one.declared.file.sourceFile.text }));
}

function contractOfHeir({ owner, cases }: Heir, clauses: ReadonlyMap<Brought, Clause | undefined>): HeirContract {
  const inherited = new Map([...clauses].filter(([{ place }]) => !place).map(([{ declared }, clause]) => [declared.clause, clause]));
  const inHeir = ({ clause }: Declared): Clause | undefined => (inherited.has(clause) ? inherited.get(clause) : clause);
  return {
    owner,
    cases: cases.map(({ pre, rest }): ContractCase => {
      const found = pre.map(inHeir);
      const isWhole = found.every((each) => each !== undefined);
      return { pre: isWhole ? found : [], rest: rest.flatMap((each) => inHeir(each) ?? []) };
    }),
    always: [...clauses].flatMap(([{ place }, clause]) => (place && clause ? [clause] : [])),
  };
}

/** What inheritance adds to the contracts of a file. */
interface Added {
  readonly errors: Diagnostic[];
  readonly unsupported: Diagnostic[];
  readonly sound: Set<Clause>;
}

interface Inheriting extends Pick<Brought, 'declared' | 'place'> {
  readonly heir: Heir;
  readonly base: CheckedContracts;
  readonly parsed: ParsedAgain | undefined;
}

/** TABLE: how a clause comes to a function that does not state it, and where it is said that the function cannot check it. */
const ways = {
  overridden: { problem: 'inherited-name-unavailable', list: 'errors' },
  asked: { problem: 'asked-name-unavailable', list: 'unsupported' },
  carried: { problem: 'refinement-unavailable', list: 'errors' },
} as const;

/** The clause as its heir has it; undefined where it cannot be checked there, which is reported. */
function clauseOf(host: Host, inheriting: Inheriting, added: Added): Clause | undefined {
  const { ts } = host;
  const { heir, declared, base, place } = inheriting;
  const { clause: written, contract } = declared;
  const span = spanOf(placeOf(heir.node));
  const found = spelledFor(host, inheriting);
  if ('reason' in found) {
    const { problem, list } = ways[place ? 'carried' : overridesMember(ts, heir.node, contract.owner.node) ? 'overridden' : 'asked'];
    const subject = place ? [heir.owner.name, contract.owner.name, written.predicate?.text ?? '', place.of] : [heir.owner.name, printClause(written), contract.owner.name];
    if (!heir.isBelieved) added[list].push(diagnostic(problem, span, ...subject, found.name, found.reason));
    return undefined;
  }
  const origin = originOf(host, declared, { from: heir.node.getSourceFile(), spelled: found.spelled });
  const clause: Clause = { ...withoutStatement(written), ...found.parsed, span, origin, ...(place ? carriedFrom(written, place, origin) : {}) };
  const other = place ? undefined : whyOtherOutcome(ts, { clause: written, base: contract.owner.node, heir: heir.node });
  if (other && heir.isBelieved) return clause;
  const gap = other
    ? diagnostic('other-outcome', span, heir.owner.name, printClause(written), contract.owner.name, ...other)
    : unsupported(ts, base.file, { contract: { owner: heir.owner, clauses: [] }, clause });
  if (gap) added.unsupported.push(gap);
  else added.sound.add(clause);
  return clause;
}

/** The nodes of a clause with the names that they have in its heir, or which of them means nothing there. */
function spelledFor(host: Host, { heir, declared: { clause, contract }, parsed, place }: Inheriting): Unavailable | { readonly parsed: ParsedAgain; readonly spelled: Origin['spelled'] } {
  if (!parsed) return { name: clause.predicate?.text ?? '', reason: 'is not an expression in a file of this kind.' };
  if (place && !place.value) return { name: 'value', reason: 'has no name, since the parameter is destructured. Give the parameter a name.' };
  const names = spellNames(host, { clause: { ...clause, ...parsed }, base: contract.owner.node, heir: heir.node, value: place?.value });
  return 'unavailable' in names ? names.unavailable : { parsed, spelled: names.spelled };
}

/** What becomes of the invariant of an alias at a place that is annotated with it. */
function carriedFrom({ kind }: Clause, { role, of, absences }: Refined, origin: Origin): Pick<Clause, 'kind' | 'origin'> {
  return { kind: clauseKinds[kind].carriedAs?.[role] ?? kind, origin: { ...origin, of, absences } };
}

/** Where a heir is reported: at its name. */
function placeOf(node: FunctionNode): ts.Node {
  return node.name ?? (node.parent as ts.NamedDeclaration).name ?? node;
}
