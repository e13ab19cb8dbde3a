/** The one line that every build prints: what was made of its clauses; then what is not checked yet, by place. */
import { countClauses, type CheckedContracts } from '@proviso/compiler';
import type { Build } from './program.ts';

const shown = 10;
let pending: Build | undefined;
let isScheduled = false;

/** Prints the line for a program once its build is over: at the end of the process, or of the turn in a watch. */
export function scheduleBuildLine(build: Build): void {
  if (pending && pending !== build) print();
  pending = build;
  if (isScheduled) return;
  isScheduled = true;
  const flush = (): void => {
    process.removeListener('exit', flush);
    isScheduled = false;
    print();
  };
  process.once('exit', flush);
  setImmediate(flush);
}

function print(): void {
  const build = pending;
  pending = undefined;
  if (!build) return;
  const files = build.program.getSourceFiles().flatMap((file) => build.analysis.contractsOf(file) ?? []);
  if (files.length > 0) for (const line of buildLines(build, files)) build.ts.sys.write(line + build.ts.sys.newLine);
}

/** The lines for the files of a build. */
export function buildLines({ profile }: Pick<Build, 'profile'>, files: readonly CheckedContracts[]): string[] {
  const { enforced, observed, ignored, unsupported } = countClauses(files, profile);
  const line = `proviso ${profile.name}: ${enforced} ${enforced === 1 ? 'clause' : 'clauses'} enforced, ${observed} observed, ${ignored} ignored, ${unsupported} not yet supported`;
  const gaps = files.flatMap(({ file, unsupported: list }) => list.map((each) => ({ file, each })));
  const places = gaps.slice(0, shown).map(({ file, each }) => {
    const { line: row, character } = file.sourceFile.getLineAndCharacterOfPosition(each.span.start);
    return `  ${file.path}:${row + 1}:${character + 1} ${each.text}`;
  });
  const more = gaps.length > shown ? [`  … and ${gaps.length - shown} more`] : [];
  return [line, ...places, ...more];
}
