/** Follows the exports of one file by its syntax alone, also those of CommonJS: what a linter without types can know. */
import { hasModifier, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { unwrapped } from '../unwrapped.ts';
import { nameNodeOf, type CallableNode } from './function-nodes.ts';
import { startWalk, visitClass, visitDeclaration, visitValue, type Found, type Lookup, type Name, type Walk } from './walk.ts';
import { handsBack, wrappedBy } from './wrapping-calls.ts';

/** The functions that a file exports, as far as its own text tells. */
export function exportedBySyntax(ts: TypeScript, sourceFile: ts.SourceFile): readonly Found[] {
  const walk = startWalk(ts, lookupBySyntax(ts, sourceFile, declarationsByName(ts, sourceFile)));
  for (const statement of sourceFile.statements) visitStatement(walk, statement, '');
  return [...walk.found.values()];
}

type ByName = ReadonlyMap<string, readonly ts.Node[]>;

function declarationsByName(ts: TypeScript, sourceFile: ts.SourceFile): ByName {
  const byName = new Map<string, ts.Node[]>();
  const add = (name: string, node: ts.Node): void => void byName.set(name, [...(byName.get(name) ?? []), node]);
  const addBinding = (node: ts.VariableDeclaration | ts.BindingElement): void => {
    if (ts.isIdentifier(node.name)) add(node.name.text, node);
    else for (const element of node.name.elements) if (ts.isBindingElement(element)) addBinding(element);
  };
  for (const statement of sourceFile.statements) {
    if (ts.isVariableStatement(statement)) statement.declarationList.declarations.forEach(addBinding);
    else if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isModuleDeclaration(statement)) && statement.name) add(statement.name.text, statement);
  }
  return byName;
}

function lookupBySyntax(ts: TypeScript, sourceFile: ts.SourceFile, byName: ByName): Lookup {
  const classesNamed = (name: string): readonly ts.ClassLikeDeclaration[] => (byName.get(name) ?? []).filter((each) => ts.isClassLike(each));
  return {
    isOwn: (file) => file === sourceFile && !file.isDeclarationFile,
    declarationsOf: (name) => (ts.isIdentifier(name) ? (byName.get(name.text) ?? []) : []),
    visitComputed: (walk, value, name) => {
      if (ts.isCallExpression(value)) visitCall(walk, value, name);
      if (ts.isBindingElement(value)) visitBinding(walk, value, name);
      if (ts.isNewExpression(value)) for (const each of classesNamed(value.expression.getText())) visitClass(walk, each, { name, isConstructible: false });
    },
    visitCast: () => undefined,
    visitModule: () => undefined,
    visitResult: (walk, node) => {
      for (const name of resultNames(ts, node)) for (const each of classesNamed(name)) visitClass(walk, each, { name: { text: name }, isConstructible: false });
    },
    visitBase: (walk, base, isConstructible) => {
      const name = base.expression.getText();
      for (const each of classesNamed(name)) visitClass(walk, each, { name: { text: name }, isConstructible });
    },
  };
}

/** Visits what a call gives back or wraps; of names only those of functions. */
function visitCall(walk: Walk, call: ts.CallExpression, name: Name): void {
  const { ts, lookup } = walk;
  if (handsBack(ts, call)) return call.arguments.forEach((each) => visitValue(walk, each, name));
  const wrapped = wrappedBy(ts, call);
  const value = wrapped && unwrapped(ts, wrapped);
  if (!value) return;
  const isFunction = ts.isIdentifier(value) ? lookup.declarationsOf(value).some((each) => declaresFunction(ts, each)) : ts.isFunctionLike(value) || ts.isClassLike(value) || ts.isCallExpression(value);
  if (isFunction) visitValue(walk, value, name);
}

function declaresFunction(ts: TypeScript, declaration: ts.Node): boolean {
  if (!ts.isVariableDeclaration(declaration)) return ts.isFunctionDeclaration(declaration);
  const value = declaration.initializer && unwrapped(ts, declaration.initializer);
  return value !== undefined && (ts.isFunctionExpression(value) || ts.isArrowFunction(value));
}

/** `const { a } = { a() {} }` names the function `a`; what is taken out of the result of a call is no argument of it. */
function visitBinding(walk: Walk, element: ts.BindingElement, name: Name): void {
  const { ts } = walk;
  const declaration = ts.findAncestor(element, (each) => ts.isVariableDeclaration(each));
  const source = declaration?.initializer;
  if (!source) return;
  const key = (element.propertyName ?? element.name).getText();
  if (ts.isObjectLiteralExpression(source)) {
    for (const property of source.properties) if (property.name?.getText() === key) visitDeclaration(walk, property, name);
  } else if (ts.isArrayLiteralExpression(source) && ts.isArrayBindingPattern(element.parent)) {
    const value = source.elements[element.parent.elements.indexOf(element)];
    if (value) visitValue(walk, value, name);
  } else if (!ts.isCallExpression(source) || handsBack(ts, source)) visitValue(walk, source, name);
}

