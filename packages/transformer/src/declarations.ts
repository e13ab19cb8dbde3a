/** In-body clauses in `.d.ts` files: what stands in a body is told to users of a package as doc tags. */
import { clauseKinds, docCommentOf, hasModifier, printClause, startOfDeclarations, withWrappers, type CheckedContracts, type Clause, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';

/** The tags that a declaration gains. */
type AddedTags = ReadonlyMap<ts.Node, readonly string[]>;

/**
 * Adds the in-body clauses of a file to its declarations, without a message that a comment cannot hold. A clause that a doc tag cannot hold stays
 * in `contracts.json` alone, as do those of private members, of implementations behind overloads and of constructors in inferred types, which
 * declarations do not show.
 */
export function publishBodyClauses(ts: TypeScript, context: ts.TransformationContext, { declarations, checked }: { declarations: ts.SourceFile; checked: CheckedContracts }): ts.SourceFile {
  const tags = tagsByDeclaration(ts, checked);
  if (tags.size === 0) return declarations;
  const { sourceFile } = checked.file;
  const visit = (node: ts.Node): ts.Node => {
    const source = declaredBy(ts, node);
    const added = tags.get(source);
    if (added) addTags(ts, shownAs(ts, declarations, node), { source, added, sourceFile, start: declarations.statements.pos });
    return ts.visitEachChild(node, visit, context);
  };
  return ts.visitEachChild(declarations, visit, context);
}

/**
 * What a node of declarations stands for; a member of an inferred type has nothing of it but the place of its comments. A variable or a default export of
 * JavaScript that is a function is shown as one.
 */
function declaredBy(ts: TypeScript, node: ts.Node): ts.Node {
  if (ts.isTypeElement(node)) return ts.getCommentRange(node) as ts.Node;
  const source = ts.getOriginalNode(node);
  if (!ts.isFunctionDeclaration(node)) return source;
  if (!ts.isVariableDeclarationList(source)) return declarationOf(ts, source) ?? source;
  return shownFor(source, source.declarations.find(({ name }) => ts.isIdentifier(name) && name.text === node.name?.text));
}

/** What of a list of variables holds the comment of one: the statement where there is no other. */
function shownFor(list: ts.VariableDeclarationList, variable: ts.VariableDeclaration | undefined): ts.Node {
  return list.declarations.length > 1 && variable ? variable : list.parent;
}

/** What says the type of a declaration: for `export default` of an expression, the variable before it. */
function shownAs(ts: TypeScript, { statements }: ts.SourceFile, node: ts.Node): ts.Node {
  return ts.isExportAssignment(node) ? (statements[statements.indexOf(node) - 1] ?? node) : node;
}

/** Comments at the start of a file stay there, behind an import of contract functions of which declarations keep nothing. */
export function beginAsWritten(ts: TypeScript, declarations: ts.SourceFile): ts.SourceFile {
  const sourceFile = ts.getOriginalNode(declarations) as ts.SourceFile;
  const { statements } = declarations;
  const pos = startOfDeclarations(ts, sourceFile);
  if (pos === sourceFile.statements.pos) return declarations;
  return ts.factory.updateSourceFile(declarations, ts.setTextRange(ts.factory.createNodeArray(statements), { pos, end: statements.end }));
}

function tagsByDeclaration(ts: TypeScript, { file, sound }: CheckedContracts): AddedTags {
  const tags = new Map<ts.Node, readonly string[]>();
  for (const { owner, clauses } of file.contracts) {
    const added = clauses.flatMap((clause) => (sound.has(clause) ? (tagOf(clause) ?? []) : []));
    const declaration = added.length > 0 ? declarationOf(ts, owner.node) : undefined;
    if (declaration && !hasModifier(ts, declaration, ts.SyntaxKind.PrivateKeyword)) tags.set(declaration, added);
  }
  return tags;
}

/** An in-body clause as a tag; undefined for one that belongs to the body, or that the form of a tag cannot hold. */
function tagOf(clause: Clause): string | undefined {
  const { place, tag } = clauseKinds[clause.kind];
  if (!clause.statement || place !== 'head' || tag === undefined) return undefined;
  if (clause.predicate?.text.includes('`')) return undefined;
  const { message: _, ...silent } = clause;
  return [clause, silent].map(printClause).find((text) => !/\*\/|[\r\n]/.test(text));
}

/** The declaration that a `.d.ts` shows for a function: itself, or what it initialises. */
function declarationOf(ts: TypeScript, node: ts.Node): ts.Node | undefined {
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return node;
  const { parent } = withWrappers(ts, node);
  if (ts.isPropertyDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isExportAssignment(parent)) return parent;
  if (!ts.isVariableDeclaration(parent) || !ts.isVariableDeclarationList(parent.parent)) return undefined;
  return shownFor(parent.parent, parent);
}

interface Addition {
  readonly source: ts.Node;
  readonly added: readonly string[];
  readonly sourceFile: ts.SourceFile;
  /** Where the statements of the file begin. */
  readonly start: number;
}

/** Comments are printed from the source text, so one that changes is printed by us, and those above it too. */
function addTags(ts: TypeScript, node: ts.Node, { source, added, sourceFile, start: fileStart }: Addition): void {
  const { text } = sourceFile;
  const ownedByFile = source.pos === fileStart ? endOfHeader(ts, sourceFile, fileStart) : fileStart;
  const lines = added.map((tag) => ` * ${tag}\n`).join('');
  const above = (ts.getLeadingCommentRanges(text, source.pos) ?? []).map(({ pos, end }) => ({ start: pos, end }));
  const comments = above.filter(({ start }) => start >= ownedByFile && text.startsWith('/**', start));
  const found = docCommentOf(ts, sourceFile, source);
  const doc = found && found.start >= ownedByFile ? found : undefined;
  // Behind `const` or a comma TypeScript prints it on that line as well. The last one is what is read.
  if (doc && !comments.some(({ start }) => start === doc.start)) comments.push(doc);
  ts.setEmitFlags(node, ts.EmitFlags.NoLeadingComments);
  for (const { start, end } of comments) {
    const inside = withoutIndent(text.slice(start + 2, end - 2), start - text.lastIndexOf('\n', start) - 1);
    add(ts, node, start === doc?.start ? `${onLines(inside)}\n${lines} ` : inside);
  }
  if (!doc) add(ts, node, `*\n${lines} `);
}

/** The end of the comments at the start of a file that a blank line parts from the rest: TypeScript prints them as the file's own. */
function endOfHeader(ts: TypeScript, sourceFile: ts.SourceFile, start: number): number {
  const { text } = sourceFile;
  const comments = ts.getLeadingCommentRanges(text, start) ?? [];
  const isParted = (end: number, next: number): boolean => (text.slice(end, next).match(/\r\n|[\n\r]/g) ?? []).length > 1;
  const last = comments.find(({ end }, index) => comments[index + 1] === undefined || isParted(end, comments[index + 1]?.pos ?? end));
  const statement = sourceFile.statements.find(({ pos }) => pos === start)?.getStart(sourceFile) ?? start;
  return last && isParted(last.end, statement) ? last.end : start;
}

function add(ts: TypeScript, node: ts.Node, text: string): void {
  ts.addSyntheticLeadingComment(node, ts.SyntaxKind.MultiLineCommentTrivia, text, true);
}

/** TypeScript indents the lines of a comment as the declaration is: what they were indented by goes. */
function withoutIndent(text: string, columns: number): string {
  return text.split(/\r?\n/).map((line, index) => (index === 0 ? line : line.replace(new RegExp(`^[ \\t]{0,${columns}}`), ''))).join('\n');
}

/** What a comment says, without its end, on lines of its own: `* Says. ` becomes two. A blank line at its end stays. */
function onLines(inside: string): string {
  return inside.includes('\n') ? inside.replace(/(?:\n[ \t]*|[ \t]+)$/, '') : `*\n * ${inside.slice(1).trim()}`;
}
