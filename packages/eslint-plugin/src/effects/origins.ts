/** Which constant a place may be: a default, the seed of a `reduce`, a field that was set to it, or a shallow copy of it. */
import { hasModifier } from '@proviso/compiler';
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { bindingOf, ownerOf, type Binding } from './bindings.ts';
import { globalPath } from './calls.ts';
import { constantOf, guarded, type Constant } from './constants.ts';
import type { FunctionNode } from './events.ts';
import { functionNamed } from './callee.ts';
import { membersOf } from './declared-types.ts';
import { isDeferred } from './given-places.ts';
import { setsMember } from './loop-variables.ts';
import type { Place } from './place.ts';
import { resultsAt } from './results-at.ts';
import { usesOf } from './shared-places.ts';
import { resultsOf } from './written-in-place.ts';

export interface Origin {
  readonly constant: Constant;
  /** How the constant got there. `itself`: the place is the constant, or part of it. `copy`: only what is inside of it is shared. */
  readonly via: 'itself' | 'default' | 'seed' | 'field' | 'copy';
  /** The steps on from the constant. */
  readonly steps: readonly string[];
}

/** The constant that a place is in; undefined for all others. */
export function originOf({ root, steps, isCut }: Place): Origin | undefined {
  if (isCut) return undefined;
  if (root.kind === 'this') return originOfField(root.owner, steps);
  if (!('binding' in root) || root.kind === 'imported') return undefined;
  const own = constantOf(root.binding);
  if (own) return copied(own, steps) ?? { constant: own, via: 'itself', steps };
  const fixed = staticConstant(root.binding.declaration, steps[0]);
  if (fixed) return { constant: fixed, via: 'itself', steps: steps.slice(1) };
  const copy = copyOf(root.binding);
  if (copy) return insideOf(copy, root.binding, steps);
  const found = defaultOf(root.binding.declaration) ?? seedOf(root.binding);
  return found && { ...found, steps };
}

/** `static readonly limits = Object.freeze({ … })`, by the name of its class: what is only `static` there is to be changed. */
function staticConstant(owner: ts.Node, name: string | undefined): Constant | undefined {
  if (name === undefined || !typescript.isClassLike(owner)) return undefined;
  const field = owner.members.find((each) => typescript.isPropertyDeclaration(each) && hasModifier(typescript, each, typescript.SyntaxKind.StaticKeyword) && each.name.getText() === name);
  const found = field && typescript.isPropertyDeclaration(field) && field.initializer ? guarded(field.initializer, field.type) : undefined;
  return field && found && found.guard !== 'plain' ? { ...found, binding: { kind: 'const', name: `${owner.name?.text ?? ''}.${name}`, declaration: field, owner: field.getSourceFile() } } : undefined;
}

/** A constant that is itself a shallow copy: what is inside of it belongs to the other. */
function copied({ made, binding }: Constant, steps: readonly string[]): Origin | undefined {
  return typescript.isObjectLiteralExpression(made) && binding.kind === 'const' ? insideOf(sharedBy(made), binding, steps) : undefined;
}

interface Copy {
  readonly constant: Constant;
  /** What the copy has of its own. */
  readonly own: ReadonlySet<string>;
}

/** What is inside of a copy, unless the file gives the copy another one there. */
function insideOf(copy: Copy | undefined, binding: Binding, steps: readonly string[]): Origin | undefined {
  const [step] = steps;
  return copy && step !== undefined && !copy.own.has(step) && !setsMember(binding, step) ? { constant: copy.constant, via: 'copy', steps } : undefined;
}

/** `Object.assign({}, D, more)` as what a name is set to. */
function copyOf({ declaration }: Binding): Copy | undefined {
  const value = typescript.isVariableDeclaration(declaration) && declaration.initializer ? unwrapped(typescript, declaration.initializer) : undefined;
  if (!value || !typescript.isCallExpression(value) || globalPath(value.expression) !== 'Object.assign') return value && typescript.isObjectLiteralExpression(value) ? sharedBy(value) : undefined;
  const [target, source] = value.arguments;
  const isFresh = target && typescript.isObjectLiteralExpression(target) && target.properties.length === 0;
  const constant = isFresh && source ? namedConstant(source) : undefined;
  return constant && { constant, own: new Set() };
}

/** `{ ...D, a: 1 }` */
function sharedBy(literal: ts.ObjectLiteralExpression): Copy | undefined {
  const [first, ...others] = literal.properties;
  const constant = first && typescript.isSpreadAssignment(first) ? namedConstant(first.expression) : undefined;
  return constant && { constant, own: new Set(others.flatMap((each) => (each.name ? [each.name.getText()] : typescript.isSpreadAssignment(each) ? membersAlwaysIn(each.expression) : []))) };
}

/** The members that a parameter or variable has for certain, by a type that the file declares: in `{ ...D, ...given }` they are never those of `D`. */
function membersAlwaysIn(expression: ts.Expression): string[] {
  const node = unwrapped(typescript, expression);
  const declaration = typescript.isIdentifier(node) ? bindingOf(node)?.declaration : undefined;
  const type = declaration && (typescript.isParameter(declaration) || typescript.isVariableDeclaration(declaration)) ? declaration.type : undefined;
  return type ? membersOf(type).flatMap(({ name, questionToken }) => (questionToken ? [] : [name.getText()])) : [];
}

/** The constant that an expression names. */
export function namedConstant(expression: ts.Expression): Constant | undefined {
  const node = unwrapped(typescript, expression);
  const binding = typescript.isIdentifier(node) ? bindingOf(node) : undefined;
  return binding && typescript.isSourceFile(binding.owner) ? constantOf(binding) : undefined;
}

