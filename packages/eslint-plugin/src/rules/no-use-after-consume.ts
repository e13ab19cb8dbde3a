/** `no-use-after-consume`: what a callee took over is not used any more, and what `using` disposes does not outlive its scope. */
import { createRule } from '../create-rule.ts';
import { outlivesDisposal, type Outlived } from '../effects/disposal.ts';
import { usesAfterConsume } from '../effects/consumption.ts';
import { printPlace } from '../effects/place.ts';
import { stateFileOf, testsOnlySchema, type StateOptions } from '../effects/state-file.ts';
import { lineOf } from '../positions.ts';
import { quoted } from '../quoted.ts';
import { report } from '../report.ts';

export type NoUseAfterConsumeOptions = StateOptions;

type MessageId = 'consumed' | 'outlives' | 'unawaited' | 'twice';

const disposal: Readonly<Record<Outlived['how'], MessageId>> = { returned: 'outlives', yielded: 'outlives', stored: 'outlives', kept: 'outlives', unawaited: 'unawaited', consumed: 'twice' };

export const noUseAfterConsume = createRule<readonly [StateOptions], MessageId>({
  name: 'no-use-after-consume',
  meta: {
    type: 'problem',
    docs: { description: 'What a callee consumes is not used afterwards, and what `using` disposes does not leave its scope', configs: ['recommended'], needsTypes: false },
    messages: {
      consumed: '`{{use}}` is used here, but `{{place}}` was given away in line {{line}}: the contract of `{{callee}}` says @consume, so it belongs to the callee from then on. Take what you need before the call; use what the call gives back; or hand over a copy.',
      outlives: '`{{name}}` is {{how}} here, but `using` in line {{line}} disposes it when its block ends, so whoever gets it has something closed. Declare it with `const` and let the receiver dispose it; or move it out of a `DisposableStack`.',
      unawaited: 'The promise of this call is returned without `await`, but `using` in line {{line}} disposes `{{name}}` as soon as the function returns, while the call still works with it. Write `return await …`.',
      twice: '`{{name}}` is given to a function that consumes it here, and `using` in line {{line}} disposes it once more when its block ends. Declare it with `const`, because the callee owns it from here on; or hand over a copy.',
    },
    schema: testsOnlySchema,
  },
  defaultOptions: [{ tests: false }],
  create: (context, [options]) => ({
    Program: () => {
      const analysis = stateFileOf(context, options);
      if (!analysis) return;
      for (const { gift, use } of usesAfterConsume(analysis)) {
        const callee = 'expression' in gift.node ? (gift.node.expression as { getText(): string }).getText() : '';
        report(context, { span: { start: use.getStart(), end: use.end }, messageId: 'consumed', data: { use: quoted(use.getText(), 40), place: quoted(printPlace(gift.place), 40), line: lineOf(gift.node), callee: quoted(callee, 40) } });
      }
      for (const { binding, how, node } of outlivesDisposal(analysis)) {
        report(context, { span: { start: node.getStart(), end: node.end }, messageId: disposal[how], data: { name: quoted(binding.name, 40), how: how === 'kept' ? 'kept by a function that runs later' : how, line: lineOf(binding.declaration) } });
      }
    },
  }),
});
