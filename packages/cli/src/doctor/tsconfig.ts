/** Whether there is a tsconfig that TypeScript can use. */
import type { Check } from './check.ts';

/** The check. */
export const tsconfigFound: Check = {
  name: 'tsconfig',
  look({ project, ts }) {
    if ('problem' in project) return ts ? { state: 'wrong', found: project.problem } : { state: 'skipped', found: 'there is no TypeScript to read it' };
    const count = project.program.getRootFileNames().length;
    return { state: 'right', found: `it names ${count} ${count === 1 ? 'file' : 'files'}` };
  },
};
