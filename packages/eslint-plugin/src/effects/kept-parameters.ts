/** What a constructor or a setter keeps of its caller's, as it is. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { bindingOf } from './bindings.ts';
import { globalPath } from './calls.ts';
import { fieldsOf, type Field } from './class-fields.ts';
import type { TypeAndValue } from './declared-containers.ts';
import { typeAt } from './declared-types.ts';
import { resultsAt } from './results-at.ts';

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
export function keptOf(creator: Keeper): Kept[] {
  const own = typescript.isConstructorDeclaration(creator) ? fieldsOf(creator.parent).flatMap((field): Kept[] => (typescript.isParameter(field) ? [{ ...givenBy(field), field, node: field }] : [])) : [];
  return [...own, ...(creator.body?.statements ?? []).flatMap((statement) => assigned(statement, creator) ?? assignedAtOnce(statement, creator))];
}

function assigned(statement: ts.Statement, creator: Keeper): Kept | undefined {
  const node = typescript.isExpressionStatement(statement) ? statement.expression : undefined;
  if (!node || !typescript.isBinaryExpression(node) || node.operatorToken.kind !== SyntaxKind.EqualsToken) return undefined;
  const { left } = node;
  const field = typescript.isPropertyAccessExpression(left) && left.expression.kind === SyntaxKind.ThisKeyword ? fieldsOf(creator.parent).find(({ name }) => name.text === left.name.text) : undefined;
  const given = field && resultsAt(unwrapped(typescript, node.right)).flatMap(({ value }) => givenAs(value, creator) ?? [])[0];
  return field && given && { ...given, field, node };
}

/** `Object.assign(this, options)`: each field that what is given has a member for, and that has no value of its own. */
function assignedAtOnce(statement: ts.Statement, creator: Keeper): Kept[] {
  const node = typescript.isExpressionStatement(statement) ? statement.expression : undefined;
  if (!node || !typescript.isCallExpression(node) || globalPath(node.expression) !== 'Object.assign') return [];
  const [target, ...sources] = node.arguments;
  if (target?.kind !== SyntaxKind.ThisKeyword) return [];
  return sources.flatMap((source) => {
    const given = givenAs(source, creator);
    return fieldsOf(creator.parent).flatMap((field): Kept[] => {
      const type = given && typescript.isIdentifier(field.name) && !field.initializer ? typeAt(given.declared.type, [field.name.text]) : undefined;
      return given && type ? [{ text: `${given.text}.${field.name.text}`, name: field.name.text, parameter: given.parameter, declared: { type }, field, node }] : [];
    });
  });
}

/** What is given that an expression names: `items`, also of `{ items }`, and `options.items`. */
function givenAs(expression: ts.Expression, creator: Keeper): Given | undefined {
  const node = unwrapped(typescript, expression);
  const declaration = typescript.isIdentifier(node) ? bindingOf(node)?.declaration : undefined;
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
