// How TypeScript itself reads a file of the corpus.
import ts from 'typescript';

/** The source file of a text, with parents. */
export function parsed(fileName, text) {
  return ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
}

/** The syntax errors of a text, as messages. */
export function parseDiagnosticsOf(fileName, text) {
  return parsed(fileName, text).parseDiagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}
