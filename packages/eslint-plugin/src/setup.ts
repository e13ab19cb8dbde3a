/** What is wrong with the set-up of the linter itself: each said once, not once a clause. */
import { diagnostic, type Span } from '@proviso/compiler';
import type { Analysis, Context } from './analysis.ts';
import { locOf } from './create-rule.ts';

/** The file in which each problem was said. An editor that lints that file again gets it again. */
const saidIn = new Map<string, string>();

/** Reports a set-up problem in the first file that has it. */
function once(context: Readonly<Context>, problem: { readonly key: string; readonly span: Span; readonly text: string }): void {
  const said = saidIn.get(problem.key) ?? context.filename;
  saidIn.set(problem.key, said);
  if (said !== context.filename) return;
  context.report({ loc: locOf(context, problem.span), messageId: 'problem', data: { text: problem.text } });
}

const noTypes =
  'The types of clauses are not checked here, because the parser gives no type information. Set `languageOptions.parserOptions.projectService: true` with the parser of typescript-eslint, or extend @proviso/syntactic, which needs no types.';

/** Reports a package that holds contracts but did not opt in, and a linter without types where the rule wants them. */
export function reportSetup(context: Readonly<Context>, { contracts, pkg, stray, program }: Analysis, { wantsTypes }: { wantsTypes: boolean }): void {
  if (stray) {
    const name = pkg?.isBroken === true ? 'broken-manifest' : 'missing-runtime';
    const { text } = diagnostic(name, stray, (pkg?.isBroken === true ? pkg.root : pkg?.name) ?? '');
    once(context, { key: `${name} ${pkg?.root ?? ''}`, span: stray, text });
  }
  const [first] = contracts?.file.contracts.flatMap(({ clauses }) => clauses) ?? [];
  if (wantsTypes && !program && first) once(context, { key: 'types', span: first.span, text: noTypes });
}
