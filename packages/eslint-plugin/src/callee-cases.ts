/** What a function demands of its callers: one of several cases, where it inherits a contract and accepts more. */
import { askedByTypes, calledAs, clauseKinds, overriddenMembers, passedParameters, refinedParameters, typeFinder, type Clause, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from './analysis.ts';
import { isPrecondition } from './called-contracts.ts';
import { clausesOf } from './clauses-of.ts';
import type { Argument, Arguments } from './constant-arguments.ts';

/** Something that a call has to satisfy. */
export interface Demand {
  readonly clause: Clause;
  /** The function or type alias that states it. */
  readonly statedBy: ts.SignatureDeclaration | ts.TypeAliasDeclaration;
  /** The arguments of a call by the names that the clause has for them. */
  readonly argumentsFor: (call: Passed) => Arguments;
}

/** The arguments of a call by the parameters of the signature that it calls. */
interface Passed {
  readonly called: ts.SignatureDeclaration;
  readonly passed: Arguments;
}

/** By the file that is looked at, as what a declaration inherits may change with other files. */
const casesByAnalysis = new WeakMap<Analysis, Map<ts.Node, readonly (readonly Demand[])[]>>();

/** The cases of which a call has to satisfy one, each with all of its clauses; a case without any lets every call in. */
export function demandCases(analysis: Analysis, owner: ts.Node): readonly (readonly Demand[])[] {
  const known = casesByAnalysis.get(analysis) ?? new Map<ts.Node, readonly (readonly Demand[])[]>();
  casesByAnalysis.set(analysis, known);
  const cases = known.get(owner) ?? casesAt(analysis, owner, new Set());
  known.set(owner, cases);
  return cases;
}

/** The invariants of type aliases that parameters of a signature are annotated with. */
export function refinedDemands(analysis: Analysis, declaration: ts.SignatureDeclaration): readonly Demand[] {
  const { ts } = analysis;
  return refinedParameters(analysis, declaration).flatMap(({ parameter: { name }, alias, absences }) => {
    if (!ts.isIdentifier(name)) return [];
    const mayStand = (value: unknown): boolean => (value === undefined && absences.has('undefined')) || (value === null && absences.has('null'));
    const argumentsFor = ({ passed }: Passed): Arguments => (asked) => {
      const argument = asked === 'value' ? passed(name.text) : undefined;
      return argument?.values.some(mayStand) === true ? undefined : argument;
    };
    return clausesOf(analysis, alias).filter(({ kind, label }) => clauseKinds[kind].carriedAs !== undefined && label !== 'axiom').map((clause) => ({ clause, statedBy: alias, argumentsFor }));
  });
}

function casesAt(analysis: Analysis, owner: ts.Node, seen: ReadonlySet<ts.Node>): readonly (readonly Demand[])[] {
  if (seen.has(owner)) return [];
  const clauses = clausesOf(analysis, owner).filter(isCondition);
  const isStated = analysis.ts.isPropertySignature(owner) && clauses.some((clause) => !extendsInherited(clause));
  const bases = [...overriddenMembers(analysis, owner), ...(analysis.mayRefine() && !isStated ? askedByTypes(analysis, owner) : [])];
  const inherited = [...new Set(bases)].flatMap((base) => casesAt(analysis, base, new Set([...seen, owner])));
  if (inherited.length === 0) {
    const own = clauses.filter((clause) => !extendsInherited(clause));
    return own.length === 0 ? [] : [demandsOf(analysis, owner, own)];
  }
  const added = demandsOf(analysis, owner, clauses.filter(extendsInherited));
  return added.length === 0 ? inherited : [...inherited, added];
}

/** A clause that makes a contract, also one that demands nothing of callers. */
function isCondition({ kind, predicate }: Clause): boolean {
  return predicate !== undefined && ['entry', 'exit', 'throw', 'yield'].includes(clauseKinds[kind].moment);
}

function extendsInherited({ kind }: Clause): boolean {
  return clauseKinds[kind].inheritance?.form === 'extends';
}

/** Nothing where the parameters are not written where the clauses are, so that nobody is said to break them. */
function demandsOf(analysis: Analysis, owner: ts.Node, clauses: readonly Clause[]): readonly Demand[] {
  const { ts } = analysis;
  const statedBy = calledAs(ts, owner, typeFinder(analysis));
  if (!statedBy) return [];
  return clauses.filter(isPrecondition).map((clause) => ({ clause, statedBy, argumentsFor: (call) => argumentsFor(ts, call, statedBy) }));
}

/** The arguments of a call by the names that the parameters have in another signature, which states the clause. */
function argumentsFor(ts: TypeScript, { called, passed }: Passed, statedBy: ts.SignatureDeclaration): Arguments {
  if (called === statedBy) return passed;
  const [own, stated] = [called, statedBy].map((each) => passedParameters(ts, each));
  return (parameter): Argument | undefined => {
    const index = stated?.findIndex(({ name }) => ts.isIdentifier(name) && name.text === parameter) ?? -1;
    const [mine, theirs] = [own?.[index], stated?.[index]];
    const isSame = mine !== undefined && ts.isIdentifier(mine.name) && (mine.dotDotDotToken === undefined) === (theirs?.dotDotDotToken === undefined);
    return isSame ? passed(mine.name.text) : undefined;
  };
}
