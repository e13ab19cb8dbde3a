/** What a class needs for its invariant: the method that checks it, and a constructor that does so at its end. */
import type ts from 'typescript';
import { derives, hasModifier } from '../1-read/syntax.ts';
import { constructorOf, functionOfMember } from '../1-read/owners.ts';
import type { Place, TypeScript } from '../contract.ts';
import { checkCode, type ActiveClause } from './check-code.ts';
import { isNameless, type Names } from './expressions.ts';
import { editNode, made, runtime, type PlanDraft } from './draft.ts';
import { caughtName, code, joinCode, keep, statements, type Code } from './plan.ts';
import { substitute } from './substitute.ts';

/** A class of which something is checked. */
export interface PlannedClass {
  readonly node: ts.ClassLikeDeclaration;
  readonly invariants: readonly ActiveClause[];
  readonly accessors: Names;
  /** What must not be shown of its objects. */
  readonly secrets: readonly Place[];
  /** Its constructor has checks at its end. */
  readonly needsBrand: boolean;
  /** It inherits an invariant. */
  readonly inherits: boolean;
}

/** Plans the members that the class gains. Its methods and its own constructor are planned as functions. */
export function planClass(draft: PlanDraft, planned: PlannedClass): void {
  const { ts } = draft;
  const { node, invariants } = planned;
  const hasInvariant = invariants.length > 0;
  const isKept = hasInvariant && !isDecorated(ts, node) && (node.name !== undefined || ts.isClassExpression(node));
  const isTested = planned.needsBrand || ((hasInvariant || planned.inherits) && !isDecorated(ts, node));
  const first = isKept ? keptInvariant(draft, planned) : isTested ? brandOf(draft, node) : [];
  if (isKept) draft.brands.add(node);
  const members = hasInvariant && !isKept ? [invariantMethod(draft, planned)] : [];
  if (hasInvariant || planned.inherits) {
    if (!constructorOf(ts, node)) members.push(implicitConstructor(draft, node));
    if (!derives(ts, node)) guardInitialisers(draft, node);
  }
  if (first.length + members.length > 0) editNode(draft, node, { op: 'append', list: 'members', first, code: joinCode(members, '\n') });
}

/**
 * A method costs nothing, and a default export without a name is still called `default`; a class expression gets the name that it would have only
 * with a field. For old targets TypeScript moves private members out of the class: of methods it forgets that a class without a name needs one then,
 * that a decorated one has to be told where it is, and that an expression has to where a name in it is computed.
 */
function brandOf(draft: PlanDraft, node: ts.ClassLikeDeclaration): Code {
  const { ts } = draft;
  const isComputed = ts.isClassExpression(node) && node.members.some(({ name }) => name && ts.isComputedPropertyName(name));
  const needsField = draft.oldTarget !== undefined ? !node.name || isComputed || isDecorated(ts, node) : !node.name && ts.isClassExpression(node);
  const name = `static #${made(draft, 'brand')}`;
  return [needsField ? `${name} = 0;` : `${name}() { }`];
}

/**
 * `static #p$brand = /* @__PURE__ *\/ p$keep(() => this, function () { checks })`, before every member that may construct an object: the brand
 * is there when the class has its invariant. Bundlers drop an unused class with a static field whose value is pure; one with a computed name, or
 * with `this` in the value itself, they keep. Where private members are written outside of the class, they drop what nobody reads: the constructor
 * does, see {@link whenConstructed}.
 */
function keptInvariant(draft: PlanDraft, planned: PlannedClass): Code {
  return code`static #${made(draft, 'brand')} = /* @__PURE__ */ ${runtime(draft, 'keep')}(() => this, function () {\n${checksOf(draft, planned)}\n});`;
}

/**
 * `[p$invariant]() { …the base class's first…; checks }`, where a static field does not do. A decorator runs before the static fields and may put
 * another class in the place of this one, which then has them; a method stays where it is. And TypeScript gives a name to a default export
 * with a static field.
 */
function invariantMethod(draft: PlanDraft, planned: PlannedClass): Code {
  const key = runtime(draft, 'invariant');
  const base = derives(draft.ts, planned.node) ? code`if (super[${key}]) super[${key}]();` : [];
  return code`[${key}]() {\n${base}\n${checksOf(draft, planned)}\n}`;
}

function checksOf(draft: PlanDraft, { invariants, accessors, secrets }: PlannedClass): Code {
  const names = { snapshots: new Map<string, string>(), secrets, accessors, captures: [] };
  return statements(invariants.map((active) => checkCode(draft, active, substitute(draft, active, names))));
}

function implicitConstructor(draft: PlanDraft, node: ts.ClassLikeDeclaration): Code {
  const args = made(draft, 'a');
  const [parameters, start] = derives(draft.ts, node) ? [`...${args}`, superCall(draft, code`super(...${args});`)] : ['', []];
  return code`constructor(${parameters}) {\n${start}\n${whenConstructed(draft, { node, keepsInvariant: true, exit: [] })}\n}`;
}

/** The end of a constructor. */
interface Construction {
  readonly node: ts.ClassLikeDeclaration;
  /** What else has to be true for a check. */
  readonly isOwn?: string | undefined;
  readonly keepsInvariant: boolean;
  /** Its postconditions. */
  readonly exit: Code;
}

/**
 * What a constructor checks at its end: only if its class is the one constructed, since a heir may not be complete yet. What is constructed
 * of a decorated class may be what a decorator put in its place; there the runtime tells whether a heir is at work. The value of a brand is handed
 * over for bundlers alone, which otherwise drop the pure call that gives the class its invariant, once the target has no private members.
 */