type Found = Pick<Origin, 'constant' | 'via'>;

/** `p = D`, `{ p = D }`, `const x = given ?? D`, `let x = D`. */
function defaultOf(declaration: ts.Node): Found | undefined {
  if (!typescript.isParameter(declaration) && !typescript.isBindingElement(declaration) && !typescript.isVariableDeclaration(declaration)) return undefined;
  if (!typescript.isIdentifier(declaration.name) || !declaration.initializer) return undefined;
  // `let state = initial` in a module may be the only one who has it.
  if (typescript.isVariableDeclaration(declaration) && typescript.isSourceFile(ownerOf(declaration)) && typescript.isIdentifier(declaration.initializer)) return undefined;
  const constant = defaultIn(declaration.initializer) ?? givenIn(unwrapped(typescript, declaration.initializer));
  return constant && { constant, via: 'default' };
}

/** The protected constant that a function of the file gives at least sometimes: `resolve(options)` that begins with `if (!options) return D`. */
function givenIn(node: ts.Expression): Constant | undefined {
  const fn = typescript.isCallExpression(node) && typescript.isIdentifier(node.expression) ? functionNamed(node.expression) : undefined;
  return fn && !isDeferred(fn) ? constantsGivenBy(fn).find(({ guard }) => guard !== 'plain') : undefined;
}

/** The constants among the results of a function. */
export function constantsGivenBy(fn: FunctionNode): Constant[] {
  return resultsOf(fn).flatMap(resultsAt).flatMap(({ value }) => namedConstant(value) ?? []);
}

/** The constant that an expression gives at least sometimes. */
export function defaultIn(expression: ts.Expression): Constant | undefined {
  const node = unwrapped(typescript, expression);
  if (typescript.isConditionalExpression(node)) return namedConstant(node.whenTrue) ?? namedConstant(node.whenFalse);
  if (typescript.isBinaryExpression(node) && /^(?:\?\?|\|\|)$/.test(node.operatorToken.getText())) return defaultIn(node.right);
  return namedConstant(node);
}

/** `xs.reduce((found, x) => …, D)` */
function seedOf({ declaration }: Binding): Found | undefined {
  if (!typescript.isParameter(declaration)) return undefined;
  const callback = declaration.parent;
  const call = callback.parent;
  if (callback.parameters[0] !== declaration || !typescript.isCallExpression(call) || call.arguments[0] !== callback) return undefined;
  const [, seed] = call.arguments;
  if (!seed || !typescript.isPropertyAccessExpression(call.expression) || !/^reduce(?:Right)?$/.test(call.expression.name.text)) return undefined;
  const constant = namedConstant(seed);
  return constant && { constant, via: 'seed' };
}

/** `items = D` in a class, `constructor(private items = D)`, `this.items = given ?? D` in the constructor. */
function originOfField(owner: ts.Node, [field, ...steps]: readonly string[]): Origin | undefined {
  if (!typescript.isClassLike(owner) || field === undefined) return undefined;
  if (isSetAnew(owner, field)) return undefined;
  for (const value of valuesOfField(owner, field)) {
    const constant = defaultIn(value);
    if (constant) return { constant, via: 'field', steps };
    const own = guarded(value);
    if (own && own.guard !== 'plain') return { constant: { ...own, binding: { kind: 'const', name: `this.${field}`, declaration: value, owner } }, via: 'itself', steps };
  }
  return undefined;
}

/** Whether a method gives the field another object: what it holds later is not known. */
function isSetAnew(owner: ts.ClassLikeDeclaration, field: string): boolean {
  return usesOf(owner.getSourceFile(), field).some((use) => {
    const access = use.parent;
    const isSet = typescript.isPropertyAccessExpression(access) && access.name === use && access.expression.kind === typescript.SyntaxKind.ThisKeyword && typescript.isBinaryExpression(access.parent) && access.parent.left === access && access.parent.operatorToken.kind === typescript.SyntaxKind.EqualsToken;
    return isSet && typescript.findAncestor(access, typescript.isClassElement)?.parent === owner && !typescript.isConstructorDeclaration(typescript.findAncestor(access, typescript.isClassElement) ?? access);
  });
}

function valuesOfField(owner: ts.ClassLikeDeclaration, field: string): ts.Expression[] {
  return owner.members.flatMap((member): ts.Expression[] => {
    if (typescript.isPropertyDeclaration(member)) return (member.name as ts.Identifier).text === field && member.initializer && !isStatic(member) ? [member.initializer] : [];
    if (!typescript.isConstructorDeclaration(member)) return [];
    const held = member.parameters.filter((each) => typescript.isParameterPropertyDeclaration(each, member) && each.name.getText() === field).flatMap(({ initializer }) => initializer ?? []);
    const set = (member.body?.statements ?? []).flatMap((statement): ts.Expression[] => {
      const each = typescript.isExpressionStatement(statement) ? statement.expression : undefined;
      return each && typescript.isBinaryExpression(each) && each.operatorToken.kind === typescript.SyntaxKind.EqualsToken && each.left.getText() === `this.${field}` ? [valueOf(member, each.right)] : [];
    });
    return [...held, ...set];
  });
}

/** A parameter stands for its default. */
function valueOf({ parameters }: ts.ConstructorDeclaration, value: ts.Expression): ts.Expression {
  const node = unwrapped(typescript, value);
  return parameters.find(({ name }) => typescript.isIdentifier(node) && name.getText() === node.text)?.initializer ?? value;
}

function isStatic(member: ts.ClassElement): boolean {
  return (typescript.getCombinedModifierFlags(member) & typescript.ModifierFlags.Static) !== 0;
}
