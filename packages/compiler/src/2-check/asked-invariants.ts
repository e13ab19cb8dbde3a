/** The invariants that a class has to check itself: of the interfaces that it implements or merges with, and of base classes whose build left them out. */
import type ts from 'typescript';
import { heirClasses } from '../1-read/classes.ts';
import { baseClasses, interfacesOf } from '../1-read/heritage.ts';
import { baseOf } from '../1-read/syntax.ts';
import { isProfileName, profiles, semanticOf } from '../profile.ts';
import type { InheritHost } from './inherit.ts';
import { isInvariant } from './invariant-chain.ts';
import { declaredIn, type Declared } from './origin.ts';

/** A class with the invariants that are asked of it. */
export interface AskedInvariants {
  readonly node: ts.ClassLikeDeclaration;
  readonly declared: readonly Declared[];
}

/** The classes of a file that are asked to keep an invariant which they do not state. */
export function askedInvariantsIn(search: InheritHost, sourceFile: ts.SourceFile): AskedInvariants[] {
  if (sourceFile.isDeclarationFile) return [];
  return heirClasses(search.host.ts, sourceFile).flatMap((node) => {
    const declared = askedInvariants(search, node);
    return declared.length > 0 ? [{ node, declared }] : [];
  });
}

/**
 * The invariants that a class has to check itself. A base class whose build checks invariants keeps its own, and all that it is asked to keep itself.
 */
export function askedInvariants(search: InheritHost, node: ts.ClassLikeDeclaration): readonly Declared[] {
  const { host } = search;
  const base = baseOf(host.ts, node);
  const bases = (base ? baseClasses(host, base) : []).filter((each) => host.packageOf(each.getSourceFile().fileName)?.optedIn === true);
  const keeping = bases.filter((each) => keepsInvariants(search, each));
  const kept = new Set<ts.Node>(keeping.flatMap((each) => [each, ...interfacesOf(host, each), ...basesOf(search, each)]));
  const asking = [...interfacesOf(host, node), ...bases.flatMap((each) => (kept.has(each) ? [] : [...interfacesOf(host, each), each]))];
  return [...new Set<ts.Node>(asking)].filter((each) => !kept.has(each)).flatMap((each) => {
    const checked = search.contractsIn(each.getSourceFile());
    const contract = checked?.file.contracts.find(({ owner }) => owner.node === each);
    const declared = checked && contract ? declaredIn(checked, contract, isInvariant) : [];
    return host.ts.isClassLike(each) ? declared.filter((one) => !isInBuild(one)) : declared;
  });
}

function basesOf({ host }: InheritHost, node: ts.ClassLikeDeclaration): readonly ts.ClassLikeDeclaration[] {
  const base = baseOf(host.ts, node);
  return base ? baseClasses(host, base) : [];
}

/** Whether the JavaScript of a class checks invariants: it is compiled along with this program, or its record says so. */
function keepsInvariants({ contractsIn }: InheritHost, node: ts.ClassLikeDeclaration): boolean {
  const file = node.getSourceFile();
  const builtBy = contractsIn(file)?.file.builtBy;
  return !file.isDeclarationFile || (builtBy !== undefined && isProfileName(builtBy) && profiles[builtBy].rest !== 'ignore');
}

/** Whether a clause of a dependency is checked by its own build, such as one that is `[always]`. */
function isInBuild({ clause, contract, file: { builtBy } }: Declared): boolean {
  return builtBy !== undefined && isProfileName(builtBy) && semanticOf(clause, contract.owner, profiles[builtBy]) !== 'ignore';
}
