/** What the plugin is called in configs, and where its rules are explained. */

export const namespace = '@proviso';

/**
 * The address of a rule's page, in the package beside the code.
 *
 * @pure
 * @ensures `result.endsWith(name + '.md')`
 */
export function pageOf(name: string): string {
  return new URL(`../docs/rules/${name}.md`, import.meta.url).href;
}
