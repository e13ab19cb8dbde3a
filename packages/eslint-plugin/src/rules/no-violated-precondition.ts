/** `no-violated-precondition`: a call does not hand over constants that the callee's contract refuses. */
import { baseOf, clauseNames, resolveValue, type Clause, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { aliased } from '../aliased.ts';
import { analysisOf, type Analysis, type Context } from '../analysis.ts';
import { calledDeclarations, mayBeAnother, ownersOf, symbolOfCallee } from '../called-contracts.ts';
import { demandCases, refinedDemands, type Demand } from '../callee-cases.ts';
import { argumentsOf, casesOf, constantArguments, mayBeConstant, shown, type Argument, type Arguments } from '../constant-arguments.ts';
import { constantOfSymbol, globalsOf, type Typed } from '../constant-of.ts';
import { createRule, locOf } from '../create-rule.ts';
import { aliasIn, demandingNames, mayDemand } from '../demanding-names.ts';
import { nodesOf } from '../effects/file-nodes.ts';
import { nameNodeOf, qualifiedName } from '../export-index/function-nodes.ts';
import { quoted } from '../quoted.ts';
import { truth, type Outcome, type Scope } from '../reason/evaluate.ts';
import { unwrapped } from '../unwrapped.ts';

export interface NoViolatedPreconditionOptions {
  /** Also reports calls that a test expects to fail: in a function handed to `assert.throws` or to `expect(…).toThrow()`. */
  readonly expectedFailures?: boolean;
}

export const noViolatedPrecondition = createRule<readonly [NoViolatedPreconditionOptions], 'violated'>({
  name: 'no-violated-precondition',
  meta: {
    type: 'problem',
    docs: { description: 'Calls do not hand over constants that the contract of the callee refuses', configs: ['recommended'], needsTypes: true },
    messages: { violated: 'This call breaks what `{{callee}}` requires: {{clauses}}. Here {{values}}. Pass a value for which it holds.' },
    schema: [
      {
        type: 'object',
        properties: { expectedFailures: { type: 'boolean', description: 'Also reports calls that a test expects to fail: in a function handed to `assert.throws` or to `expect(…).toThrow()`.' } },
        additionalProperties: false,
      },
    ],
  },
  defaultOptions: [{ expectedFailures: false }],
  create: (context, [{ expectedFailures = false }]) => ({
    // Other rules have had the checker resolve most calls by then.
    'Program:exit': () => {
      const analysis = analysisOf(context);
      if (!analysis?.program) return;
      const typed = { ts: analysis.ts, checker: analysis.program.getTypeChecker() };
      for (const call of callsIn(analysis, analysis.program)) {
        if (!expectedFailures && isExpectedToFail(analysis.ts, call)) continue;
        const violated = violatedBy(analysis, typed, call);
        if (violated) report(context, violated);
      }
    },
  }),
});

type Call = ts.CallExpression | ts.NewExpression;

/** The calls of a file by the name of a function that demands something, or by what the file calls something else; all calls where parameters may be refined. */
function callsIn(analysis: Analysis, program: ts.Program): readonly Call[] {
  const { ts, sourceFile } = analysis;
  const { calls, names: written } = nodesOf(sourceFile);
  if (analysis.mayRefine()) return calls;
  const names = demandingNames(analysis, program);
  if (names.size === 0) return [];
  const aliases = new Set<string>();
  for (const uses of written.values()) {
    for (const { parent } of uses) {
      const alias = aliasIn(ts, parent);
      if (alias !== undefined) aliases.add(alias);
    }
  }
  return calls.filter((call) => {
    const name = calledName(ts, call.expression);
    return names.has(name) || aliases.has(name);
  });
}

/** The last name of what is called, for `super` that of the base; that of a computed member is not known and counts as one that nobody has. */
function calledName(ts: TypeScript, callee: ts.Expression): string {
  const called = unwrapped(ts, callee);
  const base = called.kind === ts.SyntaxKind.SuperKeyword ? baseAround(ts, called) : undefined;
  if (base) return calledName(ts, base);
  if (ts.isIdentifier(called)) return called.text;
  if (ts.isPropertyAccessExpression(called)) return called.name.text;
  return ts.isElementAccessExpression(called) && ts.isStringLiteralLike(called.argumentExpression) ? called.argumentExpression.text : '';
}

function baseAround(ts: TypeScript, node: ts.Node): ts.Expression | undefined {
  const owner = ts.findAncestor(node, (each) => ts.isClassLike(each));
  return owner && baseOf(ts, owner);
}

/** A call inside a function that is handed to `throws`, `rejects` or `expect(…)`, itself or by its name. */
function isExpectedToFail(ts: TypeScript, call: Call): boolean {
  const inner = ts.findAncestor(call.parent, (node) => ts.isFunctionLike(node));
  const name = inner && nameNodeOf(ts, inner);
  if (name && ts.isIdentifier(name) && (nodesOf(call.getSourceFile()).names.get(name.text) ?? []).some(({ parent }) => expectsFailure(ts, parent))) return true;
  const outer = inner && (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) ? inner.parent : call.parent;
  return expectsFailure(ts, outer);
}

function expectsFailure(ts: TypeScript, node: ts.Node): boolean {
  return ts.isCallExpression(node) && /(?:^|\.)(?:expect|throws|rejects|doesNotThrow|doesNotReject|assertThrows|assertRejects)$/.test(node.expression.getText());
}

interface Violated {
  readonly call: Call;
  readonly owner: string;
  /** One of each case, of which none lets the call in. */
  readonly clauses: readonly Clause[];
  /** The arguments that the clauses are about. */
  readonly concerned: ReadonlyMap<string, Argument>;
}

/** A clause that a call breaks, and the arguments that it is about. */
interface Broken {
  readonly clause: Clause;
  readonly concerned: ReadonlyMap<string, Argument>;
}

/** The first preconditions that the constants of a call refute: one of each case. */
function violatedBy(analysis: Analysis, typed: Typed, call: Call): Violated | undefined {
  const { ts } = analysis;
  if (!mayBeConstant(typed, call)) return undefined;
  const named = symbolOfCallee(ts, typed.checker, call);
  if (!mayDemand(analysis, named) || mayBeAnother(ts, named)) return undefined;
  for (const called of calledDeclarations(ts, typed.checker, call)) {
    const handed = { called, passed: argumentsOf(typed, call, called) };
    for (const { owner, cases } of demandsOn(analysis, called, named)) {
      const broken = cases.length > 0 ? firstOfEach(cases, (demand) => brokenBy(analysis, typed, { ...handed, demand })) : undefined;
      if (broken) return { call, owner: nameOf(analysis, owner), clauses: broken.map(({ clause }) => clause), concerned: new Map(broken.flatMap(({ concerned }) => [...concerned])) };
    }
  }
  return undefined;
}

interface Demands {
  readonly owner: ts.Node;
  readonly cases: readonly (readonly Demand[])[];
}

/** All that a call has to keep: the contracts that count there, and what the types of the parameters demand, which is one case. */
function demandsOn(analysis: Analysis, called: ts.SignatureDeclaration, named: ts.Symbol | undefined): readonly Demands[] {
  const owners = ownersOf(analysis.ts, called, named);
  const stated = owners.map((owner) => ({ owner, cases: demandCases(analysis, owner) }));
  const [first] = owners;
  return analysis.mayRefine() && first ? [...stated, { owner: first, cases: [refinedDemands(analysis, called)] }] : stated;
}

function nameOf({ ts, contractOf }: Analysis, owner: ts.Node): string {
  return contractOf(owner)?.owner.name ?? qualifiedName(ts, owner);
}

/** What is first found in each list; undefined where one of them has nothing of that sort. */
function firstOfEach<Element, Found>(lists: readonly (readonly Element[])[], find: (element: Element) => Found | undefined): readonly Found[] | undefined {
  const found: Found[] = [];
  for (const list of lists) {
    let first: Found | undefined;
    for (const each of list) first ??= find(each);
    if (first === undefined) return undefined;
    found.push(first);
  }
  return found;
}

interface Handed {
  readonly called: ts.SignatureDeclaration;
  readonly passed: Arguments;
  readonly demand: Demand;
}

function brokenBy(analysis: Analysis, typed: Typed, { called, passed, demand: { clause, statedBy, argumentsFor } }: Handed): Broken | undefined {
  const concerned = concernedIn(analysis.ts, clause, argumentsFor({ called, passed }));
  if (concerned.size === 0 && constantArguments(typed, called, passed).size === 0) return undefined;
  const { copy } = analysis.recordOf(statedBy.getSourceFile()) ?? {};
  return casesOf(concerned).every((values) => isRefuted(typed, { declaration: statedBy, values, copy }, clause)) ? { clause, concerned } : undefined;
}

/** The arguments that are known and that a clause is about. */
function concernedIn(ts: TypeScript, clause: Clause, passed: Arguments): ReadonlyMap<string, Argument> {
  const names = new Set(clauseNames(ts, clause).map(({ text }) => text));
  return new Map([...names].flatMap((name) => {
    const argument = passed(name);
    return argument ? [[name, argument] as const] : [];
  }));
}

interface Callee {
  /** What states the contract. */
  readonly declaration: ts.Node;
  /** Of the parameters that the call makes known. */
  readonly values: ReadonlyMap<string, unknown>;
  /** Where its contract comes from a record: what declares the names that its declaration file does not. */
  readonly copy: ts.SourceFile | undefined;
}

function isRefuted(typed: Typed, callee: Callee, { predicate }: Clause): boolean {
  if (!predicate || typed.ts.isArrowFunction(unwrapped(typed.ts, predicate.expression))) return false;
  return truth(scopeOf(typed, callee), predicate.expression) === false;
}

function scopeOf(typed: Typed, callee: Callee): Scope {
  const { ts } = typed;
  return {
    ts,
    isGlobal: globalsOf(ts, callee.copy ?? callee.declaration.getSourceFile()),
    lookUp: (node) => (ts.isIdentifier(node) ? valueOfName(typed, callee, node.text) : (enumMember(typed, callee, node) ?? 'inside')),
  };
}

/** A parameter that the call makes known, or a constant that the callee sees. */
function valueOfName(typed: Typed, callee: Callee, name: string): Outcome {
  if (callee.values.has(name)) return { value: callee.values.get(name) };
  const symbol = symbolSeenFrom(typed, callee, name);
  return symbol && constantOfSymbol(typed, symbol);
}

/** `Level.High` */
function enumMember(typed: Typed, callee: Callee, node: ts.Expression): Outcome {
  const { ts } = typed;
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression) || callee.values.has(node.expression.text)) return undefined;
  const symbol = symbolSeenFrom(typed, callee, node.expression.text);
  const member = symbol && aliased(typed, symbol).exports?.get(ts.escapeLeadingUnderscores(node.name.text));
  return member && constantOfSymbol(typed, member);
}

