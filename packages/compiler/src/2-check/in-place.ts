/** Binds the clauses of a file into the scopes of their owners, so that TypeScript itself checks them where they stand. */
import type ts from 'typescript';
import type { Lookup } from '../1-read/declarations.ts';
import { calledAs, isNamedMember, signatureOf } from '../1-read/function-types.ts';
import { isAsync, isGenerator } from '../1-read/syntax.ts';
import { freeNames, isDeclaredAround, parameterNames } from '../1-read/resolve.ts';
import { typeFinder } from '../1-read/type-finder.ts';
import { clauseKinds } from '../clause-kinds.ts';
import type { Clause, Contract, ContractOwner, FileContracts, TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { addFileFlags, addToScope, bind, declareThis, declareVariable, follow, forgetTypes, internal, isBound, sayReturnType, setParameterType, topLevelSymbol } from '../ts-internals.ts';
import { helpersOf } from './helpers-file.ts';
import { clauseHelpers } from './scope.ts';

/** A doc clause that was bound into its owner's scope. */
export interface Attached {
  readonly clause: Clause;
  readonly owner: ContractOwner;
  readonly arrow: ts.ArrowFunction;
}

/** Tells of an error whether it is one of these clauses. One at the `@` of a tag is of the tag before it, in which TypeScript misses something: a name, a type. */
export function isInside(ts: TypeScript, attached: readonly Attached[]): (error: ts.Diagnostic) => boolean {
  return ({ start = -1, code }) =>
    attached.some((each) => start > each.clause.span.start && start < each.clause.span.end && !(code === argumentsOfArrow && isInOwner(ts, each, start)));
}

/** What TypeScript says for ES5 of `arguments` in an arrow function, which a clause is for TypeScript alone. */
const argumentsOfArrow = 2496;

/** Whether a place in a clause is, once compiled, one of a function that has `arguments` for ES5 too, and not of a function inside the clause. */
function isInOwner(ts: TypeScript, { owner: { node }, arrow }: Attached, place: number): boolean {
  if (!ts.isFunctionLike(node) || ts.isArrowFunction(node) || isAsync(ts, node) || isGenerator(node)) return false;
  const isInFunction = (child: ts.Node): boolean => child.pos <= place && place < child.end && (ts.isFunctionLike(child) || ts.forEachChild(child, isInFunction) === true);
  return !isInFunction(arrow.body);
}

export interface TypedHost extends Lookup {
  readonly program: ts.Program;
}

/** Has TypeScript put attached clauses off until it checks their file, as it does with every function that it meets in an expression. */
export function putOff({ program }: TypedHost, attached: readonly Attached[]): void {
  const checker = program.getTypeChecker();
  for (const { arrow } of attached) {
    sayReturnType(checker, arrow);
    checker.getTypeAtLocation(arrow);
  }
}

/**
 * Takes the types away that clauses of a file were given. The clauses live as long as the file, which in an editor is longer than a program: with the types
 * they would hold its checker.
 *
 * @noContract nothing can be asked of it
 */
export function releaseClauses(ts: TypeScript, { contracts }: FileContracts): void {
  for (const { predicate } of contracts.flatMap(({ clauses }) => clauses)) {
    if (!predicate?.arrow) continue;
    forgetTypes(ts, predicate.arrow);
    if (ts.isArrowFunction(predicate.expression)) forgetTypes(ts, predicate.expression);
  }
}

/**
 * Binds the doc clauses that `wanted` selects into the scopes of their owners.
 *
 * Each clause is an arrow function of the clause file. It becomes the initialiser of a parameter that its owner does not
 * list: TypeScript's own rule for initialisers then hides the body's locals and shows everything else.
 *
 * @ensures `result.length === 0 || file.clauseFile !== undefined`
 */
export function bindClauses(host: TypedHost, file: FileContracts, wanted: (clause: Clause) => boolean): Attached[] {
  const { ts, program } = host;
  const { clauseFile } = file;
  const attached = clauseFile ? file.contracts.flatMap((contract) => attachable(contract, wanted)) : [];
  if (!clauseFile || attached.length === 0) return [];
  if (!isBound(clauseFile)) bind(ts, clauseFile, program.getCompilerOptions());
  addFileFlags(ts, file.sourceFile, clauseFile);
  const checker = program.getTypeChecker();
  for (const each of attached) {
    adopt(ts, each, thisTypeOf(ts, each.owner, checker));
    declareHelpers(host, each);
    declareParameters(host, each, checker);
    declareSubject(ts, each, checker);
  }
  narrowInOrder(ts, attached);
  return attached;
}

/** The doc clauses of a contract that can be checked in its owner's scope. */
export function attachable({ owner, clauses }: Contract, wanted: (clause: Clause) => boolean): Attached[] {
  return clauses.flatMap((clause) => (clause.predicate?.arrow && wanted(clause) ? [{ clause, owner, arrow: clause.predicate.arrow }] : []));
}

/** A clause is evaluated only where those before it held, so what they narrow is narrowed in it. */
function narrowInOrder(ts: TypeScript, attached: readonly Attached[]): void {
  attached.forEach((each, index) => {
    const earlier = clauseBefore(attached, index);
    const condition = earlier?.clause.predicate?.expression;
    if (earlier && condition && !ts.isArrowFunction(condition)) follow(ts, each.arrow, { arrow: earlier.arrow, condition });
  });
}

/** The nearest clause of the same owner that held when the one at `index` is evaluated. */
function clauseBefore(attached: readonly Attached[], index: number): Attached | undefined {
  const later = attached[index];
  for (let at = index - 1; later && attached[at]?.owner === later.owner; at--) {
    const earlier = attached[at];
    if (earlier && holdsBefore(earlier.clause, later.clause)) return earlier;
  }
  return undefined;
}

function holdsBefore(earlier: Clause, later: Clause): boolean {
  const [first, second] = [clauseKinds[earlier.kind].moment, clauseKinds[later.kind].moment];
  return first === 'entry' || (first === second && first !== 'throw');
}

/** Makes the arrow function an initialiser inside `owner`. The `any` annotation keeps the checker from a contextual type. */
export function adopt(ts: TypeScript, { owner, arrow }: Attached, thisType?: ts.Type): void {
  const { factory } = ts;
  const type = factory.createKeywordTypeNode(ts.SyntaxKind.AnyKeyword);
  const parameter = factory.createParameterDeclaration(undefined, undefined, '_', undefined, type, arrow);
  const range = { pos: arrow.pos, end: arrow.end };
  internal(type).parent = parameter;
  internal(parameter.name).parent = parameter;
  internal(arrow).parent = parameter;
  Object.assign(internal(parameter), { ...range, parent: withThis(ts, { host: hostOf(ts, owner, range), range, thisType }) });
}

/** What `this` is in a clause of a member that has no class around it, or of a function type; TypeScript itself does not know. */
function thisTypeOf(ts: TypeScript, { node }: ContractOwner, checker: ts.TypeChecker): ts.Type | undefined {
  const { parent } = node;
  const called = signatureOf(ts, node);
  const own = called && ts.isFunctionTypeNode(called) ? ownThisOf(ts, called) : undefined;
  if (own) return checker.getTypeAtLocation(own);
  if (ts.isInterfaceDeclaration(node)) return checker.getTypeAtLocation(node);
  return ts.isTypeElement(node) && (ts.isInterfaceDeclaration(parent) || ts.isTypeLiteralNode(parent)) ? checker.getTypeAtLocation(parent) : undefined;
}

/** A function around the clause, inside its host, that says the type of `this`. */
function withThis(ts: TypeScript, { host, range, thisType }: { readonly host: ts.Node; readonly range: ts.TextRange; readonly thisType: ts.Type | undefined }): ts.Node {
  if (!thisType || (ownThisOf(ts, host) && !ts.isFunctionTypeNode(host))) return host;
  const { factory } = ts;
  const own = factory.createParameterDeclaration(undefined, undefined, 'this', undefined, factory.createKeywordTypeNode(ts.SyntaxKind.AnyKeyword));
  const method = methodIn(ts, { host, range, parameters: [own] });
  declareThis(ts, method, { parameter: own, type: thisType });
  return method;
}

function ownThisOf(ts: TypeScript, node: ts.Node): ts.ParameterDeclaration | undefined {
  const [first] = (node as Partial<ts.SignatureDeclaration>).parameters ?? [];
  return first && ts.isIdentifier(first.name) && first.name.text === 'this' ? first : undefined;
}

/** Functions take the parameter themselves; a class or type alias takes it through a method that it does not list. */
function hostOf(ts: TypeScript, owner: ContractOwner, range: ts.TextRange): ts.Node {
  if (ts.isPropertySignature(owner.node) || ts.isPropertyDeclaration(owner.node)) return signatureOf(ts, owner.node) ?? owner.node;
  if (!ts.isClassLike(owner.node) && !ts.isTypeAliasDeclaration(owner.node)) return owner.node;
  return methodIn(ts, { host: owner.node, range, parameters: [] });
}

interface Place {
  readonly host: ts.Node;
  readonly range: ts.TextRange;
  readonly parameters: readonly ts.ParameterDeclaration[];
}

/** A method that stands where the clause does, and so does its name: TypeScript points at it where `this` means nothing. */
function methodIn(ts: TypeScript, { host, range, parameters }: Place): ts.MethodDeclaration {
  const { factory } = ts;
  const method = factory.createMethodDeclaration(undefined, undefined, '_', undefined, undefined, parameters, undefined, factory.createBlock([]));
  Object.assign(internal(method), { ...range, parent: host });
  Object.assign(internal(method.name), { ...range, parent: method });
  return method;
}

function declareHelpers({ ts, program }: TypedHost, { clause, owner, arrow }: Attached): void {
  if (!clause.predicate) return;
  const used = new Set(freeNames(ts, clause.predicate.expression).map(({ text }) => text));
  for (const helper of clauseHelpers) {
    const isReserved = clauseKinds[clause.kind].names.some((name) => name === helper);
    if (!used.has(helper) || (!isReserved && isDeclaredAround(ts, owner.node, helper))) continue;
    const symbol = topLevelSymbol(helpersOf(ts, program), helper);
    if (symbol) addToScope(arrow, helper, symbol);
  }
}

/** Declares the parameters of a member whose type is the name of a function type: they stand elsewhere, where the clause sees nothing. */
function declareParameters(host: TypedHost, { clause, owner, arrow }: Attached, checker: ts.TypeChecker): void {
  const { ts } = host;
  if (!clause.predicate || !isNamedMember(ts, owner.node)) return;
  const called = calledAs(ts, owner.node, typeFinder(host));
  if (!called) return;
  const signature = signatureOfMember(ts, owner.node, checker);
  const names = parameterNames(ts, called);
  for (const name of new Set(freeNames(ts, clause.predicate.expression).map(({ text }) => text))) {
    const parameter = signature?.parameters.find((each) => each.name === name);
    if (names.has(name)) declareVariable(ts, arrow, { name, type: parameter ? checker.getTypeOfSymbol(parameter) : checker.getAnyType() });
  }
}

/** Declares what a clause speaks of, `result` or `value`, or types the parameter of one that is a function of it. */
function declareSubject(ts: TypeScript, { clause, owner, arrow }: Attached, checker: ts.TypeChecker): void {
  const expression = clause.predicate?.expression;
  const name = clauseKinds[clause.kind].names.find((each) => each !== 'old');
  if (!expression || name === undefined) return;
  if (!ts.isArrowFunction(expression)) {
    if (!freeNames(ts, expression).some(({ text }) => text === name)) return;
    const type = subjectType(ts, { owner, name, checker });
    if (type) declareVariable(ts, arrow, { name, type });
    return;
  }
  const [parameter] = expression.parameters;
  const type = parameter && !parameter.type ? subjectType(ts, { owner, name, checker }) : undefined;
  if (parameter && type) setParameterType(ts, parameter, type);
}

interface Subject {
  readonly owner: ContractOwner;
  readonly name: 'result' | 'value';
  readonly checker: ts.TypeChecker;
}

function subjectType(ts: TypeScript, { owner, name, checker }: Subject): ts.Type | undefined {
  if (ts.isTypeAliasDeclaration(owner.node)) return checker.getTypeAtLocation(owner.node);
  const node = signatureOf(ts, owner.node);
  if (isNamedMember(ts, owner.node)) return valueOfMember(ts, owner.node, checker);
  if (!node || owner.role === 'constructor') return undefined;
  const signature = checker.getSignatureFromDeclaration(node);
  const type = signature && checker.getReturnTypeOfSignature(signature);
  if (type && (name === 'value' || isGenerator(owner.node))) return iterationType(ts, { type, name, checker });
  return type && isAsync(ts, owner.node) ? checker.getAwaitedType(type) : type;
}

/** What a call of a member returns, where its type is that of a function by name; else its value. */
function valueOfMember(ts: TypeScript, node: ts.PropertySignature | ts.PropertyDeclaration, checker: ts.TypeChecker): ts.Type {
  const signature = signatureOfMember(ts, node, checker);
  return signature ? checker.getReturnTypeOfSignature(signature) : checker.getTypeAtLocation(node);
}

function signatureOfMember(ts: TypeScript, node: ts.PropertySignature | ts.PropertyDeclaration, checker: ts.TypeChecker): ts.Signature | undefined {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(node));
  return checker.getSignaturesOfType(type, ts.SignatureKind.Call)[0];
}

