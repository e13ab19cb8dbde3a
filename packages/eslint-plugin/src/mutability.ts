/** Whether a value of a type can change while somebody holds a reference to it. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';

export interface TypedProgram {
  readonly ts: TypeScript;
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
}

/** JavaScript's own objects whose content changes, and how each is copied. */
const copies: Readonly<Record<string, (value: string) => string>> = {
  Array: (value) => `[...${value}]`,
  Map: (value) => `new Map(${value})`,
  Set: (value) => `new Set(${value})`,
  Date: (value) => `new Date(${value})`,
  URLSearchParams: (value) => `new URLSearchParams(${value})`,
};

/** The text of a copy of one of JavaScript's own containers, by its class: most take another one of theirs. */
export function containerCopy(container: string, value: string): string {
  return container === 'Object' ? `{ ...${value} }` : (copies[container]?.(value) ?? `new ${container}(${value})`);
}

const typedArray = /^(?:Big)?(?:Int|Uint|Float)\d+(?:Clamped)?Array$/;
const readonlyContainer = /^Readonly(?:Array|Map|Set)$/;

/** Whether a value of the type can change: undefined where the type does not tell. */
export function isMutable(typed: TypedProgram, type: ts.Type, seen: ReadonlySet<ts.Type> = new Set()): boolean | undefined {
  const { ts, checker } = typed;
  if (seen.has(type)) return false;
  const within = new Set([...seen, type]);
  if (type.isUnion()) return some(type.types.map((part) => isMutable(typed, part, within)));
  if ((type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive)) !== 0) return undefined;
  if ((type.flags & ts.TypeFlags.TypeParameter) !== 0) {
    const constraint = checker.getBaseConstraintOfType(type);
    return constraint && constraint !== type ? isMutable(typed, constraint, within) : undefined;
  }
  if ((type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) === 0) return false;
  const container = containerOf(typed, type);
  if (container !== undefined) return readonlyContainer.test(container) ? some(elementTypes(typed, type).map((each) => isMutable(typed, each, within))) : true;
  if (checker.isTupleType(type)) return !isReadonlyTuple(type) || some(elementTypes(typed, type).map((each) => isMutable(typed, each, within)));
  return some(checker.getPropertiesOfType(type).map((property) => isMutableMember(typed, property, within)));
}

function some(parts: readonly (boolean | undefined)[]): boolean | undefined {
  if (parts.includes(true)) return true;
  return parts.includes(undefined) ? undefined : false;
}

function elementTypes({ checker }: TypedProgram, type: ts.Type): readonly ts.Type[] {
  return checker.getTypeArguments(type as ts.TypeReference);
}

function isReadonlyTuple(type: ts.Type): boolean {
  return (type as ts.TupleTypeReference).target.readonly;
}

function isMutableMember(typed: TypedProgram, property: ts.Symbol, seen: ReadonlySet<ts.Type>): boolean | undefined {
  const { ts, checker } = typed;
  if ((property.flags & ts.SymbolFlags.Method) !== 0) return false;
  if ((property.flags & ts.SymbolFlags.Accessor) !== 0) return undefined;
  return isWritable(typed, property) ? true : isMutable(typed, checker.getTypeOfSymbol(property), seen);
}

const checkReadonly = 8;

/** Whether a property is not `readonly`; mapped types such as `Readonly<T>` keep that in a flag of their own. */
export function isWritable({ ts }: TypedProgram, property: ts.Symbol): boolean {
  const { links } = property as unknown as { readonly links?: { readonly checkFlags?: number } };
  if (((links?.checkFlags ?? 0) & checkReadonly) !== 0) return false;
  return !(property.declarations ?? []).some((each) => (ts.getCombinedModifierFlags(each) & ts.ModifierFlags.Readonly) !== 0 || isConstAsserted(ts, each));
}

/** A member of a literal that is `as const`, whose symbol is the one of the literal. */
function isConstAsserted(ts: TypeScript, declaration: ts.Declaration): boolean {
  const assertion = ts.findAncestor(declaration, (node) => ts.isAsExpression(node) || ts.isStatement(node));
  return assertion !== undefined && ts.isAsExpression(assertion) && assertion.type.getText() === 'const';
}

/** The name of JavaScript's own container that a type is: `Array`, `ReadonlyMap`, `Uint8Array`. */
export function containerOf({ program }: TypedProgram, type: ts.Type): string | undefined {
  const symbol = type.getSymbol();
  const isOwn = symbol?.declarations?.some((each) => program.isSourceFileDefaultLibrary(each.getSourceFile())) ?? false;
  const name = symbol?.name ?? '';
  return isOwn && (Object.hasOwn(copies, name) || typedArray.test(name) || readonlyContainer.test(name)) ? name : undefined;
}

/** The text of a copy of a value; undefined where no copy is the same thing again. */
export function copyOf(typed: TypedProgram, type: ts.Type, value: string): string | undefined {
  const { checker } = typed;
  const container = containerOf(typed, type) ?? (checker.isTupleType(type) ? 'Array' : undefined);
  if (!typedArray.test(container ?? '') && !holdsValues(typed, type, container)) return undefined;
  if (container !== undefined) return typedArray.test(container) ? `${value}.slice()` : copies[container.replace(/^Readonly/, '')]?.(value);
  const isPlain = !type.isUnion() && !type.isClass() && (type.getSymbol()?.flags ?? 0) !== 0 && !hasMethods(typed, type);
  return isPlain ? `{ ...${value} }` : undefined;
}

/** Whether a shallow copy is a whole one: nothing that the object holds can change by itself. */
function holdsValues(typed: TypedProgram, type: ts.Type, container: string | undefined): boolean {
  const { checker } = typed;
  const held = container === undefined ? checker.getPropertiesOfType(type).map((property) => checker.getTypeOfSymbol(property)) : elementTypes(typed, type);
  return held.every((each) => isMutable(typed, each) === false);
}

/** Methods may need the prototype, which a spread loses. */
function hasMethods({ ts, checker }: TypedProgram, type: ts.Type): boolean {
  const isMethod = (property: ts.Symbol): boolean => (property.flags & (ts.SymbolFlags.Method | ts.SymbolFlags.Accessor)) !== 0;
  return checker.getPropertiesOfType(type).some(isMethod) || checker.getSignaturesOfType(type, ts.SignatureKind.Call).length > 0;
}
