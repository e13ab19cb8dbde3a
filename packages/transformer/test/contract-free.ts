/** B(S): the contract-free source of a file, by text, and on purpose without any code of the compiler. */
import ts from 'typescript';

const contractCalls = new Set(['requires', 'ensures', 'invariant', 'assert', 'decreases']);

/** Removes in-body contract statements with their comments and lines, and the imports that only they used. */
export function contractFree(fileName: string, text: string, verbatim: boolean): string {
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  const imported = runtimeNames(file);
  const removed: [start: number, end: number, instead?: string][] = [];
  const kept: ts.Identifier[] = [];
  const gone: ts.Identifier[] = [];
  const visit = (node: ts.Node, leaving: boolean): void => {
    const leaves = leaving || isContractStatement(node, imported);
    if (leaves && !leaving) removed.push(wholeLines(text, node), ...endBefore(text, node, imported));
    if (ts.isIdentifier(node) && !isImportOrMember(node)) (leaves ? gone : kept).push(node);
    ts.forEachChild(node, (child) => visit(child, leaves));
  };
  visit(file, false);
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) removed.push(...importCuts(statement, { text, kept, gone, verbatim }));
  }
  let out = text;
  for (const [start, end, instead = ''] of removed.sort((a, b) => b[0] - a[0])) out = out.slice(0, start) + instead + out.slice(end);
  const isModule = file.statements.some((each) => ts.isImportDeclaration(each) || ts.isExportDeclaration(each));
  const left = ts.createSourceFile(fileName, out, ts.ScriptTarget.Latest, true);
  const stillModule = left.statements.some((each) => ts.isImportDeclaration(each) || ts.isExportDeclaration(each) || ts.isExportAssignment(each) || hasExport(each));
  return isModule && !stillModule ? `${out}\nexport {};\n` : out;
}

/** A name that uses no binding of the file: it declares an import, or it is a member's. */
function isImportOrMember(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent)) return true;
  const isMember = ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent) || ts.isClassElement(parent) || ts.isTypeElement(parent);
  return isMember && parent.name === node;
}

function hasExport(node: ts.Statement): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
}

function runtimeNames(file: ts.SourceFile): Map<string, string> {
  const names = new Map<string, string>();
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) || (statement.moduleSpecifier as ts.StringLiteral).text !== '@proviso/runtime') continue;
    const bindings = statement.importClause?.namedBindings;
    if (bindings && ts.isNamedImports(bindings)) for (const each of bindings.elements) names.set(each.name.text, (each.propertyName ?? each.name).text);
  }
  return names;
}

function isContractStatement(node: ts.Node, imported: Map<string, string>): boolean {
  if (!ts.isExpressionStatement(node) || !ts.isCallExpression(node.expression) || !ts.isIdentifier(node.expression.expression)) return false;
  const { text } = node.expression.expression;
  return contractCalls.has(imported.get(text) ?? '') && !isShadowed(node, text);
}

/** Whether a scope between a node and its file declares a name of its own: the name then means no import. */
function isShadowed(node: ts.Node, name: string): boolean {
  for (let scope = node.parent; !ts.isSourceFile(scope); scope = scope.parent) if (declares(scope, scope, name)) return true;
  return false;
}

/** Whether a name is declared in `scope` itself, as far down as its own `var`s and the heads of its statements reach. */
function declares(scope: ts.Node, node: ts.Node, name: string): boolean {
  return ts.forEachChild(node, (child) => {
    const named = (child as ts.Node & { readonly name?: ts.Node }).name;
    const isOwn = named !== undefined && ts.isIdentifier(named) && named.text === name && !ts.isPropertyAccessExpression(child) && !ts.isClassElement(child) && !ts.isPropertyAssignment(child);
    if (isOwn) return true;
    const isInside = ts.isFunctionLike(child) || ts.isClassLike(child) || (ts.isBlock(child) && !(ts.isFunctionLike(scope) && child.parent === scope)) || ts.isModuleDeclaration(child);
    return isInside ? false : declares(scope, child, name);
  }) ?? false;
}

