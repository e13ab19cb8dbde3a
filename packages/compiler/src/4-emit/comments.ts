/** Comments around statements that go: those above an import are not its own, and stay. */
import type ts from 'typescript';
import type { TypeScript } from '../contract.ts';
import { isOfContracts } from './file-start.ts';

/** What removed imports leave behind. */
interface AboveImports {
  /** The comments of statements that have some above a removed import before them, and those right above them. */
  readonly above: ReadonlyMap<ts.Node, readonly ts.CommentRange[]>;
  /** The text of the file, of the same length, without a first import that a blank line follows: TypeScript then prints the comments above it before everything else. */
  readonly text: string;
}

interface Removal {
  readonly isOut: (statement: ts.Statement) => boolean;
  readonly options: ts.CompilerOptions;
}

/**
 * Where the comments above removed imports go. A source map that holds the text of the file has it as it was written.
 *
 * @ensures `result.text.length === sourceFile.text.length`
 */
export function aboveImports(ts: TypeScript, sourceFile: ts.SourceFile, { isOut, options }: Removal): AboveImports {
  const { statements, text } = sourceFile;
  const [first] = statements;
  const above = new Map<ts.Node, readonly ts.CommentRange[]>();
  if (!statements.some((each) => ts.isImportDeclaration(each) && isOut(each))) return { above, text };
  let left: readonly ts.CommentRange[] = [];
  let isApart = false;
  for (const statement of statements) {
    const comments = ts.getLeadingCommentRanges(text, statement.pos) ?? [];
    if (ts.isImportDeclaration(statement) && isOut(statement)) {
      const own = statement === first ? withoutHeader(text, comments, statement.getStart()) : comments;
      isApart ||= statement === first && options.inlineSources !== true && comments.length > 0 && own === comments && blankLine.test(text.slice(statement.end));
      left = isApart ? [] : [...left, ...own];
    } else if (!isOut(statement)) {
      if (left.length > 0) above.set(statement, [...left, ...comments]);
      left = [];
    }
  }
  return { above, text: isApart && first ? text.slice(0, first.getStart()) + ' '.repeat(first.getWidth()) + text.slice(first.end) : text };
}

/** The comments that TypeScript prints in declarations. */
const isDeclared = /^\/\*[*!]/;

const blankLine = /^[^\S\n]*\n[^\S\n]*\n/;

/** The comments behind the first blank line: TypeScript prints those before it at the start of the file. */
function withoutHeader(text: string, comments: readonly ts.CommentRange[], start: number): readonly ts.CommentRange[] {
  const last = comments.findIndex(({ end }, index) => blankLine.test(text.slice(end, comments[index + 1]?.pos ?? start)));
  return last === -1 ? comments : comments.slice(last + 1);
}

/**
 * Declarations that begin as those of the file without its imports of contract functions do.
 *
 * @ensures `result.fileName === declarations.fileName`
 */
export function declarationsWithComments(ts: TypeScript, declarations: ts.SourceFile, options: ts.CompilerOptions): ts.SourceFile {
  const sourceFile = ts.getOriginalNode(declarations) as ts.SourceFile;
  const { above, text } = aboveImports(ts, sourceFile, { isOut: (statement) => isOfContracts(ts, statement), options });
  if (above.size === 0 && text === sourceFile.text) return declarations;
  for (const statement of declarations.statements) {
    const comments = options.removeComments === true ? undefined : above.get(ts.getOriginalNode(statement));
    if (comments) placeComments(ts, statement, { text: sourceFile.text, comments: comments.filter(({ pos }) => isDeclared.test(sourceFile.text.slice(pos, pos + 3))) });
  }
  return Object.assign(ts.factory.updateSourceFile(declarations, declarations.statements), { text });
}

/** What is known of a file's comments. */
interface Comments {
  readonly ts: TypeScript;
  readonly context: ts.TransformationContext;
  readonly sourceFile: ts.SourceFile;
  readonly above: AboveImports['above'];
  /** Statements that inherit the comment behind a removed one on their line, and where that one ends. */
  readonly lineEnds: ReadonlyMap<ts.Node, number>;
}

/** A statement with the comments that removed ones around it leave. */
export function withComments({ ts, context, sourceFile: { text }, above, lineEnds }: Comments, node: ts.Node, visited: ts.Node): ts.Node {
  const [comments, end] = [above.get(node), lineEnds.get(node)];
  if (comments && context.getCompilerOptions().removeComments !== true) placeComments(ts, visited, { text, comments });
  return end === undefined ? visited : ts.setCommentRange(visited, { pos: node.pos, end });
}

/** Gives a node copies of comments, in the place of those above it. */
function placeComments(ts: TypeScript, node: ts.Node, { text, comments }: { readonly text: string; readonly comments: readonly ts.CommentRange[] }): void {
  ts.setEmitFlags(node, ts.EmitFlags.NoLeadingComments);
  ts.setSyntheticLeadingComments(node, comments.map((comment) => copyOf(ts, text, comment)));
}

/** A copy of a comment, which TypeScript prints as it is. */
export function copyOf(ts: TypeScript, text: string, { pos, end, kind }: ts.CommentRange): ts.SynthesizedComment {
  return { kind, text: text.slice(pos + 2, kind === ts.SyntaxKind.MultiLineCommentTrivia ? end - 2 : end), pos: -1, end: -1, hasTrailingNewLine: true };
}
