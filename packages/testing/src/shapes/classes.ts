/** Objects of classes are made by their constructors, so that they are what their class promises. */
import type ts from 'typescript';
import type { Shape } from '../shape.ts';
import { slotsOf } from './slots.ts';
import { subclassesOf } from './subclasses.ts';
import type { ShapeContext } from './shape-of-type.ts';

/**
 * The shape of an object of a class; undefined where the type is no class. Of an abstract one, objects of the classes that extend it.
 *
 * @modifies context.definitions, context.open, context.closed, context.keyed, context.size
 */
export function shapeOfInstance(context: ShapeContext, type: ts.Type): Shape | undefined {
  const own = shapeOfClass(context, type);
  const declaration = type.getSymbol()?.valueDeclaration;
  if (own?.shape !== 'unsupported' || !declaration || !isMarked(context, declaration, context.ts.SyntaxKind.AbstractKeyword)) return own;
  const of = subclassesOf(context, declaration).flatMap((each) => shapeOfClass(context, each) ?? []).filter(({ shape }) => shape !== 'unsupported');
  return of.length > 0 ? { shape: 'union', of } : own;
}

/**
 * The shape of an object of this very class; undefined where the type is no class.
 *
 * @modifies context.definitions, context.open, context.closed, context.keyed, context.size
 */
export function shapeOfClass(context: ShapeContext, type: ts.Type): Shape | undefined {
  const { ts, checker } = context;
  const symbol = type.getSymbol();
  const declaration = symbol?.valueDeclaration;
  if (!symbol || !declaration || !ts.isClassLike(declaration)) return undefined;
  const unsupported = (why: string): Shape => ({ shape: 'unsupported', type: checker.typeToString(type), why });
  const { fileName, isDeclarationFile } = declaration.getSourceFile();
  const imported = isDeclarationFile ? context.importOf(symbol) : undefined;
  if (isDeclarationFile && !imported) return unsupported('it is a class of a dependency');
  const exported = imported?.exported ?? exportedName(context, declaration, symbol);
  if (exported === undefined) return unsupported('its class is not exported');
  if (isMarked(context, declaration, ts.SyntaxKind.AbstractKeyword)) return unsupported('its class is abstract');
  const made = checker.getTypeOfSymbol(symbol).getConstructSignatures()[0];
  if (!made) return unsupported('its class has no constructor');
  const own = made.getDeclaration() as ts.SignatureDeclaration | undefined;
  const factory = own && isHidden(context, own) ? factoryOf(context, type, declaration) : undefined;
  if (own && isHidden(context, own) && !factory) return unsupported('its constructor is not public');
  const maker = factory?.node ?? own;
  return {
    shape: 'class', name: symbol.name, module: imported?.module ?? fileName, exported,
    ...(factory ? { factory: factory.name } : {}),
    parameters: slotsOf(context, factory?.signature ?? made),
    facts: maker ? context.factsOf(maker) : [],
  };
}

function isHidden(context: ShapeContext, node: ts.Node): boolean {
  return isMarked(context, node, context.ts.SyntaxKind.PrivateKeyword) || isMarked(context, node, context.ts.SyntaxKind.ProtectedKeyword);
}

interface Factory {
  readonly name: string;
  readonly node: ts.MethodDeclaration;
  readonly signature: ts.Signature;
}

/** The first public static method that gives an object of its class, and needs none for it. */
function factoryOf(context: ShapeContext, type: ts.Type, declaration: ts.ClassLikeDeclaration): Factory | undefined {
  const { ts, checker } = context;
  for (const node of declaration.members) {
    if (!ts.isMethodDeclaration(node) || !ts.isIdentifier(node.name) || !isMarked(context, node, ts.SyntaxKind.StaticKeyword) || isHidden(context, node)) continue;
    const signature = checker.getSignatureFromDeclaration(node);
    if (!signature || signature.getReturnType() !== type || signature.typeParameters) continue;
    const needsOne = signature.parameters.some((each) => each.valueDeclaration !== undefined && ts.isParameter(each.valueDeclaration) && each.valueDeclaration.type?.getText().split(/\W+/).includes(declaration.name?.text ?? '') === true);
    if (!needsOne) return { name: node.name.text, node, signature };
  }
  return undefined;
}

function isMarked({ ts }: ShapeContext, node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((each) => each.kind === kind) === true;
}

/**
 * The name under which the module of a declaration exports it; undefined where it does not.
 *
 * @pure
 */
export function exportedName({ ts, checker }: ShapeContext, declaration: ts.Declaration, symbol: ts.Symbol): string | undefined {
  const module = checker.getSymbolAtLocation(declaration.getSourceFile());
  const exports = module ? checker.getExportsOfModule(module) : [];
  const isIt = (each: ts.Symbol): boolean => each === symbol || (each.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(each) === symbol : each.valueDeclaration === declaration);
  const found = exports.find(isIt);
  if (found) return found.name;
  const whole = module?.exports?.get('export=' as ts.__String);
  if (whole && isIt(whole)) return 'default';
  return whole && checker.getPropertiesOfType(checker.getTypeOfSymbol(whole)).find((each) => isIt(each) || valueOfProperty({ ts, checker }, each) === symbol)?.name;
}

/** What an object holds that is exported as a whole: `export = { a, b: c }`, `module.exports = { a, b: c }`. */
function valueOfProperty({ ts, checker }: Pick<ShapeContext, 'ts' | 'checker'>, { valueDeclaration }: ts.Symbol): ts.Symbol | undefined {
  if (!valueDeclaration) return undefined;
  if (ts.isShorthandPropertyAssignment(valueDeclaration)) return checker.getShorthandAssignmentValueSymbol(valueDeclaration);
  return ts.isPropertyAssignment(valueDeclaration) && ts.isIdentifier(valueDeclaration.initializer) ? checker.getSymbolAtLocation(valueDeclaration.initializer) : undefined;
}
