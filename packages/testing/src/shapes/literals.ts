/** Types of one value. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import type { Primitive } from '../shape.ts';

/**
 * The value of a literal type; undefined where the type has more than one.
 *
 * @pure
 */
export function literalOf(ts: TypeScript, checker: ts.TypeChecker, type: ts.Type): { readonly value: Primitive } | undefined {
  if (type.isStringLiteral() || type.isNumberLiteral()) return { value: type.value };
  if (type.flags & ts.TypeFlags.BooleanLiteral) return { value: checker.typeToString(type) === 'true' };
  if (type.flags & ts.TypeFlags.BigIntLiteral) {
    const { negative, base10Value } = (type as ts.BigIntLiteralType).value;
    return { value: BigInt(`${negative ? '-' : ''}${base10Value}`) };
  }
  return undefined;
}
