// A generated monorepo, the same in every run: packages of about 5,000 lines that import each other, with contracts throughout.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { parts } from './text-source.mjs';

const filesInPackage = 25;
const linesInFile = 240;
const partsInFile = 6;

/** The name of a package, and of a file in it. */
const packageName = (index) => `p${String(index).padStart(3, '0')}`;
const fileName = (index) => `m${index}`;

/** Writes the packages for about `lines` lines into `folder`. Gives what there is then. */
export function writeMonorepo(folder, lines) {
  const count = Math.max(1, Math.round(lines / (filesInPackage * linesInFile)));
  const files = [];
  for (let number = 0; number < count; number++) {
    const root = join(folder, packageName(number));
    mkdirSync(join(root, 'src'), { recursive: true });
    const imported = packagesBefore(number);
    const dependencies = Object.fromEntries([...imported.map((each) => [`@mono/${packageName(each)}`, '*']), ['@proviso/runtime', '*']]);
    writeFileSync(join(root, 'package.json'), JSON.stringify({ name: `@mono/${packageName(number)}`, version: '1.0.0', type: 'module', dependencies }, undefined, 2));
    for (let index = 0; index < filesInPackage; index++) files.push([join(root, 'src', `${fileName(index)}.ts`), sourceOf(number, index, imported)]);
    const exports = Array.from({ length: filesInPackage }, (_, index) => `export * from './${fileName(index)}';\n`).join('');
    files.push([join(root, 'src/index.ts'), exports]);
  }
  for (const [path, text] of files) writeFileSync(path, text);
  const texts = files.map(([, text]) => text);
  return { packages: count, lines: sum(texts, /\n/g), clauses: sum(texts, /^ +\* @(?:requires|ensures)/gm), inherited: sum(texts, /^export class Wide/gm) };
}

function sum(texts, pattern) {
  return texts.reduce((total, text) => total + (text.match(pattern)?.length ?? 0), 0);
}

/** Each package imports from up to three before it, so that nothing goes in circles. */
function packagesBefore(number) {
  return [...new Set([number - 1, number >> 1, number - 7])].filter((each) => each >= 0 && each < number);
}

function sourceOf(number, index, imported) {
  const first = index * partsInFile;
  const body = Array.from({ length: partsInFile }, (_, part) => parts[(first + part) % parts.length](first + part, true)).join('\n');
  const others = imported.map((each, at) => ({ from: `@mono/${packageName(each)}`, as: `Base${at}`, parse: `parseOf${at}` }));
  const own = index > 0 ? [{ from: `./${fileName(index - 1)}`, as: 'BaseBefore', parse: 'parseBefore' }] : [];
  const bases = [...others, ...own];
  // Of six parts every third is a class and every third a parser.
  const imports = bases.map(({ from, as, parse }) => `import { Counter${from.startsWith('.') ? first - 5 : 1 + 6 * (index % 4)} as ${as}, parse${from.startsWith('.') ? first - 4 : 2 + 6 * (index % 4)} as ${parse} } from '${from}';\n`);
  const heirs = bases.map(({ as, parse }, at) => heir({ name: `${first + at}`, as, parse, isHeir: (index + at) % 4 === 0 }));
  return `${imports.join('')}\n${body}\n${heirs.join('\n')}`;
}

/** What a file does with another one: it calls its functions, and of every fourth extends a class, whose contract its member inherits. */
function heir({ name, as, parse, isHeir }) {
  const extended = isHeir
    ? `
export class Wide${name} extends ${as}<string> {
  override add(key: string, amount: number): number {
    return super.add(key.trim(), amount) + 0;
  }
}
`
    : '';
  return `
/**
 * What ${as} counts of a text.
 *${isHeir ? "\n * @requires `text !== ''`" : ' It has no contract.'}
 */
export function count${name}(text: string): number {
  const counter = new ${as}<string>(10);
  const found = ${parse}(text)?.value ?? 1;
  return counter.add(text, Math.max(1, Math.min(found, counter.room)));
}
${extended}`;
}
