// Compiles one file after the other, each alone: plain, by the transformer, and by the transformer with contracts.
import { readFileSync } from 'node:fs';

import ts from 'typescript';

import { modes } from './add-contracts.mjs';
import { emitAlone } from './emit-alone.mjs';

const options = {
  target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, moduleDetection: ts.ModuleDetectionKind.Force, jsx: ts.JsxEmit.Preserve, allowJs: true, noLib: true, noResolve: true, types: [], removeComments: true, isolatedModules: true,
  experimentalDecorators: false, outDir: '/out', rootDir: '/',
};

/** A file with contracts of its own is not what plain TypeScript makes of it. */
const hasContracts = /@proviso\/runtime|@(?:requires|ensures|invariant|throws|yields|decreases)/;

/** What is wrong with one file, in all its forms. */
function problemsOf(path) {
  const text = readFileSync(path, 'utf8');
  const attempt = (what, compile) => {
    try {
      return { text: compile() };
    } catch (error) {
      return { problem: `${what}: ${[error, error.cause].filter(Boolean).map(({ stack }) => stack?.split('\n').slice(0, 4).join(' | ')).join(' <- ')}` };
    }
  };
  const plain = attempt('plain TypeScript', () => emitAlone(path, text, { options }));
  if (plain.problem !== undefined) return []; // TypeScript's own crash
  const results = ['off', 'enforce'].map((profile) => ({ profile, ...attempt(`${profile}, as it is`, () => emitAlone(path, text, { options, profile })) }));
  const problems = results.flatMap(({ profile, problem, text: ours }) => problem ?? (ours === plain.text || hasContracts.test(text) ? [] : [`${profile}, as it is: the output differs from plain TypeScript's`]));
  for (const mode of Object.keys(modes)) problems.push(...withContracts(path, { text, plain: plain.text, mode, attempt }));
  return problems;
}

/** Where the file parses, `off` of the file with contracts is plain output too. */
function withContracts(path, { text, plain, mode, attempt }) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const added = modes[mode](file);
  return ['off', 'enforce', 'audit'].flatMap((profile) => {
    const { problem, text: ours } = attempt(`${profile} with contracts (${mode})`, () => emitAlone(path, added.text, { options, profile }));
    if (problem !== undefined) return [problem];
    if (ours === '' && plain !== '') return [`${profile} with contracts (${mode}): nothing is emitted`];
    return profile === 'off' && file.parseDiagnostics.length === 0 && !hasContracts.test(text) && ours !== plain ? [`off with contracts (${mode}): the output differs from plain TypeScript's`] : [];
  });
}

process.on('message', (path) => process.send(problemsOf(path)));
