/** What a member says of the container that it hands out, and by which names it lets go of it. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { containerOfType } from './declared-containers.ts';

/** Methods that end what they hand out: nobody goes on with it. */
export const givesUp = /^(?:build|finish|end|done|take|drain|flush|release|detach|valueOf|_.*)$/;

/** A declared result: the type, `unknown` where there is one that the file does not tell, nothing where none is declared. */
export type Promised = ts.TypeNode | 'unknown' | undefined;

/** The type of what callers get in the end. */
export function promisedBy(type: ts.TypeNode | undefined): ts.TypeNode | undefined {
  return type && typescript.isTypeReferenceNode(type) && type.typeName.getText() === 'Promise' ? type.typeArguments?.[0] : type;
}

/** Whether a declared result lets the caller change it; where none is declared, it is what is held. */
export function mayBeChanged(type: Promised): boolean {
  return type === undefined || (type !== 'unknown' && containerOfType(type)?.isReadonly === false);
}
