/** Names that only clauses use count as used, for the rules that look for unused names and for imports of types alone. */
import { clauseNames, type TypeScript } from '@proviso/compiler';
import type { TSESLint } from '@typescript-eslint/utils';
import type ts from 'typescript';
import type { Analysis, Context } from './analysis.ts';

type Scope = TSESLint.Scope.Scope;
type Variable = TSESLint.Scope.Variable;

/** Marks what the clauses of a file name as used in the linter's scopes. */
export function markUsedNames({ sourceCode }: Readonly<Context>, { ts, contracts, ...source }: Analysis): void {
  for (const { owner, clauses } of contracts?.file.contracts ?? []) {
    const scope = sourceCode.getScope(source.nodeOf(owner.node) ?? sourceCode.ast);
    for (const { text } of clauses.flatMap((clause) => clauseNames(ts, clause))) {
      const variable = variableOf(scope, text);
      if (!variable) continue;
      variable.eslintUsed = true;
      addValueReference(variable, scope);
    }
    for (const name of clauses.flatMap(({ predicate }) => (predicate ? typeNames(ts, predicate.expression) : []))) {
      const variable = variableOf(scope, name);
      if (variable) variable.eslintUsed = true;
    }
  }
}

/** The names of types in an expression, of a module or namespace where they are members of one. */
function typeNames(ts: TypeScript, expression: ts.Node): string[] {
  if (!/\b(?:as|satisfies)\b|[<:]/.test(expression.getText())) return [];
  const names: string[] = [];
  const visit = (node: ts.Node, isType: boolean): void => {
    if (isType && ts.isIdentifier(node) && !(ts.isQualifiedName(node.parent) && node.parent.right === node)) names.push(node.text);
    ts.forEachChild(node, (child) => visit(child, isType || ts.isTypeNode(child)));
  };
  visit(expression, false);
  return names;
}

function variableOf(scope: Scope, name: string): Variable | undefined {
  for (let at: Scope | null = scope; at; at = at.upper) {
    const found = at.set.get(name) ?? moduleVariable(at, name);
    if (found) return found;
  }
  return undefined;
}

/** Where the parser keeps no nodes by place, the search begins at the global scope; a module's names are one below. */
function moduleVariable(scope: Scope, name: string): Variable | undefined {
  return scope.upper ? undefined : scope.childScopes.find(({ block }) => block === scope.block)?.set.get(name);
}

/** Gives an import a use of its value, at its own place: rules that turn imports into `import type` count uses of types and of values. */
function addValueReference(variable: Variable, from: Scope): void {
  const [identifier] = variable.identifiers;
  if (!identifier || !/^Import\w*Specifier$/.test(identifier.parent.type) || variable.references.some((each) => each.identifier === identifier)) return;
  const [yes, no] = [() => true, () => false];
  const reference = { identifier, from, resolved: variable, init: false, isRead: yes, isReadOnly: yes, isWrite: no, isWriteOnly: no, isReadWrite: no, isValueReference: true, isTypeReference: false };
  variable.references.push(reference as unknown as TSESLint.Scope.Reference);
}
