/** Everything of a package that a run could cover, called or not: its exported functions, and all of its clauses. */
import { clauseKinds, functionKey, isCounted, isFunctionWithBody, ownerOf, printClause, profiles, semanticOf, type CheckedContracts, type Clause, type Contract, type ContractOwner, type Profile } from '@proviso/compiler';
import type ts from 'typescript';
import { clausesOfHeir, inheritorOf } from '../project/inheritance.ts';
import type { Project } from '../project/open-project.ts';
import type { ClausePart, FunctionContract, Unchecked } from './covered.ts';
import type { PackageToCover } from './packages-to-cover.ts';

/** Where something stands in its file, from 1. */
interface Position {
  readonly line: number;
  readonly column: number;
}

interface ListedFunction extends Position {
  readonly name: string;
  /** What counts call it. */
  readonly key: string;
  readonly exported: boolean;
  readonly contract: FunctionContract;
  /** Something of it is checked when it is called, so that its calls are counted. */
  readonly isCounted: boolean;
}

export interface ListedClause extends Position {
  readonly id: string;
  readonly text: string;
  readonly owner: string;
  readonly part: ClausePart;
  /** The function with a body that it belongs to, if its calls are counted. */
  readonly calledAs?: string;
  /** Whether it says when an error is thrown: that its condition holds is then no promise. */
  readonly isAboutErrors: boolean;
  readonly unchecked?: Unchecked;
}

/** What a file has. */
export interface ListedFile {
  readonly fileName: string;
  readonly text: string;
  readonly functions: readonly ListedFunction[];
  readonly clauses: readonly ListedClause[];
}

/**
 * Lists what the files of a package have. A clause counts as checked if one of the profiles checks it.
 *
 * @ensures `result.length === files.length`
 */
export function inventoryOf({ project, files }: PackageToCover, run: readonly Profile[]): ListedFile[] {
  const { inherit } = inheritorOf(project, true);
  return files.map((file) => listed({ project, file, profiles: run.length > 0 ? run : [profiles.enforce], checked: inherit(file) }));
}

interface Listing {
  readonly project: Project;
  readonly file: ts.SourceFile;
  readonly profiles: readonly Profile[];
  readonly checked: CheckedContracts | undefined;
}

function listed(listing: Listing): ListedFile {
  const { file, checked } = listing;
  const functions = functionsIn(listing);
  const called = new Map(functions.filter((each) => each.isCounted).map(({ key }) => [key, key]));
  const clauses = checked ? [...checked.file.contracts, { owner: undefined, clauses: checked.file.looseClauses }].flatMap((contract) => clausesOf(listing, contract, called)) : [];
  return { fileName: file.fileName, text: file.text, functions, clauses };
}

type Owned = Pick<Contract, 'clauses'> & { readonly owner: ContractOwner | undefined };

function clausesOf(listing: Listing, { owner, clauses }: Owned, called: ReadonlyMap<string, string>): ListedClause[] {
  const { file, project: { ts } } = listing;
  const calledAs = owner && isFunctionWithBody(ts, owner.node) ? called.get(functionKey(owner.node)) : undefined;
  return clauses.filter((clause) => isCounted(clause)).map((clause): ListedClause => {
    const unchecked = uncheckedWhy(listing, clause, owner);
    return {
      id: clause.id, text: printClause(clause), owner: owner?.name ?? '', part: partOf(clause), isAboutErrors: clause.errors !== undefined,
      ...positionIn(file, clause.predicate?.span.start ?? clause.span.start),
      ...(calledAs === undefined || clauseKinds[clause.kind].moment === 'here' ? {} : { calledAs }),
      ...(unchecked === undefined ? {} : { unchecked }),
    };
  });
}

function positionIn(file: ts.SourceFile, offset: number): Position {
  const { line, character } = file.getLineAndCharacterOfPosition(offset);
  return { line: line + 1, column: character + 1 };
}

function partOf({ kind, errors }: Clause): ClausePart {
  const { moment, blame } = clauseKinds[kind];
  if (errors) return 'throws';
  if (moment === 'entry' && blame === 'caller') return 'precondition';
  return moment === 'exit' ? 'postcondition' : 'other';
}

function uncheckedWhy({ checked, profiles: run }: Pick<Listing, 'checked' | 'profiles'>, clause: Clause, owner: ContractOwner | undefined): Unchecked | undefined {
  if (clause.label === 'axiom') return 'axiom';
  if (checked?.sound.has(clause) !== true) return 'not-compiled';
  return owner && run.every((profile) => semanticOf(clause, owner, profile) === 'ignore') ? 'audit-only' : undefined;
}

function functionsIn(listing: Listing): ListedFunction[] {
  const { project: { ts }, file } = listing;
  const found: ListedFunction[] = [];
  const visit = (node: ts.Node): void => {
    const owner = isFunctionWithBody(ts, node) ? ownerOf(ts, node) : undefined;
    const row = owner && functionOf(listing, owner);
    if (row) found.push(row);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** A function that a contract is demanded of, or that has one; undefined for any other. */
function functionOf(listing: Listing, owner: ContractOwner): ListedFunction | undefined {
  const { file, checked, project: { ts } } = listing;
  const own = (checked?.file.contracts ?? []).filter((each) => isOf(each, owner)).flatMap(({ clauses }) => clauses);
  const heir = checked?.inherited.get(owner.node);
  const all = [...own, ...(heir ? clausesOfHeir(heir) : [])];
  const reasons = [...own, ...(checked?.file.contracts ?? []).filter((each) => each.owner.node === owner.node.parent).flatMap(({ clauses }) => clauses)].filter(({ kind }) => clauseKinds[kind].content === 'reason');
  const contract: FunctionContract = all.some(isPromise) ? 'stated' : reasons.length > 0 ? 'exempt' : 'none';
  const isNamed = !owner.name.endsWith('(anonymous function)');
  if (contract !== 'stated' && (!owner.exported || !isNamed || !asksForOne(ts, owner.node))) return undefined;
  const isCountedCall = all.some((clause) => isCounted(clause) && clauseKinds[clause.kind].moment !== 'here' && uncheckedWhy(listing, clause, owner) === undefined);
  return { name: owner.name, key: functionKey(owner.node), exported: owner.exported && isNamed, contract, isCounted: isCountedCall, ...positionIn(file, owner.node.getStart(file)) };
}

/** A contract of an overload is one of the function, as is one of its body. */
function isOf({ owner: { node, name, role } }: Contract, owner: ContractOwner): boolean {
  return node === owner.node || (role === 'signature' && name === owner.name && node.parent === owner.node.parent);
}

function isPromise({ kind }: Clause): boolean {
  const { moment, isFrame } = clauseKinds[kind];
  return (moment !== 'never' && moment !== 'here') || isFrame === true;
}

/** Accessors, and what has no parameters, rarely have anything to say; of them none is demanded. */
function asksForOne(ts: Project['ts'], node: ts.Node): boolean {
  if (ts.isAccessor(node) || !ts.isFunctionLike(node)) return false;
  const isEmpty = ts.isConstructorDeclaration(node) && node.parameters.every((each) => ts.isParameterPropertyDeclaration(each, node)) && node.body?.statements.every((each) => ts.isExpressionStatement(each) && ts.isCallExpression(each.expression) && each.expression.expression.kind === ts.SyntaxKind.SuperKeyword) === true;
  return !isEmpty && node.parameters.some(({ name }) => !(ts.isIdentifier(name) && name.text === 'this'));
}