/** The types that generators are declared to return; of their arguments the first is what is yielded, the second what is returned. */
const iterations = /^(?:Async)?(?:Generator|Iterator|Iterable|IterableIterator|IteratorObject)$/;

/** What a generator that returns `type` yields or returns; `any` where its annotation does not say. */
function iterationType(ts: TypeScript, { type, name, checker }: { type: ts.Type; name: Subject['name']; checker: ts.TypeChecker }): ts.Type {
  const known = iterations.test(type.symbol?.name ?? '') && ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0;
  const [yielded, returned] = known ? checker.getTypeArguments(type as ts.TypeReference) : [];
  return (name === 'value' ? yielded : returned) ?? checker.getAnyType();
}

/**
 * Reports attached clauses that are not boolean. Errors inside a clause make its type `any`, so nothing is said twice.
 *
 * @ensures `attached.length > 0 || result.length === 0`
 */
export function checkConditions(ts: TypeScript, checker: ts.TypeChecker, attached: readonly Attached[]): Diagnostic[] {
  return attached.flatMap(({ clause }) => {
    const { predicate } = clause;
    if (!predicate) return [];
    if (clauseKinds[clause.kind].content === 'measure') {
      const type = conditionType(ts, checker, predicate.expression);
      return type && !isCount(ts, checker, type) ? [diagnostic('measure-not-number', predicate.span, checker.typeToString(type))] : [];
    }
    const errors = (clause.errors ?? []).filter((each) => !isClass(ts, checker, each));
    if (errors.length > 0) return errors.map((each) => diagnostic('not-an-error-class', { start: each.pos, end: each.end }, each.getText()));
    const type = isTruthValue(ts, predicate.expression) ? undefined : conditionType(ts, checker, predicate.expression);
    if (!type || isBoolean(ts, checker, type)) return [];
    if (isPromise(checker, type)) return [diagnostic('clause-is-promise', predicate.span)];
    return [diagnostic('clause-not-boolean', predicate.span, checker.typeToString(type))];
  });
}

