/** `no-readonly-escape`: what is declared to be only looked at is not changed by another way. */
import { hasModifier } from '@proviso/compiler';
import type ts from 'typescript';
import { createRule } from '../create-rule.ts';
import { printPlace } from '../effects/place.ts';
import { readonlyChanges } from '../effects/readonly-changes.ts';
import { stateFileOf, testsOnlySchema, type StateOptions } from '../effects/state-file.ts';
import { lineOf } from '../positions.ts';
import { quoted } from '../quoted.ts';
import { report } from '../report.ts';
import { typescript } from '../source.ts';

export type NoReadonlyEscapeOptions = StateOptions;

export const noReadonlyEscape = createRule<readonly [StateOptions], 'changed' | 'handed' | 'given'>({
  name: 'no-readonly-escape',
  meta: {
    type: 'problem',
    docs: { description: 'What is declared `readonly` is not changed through a cast, another name or a function', configs: ['recommended'], needsTypes: false },
    messages: {
      changed: '`{{place}}` is changed here, though line {{line}} promises by `{{type}}` that it is only looked at: whoever handed it in relies on that. Work on a copy (`[...xs]`, `{ ...o }`, `xs.toSorted()`), or declare the type without `readonly`.',
      handed: 'This call changes `{{place}}`, though line {{line}} promises by `{{type}}` that it is only looked at: TypeScript does not compare `readonly` here. Hand over a copy (`{ ...o }`, `[...xs]`), or declare the type without `readonly`.',
      given: '`{{place}}` is given out as `{{to}}`, though line {{line}} says `{{type}}`: whoever gets it may change what others only look at. Keep the read-only type, or give a copy (`[...xs]`, `{ ...o }`).',
    },
    schema: testsOnlySchema,
  },
  defaultOptions: [{ tests: false }],
  create: (context, [options]) => ({
    Program: () => {
      const analysis = stateFileOf(context, options);
      if (!analysis || !/\b(?:readonly|\w*Readonly\w*|\w*Immutable)\b/.test(analysis.sourceFile.text)) return;
      for (const { node, place, type, how } of readonlyChanges(analysis)) {
        const to = how === 'given' ? (node as unknown as { readonly type: { getText(): string } }).type.getText() : '';
        report(context, { span: { start: node.getStart(), end: node.end }, messageId: how, data: { place: quoted(printPlace(place), 50), line: lineOf(type), type: quoted(promiseOf(type), 40), to: quoted(to, 40) } });
      }
    },
  }),
});

/** The text that forbids the change: the type, or the modifier of the member that it is declared for. */
function promiseOf(type: ts.TypeNode): string {
  const text = type.getText();
  const { parent } = type;
  return /readonly|immutable/i.test(text) || !typescript.isPropertySignature(parent) || !hasModifier(typescript, parent, typescript.SyntaxKind.ReadonlyKeyword) ? text : `readonly ${parent.name.getText()}`;
}
