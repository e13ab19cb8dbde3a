/** What a cache of compiled files gives, and when it asks again. */
import { expect, test } from 'vitest';
import { compileCache } from '../src/compile-cache.ts';
import type { CompiledFile } from '../src/compile-session.ts';

test('a file is compiled again once it, or a file that it inherits from, has another text', () => {
  const texts = new Map([['/base.ts', 'base 1']]);
  const ask = compileCache((fileName) => texts.get(fileName));
  let compiled = 0;
  const file = (text: string): CompiledFile | undefined => ask({ fileName: '/heir.ts', text, compile: () => ({ dependsOn: ['/base.ts', '/new.ts'], code: `${++compiled}` }) as unknown as CompiledFile });
  const codes = [
    file('heir 1'), file('heir 1'),
    file('heir 2'), file('heir 2'),
    (texts.set('/base.ts', 'base 2'), file('heir 2')), file('heir 2'),
    (texts.set('/new.ts', 'new'), file('heir 2')),
    (texts.delete('/base.ts'), file('heir 2')), file('heir 2'),
  ].map((each) => each?.code);
  expect(codes).toEqual(['1', '1', '2', '2', '3', '3', '4', '5', '5']);
});

test('a file that stays as it is stays so', () => {
  const ask = compileCache(() => undefined);
  let asked = 0;
  const file = (): CompiledFile | undefined => ask({ fileName: '/a.ts', text: '', compile: () => {
    asked++;
    return undefined;
  } });
  expect([file(), file(), asked]).toEqual([undefined, undefined, 1]);
});
