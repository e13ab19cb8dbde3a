/** What a constructor or a setter keeps of its caller's, as it is. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { stepOf } from './aliases.ts';
import { bindingOf, constantValue } from './bindings.ts';
import { calledInFile } from './callee.ts';
import { globalPath } from './calls.ts';
import { fieldsOf, type Field } from './class-fields.ts';
import type { TypeAndValue } from './declared-containers.ts';
import { typeAt } from './declared-types.ts';
import { resultsAt } from './results-at.ts';
import { selfOf } from './said-of.ts';

const { SyntaxKind } = typescript;

/** What is given to one: a parameter, a name in its pattern, a member of it. */
interface Given {
  /** As it writes it: `items`, `options.items`. */
  readonly text: string;
  /** The last name of it. */
  readonly name: string;
  /** The parameter that it comes from; absent for patterns. */
  readonly parameter: string | undefined;
  readonly declared: TypeAndValue;
}

export interface Kept extends Given {
  readonly field: Field;
  /** The assignment, or the parameter that is a field itself. */
  readonly node: ts.BinaryExpression | ts.CallExpression | ts.ParameterDeclaration;
}

/** A constructor, or a member that sets a field. */
export type Keeper = (ts.ConstructorDeclaration | ts.MethodDeclaration | ts.SetAccessorDeclaration) & { readonly parent: ts.ClassLikeDeclaration };

/** What one keeps: a constructor as fields of their own, and what is assigned to one at the top of a body. */
export function keptOf(creator: Keeper, depth = 0): Kept[] {
  const own = typescript.isConstructorDeclaration(creator) ? fieldsOf(creator.parent).flatMap((field): Kept[] => (typescript.isParameter(field) ? [{ ...givenBy(field), field, node: field }] : [])) : [];
  return [...own, ...statementsIn(creator.body).flatMap((statement) => assigned(statement, creator) ?? [...assignedAtOnce(statement, creator), ...keptByMethod(statement, creator, depth)])];
}

/** The statements of a body, those of blocks, branches and `try` inside of it included. */
function statementsIn(node: ts.Node | undefined): ts.Statement[] {
  if (!node) return [];
  if (typescript.isBlock(node)) return node.statements.flatMap(statementsIn);
  if (typescript.isIfStatement(node)) return [...statementsIn(node.thenStatement), ...statementsIn(node.elseStatement)];
  return typescript.isTryStatement(node) ? statementsIn(node.tryBlock) : typescript.isStatement(node) ? [node] : [];
}

/** How many methods that keep what they are handed are followed. */
const maxMethods = 2;

/** `this.load(items)`, where the method keeps what it is handed. */
function keptByMethod(statement: ts.Statement, creator: Keeper, depth: number): Kept[] {
  const node = typescript.isExpressionStatement(statement) ? unwrapped(typescript, statement.expression) : undefined;
  const method = node && typescript.isCallExpression(node) && depth < maxMethods ? calledInFile({ node }) : undefined;
  if (!node || !typescript.isCallExpression(node) || !method || !typescript.isMethodDeclaration(method) || method.parent !== creator.parent) return [];
  return keptOf(method as Keeper, depth + 1).flatMap((kept): Kept[] => {
    const arg = node.arguments[method.parameters.findIndex(({ name }) => name.getText() === kept.text)];
    const given = arg && givenIn(arg, creator);
    return given ? [{ ...given, field: kept.field, node }] : [];
  });
}

/** What is given to one that an expression may be. */
function givenIn(expression: ts.Expression, creator: Keeper): Given | undefined {
  return resultsAt(unwrapped(typescript, expression)).flatMap(({ value }) => givenAs(value, creator) ?? [])[0];
}

function assigned(statement: ts.Statement, creator: Keeper): Kept | undefined {
  const node = typescript.isExpressionStatement(statement) ? statement.expression : undefined;
  if (!node || !typescript.isBinaryExpression(node) || node.operatorToken.kind !== SyntaxKind.EqualsToken) return undefined;
  const { left } = node;
  const step = stepOf(left);
  const field = step !== undefined && selfOf((left as ts.PropertyAccessExpression).expression) ? fieldsOf(creator.parent).find(({ name }) => name.text === step) : undefined;
  const given = field && givenIn(node.right, creator);
  return field && given && { ...given, field, node };
}

/** `Object.assign(this, options)`: each field that what is given has a member for, and that has no value of its own. */
function assignedAtOnce(statement: ts.Statement, creator: Keeper): Kept[] {
  const node = typescript.isExpressionStatement(statement) ? statement.expression : undefined;
  if (!node || !typescript.isCallExpression(node) || globalPath(node.expression) !== 'Object.assign') return [];
  const [target, ...sources] = node.arguments;
  if (!target || !selfOf(target)) return [];
  return sources.flatMap((source) => {
    if (typescript.isObjectLiteralExpression(source)) return source.properties.flatMap((property) => assignedMember(property, creator).map((each) => ({ ...each, node })));
    const given = givenAs(source, creator);
    return fieldsOf(creator.parent).flatMap((field): Kept[] => {
      const type = given && typescript.isIdentifier(field.name) && !field.initializer ? typeAt(given.declared.type, [field.name.text]) : undefined;
      return given && type ? [{ text: `${given.text}.${field.name.text}`, name: field.name.text, parameter: given.parameter, declared: { type }, field, node }] : [];
    });
  });
}

/** `items` of `Object.assign(this, { items })`. */
function assignedMember(property: ts.ObjectLiteralElementLike, creator: Keeper): Omit<Kept, 'node'>[] {
  const value = typescript.isShorthandPropertyAssignment(property) ? property.name : typescript.isPropertyAssignment(property) ? property.initializer : undefined;
  const field = fieldsOf(creator.parent).find(({ name }) => name.text === property.name?.getText());
  const given = value && field && givenIn(value, creator);
  return field && given ? [{ ...given, field }] : [];
}

/** What is given that an expression names: `items`, also of `{ items }`, and `options.items`. */
function givenAs(expression: ts.Expression, creator: Keeper): Given | undefined {
  const node = unwrapped(typescript, expression);
  const binding = typescript.isIdentifier(node) ? bindingOf(node) : undefined;
  const declaration = binding?.declaration;
  const meant = constantValue(binding);
  if (meant) return givenAs(meant, creator);
  if (declaration && typescript.isParameter(declaration)) return declaration.parent === creator && declaration.dotDotDotToken === undefined ? givenBy(declaration) : undefined;
  if (declaration && typescript.isBindingElement(declaration)) return givenInPattern(declaration, creator);
  if (!typescript.isPropertyAccessExpression(node)) return undefined;
  const holder = givenAs(node.expression, creator);
  return holder && { text: node.getText(), name: node.name.text, parameter: holder.parameter, declared: { type: typeAt(holder.declared.type, [node.name.text]) } };
}

function givenBy(parameter: ts.ParameterDeclaration): Given {
  const name = parameter.name.getText();
  return { text: name, name, parameter: name, declared: parameter };
}

/** One name of `{ items }: Options`. */
function givenInPattern({ name, propertyName, initializer, dotDotDotToken, parent }: ts.BindingElement, creator: Keeper): Given | undefined {
  const parameter = parent.parent;
  const key = propertyName ?? name;
  if (!typescript.isParameter(parameter) || parameter.parent !== creator || dotDotDotToken || !typescript.isIdentifier(name) || !typescript.isIdentifier(key)) return undefined;
  return { text: name.text, name: name.text, parameter: undefined, declared: { type: typeAt(parameter.type, [key.text]), initializer } };
}
