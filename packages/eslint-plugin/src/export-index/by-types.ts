/** Follows exports by the checker: aliases, the signatures and properties of computed values, the classes of results. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { aliased } from '../aliased.ts';
import { isAccess, isCallable, nameNodeOf, qualifiedName, type CallableNode } from './function-nodes.ts';
import { unwrapped } from '../unwrapped.ts';
import { addFunction, nameIn, startWalk, visitClass, visitDeclaration, visitValue, type Found, type Lookup, type Name, type Walk } from './walk.ts';

/** How many properties of properties of a computed value are followed. */
const deepest = 3;

interface Types {
  readonly ts: TypeScript;
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  readonly isOwn: (file: ts.SourceFile) => boolean;
}

interface Start {
  readonly modules: readonly ts.SourceFile[];
  /** Whether functions of a file count, if it is no library and no declaration file. */
  readonly isOwn: (file: ts.SourceFile) => boolean;
}

/** The functions that others can call through some modules. */
export function reachableByTypes(ts: TypeScript, program: ts.Program, { modules, isOwn }: Start): readonly Found[] {
  const types = { ts, program, isOwn, checker: program.getTypeChecker() };
  const walk = startWalk(ts, lookupByTypes(types));
  for (const file of modules) walk.lookup.visitModule(walk, file);
  return [...walk.found.values()];
}

/** Whether the checker sees exports in a file: not in a script. */
export function isModule(program: ts.Program, file: ts.SourceFile): boolean {
  return program.getTypeChecker().getSymbolAtLocation(file) !== undefined;
}

function lookupByTypes(types: Types): Lookup {
  const { ts, program, checker } = types;
  return {
    isOwn: (file) => !file.isDeclarationFile && types.isOwn(file) && !program.isSourceFileFromExternalLibrary(file),
    declarationsOf: (name) => {
      const named = ts.isPropertyAccessExpression(name) ? name.name : name;
      const symbol = ts.isShorthandPropertyAssignment(name.parent) ? checker.getShorthandAssignmentValueSymbol(name.parent) : checker.getSymbolAtLocation(named);
      return (symbol && aliased(types, symbol).declarations) ?? [];
    },
    visitComputed: (walk, value, name) => visitComputed(walk, types, { value, name }),
    visitCast: (walk, value, name) => {
      const isKnown = ts.isFunctionLike(unwrapped(ts, value)) || ts.isClassLike(unwrapped(ts, value)) || ts.isObjectLiteralExpression(unwrapped(ts, value));
      if (!isKnown) visitType(walk, types, { type: checker.getTypeAtLocation(value), name, depth: 0, withSignatures: true });
    },
    visitModule: (walk, file) => {
      const symbol = checker.getSymbolAtLocation(file);
      if (!symbol || walk.seen.has(file)) return;
      walk.seen.add(file);
      visitExports(walk, types, { symbol, prefix: '' });
    },
    visitResult: (walk, node) => visitResult(walk, types, node),
    visitBase: (walk, base, isConstructible) => {
      for (const declaration of classesOf(types, checker.getTypeAtLocation(base))) visitClass(walk, declaration, { name: classLabel(ts, declaration), isConstructible });
    },
  };
}

interface Exports {
  readonly symbol: ts.Symbol;
  /** What stands before the names: empty, or a namespace. */
  readonly prefix: string;
}

function visitExports(walk: Walk, types: Types, { symbol, prefix }: Exports): void {
  // Behind `module.exports = f`, the checker has `module.exports.g = …` as another export of the module.
  const isWhole = symbol.exports?.has(types.ts.InternalSymbolName.ExportEquals) === true;
  for (const each of isWhole ? (symbol.exports?.values() ?? []) : types.checker.getExportsOfModule(symbol)) {
    const target = aliased(types, each);
    const name = exportName(types, each, target);
    if (isTypeOnly(types, each)) visitObjects(walk, types, target);
    else visitSymbol(walk, types, { symbol: target, prefix: prefix === '' ? name : `${prefix}.${name}` });
  }
}

/** Whether `export type`, or an `import type` on the way, keeps importers from the value. */
function isTypeOnly({ ts, checker }: Types, symbol: ts.Symbol): boolean {
  for (let each: ts.Symbol | undefined = symbol; each && each.flags & ts.SymbolFlags.Alias; each = checker.getImmediateAliasedSymbol(each)) {
    if (each.declarations?.some((declaration) => ts.isTypeOnlyImportOrExportDeclaration(declaration)) === true) return true;
  }
  return false;
}

