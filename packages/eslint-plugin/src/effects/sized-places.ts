/** Places whose size is asked for: `items.length`, `map.size`. */
import { sideTable } from '@proviso/compiler';
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { assignmentOf } from './changes.ts';
import { fieldsOf } from './class-fields.ts';
import { containerIn, type TypeAndValue } from './declared-containers.ts';
import type { Place, Root } from './place.ts';
import { usesOf } from './shared-places.ts';

/** `items` for `items.length`: what is asked of the size is asked of the whole. A member of an object that is only called `size` is that member. */
export function containerOf(place: Place): Place {
  const last = place.steps.at(-1);
  if (last !== 'length' && last !== 'size') return place;
  const holder: Place = { ...place, steps: place.steps.slice(0, -1) };
  return last === 'length' || isSizeOf(holder) ? holder : place;
}

/** Whether `size` of an object counts what is in it: so it does for maps and sets, and where the file has no member of its own that is called so. */
function isSizeOf(holder: Place): boolean {
  const file = fileOf(holder.root);
  if (!file || !hasOwnSize(file)) return true;
  const declared = declaredAt(holder);
  return declared !== undefined && /^(?:Map|Set)$/.test(containerIn(declared.declared, declared.steps, undefined)?.name ?? '');
}

function fileOf(root: Root): ts.SourceFile | undefined {
  if ('binding' in root) return root.binding.declaration.getSourceFile();
  return root.kind === 'this' ? root.owner.getSourceFile() : undefined;
}

interface Declared {
  readonly declared: TypeAndValue;
  /** The way on from what is declared. */
  readonly steps: readonly string[];
}

function declaredAt({ root, steps }: Place): Declared | undefined {
  if (root.kind === 'this') {
    const field = typescript.isClassLike(root.owner) ? fieldsOf(root.owner).find(({ name }) => name.text === steps[0]) : undefined;
    return field && { declared: field, steps: steps.slice(1) };
  }
  const declaration = 'binding' in root ? root.binding.declaration : undefined;
  const isTyped = declaration && (typescript.isVariableDeclaration(declaration) || typescript.isParameter(declaration));
  return isTyped ? { declared: declaration, steps } : undefined;
}

const ownSizes = sideTable<ts.SourceFile, boolean>('own sizes');

/** Whether a file declares or sets a member `size` that is no getter. */
function hasOwnSize(file: ts.SourceFile): boolean {
  const known = ownSizes.get(file) ?? usesOf(file, 'size').some(isMember);
  ownSizes.set(file, known);
  return known;
}

function isMember(name: ts.Identifier): boolean {
  const { parent } = name;
  if (typescript.isPropertyAccessExpression(parent)) return parent.name === name && assignmentOf(parent) !== undefined;
  if (typescript.isParameter(parent)) return typescript.isConstructorDeclaration(parent.parent) && typescript.isParameterPropertyDeclaration(parent, parent.parent);
  return (typescript.isPropertySignature(parent) || typescript.isPropertyDeclaration(parent) || typescript.isPropertyAssignment(parent) || typescript.isShorthandPropertyAssignment(parent)) && parent.name === name;
}
