/** What a file says that an expression holds, without a checker: the type that is written for it, and what it was set to at first. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { bindingOf } from './bindings.ts';
import { ownerOfThis } from './builder.ts';
import { calledInFile } from './callee.ts';
import type { TypeAndValue } from './declared-containers.ts';
import { memberOf, typeAt, withoutAlias } from './declared-types.ts';
import { isFunctionWithBody } from './file-nodes.ts';
import { resultsOf } from './written-in-place.ts';
import { uncopied } from './uncopied.ts';

/** How many members, names and calls are followed. */
const maxDepth = 8;

type Declared = ts.VariableDeclaration | ts.ParameterDeclaration | ts.PropertyDeclaration;

/** What is said of a name, a member, an element, an entry or the result of a call; what an expression makes itself is its value. */
export function saidOf(expression: ts.Expression, depth = 0): TypeAndValue | undefined {
  if (depth > maxDepth) return undefined;
  const node = unwrapped(typescript, expression);
  const cast = castOf(expression);
  if (cast) return { type: cast, initializer: node };
  const declaration = declarationOf(node);
  if (declaration) return saidBy(declaration, depth);
  if (typescript.isIdentifier(node)) return saidOfElement(node, depth);
  if (typescript.isPropertyAccessExpression(node)) return saidOfMember(node.expression, node.name.text, depth);
  if (typescript.isElementAccessExpression(node)) return saidOfKey(node, depth);
  if (typescript.isCallExpression(node)) return saidOfCall(node, depth);
  const chosen = chosenOf(node);
  return chosen ? saidOf(chosen, depth + 1) : { initializer: node };
}

/** `x as Map<string, number>` */
function castOf(expression: ts.Expression): ts.TypeNode | undefined {
  let node = expression;
  while (typescript.isParenthesizedExpression(node) || typescript.isNonNullExpression(node) || typescript.isSatisfiesExpression(node)) node = node.expression;
  return (typescript.isAsExpression(node) || typescript.isTypeAssertionExpression(node)) && !/^(?:const|any|unknown)$/.test(node.type.getText()) ? node.type : undefined;
}

/** A declaration speaks by its type; without one, by what it is set to. */
function saidBy({ type, initializer }: Declared, depth: number): TypeAndValue | undefined {
  if (!initializer || (type && !saysNothing(type))) return { type, initializer };
  return saidOf(initializer, depth + 1);
}

/** `any`, `unknown`, and containers of them. */
function saysNothing(type: ts.TypeNode): boolean {
  return /^(?:any|unknown|any\[\]|(?:Map|Record|Array)<(?:\w+, )?(?:any|unknown)>)$/.test(type.getText());
}

/** `a ?? b` is what `a` is, `found ? a : undefined` too, and `whole ? a : a.filter(…)`. */
function chosenOf(node: ts.Expression): ts.Expression | undefined {
  if (typescript.isBinaryExpression(node)) return /^(?:\?\?|\|\|)=?$/.test(node.operatorToken.getText()) ? node.left : undefined;
  if (!typescript.isConditionalExpression(node)) return undefined;
  return uncopied(node) ?? (isNothing(node.whenTrue) ? node.whenFalse : isNothing(node.whenFalse) ? node.whenTrue : undefined);
}

/** `undefined`, `null` */
export function isNothing(expression: ts.Expression): boolean {
  return /^(?:undefined|null|void 0)$/.test(unwrapped(typescript, expression).getText());
}

/** One name of `const { rows, byId } = this.state`, of `({ rows }: Sheet)`, of `const [first] = rows`. */
function saidOfElement(name: ts.Identifier, depth: number): TypeAndValue | undefined {
  const element = bindingOf(name)?.declaration;
  if (!element || !typescript.isBindingElement(element) || element.dotDotDotToken) return undefined;
  const holder = element.parent.parent;
  if (typescript.isBindingElement(holder) || typescript.isArrayBindingPattern(element.parent)) return undefined;
  const key = (element.propertyName ?? element.name).getText();
  if (holder.type) return memberSaid({ type: holder.type }, key, depth);
  return holder.initializer && saidOfMember(holder.initializer, key, depth);
}

function saidOfMember(object: ts.Expression, name: string, depth: number): TypeAndValue | undefined {
  const self = selfOf(object);
  if (self) return memberOfSelf(self, name, depth);
  const said = saidOf(object, depth + 1);
  return said && memberSaid(said, name, depth);
}

