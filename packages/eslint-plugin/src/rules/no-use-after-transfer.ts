/** `no-use-after-transfer`: what a transfer list took away is not used any more. */
import { createRule } from '../create-rule.ts';
import { printPlace } from '../effects/place.ts';
import { stateFileOf, testsOnlySchema, type StateOptions } from '../effects/state-file.ts';
import { lineOf } from '../positions.ts';
import { usesAfterTransfer } from '../effects/transfers.ts';
import { quoted } from '../quoted.ts';
import { report } from '../report.ts';

export type NoUseAfterTransferOptions = StateOptions;

export const noUseAfterTransfer = createRule<readonly [StateOptions], 'gone' | 'shared'>({
  name: 'no-use-after-transfer',
  meta: {
    type: 'problem',
    docs: { description: 'What was transferred to another thread or buffer is not used any more', configs: ['recommended'], needsTypes: false },
    messages: {
      gone: '`{{use}}` is used here, but `{{place}}` was transferred in line {{line}}: it is detached, so reads give nothing and calls throw or do nothing. Take what you need before the transfer; send a copy (`slice()`, no transfer list); or set the variable to what you get back.',
      shared: '`{{use}}` is used here, but it shares memory with `{{place}}`, which was transferred in line {{line}}: the view is empty now. Take what you need before the transfer; send a copy (`slice()`, no transfer list); or make a new view of what you get back.',
    },
    schema: testsOnlySchema,
  },
  defaultOptions: [{ tests: false }],
  create: (context, [options]) => ({
    Program: () => {
      const analysis = stateFileOf(context, options);
      if (!analysis) return;
      for (const { gift, use } of usesAfterTransfer(analysis)) {
        const text = quoted(use.getText(), 50);
        const place = quoted(printPlace(gift.place), 50);
        const isSame = text === place || text.startsWith(`${place}.`) || text.startsWith(`${place}[`) || text === gift.given.getText();
        report(context, { span: { start: use.getStart(), end: use.end }, messageId: isSame ? 'gone' : 'shared', data: { use: text, place, line: lineOf(gift.node) } });
      }
    },
  }),
});
