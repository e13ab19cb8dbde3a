/** Where a file names an object that belongs to the whole program: by its own name, by an import, or by a constant that was set to it. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { bindingOf } from './bindings.ts';
import { wrapped } from './changes.ts';
import { usesOf } from './shared-places.ts';

/** An expression that is a global object, or a member of one. */
export interface GlobalObject {
  readonly node: ts.Node;
  /** What it is called everywhere: `process.env`, also where a file calls it `env`. */
  readonly path: string;
}

/** Every expression of a file that is the global object of a name; with `member`, that member of it. */
export function objectsOf(file: ts.SourceFile, name: string, member: string | undefined): GlobalObject[] {
  const own = usesOf(file, name).flatMap((use) => (isValue(use) && !bindingOf(use) ? withNames({ node: use, path: name }) : []));
  const all = [...own, ...imported(file, name)];
  return member === undefined ? all : [...all.flatMap((object) => memberOf(object, member)), ...importedMember(file, name, member)];
}

/** A member of an object: where it is written after it, or taken out of it by a pattern, and the names that were set to it. */
export function memberOf({ node, path }: GlobalObject, member: string): GlobalObject[] {
  const { parent } = wrapped(node);
  const found = `${path}.${member}`;
  if (typescript.isPropertyAccessExpression(parent) && parent.name.text === member) return withNames({ node: parent, path: found });
  if (!typescript.isVariableDeclaration(parent) || !typescript.isObjectBindingPattern(parent.name)) return [];
  const element = parent.name.elements.find((each) => (each.propertyName ?? each.name).getText() === member && !each.initializer);
  return element && typescript.isIdentifier(element.name) && isConstant(parent) ? namesOf(element.name, element).map((use) => ({ node: use, path: found })) : [];
}

/** The object, and each use of a constant that was set to it. */
function withNames(object: GlobalObject): GlobalObject[] {
  const { parent } = wrapped(object.node);
  const isHeld = typescript.isVariableDeclaration(parent) && parent.initializer === wrapped(object.node) && typescript.isIdentifier(parent.name) && isConstant(parent);
  return isHeld ? [object, ...namesOf(parent.name, parent).map((use) => ({ ...object, node: use }))] : [object];
}

function isConstant(declaration: ts.VariableDeclaration): boolean {
  return (typescript.getCombinedNodeFlags(declaration) & typescript.NodeFlags.Const) !== 0;
}

function namesOf(name: ts.Identifier, declaration: ts.Node): ts.Identifier[] {
  return usesOf(name.getSourceFile(), name.text).filter((use) => use !== name && bindingOf(use)?.declaration === declaration);
}

/** An expression, and no name of a member, a property or a declaration. */
function isValue(use: ts.Identifier): boolean {
  const { parent } = use;
  const isObject = (typescript.isPropertyAccessExpression(parent) || typescript.isElementAccessExpression(parent)) && parent.expression === use;
  return isObject || typescript.isCallExpression(parent) || wrapped(use) !== use || (typescript.isVariableDeclaration(parent) && parent.initializer === use);
}

/** `import process from 'node:process'` */
function imported(file: ts.SourceFile, name: string): GlobalObject[] {
  return clausesOf(file, name).flatMap((clause) => {
    const namespace = clause.namedBindings && typescript.isNamespaceImport(clause.namedBindings) ? clause.namedBindings : undefined;
    return [...(clause.name ? namesOf(clause.name, clause) : []), ...(namespace ? namesOf(namespace.name, namespace) : [])].flatMap((node) => withNames({ node, path: name }));
  });
}

/** `import { env } from 'node:process'` */
function importedMember(file: ts.SourceFile, name: string, member: string): GlobalObject[] {
  const elements = clausesOf(file, name).flatMap(({ namedBindings }) => (namedBindings && typescript.isNamedImports(namedBindings) ? [...namedBindings.elements] : []));
  return elements.filter((each) => (each.propertyName ?? each.name).text === member).flatMap((each) => namesOf(each.name, each).map((node) => ({ node, path: `${name}.${member}` })));
}

function clausesOf(file: ts.SourceFile, name: string): ts.ImportClause[] {
  return file.statements.flatMap((statement) => {
    const isOf = typescript.isImportDeclaration(statement) && typescript.isStringLiteral(statement.moduleSpecifier) && statement.moduleSpecifier.text.replace(/^node:/, '') === name;
    return isOf && statement.importClause ? [statement.importClause] : [];
  });
}
