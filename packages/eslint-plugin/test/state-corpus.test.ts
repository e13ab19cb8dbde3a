/** Files as people write them: unsound ones, each of which a state rule has to report, and sound ones that look alike, of which none may. */
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import plugin from '../src/index.ts';

const folder = join(import.meta.dirname, 'fixtures/state');
const filesIn = (kind: string): string[] => readdirSync(join(folder, kind)).sort();

/** The rules of `strict` that are about state. */
const rules = Object.fromEntries<Linter.RuleEntry>(
  Object.entries(plugin.configs.strict.rules ?? {}).filter(([name]) => name.startsWith('@proviso/no-') && !/prose-clause|violated-precondition/.test(name)),
);

/** The rules that report something in a file, without types. */
function reported(kind: string, name: string): string[] {
  const config = { files: ['**/*.ts'], plugins: { '@proviso': plugin }, languageOptions: { parser }, rules } satisfies Linter.Config;
  const messages = new Linter({ configType: 'flat', cwd: '/' }).verify(readFileSync(join(folder, kind, name), 'utf8'), [config], { filename: join(import.meta.dirname, '../src', name) });
  return messages.map(({ ruleId, message }) => ruleId ?? message);
}

describe('unsound', () => {
  test.each(filesIn('unsound'))('%s is reported', (name) => {
    expect(reported('unsound', name)).not.toEqual([]);
  });
  test('each rule that can be told by a file finds one', () => {
    const found = new Set(filesIn('unsound').flatMap((name) => reported('unsound', name)));
    expect(Object.keys(rules).filter((rule) => !found.has(rule))).toEqual([]);
  });
});

describe('sound', () => {
  test.each(filesIn('sound'))('%s is not', (name) => {
    expect(reported('sound', name)).toEqual([]);
  });
});