/** Whether a condition is true or false whatever its operands are, so that TypeScript need not check it once more for its type. */
function isTruthValue(ts: TypeScript, expression: ts.Node): boolean {
  const { SyntaxKind: kinds } = ts;
  if (ts.isParenthesizedExpression(expression)) return isTruthValue(ts, expression.expression);
  if (ts.isArrowFunction(expression)) return expression.modifiers === undefined && isTruthValue(ts, expression.body);
  if (ts.isPrefixUnaryExpression(expression)) return expression.operator === kinds.ExclamationToken;
  if (!ts.isBinaryExpression(expression)) return expression.kind === kinds.TrueKeyword || expression.kind === kinds.FalseKeyword;
  const { kind } = expression.operatorToken;
  if (kind === kinds.AmpersandAmpersandToken || kind === kinds.BarBarToken) return isTruthValue(ts, expression.left) && isTruthValue(ts, expression.right);
  return (kind >= kinds.LessThanToken && kind <= kinds.ExclamationEqualsEqualsToken) || kind === kinds.InstanceOfKeyword || kind === kinds.InKeyword;
}

/** Whether `instanceof` can test for the value: something that constructs, or that is of any type. */
function isClass(ts: TypeScript, checker: ts.TypeChecker, expression: ts.Expression): boolean {
  const type = checker.getTypeAtLocation(expression);
  return (type.flags & ts.TypeFlags.Any) !== 0 || checker.getSignaturesOfType(type, ts.SignatureKind.Construct).length > 0;
}

