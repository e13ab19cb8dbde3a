/** `require` of sources, where Node has no hooks for it or another loader stands in their way. */
import { Module, createRequire } from 'node:module';
import type { SourceLoader } from './source-loader.ts';

type Extension = (module: Module & { _compile(code: string, path: string): void }, path: string) => void;

const endings = ['.ts', '.cts', '.mts', '.tsx'];

/**
 * Compiles what is required. What was there before goes on with files that no contract concerns.
 *
 * @noContract it changes what `require` does
 */
export function hookRequire(loader: SourceLoader): void {
  const { extensions } = createRequire(import.meta.url) as unknown as { readonly extensions: Record<string, Extension> };
  const known = (Module as unknown as { readonly _extensions?: Record<string, Extension> })._extensions ?? extensions;
  for (const ending of endings) {
    const before = known[ending];
    known[ending] = (module, path) => {
      const found = loader.compiled(path, true) ?? (before ? undefined : loader.erased(path));
      if (found) module._compile(found.source, path);
      else (before ?? known['.js'])?.(module, path);
    };
  }
}
