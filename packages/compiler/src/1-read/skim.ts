/** What the text of a file tells about its contracts before anything is read: where tags are, and how many clauses there would be. */
import type ts from 'typescript';
import { clauseKinds, contractTags, kindsOfTag } from '../clause-kinds.ts';
import type { TypeScript } from '../contract.ts';
import { runtimeModule } from './body-calls.ts';
import { commentsAround, isTrivia } from './comments.ts';
import { misspeltTags, readTags, type TagClause } from './doc-tags.ts';
import { nextTag, offsetsOfTags, tagPattern } from './offsets.ts';
import { parseAll, pendingOf } from './predicate.ts';

const contractTag = tagPattern([...contractTags, ...misspeltTags]);

/**
 * Whether a text can hold a contract at all: one scan, so that files without contracts cost next to nothing.
 *
 * @pure
 */
export function mayHoldContracts(text: string): boolean {
  return nextTag(text, contractTag) !== -1 || text.includes(runtimeModule);
}

/** Where contract tags may be in a text, in ascending order. */
export function tagOffsetsIn(text: string): number[] {
  return offsetsOfTags(text, contractTag);
}

/**
 * Counts the doc clauses of files from their comments alone, for a profile that ignores them all. Their expressions are only parsed,
 * those of all files at once.
 *
 * @returns nothing for a file where that is not enough and which has to be read: it has contract calls, labels, or a fault.
 * @ensures `[...result.keys()].every((file) => files.includes(file))`
 */
export function skim(ts: TypeScript, files: readonly ts.SourceFile[]): Map<ts.SourceFile, number> {
  const skimmed = new Map<ts.SourceFile, TagClause[]>();
  for (const file of files) {
    const clauses = plainClauses(ts, file);
    if (clauses) skimmed.set(file, clauses);
  }
  for (const group of parsedAlike([...skimmed.keys()])) {
    const parses = (some: readonly ts.SourceFile[]): boolean => some[0] !== undefined && parseAll(ts, some[0], some.flatMap((file) => pendingOf(skimmed.get(file) ?? [], file.text)));
    if (parses(group)) continue;
    for (const file of group) if (!parses([file])) skimmed.delete(file);
  }
  return new Map([...skimmed].map(([file, clauses]) => [file, clauses.filter(isEvaluated).length]));
}

/** The clauses of a file that has nothing but plain ones; undefined if there is more to it. */
function plainClauses(ts: TypeScript, file: ts.SourceFile): TagClause[] | undefined {
  const { text } = file;
  if (text.includes(runtimeModule)) return undefined;
  const found: TagClause[] = [];
  for (const comment of commentsAround(text, tagOffsetsIn(text))) {
    const { clauses, diagnostics } = readTags(text, comment);
    if (clauses.length + diagnostics.length === 0 || !isTrivia(ts, file, comment.start)) continue;
    if (diagnostics.length > 0 || clauses.some(({ label, tentative, isAlmostList }) => label !== undefined || tentative === true || isAlmostList === true)) return undefined;
    found.push(...clauses);
  }
  return found;
}

/** Files by the grammar that TypeScript reads their expressions with: `.ts`, `.tsx`, `.js` and the others. */
function parsedAlike(files: readonly ts.SourceFile[]): Iterable<ts.SourceFile[]> {
  const groups = new Map<string, ts.SourceFile[]>();
  for (const file of files) {
    const grammar = file.fileName.slice(file.fileName.lastIndexOf('.'));
    const group = groups.get(grammar);
    if (group) group.push(file);
    else groups.set(grammar, [file]);
  }
  return groups.values();
}

function isEvaluated({ tag }: TagClause): boolean {
  return kindsOfTag(tag).some((kind) => clauseKinds[kind].moment !== 'never');
}
