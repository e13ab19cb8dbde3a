/** Which values must not be shown at a place of the file. */
import type ts from 'typescript';
import { parameterNames } from '../1-read/resolve.ts';
import { clauseKinds } from '../clause-kinds.ts';
import type { Contract, Place, TypeScript } from '../contract.ts';
import type { CheckedContracts } from './index.ts';

/**
 * The places that a contract calls secret.
 *
 * @pure
 */
export function secretsOf({ clauses }: Pick<Contract, 'clauses'>): readonly Place[] {
  return clauses.filter(({ kind }) => clauseKinds[kind].hidesValues === true).flatMap(({ places = [] }) => places);
}

/** Finds the places whose values must not be shown at a node: secrets of the functions around it that it can name, inherited ones too, and fields that hold a secret. */
export function secretFinder(ts: TypeScript, { file, secrets = new Map() }: Pick<CheckedContracts, 'file' | 'secrets'>): (node: ts.Node) => readonly Place[] {
  const byScope = new Map(secrets);
  const add = (node: ts.Node, places: readonly Place[]): void => void byScope.set(node, [...places, ...(byScope.get(node) ?? [])]);
  for (const contract of file.contracts) {
    const { node } = contract.owner;
    const places = secretsOf(contract);
    if (places.length === 0) continue;
    add(node, places);
    if (ts.isConstructorDeclaration(node)) add(node.parent, fieldsOf(ts, node, places));
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

/** `constructor(private pin: string)`: what is secret as `pin` is secret as `this.pin`. Declarations write such a field by itself. */
function fieldsOf(ts: TypeScript, node: ts.ConstructorDeclaration, places: readonly Place[]): Place[] {
  const isField = (each: ts.ParameterDeclaration): boolean =>
    node.body ? ts.isParameterPropertyDeclaration(each, node) : node.parent.members.some(({ name }) => name?.getText() === each.name.getText());
  const fields = new Set(node.parameters.filter(isField).map(({ name }) => name.getText()));
  return places.filter(({ root }) => fields.has(root)).map(({ root, path, span }) => ({ root: 'this', path: [root, ...path], span }));
}

/**
 * The fields that hold a secret, of a class by itself.
 *
 * @pure
 */
export function secretFields(ts: TypeScript, node: ts.Node, contracts: readonly Contract[]): readonly Place[] {
  return contracts.flatMap((contract) => {
    const construct = contract.owner.node;
    return ts.isConstructorDeclaration(construct) && construct.parent === node ? fieldsOf(ts, construct, secretsOf(contract)) : [];
  });
}
