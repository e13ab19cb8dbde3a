/** What is wrong with the set-up of the linter itself: each said once, not once a clause. */
import { diagnostic, type Clause, type Span } from '@proviso/compiler';
import { isBuiltin } from 'node:module';
import type ts from 'typescript';
import type { Analysis, Context } from './analysis.ts';
import { locOf } from './create-rule.ts';
import { jsdocCompatible, jsdocSetting, mayDeleteTags } from './jsdoc-evidence.ts';
import { version } from './source.ts';
import { configProblem, missingModule } from './unknown-types.ts';

interface SetupProblem {
  /** Problems with the same key are one. */
  readonly key: string;
  readonly span: Span;
  readonly text: string;
}

/** The file in which each problem was said. An editor that lints that file again gets it again. */
const saidIn = new Map<string, string>();

/** Reports a problem in the first file that shows it, and in that file only. */
export function once(context: Readonly<Context>, { key, span, text }: SetupProblem): void {
  const said = saidIn.get(key) ?? context.filename;
  saidIn.set(key, said);
  if (said === context.filename) context.report({ loc: locOf(context, span), messageId: 'problem', data: { text } });
}

/**
 * Reports a package that holds contracts but did not opt in, else a plugin that deletes their tags, else types that are missing where the rule wants
 * them, or unknown: one problem at a time, and the next when that is mended.
 */
export function reportSetup(context: Readonly<Context>, analysis: Analysis, { wantsTypes }: { wantsTypes: boolean }): void {
  const { contracts, pkg, stray, program, hasOtherTypeScript } = analysis;
  if (stray) return reportNotOptedIn(context, pkg, stray);
  const clauses = contracts?.file.contracts.flatMap((contract) => contract.clauses) ?? [];
  const tag = clauses.find(({ predicate, statement }) => predicate && !statement);
  if (tag && mayDeleteTags(context)) return once(context, { key: `jsdoc ${context.cwd}`, span: tag.span, text: unknownToJsdoc });
  const [first] = clauses;
  if (!first) return;
  if (program) return reportUnknownTypes(context, { ...analysis, program }, clauses);
  if (!wantsTypes) return;
  const text = hasOtherTypeScript ? otherTypeScript : noTypes;
  once(context, { key: text, span: first.span, text });
}

/** Reports a broken configuration, else a module that cannot be found, of which TypeScript takes everything to be `any`. */
function reportUnknownTypes(context: Readonly<Context>, { ts, program, sourceFile }: Analysis & { readonly program: ts.Program }, clauses: readonly Clause[]): void {
  const [first] = clauses;
  const problem = configProblem(ts, program);
  if (problem !== undefined && first) return once(context, { key: problem, span: first.span, text: `The types of clauses may be wrong here, because TypeScript cannot read its configuration. ${problem}` });
  const missing = missingModule({ ts, program, file: sourceFile }, clauses);
  if (!missing) return;
  const { clause, module } = missing;
  const remedy = isBuiltin(module)
    ? "It is Node's own: install @types/node, and put 'node' into `types` of tsconfig.json, which TypeScript 6 leaves empty by default."
    : 'If it is a package of this repository, build it first; else install it or mend the import.';
  const text = `Types of this clause are unknown, because the module '${module}' cannot be found. ${remedy}`;
  once(context, { key: `${context.cwd} ${module}`, span: clause.span, text });
}

/** Reports a package of which no contract counts, at one of them. */
export function reportNotOptedIn(context: Readonly<Context>, pkg: Analysis['pkg'], span: Span): void {
  const isBroken = pkg?.isBroken === true;
  const { name, text } = diagnostic(isBroken ? 'broken-manifest' : 'missing-runtime', span, (isBroken ? pkg.root : pkg?.name) ?? '');
  once(context, { key: `${name} ${pkg?.root ?? ''}`, span, text });
}

const unknownToJsdoc = `eslint-plugin-jsdoc may be at work here, whose config for TypeScript deletes \`@requires\` clauses with --fix. Put configs['jsdoc-compat'] of @proviso/eslint-plugin behind the configs of eslint-plugin-jsdoc. If that plugin leaves contract tags alone already, set \`settings: { '${jsdocSetting}': '${jsdocCompatible}' }\`.`;

const noTypes =
  'The types of clauses are not checked here, because the parser gives no type information. Set `languageOptions.parserOptions.projectService: true` with the parser of typescript-eslint, or extend @proviso/syntactic, which needs no types.';

const otherTypeScript = `The types of clauses are not checked here, because the parser was loaded with another TypeScript than @proviso/eslint-plugin, which has ${version}. Install one version of typescript for both.`;

const component = /\.(?:vue|svelte|astro)$/;
const formalTag = /@(?:requires|ensures|invariant)\s+(?:\[\w+\]\s*)?`/;

/** Reports contracts in a file of a component language, which nothing of Proviso reads. */
export function reportUnread(context: Readonly<Context>): void {
  const [extension] = component.exec(context.filename) ?? [];
  const match = extension === undefined ? null : formalTag.exec(context.sourceCode.text);
  if (extension === undefined || !match) return;
  const span = { start: match.index, end: match.index + match[0].length };
  once(context, { key: extension, span, text: `Contracts in ${extension} files are not supported: they are neither linted nor compiled. Move the function to a .ts file and import it.` });
}
