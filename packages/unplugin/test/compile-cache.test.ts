/** What a cache of compiled files gives, and when it asks again. */
import { expect, test } from 'vitest';
import { compileCache } from '../src/compile-cache.ts';
import type { CompiledFile } from '../src/compile-session.ts';

test('a file is compiled again once it, or a file that it inherits from, has another text', async () => {
  const texts = new Map([['/base.ts', 'base 1']]);
  const ask = compileCache((fileName) => texts.get(fileName));
  let compiled = 0;
  const file = async (text: string): Promise<string | undefined> => (await ask({ fileName: '/heir.ts', text, compile: () => Promise.resolve({ dependsOn: ['/base.ts'], wants: ['/new.ts'], settings: [], code: `${++compiled}` } as unknown as CompiledFile) }))?.code;
  const codes = [
    await file('heir 1'), await file('heir 1'),
    await file('heir 2'), await file('heir 2'),
    (texts.set('/base.ts', 'base 2'), await file('heir 2')), await file('heir 2'),
    (texts.set('/new.ts', 'new'), await file('heir 2')),
    (texts.delete('/base.ts'), await file('heir 2')), await file('heir 2'),
  ];
  expect(codes).toEqual(['1', '1', '2', '2', '3', '3', '4', '5', '5']);
});

test('a file that stays as it is stays so', async () => {
  const ask = compileCache(() => undefined);
  let asked = 0;
  const file = (): Promise<CompiledFile | undefined> => ask({ fileName: '/a.ts', text: '', compile: () => {
    asked++;
    return Promise.resolve(undefined);
  } });
  expect([await file(), await file(), asked]).toEqual([undefined, undefined, 1]);
});
