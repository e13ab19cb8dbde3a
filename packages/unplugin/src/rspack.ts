/** `@proviso/unplugin/rspack`: contracts in Rspack. */
import type { UnpluginInstance } from 'unplugin';
import proviso, { type ProvisoOptions } from './index.ts';
import { withoutCompiler } from './webpack-hooks.ts';

export type { ProvisoOptions };

/**
 * The plugin of Rspack.
 *
 * @throws {Error} where it is listed without being called.
 * @noContract what it gives is a plugin; that says what it does
 */
const provisoPlugin: UnpluginInstance<ProvisoOptions | undefined, false>['rspack'] = (options) => proviso.rspack(withoutCompiler(options));

export default provisoPlugin;
