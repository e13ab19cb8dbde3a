/** Recorded contracts at the declarations themselves, for hosts whose checker knows those and not the copy that the contracts were read from. */
import type ts from 'typescript';
import type { Contract, FileContracts, TypeScript } from '../contract.ts';

/**
 * The contracts of a copy of a declaration file, owned by the declarations of the file; not those of what only the copy has, which are
 * implementations behind overloads.
 *
 * @ensures `result.length <= contracts.length`
 */
export function atDeclarations(ts: TypeScript, { contracts }: FileContracts, declarations: ts.SourceFile): readonly Contract[] {
  return contracts.flatMap(({ owner, clauses }) => {
    const node = pathTo(ts, owner.node).reduce<ts.Node | undefined>((at, index) => at && childrenOf(ts, at)[index], declarations);
    return node?.kind === owner.node.kind ? [{ owner: { ...owner, node: node as typeof owner.node }, clauses }] : [];
  });
}

/** Which child of its parent each node on the way to a node is. The copy adds children behind all others only. */
function pathTo(ts: TypeScript, node: ts.Node): readonly number[] {
  const path: number[] = [];
  for (let at = node; !ts.isSourceFile(at); at = at.parent) path.unshift(childrenOf(ts, at.parent).indexOf(at));
  return path;
}

function childrenOf(ts: TypeScript, node: ts.Node): readonly ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  return children;
}
