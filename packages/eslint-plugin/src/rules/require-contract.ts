/** `require-contract`: what others can call says what it demands and promises. */
import { resolve } from 'node:path';
import type { TSESLint } from '@typescript-eslint/utils';
import { addThrows } from '../add-throws.ts';
import { analysisOf, type Analysis, type Context } from '../analysis.ts';
import { createRule, locOf } from '../create-rule.ts';
import { hasName } from '../doc-comment.ts';
import { draftOf } from '../draft.ts';
import { exportedFunctions, type ExportScope } from '../export-index/exported-functions.ts';
import type { ExportedFunction } from '../export-index/walk.ts';
import { cachedBaseline, collectSetting, entryName, printCollected, type Baseline } from '../require-contract/baseline.ts';
import { firstClauseOf, isContracted } from '../require-contract/contracted.ts';
import { signatureHash } from '../require-contract/signature-hash.ts';
import { allSkips, isSkipped, type Skip } from '../require-contract/skips.ts';
import { once, reportNotOptedIn } from '../setup.ts';

export interface RequireContractOptions {
  /** `entry`: reachable from the entries of package.json; `exported`: exported from its file; `all`: every function with a name. */
  readonly scope?: ExportScope;
  /** The kinds of functions of which no contract is demanded. */
  readonly skip?: readonly Skip[];
  /** A file that lists functions of which none is demanded yet, relative to the linter's working directory. `proviso-baseline` writes it. */
  readonly baseline?: string;
}

type MessageId = 'missing' | 'insert' | 'problem' | 'collected';

export const requireContract = createRule<readonly [RequireContractOptions], MessageId>({
  name: 'require-contract',
  meta: {
    type: 'suggestion',
    docs: { description: 'What a package exports has a contract, or says why not', configs: ['contracts-required'], needsTypes: false },
    hasSuggestions: true,
    messages: { missing: '{{text}}', insert: 'Add {{draft}} to the doc comment.', problem: '{{text}}', collected: '{{text}}' },
    schema: [
      {
        type: 'object',
        properties: {
          scope: { type: 'string', enum: ['entry', 'exported', 'all'], description: 'Which functions need a contract.' },
          skip: { type: 'array', items: { type: 'string', enum: [...allSkips] }, uniqueItems: true, description: 'The kinds of functions that need none.' },
          baseline: { type: 'string', minLength: 1, description: 'A file that lists the functions that need none yet.' },
        },
        additionalProperties: false,
      },
    ],
  },
  defaultOptions: [{ scope: 'entry', skip: [...allSkips] }],
  create: (context, [{ scope = 'entry', skip = allSkips, baseline }]) => ({
    Program: () => {
      const analysis = analysisOf(context);
      if (!analysis || analysis.sourceFile.isDeclarationFile) return;
      const demanded = exportedFunctions(analysis, scope).filter((each) => !isSkipped(analysis, each, skip));
      const bare = demanded.filter((each) => !isContracted(analysis, each));
      if (context.settings[collectSetting] === true) return bare.forEach((each) => reportCollected(context, analysis, each));
      reportUncounted(context, analysis, demanded);
      const listed = bare.length > 0 && baseline !== undefined ? listedIn(context, analysis, resolve(context.cwd, baseline)) : notListed;
      for (const each of bare) if (!listed(each)) reportMissing(context, analysis, each);
    },
  }),
});

/** Reports contracts that may be the documentation of another tool, such as `@pure`, in a package that did not opt in: here they stand for a contract, and nothing would check them. */
function reportUncounted(context: RuleContext, analysis: Analysis, demanded: readonly ExportedFunction[]): void {
  const { pkg, stray } = analysis;
  // Of a clause that cannot be meant otherwise, `valid-contract` tells.
  if (pkg?.optedIn === true || stray) return;
  const clause = demanded.map((each) => firstClauseOf(analysis, each)).find((each) => each !== undefined);
  if (clause) reportNotOptedIn(context, pkg, clause.span);
}

type RuleContext = Readonly<TSESLint.RuleContext<MessageId, readonly unknown[]>>;

function reportMissing(context: RuleContext, analysis: Analysis, declared: ExportedFunction): void {
  const { node } = declared;
  const owner = 'body' in node && node.body ? node : undefined;
  const draft = owner && draftOf(analysis, owner);
  const edit = owner && draft !== undefined ? addThrows(analysis, owner, draft) : undefined;
  context.report({
    loc: placeOf(context, declared),
    messageId: 'missing',
    data: { text: messageFor(declared, { draft, where: hasName(analysis.ts, node) ? 'Above it' : 'Right before the function itself' }) },
    ...(draft !== undefined && edit ? { suggest: [{ messageId: 'insert', data: { draft }, fix: (fixer) => fixer.replaceTextRange(edit.range, edit.text) }] } : {}),
  });
}

/** The most characters of a message: it is read in terminals. */
const longest = 400;

/** What is missing and what to write, with the draft if there is room for it. */
function messageFor({ name, isExported }: ExportedFunction, { draft, where }: { readonly draft: string | undefined; readonly where: string }): string {
  const shown = name.length > 60 ? `${name.slice(0, 59)}…` : name;
  const text = `\`${shown}\` ${isExported ? 'is exported but ' : ''}has no contract. ${where}, say what callers must guarantee (@requires \`expr\`), what it promises (@ensures \`expr\`) or what it writes (@modifies). If nothing is worth saying: @noContract <reason>. Do not restate types or add clauses that are always true.`;
  const whole = draft === undefined ? text : `${text} Draft: ${draft}`;
  return whole.length <= longest ? whole : text;
}

function reportCollected(context: RuleContext, analysis: Analysis, declared: ExportedFunction): void {
  const text = printCollected({ key: declared.key, hash: signatureHash(analysis.ts, declared.declarations) });
  context.report({ loc: placeOf(context, declared), messageId: 'collected', data: { text } });
}

function placeOf(context: RuleContext, { nameNode }: ExportedFunction): ReturnType<typeof locOf> {
  return locOf(context, { start: nameNode.getStart(), end: nameNode.end });
}

type IsListed = (declared: ExportedFunction) => boolean;

const notListed: IsListed = () => false;

/** What a baseline lists with the same signature; all, where it cannot be read, which is reported once. */
function listedIn(context: RuleContext, analysis: Analysis, path: string): IsListed {
  const reading = cachedBaseline(path);
  if ('problem' in reading) {
    once(context, { key: `baseline ${context.cwd} ${reading.problem}`, span: { start: 0, end: 0 }, text: reading.problem });
    return () => true;
  }
  return (declared) => isListed(context, analysis, { declared, path, baseline: reading.baseline });
}

function isListed({ filename }: Readonly<Context>, { ts }: Analysis, { declared, path, baseline }: { readonly declared: ExportedFunction; readonly path: string; readonly baseline: Baseline }): boolean {
  const hash = baseline.get(entryName(path, filename, declared.key));
  return hash !== undefined && hash === signatureHash(ts, declared.declarations);
}
