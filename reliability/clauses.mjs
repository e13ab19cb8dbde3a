// Clauses that hold of every value. Which of them a function gets depends on its number in the file alone.
import ts from 'typescript';

import { parameterNames } from './sites.mjs';

/** Conditions on a name, from those that can neither throw nor call to those that are guarded. */
const ofName = [
  (name) => `typeof ${name} === typeof ${name}`,
  (name) => `${name} === ${name} || ${name} !== ${name}`,
  (name) => `Object.is(${name}, ${name})`,
  (name) => `[${name}].length === 1`,
  (name) => `[${name}].every((each) => Object.is(each, ${name}))`,
  (name) => `!(typeof ${name} !== typeof ${name}) && (() => true)()`,
];
const ofNothing = ['true', '(() => true)()', 'Object.is(1, 1)', '1 + 1 === 2', "['a'].indexOf('a') === 0", '!false'];
const ofResult = [...ofName.map((condition) => condition('result')), '(r) => r === r || r !== r', '(r) => Object.is(r, r)'];
const ofThis = ['this === this', 'Object.is(this, this)', "typeof this === 'object' || typeof this === 'function'", '[this].length === 1'];
const labels = ['', '', '[audit] ', '', '[axiom] '];
const messages = ['', ': a message', ' — another: with `code`', ''];

const pick = (list, index) => list[index % list.length];

/**
 * The tags of one site, such as ``@requires `true` ``.
 *
 * @param {object} how `overrides`: its contract extends that of a base class
 */
export function tagsOf({ owner }, index, { overrides = false } = {}) {
  if (ts.isClassLike(owner)) return [`@invariant \`${pick(ofThis, index)}\`${pick(messages, index)}`];
  const names = parameterNames(owner);
  const requires = names.length === 0 ? [pick(ofNothing, index)] : names.map((name, at) => pick(ofName, index + at)(name));
  const tags = requires.map((condition, at) => `@${overrides ? 'requiresElse' : 'requires'} ${at === 0 ? '' : pick(labels, index + at)}\`${condition}\`${pick(messages, index + at)}`);
  const ensures = ensuresOf(owner, { names, index });
  tags.push(...ensures.map((condition, at) => `@${overrides ? 'ensuresAlso' : 'ensures'} ${at === 0 ? '' : pick(labels, index)}\`${condition}\`${pick(messages, index + 1)}`));
  if (index % 3 === 0) tags.push(`@throws {Error} if \`${names.length === 0 ? 'Object.is(1, 1)' : pick(ofName, index)(names[0])}\``);
  return tags;
}

/** `this` is never named: a plain function has none that TypeScript would accept. */
function ensuresOf(owner, { names, index }) {
  const kept = names.slice(0, 2).map((name) => `Object.is(old(${name}), ${name})`);
  if (ts.isConstructorDeclaration(owner)) return [pick(ofThis, index), ...kept];
  return [pick(namesResult(owner) ? ofResult.slice(-2) : ofResult, index), ...kept];
}

/** Where a parameter is called `result`, only a function of the result may speak of it. */
function namesResult(owner) {
  return owner.parameters.some(({ name }) => /\bresult\b/.test(name.getText()));
}

/** The calls at the head of a body, under the names that `call` gives to the runtime's functions. */
export function callsOf({ owner }, index, call) {
  const names = parameterNames(owner);
  const requires = names.length === 0 ? [pick(ofNothing, index)] : names.slice(0, 2).map((name, at) => pick(ofName, index + at)(name));
  const calls = requires.map((condition, at) => `${call('requires')}(${condition}${pick(['', ", 'a message'", ', `a ${1} message`'], index + at)});`);
  const [first] = names;
  calls.push(`${call('ensures')}(${first !== undefined && index % 2 === 0 ? `() => Object.is(${call('old')}(${first}), ${first})` : '(r) => Object.is(r, r)'});`);
  if (index % 4 === 0) calls.push(`${call('assert')}(${first === undefined ? 'true' : ofName[1](first)});`);
  return calls;
}
