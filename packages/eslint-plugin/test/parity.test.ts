/** The linter and `tspc` say the same of every fixture: the same text at the same place. */
import { diagnostics } from '@proviso/compiler';
import type { Linter } from 'eslint';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { compileCase, listCases, programOf } from '../../transformer/test/case.ts';
import { lintFile, type Report } from './lint.ts';

// How long a clause is concerns people and not the compiler.
const rules = { '@proviso/valid-contract': ['error', { maxLength: 0 }], '@proviso/pure-contract': ['error', { calls: false }], '@proviso/compatible-override': 'error' } satisfies Linter.RulesRecord;
const ruleOf = new Map<number, string>(Object.values(diagnostics).map(({ code, rule }) => [code, rule]));
const ofThePackage = new Set<number>([diagnostics['runtime-not-installed'].code]);

describe.each(listCases().map((each) => [each.name, each] as const))('%s', (_, each) => {
  test('lints as it compiles', () => {
    const program = programOf(each);
    const linted = each.files.flatMap((file) => lintFile(program, file, rules));
    if (program.getSyntacticDiagnostics().length > 0) return expect(linted.filter(({ rule }) => rule !== '')).toEqual([]);
    const compiled = compileCase(each, { profile: 'enforce' }).diagnostics.flatMap(toReport);
    // tspc stops where a package did not opt in; the linter goes on, so that it is of use before the runtime is installed.
    if (each.name === 'package-without-runtime') return expect(linted).toEqual(expect.arrayContaining(compiled));
    return expect(linted.sort(byPlace)).toEqual(compiled.sort(byPlace));
  });
});

/** What tspc says, as a report; nothing for errors of the code itself and for what concerns the installation. */
function toReport({ file, start, length = 0, code, messageText }: ts.Diagnostic): Report[] {
  const message = ts.flattenDiagnosticMessageText(messageText, '\n');
  const rule = ruleOf.get(code) ?? (message.endsWith('If this is prose, remove the backticks.') ? 'valid-contract' : undefined);
  if (!file || start === undefined || rule === undefined || ofThePackage.has(code)) return [];
  const at = [start, start + length].map((offset) => {
    const { line, character } = file.getLineAndCharacterOfPosition(offset);
    return `${line + 1}:${character + 1}`;
  });
  return [{ rule: `@proviso/${rule}`, message, at: at.join('-') }];
}

function byPlace(a: Report, b: Report): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : a.message < b.message ? -1 : 1;
}
