/** The plugin entry of a tsconfig: which profile it asks for, or what is wrong with it. */
import { isProfileName, profiles, type Profile } from '@proviso/compiler';

/** The keys that the plugin itself reads. */
const ownKeys = ['profile'];

/** The keys of ts-patch and of TypeScript, which are none of our business. */
const hostKeys = ['transform', 'transformProgram', 'import', 'name', 'type', 'after', 'afterDeclarations', 'isEsm', 'tsConfig', 'resolvePathAliases'];

export type Options = { readonly profile: Profile } | { readonly problem: string };

/** Reads and validates a plugin entry. */
export function readOptions(entry: Readonly<Record<string, unknown>>): Options {
  const unknown = Object.keys(entry).filter((key) => !ownKeys.includes(key) && !hostKeys.includes(key));
  const [first] = unknown;
  if (first !== undefined) {
    return { problem: `\`${first}\` is not an option of @proviso/transformer. Its only option is \`profile\`: ${profileList()}.` };
  }
  const { profile } = entry;
  if (profile === undefined) {
    return { problem: `@proviso/transformer needs a profile. Extend a preset, "extends": ["./tsconfig.json", "@proviso/transformer/enforce.json"], or set \`profile\` to ${profileList()}.` };
  }
  if (typeof profile !== 'string' || !isProfileName(profile)) {
    return { problem: `${JSON.stringify(profile)} is not a profile of Proviso. The profiles are ${profileList()}.` };
  }
  return { profile: profiles[profile] };
}

function profileList(): string {
  const names = Object.keys(profiles);
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}
