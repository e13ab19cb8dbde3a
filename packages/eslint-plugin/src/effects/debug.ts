/** Shows what was found of the functions of a file, so that a person sees why a rule spoke, or why it did not. */
import { analysisOf, type Analysis, type Context } from '../analysis.ts';
import { lineOf } from '../positions.ts';
import { effectsOf } from './effects-of.ts';
import type { FunctionNode } from './events.ts';
import { isCapped, printSummary, summaryOf } from './summaries.ts';

const printed = new WeakSet<Analysis>();

/** The analysis for a rule about effects. With `settings: { proviso: { debug: 'effects' } }` or `PROVISO_DEBUG=effects` the summaries of the file are printed once. */
export function stateAnalysisOf(context: Context): Analysis | undefined {
  const analysis = analysisOf(context);
  if (analysis && isWanted(context) && !printed.has(analysis)) {
    printed.add(analysis);
    console.error(debugText(analysis));
  }
  return analysis;
}

function isWanted({ settings }: Context): boolean {
  const { proviso } = settings as { readonly proviso?: { readonly debug?: unknown } };
  return proviso?.debug === 'effects' || process.env['PROVISO_DEBUG'] === 'effects';
}

/** One line a function: where it is, how it is called, and its summary. */
export function debugText(analysis: Analysis): string {
  const effects = effectsOf(analysis);
  const lines = [...effects.functions.keys()].map((fn) => `  ${lineOf(fn)} ${nameOf(fn)}: ${printSummary(summaryOf(analysis, fn))}`);
  const capped = isCapped(effects) ? ['  A cycle of calls was given up after its last round: what it does is not known in full.'] : [];
  return [`${analysis.sourceFile.fileName}: ${lines.length} functions`, ...lines, ...capped].join('\n');
}

function nameOf(fn: FunctionNode): string {
  const { name, parent } = fn;
  if (name) return name.getText();
  return ('name' in parent && parent.name ? (parent.name as { getText(): string }) : undefined)?.getText() ?? '(no name)';
}
