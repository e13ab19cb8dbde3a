/** The names that a file declares anywhere, to tell JavaScript's globals from what hides them. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';

const namesByFile = new WeakMap<ts.SourceFile, ReadonlySet<string>>();

/** Every name that something in the file declares, at whatever depth; members count too, which costs little and saves scopes. */
export function declaredNames(ts: TypeScript, file: ts.SourceFile): ReadonlySet<string> {
  const known = namesByFile.get(file);
  if (known) return known;
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    const { name } = node as { readonly name?: ts.Node };
    if (name && ts.isIdentifier(name) && !ts.isPropertyAccessExpression(node) && !ts.isMetaProperty(node)) names.add(name.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  namesByFile.set(file, names);
  return names;
}
