/** Marks the places of a text at which async code waits, so that somebody can say when each goes on. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { turnName } from './turn-name.ts';

/** JavaScript or TypeScript that is about to run. */
export interface RunningText {
  readonly text: string;
  readonly isTypeScript: boolean;
  /** The place in the sources that an offset of the text is about: `path:line`. */
  readonly placeOf: (line: number, column: number) => string;
}

interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * The text with every `await e` as `await turn(e, place)`, and every `for await (const x of e)` over `turn.each(e, place)`. Lines stay as they are.
 *
 * @ensures `result.split('\n').length === source.text.split('\n').length`
 */
export function markSuspensions(ts: TypeScript, source: RunningText): string {
  const { text, isTypeScript } = source;
  if (!/\bawait\b/.test(text)) return text;
  const file = ts.createSourceFile(isTypeScript ? 'marked.ts' : 'marked.js', text, ts.ScriptTarget.Latest, false, isTypeScript ? ts.ScriptKind.TS : ts.ScriptKind.JS);
  const insertions: Insertion[] = [];
  const mark = (node: ts.Node, expression: ts.Expression, name: string): void => {
    const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
    insertions.push({ at: expression.getStart(file), text: `${name}(` }, { at: expression.getEnd(), text: `, ${JSON.stringify(source.placeOf(line, character))})` });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isAwaitExpression(node)) mark(node, node.expression, called(turnName));
    if (ts.isForOfStatement(node) && node.awaitModifier) mark(node, node.expression, called(`${turnName}?.each`));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return inserted(text, insertions);
}

/** Where it is not installed, in a thread of the project's own, nothing is asked. */
function called(name: string): string {
  return `(globalThis.${name} ?? ((value) => value))`;
}

/** Of two at the same place, the one of the outer node opens first and closes last: they come in that order. */
function inserted(text: string, insertions: readonly Insertion[]): string {
  const sorted = insertions.map((each, order) => ({ ...each, order: each.text.startsWith(',') ? -order : order })).sort((a, b) => a.at - b.at || a.order - b.order);
  let result = '';
  let from = 0;
  for (const { at, text: added } of sorted) {
    result += text.slice(from, at) + added;
    from = at;
  }
  return result + text.slice(from);
}
