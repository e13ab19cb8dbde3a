/** The names by which functions with preconditions are called, so that calls of all others need no look. */
import type { Contract, TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from './analysis.ts';
import { preconditions } from './called-contracts.ts';
import { contractFiles, mayHold } from './contract-files.ts';
import { unwrapped } from './unwrapped.ts';

/** By the contracts of a file, which are the same array as long as the file is. */
const known = new WeakMap<readonly Contract[], readonly string[]>();

/** By what was known of packages at the time, and by the root of the package that asks, which sees contracts of its own whether or not it opted in. */
const byProgram = new WeakMap<ts.Program, WeakMap<Analysis['packages'], Map<string, ReadonlySet<string>>>>();

/** The last names of all functions of a program that demand something. */
export function demandingNames(analysis: Analysis, program: ts.Program): ReadonlySet<string> {
  const byPackages = byProgram.get(program) ?? new WeakMap<Analysis['packages'], Map<string, ReadonlySet<string>>>();
  const byRoot = byPackages.get(analysis.packages) ?? new Map<string, ReadonlySet<string>>();
  byProgram.set(program, byPackages.set(analysis.packages, byRoot));
  const root = analysis.pkg?.root ?? '';
  const names = byRoot.get(root) ?? new Set(contractFiles(program).flatMap((file) => namesIn(analysis, program, file)));
  byRoot.set(root, names);
  return names;
}

function namesIn({ contractsOf, recordOf }: Analysis, program: ts.Program, file: ts.SourceFile): readonly string[] {
  if (isForeign(program, file) && !recordOf(file)) return [];
  const contracts = contractsOf(file);
  const names = known.get(contracts) ?? contracts.filter((contract) => preconditions(contract).length > 0).map(lastName);
  known.set(contracts, names);
  return names;
}

/** Whether a file belongs to JavaScript itself or has nothing in its text that looks like a contract. */
function isForeign(program: ts.Program, file: ts.SourceFile): boolean {
  return !mayHold(file) || program.isSourceFileDefaultLibrary(file);
}

function lastName({ owner: { name } }: Contract): string {
  return /[\w$]+$/.exec(name)?.[0] ?? name;
}

/** Whether what a call names may have preconditions: one of its declarations has, or holds what has, or may inherit it; or it is a value of some other declaration's type, or another name for something. */
export function mayDemand({ ts, contractsOf, mayRefine }: Analysis, symbol: ts.Symbol | undefined): boolean {
  if (!symbol?.declarations || mayRefine()) return true;
  return symbol.declarations.some((declaration) => {
    const type = (declaration as { readonly type?: ts.TypeNode }).type;
    const isOfOtherType = (ts.isParameter(declaration) || ts.isVariableDeclaration(declaration) || ts.isPropertyDeclaration(declaration)) && type !== undefined && ts.isTypeReferenceNode(type);
    return isOfOtherType || isAlias(ts, declaration) || isOfHeir(ts, declaration) || contractsOf(declaration.getSourceFile()).some(({ owner: { node } }) => node.pos >= declaration.pos && node.end <= declaration.end);
  });
}

/** `const g = f`, `const { f } = module`, `{ f }`, `{ g: f }` */
function isAlias(ts: TypeScript, declaration: ts.Declaration): boolean {
  if (ts.isBindingElement(declaration) || ts.isShorthandPropertyAssignment(declaration)) return true;
  const isHolder = ts.isVariableDeclaration(declaration) || ts.isPropertyAssignment(declaration) || ts.isPropertyDeclaration(declaration);
  return isHolder && declaration.initializer !== undefined && isPath(ts, unwrapped(ts, declaration.initializer));
}

/** Whether a declaration is a member of something that extends or implements another. */
function isOfHeir(ts: TypeScript, { parent }: ts.Node): boolean {
  return (ts.isClassLike(parent) || ts.isInterfaceDeclaration(parent)) && parent.heritageClauses !== undefined;
}

/** The name that an import or a variable gives to something of another name: it may stand for a function that demands something. */
export function aliasIn(ts: TypeScript, node: ts.Node): string | undefined {
  if (ts.isImportClause(node)) return node.name?.text;
  if (ts.isImportSpecifier(node)) return node.propertyName && node.name.text;
  if (ts.isVariableDeclaration(node)) return ts.isIdentifier(node.name) && node.initializer && isPath(ts, unwrapped(ts, node.initializer)) ? node.name.text : undefined;
  if (ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node)) return ts.isIdentifier(node.name) && node.initializer && isPath(ts, unwrapped(ts, node.initializer)) ? node.name.text : undefined;
  return ts.isBindingElement(node) && node.propertyName && ts.isIdentifier(node.name) ? node.name.text : undefined;
}

function isPath(ts: TypeScript, node: ts.Expression): boolean {
  return ts.isIdentifier(node) || (ts.isPropertyAccessExpression(node) && isPath(ts, node.expression));
}
