/** `meaningful-contract`: a clause can hold, can fail, and says something new. */
import { clauseKinds, type Clause, type Contract, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { analysisOf, type Analysis, type Context } from '../analysis.ts';
import { createRule } from '../create-rule.ts';
import type { Edit } from '../doc-comment.ts';
import { quoted } from '../quoted.ts';
import { conditionsOf, isTyped, type ClauseCondition } from '../reason/clause-conditions.ts';
import { contradictionsOf, type Contradiction } from '../reason/contradictions.ts';
import { decide } from '../reason/decide.ts';
import { report } from '../report.ts';
import { unsafeOlds } from '../unsafe-olds.ts';
import { unwrapped } from '../unwrapped.ts';
import { anyKinds, isPrimitive } from '../reason/kinds.ts';
import { repeatsReturned } from '../reason/repeats-returned.ts';
import { textKey } from '../reason/terms.ts';

export interface MeaningfulContractOptions {
  /** Clauses that cannot hold together, or never hold. */
  readonly contradictory?: boolean;
  /** Clauses that are true whatever the values are. */
  readonly vacuous?: boolean;
  /** Postconditions that repeat the returned expression. */
  readonly selfFulfilling?: boolean;
  /** Clauses that are true by the declared types alone, of functions that are not exported. */
  readonly trivial?: boolean;
  /** `trivial` also judges exported functions, which JavaScript may call with anything. */
  readonly trivialOfExported?: boolean;
  /** Clauses that say what an earlier one of the same function says. */
  readonly duplicate?: boolean;
  /** `old(…)` of what is the same on return. */
  readonly unusedOld?: boolean;
}

type MessageId = 'contradictory' | 'never' | 'vacuous' | 'selfFulfilling' | 'trivial' | 'duplicate' | 'unusedOld' | 'withoutOld';

const defaults: Required<MeaningfulContractOptions> = {
  contradictory: true, vacuous: true, selfFulfilling: true, trivial: true, trivialOfExported: false, duplicate: true, unusedOld: true,
};

const descriptions: Readonly<Record<keyof MeaningfulContractOptions, string>> = {
  contradictory: 'Clauses that cannot hold together, or never hold.',
  vacuous: 'Clauses that are true whatever the values are.',
  selfFulfilling: 'Postconditions that repeat the returned expression.',
  trivial: 'Clauses that are true by the declared types alone, of functions that are not exported.',
  trivialOfExported: '`trivial` also judges exported functions, which JavaScript may call with anything.',
  duplicate: 'Clauses that say what an earlier one of the same function says.',
  unusedOld: '`old(…)` of what is the same on return.',
};

/** Only the findings that are mistakes whatever one thinks of style. */
export const onlyContradictory: MeaningfulContractOptions = { vacuous: false, selfFulfilling: false, trivial: false, duplicate: false, unusedOld: false };

export const meaningfulContract = createRule<readonly [MeaningfulContractOptions], MessageId>({
  name: 'meaningful-contract',
  meta: {
    type: 'problem',
    docs: { description: 'Clauses can hold, can fail, and say something new', configs: ['recommended'], needsTypes: false },
    hasSuggestions: true,
    messages: {
      contradictory: '`{{clause}}` cannot hold together with {{others}}: {{consequence}}. Change or remove one of them.',
      never: '`{{clause}}` is never true: {{consequence}}. Mend the condition, or remove the clause.',
      vacuous: '`{{clause}}` is always true, so it checks nothing. State what can fail, or remove the clause.',
      selfFulfilling: '`{{clause}}` repeats the expression that the function returns, so it says nothing about it. State what callers may rely on, such as a range or a relation to the arguments, or remove the clause.',
      trivial: '`{{clause}}` is true by the declared types alone, so it checks nothing. State what the types do not say, or remove the clause.',
      duplicate: '`{{clause}}` says the same as an earlier clause of `{{owner}}`. Remove one of the two.',
      unusedOld: '`{{clause}}` is the same as `{{inner}}`: {{reason}}. Write `{{inner}}`.',
      withoutOld: 'Write `{{inner}}`.',
    },
    schema: [{ type: 'object', properties: Object.fromEntries(Object.entries(descriptions).map(([name, description]) => [name, { type: 'boolean', description }])), additionalProperties: false }],
  },
  defaultOptions: [defaults],
  create: (context, [options]) => ({
    Program: () => {
      const analysis = analysisOf(context);
      for (const contract of analysis?.contracts?.file.contracts ?? []) if (analysis) judge(context, { analysis, contract, options });
    },
  }),
});

interface Judged {
  readonly analysis: Analysis;
  readonly contract: Contract;
  readonly options: MeaningfulContractOptions;
}

interface Finding {
  readonly messageId: MessageId;
  readonly data?: Readonly<Record<string, string>>;
}

/** Reports the first finding about each clause, and every unused `old` in those that may stay as they are. */
function judge(context: Readonly<Context>, judged: Judged): void {
  const { analysis, contract, options } = judged;
  const conditions = conditionsOf(analysis, contract);
  // What `old` kept is not what it was, so what such a clause comes to is no more than `safe-old` says of it.
  const decidable = conditions.filter(({ clause }) => !analysis.program || unsafeOlds({ ts: analysis.ts, program: analysis.program, checker: analysis.program.getTypeChecker() }, clause).length === 0);
  const judges = [duplicates(judged, conditions), contradictions(judged, decidable), vacuous(judged, decidable), selfFulfilling(judged, conditions), trivial(judged, decidable)];
  for (const condition of conditions) {
    const { clause } = condition;
    const finding = judges.map((each) => each.get(clause)).find((each) => each !== undefined);
    if (finding && clause.predicate) {
      const data = { clause: quoted(clause.predicate.text), ...finding.data };
      report(context, { span: clause.predicate.span, messageId: finding.messageId, data });
    } else if (options.unusedOld === true) reportUnusedOld(context, analysis, condition);
  }
}

type Findings = ReadonlyMap<Clause, Finding>;

function duplicates({ contract, options }: Judged, conditions: readonly ClauseCondition[]): Findings {
  const seen = new Set<string>();
  const found = new Map<Clause, Finding>();
  for (const { clause, expression, context } of options.duplicate === true ? conditions : []) {
    const errors = (clause.errors ?? []).map((each) => each.getText()).join('|');
    const key = [clause.kind, clause.label ?? '', clause.iff === true, errors, textKey(context, expression) ?? clause.predicate?.text].join(' ');
    const standsAnywhere = clauseKinds[clause.kind].moment === 'here';
    if (seen.has(key) && !standsAnywhere) found.set(clause, { messageId: 'duplicate', data: { owner: contract.owner.name } });
    seen.add(key);
  }
  return found;
}

function contradictions({ analysis, contract, options }: Judged, conditions: readonly ClauseCondition[]): Findings {
  if (options.contradictory !== true) return new Map();
  const serious = conditions.filter(({ clause, expression }) => !isDeliberate(analysis.ts, contract, { clause, expression }));
  return new Map(contradictionsOf(serious).map((each) => [each.clause, contradiction(each)]));
}

function contradiction({ clause, others }: Contradiction): Finding {
  const row = clauseKinds[clause.kind];
  const consequence = row.blame === 'caller' ? 'no call can satisfy it' : row.moment === 'throw' ? 'the error is never thrown' : 'it fails every time';
  if (others.length === 0) return { messageId: 'never', data: { consequence } };
  const shown = others.slice(0, 3).map((other) => `\`${quoted(other.predicate?.text ?? '', 60)}\``);
  return { messageId: 'contradictory', data: { others: shown.join(' and '), consequence: row.blame === 'caller' ? 'no call can satisfy all' : 'one of them fails every time' } };
}

/** `false` where it means "never": never thrown, never reached, never returned. */
function isDeliberate(ts: TypeScript, { owner }: Contract, { clause, expression }: Pick<ClauseCondition, 'clause' | 'expression'>): boolean {
  if (unwrapped(ts, expression).kind !== ts.SyntaxKind.FalseKeyword) return false;
  const { moment } = clauseKinds[clause.kind];
  const returned = 'type' in owner.node ? owner.node.type?.getText() : undefined;
  return moment === 'throw' || moment === 'here' || (moment === 'exit' && returned !== undefined && /^(?:never|Promise<never>)$/.test(returned));
}

function vacuous({ analysis, options }: Judged, conditions: readonly ClauseCondition[]): Findings {
  return options.vacuous === true ? alwaysTrue(analysis, conditions.map(withoutTypes), 'vacuous') : new Map();
}

/** What holds for all values needs no types, so it is `vacuous` and not this. */
function trivial({ analysis, contract, options }: Judged, conditions: readonly ClauseCondition[]): Findings {
  const isJudged = options.trivial === true && (!contract.owner.exported || options.trivialOfExported === true);
  const byTypes = conditions.filter((condition) => isJudged && !decide([withoutTypes(condition)]).always);
  return alwaysTrue(analysis, byTypes.map(withoutConstants), 'trivial');
}

function withoutTypes(condition: ClauseCondition): ClauseCondition {
  return { ...condition, constantOf: () => undefined, kindsOf: () => anyKinds };
}

/** A condition on a constant of the program guards against a change of it, so what the constant is today does not count. */
function withoutConstants(condition: ClauseCondition): ClauseCondition {
  return { ...condition, constantOf: () => undefined, kindsOf: (node) => (condition.constantOf(node) ? anyKinds : condition.kindsOf(node)) };
}

/** A literal `true` that says when an error is thrown is no condition to judge. */
function alwaysTrue({ ts }: Analysis, conditions: readonly ClauseCondition[], messageId: 'vacuous' | 'trivial'): Findings {
  const isSaid = ({ clause, expression }: ClauseCondition): boolean => clauseKinds[clause.kind].moment === 'throw' && expression.kind === ts.SyntaxKind.TrueKeyword;
  return new Map(conditions.filter((each) => !isSaid(each) && decide([each]).always).map(({ clause }) => [clause, { messageId }]));
}

function selfFulfilling({ analysis, contract, options }: Judged, conditions: readonly ClauseCondition[]): Findings {
  if (options.selfFulfilling !== true) return new Map();
  const repeating = conditions.filter((each) => clauseKinds[each.clause.kind].moment === 'exit' && repeatsReturned(analysis.ts, contract, each));
  return new Map(repeating.map(({ clause }) => [clause, { messageId: 'selfFulfilling' }]));
}

/** Reports `old(n)` for a parameter, which always means its value on entry, and `old` of a literal. */
function reportUnusedOld(context: Readonly<Context>, { ts, sourceFile }: Analysis, { clause, context: { parameters }, kindsOf, expression }: ClauseCondition): void {
  if (!clauseKinds[clause.kind].names.includes('old')) return;
  const visit = (node: ts.Node): void => {
    const argument = ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'old' ? node.arguments[0] : undefined;
    const inner = argument && unwrapped(ts, argument);
    if (!inner) return ts.forEachChild(node, visit);
    const isParameter = ts.isIdentifier(inner) && parameters.has(inner.text) && (!isTyped(ts, clause) || isPrimitive(kindsOf(inner)));
    if (!isParameter && !ts.isLiteralExpression(inner)) return;
    const span = { start: node.getStart(sourceFile), end: node.end };
    const data = { clause: quoted(node.getText(sourceFile)), inner: quoted(inner.getText(sourceFile)), reason: isParameter ? 'in a clause a parameter means its value on entry' : 'it never changes' };
    const edits: Edit[] = [{ range: [span.start, span.end], text: inner.getText(sourceFile) }];
    report(context, { span, messageId: 'unusedOld', data, suggest: [{ messageId: 'withoutOld', data, edits }] });
  };
  visit(expression);
}

