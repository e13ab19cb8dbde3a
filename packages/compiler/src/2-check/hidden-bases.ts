/** Base classes of dependencies that declarations show without a class: mixins and class expressions. */
import type ts from 'typescript';
import { heirClasses } from '../1-read/classes.ts';
import { declarationsOf } from '../1-read/declarations.ts';
import { baseOf, isWrapper, spanOf } from '../1-read/syntax.ts';
import type { Host } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import type { KnownContracts } from './asked-members.ts';
import type { CheckedContracts } from './index.ts';

interface Search extends Pick<KnownContracts, 'host' | 'isBelieved'> {
  readonly contractsIn: (file: ts.SourceFile) => CheckedContracts | undefined;
}

/** The classes of a file that extend what a dependency does not show, and has contracts of. */
export function hiddenBases(search: Search, sourceFile: ts.SourceFile): Diagnostic[] {
  const { host } = search;
  return heirClasses(host.ts, sourceFile).flatMap((node) => {
    const base = baseOf(host.ts, node);
    const hidden = base && !search.isBelieved(node) ? hiddenBehind(search, base, new Set()) : undefined;
    if (!base || !hidden) return [];
    const name = host.packageOf(hidden.getSourceFile().fileName)?.name ?? '';
    return [diagnostic('hidden-base', spanOf(base), node.name?.text ?? '(anonymous class)', base.getText(), name)];
  });
}

/** The declaration behind an expression that has contracts and shows no class. */
function hiddenBehind(search: Search, node: ts.Node, seen: Set<ts.Node>): ts.Node | undefined {
  if (seen.has(node)) return undefined;
  seen.add(node);
  for (const each of behind(search.host, node)) {
    const found = isHidden(search, each) ? each : hiddenBehind(search, each, seen);
    if (found) return found;
  }
  return undefined;
}

/** What an expression or a declaration takes its class from. A class of the program itself is reported where it is declared. */
function behind(host: Host, node: ts.Node): readonly ts.Node[] {
  const { ts } = host;
  if (isWrapper(ts, node)) return [node.expression];
  if (ts.isCallExpression(node)) return [node.expression, ...node.arguments];
  if (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)) return declarationsOf(host, node);
  if (ts.isVariableDeclaration(node)) return node.initializer ? [node.initializer] : [];
  const base = ts.isClassLike(node) && node.getSourceFile().isDeclarationFile ? baseOf(ts, node) : undefined;
  return base ? [base] : [];
}

/** Whether a declaration of a dependency stands for classes with contracts: what its type shows has some, or its record has what nothing shows. */
function isHidden({ host, contractsIn }: Search, node: ts.Node): boolean {
  const { ts } = host;
  const file = node.getSourceFile();
  if (!file.isDeclarationFile || !(ts.isVariableDeclaration(node) || ts.isFunctionDeclaration(node)) || host.packageOf(file.fileName)?.optedIn !== true) return false;
  const found = contractsIn(file)?.file;
  return found?.hidesClasses === true || found?.contracts.some(({ owner }) => owner.node !== node && owner.node.pos >= node.pos && owner.node.end <= node.end) === true;
}
