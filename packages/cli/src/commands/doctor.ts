/** `proviso doctor`: whether a folder is set up so that contracts count. */
import { defineCommand, type ArgsDef, type CommandDef } from 'citty';
import { loadConfig } from '../config.ts';
import type { Finding } from '../doctor/check.ts';
import { checks } from '../doctor/checks.ts';
import { folderAt } from '../doctor/folder.ts';
import { exitCodes } from '../exit-codes.ts';
import { paintFor, type Paint } from '../report/paint.ts';
import { UserError } from '../user-error.ts';

const args = {
  project: { type: 'string', alias: 'p', valueHint: 'file', description: 'The tsconfig that is looked at (tsconfig.json)' },
  json: { type: 'boolean', description: 'Write one JSON document to stdout' },
} as const;

/** The command. */
export const doctorCommand: CommandDef = defineCommand({
  meta: { name: 'doctor', description: 'Look whether this folder is set up so that contracts count' },
  args: args as ArgsDef,
  run: ({ args: given }) => examine(given as unknown as Given),
});

interface Given {
  readonly project?: string;
  readonly json?: boolean;
  readonly _: readonly string[];
}

type Examined = Finding & { readonly name: string };

async function examine({ project, json, _: others }: Given): Promise<number> {
  if (others.length > 0) throw new UserError(`doctor looks at the working directory and takes no names; ${JSON.stringify(others[0])} is one`);
  const root = process.cwd().replaceAll('\\', '/');
  const folder = folderAt(root, project ?? (await loadConfig(root)).project);
  const found = checks.map(({ name, look }): Examined => ({ name, ...look(folder) }));
  process.stdout.write(json === true ? `${JSON.stringify({ version: 1, checks: found }, undefined, 2)}\n` : print(found, paintFor(process.stdout)));
  return found.some(({ state }) => state === 'wrong') ? exitCodes.found : exitCodes.fine;
}

const marks: Readonly<Record<Finding['state'], readonly [mark: string, style: Parameters<Paint>[0], word: string]>> = {
  right: ['✓', 'green', 'right'],
  wrong: ['✗', 'red', 'wrong'],
  note: ['!', 'yellow', 'to note'],
  skipped: ['-', 'dim', 'skipped'],
};

function print(found: readonly Examined[], paint: Paint): string {
  const width = Math.max(...found.map(({ name }) => name.length));
  const lines = found.flatMap(({ name, state, found: said, todo }) => {
    const [mark, style] = marks[state];
    return [`${paint(style, mark)} ${name.padEnd(width)}  ${said}`, ...(todo === undefined ? [] : [`  ${' '.repeat(width)}  ${paint('cyan', `→ ${todo}`)}`])];
  });
  const counts = Object.entries(marks).flatMap(([state, [, style, word]]) => {
    const count = found.filter((each) => each.state === state).length;
    return count === 0 ? [] : [paint(style, `${count} ${word}`)];
  });
  return `${lines.join('\n')}\n\n${found.length} looked at: ${counts.join(', ')}\n`;
}
