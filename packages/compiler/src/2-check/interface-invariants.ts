/** The invariants of interfaces that classes have to keep: of what they implement or merge with, unless a base class keeps them already. */
import type ts from 'typescript';
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

/** A class has to do with an interface by naming it behind `implements`, or by merging with one that its file declares. */
const mayMeetInterface = /\b(?:implements|interface)\b/;

/** The classes of a file that interfaces ask an invariant of. */
export function interfaceInvariants(search: InheritHost, sourceFile: ts.SourceFile): InvariantsOfInterfaces[] {
  const { ts } = search.host;
  const found: InvariantsOfInterfaces[] = [];
  const visit = (node: ts.Node): void => {
    const declared = ts.isClassLike(node) ? invariantsAsked(search, node) : [];
    if (declared.length > 0 && ts.isClassLike(node)) found.push({ node, declared });
    ts.forEachChild(node, visit);
  };
  if (!sourceFile.isDeclarationFile && mayMeetInterface.test(sourceFile.text)) visit(sourceFile);
  return found;
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
