/** `no-undeclared-module-write`: a function writes variables of its module only where it says so. */
import { createRule } from '../create-rule.ts';
import { moduleChanges, type ModuleChange, type ModuleWriteOptions } from '../effects/module-changes.ts';
import { printPlace } from '../effects/place.ts';
import { stateFileOf, testsSchema, type StateOptions } from '../effects/state-file.ts';
import { quoted } from '../quoted.ts';
import { report } from '../report.ts';

export type NoUndeclaredModuleWriteOptions = ModuleWriteOptions & StateOptions;

type Options = Readonly<NoUndeclaredModuleWriteOptions>;

export const noUndeclaredModuleWrite = createRule<readonly [Options], 'silent' | 'undeclared' | 'pure'>({
  name: 'no-undeclared-module-write',
  meta: {
    type: 'problem',
    docs: { description: 'A function writes variables of its module only where its contract says so', configs: ['recommended'], needsTypes: false },
    messages: {
      silent: '`{{fn}}` changes `{{place}}` here{{through}}, which all calls share, and gives a value as if it only looked: two uses at a time, or one inside of the other, disturb each other. Make it a local that is handed on, or a field of an object that callers make; or say it above the function: `@modifies {{declared}}`.',
      undeclared: '`{{fn}}` changes `{{place}}` here{{through}}, which all calls share, but its contract does not say so. Add `@modifies {{declared}}` to it; or make it a local, or a field of an object that callers make.',
      pure: '`{{fn}}` changes `{{place}}` here{{through}}, which all calls share, but its contract says that it changes nothing. Make it a local, or a field of an object that callers make; or replace that clause by `@modifies {{declared}}`.',
    },
    schema: [
      {
        type: 'object',
        properties: {
          scope: { type: 'string', enum: ['contract', 'exported'], description: '`contract`: functions that have a contract. `exported`: also exported ones without, if they give a value and are not called after the change.' },
          ignore: { type: 'array', items: { type: 'string' }, description: 'Names of variables of modules that are there to be written.' },
          tests: testsSchema,
        },
        additionalProperties: false,
      },
    ],
  },
  defaultOptions: [{ scope: 'exported', ignore: [], tests: false }],
  create: (context, [options]) => ({
    Program: () => {
      const analysis = stateFileOf(context, options);
      if (!analysis) return;
      for (const change of moduleChanges(analysis, options)) report(context, { span: { start: change.node.getStart(), end: change.node.end }, messageId: messageOf(change), data: dataOf(change) });
    },
  }),
});

function messageOf({ frame }: ModuleChange): 'silent' | 'undeclared' | 'pure' {
  if (!frame) return 'silent';
  return frame.says === 'nothing' ? 'pure' : 'undeclared';
}

function dataOf({ name, place, through }: ModuleChange): Readonly<Record<string, string>> {
  const declared = 'binding' in place.root ? place.root.binding.name : '';
  return { fn: quoted(name === '' ? 'The function' : name, 40), place: quoted(printPlace(place), 40), through: through === undefined ? '' : ` through \`${quoted(through, 30)}\``, declared: quoted(declared, 30) };
}
