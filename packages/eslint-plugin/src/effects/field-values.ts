/** What a class sets its fields to as an object is made. */
import type ts from 'typescript';
import { typescript } from '../source.ts';

/** The value of a field of a class: its initialiser, or what the constructor sets it to as a statement of its own; of anything else that is declared its initialiser. */
export function firstValueOf(declared: ts.VariableDeclaration | ts.ParameterDeclaration | ts.PropertyDeclaration | undefined): ts.Expression | undefined {
  if (!declared || declared.initializer || !typescript.isPropertyDeclaration(declared)) return declared?.initializer;
  const creator = declared.parent.members.find(typescript.isConstructorDeclaration);
  const set = `this.${declared.name.getText()}`;
  for (const statement of creator?.body?.statements ?? []) {
    const node = typescript.isExpressionStatement(statement) ? statement.expression : undefined;
    if (node && typescript.isBinaryExpression(node) && node.operatorToken.kind === typescript.SyntaxKind.EqualsToken && node.left.getText() === set) return node.right;
  }
  return undefined;
}