/** `this`, also by the name of a constant. */
export function selfOf(object: ts.Expression): ts.Expression | undefined {
  const node = unwrapped(typescript, object);
  if (node.kind === typescript.SyntaxKind.ThisKeyword) return node;
  const declaration = typescript.isIdentifier(node) ? bindingOf(node)?.declaration : undefined;
  const initializer = declaration && typescript.isVariableDeclaration(declaration) && (typescript.getCombinedNodeFlags(declaration) & typescript.NodeFlags.Const) !== 0 ? declaration.initializer : undefined;
  return initializer && unwrapped(typescript, initializer).kind === typescript.SyntaxKind.ThisKeyword ? unwrapped(typescript, initializer) : undefined;
}

function memberOfSelf(self: ts.Expression, name: string, depth: number): TypeAndValue | undefined {
  const owner = ownerOfThis(self);
  if (typescript.isObjectLiteralExpression(owner)) return memberOfLiteral(owner, name, depth);
  return typescript.isClassLike(owner) ? memberOfClass(owner, name, depth) : undefined;
}

function memberSaid({ type, initializer }: TypeAndValue, name: string, depth: number): TypeAndValue | undefined {
  const member = type && memberOf(type, name);
  if (member && (member.type || typescript.isPropertySignature(member))) return member.type && { type: member.type };
  const made = initializer && unwrapped(typescript, initializer);
  const cls = classNamed(type ? nameOfType(type) : made && typescript.isNewExpression(made) ? made.expression : undefined);
  if (cls) return memberOfClass(cls, name, depth);
  return made && typescript.isObjectLiteralExpression(made) ? memberOfLiteral(made, name, depth) : undefined;
}

function nameOfType(type: ts.TypeNode): ts.Node | undefined {
  return typescript.isTypeReferenceNode(type) ? type.typeName : undefined;
}

function classNamed(name: ts.Node | undefined): ts.ClassLikeDeclaration | undefined {
  const declaration = name && typescript.isIdentifier(name) ? bindingOf(name)?.declaration : undefined;
  return declaration && typescript.isClassDeclaration(declaration) ? declaration : undefined;
}

function memberOfLiteral(literal: ts.ObjectLiteralExpression, name: string, depth: number): TypeAndValue | undefined {
  const property = literal.properties.find((each) => each.name !== undefined && nameText(each.name) === name);
  if (property && typescript.isPropertyAssignment(property)) return saidOf(property.initializer, depth + 1);
  if (property && typescript.isShorthandPropertyAssignment(property)) return saidOf(property.name, depth + 1);
  // A copy has what the other has, where it says nothing else.
  const spread = property ? undefined : literal.properties.findLast(typescript.isSpreadAssignment);
  return spread && saidOfMember(spread.expression, name, depth + 1);
}

function nameText(name: ts.PropertyName): string {
  return typescript.isIdentifier(name) || typescript.isPrivateIdentifier(name) || typescript.isStringLiteralLike(name) ? name.text : name.getText();
}

function memberOfClass(owner: ts.ClassLikeDeclaration, name: string, depth: number): TypeAndValue | undefined {
  const field = fieldIn(owner, name);
  if (field) return saidBy(field, depth);
  const getter = owner.members.find((each): each is ts.GetAccessorDeclaration => typescript.isGetAccessor(each) && nameText(each.name) === name);
  return getter && isFunctionWithBody(getter) ? saidOfResult(getter, depth) : undefined;
}

/** `rows[0]`, `state['rows']`, `byId[id]` */
function saidOfKey({ expression, argumentExpression }: ts.ElementAccessExpression, depth: number): TypeAndValue | undefined {
  const key = unwrapped(typescript, argumentExpression);
  if (typescript.isStringLiteralLike(key)) {
    const member = saidOfMember(expression, key.text, depth);
    if (member) return member;
  }
  const said = saidOf(expression, depth + 1);
  const type = typeAt(said?.type, [`[${key.getText()}]`]);
  if (type && !saysNothing(type)) return { type };
  const made = said?.initializer && unwrapped(typescript, said.initializer);
  const element = made && typescript.isArrayLiteralExpression(made) && typescript.isNumericLiteral(key) ? made.elements[Number(key.text)] : undefined;
  return element && saidOf(element, depth + 1);
}

