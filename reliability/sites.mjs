// Every function with a body and every class of a file, with the place where a doc comment of it begins.
import ts from 'typescript';

/**
 * @typedef {object} Site
 * @property {ts.Node} owner the function or class
 * @property {ts.Node} host the node whose doc comment is the owner's
 * @property {boolean} beginsLine nothing but white space stands before the host on its line
 * @property {string} indent the white space before it
 */

/** The functions with a body and the classes of a file, in source order. */
export function sitesOf(file) {
  const sites = [];
  const visit = (node) => {
    if (isAmbient(node)) return;
    if (isOwner(node)) sites.push(siteOf(file, node));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return sites;
}

function isOwner(node) {
  return ts.isClassLike(node) || (ts.isFunctionLike(node) && node.body !== undefined);
}

function isAmbient(node) {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword);
}

function siteOf(file, owner) {
  const outer = hostOf(owner);
  return siteAt(file, owner, beginsLine(file, outer) ? outer : owner);
}

/** The site of an owner whose doc comment is that of `host`. */
export function siteAt(file, owner, host = owner) {
  const start = host.getStart(file);
  const before = file.text.slice(lineStart(file.text, start), start);
  return { owner, host, beginsLine: before.trim() === '', indent: /^[ \t]*/.exec(before)[0] };
}

function beginsLine({ text }, node) {
  const start = node.getStart();
  return text.slice(lineStart(text, start), start).trim() === '';
}

/** Whether TypeScript would attach a comment directly before a site: behind a token on its line it does so for function expressions alone. */
export function takesComment({ owner, beginsLine: isFirst }) {
  return isFirst || ts.isArrowFunction(owner) || ts.isFunctionExpression(owner);
}

/** Where a line begins that holds an offset. */
export function lineStart(text, offset) {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  return start + text.slice(start, offset).lastIndexOf('\r') + 1;
}

/** The statement or member whose value a function or class expression is; otherwise the expression itself. */
function hostOf(owner) {
  if (!ts.isArrowFunction(owner) && !ts.isFunctionExpression(owner) && !ts.isClassExpression(owner)) return owner;
  const { parent } = owner;
  if ((ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) && parent.initializer === owner) return parent;
  if (ts.isExportAssignment(parent)) return parent;
  if (!ts.isVariableDeclaration(parent) || !ts.isVariableDeclarationList(parent.parent) || parent.parent.declarations.length > 1) return owner;
  return ts.isVariableStatement(parent.parent.parent) ? parent.parent.parent : owner;
}

/** The doc comment that belongs to a site already. */
export function commentOf(file, { host, owner }) {
  const { text } = file;
  const behindToken = host === owner && !ts.isClassLike(owner) && ts.isExpression(owner) ? (ts.getTrailingCommentRanges(text, host.pos) ?? []) : [];
  return [...behindToken, ...(ts.getLeadingCommentRanges(text, host.pos) ?? [])].findLast(({ pos, end }) => end < host.getStart(file) + 1 && /^\/\*\*[^*/]/.test(text.slice(pos, pos + 4)));
}

/** The names that a function's parameters bind, as far as a clause may use them. */
export function parameterNames(owner) {
  const names = [];
  const add = (name) => {
    if (ts.isIdentifier(name)) names.push(name.text);
    else for (const element of name.elements) if (ts.isBindingElement(element)) add(element.name);
  };
  for (const { name } of owner.parameters ?? []) add(name);
  return names.filter((name) => !reserved.has(name));
}

const reserved = new Set(['this', 'result', 'old', 'value', 'arguments', '']);
