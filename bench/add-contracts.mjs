// Writes contracts into the doc comments of a project: the same source gives the same contracts. They are right for
// the types that the checker sees, so that both sides of a figure compile without an error.
import { writeFileSync } from 'node:fs';

import ts from 'typescript';

/**
 * Adds `perThousand` clauses for every 1,000 lines, spread evenly over the functions, methods and constructors of the
 * project of `config`. Gives the number of clauses and of lines.
 */
export function addContracts(config, perThousand) {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: ({ messageText }) => { throw new Error(String(messageText)); } };
  const { fileNames, options } = ts.getParsedCommandLineOfConfigFile(config, {}, host);
  const program = ts.createProgram(fileNames, options);
  const checker = program.getTypeChecker(); // which gives all nodes their parents
  const files = fileNames.map((name) => program.getSourceFile(name));
  const lines = files.reduce((sum, file) => sum + file.getLineStarts().length, 0);
  const all = files.flatMap((file) => sitesOf(file).flatMap((site) => clausesFor(checker, site).map((clause) => ({ file, site, clause }))));
  const count = Math.min(all.length, Math.round((lines * perThousand) / 1000));
  const chosen = Array.from({ length: count }, (_, index) => all[Math.floor((index * all.length) / count)]);
  for (const file of files) write(file, chosen.filter((each) => each.file === file));
  return { clauses: count, lines };
}

/** Functions with a body, and the node whose doc comment is theirs, which has to begin its line. */
function sitesOf(file) {
  const sites = [];
  const visit = (node) => {
    const owner = ts.isVariableStatement(node) ? node.declarationList.declarations[0]?.initializer : node;
    if (owner && isContractable(owner) && !/\S/.test(indentation(file, node))) sites.push({ file, host: node, owner });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return sites;
}

function isContractable(node) {
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return ts.isVariableDeclaration(node.parent) && !node.asteriskToken;
  // A method of an heir may override one, whose contract it then inherits.
  if (ts.isMethodDeclaration(node) && ts.isClassLike(node.parent) && node.parent.heritageClauses) return false;
  return (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isConstructorDeclaration(node)) && node.body && !node.asteriskToken;
}

function indentation(file, node) {
  const start = node.getStart(file);
  return file.text.slice(file.text.lastIndexOf('\n', start - 1) + 1, start);
}

/** What could be said of a function by its types, in the order of a doc comment. */
function clausesFor(checker, { owner }) {
  const named = owner.parameters.filter(({ name }) => ts.isIdentifier(name) && name.text !== 'this');
  const requires = named.flatMap(({ name }) => conditions(checker, name.text, checker.getTypeAtLocation(name)).map((condition) => `@requires \`${condition}\``));
  if (ts.isConstructorDeclaration(owner)) return requires;
  const promised = checker.getReturnTypeOfSignature(checker.getSignatureFromDeclaration(owner));
  const result = checker.getAwaitedType(promised) ?? promised;
  const isVoid = (result.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined | ts.TypeFlags.Never)) !== 0;
  const returned = isVoid ? [] : conditions(checker, 'result', result);
  const kept = named.slice(0, 1).map(({ name }) => `old(${name.text}) === ${name.text}`);
  return [...requires, ...[...returned, ...kept].map((condition) => `@ensures \`${condition}\``)];
}

/** Conditions on a value: free of effects that could throw, with member accesses, and with calls. */
function conditions(checker, name, type) {
  if ((type.flags & ts.TypeFlags.Any) !== 0 || checker.getNonNullableType(type) !== type) return [`${name} !== null`];
  if ((type.flags & ts.TypeFlags.NumberLike) !== 0) return [`${name} >= 0`, `!Number.isNaN(${name})`];
  if ((type.flags & ts.TypeFlags.StringLike) !== 0) return [`${name}.length >= 0`];
  if (checker.isArrayLikeType(type)) return [`${name}.length >= 0`, `${name}.every((each) => each !== null)`];
  if (type.getCallSignatures().length > 0) return [`typeof ${name} === 'function'`];
  const member = (type.flags & ts.TypeFlags.Object) === 0 ? undefined : type.getProperties().find(isPublic);
  return [`${name} !== undefined`, ...(member ? [`${name}.${member.name} !== null`, `Object.hasOwn(${name}, '${member.name}')`] : [])];
}

function isPublic({ name, declarations = [] }) {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return /^[a-z]\w*$/i.test(name) && declarations.every((each) => (ts.getCombinedModifierFlags(each) & hidden) === 0);
}

function write(file, chosen) {
  const { text } = file;
  const bySite = new Map();
  for (const { site, clause } of chosen) bySite.set(site, [...(bySite.get(site) ?? []), clause]);
  let out = text;
  for (const [{ host }, clauses] of [...bySite].sort(([a], [b]) => b.host.pos - a.host.pos)) {
    const indent = indentation(file, host);
    const tags = clauses.map((clause) => `${indent} * ${clause}\n`).join('');
    const comment = (ts.getLeadingCommentRanges(text, host.pos) ?? []).findLast(({ pos }) => /^\/\*\*[^*/]/.test(text.slice(pos, pos + 4)));
    if (comment) {
      const body = text.slice(comment.pos, comment.end - 2).trimEnd();
      out = `${out.slice(0, comment.pos)}${body}\n${tags}${indent} */${out.slice(comment.end)}`;
    } else {
      const start = host.getStart(file) - indent.length;
      out = `${out.slice(0, start)}${indent}/**\n${tags}${indent} */\n${out.slice(start)}`;
    }
  }
  writeFileSync(file.fileName, out);
}
