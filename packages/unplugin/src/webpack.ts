/** `@proviso/unplugin/webpack`: contracts in webpack. */
import type { UnpluginInstance } from 'unplugin';
import proviso, { type ProvisoOptions } from './index.ts';
import { withoutCompiler } from './webpack-hooks.ts';

export type { ProvisoOptions };

/**
 * The plugin of webpack.
 *
 * @throws {Error} where it is listed without being called.
 * @noContract what it gives is a plugin; that says what it does
 */
const provisoPlugin: UnpluginInstance<ProvisoOptions | undefined, false>['webpack'] = (options) => proviso.webpack(withoutCompiler(options));

export default provisoPlugin;