export function whenConstructed(draft: PlanDraft, { node, isOwn, keepsInvariant, exit }: Construction): Code {
  const isThis = `#${made(draft, 'brand')} in new.target`;
  const test = isOwn === undefined ? isThis : `${isThis} && (${isOwn})`;
  if (!keepsInvariant) return exit.length === 0 ? [] : code`if (${test}) {\n${exit}\n}`;
  const settle = runtime(draft, 'settle');
  const settledHere = code`${settle}(this${draft.brands.has(node) ? `, new.target.#${made(draft, 'brand')}` : ''});`;
  if (!isDecorated(draft.ts, node)) return exit.length === 0 ? code`if (${test}) ${settledHere}` : code`if (${test}) {\n${settledHere}\n${exit}\n}`;
  const settled = code`${isOwn === undefined ? '' : `if (${isOwn}) `}${settle}(this, new.target);`;
  return exit.length === 0 ? settled : code`${settled}\nif (${test}) {\n${exit}\n}`;
}

function isDecorated(ts: TypeScript, node: ts.ClassLikeDeclaration): boolean {
  return ts.getDecorators(node)?.length !== undefined;
}

/**
 * A base class, and the field initialisers that run with it, may call methods of the unfinished object. TypeScript knows a
 * `super(…)` at the top of a `try`, and puts parameter properties and fields behind it.
 *
 * before → after: `super(x);` → `p$construct(new.target.prototype); try { super(x); } finally { p$constructed(); }`
 */
export function superCall(draft: PlanDraft, statement: Code, rescue: Code = []): Code {
  const start = code`${runtime(draft, 'construct')}(new.target.prototype);`;
  return code`${start}\ntry {\n${statement}\n} ${rescue}finally {\n${runtime(draft, 'constructed')}();\n}`;
}

/**
 * Field initialisers run before the constructor's body; one that has `this` may call a method of the unfinished object. In a derived
 * class they run with `super(…)`, which is guarded as a whole.
 *
 * before → after: `size = this.count()` → `size = p$during(this, () => (this.count()))`
 */
function guardInitialisers(draft: PlanDraft, node: ts.ClassLikeDeclaration): void {
  const { ts } = draft;
  for (const member of node.members) {
    if (!ts.isPropertyDeclaration(member) || !member.initializer || functionOfMember(ts, member) || !namesThis(ts, member.initializer)) continue;
    if (isNameless(ts, member.initializer)) continue; // its name comes from where it stands, and its methods run later
    if (hasModifier(ts, member, ts.SyntaxKind.StaticKeyword)) continue;
    editNode(draft, member.initializer, { op: 'replace', code: code`${runtime(draft, 'during')}(this, () => (${keep(member.initializer)}))` });
  }
}

/** The body of a public method, and what is around it. */
export interface MethodFrame {
  /** A setter may mend what others broke: the object is not checked before it. */
  readonly isSetter: boolean;
  readonly core: Code;
  readonly captures: Code;
  /** What is thrown in the place of a caught error. */
  readonly judged: Code | readonly [string];
  /** It suspends itself. */
  readonly segmented: boolean;
  /** A consumer may end it where it is suspended: then only `finally` is reached. */
  readonly mayReturnEarly: boolean;
}

/**
 * before → after: `{ … }` → `{ const p$o = p$open(this); try { … } catch (p$x) { throw p$closeThrown(this, p$o, p$x); } p$close(this, p$o); }`,
 * and where the method suspends itself, with `p$in` and `p$out` for where a segment begins and ends.
 */
export function methodFrame(draft: PlanDraft, { isSetter, core, captures, judged, segmented, mayReturnEarly }: MethodFrame): Code {
  const [opened, error, done] = [made(draft, 'o'), caughtName(draft), made(draft, 'd')];
  const [open, closeThrown, close] = [runtime(draft, isSetter ? 'resume' : 'open'), runtime(draft, 'closeThrown'), code`${runtime(draft, 'close')}(this, ${opened});`];
  const thrown = code`throw ${closeThrown}(this, ${opened}, ${judged});`;
  if (!segmented) return code`const ${opened} = ${open}(this);\n${captures}\ntry {\n${core}\n} catch (${error}) {\n${thrown}\n}\n${close}`;
  const resume = code`${made(draft, 'in')}();`;
  const start = code`let ${opened} = ${open}(this);\n${segmentEnds(draft)}\n${captures}`;
  if (!mayReturnEarly) return code`${start}\ntry {\n${core}\n} catch (${error}) {\n${resume}\n${thrown}\n}\n${close}`;
  const rescue = code`catch (${error}) {\n${done} = true;\n${resume}\n${thrown}\n} finally {\nif (!${done}) ${close}\n}`;
  return code`let ${done} = false;\n${start}\ntry {\n${core}\n${done} = true;\n} ${rescue}\n${close}`;
}

/**
 * A segment begins where control comes back, unless the object is busy then, and ends where control leaves; under `audit` the object is
 * checked there too.
 */
function segmentEnds(draft: PlanDraft): Code {
  const [opened, value] = [made(draft, 'o'), made(draft, 'v')];
  const begin = code`const ${made(draft, 'in')} = (${value}) => { if (!${opened}) ${opened} = ${runtime(draft, 'resume')}(this); return ${value}; };`;
  const leave = draft.profile.audit ? code`${runtime(draft, 'pause')}(this, ${value});` : code`${runtime(draft, 'end')}(this);`;
  return code`${begin}\nconst ${made(draft, 'out')} = (${value}) => { if (${opened}) { ${opened} = false; ${leave} } return ${value}; };`;
}

function namesThis(ts: TypeScript, node: ts.Node): boolean {
  if (node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword) return true;
  return ts.forEachChild(node, (child) => namesThis(ts, child) || undefined) ?? false;
}
