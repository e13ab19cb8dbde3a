/** Which declarations of a file the contracts of its record belong to, by name and form. */
import type ts from 'typescript';
import type { ContractOwner, OwnerRole, TypeScript } from '../contract.ts';
import { publishedParameters, type PublishedContract } from '../sidecar.ts';
import { isStatic } from './heritage.ts';
import { canOwn, ownerOf } from './owners.ts';
import { isFunctionWithBody } from './syntax.ts';

/** A contract of a record with the declarations that may own it, the likeliest first. */
export interface OwnersRecorded {
  readonly contract: PublishedContract;
  readonly candidates: readonly ContractOwner[];
}

/** Whether a declaration shows what had a role in the source. */
type Shows = (ts: TypeScript, node: ts.Node) => boolean;

const callable: Shows = (ts, node) => ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isPropertyDeclaration(node) || ts.isFunctionTypeNode(node);

const shows: Readonly<Record<OwnerRole, Shows>> = {
  function: callable,
  method: callable,
  getter: (ts, node) => ts.isGetAccessor(node) || ts.isPropertyDeclaration(node),
  setter: (ts, node) => ts.isSetAccessor(node) || ts.isPropertyDeclaration(node),
  constructor: (ts, node) => ts.isConstructorDeclaration(node),
  class: (ts, node) => ts.isClassLike(node),
  interface: (ts, node) => ts.isInterfaceDeclaration(node),
  type: (ts, node) => ts.isTypeAliasDeclaration(node),
  signature: (ts, node) => !ts.isClassLike(node) && !ts.isInterfaceDeclaration(node) && !ts.isTypeAliasDeclaration(node),
};

/** The declarations of a file that may own the contracts that are recorded of it. */
export function ownersRecorded(ts: TypeScript, file: ts.SourceFile, contracts: readonly PublishedContract[]): OwnersRecorded[] {
  const owners = ownersByName(ts, file);
  return contracts.map((contract) => {
    const fits = ({ node }: ContractOwner): boolean => shows[contract.role](ts, node) && isStatic(ts, node) === (contract.static === true);
    const found = (owners.get(nameKey(contract.owner)) ?? []).filter(fits);
    return { contract, candidates: [...found].sort((a, b) => likeness(ts, contract, b) - likeness(ts, contract, a)) };
  });
}

function ownersByName(ts: TypeScript, file: ts.SourceFile): ReadonlyMap<string, readonly ContractOwner[]> {
  const owners = new Map<string, ContractOwner[]>();
  const visit = (node: ts.Node): void => {
    const owner = declaredOwner(ts, node);
    if (owner) {
      const key = nameKey(owner.name);
      const known = owners.get(key);
      if (known) known.push(owner);
      else owners.set(key, [owner]);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return owners;
}

/** What owns the contracts of a declaration, by the name that it has in the source: a declaration shows neither a body nor an arrow function. */
function declaredOwner(ts: TypeScript, node: ts.Node): ContractOwner | undefined {
  const owner = canOwn(ts, node) ? ownerOf(ts, node) : undefined;
  if (owner && ts.isConstructorDeclaration(node)) return { ...owner, name: `new ${ownerOf(ts, node.parent)?.name ?? ''}` };
  if (owner && ts.isFunctionTypeNode(node) && ts.isVariableDeclaration(node.parent)) return { ...owner, name: node.parent.name.getText() };
  return owner;
}

/** TypeScript writes the quotes of names anew. */
function nameKey(name: string): string {
  return name.replaceAll("'", '"');
}

/** An implementation is like what has a body; then what is exported alike, and then what has the same parameters, comes first. */
function likeness(ts: TypeScript, { role, exported, parameters }: PublishedContract, owner: ContractOwner): number {
  const own = ts.isFunctionLike(owner.node) ? publishedParameters(ts, owner.node) : undefined;
  const isAlike = [isFunctionWithBody(ts, owner.node) === (role !== 'signature'), exported === owner.exported, JSON.stringify(parameters) === JSON.stringify(own)];
  return isAlike.reduce((sum, alike) => sum * 2 + Number(alike), 0);
}
