/** `no-undeclared-parameter-mutation`: a function changes what it is given only where it says so. */
import { createRule } from '../create-rule.ts';
import { parameterChanges, type ParameterChange, type ParameterOptions } from '../effects/parameter-changes.ts';
import { printPlace } from '../effects/place.ts';
import { receiverChanges, type ReceiverChange } from '../effects/receiver-changes.ts';
import { stateFileOf, testsSchema, type StateOptions } from '../effects/state-file.ts';
import { frameworkObjects } from '../effects/written-in-place.ts';
import { quoted } from '../quoted.ts';
import { report } from '../report.ts';

export type NoUndeclaredParameterMutationOptions = ParameterOptions & StateOptions;

type Options = Readonly<NoUndeclaredParameterMutationOptions>;

export const noUndeclaredParameterMutation = createRule<readonly [Options], 'silent' | 'undeclared' | 'pure' | 'ownUndeclared' | 'ownPure'>({
  name: 'no-undeclared-parameter-mutation',
  meta: {
    type: 'problem',
    docs: { description: 'A function changes what it is given only where its contract says so', configs: ['recommended'], needsTypes: false },
    messages: {
      silent: '`{{fn}}` changes `{{place}}` here, which belongs to its caller, and gives a value as if it only looked. Work on a copy (`[...xs]`, `{ ...o }`, `xs.toSorted()`, `structuredClone(o)`); or say it above the function: `@modifies {{declared}}`.',
      undeclared: '`{{fn}}` changes `{{place}}` here, which belongs to its caller, but its contract does not say so. Add `@modifies {{declared}}` to it; or work on a copy (`[...xs]`, `{ ...o }`, `xs.toSorted()`, `structuredClone(o)`).',
      pure: '`{{fn}}` changes `{{place}}` here, which belongs to its caller, but its contract says that it changes nothing. Work on a copy (`[...xs]`, `{ ...o }`, `xs.toSorted()`, `structuredClone(o)`); or replace that clause by `@modifies {{declared}}`.',
      ownUndeclared: '`{{fn}}` changes `{{place}}` here, but its contract names all that it changes, and that is not among it. Add `@modifies {{declared}}` to it; or leave the object as it is.',
      ownPure: '`{{fn}}` changes `{{place}}` here, but its contract says that it changes nothing: callers may leave the call out or repeat it. Leave the object as it is; or replace that clause by `@modifies {{declared}}`.',
    },
    schema: [
      {
        type: 'object',
        properties: {
          scope: { type: 'string', enum: ['contract', 'exported'], description: '`contract`: functions that have a contract. `exported`: also exported ones without, if they give a value and neither they nor the parameter are called after the change.' },
          ignore: { type: 'array', items: { type: 'string' }, description: 'Names of parameters whose objects are there to be written, such as those of frameworks.' },
          tests: testsSchema,
        },
        additionalProperties: false,
      },
    ],
  },
  defaultOptions: [{ scope: 'exported', ignore: frameworkObjects, tests: false }],
  create: (context, [options]) => ({
    Program: () => {
      const analysis = stateFileOf(context, options);
      if (!analysis) return;
      for (const change of parameterChanges(analysis, options)) report(context, { span: { start: change.node.getStart(), end: change.node.end }, messageId: messageOf(change), data: dataOf(change, change.parameter.name) });
      for (const change of receiverChanges(analysis)) report(context, { span: { start: change.node.getStart(), end: change.node.end }, messageId: change.frame?.says === 'nothing' ? 'ownPure' : 'ownUndeclared', data: dataOf(change, `this.${change.member}`) });
    },
  }),
});

function messageOf({ frame }: ParameterChange): 'silent' | 'undeclared' | 'pure' {
  if (!frame) return 'silent';
  return frame.says === 'nothing' ? 'pure' : 'undeclared';
}

function dataOf({ name, place }: ParameterChange | ReceiverChange, declared: string): Readonly<Record<string, string>> {
  return { fn: quoted(name === '' ? 'The function' : name, 40), place: quoted(printPlace(place), 50), declared: quoted(declared, 30) };
}
