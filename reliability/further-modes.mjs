// Further ways to add contracts: on what has no body, with clauses of every kind, and with clauses that never hold.
import ts from 'typescript';

import { tagsOf } from './clauses.mjs';
import { parameterNames, siteAt, sitesOf, takesComment } from './sites.mjs';

/** Interfaces, type aliases and members without a body, each with the tags of contracts that hold; of what has a body, classes alone. */
export function typeRows(file) {
  const sites = [];
  const visit = (node) => {
    if (hasNoBody(node)) sites.push(siteAt(file, node));
    ts.forEachChild(node, visit);
  };
  visit(file);
  const classes = sitesOf(file).filter((site) => ts.isClassLike(site.owner) && takesComment(site));
  const typed = sites.filter(({ beginsLine }) => beginsLine).map((site, index) => [site, typeTags(site.owner, index)]);
  return [...typed, ...classes.map((site, index) => [site, tagsOf(site, index)])].filter(([, tags]) => tags.length > 0);
}

function hasNoBody(node) {
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isMethodSignature(node)) return true;
  if (ts.isPropertySignature(node)) return node.type !== undefined && ts.isFunctionTypeNode(node.type);
  return ts.isMethodDeclaration(node) && node.body === undefined && (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Abstract) !== 0;
}

const ofValue = ['value === value || value !== value', 'Object.is(value, value)', 'typeof value === typeof value', '[value].length === 1'];
const ofName = [(name) => `typeof ${name} === typeof ${name}`, (name) => `Object.is(${name}, ${name})`, (name) => `[${name}].length === 1`];
const pick = (list, index) => list[index % list.length];

function typeTags(owner, index) {
  if (ts.isInterfaceDeclaration(owner)) return ['@invariant `this === this`'];
  if (ts.isTypeAliasDeclaration(owner) && !ts.isFunctionTypeNode(owner.type)) return [`@invariant \`${pick(ofValue, index)}\``];
  const signature = ts.isTypeAliasDeclaration(owner) || ts.isPropertySignature(owner) ? owner.type : owner;
  const names = parameterNames(signature).slice(0, 3);
  const requires = names.map((name, at) => `@requires \`${pick(ofName, index + at)(name)}\``);
  if (namesReserved(signature)) return requires;
  return [...requires, names.length > 0 && index % 2 === 1 ? `@ensures \`Object.is(old(${names[0]}), ${names[0]})\`` : '@ensures `Object.is(result, result)`'];
}

/** Whether a parameter has a name that means something else in clauses. */
function namesReserved({ parameters }) {
  return parameters.some(({ name }) => /\b(?:result|old|value)\b/.test(name.getText()));
}

/** Functions and classes with the tags of clauses of every kind, which hold whatever a function does. */
export function richRows(file, overrides) {
  return sitesOf(file).filter(takesComment).map((site, index) => [site, [...tagsOf(site, index, { overrides: overrides(site.owner) }), ...richTags(site.owner)]]);
}

function richTags(owner) {
  if (ts.isClassLike(owner)) return ['@invariant `typeof this !== "undefined"`'];
  const names = parameterNames(owner);
  const tags = [`@throws {TypeError} if \`${names.length > 0 ? `Object.is(${names[0]}, ${names[0]})` : '1 + 1 === 2'}\``];
  if (namesReserved(owner)) return tags;
  if (owner.asteriskToken) tags.push('@yields `Object.is(value, value)`');
  const isMember = ts.isClassElement(owner) || ts.isPropertyDeclaration(owner.parent);
  const places = [...(isMember ? ['this'] : []), ...names];
  return places.length > 0 ? [...tags, `@modifies ${places.join(', ')}`] : tags;
}

/** Functions and classes with the tags of clauses that never hold: where violations go on, nothing changes. */
export function failingRows(file, overrides) {
  return sitesOf(file).filter(takesComment).map((site, index) => [site, failingTags(site.owner, index, overrides(site.owner))]);
}

const failing = [(name) => `typeof ${name} !== typeof ${name}`, (name) => `!Object.is(${name}, ${name})`, (name) => `[${name}].length === 2`];

function failingTags(owner, index, isOverriding) {
  if (ts.isClassLike(owner)) return ['@invariant `this !== this`'];
  const names = parameterNames(owner);
  const condition = (at) => (names.length === 0 ? '1 + 1 === 3' : pick(failing, index + at)(pick(names, at)));
  const [requires, ensures] = isOverriding ? ['requiresElse', 'ensuresAlso'] : ['requires', 'ensures'];
  const exit = ts.isConstructorDeclaration(owner) ? 'this !== this' : namesReserved(owner) ? '(r) => !Object.is(r, r)' : '!Object.is(result, result)';
  const tags = [`@${requires} \`${condition(0)}\``, `@${requires} \`${condition(1)}\``, `@${ensures} \`${exit}\``, `@throws {Error} if \`${condition(2)}\``, '@modifies nothing'];
  if (names.length > 0) tags.push(`@${ensures} \`!Object.is(old(${names[0]}), ${names[0]})\``);
  if (owner.asteriskToken && !namesReserved(owner)) tags.push('@yields `!Object.is(value, value)`');
  return tags;
}
