/** The pages of the rules: they have what the rules say of themselves, and their samples do what they show. UPDATE=1 writes what can be derived. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import plugin from '../src/index.ts';
import { rules } from '../src/rules/index.ts';
import { lintText, type Finding } from './lint-text.ts';

const pages = join(import.meta.dirname, '../docs/rules');
const isUpdate = process.env['UPDATE'] === '1';
const ruleNames = Object.keys(plugin.rules) as (keyof typeof plugin.rules)[];

/** The package of the samples: its only file is what it exports. */
const sampleFolder = join(import.meta.dirname, '../.tmp/docs');
beforeAll(() => {
  mkdirSync(sampleFolder, { recursive: true });
  writeFileSync(join(sampleFolder, 'package.json'), JSON.stringify({ name: 'shop', type: 'module', exports: './src/index.ts', dependencies: { '@proviso/runtime': '*' } }));
});

interface Sample {
  readonly heading: string;
  readonly extension: string;
  readonly options: readonly unknown[];
  readonly code: string;
}

const fence = /^```(tsx?)(?: options=(\{.*\}))?\n([^]*?)^```\n(?:\n```text\n([^]*?)```\n)?/gm;

/** The page of a rule as it should be. Only what stands in the samples and between them is written by hand. */
function derive(name: keyof typeof plugin.rules, page: string): string {
  const [, ...parts] = page.split(/^(?=## )/m);
  const sections = parts.map((part) => {
    const heading = /^## (.*)$/m.exec(part)?.[1] ?? '';
    if (heading === 'Options') return `## Options\n\n${optionLines(name).join('\n')}\n\n`;
    return part.replace(fence, (whole, extension: string, options: string | undefined, code: string, _text: string | undefined) => {
      const sample = { heading, extension, options: options === undefined ? [] : [JSON.parse(options) as unknown], code };
      const shown = heading === 'Bad' ? `\n\`\`\`text\n${reports(name, sample).map((finding) => show(code, finding)).join('\n\n')}\n\`\`\`\n` : '';
      return whole.slice(0, whole.indexOf('\n') + 1) + `${code}\`\`\`\n${shown}`;
    });
  });
  return headOf(name, page) + sections.join('');
}

/** Title, description and configs; the rationale behind them is written by hand. */
function headOf(name: keyof typeof plugin.rules, page: string): string {
  const head = page.split(/^(?=## )/m)[0] ?? '';
  const rationale = head.split('\n').slice(6).join('\n');
  return [`# ${name}`, '', `${rules[name].meta.docs?.description ?? ''}.`, '', configLine(name), '', rationale].join('\n');
}

function configLine(name: string): string {
  const entries = Object.entries(plugin.configs).flatMap(([config, { rules: set }]) => {
    const [, options] = [set[`@proviso/${name}`] ?? []].flat() as readonly unknown[];
    return `@proviso/${name}` in set ? [`\`${config}\`${options === undefined ? '' : ` (with \`${JSON.stringify(options)}\`)`}`] : [];
  });
  return entries.length === 0 ? 'In no config: switch it on by name.' : `In the configs: ${entries.join(', ')}.`;
}

interface OptionSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly items?: OptionSchema;
  readonly description?: string;
}

function optionLines(name: keyof typeof plugin.rules): string[] {
  const [schema] = rules[name].meta.schema as readonly { readonly properties?: Readonly<Record<string, OptionSchema>> }[];
  const [defaults = {}] = rules[name].defaultOptions as readonly Readonly<Record<string, unknown>>[];
  const properties = Object.entries(schema?.properties ?? {});
  if (properties.length === 0) return ['None.'];
  return properties.map(([option, property]) => `- \`${option}\` (${valuesOf(property)}${defaultOf(property, defaults[option])}): ${property.description ?? ''}`);
}

function valuesOf({ type = 'any', enum: values, items }: OptionSchema): string {
  if (items) return `array of ${valuesOf(items)}`;
  return values ? values.map((value) => `\`${JSON.stringify(value)}\``).join(', ') : type;
}

function defaultOf({ items }: OptionSchema, value: unknown): string {
  if (value === undefined) return '';
  return items?.enum && Array.isArray(value) && value.length === items.enum.length ? '; default: all' : `; default: \`${JSON.stringify(value)}\``;
}

function reports(name: string, { extension, options, code }: Sample): Finding[] {
  return lintText(name, code, { options, fileName: `../.tmp/docs/src/index.${extension}` });
}

/** The line of a report, what is marked in it, and the message. */
function show(code: string, { at, message }: Finding): string {
  const [line = 1, column = 1, endLine = 1, endColumn = 1] = at.split(/[:-]/).map(Number);
  const source = code.split('\n')[line - 1] ?? '';
  const width = (endLine === line ? endColumn : source.length + 1) - column;
  return `${source}\n${' '.repeat(column - 1)}${'~'.repeat(Math.max(width, 1))}\n${line}:${column} ${message}`;
}

function samplesOf(page: string): Sample[] {
  return page.split(/^## /m).slice(1).flatMap((section) => {
    const heading = section.slice(0, section.indexOf('\n'));
    return [...section.matchAll(fence)].map(([, extension = 'ts', options, code = '']) => ({ heading, extension, options: options === undefined ? [] : [JSON.parse(options) as unknown], code }));
  });
}

test('there is one page a rule', () => {
  expect(readdirSync(pages).sort()).toEqual(ruleNames.map((name) => `${name}.md`).sort());
});

describe.each(ruleNames)('%s', (name) => {
  const path = join(pages, `${name}.md`);
  const page = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const samples = samplesOf(page);

  test('has its sections', () => {
    expect([...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual(['Bad', 'Good', 'Options', 'Disabling']);
    expect(samples.map(({ heading }) => heading)).toEqual(expect.arrayContaining(['Bad', 'Good']));
    expect(page).toContain(`/* eslint-disable @proviso/${name} */`);
  });

  test('says what the rule says of itself, and shows what it reports', () => {
    const derived = derive(name, page);
    if (isUpdate && page !== '') writeFileSync(path, derived);
    else expect(page).toBe(derived);
  });

  const [bad, good] = ['Bad', 'Good'].map((wanted) => samples.filter(({ heading }) => heading === wanted).map((sample, index) => [index + 1, sample] as const));

  test.each(bad ?? [])('bad sample %i is reported, and is not between the directives', (_, sample) => {
    const found = reports(name, sample);
    expect(found).not.toEqual([]);
    for (const { message } of found) expect(message.length).toBeLessThanOrEqual(400);
    const rule = `@proviso/${name}`;
    expect(reports(name, { ...sample, code: `/* eslint-disable ${rule} */\n${sample.code}/* eslint-enable ${rule} */\n` })).toEqual([]);
  });

  test.each(good ?? [])('good sample %i is not reported, and its contracts are valid', (_, sample) => {
    expect(reports(name, sample)).toEqual([]);
    expect(reports('valid-contract', { ...sample, options: [] })).toEqual([]);
  });
});

const guides = join(import.meta.dirname, '../../../docs/linting');

test.each(readdirSync(guides))('the contracts in %s are valid', (file) => {
  for (const sample of samplesOf(`## Guide\n${readFileSync(join(guides, file), 'utf8')}`)) expect(reports('valid-contract', sample)).toEqual([]);
});

const ownershipRules = ['no-use-after-transfer', 'no-use-after-consume', 'no-borrow-escape', 'no-nonatomic-shared-memory', 'no-invariant-gap'];

test.each(ownershipRules)('%s says nothing of the samples in ownership.md', (rule) => {
  const samples = samplesOf(`## Guide\n${readFileSync(join(guides, 'ownership.md'), 'utf8')}`);
  expect(samples.length).toBeGreaterThan(2);
  for (const sample of samples) expect(reports(rule, sample)).toEqual([]);
});
