/** A small program with contracts of every form, for each host to build; and the same without. */
import { manifest } from './project.ts';

/** Imported as a type alone, so that no bundler meets it. */
const counted = `export interface Counted {
  /** @requires \`by > 0\`: more than nothing */
  add(by: number): number;
}
`;

const stock = `export class Shelf {
  /** @ensures \`result >= 0\` */
  left(): number {
    return 0;
  }
}
`;

const box = `import { assert } from '@proviso/runtime';
import type { Counted } from './counted.js';
import { Shelf } from './stock.js';

/** @invariant \`this.size < 10\`: it is small */
export class Box extends Shelf implements Counted {
  size = 0;

  add(by: number): number {
    this.size += by;
    assert(by !== 5, 'not five');
    return this.size;
  }

  override left(): number {
    return this.size - 1;
  }
}
`;

const main = `import { Box } from './box.js';

/**
 * Half of a number.
 *
 * @requires \`n % 2 === 0\`: an even number
 * @ensures \`result * 2 === n\`
 */
export function half(n: number): number {
  return n > 100 ? n : n / 2;
}

function frames(error: unknown): string[] {
  return [...String((error as Error).stack).matchAll(/^ {4}at .*?([\\w-]+\\.ts:\\d+:\\d+)/gm)].map((match) => match[1] ?? '');
}

const runs = [
  () => half(8),
  () => half(3),
  () => half(400),
  () => new Box().add(-1),
  () => new Box().add(12),
  () => new Box().add(5),
  () => new Box().left(),
];
for (const run of runs) {
  try {
    console.log(run());
  } catch (error) {
    console.log(\`\${String(error)}\\n  @ \${frames(error)[0]}\`);
  }
}
`;

/** Types are erased file by file, by whatever the host has for it. */
const tsconfig = { compilerOptions: { target: 'es2022', module: 'esnext', moduleResolution: 'bundler', strict: true, types: [] } };

/** The program. */
export const shop = { 'package.json': manifest, 'tsconfig.json': tsconfig, 'src/main.ts': main, 'src/box.ts': box, 'src/stock.ts': stock, 'src/counted.ts': counted };

/** The program without contracts: no calls. Comments are comments to everybody else. */
export const contractFreeShop = { ...shop, 'src/box.ts': box.replace(/^import \{ assert \}.*\n/, '').replace(/^ *assert\(.*\n/m, '') };

/** `line:column` of the first place of `text` in a source, in a file of this name. */
function placeOf(name: 'main' | 'box', text: string): string {
  const before = shop[`src/${name}.ts`].split(text)[0]?.split('\n') ?? [];
  return `${name}.ts:${before.length}:${(before.at(-1) ?? '').length + 1}`;
}

interface Said {
  readonly text: string;
  /** Where the first frame leads: the call for a precondition, the clause for what else a file says, the end of the function for what it inherits. */
  readonly frame: string;
}

const violations: readonly Said[] = [
  { text: 'half requires `n % 2 === 0`: an even number\n  n % 2 = 1, n = 3\n  at src/main.ts:6:15; blame: the caller', frame: placeOf('main', 'half(3)') },
  { text: 'half ensures `result * 2 === n`\n  result * 2 = 800, result = 400, n = 400\n  at src/main.ts:7:14; blame: the callee', frame: placeOf('main', 'result * 2') },
  { text: 'Box.add requires `by > 0`: more than nothing\n  by = -1\n  at src/counted.ts:2:18, inherited from Counted.add; blame: the caller', frame: placeOf('main', 'add(-1)') },
  { text: 'Box keeps `this.size < 10`: it is small\n  this.size = 12\n  at src/box.ts:5:17; blame: the callee', frame: placeOf('box', 'this.size < 10') },
  { text: 'Box.add asserts `by !== 5`: not five\n  by = 5\n  at src/box.ts:11:12; blame: the callee', frame: placeOf('box', 'by !== 5') },
  { text: 'Box.left ensures `result >= 0`\n  result = -1\n  at src/stock.ts:2:17, inherited from Shelf.left; blame: the callee', frame: placeOf('box', '}\n}') },
];

const violation = ({ text, frame }: Said): string => `ContractViolationError: ${text}\n  @ ${frame}`;

/** What the program prints under `enforce`. */
export const enforced = ['4', ...violations.map(violation)].join('\n');

/** What it prints without contracts. */
export const unchecked = ['4', '1.5', '400', '-1', '12', '5', '-1'].join('\n');

/** What a host prints that knows no better map: the same, but for where frames lead. */
export function withoutFrames(printed: string): string {
  return printed.replace(/^ {2}@ .*$/gm, '  @');
}

/** What it prints where a map has one place a line. */
export function withoutColumns(printed: string): string {
  return printed.replace(/^( {2}@ .*):\d+$/gm, '$1');
}

/** The line that a build of the program ends with under `enforce`. */
export const summary = 'proviso enforce: 7 clauses enforced, 0 observed, 0 ignored, 0 not yet supported';