/** The type of the condition; of what it returns where it is written as a function of the result. */
export function conditionType(ts: TypeScript, checker: ts.TypeChecker, expression: ts.Expression): ts.Type | undefined {
  if (!ts.isArrowFunction(expression)) return checker.getTypeAtLocation(expression);
  const signature = checker.getSignatureFromDeclaration(expression);
  return signature && checker.getReturnTypeOfSignature(signature);
}

function isBoolean(ts: TypeScript, checker: ts.TypeChecker, type: ts.Type): boolean {
  return hasFlags(checker, type, ts.TypeFlags.Any | ts.TypeFlags.BooleanLike | ts.TypeFlags.Never);
}

function isCount(ts: TypeScript, checker: ts.TypeChecker, type: ts.Type): boolean {
  return hasFlags(checker, type, ts.TypeFlags.Any | ts.TypeFlags.NumberLike | ts.TypeFlags.BigIntLike | ts.TypeFlags.Never);
}

/** Whether a type, or every part of a union, or what a type parameter extends, has one of some flags. */
function hasFlags(checker: ts.TypeChecker, type: ts.Type, flags: ts.TypeFlags): boolean {
  if (type.isUnion()) return type.types.every((each) => hasFlags(checker, each, flags));
  if ((type.flags & flags) !== 0) return true;
  const constraint = type.isTypeParameter() ? checker.getBaseConstraintOfType(type) : undefined;
  return constraint !== undefined && hasFlags(checker, constraint, flags);
}

function isPromise(checker: ts.TypeChecker, type: ts.Type): boolean {
  const then = checker.getPropertyOfType(type, 'then');
  return then !== undefined && checker.getSignaturesOfType(checker.getTypeOfSymbol(then), 0).length > 0;
}
