// Adds contracts to the text of a file: clauses into doc comments, or calls into bodies. The same text gives the same contracts.
import ts from 'typescript';

import { callsOf, tagsOf } from './clauses.mjs';
import { failingRows, richRows, typeRows } from './further-modes.mjs';
import { commentOf, lineStart, sitesOf, takesComment } from './sites.mjs';

/** How contracts are added where nobody says how. */
export const modes = { tags: addTags, calls: addCalls };

/** Every way to add contracts. `types` may find places that have no name to check, which is reported and no fault. */
export const allModes = { ...modes, types: insertRows(typeRows), rich: insertRows(richRows), failing: insertRows(failingRows) };

function insertRows(rowsOf) {
  return (file, overrides = () => false) => {
    const insertions = rowsOf(file, overrides).filter(([site]) => !isDirected(file, site)).map(([site, tags]) => tagInsertion(file, site, tags));
    return { text: insert(file.text, insertions), clauses: insertions.reduce((sum, { count }) => sum + count, 0) };
  };
}

/**
 * Gives every function with a body and every class a contract in its doc comment, where TypeScript would attach one without moving code.
 *
 * @param {ts.SourceFile} file
 * @param {(owner: ts.Node) => boolean} overrides whether a member extends a contract that it inherits
 */
export function addTags(file, overrides = () => false) {
  const insertions = sitesOf(file).filter((site) => takesComment(site) && !isDirected(file, site)).map((site, index) => tagInsertion(file, site, tagsOf(site, index, { overrides: overrides(site.owner) })));
  return { text: insert(file.text, insertions), clauses: insertions.reduce((sum, { count }) => sum + count, 0) };
}

/** Whether a comment in front tells TypeScript something about the line behind it, which a doc comment would take away. */
function isDirected(file, { host }) {
  return /@ts-(?:expect-error|ignore)/.test(file.text.slice(host.getFullStart(), host.getStart(file)));
}

function tagInsertion(file, site, tags) {
  const comment = commentOf(file, site);
  const start = site.host.getStart(file);
  if (!site.beginsLine) {
    const two = tags.slice(0, 2);
    return comment ? { at: comment.end - 2, text: `\n${two.map((tag) => ` * ${tag}\n`).join('')} `, count: two.length } : { at: start, text: `/** ${two.join(' ')} */ `, count: two.length };
  }
  const { indent } = site;
  const lines = tags.map((tag) => `${indent} * ${tag}\n`).join('');
  if (comment) return { at: comment.end - 2, text: `\n${lines}${indent} `, count: tags.length };
  return { at: start - indent.length, text: `${indent}/**\n${lines}${indent} */\n`, count: tags.length };
}

/**
 * Gives every body contract calls at its head, and every loop in braces an invariant. A file that is no module stays as it is: an import
 * would make it one; so does one with `@ts-nocheck`, which holds in front of every statement alone. A member that overrides another has no calls for
 * what it adds.
 *
 * @param {ts.SourceFile} file
 */
export function addCalls(file, overrides = () => false) {
  if (!ts.isExternalModule(file) || /@ts-nocheck/.test(file.text)) return { text: file.text, clauses: 0 };
  const used = new Set();
  const call = (name) => `proviso_${used.add(name) && name}`;
  const sites = sitesOf(file).filter(({ owner }) => !ts.isClassLike(owner) && ts.isBlock(owner.body) && !overrides(owner));
  const heads = sites.map((site, index) => headInsertion(file, site.owner.body, callsOf(site, index, call)));
  if (sites.length > 0) heads.push(headInsertion(file, sites[0].owner.body, literalsBackwards(file, call)));
  const loops = loopsOf(file).map((body) => headInsertion(file, body, [`${call('invariant')}(true);`]));
  if (heads.length + loops.length === 0) return { text: file.text, clauses: 0 };
  const names = [...used].map((name) => `${name} as proviso_${name}`).join(', ');
  const insertions = [...heads, ...loops, importInsertion(file, `import { ${names} } from '@proviso/runtime';`)];
  return { text: insert(file.text, insertions), clauses: insertions.length - 1 };
}

/** What a file says in quotes, last first: TypeScript orders unions by what it met first, which no contract may change. */
function literalsBackwards(file, call) {
  const literals = new Set();
  const visit = (node) => {
    if (ts.isStringLiteral(node)) literals.add(node.text);
    ts.forEachChild(node, visit);
  };
  for (const each of file.statements) if (!ts.isImportDeclaration(each)) visit(each);
  const list = [...literals].filter((each) => /^\w{1,20}$/.test(each)).reverse();
  return list.length === 0 ? [] : [`${call('assert')}([${list.map((each) => `'${each}'`).join(', ')}].length === ${list.length});`];
}

function loopsOf(file) {
  const bodies = [];
  const visit = (node) => {
    if (ts.isIterationStatement(node, false) && ts.isBlock(node.statement)) bodies.push(node.statement);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return bodies;
}

/** On lines of their own where the block has lines, so that taking them out gives the text as it was. */
function headInsertion(file, block, calls) {
  const { text } = file;
  const directives = block.statements.filter((each, index) => isDirective(each) && block.statements.slice(0, index).every(isDirective));
  const behind = directives.at(-1)?.end ?? block.getStart(file) + 1;
  const end = (ts.getTrailingCommentRanges(text, behind) ?? []).at(-1)?.end ?? behind;
  const line = /^[ \t]*\r?\n/.exec(text.slice(end));
  // A comment in front of a call goes with it, so the calls come first.
  if (!line) return { at: behind, text: ` ${calls.join(' ')} ` };
  return { at: end + line[0].length, text: calls.map((each) => `${each}\n`).join('') };
}

function importInsertion(file, text) {
  const { statements } = file;
  const last = statements.findLast((each) => ts.isImportDeclaration(each) || isDirective(each));
  if (!last) return { at: ts.getShebang(file.text)?.length ?? 0, text: ts.getShebang(file.text) === undefined ? `${text}\n` : `\n${text}` };
  const end = file.text.indexOf('\n', last.end);
  const isAlone = statements.every((each) => each === last || each.pos > last.pos ? each === last || lineStart(file.text, each.getStart(file)) > last.end : true);
  return end === -1 || !isAlone ? { at: 0, text: `${text}\n` } : { at: end + 1, text: `${text}\n` };
}

function isDirective(statement) {
  return ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
}

/** What is inserted later at a place comes before what is there already. */
function insert(text, insertions) {
  const ordered = [...insertions].sort((a, b) => b.at - a.at).reverse();
  const parts = ordered.map(({ at, text: added }, index) => text.slice(ordered[index - 1]?.at ?? 0, at) + added);
  return parts.join('') + text.slice(ordered.at(-1)?.at ?? 0);
}
