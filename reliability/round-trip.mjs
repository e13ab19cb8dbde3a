// Contracts are added by script; `off` then writes the JavaScript of the original.
import ts from 'typescript';

import { allModes, modes } from './add-contracts.mjs';
import { withoutClauseTags } from './body-tags.mjs';
import { differences } from './differences.mjs';
import { overridesIn } from './overrides.mjs';
import { compile, openProject, printed, programOf, profiles, sourcesOf } from './project.mjs';

export const what = 'contracts added to every function and class: `off` writes the JavaScript of the original, every profile its declarations, and all clauses compile';

/** One result for each way to add contracts and each profile. */
export async function run(folder, { config, mode }) {
  const results = [];
  for (const each of mode === undefined ? Object.keys(modes) : [mode]) results.push(...(await tryMode(folder, config, each)));
  return results;
}

async function tryMode(folder, config, mode) {
  // Clauses in comments go with the comments; calls leave everything else as it was.
  const bare = mode !== 'calls' ? { removeComments: true } : {};
  const project = openProject(folder, { config, options: { ...bare, sourceMap: false, inlineSourceMap: false, inlineSources: false, declarationMap: false, noUnusedLocals: false } });
  const { texts, clauses } = withContracts(project, mode);
  const plain = await compile(project, { checks: true });
  const known = new Set(plain.diagnostics.map(sentence));
  const results = [];
  for (const profile of profiles) {
    const { output, diagnostics, line } = await compile(project, { profile, texts, checks: profile === 'enforce' });
    const compared = (of) => (profile === 'off' ? of : new Map([...of].filter(([path]) => /\.d\.[cm]?ts$/.test(path)).map(([path, text]) => [path, mode === 'calls' ? withoutClauseTags(text) : text])));
    const news = diagnostics.filter((each) => !known.has(sentence(each))).map(printed);
    results.push({ what: `${mode}, ${profile}: ${clauses} clauses added to ${texts.size} files; ${line}`, problems: [...differences(compared(output), compared(plain.output)), ...news] });
  }
  return results;
}

function sentence({ code, messageText }) {
  return `${code} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
}

/** The texts of a project's sources with contracts, and how many there are. */
export function withContracts(project, mode, isSource = () => true) {
  const { program } = programOf(project);
  const overrides = overridesIn(program.getTypeChecker());
  const texts = new Map();
  let clauses = 0;
  for (const path of sourcesOf(project).filter(isSource)) {
    const file = ts.createSourceFile(path, program.getSourceFile(path).text, { languageVersion: ts.ScriptTarget.Latest, impliedNodeFormat: program.getSourceFile(path).impliedNodeFormat }, true);
    const added = allModes[mode](file, (owner) => overrides(program.getSourceFile(path), owner));
    texts.set(path, added.text);
    clauses += added.clauses;
  }
  return { texts, clauses };
}
