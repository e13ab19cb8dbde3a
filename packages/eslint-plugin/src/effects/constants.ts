/** Objects that are made once and kept under a constant name: what protects them, and what they are made of. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import type { Binding } from './bindings.ts';
import { frozenBy, globalPath } from './calls.ts';

export interface Constant {
  readonly binding: Binding;
  /** `plain`: anyone who has it can change it. `frozen` at its first level, `const` asserted or `readonly` by its type: meant to stay as it is. */
  readonly guard: 'plain' | 'frozen' | 'const' | 'readonly';
  /** The literal, or the `new` of a collection. */
  readonly made: Made;
}

/** What is written out. */
export type Made = ts.ObjectLiteralExpression | ts.ArrayLiteralExpression | ts.NewExpression;

/** The object that a constant name stands for; undefined where it is made by something unknown, or is none. */
export function constantOf(binding: Binding): Constant | undefined {
  const { declaration, kind } = binding;
  if (kind !== 'const' || !typescript.isVariableDeclaration(declaration) || !declaration.initializer) return undefined;
  const found = guarded(declaration.initializer, declaration.type);
  return found && { binding, ...found };
}

/** What an expression makes, and what protects it. */
export function guarded(initializer: ts.Expression, type?: ts.TypeNode): Pick<Constant, 'guard' | 'made'> | undefined {
  const value = unwrapped(typescript, initializer);
  const frozen = frozenBy(value);
  const made = madeBy(frozen ?? value);
  if (!made) return undefined;
  if (frozen) return { guard: 'frozen', made };
  if (isConstAsserted(initializer) || isConstAsserted(value)) return { guard: 'const', made };
  return { guard: type && isReadonlyType(type) ? 'readonly' : 'plain', made };
}

/** `{ … } as const`, with whatever stands around it. */
function isConstAsserted(node: ts.Expression): boolean {
  if (typescript.isAsExpression(node) || typescript.isTypeAssertionExpression(node)) return node.type.getText() === 'const' || isConstAsserted(node.expression);
  return (typescript.isSatisfiesExpression(node) || typescript.isParenthesizedExpression(node)) && isConstAsserted(node.expression);
}

/** Whether a type says of itself that its first level is only looked at. */
function isReadonlyType(type: ts.TypeNode): boolean {
  if (typescript.isParenthesizedTypeNode(type)) return isReadonlyType(type.type);
  if (typescript.isTypeOperatorNode(type)) return type.operator === typescript.SyntaxKind.ReadonlyKeyword;
  return typescript.isTypeReferenceNode(type) && /^(?:Deep)?(?:Readonly|Immutable)(?:Array|Map|Set|Deep)?$/.test(type.typeName.getText());
}

/** The literal or collection that an expression is. */
export function madeBy(expression: ts.Expression): Made | undefined {
  const node = unwrapped(typescript, expression);
  if (typescript.isObjectLiteralExpression(node) || typescript.isArrayLiteralExpression(node)) return node;
  return typescript.isNewExpression(node) && /^(?:Map|Set)$/.test(globalPath(node.expression) ?? '') ? node : undefined;
}

/** What a literal has at the end of some steps; undefined where that is not written out. */
export function madeAt(made: Made, steps: readonly string[]): Made | undefined {
  let at: Made | undefined = made;
  for (const step of steps) {
    if (!at || typescript.isNewExpression(at)) return undefined;
    if (typescript.isArrayLiteralExpression(at)) {
      const first: ts.Expression | undefined = at.elements[0];
      at = first && step.startsWith('[') ? madeBy(first) : undefined;
    } else at = memberOf(at, step);
  }
  return at;
}

function memberOf(literal: ts.ObjectLiteralExpression, step: string): Made | undefined {
  const members = literal.properties.filter(typescript.isPropertyAssignment);
  const named = members.find(({ name }) => (typescript.isIdentifier(name) || typescript.isStringLiteralLike(name)) && name.text === step);
  const any = step.startsWith('[') && literal.properties.every((each) => typescript.isPropertyAssignment(each) && madeBy(each.initializer)) ? members[0] : undefined;
  const member = named ?? any;
  return member && madeBy(member.initializer);
}

/** Whether there is nothing in it yet. */
export function isEmpty(made: Made): boolean {
  if (typescript.isNewExpression(made)) return (made.arguments ?? []).length === 0;
  return (typescript.isObjectLiteralExpression(made) ? made.properties : made.elements).length === 0;
}

/** The class of JavaScript that has the methods of what is written out. */
export function containerMade(made: Made): string {
  if (typescript.isNewExpression(made)) return made.expression.getText();
  return typescript.isArrayLiteralExpression(made) ? 'Array' : 'Object';
}
