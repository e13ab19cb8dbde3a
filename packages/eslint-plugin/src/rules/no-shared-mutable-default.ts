/** `no-shared-mutable-default`: what stands in where nothing was given is not changed for everybody. */
import { createRule } from '../create-rule.ts';
import { sharedDefaults } from '../effects/shared-defaults.ts';
import { stateFileOf, testsOnlySchema, type StateOptions } from '../effects/state-file.ts';
import { lineOf } from '../positions.ts';
import { quoted } from '../quoted.ts';
import { report } from '../report.ts';

export type NoSharedMutableDefaultOptions = StateOptions;

export const noSharedMutableDefault = createRule<readonly [StateOptions], 'default' | 'copy' | 'assigned' | 'returned' | 'given' | 'filled'>({
  name: 'no-shared-mutable-default',
  meta: {
    type: 'problem',
    docs: { description: 'An object that stands in where nothing was given is not changed', configs: ['recommended'], needsTypes: false },
    messages: {
      default: 'Where nothing else was given, this is `{{name}}` of line {{line}}, the one object for all calls: what is changed here stays for the next. Make a new one each time (`() => ({ … })`), copy it before it is changed, or freeze it so that this fails at once.',
      copy: 'The copy of `{{name}}` (line {{line}}) is shallow: what is changed here is still the object inside of `{{name}}`, and stays changed for all others. Copy that too (`{ ...D, inner: { ...D.inner } }`, `structuredClone(D)`), or make a new one each time.',
      assigned: '`Object.assign` changes its first argument: `{{name}}` of line {{line}}, the one object for all calls, keeps what is given here. Make a new one: `{ ...{{name}}, ...more }`.',
      returned: 'What is changed here may be `{{name}}` of line {{line}}, which is returned where there is nothing else: the one object for all calls. Return a new one each time, declare the result `readonly`, or copy it before it is changed.',
      given: 'Callers may change what they get, and where there is nothing else they get `{{name}}` of line {{line}}, the one object for all: what one of them adds, the next one finds. Return a new one each time, or declare the result `readonly`.',
      filled: '`fill` puts one and the same object into every element: what is changed in one is changed in all. Make one each: `Array.from({ length: n }, () => {{name}})`.',
    },
    schema: testsOnlySchema,
  },
  defaultOptions: [{ tests: false }],
  create: (context, [options]) => ({
    Program: () => {
      const analysis = stateFileOf(context, options);
      for (const { node, name, declaredAt, how } of analysis ? sharedDefaults(analysis) : []) {
        report(context, { span: { start: node.getStart(), end: node.end }, messageId: how, data: { name: quoted(name, 40), line: lineOf(declaredAt) } });
      }
    },
  }),
});
