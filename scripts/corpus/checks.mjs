// TABLE: what `npm run corpus` does with each form of each file. A check is given `{ fileName, text, faults, program? }` and a function
// that counts; it gives what is wrong, `{ message }` each, and may throw, which is a crash. The printers will have rows here.
import proviso from '@proviso/eslint-plugin';
import { Linter } from 'eslint';
import ts from 'typescript';
import { parser } from 'typescript-eslint';

import { check, contractRecords, read } from '../../packages/compiler/dist/index.js';
import { parsed, parseDiagnosticsOf } from './parsed.mjs';

export const checks = { read: readContracts, lint };

function readContracts({ fileName, text }, count) {
  const contracts = read({ ts, packageOf: () => ({ name: 'corpus', root: '', optedIn: true }), readsDeclarations: true }, parsed(fileName, text));
  if (!contracts) return [];
  check(ts, contracts);
  contractRecords(contracts);
  count('contracts', contracts.contracts.length);
  return [];
}

/** Every rule with the options that make it say the most. */
const rules = {
  ...Object.fromEntries(Object.keys(proviso.rules).map((name) => [`@proviso/${name}`, ['error']])),
  '@proviso/require-contract': ['error', { scope: 'all', skip: [] }],
  '@proviso/pure-contract': ['error', { unknownCallees: true }],
  '@proviso/meaningful-contract': ['error', { trivialOfExported: true }],
  '@proviso/safe-old': ['error', { reassigned: true }],
  '@proviso/no-violated-precondition': ['error', { expectedFailures: true }],
  '@proviso/max-no-contract': ['error', { max: 0 }],
};

function lint(file, count) {
  const { messages, crashes } = messagesOf(file);
  const own = messages.filter(({ ruleId }) => ruleId !== null);
  count('reports', own.length);
  if (file.faults.length === 0 && messages.some(({ fatal }) => fatal)) count('forms that only the linter cannot parse');
  if (file.faults.length > 0) return [...crashes, ...own.map(({ ruleId, message }) => ({ message: `${ruleId} reports in spite of a syntax error: ${message}` }))];
  return [...crashes, ...own.flatMap((message) => brokenChanges(file, message, count))];
}

/** What the linter says. A rule that crashes is left out from then on, so that the others have their turn. */
function messagesOf({ fileName, text, program }) {
  const crashes = [];
  for (let left = rules; ; ) {
    const config = {
      files: ['**/*.{ts,tsx,cts,mts,js,jsx,cjs,mjs}'],
      plugins: { '@proviso': proviso },
      languageOptions: { parser, parserOptions: program ? { programs: [program] } : { ecmaFeatures: { jsx: true } } },
      linterOptions: { reportUnusedDisableDirectives: 'off', noInlineConfig: true },
      rules: left,
    };
    try {
      return { messages: new Linter({ configType: 'flat', cwd: '/' }).verify(text, [config], { filename: fileName }), crashes };
    } catch (error) {
      const { ruleId, stack } = error;
      if (!(ruleId in left)) throw error;
      crashes.push({ kind: 'crash', message: `${ruleId}: ${stack.split('\n').filter((line) => line.trim() !== '').slice(0, 4).map((line) => line.trim()).join(' ')}` });
      left = Object.fromEntries(Object.entries(left).filter(([name]) => name !== ruleId));
    }
  }
}

/** The fixes and suggestions of a report after which the file no longer parses. */
function brokenChanges({ fileName, text }, { ruleId, fix, suggestions = [] }, count) {
  const changes = [...(fix ? [{ desc: 'fix', fix }] : []), ...suggestions];
  count('changes', changes.length);
  return changes.flatMap(({ desc, fix: { range, text: inserted } }) => {
    const [fault] = parseDiagnosticsOf(fileName, text.slice(0, range[0]) + inserted + text.slice(range[1]));
    return fault === undefined ? [] : [{ message: `${ruleId}, "${desc}" gives text that does not parse: ${fault}` }];
  });
}
