import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import * as main from '../src/index.ts';
import { thrownBy } from './caught.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

describe('the README', () => {
  it('has a first example that runs, and does without the compiler what it says', () => {
    const [, code] = /```ts\n([^]*?)```/.exec(readme)!;
    const { outputText } = ts.transpileModule(code!, { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 } });
    const options = { cwd: new URL('..', import.meta.url), encoding: 'utf8', stdio: 'pipe' } as const;
    const failed = thrownBy(() => execFileSync(process.execPath, ['--input-type=module', '-e', outputText], options)) as { stderr: string };
    expect(failed.stderr).toContain('ContractViolationError: requires failed: the account must cover it');
    expect(readme).toContain('`requires failed: the account must cover it`');
  });

  it.each(Object.keys(main))('tells of %s', (name) => {
    const [, list] = /## What there is\n([^]*?)\n## /.exec(readme)!;
    expect(list).toContain(`\`${name}`);
  });
});