/** The classes that a function says it returns, or constructs in a `return`. */
function resultNames(ts: TypeScript, node: CallableNode): string[] {
  const names: string[] = [];
  const visitType = (type: ts.Node): void => {
    if (ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)) names.push(type.typeName.text);
    if (!ts.isFunctionTypeNode(type)) ts.forEachChild(type, visitType);
  };
  const visitBody = (each: ts.Node): void => {
    if (ts.isFunctionLike(each) || ts.isClassLike(each)) return;
    if (ts.isReturnStatement(each) && each.expression && ts.isNewExpression(each.expression)) names.push(each.expression.expression.getText());
    ts.forEachChild(each, visitBody);
  };
  if (node.type) visitType(node.type);
  const body = 'body' in node ? node.body : undefined;
  if (body && ts.isNewExpression(body)) names.push(body.expression.getText());
  else if (body) visitBody(body);
  return names;
}

function visitStatement(walk: Walk, statement: ts.Statement, prefix: string): void {
  const { ts } = walk;
  if (ts.isExportAssignment(statement)) visitDeclaration(walk, statement, { text: statement.isExportEquals === true ? 'export =' : 'default' });
  else if (ts.isExportDeclaration(statement)) visitExportList(walk, statement);
  else if (ts.isExpressionStatement(statement)) visitCommonJs(walk, statement.expression);
  else if (hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword)) visitExported(walk, statement, prefix);
}

function visitExportList(walk: Walk, { moduleSpecifier, exportClause }: ts.ExportDeclaration): void {
  if (moduleSpecifier || !exportClause || !walk.ts.isNamedExports(exportClause)) return;
  for (const specifier of exportClause.elements) {
    const { name, propertyName } = specifier;
    const isTypeOnly = walk.ts.isTypeOnlyExportDeclaration(specifier);
    for (const declaration of walk.ts.isIdentifier(propertyName ?? name) ? walk.lookup.declarationsOf((propertyName ?? name)) : []) {
      if (isTypeOnly) {
        if (walk.ts.isClassLike(declaration)) visitClass(walk, declaration, { name: { text: name.text }, isConstructible: false });
        continue;
      }
      const text = name.text === 'default' ? (nameNodeOf(walk.ts, declaration)?.getText() ?? name.text) : name.text;
      if (walk.ts.isModuleDeclaration(declaration)) visitNamespace(walk, declaration, text);
      else visitDeclaration(walk, declaration, { text });
    }
  }
}

function visitExported(walk: Walk, statement: ts.Statement, prefix: string): void {
  const { ts } = walk;
  const named = (name: string): string => (prefix === '' ? name : `${prefix}.${name}`);
  if (ts.isVariableStatement(statement)) {
    for (const each of statement.declarationList.declarations) visitVariable(walk, each, named);
  } else if (ts.isModuleDeclaration(statement)) visitNamespace(walk, statement, named(statement.name.text));
  else visitDeclaration(walk, statement, { text: named((statement as Partial<ts.FunctionDeclaration>).name?.text ?? 'default') });
}

function visitVariable(walk: Walk, node: ts.VariableDeclaration | ts.BindingElement, named: (name: string) => string): void {
  const { ts } = walk;
  if (ts.isIdentifier(node.name)) visitDeclaration(walk, node, { text: named(node.name.text) });
  else for (const element of node.name.elements) if (ts.isBindingElement(element)) visitVariable(walk, element, named);
}

function visitNamespace(walk: Walk, { body }: ts.ModuleDeclaration, name: string): void {
  if (body && walk.ts.isModuleBlock(body)) for (const statement of body.statements) visitStatement(walk, statement, name);
  else if (body && walk.ts.isModuleDeclaration(body)) visitNamespace(walk, body, `${name}.${body.name.text}`);
}

/** `module.exports = x`, `module.exports.a = x` and `exports.a = x`, also in a chain. */
function visitCommonJs(walk: Walk, expression: ts.Expression): void {
  const { ts } = walk;
  if (!ts.isBinaryExpression(expression) || expression.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return;
  const target = expression.left.getText();
  const name = /^(?:module\.)?exports\.([\w$.]+)$/.exec(target)?.[1];
  if (name === undefined && target !== 'module.exports') return visitCommonJs(walk, expression.right);
  visitDeclaration(walk, expression, { text: name ?? declaredName(ts, expression.right) });
}

function declaredName(ts: TypeScript, value: ts.Expression): string {
  return ts.isFunctionExpression(value) || ts.isClassExpression(value) ? (value.name?.text ?? 'module.exports') : 'module.exports';
}
