/** The names that an import declares, and by what names the module exports them. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';

interface ImportedName {
  readonly local: ts.Identifier;
  readonly exported: string;
}

/** The default and the named imports of a declaration; not that of a whole namespace. */
export function importedNames(ts: TypeScript, { name, namedBindings }: ts.ImportClause): ImportedName[] {
  const elements = namedBindings && ts.isNamedImports(namedBindings) ? namedBindings.elements : [];
  return [...(name ? [{ local: name, exported: 'default' }] : []), ...elements.map((each) => ({ local: each.name, exported: (each.propertyName ?? each.name).text }))];
}
