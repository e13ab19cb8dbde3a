// Makes the mutants of a source: the same text with one change each, always the same in the same order.
import { operators } from './operators.mjs';

/**
 * The mutants of `source`: the operator, the line, the text before and after, and the whole mutated text. Nothing is changed in comments, and
 * so in no contract; in types, imports and exports; in contracts written as calls; and in messages of errors.
 */
export function makeMutants(ts, source) {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  const context = { ts, text: (node) => source.slice(node.getStart(file), node.end) };
  const mutants = [];
  const visit = (node) => {
    if (isLeftAlone(node, context)) return;
    for (const [operator, mutate] of Object.entries(operators)) {
      for (const made of mutate(node, context)) mutants.push(mutantOf({ operator, ...(typeof made === 'string' ? { node, text: made } : made) }, { source, file }));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return distinct(mutants);
}

function mutantOf({ operator, node, text }, { source, file }) {
  const start = node.getStart(file);
  return { operator, line: file.getLineAndCharacterOfPosition(start).line + 1, before: source.slice(start, node.end), after: text, source: source.slice(0, start) + text + source.slice(node.end) };
}

/** Two operators may come to the same text. */
function distinct(mutants) {
  const texts = new Set();
  return mutants.filter(({ source }) => !texts.has(source) && texts.add(source));
}

const contractCalls = new Set(['assert', 'decreases', 'ensures', 'invariant', 'requires', 'unchanged', 'unreachable']);

function isLeftAlone(node, { ts, text }) {
  if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true;
  if (ts.isNewExpression(node) && /Error$/.test(text(node.expression))) return true; // a message is no behaviour that anybody promises
  if (ts.isClassDeclaration(node) && /Error$/.test(node.name?.text ?? '')) return true;
  const call = ts.isExpressionStatement(node) ? node.expression : node;
  return ts.isCallExpression(call) && ts.isIdentifier(call.expression) && contractCalls.has(call.expression.text);
}