/** What a name of the contract means: nothing that the function declares inside. */
function symbolSeenFrom({ ts, checker }: Typed, { declaration, copy }: Callee, name: string): ts.Symbol | undefined {
  const found = resolveValue(ts, checker, { name, place: declaration });
  const file = declaration.getSourceFile();
  if (copy && found?.declarations?.some((each) => each.getSourceFile() === file) !== true) return undefined;
  const isInside = found?.declarations?.some((each) => ts.findAncestor(each, (node) => node === declaration) !== undefined) ?? false;
  return isInside ? undefined : found && checker.getExportSymbolOfSymbol(found);
}

function report(context: Readonly<Context>, { call, owner, clauses, concerned }: Violated): void {
  const nodes = new Set([...concerned.values()].flatMap(({ node }) => node ?? []));
  const [only, ...others] = nodes;
  const marked = only && others.length === 0 && [...concerned.values()].every(({ node }) => node) ? only : call;
  const values = [...concerned].map(([name, { values: each }]) => `\`${name}\` is ${quoted((each.length === 1 ? each : [...new Set(each)]).map(shown).join(' or '), 40)}`);
  context.report({
    loc: locOf(context, { start: marked.getStart(), end: marked.end }),
    messageId: 'violated',
    data: {
      callee: quoted(owner, 60),
      clauses: [...new Set(clauses.map(saidOf))].join(' or '),
      values: quoted(values.join(' and ') || 'it never holds', 120),
    },
  });
}

function saidOf({ predicate, message }: Clause): string {
  return `\`${quoted(predicate?.text ?? '')}\`${message === undefined ? '' : `, ${quoted(message, 80)}`}`;
}