/** The statement before a removed one, where it ends by its line break: what comes next must not go on with it. */
function endBefore(text: string, node: ts.Node, imported: Map<string, string>): [number, number, string][] {
  const { statements = [] } = node.parent as { statements?: readonly ts.Statement[] };
  const before = statements.slice(0, statements.indexOf(node as ts.Statement)).findLast((each) => !isContractStatement(each, imported));
  const next = statements[statements.indexOf(node as ts.Statement) + 1];
  const isExpression = before && (ts.isExpressionStatement(before) || ts.isVariableStatement(before));
  return isExpression === true && next && text[before.end - 1] !== ';' && /[[(`]/.test(text[next.getStart()] ?? '') ? [[before.end, before.end, ';']] : [];
}

/** A statement with its leading comments, also those on its line; where nothing else is on its lines, these and the comment behind it too. */
function wholeLines(text: string, node: ts.Node): [number, number] {
  const isOnLineOfToken = !/[\r\n]/.test(text.slice(node.pos, node.getStart()));
  const comments = (isOnLineOfToken ? ts.getTrailingCommentRanges(text, node.pos) : ts.getLeadingCommentRanges(text, node.pos)) ?? [];
  const start = withoutHeader(text, node, comments)[0]?.pos ?? node.getStart();
  const end = (ts.getTrailingCommentRanges(text, node.end) ?? []).at(-1)?.end ?? node.end;
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  const lineEnd = end + (/^[^\r\n]*(?:\r\n|[\r\n])?/.exec(text.slice(end))?.[0].length ?? 0);
  const isAlone = text.slice(lineStart, start).trim() === '' && text.slice(end, lineEnd).trim() === '';
  return isAlone ? [lineStart, lineEnd] : [start, node.end];
}

/** Comments at the start of a file, with a blank line behind them, are the file's and not its first statement's. */
function withoutHeader(text: string, node: ts.Node, comments: readonly ts.CommentRange[]): readonly ts.CommentRange[] {
  if (node.pos !== 0) return comments;
  const isApart = ({ end }: ts.CommentRange, index: number): boolean => /^[^\S\r\n]*\r?\n[^\S\r\n]*\r?\n/.test(text.slice(end, comments[index + 1]?.pos ?? node.getStart()));
  return comments.slice(comments.findLastIndex(isApart) + 1);
}

interface Uses {
  readonly text: string;
  readonly kept: readonly ts.Identifier[];
  readonly gone: readonly ts.Identifier[];
  readonly verbatim: boolean;
}

function importCuts(node: ts.ImportDeclaration, { text, kept, gone, verbatim }: Uses): [number, number][] {
  const clause = node.importClause;
  if (!clause) return [];
  const named = clause.namedBindings && ts.isNamedImports(clause.namedBindings) ? [...clause.namedBindings.elements] : [];
  const names = [...(clause.name ? [clause.name] : []), ...named.map((each) => each.name), ...(clause.namedBindings && ts.isNamespaceImport(clause.namedBindings) ? [clause.namedBindings.name] : [])];
  const uses = (each: ts.Identifier, name: ts.Identifier): boolean => each.text === name.text && !isShadowed(each, name.text);
  const isOut = (name: ts.Identifier): boolean => gone.some((each) => uses(each, name)) && !kept.some((each) => uses(each, name));
  const out = names.filter(isOut);
  if (out.length === 0) return [];
  if (out.length < names.length) return bindingCuts(clause, named, isOut);
  const isRuntime = (node.moduleSpecifier as ts.StringLiteral).text === '@proviso/runtime';
  if (verbatim && !isRuntime && !clause.isTypeOnly) return [[clause.getStart(), node.moduleSpecifier.getStart()]];
  return [lineOf(text, node)];
}

/** An import without the comments above it, which stay; where nothing else is on its line, all of that. */
function lineOf(text: string, node: ts.Node): [number, number] {
  const [, end] = wholeLines(text, node);
  const start = node.getStart();
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  return text.slice(lineStart, start).trim() === '' ? [lineStart, end] : [start, end];
}

/** Some bindings go and some stay: each goes with the comma that joins it to its neighbour. */
function bindingCuts(clause: ts.ImportClause, named: readonly ts.ImportSpecifier[], isOut: (name: ts.Identifier) => boolean): [number, number][] {
  const { name, namedBindings } = clause;
  if (name && namedBindings && isOut(name)) return [[name.getStart(), namedBindings.getStart()], ...specifierCuts(named, isOut)];
  const isEmptied = namedBindings && (ts.isNamespaceImport(namedBindings) ? isOut(namedBindings.name) : named.every((each) => isOut(each.name)));
  return name && isEmptied ? [[name.end, namedBindings.end]] : specifierCuts(named, isOut);
}

function specifierCuts(named: readonly ts.ImportSpecifier[], isOut: (name: ts.Identifier) => boolean): [number, number][] {
  const lastKept = named.findLastIndex((each) => !isOut(each.name));
  const cuts = named.slice(0, Math.max(lastKept, 0)).flatMap((each, index): [number, number][] => (isOut(each.name) ? [[each.pos, named[index + 1]!.pos]] : []));
  const last = named.at(-1);
  const kept = named[lastKept];
  return kept && last && kept !== last ? [...cuts, [kept.end, last.end]] : cuts;
}
