/** The class that a mixin returns, where the type of its parameter tells what it overrides: what is not checked there is said. */
import ts from 'typescript';
import { expect, test } from 'vitest';
import { compileText, profiles } from '../src/index.ts';

const prelude = `type Class<T = object> = new (...args: any[]) => T;
class Base {
  n = 1;
  /** @requires \`n > 0\` */
  f(n: number): number {
    return n;
  }
  g(): number {
    return 1;
  }
}
`;

/** The names of contracts that the text printer says are not checked. */
function unchecked(text: string): string[] {
  const host = { ts, packageOf: () => ({ name: 'pkg', root: '/pkg', optedIn: true }), resolveModule: () => undefined };
  const compiled = compileText(host, { fileName: '/pkg/input.ts', text: prelude + text, profile: profiles.enforce });
  return (compiled?.unsupported ?? []).map((each) => /contracts of `(.*?)` are not checked/.exec(each.text)?.[1] ?? each.text);
}

test.each([
  ['export const mix = <B extends Class<Base>>(Parent: B) => class extends Parent { f = (n: number): number => n; };', ['Base']],
  ['export const mix = <B extends new () => Base>(Parent: B) => class extends Parent {\n  f(n: number): number { return n; }\n};', ['Base']],
  ['export function mix(Parent: typeof Base) {\n  return class extends Parent {\n    f(n: number): number { return n; }\n  };\n}', ['Base']],
  ['export function mix(Parent: Class<Base> & { made: number }) {\n  return class extends Parent {\n    f(n: number): number { return n; }\n  };\n}', ['Base']],
  ['export const mix = <B extends Class<Base>>(Parent: B) => class extends Parent {\n  g(): number { return 2; }\n};', []],
  ['export const mix = <B extends Class<{ f(n: number): number }>>(Parent: B) => class extends Parent {\n  f(n: number): number { return n; }\n};', []],
  ['export const mix = <B extends Class>(Parent: B) => class extends Parent {\n  f(n: number): number { return n; }\n};', []],
  ['export const mix = <B extends Class<Base>>(Parent: B) =>\n  /** @trusted it hands on what it gets */\n  class extends Parent {\n    f(n: number): number { return n; }\n  };', []],
])('%s', (text, expected) => {
  expect(unchecked(text)).toEqual(expected);
});

test('aliases that are made of others many times over are given up soon, and that is said', () => {
  const aliases = Array.from({ length: 40 }, (_, at) => `type A${at + 1}<T> = A${at}<T> & A${at}<T>;`).join('\n');
  expect(unchecked(`type A0<T> = T;\n${aliases}\nexport class Heir implements A40<Base> {\n  n = 1;\n  f(n: number): number { return n; }\n  g(): number { return 2; }\n}`)).toEqual(['Base']);
});
