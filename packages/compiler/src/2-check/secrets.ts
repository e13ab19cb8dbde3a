/** Which values must not be shown at a place of the file. */
import type ts from 'typescript';
import { addBinding, isReference, parameterNames } from '../1-read/resolve.ts';
import { isAssignment, spanOf } from '../1-read/syntax.ts';
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

/**
 * Finds the places whose values must not be shown at a node: secrets of the functions around it that it can name, inherited ones too, fields that hold
 * a secret, and variables that are computed from one.
 */
export function secretFinder(ts: TypeScript, { file, secrets = new Map() }: Pick<CheckedContracts, 'file' | 'secrets'>): (node: ts.Node) => readonly Place[] {
  const byScope = new Map<ts.Node, readonly Place[]>();
  const add = (node: ts.Node, places: readonly Place[]): void => void (places.length > 0 && byScope.set(node, [...places, ...(byScope.get(node) ?? [])]));
  for (const [node, places] of [...secrets, ...file.contracts.map((contract) => [contract.owner.node, secretsOf(contract)] as const)]) {
    add(node, places);
    const holder = holderOf(ts, node);
    if (holder) add(holder, fieldsOf(ts, node, places));
  }
  const derived = new Map<ts.Node, readonly Place[]>();
  const derivedOf = (node: ts.Node): readonly Place[] => {
    const known = derived.get(node) ?? derivedIn(ts, node, placesAt(node));
    derived.set(node, known);
    return known;
  };
  const placesAt = (node: ts.Node): readonly Place[] => {
    const places: Place[] = [];
    const redeclared = new Set<string>();
    for (let at: ts.Node | undefined = byScope.size > 0 ? node : undefined; at; at = at.parent as ts.Node | undefined) {
      const inside = at !== node && ts.isFunctionLike(at) ? derivedOf(at) : [];
      places.push(...[...(byScope.get(at) ?? []), ...inside].filter(({ root }) => !redeclared.has(root)));
      if (ts.isFunctionLike(at)) for (const name of parameterNames(ts, at)) redeclared.add(name);
    }
    return places;
  };
  return placesAt;
}

/** The variables of a function, and the members of `this`, that are computed from what is secret there, also by way of each other. */
function derivedIn(ts: TypeScript, node: ts.Node, secrets: readonly Place[]): readonly Place[] {
  const found = new Map<string, Place>();
  const add = (target: Target): void => {
    if (ts.isPropertyAccessExpression(target)) {
      const { text } = target.name;
      found.set(`this.${text}`, { root: 'this', path: [text], span: spanOf(target) });
      return;
    }
    const names = new Set<string>();
    addBinding(ts, target, names);
    for (const root of names) found.set(root, { root, path: [], span: spanOf(target) });
  };
  const visit = (each: ts.Node): void => {
    const [target, source] = assigned(ts, each) ?? [];
    if (target && source && namesSecret(ts, source, [...secrets, ...found.values()])) add(target);
    ts.forEachChild(each, visit);
  };
  for (let before = -1; secrets.length > 0 && found.size > before; ) {
    before = found.size;
    visit(node);
  }
  return [...found.values()];
}

/** Variables, or a member of `this`. */
type Target = ts.BindingName | ts.PropertyAccessExpression;

/** What a node gives a value, and what that is computed from. */
function assigned(ts: TypeScript, node: ts.Node): readonly [Target, ts.Expression] | undefined {
  if (ts.isVariableDeclaration(node)) {
    const loop = node.parent.parent;
    const source = node.initializer ?? (ts.isForOfStatement(loop) || ts.isForInStatement(loop) ? loop.expression : undefined);
    return source && [node.name, source];
  }
  if (!ts.isBinaryExpression(node) || !isAssignment(ts, node)) return undefined;
  const { left, right } = node;
  return ts.isIdentifier(left) || isOwnMember(ts, left) ? [left, right] : undefined;
}

function isOwnMember(ts: TypeScript, node: ts.Node): node is ts.PropertyAccessExpression {
  return ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword;
}

/**
 * Whether an expression is a secret place, holds one, or is computed from one.
 *
 * @pure
 */
export function namesSecret(ts: TypeScript, node: ts.Node, secrets: readonly Place[]): boolean {
  if (node.kind === ts.SyntaxKind.ThisKeyword || (ts.isIdentifier(node) && isReference(ts, node))) return secrets.some((secret) => touches(ts, node, secret));
  return ts.forEachChild(node, (child) => namesSecret(ts, child, secrets) || undefined) ?? false;
}

/** Whether a member path that starts at `root` is the secret, is inside it or contains it. */
function touches(ts: TypeScript, root: ts.Node, secret: Place): boolean {
  if ((ts.isIdentifier(root) ? root.text : 'this') !== secret.root) return false;
  let node: ts.Node = root;
  for (const member of secret.path) {
    if (!ts.isPropertyAccessExpression(node.parent) || node.parent.expression !== node) return true;
    node = node.parent;
    if ((node as ts.PropertyAccessExpression).name.text !== member) return false;
  }
  return true;
}

/** The class or object that a function has as its `this`. */
function holderOf(ts: TypeScript, node: ts.Node): ts.Node | undefined {
  if (!ts.isFunctionLike(node)) return undefined;
  const holder = ts.isPropertyDeclaration(node.parent) ? node.parent.parent : node.parent;
  return ts.isClassLike(holder) || ts.isObjectLiteralExpression(holder) ? holder : undefined;
}

/** `constructor(private pin: string)`: what is secret as `pin` is secret as `this.pin`, and so is what `this.code = hash(pin)` assigns. Declarations write such a field by itself. */
function fieldsOf(ts: TypeScript, node: ts.Node, places: readonly Place[]): Place[] {
  const assignedFields = derivedIn(ts, node, places).filter(({ root }) => root === 'this');
  if (!ts.isConstructorDeclaration(node)) return assignedFields;
  const isField = (each: ts.ParameterDeclaration): boolean =>
    node.body ? ts.isParameterPropertyDeclaration(each, node) : node.parent.members.some(({ name }) => name?.getText() === each.name.getText());
  const fields = new Set(node.parameters.filter(isField).map(({ name }) => name.getText()));
  return [...places.filter(({ root }) => fields.has(root)).map(({ root, path, span }) => ({ root: 'this', path: [root, ...path], span })), ...assignedFields];
}

/**
 * The fields that hold a secret, of a class by itself.
 *
 * @pure
 */
export function secretFields(ts: TypeScript, node: ts.Node, contracts: readonly Contract[]): readonly Place[] {
  return contracts.flatMap((contract) => (holderOf(ts, contract.owner.node) === node ? fieldsOf(ts, contract.owner.node, secretsOf(contract)) : []));
}
