/** Mistakes in files that a compiled one leads to. A file of types alone is asked for by nobody else, and its contracts would be lost in silence. */
import { contractsElsewhere, mayHoldContracts, type Host, type Profile } from '@proviso/compiler';
import type { ParsedFiles } from './known-modules.ts';
import { problemOf, type Problem } from './problem.ts';
import { sourceFilter, type SourceFilter } from './source-filter.ts';

/** What a session knows of the files around. */
export interface Surroundings extends SourceFilter {
  readonly host: Host;
  readonly profile: Profile;
  readonly parsed: ParsedFiles;
  /** Files that were compiled themselves, and told of their mistakes then. */
  readonly asked: ReadonlySet<string>;
  /** By file, the one that tells of its mistakes: one alone, as often as it is compiled. */
  readonly tellers: Map<string, string>;
}

/**
 * What is wrong with contracts in the files that `fileName` depends on, and that it has to tell.
 *
 * @noContract it depends on what others have told
 */
export function problemsAround(known: Surroundings, fileName: string, dependsOn: readonly string[]): readonly Problem[] {
  const { host, profile, parsed, asked, tellers, root } = known;
  if (!profile.checksTypes) return [];
  const concerns = sourceFilter(known);
  return dependsOn.flatMap((name) => {
    const file = parsed.get(name);
    const isTold = asked.has(name) || (tellers.get(name) ?? fileName) !== fileName;
    if (!file || isTold || !mayHoldContracts(file.text) || !concerns(name) || host.packageOf(name)?.optedIn !== true) return [];
    const { errors = [] } = contractsElsewhere(host, file) ?? {};
    if (errors.length > 0) tellers.set(name, fileName);
    return errors.map((each) => problemOf({ fileName: name, text: file.text, root }, each));
  });
}
