// The file that the text figures compile: 500 lines of ordinary code, the same in every run, with or without contracts.

/** The doc comment of a part: one clause, or prose. */
function doc(number, tag) {
  return `/**\n * Part ${number}.\n *\n * ${tag}\n */`;
}

const prose = 'It has no contract.';

const functions = (number, hasContracts) => `${doc(number, hasContracts ? '@ensures `result.length <= names.length`' : prose)}
export function select${number}(names: readonly string[], wanted: ReadonlySet<string>): string[] {
  const found: string[] = [];
  for (const name of names) {
    const trimmed = name.trim().toLowerCase();
    if (trimmed === '' || !wanted.has(trimmed)) continue;
    switch (trimmed[0]) {
      case '#':
        found.push(trimmed.slice(1));
        break;
      case '-':
        return found;
      default:
        found.push(trimmed);
    }
  }
  return found.length > 0 ? found : [...names].slice(0, ${number});
}

interface Options${number} {
  readonly limit?: number;
  readonly names: readonly string[];
  readonly order: 'ascending' | 'descending';
}

export async function ordered${number}({ limit = 10, names, order }: Options${number}): Promise<string[]> {
  const sorted = await Promise.resolve([...names].sort((a, b) => (order === 'ascending' ? a.localeCompare(b) : b.localeCompare(a))));
  return sorted.slice(0, limit).map((name, index) => \`\${index + 1}. \${name}\`);
}
`;

const counter = (number, hasContracts) => `export class Counter${number}<K extends string> {
  readonly #counts = new Map<K, number>();
  private total = 0;

  constructor(private readonly limit: number, initial: Iterable<K> = []) {
    for (const key of initial) this.add(key, 1);
  }

  ${doc(number, hasContracts ? '@requires `amount > 0 && amount <= this.room`' : prose).replaceAll('\n', '\n  ')}
  add(key: K, amount: number): number {
    const before = this.#counts.get(key) ?? 0;
    const after = Math.min(before + amount, this.limit);
    this.#counts.set(key, after);
    this.total += after - before;
    return after;
  }

  get room(): number {
    return this.limit * Math.max(this.#counts.size, 1) - this.total;
  }

  most(count: number): [key: K, amount: number][] {
    return [...this.#counts].sort(([, a], [, b]) => b - a).slice(0, count);
  }

  toJSON(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }
}
`;

const parser = (number, hasContracts) => `${doc(number, hasContracts ? '@requires `text.length < 10_000`: a short text' : prose)}
export function parse${number}(text: string, offset = 0): { value: number; end: number } | undefined {
  let end = offset;
  let value = 0;
  const isDigit = (char: string | undefined): boolean => char !== undefined && char >= '0' && char <= '9';
  while (isDigit(text[end])) {
    value = value * 10 + Number(text[end]);
    end++;
  }
  if (end === offset) return undefined;
  if (text[end] === '.') {
    let scale = 0.1;
    for (end++; isDigit(text[end]); end++) {
      value += Number(text[end]) * scale;
      scale /= 10;
    }
  }
  return { value, end };
}

const table${number} = { one: 1, two: 2, many: ${number} } as const;

export const named${number} = (name: keyof typeof table${number}): number => {
  const value = table${number}[name];
  if (value > 2) throw new RangeError(\`\${name} is more than two\`);
  return value;
};
`;

/** Ordinary code with one clause each: by number, functions, a class, a parser. */
export const parts = [functions, counter, parser];

/** The text of the file. */
export function textSource(hasContracts) {
  const all = Array.from({ length: 15 }, (_, number) => parts[number % 3](number, hasContracts));
  return `${all.join('\n')}\nexport const count = ${all.length};\n`;
}
