/** What happens to contracts in the body where the transformer did not run. */
import { describe, expect, test } from 'vitest';
import { createProject, tsconfig } from './project.ts';

const source = `import { ensures, requires } from '@proviso/runtime';
export function half(n: number): number {
  requires(n % 2 === 0, 'an even number');
  ensures((r: number) => r * 2 === n + 1);
  return n / 2;
}
half(2);
half(4);
try {
  half(3);
} catch (error) {
  console.log(String(error));
}
`;

describe('a tsconfig without a preset, under tspc', () => {
  const project = createProject('uncompiled', {
    'tsconfig.json': tsconfig({ options: { lib: ['es2022', 'dom'] } }),
    'src/main.ts': source,
  });

  test('builds in silence: there is no build line', () => {
    expect(project.tspc('-p', '.')).toEqual({ status: 0, output: '' });
    expect(project.read('out/main.js')).toContain('requires(n % 2 === 0');
  });

  test('requires still checks, and ensures warns once that nothing checks it', () => {
    const { status, output } = project.node('out/main.js');
    expect(status).toBe(0);
    expect(output.match(/`ensures` is not checked, because the Proviso compiler did not run\. Compile with `tspc`/g)).toHaveLength(1);
    expect(output).toContain('ContractViolationError: ');
    expect(output).toContain('an even number');
  });
});