/** Visits what others can call of the objects of a class, which they get elsewhere. */
function visitObjects(walk: Walk, { ts }: Types, { declarations = [] }: ts.Symbol): void {
  for (const each of declarations) if (ts.isClassLike(each)) visitClass(walk, each, { name: classLabel(ts, each), isConstructible: false });
}

/** The name that the declaring file exports something under; its declared name where that is `default`, or where another file renames it. */
function exportName({ ts, checker }: Types, symbol: ts.Symbol, target: ts.Symbol): string {
  const file = target.declarations?.[0]?.getSourceFile();
  let name = target.name;
  for (let each: ts.Symbol | undefined = symbol; each && each.flags & ts.SymbolFlags.Alias; each = checker.getImmediateAliasedSymbol(each)) {
    if (each.declarations?.[0]?.getSourceFile() === file && each.name !== 'default' && each.name !== 'export=') name = each.name;
  }
  return name === 'default' || name === 'export=' ? declaredName(ts, target) : name;
}

function declaredName(ts: TypeScript, { declarations = [], name }: ts.Symbol): string {
  const own = declarations.map((each) => (ts.isExportAssignment(each) ? each.expression : each)).map((each) => (each as Partial<ts.NamedDeclaration>).name);
  return own.find((each) => each && ts.isIdentifier(each))?.getText() ?? (name === 'export=' ? 'export =' : name);
}

function visitSymbol(walk: Walk, types: Types, { symbol, prefix: text }: Exports): void {
  const { ts } = types;
  if (walk.seen.has(symbol)) return;
  walk.seen.add(symbol);
  const { declarations = [] } = symbol;
  for (const declaration of declarations) visitDeclaration(walk, declaration, { text });
  if (symbol.flags & ts.SymbolFlags.Module) visitExports(walk, types, { symbol, prefix: declarations.some((each) => ts.isSourceFile(each)) ? '' : text });
  symbol.exports?.forEach((each) => {
    for (const declaration of each.declarations ?? []) if (isAccess(ts, declaration)) visitDeclaration(walk, declaration, { text: nameIn(text, each.name) });
  });
}

function visitComputed(walk: Walk, types: Types, { value, name }: { readonly value: ts.Node; readonly name: Name }): void {
  const { ts, checker } = types;
  const type = checker.getTypeAtLocation(value);
  const taken = ts.isCallExpression(value) ? wrappedIn(types, value, type) : [];
  const isOwn = type.getCallSignatures().some((each) => hasOwnBody(walk, each));
  if (!isOwn) for (const argument of taken) visitValue(walk, argument, name);
  visitType(walk, types, { type, name, depth: 0, withSignatures: isOwn || taken.length === 0 });
}

/** The functions that a call wraps: those that its result hands its own arguments to, as far as the types of parameters tell. */
function wrappedIn(types: Types, call: ts.CallExpression, result: ts.Type): readonly ts.Expression[] {
  const { ts, checker } = types;
  const callee = unwrapped(ts, call.expression);
  // `app.use(callback)` gives `app`.
  if (ts.isPropertyAccessExpression(callee) && checker.getTypeAtLocation(callee.expression) === result) return [];
  const signatures = result.getCallSignatures();
  return call.arguments.map((each) => unwrapped(ts, each)).filter((each) => checker.getTypeAtLocation(each).getCallSignatures().some((inner) => signatures.some((outer) => passesOn(types, { inner, outer, call }))));
}

interface Wrapping {
  readonly inner: ts.Signature;
  readonly outer: ts.Signature;
  readonly call: ts.Node;
}

/** Whether what a call of `outer` is given first, if anything, fits a parameter of `inner`. Rest parameters may be anything. */
function passesOn({ ts, checker }: Types, { inner, outer, call }: Wrapping): boolean {
  const [first] = outer.parameters;
  const isOpen = (parameter: ts.Symbol): boolean => {
    const { valueDeclaration } = parameter;
    return valueDeclaration === undefined || (ts.isParameter(valueDeclaration) && valueDeclaration.dotDotDotToken !== undefined);
  };
  if (!first) return inner.parameters.length === 0;
  if (isOpen(first)) return true;
  const given = checker.getTypeOfSymbolAtLocation(first, call);
  return inner.parameters.some((each) => isOpen(each) || checker.isTypeAssignableTo(given, checker.getTypeOfSymbolAtLocation(each, call)));
}

function hasOwnBody({ ts, lookup }: Walk, signature: ts.Signature): boolean {
  const declaration = declarationOf(signature);
  return declaration !== undefined && isCallable(ts, declaration) && 'body' in declaration && lookup.isOwn(declaration.getSourceFile());
}

/** The checker gives no declaration for a signature that it made up. */
function declarationOf(signature: ts.Signature): ts.Node | undefined {
  return signature.getDeclaration();
}

