/** `emitDecoratorMetadata`: containers inject by the types of parameters, so those that checks add have none. */
import { compileText, parseText, profiles, withoutAddedMetadata } from '@proviso/compiler';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { compile, printed } from './compile.ts';

const source = `
declare function inject(...of: unknown[]): any;
export class Clock { now(): number { return 0; } }

/** @invariant \`this.n >= 0\` */
@inject
export class Plain { n = 0; }

@inject
export class Base { constructor(readonly clock: Clock) {} }

/** @invariant \`this.clock !== undefined\` */
@inject
export class Heir extends Base { own = 1; }

/** @invariant \`this.clock !== undefined\` */
@inject
export default class extends Base { other = 1; }

export class Members {
  /** @requires \`n > 0\` */
  @inject *generated(n: number): Generator<number> { yield n; }
  /** @requires \`n > 0\` */
  @inject *named(this: Members, @inject n: number, ...rest: string[]): Generator<number> { yield n + rest.length; }
  /** @requires \`clock !== undefined\` */
  @inject async later(clock?: Clock): Promise<number> { return clock?.now() ?? 0; }
}

export class Left extends Members {
  @inject override async later(): Promise<number> { return 1; }
}
`;

const metadataIn = (output: string | undefined): string[] => output?.match(/__metadata\("design:\w+", [^\n]*?\)(?=,?\n)/g) ?? [];

test.each(['es2015', 'es2017', 'es2022'])('metadata is that of the source, for %s', (target) => {
  for (const module of ['commonjs', 'nodenext']) {
    const options = { experimentalDecorators: true, emitDecoratorMetadata: true, target, module, ...(module === 'commonjs' && { moduleResolution: 'bundler' }) };
    const plain = metadataIn(compile({ 'main.ts': source }, { options }).output.get('main.js'));
    expect(plain).toContain('__metadata("design:paramtypes", [Clock])');
    expect(plain.length).toBeGreaterThan(8);
    for (const profile of ['enforce', 'audit', 'boundary', 'off']) {
      const { output, diagnostics } = compile({ 'main.ts': source }, { options, profile });
      expect(printed(diagnostics)).toBe('');
      expect(metadataIn(output.get('main.js'))).toEqual(plain);
    }
  }
});

test.each(['off', 'boundary', 'enforce', 'audit'] as const)('metadata of compiled text is that of the source, under %s', (profile) => {
  const fileName = '/project/main.ts';
  const host = { ts, packageOf: () => ({ name: 'metadata', root: '/project', optedIn: true }), resolveModule: () => undefined };
  const compilerOptions = { experimentalDecorators: true, emitDecoratorMetadata: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  const after = [(context: ts.TransformationContext) => (file: ts.SourceFile) => withoutAddedMetadata(ts, context, { file, source: parseText(ts, fileName, source) })];
  const code = compileText(host, { fileName, text: source, profile: profiles[profile] })?.code ?? '';
  const [plain, compiled] = [ts.transpileModule(source, { compilerOptions }), ts.transpileModule(code, { compilerOptions, transformers: { after } })].map(({ outputText }) => metadataIn(outputText));
  expect(plain).toContain('__metadata("design:paramtypes", [Clock])');
  expect(compiled).toEqual(plain);
});
