/** What the tests of the rules about `await` share: a class with state, and functions to wait for. */
import { lintText, type Finding, type Setup } from './lint-text.ts';

const head = `
declare function load(...args: unknown[]): Promise<number>;
declare const mutex: { runExclusive<T>(f: () => Promise<T>): Promise<T>; acquire(): Promise<() => void> };
declare const xs: number[];
let total = 0;
const cache = new Map<string, number>();
`;

/** A method of a class with fields. */
export function method(body: string, name = 'run'): string {
  return `${head}
export class Store {
  n = 0; #p = 0; queue: number[] = []; started = false; running = false; generation = 0; conn: number | undefined; pending: Promise<number> | undefined; turn: unknown;
  state = { a: 1, b: 2 }; cache = new Map<string, number>(); ids = new Set<string>();
  async ${name}(key: string, signal: AbortSignal): Promise<unknown> { ${body} }
  private markRunning() { this.running = true; }
  private isFull(): boolean { return this.queue.length >= 3; }
  private knows(id: string): boolean { return !this.cache.has(id) === false; }
  private get isIdle(): boolean { return !this.running; }
  private sum(): number { return this.n + this.#p; }
  private async slow(): Promise<number> { return this.n; }
}
`;
}

/** A module with a function. */
export function module(code: string): string {
  return `${head}${code}\n`;
}

/** What a rule says of a text that is no test. */
export function said(rule: string, text: string, setup: Setup = {}): Finding[] {
  return lintText(rule, text, { fileName: '../src/sample.ts', ...setup });
}

/** What a rule marks in a text, with types and without: both have to agree. */
export function marked(rule: string, text: string, setup: Setup = {}): string[] {
  const typed = said(rule, text, setup).map((each) => each.marked);
  const untyped = said(rule, text, { ...setup, untyped: true }).map((each) => each.marked);
  if (typed.join('\n') !== untyped.join('\n')) throw new Error(`Types make a difference: ${JSON.stringify({ typed, untyped })}`);
  return typed;
}
