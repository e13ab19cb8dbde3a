/** What the rules look for in a whole file, found in one walk for all of them. */
import { sideTable } from '@proviso/compiler';
import type ts from 'typescript';
import { typescript } from '../source.ts';
import type { FunctionNode } from './events.ts';

const { SyntaxKind } = typescript;

/** What comes before it is words, signs, names and plain texts. */
const firstWithChildren = SyntaxKind.FirstNode;
const [firstType, lastType] = [SyntaxKind.FirstTypeNode, SyntaxKind.LastTypeNode];

export interface FileNodes {
  /** Where each name is written: types are left out, but for the names that they are declared by. */
  readonly names: ReadonlyMap<string, readonly ts.Identifier[]>;
  /** The same for `#names`. */
  readonly privateNames: ReadonlyMap<string, readonly ts.PrivateIdentifier[]>;
  /** Every function that has a body, and what it gives control up by. */
  readonly functions: ReadonlyMap<FunctionNode, Suspending>;
  readonly classes: readonly ts.ClassLikeDeclaration[];
  readonly calls: readonly (ts.CallExpression | ts.NewExpression)[];
  /** Parameters and variables that are declared with a type. */
  readonly typed: readonly Typed[];
}

/** Whether the text of a function, without the functions inside of it but for those that are called where they stand, has `await` or `yield`. */
interface Suspending {
  suspends: boolean;
}

type Typed = (ts.ParameterDeclaration | ts.VariableDeclaration) & { readonly type: ts.TypeNode };

const nodesByFile = sideTable<ts.SourceFile, FileNodes>('nodes');

/** The nodes of a file, each kind in the order of the text. */
export function nodesOf(file: ts.SourceFile): FileNodes {
  const known = nodesByFile.get(file) ?? collect(file);
  nodesByFile.set(file, known);
  return known;
}

function collect(file: ts.SourceFile): FileNodes {
  const names = new Map<string, ts.Identifier[]>();
  const privateNames = new Map<string, ts.PrivateIdentifier[]>();
  const functions = new Map<FunctionNode, Suspending>();
  const classes: ts.ClassLikeDeclaration[] = [];
  const calls: (ts.CallExpression | ts.NewExpression)[] = [];
  const typed: Typed[] = [];
  let inner: Suspending = { suspends: false };
  const visit = (node: ts.Node): void => {
    const { kind } = node;
    if (kind < firstWithChildren) {
      if (kind === SyntaxKind.Identifier) addName(names, node as ts.Identifier);
      else if (kind === SyntaxKind.PrivateIdentifier) addName(privateNames, node as ts.PrivateIdentifier);
      return;
    }
    if (isType(kind)) return;
    if (typescript.isInterfaceDeclaration(node) || typescript.isTypeAliasDeclaration(node)) return addName(names, node.name);
    const outer = inner;
    if (isFunctionWithBody(node)) {
      inner = { suspends: false };
      functions.set(node, inner);
    } else if (typescript.isClassLike(node)) classes.push(node);
    else if (typescript.isCallExpression(node) || typescript.isNewExpression(node)) calls.push(node);
    else if ((typescript.isParameter(node) || typescript.isVariableDeclaration(node)) && node.type) typed.push(node as Typed);
    else if (isSuspension(node)) inner.suspends = true;
    typescript.forEachChild(node, visit);
    if (inner.suspends && isCalledThere(node)) outer.suspends = true;
    inner = outer;
  };
  visit(file);
  return { names, privateNames, functions, classes, calls, typed };
}

/** Types are half of the nodes of a library, and nothing happens in them. */
function isType(kind: ts.SyntaxKind): boolean {
  return (kind >= firstType && kind <= lastType) || kind === SyntaxKind.TypeParameter;
}

function addName<Name extends ts.MemberName>(names: Map<string, Name[]>, name: Name): void {
  const others = names.get(name.text);
  if (others) others.push(name);
  else names.set(name.text, [name]);
}

/** `(async () => { … })()` */
function isCalledThere({ kind, parent }: ts.Node): boolean {
  return (kind === SyntaxKind.ArrowFunction || kind === SyntaxKind.FunctionExpression) && typescript.isParenthesizedExpression(parent) && typescript.isCallExpression(parent.parent) && parent.parent.expression === parent;
}

/** A function with a body. */
export function isFunctionWithBody(node: ts.Node): node is FunctionNode {
  return typescript.isFunctionLike(node) && (node as { readonly body?: ts.Node }).body !== undefined;
}

function isSuspension(node: ts.Node): boolean {
  if (typescript.isAwaitExpression(node) || typescript.isYieldExpression(node)) return true;
  if (typescript.isForOfStatement(node)) return node.awaitModifier !== undefined;
  return typescript.isVariableDeclarationList(node) && (~node.flags & typescript.NodeFlags.AwaitUsing) === 0;
}
