/** Which names a clause may use: parameters, `this`, the module, and the reserved names of its kind; never locals of the body. */
import type ts from 'typescript';
import { isNamedMember } from '../1-read/function-types.ts';
import { isGenerator, spanOf } from '../1-read/syntax.ts';
import { namedImports } from '../1-read/body-calls.ts';
import { bodyBindings, clauseNames, freeNames, isDeclaredAround, isReference, parameterNames } from '../1-read/resolve.ts';
import { nearest } from '../1-read/nearest.ts';
import { clauseKinds } from '../clause-kinds.ts';
import type { Clause, ContractOwner, Predicate, TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';

/** Functions that a doc clause may call without an import, unless the file declares the name itself. */
export const clauseHelpers = ['old', 'unchanged', 'forall', 'exists'] as const;

/**
 * Whether a name of the runtime is that of a helper for clauses.
 *
 * @pure
 */
export function isClauseHelper(name: string): boolean {
  return (clauseHelpers as readonly string[]).includes(name);
}

const standsFor = {
  result: 'the value that the function returns',
  old: 'a value on entry',
  value: 'a yielded value, or one of a type alias',
} as const;

/** Checks the names of one clause. */
export function checkScope(ts: TypeScript, owner: ContractOwner, clause: Clause): Diagnostic[] {
  const { predicate } = clause;
  if (!predicate) return [];
  return [
    ...checkYields(owner, clause),
    ...clauseNames(ts, clause).flatMap((name) => checkName(ts, { owner, clause, name })),
    ...checkOld(ts, owner, clause),
    ...checkPrivateNames(ts, owner, clause),
    ...checkKeywords(ts, owner, clause),
  ];
}

function checkYields(owner: ContractOwner, clause: Clause): Diagnostic[] {
  const yields = !('body' in owner.node) || isGenerator(owner.node) || !owner.node.body;
  return clauseKinds[clause.kind].moment !== 'yield' || yields ? [] : [diagnostic('yields-outside-generator', clause.span, owner.name)];
}

interface NameUse {
  readonly owner: ContractOwner;
  readonly clause: Clause;
  readonly name: ts.Identifier;
}

function checkName(ts: TypeScript, use: NameUse): Diagnostic[] {
  const { owner, clause, name } = use;
  const row = clauseKinds[clause.kind];
  const { text } = name;
  if (!clause.statement && isReserved(text)) return checkReserved(ts, use, text);
  if (clause.statement && !row.names.includes('old') && helperNames(ts, clause, 'old').has(text)) {
    return [diagnostic('name-not-available', spanOf(name), text, standsFor.old, insteadOf(owner, 'old'))];
  }
  const body = 'body' in owner.node ? owner.node.body : undefined;
  if (row.seesLocals || !body || !ts.isBlock(body)) return [];
  const parameters = ts.isFunctionLike(owner.node) ? parameterNames(ts, owner.node) : new Set<string>();
  if (parameters.has(text)) return [];
  const { lexical, hoisted } = bodyBindings(ts, body);
  const isLocal = lexical.has(text) || hoisted.has(text);
  if (isLocal && (clause.statement || !isDeclaredAround(ts, owner.node, text))) return [diagnostic('clause-names-local', spanOf(name), text)];
  return hoisted.has(text) ? [diagnostic('clause-name-shadowed', spanOf(name), text)] : [];
}

function isReserved(name: string): name is keyof typeof standsFor {
  return Object.hasOwn(standsFor, name);
}

function checkReserved(ts: TypeScript, { owner, clause, name }: NameUse, text: keyof typeof standsFor): Diagnostic[] {
  const available = clauseKinds[clause.kind].names.includes(text) && !(text === 'result' && owner.role === 'constructor');
  if (!available && text === 'value' && isNamedMember(ts, owner.node)) return []; // it may be a parameter of the type, which types tell
  const parameters = ts.isFunctionLike(owner.node) ? parameterNames(ts, owner.node) : new Set<string>();
  const isOther = text === 'old' ? parameters.has(text) : isDeclaredAround(ts, owner.node, text);
  if (!available) return isOther ? [] : [diagnostic('name-not-available', spanOf(name), text, standsFor[text], insteadOf(owner, text))];
  const isArrow = clause.predicate !== undefined && ts.isArrowFunction(clause.predicate.expression);
  const isTaken = text !== 'old' && parameters.has(text) && !isArrow;
  return isTaken ? [diagnostic('reserved-name', spanOf(name), text, 'a parameter', text.charAt(0), clauseKinds[clause.kind].tag ?? '')] : [];
}

function insteadOf(owner: ContractOwner, text: keyof typeof standsFor): string {
  if (text === 'result' && owner.role === 'constructor') return 'A constructor is judged by its object: use `this`.';
  return text === 'value' ? 'Use it in @yields, or in the @invariant of a type alias.' : 'Move the condition to @ensures, which is checked on return.';
}

/** The local names of `old` or `unchanged` in a clause: imported ones in the body, their own in a comment. */
function helperNames(ts: TypeScript, clause: Clause, helper: 'old' | 'unchanged'): ReadonlySet<string> {
  if (!clause.statement) return new Set([helper]);
  const imports = namedImports(ts, clause.statement.getSourceFile());
  return new Set([...imports].filter(([, imported]) => imported === helper).map(([local]) => local));
}

function checkOld(ts: TypeScript, { node: owner }: ContractOwner, clause: Clause): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const { predicate } = clause;
  const names = helperNames(ts, clause, 'old');
  const comparing = !clause.statement && isDeclaredAround(ts, owner, 'unchanged') ? new Set<string>() : helperNames(ts, clause, 'unchanged');
  if (!predicate || !mayMention(predicate, [...names, ...comparing])) return problems;
  const visit = (node: ts.Node, bound: ReadonlySet<string>): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && names.has(node.expression.text)) {
      const problem = misuse(ts, { call: node, names, bound });
      if (problem !== undefined) problems.push(diagnostic('old-misused', spanOf(node), problem));
      return;
    }
    if (ts.isIdentifier(node) && names.has(node.text) && isReference(ts, node) && !bound.has(node.text)) {
      problems.push(diagnostic('old-misused', spanOf(node), 'it is not a function that can be handed on'));
    }
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && comparing.has(node.expression.text)) {
      const result = node.arguments.flatMap((argument) => freeNames(ts, argument)).find(({ text }) => text === 'result');
      if (result) problems.push(diagnostic('old-misused', spanOf(result), '`unchanged` compares with that, and `result` does not exist then'));
    }
    const inner = ts.isFunctionLike(node) ? new Set([...bound, ...parameterNames(ts, node)]) : bound;
    ts.forEachChild(node, (child) => visit(child, inner));
  };
  if (clauseKinds[clause.kind].names.includes('old')) visit(predicate.expression, new Set());
  return problems;
}

