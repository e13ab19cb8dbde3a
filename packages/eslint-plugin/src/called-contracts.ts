/** What calls have to keep: the declarations that a call leads to, and their preconditions. */
import { clauseKinds, type Clause, type Contract, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { aliased } from './aliased.ts';
import { unwrapped } from './unwrapped.ts';

/** What callers must guarantee. */
export function preconditions({ clauses }: Contract): readonly Clause[] {
  return clauses.filter(isPrecondition);
}

/** Whether a clause is something that callers must guarantee, and is looked at. */
export function isPrecondition({ kind, label }: Clause): boolean {
  return clauseKinds[kind].moment === 'entry' && clauseKinds[kind].blame === 'caller' && label !== 'axiom';
}

type Call = ts.CallExpression | ts.NewExpression;

/** The declarations whose contracts a call has to keep: the one that it resolves to, and the one that runs. */
export function calledDeclarations(ts: TypeScript, checker: ts.TypeChecker, call: Call): readonly ts.SignatureDeclaration[] {
  const only = onlyDeclaration(ts, symbolOfCallee(ts, checker, call));
  if (only) return [only];
  const declaration = checker.getResolvedSignature(call)?.declaration;
  if (!declaration || ts.isJSDocSignature(declaration)) return [];
  if (hasBody(declaration)) return [declaration];
  const { symbol } = declaration as { readonly symbol?: ts.Symbol };
  const implementation = (symbol?.declarations ?? []).find((each) => ts.isFunctionLike(each) && hasBody(each) && each.kind === declaration.kind);
  return implementation ? [declaration, implementation as ts.SignatureDeclaration] : [declaration];
}

/** What a call names, as far as a name says it: that costs much less than to choose among signatures by the arguments. */
export function symbolOfCallee(ts: TypeScript, checker: ts.TypeChecker, { expression }: Pick<Call, 'expression'>): ts.Symbol | undefined {
  const callee = unwrapped(ts, expression);
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  const symbol = ts.isIdentifier(name) ? checker.getSymbolAtLocation(name) : undefined;
  return symbol && aliased({ ts, checker }, symbol);
}

/** Whether a name may stand for another function by then: a variable or parameter has the type of its first value, and with it that one's contract. */
export function mayBeAnother(ts: TypeScript, symbol: ts.Symbol | undefined): boolean {
  const declaration = symbol?.valueDeclaration;
  if (!declaration || !(ts.isParameter(declaration) || ts.isVariableDeclaration(declaration)) || declaration.type || !declaration.initializer) return false;
  return ts.isParameter(declaration) || !(ts.isVariableDeclarationList(declaration.parent) && (declaration.parent.flags & ts.NodeFlags.Const) !== 0);
}

/** The function that is the only declaration of a symbol. */
function onlyDeclaration(ts: TypeScript, symbol: ts.Symbol | undefined): ts.SignatureDeclaration | undefined {
  const [declaration, ...others] = symbol?.declarations ?? [];
  return declaration && others.length === 0 && (ts.isFunctionDeclaration(declaration) || ts.isMethodDeclaration(declaration)) ? declaration : undefined;
}

function hasBody(node: ts.Node): boolean {
  return (node as { readonly body?: ts.Node }).body !== undefined;
}

/** The declarations whose contracts count where a signature is called: its own, and that of the member that is called by it, as of `half: Halve`. */
export function ownersOf(ts: TypeScript, called: ts.SignatureDeclaration, named: ts.Symbol | undefined): readonly ts.Node[] {
  const members = (named?.declarations ?? []).filter((each) => ts.isPropertySignature(each) || ts.isPropertyDeclaration(each));
  return [...new Set([ownerOfSignature(ts, called), ...members.map((each) => (ts.isPropertyDeclaration(each) && functionIn(ts, each.initializer)) || each)])];
}

/** The function that a variable or field is set to where it is declared. */
export function functionIn(ts: TypeScript, initializer: ts.Expression | undefined): ts.ArrowFunction | ts.FunctionExpression | undefined {
  const value = initializer && unwrapped(ts, initializer);
  return value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? value : undefined;
}

/** The declaration that owns the contract of a signature: the member, where the signature is the type of one. */
function ownerOfSignature(ts: TypeScript, declaration: ts.SignatureDeclaration): ts.Node {
  const { parent } = declaration;
  const isTypeOfMember = ts.isFunctionTypeNode(declaration) && (ts.isPropertySignature(parent) || ts.isPropertyDeclaration(parent));
  return isTypeOfMember ? parent : declaration;
}
