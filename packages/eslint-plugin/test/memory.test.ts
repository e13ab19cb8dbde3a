/** What is found of a file is kept as long as the file, and must not keep a program alive that an editor has replaced. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { clauseErrors, packageFinder, read, releaseClauses, type FileContracts } from '@proviso/compiler';
import ts from 'typescript';
import { expect, test } from 'vitest';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const source = `
/**
 * @requires \`n > 0\`
 * @ensures \`result.half <= old(n)\`
 * @ensures \`(r) => r.half >= 0\`
 */
export function halve(n: number) {
  return { half: n / 2 };
}
`;

const sourceFile = ts.createSourceFile('/input.ts', source, ts.ScriptTarget.Latest);
const host: ts.CompilerHost = { ...ts.createCompilerHost({}), getSourceFile: (name) => (name === '/input.ts' ? sourceFile : undefined) };

/** Checks the clauses in a program of their own, which nothing but what was found could hold afterwards. */
function checkOnce(contracts: FileContracts): WeakRef<ts.TypeChecker> {
  const program = ts.createProgram(['/input.ts'], { noLib: true, strict: true }, host);
  expect(clauseErrors({ ts, program }, contracts, () => true)).toEqual([]);
  return new WeakRef(program.getTypeChecker());
}

test('the contracts of a file can be made to let go of the checker that looked at them', async () => {
  const contracts = read({ ts, packageOf: (name) => ({ ...packageFinder(ts)(name), name: '', root: '', optedIn: true }) }, sourceFile);
  if (!contracts) throw new Error('The source has contracts.');
  const checker = checkOnce(contracts);
  releaseClauses(ts, contracts);
  // A new reference counts as held until the turn of the event loop ends.
  await new Promise((resolve) => setTimeout(resolve));
  collect();
  expect(contracts.contracts).toHaveLength(1);
  expect(checker.deref()).toBeUndefined();
});
