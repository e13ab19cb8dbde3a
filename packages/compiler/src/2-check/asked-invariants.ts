/** The invariants that a class has to check itself: of the interfaces that it implements or merges with, and of base classes whose build left them out. */
import type ts from 'typescript';
import { heirClasses } from '../1-read/classes.ts';
import { baseClasses, interfacesOf } from '../1-read/heritage.ts';
import { baseOf } from '../1-read/syntax.ts';
import type { FileContracts } from '../contract.ts';
import { isProfileName, profiles, semanticOf, type Profile } from '../profile.ts';
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
  const bases = basesOf(search, node).filter((each) => host.packageOf(each.getSourceFile().fileName)?.optedIn === true);
  const keeping = bases.filter((each) => keepsInvariants(search, each));
  const asked = interfacesOf(host, node);
  if (asked.length === 0 && keeping.length === bases.length) return [];
  const kept = new Set<ts.Node>(keeping.flatMap((each) => [each, ...interfacesOf(host, each), ...basesOf(search, each)]));
  const asking = [...asked, ...bases.flatMap((each) => (kept.has(each) ? [] : [...interfacesOf(host, each), each]))];
  return [...new Set(asking)].filter((each) => !kept.has(each)).flatMap((each) => {
    const stated = statedInvariants(search, each);
    return host.ts.isClassLike(each) ? stated.filter((one) => !isInBuild(one)) : stated;
  });
}

/** The invariants that a class or an interface states. */
export function statedInvariants({ contractsIn }: Pick<InheritHost, 'contractsIn'>, node: ts.ClassLikeDeclaration | ts.InterfaceDeclaration): readonly Declared[] {
  const checked = contractsIn(node.getSourceFile());
  const contract = checked?.file.contracts.find(({ owner }) => owner.node === node);
  return checked && contract ? declaredIn(checked, contract, isInvariant) : [];
}

function basesOf({ host }: InheritHost, node: ts.ClassLikeDeclaration): readonly ts.ClassLikeDeclaration[] {
  const base = baseOf(host.ts, node);
  return base ? baseClasses(host, base) : [];
}

/** Whether the JavaScript of a class checks invariants: it is compiled along with this program, or its record says so. */
function keepsInvariants({ contractsIn }: InheritHost, node: ts.ClassLikeDeclaration): boolean {
  const file = node.getSourceFile();
  return !file.isDeclarationFile || (profileOf(contractsIn(file)?.file)?.rest ?? 'ignore') !== 'ignore';
}

/** Whether a clause of a dependency is checked by its own build, such as one that is `[always]`. */
function isInBuild({ clause, contract, file }: Declared): boolean {
  const profile = profileOf(file);
  return profile !== undefined && semanticOf(clause, contract.owner, profile) !== 'ignore';
}

/** By which profile a dependency was built; undefined where no record says it. */
function profileOf(file: FileContracts | undefined): Profile | undefined {
  const name = file?.builtBy;
  return name !== undefined && isProfileName(name) ? profiles[name] : undefined;
}
