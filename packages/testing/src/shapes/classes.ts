/** Objects of classes are made by their constructors, so that they are what their class promises. */
import type ts from 'typescript';
import type { Shape } from '../shape.ts';
import { slotsOf } from './slots.ts';
import type { ShapeContext } from './shape-of-type.ts';

/**
 * The shape of an object of a class; undefined where the type is no class.
 *
 * @modifies context.definitions, context.open, context.closed, context.size
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
  if (own && (isMarked(context, own, ts.SyntaxKind.PrivateKeyword) || isMarked(context, own, ts.SyntaxKind.ProtectedKeyword))) return unsupported('its constructor is not public');
  return { shape: 'class', name: symbol.name, module: imported?.module ?? fileName, exported, parameters: slotsOf(context, made), facts: own ? context.factsOf(own) : [] };
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
  const found = exports.find((each) => each === symbol || (each.flags & ts.SymbolFlags.Alias && checker.getAliasedSymbol(each) === symbol));
  if (found) return found.name;
  return exports.find((each) => each.valueDeclaration === declaration)?.name;
}
