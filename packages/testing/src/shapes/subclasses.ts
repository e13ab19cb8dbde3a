/** Classes of the project that extend others. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import type { ShapeContext } from './shape-of-type.ts';

const known = new WeakMap<ts.Program, ReadonlyMap<ts.Declaration, readonly ts.Type[]>>();

/**
 * The types of the classes that extend a class, by way of others too, in the order of the program's files. Classes with type parameters are left out.
 *
 * @noContract it keeps what it found for the next time
 */
export function subclassesOf({ ts, program }: Pick<ShapeContext, 'ts' | 'program'>, declaration: ts.Declaration): readonly ts.Type[] {
  const all = known.get(program) ?? extensions(ts, program);
  known.set(program, all);
  return all.get(declaration) ?? [];
}

function extensions(ts: TypeScript, program: ts.Program): ReadonlyMap<ts.Declaration, readonly ts.Type[]> {
  const checker = program.getTypeChecker();
  const found = new Map<ts.Declaration, ts.Type[]>();
  for (const file of program.getSourceFiles()) {
    if (file.isDeclarationFile || program.isSourceFileFromExternalLibrary(file)) continue;
    for (const node of file.statements) {
      if (!ts.isClassDeclaration(node) || !node.name || !node.heritageClauses || node.typeParameters) continue;
      const type = checker.getTypeAtLocation(node.name);
      for (const base of basesOf(type)) found.set(base, [...(found.get(base) ?? []), type]);
    }
  }
  return found;
}

/** The classes that a class extends, the nearest first. */
function basesOf(type: ts.Type): readonly ts.Declaration[] {
  const [base] = type.getBaseTypes() ?? [];
  const declaration = base?.getSymbol()?.valueDeclaration;
  return base && declaration ? [declaration, ...basesOf(base)] : [];
}