/** TypeScript does not print a private name that no class declares for a target before ES2022. Declarations of a class show none of its own. */
function checkPrivateNames(ts: TypeScript, owner: ContractOwner, { predicate, statement }: Clause): Diagnostic[] {
  if (predicate?.text.includes('#') !== true || owner.node.getSourceFile().isDeclarationFile) return [];
  const problems: Diagnostic[] = [];
  let declared: ReadonlySet<string> | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isPrivateIdentifier(node)) {
      declared ??= privateNamesAround(ts, owner.node);
      const meant = nearest(node.text, declared);
      const advice = `${meant === undefined ? '' : ` Did you mean \`${meant}\`?`}${statement ? '' : ' If this is prose, remove the backticks.'}`;
      if (!declared.has(node.text)) problems.push(diagnostic('unknown-private-name', spanOf(node), node.text, advice));
    }
    if (!ts.isClassLike(node)) ts.forEachChild(node, visit);
  };
  visit(predicate.expression);
  return problems;
}

function privateNamesAround(ts: TypeScript, node: ts.Node): ReadonlySet<string> {
  const names = new Set<string>();
  for (let at: ts.Node | undefined = node; at; at = at.parent as ts.Node | undefined) {
    if (ts.isClassLike(at)) for (const { name } of at.members) if (name && ts.isPrivateIdentifier(name)) names.add(name.text);
  }
  return names;
}

interface OldCall {
  readonly call: ts.CallExpression;
  readonly names: ReadonlySet<string>;
  /** Names bound inside the clause, which do not exist on entry. */
  readonly bound: ReadonlySet<string>;
}

function misuse(ts: TypeScript, { call, names, bound }: OldCall): string | undefined {
  const [argument, extra] = call.arguments;
  if (!argument || extra || ts.isSpreadElement(argument)) return `here it has ${call.arguments.length === 1 ? 'a spread' : `${call.arguments.length} arguments`}`;
  for (const { text } of freeNames(ts, argument)) {
    if (names.has(text)) return '`old` inside `old` means nothing more';
    if (text === 'result') return '`result` does not exist then';
    if (bound.has(text)) return `\`${text}\`, which the clause itself declares, does not exist then`;
  }
  return undefined;
}

/** Whether a predicate may hold one of some names, by its text: most hold none. An escape may stand for any. */
function mayMention({ text }: Predicate, names: Iterable<string>): boolean {
  return text.includes('\\') || [...names].some((name) => text.includes(name));
}

function checkKeywords(ts: TypeScript, owner: ContractOwner, { kind, predicate }: Clause): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const { moment } = clauseKinds[kind];
  const noThis = owner.role === 'constructor' && (moment === 'entry' || moment === 'throw');
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.SuperKeyword) problems.push(diagnostic('super-in-clause', spanOf(node)));
    if (noThis && node.kind === ts.SyntaxKind.ThisKeyword) problems.push(diagnostic('this-in-constructor-requires', spanOf(node)));
    ts.forEachChild(node, visit);
  };
  if (predicate && mayMention(predicate, ['super', 'this'])) visit(predicate.expression);
  return problems;
}
