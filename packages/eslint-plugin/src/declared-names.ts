/** What a file declares anywhere, by name: to tell JavaScript's globals from what hides them, and to find what alone has a name. */
import { sideTable, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';

const declarationsByFile = sideTable<ts.SourceFile, ReadonlyMap<string, readonly ts.Node[]>>('declarations');

/** The names of everything in the file that has one, at whatever depth; members count too, which costs little and saves scopes. */
export function declaredNames(ts: TypeScript, file: ts.SourceFile): ReadonlyMap<string, readonly ts.Node[]> {
  const known = declarationsByFile.get(file);
  if (known) return known;
  const found = new Map<string, ts.Node[]>();
  const visit = (node: ts.Node): void => {
    const { name } = node as { readonly name?: ts.Node };
    if (name && ts.isIdentifier(name) && !ts.isPropertyAccessExpression(node) && !ts.isMetaProperty(node)) {
      const others = found.get(name.text);
      if (others) others.push(node);
      else found.set(name.text, [node]);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  declarationsByFile.set(file, found);
  return found;
}

/** Whether the file declares a name anywhere. Where a member is looked up on it each time that it is written, it does not: no more has to be looked at. */
export function declares(ts: TypeScript, file: ts.SourceFile, name: string): boolean {
  const known = declarationsByFile.get(file);
  return known ? known.has(name) : isWrittenAlone(file.text, name) && declaredNames(ts, file).has(name);
}

function isWrittenAlone(text: string, name: string): boolean {
  if (text.includes('\\u')) return true;
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length)) if (text[at + name.length] !== '.') return true;
  return false;
}
