/** Clauses that only heirs check may name only what the files of heirs can name too. */
import type ts from 'typescript';
import { declarationsAt, type Lookup } from '../1-read/declarations.ts';
import { calledAs } from '../1-read/function-types.ts';
import { memberOfClass } from '../1-read/heritage.ts';
import { clauseNames, isDeclaredAround, parameterNames } from '../1-read/resolve.ts';
import { hasModifier, spanOf } from '../1-read/syntax.ts';
import { typeFinder } from '../1-read/type-finder.ts';
import { clauseKinds } from '../clause-kinds.ts';
import type { Clause, ContractOwner, TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { isExported } from './heir-imports.ts';
import { privateName } from './heir-names.ts';
import type { CheckedContracts } from './index.ts';

/** What is wrong with the clauses of members that others inherit. */
export function inheritableProblems(lookup: Lookup, { file, typeable }: CheckedContracts): Diagnostic[] {
  if (file.sourceFile.isDeclarationFile) return [];
  return file.contracts.filter(({ owner }) => isInheritable(lookup.ts, owner)).flatMap(({ owner, clauses }) =>
    clauses.filter((clause) => typeable.has(clause) && clauseKinds[clause.kind].moment !== 'never').flatMap((clause) => problemsOf(lookup, owner, clause)),
  );
}

/**
 * Whether a contract is checked only where others inherit it, and others can: of interfaces, their members and abstract ones. One of a method with
 * a body is checked there too, so that is said of the heir which it is a trouble for.
 */
function isInheritable(ts: TypeScript, { node, exported, role }: ContractOwner): boolean {
  const member = memberOfClass(ts, node);
  if (role === 'interface') return exported;
  if (!exported || role !== 'signature' || !member) return false;
  return ts.isInterfaceDeclaration(member.parent) || hasModifier(ts, member, ts.SyntaxKind.AbstractKeyword);
}

function problemsOf(lookup: Lookup, owner: ContractOwner, clause: Clause): Diagnostic[] {
  const { ts } = lookup;
  const hidden = privateName(ts, clause);
  const report = (span: Diagnostic['span'], name: string, texts: readonly [why: string, whatToDo: string]): Diagnostic =>
    diagnostic('clause-not-inheritable', span, name, texts[0], clause.predicate?.text ?? '', texts[1]);
  if (hidden) return [report(clause.predicate?.span ?? clause.span, hidden.name, hidden.name === 'import.meta' ? ['it differs from file to file', 'Use an exported value.'] : ['only its own class sees it', 'Use a member that heirs have.'])];
  return clauseNames(ts, clause).flatMap((node) => {
    const isOwn = isOfSignature(lookup, owner.node, node) || (clauseKinds[clause.kind].names as readonly string[]).includes(node.text);
    if (isOwn || !isDeclaredAround(ts, owner.node, node.text)) return [];
    const declared = declarationsAt(lookup, owner.node, node.text);
    const isHere = declared.some((each) => each.getSourceFile() === owner.node.getSourceFile() && !ts.isSourceFile(each));
    if (!isHere || declared.some((each) => isExported(ts, each, node.text))) return [];
    return [report(spanOf(node), node.text, ['its file does not export it', 'Export it, or use a member of `this`.'])];
  });
}

function isOfSignature(lookup: Lookup, node: ts.Node, { text }: ts.Identifier): boolean {
  const { ts } = lookup;
  const signature = calledAs(ts, node, typeFinder(lookup));
  return signature !== undefined && parameterNames(ts, signature).has(text);
}
