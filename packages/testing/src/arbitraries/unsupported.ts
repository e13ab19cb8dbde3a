/** What is said where an argument cannot be made up: which one, of what type, and the way out. */
import type { Slot } from '../shape.ts';

/** What the arbitrary of a shape throws where there is none: data of an error, so that whoever asked can say it. */
export interface UnsupportedShape extends Error {
  /** The type of which no value can be made up. */
  readonly unsupported: string;
  readonly why: string;
  /** The parameter that would hold one. */
  readonly parameter?: string;
}

/**
 * Whether an error says that a value cannot be made up.
 *
 * @pure
 */
export function isUnsupported(error: unknown): error is UnsupportedShape {
  return error instanceof Error && 'unsupported' in error;
}

/**
 * An error for a type.
 *
 * @ensures `result.unsupported === type`
 */
export function unsupported(type: string, why: string): UnsupportedShape {
  return Object.assign(new Error(`no value of the type ${type} can be made up: ${why}`), { unsupported: type, why });
}

/**
 * The error, with the parameter that it is about; what names one already is left as it is.
 *
 * @ensures `result.parameter !== undefined`
 */
export function unsupportedParameter({ name, type }: Pick<Slot, 'name' | 'type'>, error: UnsupportedShape): UnsupportedShape {
  if (error.parameter !== undefined) return error;
  const { unsupported: inner, why } = error;
  const registered = type ?? /^[\p{ID_Start}_$][\p{ID_Continue}$]*(?=<|$)/u.exec(inner)?.[0];
  const said = type === undefined || inner === type || inner.startsWith(`${type}<`) ? `is a ${inner}` : `is a ${type}, which holds a ${inner}`;
  const wayOut = registered === undefined ? 'Name its type and give that an arbitrary' : 'Give it an arbitrary';
  const message = `its parameter \`${name}\` ${said}, and no such value can be made up: ${why}. ${wayOut} in proviso.config.ts: check: { arbitraries: { ${registered ?? 'ItsType'}: () => fc.constant(…) } }`;
  return Object.assign(new Error(message), { unsupported: inner, why, parameter: name });
}
