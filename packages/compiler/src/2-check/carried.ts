/** Clauses that are declared elsewhere and checked here though no member inherits them: invariants of interfaces and of dependencies, and contracts of callbacks. */
import type ts from 'typescript';
import { ownerOf } from '../1-read/owners.ts';
import { parseAgain, type WrittenClause } from '../1-read/reparse.ts';
import { spanOf } from '../1-read/syntax.ts';
import { isBelieving } from '../clause-kinds.ts';
import type { Clause, ContractOwner, FunctionNode } from '../contract.ts';
import { diagnostic } from '../diagnostics.ts';
import { printClause } from '../sidecar.ts';
import { callbacksElsewhere, type CallbackElsewhere } from './callbacks-elsewhere.ts';
import { callbackOf, type Callback } from './callbacks.ts';
import { unkeptHeirs } from './heirs.ts';
import { spellNames, type Unavailable } from './heir-names.ts';
import type { CheckedContracts } from './index.ts';
import type { InheritHost } from './inherit.ts';
import { askedInvariantsIn, type AskedInvariants } from './asked-invariants.ts';
import { originOf, withoutStatement, type Declared } from './origin.ts';
import { unsupported } from './support.ts';

/** Clauses of elsewhere, by what checks them. */
export interface Carried {
  /** The class whose invariant they are, or the function that calls the callback. */
  readonly owner: ContractOwner;
  readonly clauses: readonly Clause[];
}

/** Adds what the classes and functions of a file carry to its contracts. */
export function withCarried(search: InheritHost, base: CheckedContracts, { refines }: { readonly refines: boolean }): CheckedContracts {
  const invariants = askedInvariantsIn(search, base.file.sourceFile);
  const callbacks = refines ? callbacksElsewhere(search, base.file) : [];
  if (invariants.length + callbacks.length === 0) return base;
  const spell = speller(search, base, [...invariants.flatMap(({ node, declared }) => declared.map((each) => ({ heir: node, declared: each }))), ...callbacks.flatMap(({ node, declared }) => declared.map((each) => ({ heir: node, declared: each })))]);
  const added: Added = { errors: [...base.errors], unsupported: [...base.unsupported], sound: new Set(base.sound) };
  const kept = invariants.map((each) => keptBy({ search, base, spell, added }, each)).filter(({ clauses }) => clauses.length > 0);
  const found = callbacks.flatMap((each) => calledBy({ search, base, spell, added }, each));
  const keeping = new Set<ts.Node>(kept.map(({ owner }) => owner.node));
  const known = new Set(added.unsupported.map(({ span }) => span.start));
  added.unsupported.push(...unkeptHeirs(search.host.ts, base.file, { stating: keeping }).filter(({ span }) => !known.has(span.start)));
  return {
    ...base, ...added,
    callbacks: [...base.callbacks, ...found],
    invariantsHere: kept,
    inheritedFiles: [...(base.inheritedFiles ?? []), ...spell.files],
  };
}

interface Added {
  readonly errors: CheckedContracts['errors'][number][];
  readonly unsupported: CheckedContracts['unsupported'][number][];
  readonly sound: Set<Clause>;
}

interface Request {
  readonly heir: FunctionNode | ts.ClassLikeDeclaration;
  readonly declared: Declared;
}

/** Gives a clause as it is checked in an heir, or why it cannot be. */
interface Speller {
  (request: Request): Clause | Unavailable;
  readonly files: readonly ts.SourceFile[];
}

function speller({ host }: InheritHost, base: CheckedContracts, requests: readonly Request[]): Speller {
  const { sourceFile } = base.file;
  const written = new Map(requests.map(({ heir, declared }) => [declared, { heir, again: { clause: declared.clause as WrittenClause['clause'], text: declared.file.sourceFile.text } }] as const));
  const { clauseFile, parsed } = parseAgain(host.ts, sourceFile, [...written.values()].map(({ again }) => again));
  const spell = ({ heir, declared }: Request): Clause | Unavailable => {
    const { clause, contract } = declared;
    const again = written.get(declared)?.again;
    const nodes = again && parsed.get(again);
    if (!nodes) return { name: clause.predicate?.text ?? '', reason: 'is not an expression in a file of this kind.' };
    const names = spellNames(host, { clause: { ...clause, ...nodes }, base: contract.owner.node, heir, keepsParameters: host.ts.isFunctionLike(heir) });
    if ('unavailable' in names) return names.unavailable;
    return { ...withoutStatement(clause), ...nodes, span: spanOf(heir.name ?? heir), origin: originOf(host, declared, { from: sourceFile, spelled: names.spelled }) };
  };
  return Object.assign(spell, { files: clauseFile ? [clauseFile] : [] });
}

function isUnavailable(found: Clause | Unavailable): found is Unavailable {
  return 'name' in found;
}

interface Adding {
  readonly search: InheritHost;
  readonly base: CheckedContracts;
  readonly spell: Speller;
  readonly added: Added;
}

/** The invariants that a class keeps and others state. What a dependency states in a way that only its own class can check is no mistake of the heir's. */
function keptBy({ search: { host: { ts } }, base, spell, added }: Adding, { node, declared }: AskedInvariants): Carried {
  const owner = ownerOf(ts, node) ?? { node, role: 'class', name: '(anonymous class)', exported: false };
  const own = base.file.contracts.find((contract) => contract.owner.node === node);
  const isBelieved = own?.clauses.some(isBelieving) === true;
  const clauses = declared.flatMap((each): Clause[] => {
    const clause = spell({ heir: node, declared: each });
    if (isUnavailable(clause)) {
      const isOfDependency = ts.isClassLike(each.contract.owner.node);
      const problem = diagnostic(isOfDependency ? 'invariant-left-out' : 'inherited-name-unavailable', spanOf(node.name ?? node), owner.name, printClause(each.clause), each.contract.owner.name, clause.name, clause.reason);
      if (!isBelieved) (isOfDependency ? added.unsupported : added.errors).push(problem);
      return [];
    }
    const gap = unsupported(ts, base.file, { contract: { owner, clauses: [] }, clause });
    if (gap) added.unsupported.push(gap);
    else added.sound.add(clause);
    return gap ? [] : [clause];
  });
  return { owner, clauses };
}

/** A callback whose type another file declares; one that cannot be checked is reported. */
function calledBy({ search: { host: { ts } }, spell, added }: Adding, { node, parameter, contract, declared, statements }: CallbackElsewhere): Callback[] {
  const spelled = declared.map((each) => spell({ heir: node, declared: each }));
  const missing = spelled.find(isUnavailable);
  const clauses = spelled.filter((each): each is Clause => !isUnavailable(each));
  const callback = callbackOf(ts, { node, parameter, contract: { owner: contract.owner, clauses }, statements, ...(missing ? { reason: `\`${missing.name}\` ${missing.reason}`.replace(/\.$/, '') } : {}) });
  if (callback.problem) added.unsupported.push(callback.problem);
  else for (const clause of clauses) added.sound.add(clause);
  return callback.problem ? [] : [callback];
}
