// Puts a contract before everything that can have one: sources of others hold none, and then nothing of Proviso would run.
import ts from 'typescript';

import { parsed } from './parsed.mjs';

/** Clauses on a parameter `p`, right ones and wrong ones; each declaration takes the next few. */
const clauses = [
  '@requires `p !== undefined`: a message', '@ensures `result !== p`', '@throws {Error} if `p === null`', '@requires must not be empty', '@ensures `old(p).length < result.length`',
  '@requires `typeof p === "object" && p !== null && "length" in p && Array.isArray(p) && p.every((each) => each !== p) && p.length > 0`', '@modifies this.x, p', '@pure', '@noContract todo', '@yields `value > 0`', '@requires `p >`',
  '@requires `p.push(1) > missing(this, ...p)`', '@requiresElse `p > 1 && p < 1`', '@invariant `this !== null && value > 0`', '@ensuresAlso `(r) => r === p`', '@requires [audit] `await p`', '@decreases `p`', '@consume p', '@param p must be positive', '@requires `p > 0`',
];

function takesContract(node) {
  return ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isPropertyDeclaration(node) || ts.isVariableStatement(node);
}

/** The name of the first parameter of a function, also of one that a variable holds. */
function parameterOf(node) {
  const held = ts.isVariableStatement(node) ? node.declarationList.declarations[0]?.initializer : ts.isPropertyDeclaration(node) ? node.initializer : node;
  const name = held && ts.isFunctionLike(held) ? held.parameters[0]?.name : undefined;
  return name && ts.isIdentifier(name) && name.text !== '' ? name.text : 'x';
}

/** A comment of several lines where one may stand, for elsewhere a line end could end a statement. */
function commentFor(text, at, [first, ...others]) {
  const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return before.trim() === '' ? ['/**', ...[first, ...others].map((clause) => `${before} * ${clause}`), `${before} */`, before].join('\n') : `/** ${first} */ `;
}

/** The text with contracts. */
export function withContracts(fileName, text) {
  const file = parsed(fileName, text);
  const places = new Map();
  const visit = (node) => {
    const start = node.getStart(file);
    if (takesContract(node) && !places.has(start)) places.set(start, parameterOf(node));
    ts.forEachChild(node, visit);
  };
  visit(file);
  let [result, from, next] = ['', 0, 0];
  for (const [at, name] of [...places].sort(([a], [b]) => a - b)) {
    const chosen = Array.from({ length: 3 }, () => clauses[next++ % clauses.length].replace(/\bp\b/g, () => name));
    result += text.slice(from, at) + commentFor(text, at, chosen);
    from = at;
  }
  return result + text.slice(from);
}
