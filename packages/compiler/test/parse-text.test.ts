import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { parseText } from '../src/parse-text.ts';

const syntax = `
'use strict';
import type { A, B as C } from 'a' with { type: 'json' };
@dec() abstract class K<in out T extends object = {}> extends (base as any)<T> implements I, J { declare readonly x?: number; static { K.#y = 1; } static #y!: 1; accessor z = 1; get w(): this is K<T> { return \`a\${1}b\${2}c\` as never; } constructor(private a = 1, ...rest: [first: string, second?: number]) { super(); } }
type M<T> = { -readonly [P in keyof T as \`x\${P & string}\`]?: T[P] extends infer U extends string ? U : never };
declare module 'm' { export = x; } namespace N.O { export const a = <T,>(x: T): asserts x is NonNullable<T> => {}; }
label: for await (using x of y) { switch (x) { case 1: continue label; default: break label; } }
enum E { A = 1 << 2, 'b' } export default function* (this: void) { yield* a?.b?.[c]!(...d) satisfies typeof import('x', { with: { 'resolution-mode': 'import' } }); }
try { delete a.b, void 0, new.target, import.meta; } catch { } finally { debugger; }
const { a: [b = 1, , ...c], ...d } = { async *e() {}, get f() { return /x/v; }, [g]: 1n, h, ...i };
`;
const jsx = 'const a = <><A.B x="1" {...y} z={<a:b/>}>text {/* none */}{...c}</A.B></>;';

const texts = [
  ['syntax.ts', syntax],
  ['jsx.tsx', jsx],
  ['script.js', '/** @type {{ a: string }} */\nvar x = /** @type {any} */ (y); module.exports = { x };'],
  ['broken.ts', 'function (a { if ( return } class { x: = <'],
  ['dom.d.ts', readFileSync(createRequire(import.meta.url).resolve('typescript/lib/lib.dom.d.ts'), 'utf8').slice(0, 300_000)],
  ['long.ts', `const x = ${'1 + '.repeat(1_000)}1;`],
] as const;

describe('what is compiled as text has the parents that TypeScript gives', () => {
  it.each(texts)('%s', (name, text) => {
    const theirs = ts.createSourceFile(name, text, { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone }, true);
    const ours = parseText(ts, name, text);
    const parentsOf = (file: ts.SourceFile): string[] => {
      const found: string[] = [];
      const visit = (node: ts.Node): void => {
        found.push(`${ts.SyntaxKind[node.kind]} ${node.pos} in ${node.parent ? ts.SyntaxKind[node.parent.kind] : 'nothing'} ${node.parent?.pos}`);
        for (const child of node.getChildren(file)) if (child.kind !== ts.SyntaxKind.SyntaxList) visit(child); else child.getChildren(file).forEach(visit);
      };
      visit(file);
      return found;
    };
    expect(parentsOf(ours)).toEqual(parentsOf(theirs));
    expect(parentsOf(ours).length).toBeGreaterThan(5);
  });

  it('does not overflow the stack', () => {
    let terms = 0;
    const file = parseText(ts, 'deep.ts', `${'1 + '.repeat(20_000)}1;`);
    for (let node: ts.Node = (file.statements[0] as ts.ExpressionStatement).expression; ts.isBinaryExpression(node); node = node.left) terms += node.right.parent === node ? 1 : 0;
    expect(terms).toBe(20_000);
  });
});
