/** Classes whose base or interface comes by an import that leads nowhere: what they inherit is not checked, and nothing else says so. */
import { declarationsOf, heirClasses, type Lookup, type ResolveModule, type Span, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { isProvided, keyOfLost, type LostImport } from './lost-imports.ts';

/** What stands behind `extends` or `implements` of a class and is found nowhere. */
export interface LostBase {
  readonly name: string;
  readonly heir: string;
  readonly span: Span;
  /** The import that leads nowhere; it may stand in a file that hands the name on, or in that of a type between them. */
  readonly lost: LostImport;
}

interface Search extends Lookup {
  readonly resolveModule: ResolveModule;
}

/**
 * Those of a file, the first for each import.
 *
 * @noContract it depends on the disk
 */
export function lostBases(search: Search, file: ts.SourceFile): readonly LostBase[] {
  const all = heirClasses(search.ts, file).flatMap((node) => lostBasesOf(search, node));
  return all.filter(({ lost }, index) => all.findIndex((each) => keyOfLost(each.lost) === keyOfLost(lost)) === index);
}

function lostBasesOf(search: Search, node: ts.ClassLikeDeclaration): readonly LostBase[] {
  return basesOf(node).flatMap((type) => {
    const lost = lostBehind(search, type, new Set());
    return lost ? [{ name: type.expression.getText(), heir: node.name?.text ?? 'a class', span: { start: type.getStart(), end: type.end }, lost }] : [];
  });
}

/** What a class or an interface says to have the members of. */
function basesOf({ heritageClauses }: ts.ClassLikeDeclaration | ts.InterfaceDeclaration): readonly ts.ExpressionWithTypeArguments[] {
  return (heritageClauses ?? []).flatMap(({ types }) => [...types]);
}

/** The first import on the way to a type, and to those that it extends, that leads nowhere. */
function lostBehind(search: Search, type: ts.ExpressionWithTypeArguments, seen: Set<ts.Node>): LostImport | undefined {
  let lost: LostImport | undefined;
  const resolveModule: ResolveModule = (specifier, from) => {
    const module = search.resolveModule(specifier, from);
    if (!module && !isProvided(specifier.text)) lost ??= { specifier: specifier.text, from: from.fileName };
    return module;
  };
  const declarations = declarationsOf({ ts: search.ts, resolveModule }, type.expression);
  if (declarations.length === 0) return lost;
  for (const each of declarations) {
    if (seen.has(each) || !isHolder(search.ts, each)) continue;
    seen.add(each);
    for (const base of basesOf(each)) {
      const behind = lostBehind(search, base, seen);
      if (behind) return behind;
    }
  }
  return undefined;
}

function isHolder(ts: TypeScript, node: ts.Node): node is ts.ClassLikeDeclaration | ts.InterfaceDeclaration {
  return ts.isClassLike(node) || ts.isInterfaceDeclaration(node);
}
