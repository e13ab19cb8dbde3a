/** TABLE: one row per problem that the compiler reports. The linter's rules and the reference are derived from it. */
import type { Span } from './contract.ts';

export interface DiagnosticRow {
  /** Printed as `TS<code>` by tsc; never reused. */
  readonly code: number;
  /** The rule of `@proviso/eslint-plugin` that reports the same problem. */
  readonly rule: 'valid-contract' | 'pure-contract' | 'compatible-override';
  /** `unsupported`: the contract is right, but this version does not check it; the build says so and goes on. */
  readonly severity: 'error' | 'unsupported';
  /** `{0}`, `{1}` are filled in. What is wrong, then what to do. */
  readonly message: string;
}

const ifProse = ' If this is prose, remove the backticks.';

const rows = {
  'unparsable-clause': {
    code: 97001, rule: 'valid-contract', severity: 'error',
    message: `The clause does not parse: {0}${ifProse}`,
  },
  'not-one-expression': {
    code: 97002, rule: 'valid-contract', severity: 'error',
    message: `A clause is one expression; \`{0}\` is not.${ifProse}`,
  },
  'unterminated-clause': {
    code: 97003, rule: 'valid-contract', severity: 'error',
    message: 'The backtick that opens this clause is never closed in its tag. Close it; if a string or a regular expression in it needs the characters `*/`, which end the comment, write them `*\\/` there.',
  },
  'empty-clause': {
    code: 97004, rule: 'valid-contract', severity: 'error',
    message: 'There is no expression between the backticks. Write what must hold, for example: @{0} `n > 0`.',
  },
  'long-fence': {
    code: 97005, rule: 'valid-contract', severity: 'error',
    message: 'A clause stands between single backticks. For a condition that itself needs a backtick, name it in a function and call that.',
  },
  'unknown-label': {
    code: 97006, rule: 'valid-contract', severity: 'error',
    message: '`[{0}]` is not a label. The labels are [always], [audit] and [axiom].',
  },
  'bidi-in-clause': {
    code: 97007, rule: 'valid-contract', severity: 'error',
    message: 'The clause holds a character that changes the direction of text (U+{0}), so it does not read as it runs. Remove it, or write it as an escape.',
  },
  'clause-too-deep': {
    code: 97013, rule: 'valid-contract', severity: 'error',
    message: 'The clause is nested too deep to be checked. Name its parts in functions and call these.',
  },
  'almost-a-clause': {
    code: 97008, rule: 'valid-contract', severity: 'error',
    message: 'This looks like a clause but is prose in this form. Write: @{0}. To keep it as prose, remove the backticks.',
  },
  'misspelt-tag': {
    code: 97099, rule: 'valid-contract', severity: 'error',
    message: '@{0} is no contract tag. Write @{1}.',
  },
  'no-places': {
    code: 97100, rule: 'valid-contract', severity: 'error',
    message: '@{0} names nothing. List the places that it is about, separated by commas, or remove it.',
  },
  'almost-a-list': {
    code: 97101, rule: 'valid-contract', severity: 'error',
    message: 'This looks like a list of places but is prose in this form. Write: @{0}, and nothing behind it on that line.',
  },
  'unattached-contract': {
    code: 97009, rule: 'valid-contract', severity: 'error',
    message: 'This contract belongs to nothing, so it would never be checked. Put it on a line of its own, directly above the function, method, class or type that it is about and above its decorators; only the last doc comment there counts.',
  },
  'contract-above-call': {
    code: 97105, rule: 'valid-contract', severity: 'error',
    message: 'This contract stands above a call, such as `memo(…)` or `useCallback(…)`, and nothing would check it there. Put it inside the parentheses, right before the function that the call is given.',
  },
  'not-a-doc-comment': {
    code: 97103, rule: 'valid-contract', severity: 'error',
    message: 'This contract stands in a comment that is no doc comment, so it would never be checked. Begin the comment with `/**`. If this is a note, remove the backticks.',
  },
  'misplaced-tag': {
    code: 97010, rule: 'valid-contract', severity: 'error',
    message: '@{0} cannot stand on {1}. It belongs on {2}.',
  },
  'misplaced-call': {
    code: 97011, rule: 'valid-contract', severity: 'error',
    message: '`{0}(…)` must be {1}.',
  },
  'contract-call-as-value': {
    code: 97012, rule: 'valid-contract', severity: 'error',
    message: '`{0}` of @proviso/runtime is compiled away and is not a value: call it as a statement of its own, through a direct named import.',
  },
  'malformed-call': {
    code: 97030, rule: 'valid-contract', severity: 'error',
    message: '`{0}` takes {1}.',
  },
  'name-not-available': {
    code: 97014, rule: 'valid-contract', severity: 'error',
    message: '`{0}` has no meaning here: it stands for {1}. {2}',
  },
  'reserved-name': {
    code: 97015, rule: 'valid-contract', severity: 'error',
    message: '`{0}` is reserved in clauses, and here it is also the name of {1}. Write the clause as a function of its own name, @{3} `({2}) => …`, or rename it.',
  },
  'clause-names-local': {
    code: 97016, rule: 'valid-contract', severity: 'error',
    message: '`{0}` is a local of the body, which a clause cannot see: it sees parameters, `this` and the module. Use those, or state the condition inside the body with assert(…).',
  },
  'clause-name-shadowed': {
    code: 97017, rule: 'valid-contract', severity: 'error',
    message: 'The clause means the outer `{0}`, but the body declares its own `{0}` with `var` or `function`, which would take its place. Rename the one in the body.',
  },
  'old-misused': {
    code: 97018, rule: 'valid-contract', severity: 'error',
    message: '`old(e)` takes one expression over the state on entry; {0}.',
  },
  'entry-state-outside-clause': {
    code: 97098, rule: 'valid-contract', severity: 'error',
    message: '`{0}(…)` is about the state on entry, which is kept for the clauses of a contract alone. Use it in `ensures(…)`, or copy the value before it changes.',
  },
  'this-in-constructor-requires': {
    code: 97019, rule: 'valid-contract', severity: 'error',
    message: 'What a constructor demands, and when it throws, is looked at before the object exists, so it cannot use `this`. Use the parameters, or promise it with @ensures.',
  },
  'super-in-clause': {
    code: 97020, rule: 'valid-contract', severity: 'error',
    message: 'A clause cannot use `super`: call a method of `this`.',
  },
  'impure-clause': {
    code: 97021, rule: 'pure-contract', severity: 'error',
    message: 'A clause must not change anything, so that the program does the same without it; `{0}` does. Use an expression without effect.',
  },
  'suspending-clause': {
    code: 97022, rule: 'pure-contract', severity: 'error',
    message: 'A clause is evaluated at once and cannot `{0}`. Await the value in the body and state the condition on it with assert(…).',
  },
  'clause-is-promise': {
    code: 97023, rule: 'valid-contract', severity: 'error',
    message: `The clause is a promise, which is always truthy, so it would never fail. Use a synchronous condition.${ifProse}`,
  },
  'clause-not-boolean': {
    code: 97024, rule: 'valid-contract', severity: 'error',
    message: `The clause is of type \`{0}\`, not boolean. Compare it, for example with \`!== undefined\` or \`> 0\`.${ifProse}`,
  },
  'measure-not-number': {
    code: 97081, rule: 'valid-contract', severity: 'error',
    message: `The measure is of type \`{0}\`, not a number or bigint. Measure something that can be counted, for example \`.length\`.${ifProse}`,
  },
  'not-an-error-class': {
    code: 97025, rule: 'valid-contract', severity: 'error',
    message: '`{0}` is not a class, so no error can be told by it. Write an error class that exists at run time.',
  },
  'unknown-private-name': {
    code: 97117, rule: 'valid-contract', severity: 'error',
    message: 'No class around this clause declares `{0}`.{1}',
  },
  'unknown-place': {
    code: 97026, rule: 'valid-contract', severity: 'error',
    message: '`{0}` is {1}. @{2} takes {3}.{4}',
  },
  'missing-runtime': {
    code: 97027, rule: 'valid-contract', severity: 'error',
    message: 'This file has contracts, but its package `{0}` does not depend on @proviso/runtime, so they would not be checked. Run: npm install @proviso/runtime',
  },
  'runtime-not-installed': {
    code: 97028, rule: 'valid-contract', severity: 'error',
    message: 'The package `{0}` names @proviso/runtime in its package.json, but it is not installed, so the compiled checks could not load. Run: npm install',
  },
  'broken-manifest': {
    code: 97029, rule: 'valid-contract', severity: 'error',
    message: 'This file has contracts, but {0}/package.json cannot be read or is not valid JSON, so whether they count is unknown and none is checked. Mend the file.',
  },
  'yields-outside-generator': {
    code: 97066, rule: 'valid-contract', severity: 'error',
    message: `\`{0}\` is no generator function, so it yields nothing itself. State the condition on what it returns with @ensures.${ifProse}`,
  },
  'not-yet-enforced': {
    code: 97050, rule: 'valid-contract', severity: 'unsupported',
    message: '{0} is read but not checked yet.',
  },
  'unsupported-owner': {
    code: 97051, rule: 'valid-contract', severity: 'unsupported',
    message: 'A contract on {0} is not checked. {1}',
  },
  'unsupported-invariant': {
    code: 97052, rule: 'valid-contract', severity: 'unsupported',
    message: 'The invariant of `{0}` is not checked, in none of its methods: `{1}` says `await using` in the head of a `for (…; …; …)`. Say it in a block around the loop.',
  },
  'unsupported-super': {
    code: 97053, rule: 'valid-contract', severity: 'unsupported',
    message: 'The contract of `{0}` is not checked: its `super(…)` call is not a statement at the top of the constructor. Make it one, and choose between arguments in its parentheses or above it.',
  },
  'unsupported-script': {
    code: 97054, rule: 'valid-contract', severity: 'unsupported',
    message: 'Contracts of a script are not checked, as it cannot import the runtime. Make the file a module, for example with `export {}`. To TypeScript, JavaScript of `require` and `module.exports` is one where `module` is `node16` or later, or with `"moduleDetection": "force"`.',
  },
  'unsupported-duplicate': {
    code: 97056, rule: 'valid-contract', severity: 'unsupported',
    message: 'The contract of `{0}` is not checked: its body declares `{1}` twice. Rename one of the two.',
  },
  'unsupported-hoist': {
    code: 97057, rule: 'valid-contract', severity: 'unsupported',
    message: 'The contract of `{0}` is not checked: its body uses `{1}` up to `super(…)` and declares it behind. Declare it above, or outside of the constructor.',
  },
  'unsupported-frame': {
    code: 97039, rule: 'valid-contract', severity: 'unsupported',
    message: 'The frame of `{0}` is not checked: {1}.',
  },
  'unsupported-measure': {
    code: 97080, rule: 'valid-contract', severity: 'unsupported',
    message: 'The measure of `{0}` is not checked: activations of an async function, a generator or a constructor cannot be compared with those around them. Measure a synchronous function that it calls.',
  },
  'unsupported-callback': {
    code: 97082, rule: 'valid-contract', severity: 'unsupported',
    message: 'The contract of `{0}` is not checked where `{1}` calls it: {2}.',
  },
  'unsupported-strict': {
    code: 97094, rule: 'valid-contract', severity: 'unsupported',
    message: 'The contract of `{0}` is not checked: of a generator with a contract, `"use strict"` has to stand at the start of the file.',
  },
  'unsupported-name': {
    code: 97115, rule: 'valid-contract', severity: 'unsupported',
    message: 'A clause of `{0}` is not checked for the target ES5, where a block has no names of its own: it means `{1}`, and {2}. Rename what has that name inside, or compile for a newer target.',
  },
  'inherited-not-enforced': {
    code: 97055, rule: 'compatible-override', severity: 'unsupported',
    message: '`{0}` inherits the invariant of `{1}` and cannot check it.',
  },
  'asked-member-not-checked': {
    code: 97092, rule: 'compatible-override', severity: 'unsupported',
    message: 'The contract of `{0}` is not checked in `{1}`: {2}. Write `{3}` as a method or accessor of `{1}`; if it holds without a check, say @trusted and why above the class.',
  },
  'asked-property-not-checked': {
    code: 97106, rule: 'compatible-override', severity: 'unsupported',
    message: 'The contract of `{0}` is not checked in this object: what `{1}` holds is no function that is written here. Write `{1}` as a method or accessor.',
  },
  'asked-value-not-checked': {
    code: 97111, rule: 'compatible-override', severity: 'unsupported',
    message: 'The contract of `{0}` is not checked in `{1}`, which is written without that type. Give `{1}` the type, or write the function here.',
  },
  'asked-name-unavailable': {
    code: 97109, rule: 'compatible-override', severity: 'unsupported',
    message: '`{0}` does not check {1} of `{2}`, which its type asks of it: `{3}` {4} If it holds without a check, say @trusted and why above `{0}`.',
  },
  'unfollowed-type': {
    code: 97107, rule: 'compatible-override', severity: 'unsupported',
    message: 'This object names `{1}` in `{0}`, which is not found by parsing, so contracts of `{1}` are not checked here. Write `{1}` alone, `Partial<{1}>`, or a type with a name of its own.',
  },
  'unfollowed-function-type': {
    code: 97110, rule: 'compatible-override', severity: 'unsupported',
    message: 'This function names `{1}` in its type `{0}`, which is not found by parsing, so contracts of `{1}` are not checked here. Give the function a type that says how it is called, or a name of one; if they hold without a check, say @trusted and why above it.',
  },
  'object-without-invariant': {
    code: 97108, rule: 'compatible-override', severity: 'unsupported',
    message: 'The invariant of `{0}` is not checked in this object: only classes check invariants. Implement `{0}` by a class.',
  },
  'hidden-base': {
    code: 97093, rule: 'compatible-override', severity: 'unsupported',
    message: 'The declarations of `{2}` do not show the class that `{0}` extends in `{1}`, so its contracts are not checked here. The package has to export a class declaration; if they hold without a check, say @trusted and why above this class.',
  },
  'unfollowed-base': {
    code: 97102, rule: 'compatible-override', severity: 'unsupported',
    message: '`{0}` names `{2}` in `{1}`, which is not found by parsing, so contracts of `{2}` are not checked here. Extend or implement it by a name of its own; if they hold without a check, say @trusted and why above this class.',
  },
  'other-outcome': {
    code: 97104, rule: 'compatible-override', severity: 'unsupported',
    message: '`{0}` does not check {1} of `{2}`: there it speaks of {3}, and `{0}` {4}. Make both of one kind, or say with @ensuresAlso what `{0}` promises; if it holds without a check, say @trusted and why above `{0}`.',
  },
  'restated-precondition': {
    code: 97032, rule: 'compatible-override', severity: 'error',
    message: '`{0}` overrides `{1}`, and callers who rely on the contract of that know nothing of this clause. Remove it to inherit the contract, or accept more calls with @requiresElse.',
  },
  'restated-postcondition': {
    code: 97033, rule: 'compatible-override', severity: 'error',
    message: '`{0}` overrides `{1}`, which has a contract already. Remove this clause to inherit it, or promise more with @ensuresAlso.',
  },
  'nothing-to-extend': {
    code: 97034, rule: 'compatible-override', severity: 'error',
    message: '@{0} extends inherited conditions, but `{1}` overrides nothing that has any. Write @{2}.',
  },
  'nothing-to-widen': {
    code: 97035, rule: 'compatible-override', severity: 'error',
    message: '`{1}` has no precondition, so `{0}` accepts every call as it is. Remove this clause.',
  },
  'widened-frame': {
    code: 97036, rule: 'compatible-override', severity: 'error',
    message: '`{0}` overrides `{1}`, which may write {2}, but this lists `{3}`. Remove it, or let `{1}` list it too.',
  },
  'id-collision': {
    code: 97038, rule: 'valid-contract', severity: 'error',
    message: 'This clause and the one at {0} have the same id, {1}, so a violation could not tell them apart. Word one of the two a little differently.',
  },
  'contract-on-overload-only': {
    code: 97037, rule: 'compatible-override', severity: 'error',
    message: 'Only an overload of `{0}` has a contract, and overloads are not checked. Put the clauses above the implementation.',
  },
  'clause-not-inheritable': {
    code: 97070, rule: 'compatible-override', severity: 'error',
    message: '`{0}` cannot be named in a contract that others inherit: {1}. An heir in another file could not check `{2}`. {3}',
  },
  'inherited-name-unavailable': {
    code: 97071, rule: 'compatible-override', severity: 'error',
    message: '`{0}` inherits {1} from `{2}`, which cannot be checked here: `{3}` {4} If it holds without a check, say @trusted and why.',
  },
  'invariant-left-out': {
    code: 97116, rule: 'compatible-override', severity: 'unsupported',
    message: '`{0}` does not check {1} of `{2}`, which the build of that package left out: `{3}` {4} If it holds without a check, say @trusted and why above `{0}`.',
  },
  'refinement-unavailable': {
    code: 97072, rule: 'valid-contract', severity: 'error',
    message: 'The invariant of `{1}`, `{2}`, which {3} of `{0}` carries, cannot be checked here: `{4}` {5}',
  },
  'unusable-record': {
    code: 97091, rule: 'compatible-override', severity: 'unsupported',
    message: 'What is inherited from `{0}` is known by its declarations alone, which may lack clauses: `{1}` is not used, since {2}. Install the package again; if that does not help, it has to be built and published again.',
  },
} as const satisfies Record<string, DiagnosticRow>;

export type DiagnosticName = keyof typeof rows;

/** Every diagnostic by name. */
export const diagnostics: Readonly<Record<DiagnosticName, DiagnosticRow>> = rows;

/** One problem at one place. */
export interface Diagnostic {
  readonly name: DiagnosticName;
  readonly span: Span;
  readonly text: string;
}

/**
 * Fills a row's message. `values` replace `{0}`, `{1}`, … in order; long ones are cut at 120 characters.
 *
 * @requires `span.start <= span.end`
 * @ensures `result.name === name && result.span === span`
 */
export function diagnostic(name: DiagnosticName, span: Span, ...values: readonly string[]): Diagnostic {
  const text = diagnostics[name].message.replace(/\{(\d)\}/g, (_, index: string) => shorten(values[Number(index)] ?? ''));
  return { name, span, text };
}

function shorten(text: string): string {
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}
