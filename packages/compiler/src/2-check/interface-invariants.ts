/** The invariants of interfaces that classes have to keep: of what they implement or merge with, unless a base class keeps them already. */
import type ts from 'typescript';
import { heirClasses } from '../1-read/classes.ts';
import { baseClasses, interfacesOf } from '../1-read/heritage.ts';
import { baseOf } from '../1-read/syntax.ts';
import type { InheritHost } from './inherit.ts';
import { isInvariant } from './invariant-chain.ts';
import { declaredIn, type Declared } from './origin.ts';

/** A class with the invariants that interfaces ask of it. */
export interface InvariantsOfInterfaces {
  readonly node: ts.ClassLikeDeclaration;
  readonly declared: readonly Declared[];
}

/** The classes of a file that interfaces ask an invariant of. */
export function interfaceInvariants(search: InheritHost, sourceFile: ts.SourceFile): InvariantsOfInterfaces[] {
  if (sourceFile.isDeclarationFile) return [];
  return heirClasses(search.host.ts, sourceFile).flatMap((node) => {
    const declared = invariantsAsked(search, node);
    return declared.length > 0 ? [{ node, declared }] : [];
  });
}

/** The invariants that interfaces ask of a class. */
export function invariantsAsked({ host, contractsIn }: InheritHost, node: ts.ClassLikeDeclaration): readonly Declared[] {
  const asked = interfacesOf(host, node);
  if (asked.length === 0) return [];
  const base = baseOf(host.ts, node);
  const compiled = (base ? baseClasses(host, base) : []).filter((each) => host.packageOf(each.getSourceFile().fileName)?.optedIn === true);
  const kept = new Set(compiled.flatMap((each) => interfacesOf(host, each)));
  return asked.filter((each) => !kept.has(each)).flatMap((each) => {
    const checked = contractsIn(each.getSourceFile());
    const contract = checked?.file.contracts.find(({ owner }) => owner.node === each);
    return checked && contract ? declaredIn(checked, contract, isInvariant) : [];
  });
}
