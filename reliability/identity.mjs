// Without contracts, whatever the profile: every byte that plain TypeScript writes, and nothing else.
import { differences } from './differences.mjs';
import { compile, openProject, printed, profiles, sourcesOf } from './project.mjs';

export const what = 'a project without contracts: every file written under every profile is the one of plain tsc';

const variants = { 'as configured': {}, 'with declarations and maps': { declaration: true, declarationMap: true, sourceMap: true, inlineSourceMap: undefined, outFile: undefined } };

/** One result for each profile and each way to write. */
export async function run(folder, { config }) {
  const results = [];
  for (const [variant, options] of Object.entries(variants)) {
    const project = openProject(folder, { config, options });
    const plain = await compile(project, {});
    for (const profile of profiles) {
      const { output, diagnostics } = await compile(project, { profile, checks: profile === 'enforce' });
      const reported = diagnostics.filter(({ code }) => code >= 97000 && code < 98000).map(printed);
      results.push({ what: `${profile}, ${variant}: ${output.size} files of ${sourcesOf(project).length} sources`, problems: [...differences(output, plain.output), ...reported] });
    }
  }
  return results;
}
