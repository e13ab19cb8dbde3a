/** The contracts of any file of a program, for rules that look at calls. */
import { check, clauseKinds, packageFinder, read, type Clause, type Contract, type OwnerNode, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from './analysis.ts';

type Contracts = ReadonlyMap<OwnerNode, Contract>;

const contractsByFile = new WeakMap<ts.SourceFile, Contracts>();
const finders = new WeakMap<ts.Program, ReturnType<typeof packageFinder>>();

/**
 * The contract of a declaration, in whatever file it is; only clauses that are right by themselves.
 *
 * What counts is what `read` gives for the file: a package that did not opt in has none, and neither has a declaration file
 * as long as `read` takes no clauses from these.
 */
export function contractOf(analysis: Analysis, declaration: ts.Node): Contract | undefined {
  const file = declaration.getSourceFile();
  const contracts = contractsByFile.get(file) ?? contractsIn(analysis, file);
  contractsByFile.set(file, contracts);
  return contracts.get(declaration as OwnerNode);
}

function contractsIn({ ts, program, sourceFile, contracts: own, pkg }: Analysis, file: ts.SourceFile): Contracts {
  if (!program) return new Map();
  const finder = finders.get(program) ?? packageFinder(ts);
  finders.set(program, finder);
  if (file === sourceFile) return own && pkg?.optedIn === true ? byOwner(own.file.contracts, own.typeable) : new Map();
  const found = read({ ts, packageOf: finder }, file);
  return found ? byOwner(found.contracts, check(ts, found).typeable) : new Map();
}

function byOwner(contracts: readonly Contract[], right: ReadonlySet<Clause>): Contracts {
  return new Map(contracts.map((contract) => [contract.owner.node, { ...contract, clauses: contract.clauses.filter((clause) => right.has(clause)) }]));
}

/** What callers must guarantee. */
export function preconditions({ clauses }: Contract): readonly Clause[] {
  return clauses.filter(({ kind, label }) => clauseKinds[kind].moment === 'entry' && clauseKinds[kind].blame === 'caller' && label !== 'axiom');
}

/** The declarations whose contracts a call has to keep: the one that it resolves to, and the one that runs. */
export function calledDeclarations(ts: TypeScript, checker: ts.TypeChecker, call: ts.CallExpression | ts.NewExpression): readonly ts.SignatureDeclaration[] {
  const declaration = checker.getResolvedSignature(call)?.declaration;
  if (!declaration || ts.isJSDocSignature(declaration)) return [];
  if (hasBody(declaration)) return [declaration];
  const { symbol } = declaration as { readonly symbol?: ts.Symbol };
  const implementation = (symbol?.declarations ?? []).find((each) => ts.isFunctionLike(each) && hasBody(each) && each.kind === declaration.kind);
  return implementation ? [declaration, implementation as ts.SignatureDeclaration] : [declaration];
}

function hasBody(node: ts.Node): boolean {
  return (node as { readonly body?: ts.Node }).body !== undefined;
}

/** The declaration that owns the contract of a signature: the member, where the signature is the type of one. */
export function ownerOfSignature(ts: TypeScript, declaration: ts.SignatureDeclaration): ts.Node {
  const { parent } = declaration;
  const isTypeOfMember = ts.isFunctionTypeNode(declaration) && (ts.isPropertySignature(parent) || ts.isPropertyDeclaration(parent));
  return isTypeOfMember ? parent : declaration;
}
