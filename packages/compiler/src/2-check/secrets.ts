/** Which values must not be shown at a place of the file. */
import type ts from 'typescript';
import { constructorOf } from '../1-read/owners.ts';
import { parameterNames } from '../1-read/resolve.ts';
import { clauseKinds } from '../clause-kinds.ts';
import type { Contract, Place, TypeScript } from '../contract.ts';

/**
 * The places that a contract calls secret.
 *
 * @pure
 */
export function secretsOf({ clauses }: Pick<Contract, 'clauses'>): readonly Place[] {
  return clauses.filter(({ kind }) => clauseKinds[kind].hidesValues === true).flatMap(({ places = [] }) => places);
}

/** Finds the places whose values must not be shown at a node: secrets of the functions around it that it can name, and fields that hold a secret. */
export function secretFinder(ts: TypeScript, contracts: readonly Contract[]): (node: ts.Node) => readonly Place[] {
  const byScope = new Map<ts.Node, readonly Place[]>();
  for (const contract of contracts) {
    const { node } = contract.owner;
    const places = secretsOf(contract);
    if (places.length === 0) continue;
    byScope.set(node, places);
    if (ts.isConstructorDeclaration(node)) byScope.set(node.parent, fieldsOf(ts, node, places));
  }
  return (node) => {
    const places: Place[] = [];
    const redeclared = new Set<string>();
    for (let at: ts.Node | undefined = byScope.size > 0 ? node : undefined; at; at = at.parent as ts.Node | undefined) {
      places.push(...(byScope.get(at) ?? []).filter(({ root }) => !redeclared.has(root)));
      if (ts.isFunctionLike(at)) for (const name of parameterNames(ts, at)) redeclared.add(name);
    }
    return places;
  };
}

/** `constructor(private pin: string)`: what is secret as `pin` is secret as `this.pin`. */
function fieldsOf(ts: TypeScript, node: ts.ConstructorDeclaration, places: readonly Place[]): Place[] {
  const fields = new Set(node.parameters.filter((each) => ts.isParameterPropertyDeclaration(each, node)).map(({ name }) => name.getText()));
  return places.filter(({ root }) => fields.has(root)).map(({ root, path, span }) => ({ root: 'this', path: [root, ...path], span }));
}

/**
 * The fields that hold a secret, of the class that a member belongs to.
 *
 * @pure
 */
export function secretFieldsAround(ts: TypeScript, member: ts.Node, contracts: readonly Contract[]): readonly Place[] {
  const construct = ts.isClassLike(member.parent) ? constructorOf(ts, member.parent) : undefined;
  const contract = construct && contracts.find(({ owner }) => owner.node === construct);
  return contract ? fieldsOf(ts, construct, secretsOf(contract)) : [];
}
