// A process of `npm run corpus`: runs the checks on the files that it is sent, and says what it is at.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';

import { checks } from './checks.mjs';
import { packageFolder } from './package-folder.mjs';
import { parseDiagnosticsOf } from './parsed.mjs';
import { programFinder } from './typed.mjs';
import { withContracts } from './with-contracts.mjs';

const settings = JSON.parse(process.argv[2]);
const folder = packageFolder();
const further = settings.checks === undefined ? {} : (await import(pathToFileURL(settings.checks).href)).checks;
const all = Object.entries({ ...checks, ...further });

/** The forms in which a file is looked at, each of them checked. */
function formsOf(path) {
  const fileName = `${folder}/${relative(settings.root, path).replaceAll('\\', '/')}`;
  const text = readFileSync(path, 'utf8');
  const plain = { form: 'as it is', fileName, text, faults: parseDiagnosticsOf(fileName, text) };
  if (plain.faults.length > 0) return [plain];
  const contracted = withContracts(fileName, text);
  return [plain, { form: 'with contracts', fileName, text: contracted, faults: parseDiagnosticsOf(fileName, contracted) }];
}

/** The forms of a file, and the last of them in a program if types are asked for. */
function withTypes(forms, programOf) {
  const last = forms.at(-1);
  const program = last.faults.length === 0 ? programOf?.(last) : undefined;
  return program ? [...forms, { ...last, form: 'with contracts and types', program }] : forms;
}

function runChecks(forms) {
  const failures = [];
  const counts = {};
  const count = (name, by = 1) => (counts[name] = (counts[name] ?? 0) + by);
  if (forms[0].faults.length > 0) count('with a syntax error');
  for (const each of forms) {
    for (const [name, run] of all) {
      const check = `${name}, ${each.form}`;
      process.send({ started: check });
      try {
        for (const { kind = 'wrong', message } of run(each, count)) failures.push({ kind, check, message });
      } catch (error) {
        failures.push({ kind: 'crash', check, message: String(error?.stack ?? error).split('\n').slice(0, 4).map((line) => line.trim()).join(' ') });
      }
    }
  }
  return { failures, counts };
}

process.on('message', (paths) => {
  const batch = paths.map(formsOf);
  const programOf = settings.types ? programFinder(batch.map((forms) => forms.at(-1)).filter(({ faults }) => faults.length === 0)) : undefined;
  for (const forms of batch) {
    process.send({ started: 'TypeScript itself' });
    process.send({ done: runChecks(withTypes(forms, programOf)) });
  }
});
process.send({ ready: true });