interface TypeVisit {
  readonly type: ts.Type;
  readonly name: Name;
  readonly depth: number;
  readonly withSignatures: boolean;
}

/** Visits the functions that a value of a type has: its signatures, its properties, the members of its class. */
function visitType(walk: Walk, types: Types, visit: TypeVisit): void {
  const { ts } = types;
  const { type, name, depth, withSignatures } = visit;
  if (depth > deepest || walk.seen.has(type)) return;
  walk.seen.add(type);
  if (type.isUnionOrIntersection()) for (const part of type.types) visitType(walk, types, { ...visit, type: part });
  if ((type.flags & ts.TypeFlags.Object) === 0) return;
  const classes = classesOf(types, type);
  for (const each of classes) visitClass(walk, each, { name, isConstructible: type.getConstructSignatures().length > 0 });
  if (classes.length > 0) return;
  if (withSignatures) for (const signature of [...type.getCallSignatures(), ...type.getConstructSignatures()]) visitSignature(walk, signature, name);
  if (!isForeign(types, walk, type)) for (const property of type.getProperties()) visitTypeProperty(walk, types, { ...visit, property });
  else for (const part of typeArguments(types, type)) visitType(walk, types, { ...visit, type: part, depth: depth + 1 });
}

function visitSignature(walk: Walk, signature: ts.Signature, name: Name): void {
  const declaration = declarationOf(signature);
  if (!declaration || !isCallable(walk.ts, declaration)) return;
  addFunction(walk, declaration, 'body' in declaration && !walk.ts.isFunctionDeclaration(declaration) ? name : { text: qualifiedName(walk.ts, declaration) });
}

/** An interface or class that is declared elsewhere: nothing in it is ours, but what it is an array or a promise of may be. */
function isForeign({ ts }: Types, { lookup }: Walk, type: ts.Type): boolean {
  const symbol = type.symbol as ts.Symbol | undefined;
  if (!symbol || (symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.Class)) === 0) return false;
  return !(symbol.declarations ?? []).some((each) => lookup.isOwn(each.getSourceFile()));
}

function visitTypeProperty(walk: Walk, types: Types, { property, ...visit }: TypeVisit & { readonly property: ts.Symbol }): void {
  const text = nameIn(visit.name.text, property.name);
  for (const declaration of property.declarations ?? []) {
    if (types.ts.isMethodSignature(declaration) && types.ts.isInterfaceDeclaration(declaration.parent)) visitDeclaration(walk, declaration, { text: qualifiedName(types.ts, declaration) });
    else if (!types.ts.isMethodSignature(declaration)) visitDeclaration(walk, declaration, { text });
  }
}

function typeArguments({ ts, checker }: Types, type: ts.Type): readonly ts.Type[] {
  const isReference = ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0;
  return isReference && (checker.isArrayLikeType(type) || type.symbol.name === 'Promise') ? checker.getTypeArguments(type as ts.TypeReference) : [];
}

/** The class whose objects, or which itself, a type describes. */
function classesOf({ ts }: Types, type: ts.Type): readonly ts.ClassLikeDeclaration[] {
  const parts = type.isIntersection() ? type.types : [type];
  return parts.flatMap((part) => ((part.symbol as ts.Symbol | undefined)?.declarations ?? []).filter((each) => ts.isClassLike(each)));
}

function classLabel(ts: TypeScript, node: ts.ClassLikeDeclaration): Name {
  return { text: nameNodeOf(ts, node)?.getText() ?? '(anonymous class)' };
}

/** Visits the classes of what a function returns, also in a union, an array or a promise. */
function visitResult(walk: Walk, types: Types, node: CallableNode): void {
  const { ts, checker } = types;
  if (ts.isConstructorDeclaration(node) || ts.isSetAccessor(node)) return;
  const signature = checker.getSignatureFromDeclaration(node);
  if (signature) visitResultType(walk, types, { type: checker.getReturnTypeOfSignature(signature), depth: 0 });
}

function visitResultType(walk: Walk, types: Types, { type, depth }: Pick<TypeVisit, 'type' | 'depth'>): void {
  if (depth > deepest) return;
  if (type.isUnion()) for (const part of type.types) visitResultType(walk, types, { type: part, depth: depth + 1 });
  if ((type.flags & (types.ts.TypeFlags.Object | types.ts.TypeFlags.Intersection)) === 0) return;
  for (const each of classesOf(types, type)) {
    visitClass(walk, each, { name: classLabel(types.ts, each), isConstructible: type.getConstructSignatures().length > 0 });
  }
  for (const part of typeArguments(types, type)) visitResultType(walk, types, { type: part, depth: depth + 1 });
}
