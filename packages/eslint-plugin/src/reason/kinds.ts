/** Which values a term can have, by its declared type. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';

/** A set of values: one value, or all of a kind. `count` is what lengths and sizes are. */
export type ValueKind =
  | { readonly only: unknown }
  | { readonly all: 'number' | 'count' | 'string' | 'bigint' | 'boolean' | 'object' | 'symbol' };

/** Every kind of value: of a term whose type is not known, or says nothing. */
export const anyKinds: readonly ValueKind[] = [
  { only: undefined }, { only: null }, { all: 'boolean' }, { all: 'number' }, { all: 'string' }, { all: 'bigint' }, { all: 'object' }, { all: 'symbol' },
];

/** The kinds of values of a type; undefined where the type does not tell. */
export function kindsOfType(ts: TypeScript, checker: ts.TypeChecker, type: ts.Type): readonly ValueKind[] | undefined {
  if (type.isUnion() && (type.flags & (ts.TypeFlags.Boolean | ts.TypeFlags.Enum)) === 0) {
    const parts = type.types.map((part) => kindsOfType(ts, checker, part));
    return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
  }
  if (type.isIntersection()) return type.types.map((part) => kindOfFlags(ts, part)).find((kinds) => kinds !== undefined && !(kinds[0] && isObject(kinds[0])));
  return kindOfFlags(ts, type);
}

/** A value that is an object of any form. */
export function isObject(kind: ValueKind): boolean {
  return 'all' in kind && kind.all === 'object';
}

function kindOfFlags(ts: TypeScript, type: ts.Type): readonly ValueKind[] | undefined {
  const { TypeFlags } = ts;
  const has = (flags: ts.TypeFlags): boolean => (type.flags & flags) !== 0;
  // A number of an enum may be a combination of its members.
  if (has(TypeFlags.EnumLike)) return type.isStringLiteral() ? [{ only: type.value }] : has(TypeFlags.StringLike) ? [{ all: 'string' }] : [{ all: 'number' }];
  if (type.isStringLiteral() || type.isNumberLiteral()) return [{ only: type.value }, ...(type.value === 0 ? [{ only: -0 }] : [])];
  if (has(TypeFlags.BooleanLiteral)) return [{ only: (type as unknown as { intrinsicName: string }).intrinsicName === 'true' }];
  if (has(TypeFlags.Boolean)) return [{ all: 'boolean' }];
  if (has(TypeFlags.Number)) return [{ all: 'number' }];
  if (has(TypeFlags.StringLike)) return [{ all: 'string' }];
  if (has(TypeFlags.BigIntLike)) return [{ all: 'bigint' }];
  if (has(TypeFlags.Null)) return [{ only: null }];
  if (has(TypeFlags.Undefined)) return [{ only: undefined }];
  if (has(TypeFlags.ESSymbolLike)) return [{ all: 'symbol' }];
  // `{}` and empty interfaces take primitives too.
  if (has(TypeFlags.Object)) return isEmpty(type) ? undefined : [{ all: 'object' }];
  return has(TypeFlags.NonPrimitive) ? [{ all: 'object' }] : undefined;
}

/** Whether a type demands nothing that a primitive lacks; `{ length: number }` is such a type, and so are `String` and the like. */
function isEmpty(type: ts.Type): boolean {
  const isClassOrArray = type.isClass() || /^(?:Readonly)?(?:Array|Map|Set)$|^(?:Weak(?:Map|Set|Ref)|Date|RegExp|Promise)$/.test(type.getSymbol()?.name ?? '');
  const calls = type.getCallSignatures().length + type.getConstructSignatures().length;
  return !isClassOrArray && calls === 0 && !type.getProperties().some((property) => !ofPrimitives.has(property.name));
}

const ofPrimitives = new Set([...Object.getOwnPropertyNames(String.prototype), ...Object.getOwnPropertyNames(Number.prototype)]);

/** Whether values of the kinds have no identity and cannot change. */
export function isPrimitive(kinds: readonly ValueKind[]): boolean {
  return kinds.every((kind) => !('all' in kind) || kind.all !== 'object');
}
