/** The one line that every build prints: what was made of its clauses; then what is not checked yet, by place. */
import { relative, sep } from 'node:path';
import { countClauses, type CheckedContracts, type Profile } from '@proviso/compiler';
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

/** Forgets the line of a build that writes nothing. */
export function dropBuildLine(): void {
  pending = undefined;
}

function print(): void {
  const build = pending;
  pending = undefined;
  if (!build) return;
  const { program, profile, analysis } = build;
  const files = program.getSourceFiles().flatMap((file) => analysis.contractsOf(file) ?? []);
  const skimmed = program.getSourceFiles().reduce((sum, file) => sum + analysis.skimmedIn(file), 0);
  if (files.length + skimmed === 0) return;
  for (const line of buildLines(profile, files, { skimmed, currentDirectory: program.getCurrentDirectory() })) build.ts.sys.write(line + build.ts.sys.newLine);
  if (profile.checksTypes && program.getCompilerOptions().noCheck === true) build.ts.sys.write(`  The types of clauses were not checked, because of \`noCheck\`.${build.ts.sys.newLine}`);
}

interface Whole {
  /** How many clauses were only parsed. */
  readonly skimmed: number;
  /** What the paths of places begin in, as those of TypeScript's errors do. */
  readonly currentDirectory: string;
}

/** The lines for the files of a build. */
export function buildLines(profile: Profile, files: readonly CheckedContracts[], { skimmed, currentDirectory }: Whole): string[] {
  const { enforced, observed, ignored, unsupported } = countClauses(files, profile);
  const gaps = files.flatMap(({ file: { sourceFile }, unsupported: found }) => found.map((diagnostic) => ({ sourceFile, diagnostic })));
  const line = `proviso ${profile.name}: ${enforced} ${enforced === 1 ? 'clause' : 'clauses'} enforced, ${observed} observed, ${ignored + skimmed} ignored, ${unsupported} not yet supported`;
  const places = gaps.slice(0, shown).map(({ sourceFile, diagnostic }) => {
    const { line: row, character } = sourceFile.getLineAndCharacterOfPosition(diagnostic.span.start);
    const path = relative(currentDirectory, sourceFile.fileName).replaceAll(sep, '/');
    return `  ${path}:${row + 1}:${character + 1} ${diagnostic.text}`;
  });
  const more = gaps.length > shown ? [`  … and ${gaps.length - shown} more`] : [];
  return [line, ...places, ...more];
}
