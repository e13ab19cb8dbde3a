/** The import of the runtime, among the statements of a printed file. */
import type ts from 'typescript';
import { isDirective } from '../1-read/syntax.ts';
import { checkModule, type RuntimeName } from '../3-plan/plan.ts';
import type { TypeScript } from '../contract.ts';
import { copyOf } from './comments.ts';
import { setParents, type createRuntimeImport } from '../ts-internals.ts';

/** The names that a file takes from the runtime. */
export type RuntimeImports = ReadonlyMap<RuntimeName, ReturnType<typeof createRuntimeImport>>;

/** A file that imports them. */
interface Importing {
  readonly ts: TypeScript;
  readonly context: ts.TransformationContext;
  readonly sourceFile: ts.SourceFile;
  readonly imports: RuntimeImports;
}

/**
 * Before everything but directives and licence comments: what a module imports may call functions of it, where modules import each other, and these
 * need the runtime then. It loads nothing and does nothing itself.
 */
export function withImport(importing: Importing, statements: readonly ts.Statement[]): ts.Statement[] {
  const { ts, imports } = importing;
  const { factory } = ts;
  const first = statements.findIndex((statement) => !isDirective(ts, statement));
  const at = first === -1 ? statements.length : first;
  const clause = factory.createImportClause(undefined, undefined, factory.createNamedImports([...imports.values()].map(({ specifier }) => specifier)));
  const declaration = factory.createImportDeclaration(undefined, clause, factory.createStringLiteral(checkModule));
  setParents(ts, declaration);
  const next = statements[at];
  if (at === 0 && next) keepLicenceFirst(importing, declaration, next);
  return [...statements.slice(0, at), declaration, ...statements.slice(at)];
}

/** A licence comment directly above the first statement goes above the import that is put there. */
function keepLicenceFirst({ ts, context, sourceFile: { text } }: Importing, declaration: ts.ImportDeclaration, first: ts.Statement): void {
  const start = ts.getCommentRange(first).pos;
  const own = start < 0 ? [] : (ts.getLeadingCommentRanges(text, start) ?? []);
  const comments = ts.getSyntheticLeadingComments(first) ?? own.map((comment) => copyOf(ts, text, comment));
  const isLicence = ({ text: inside }: ts.SynthesizedComment): boolean => /^!|@licen[cs]e|@preserve|copyright/i.test(inside);
  const count = comments.findIndex((comment) => !isLicence(comment));
  if (count === 0 || comments.length === 0 || context.getCompilerOptions().removeComments === true) return;
  ts.setEmitFlags(first, ts.EmitFlags.NoLeadingComments);
  ts.setSyntheticLeadingComments(declaration, count === -1 ? comments : comments.slice(0, count));
  ts.setSyntheticLeadingComments(first, count === -1 ? [] : comments.slice(count));
}