/** `map.get(key)`, `rows.at(0)`, `this.listAt(key)` */
function saidOfCall(call: ts.CallExpression, depth: number): TypeAndValue | undefined {
  const callee = unwrapped(typescript, call.expression);
  if (typescript.isPropertyAccessExpression(callee) && /^(?:get|at|find|findLast|pop|shift)$/.test(callee.name.text)) {
    const held = saidOf(callee.expression, depth + 1);
    const type = held && elementSaid(held);
    if (type && !saysNothing(type)) return { type };
    const entry = held && entryMade(held, call.arguments[0]);
    if (entry) return saidOf(entry, depth + 1);
  }
  const fn = calledInFile({ node: call });
  return fn && saidOfResult(fn, depth);
}

/** The type of what a container holds. */
function elementSaid({ type, initializer }: TypeAndValue): ts.TypeNode | undefined {
  if (type) return typeAt(withoutAlias(type), ['[]']);
  const made = initializer && unwrapped(typescript, initializer);
  return made && typescript.isNewExpression(made) && /^(?:Weak)?Map$/.test(made.expression.getText()) ? made.typeArguments?.[1] : undefined;
}

/** What a map is made with under a key: `new Map([['rows', rows]])`. */
function entryMade({ initializer }: TypeAndValue, key: ts.Expression | undefined): ts.Expression | undefined {
  const made = initializer && unwrapped(typescript, initializer);
  const entries = made && typescript.isNewExpression(made) && made.arguments?.[0];
  if (!entries || !typescript.isArrayLiteralExpression(entries) || !key) return undefined;
  const entry = entries.elements.find((each): each is ts.ArrayLiteralExpression => typescript.isArrayLiteralExpression(each) && each.elements[0]?.getText() === key.getText());
  return entry?.elements[1];
}

/** What a function of the file is declared to give, or the only thing that it gives. */
function saidOfResult(fn: ts.SignatureDeclaration, depth: number): TypeAndValue | undefined {
  if (fn.type) return { type: fn.type };
  const [result, ...others] = isFunctionWithBody(fn) ? resultsOf(fn) : [];
  return result && others.length === 0 ? saidOf(result, depth + 1) : undefined;
}

/** The declaration of a variable, or of a field for `this.x` and for `x` of `const { x } = this`. */
export function declarationOf(node: ts.Expression): Declared | undefined {
  if (typescript.isIdentifier(node)) {
    const declaration = bindingOf(node)?.declaration;
    if (declaration && typescript.isBindingElement(declaration)) return fieldTaken(declaration);
    return declaration && (typescript.isVariableDeclaration(declaration) || typescript.isParameter(declaration)) ? declaration : undefined;
  }
  const name = typescript.isPropertyAccessExpression(node) ? node.name.text : typescript.isElementAccessExpression(node) && typescript.isStringLiteralLike(node.argumentExpression) ? node.argumentExpression.text : undefined;
  const self = name === undefined ? undefined : selfOf((node as ts.PropertyAccessExpression).expression);
  return self && name !== undefined ? fieldOf(self, name) : undefined;
}

function fieldTaken({ name, propertyName, dotDotDotToken, initializer, parent: { parent: holder } }: ts.BindingElement): Declared | undefined {
  const key = propertyName ?? name;
  const self = typescript.isVariableDeclaration(holder) && holder.initializer && typescript.isObjectBindingPattern(holder.name) ? selfOf(holder.initializer) : undefined;
  return self && typescript.isIdentifier(key) && !dotDotDotToken && !initializer ? fieldOf(self, key.text) : undefined;
}

function fieldOf(self: ts.Node, name: string): Declared | undefined {
  const owner = ownerOfThis(self);
  return typescript.isClassLike(owner) ? fieldIn(owner, name) : undefined;
}

function fieldIn(owner: ts.ClassLikeDeclaration, name: string): Declared | undefined {
  const member = owner.members.find((each): each is ts.PropertyDeclaration => typescript.isPropertyDeclaration(each) && (each.name as ts.Identifier).text === name);
  const creator = member ? undefined : owner.members.find(typescript.isConstructorDeclaration);
  return member ?? creator?.parameters.find((each) => typescript.isParameterPropertyDeclaration(each, creator) && (each.name).text === name);
}
