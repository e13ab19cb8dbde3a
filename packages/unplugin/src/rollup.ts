/** `@proviso/unplugin/rollup`: contracts in Rollup. */
import type { UnpluginInstance } from 'unplugin';
import proviso, { type ProvisoOptions } from './index.ts';

export type { ProvisoOptions };

/** The plugin of Rollup. */
const provisoPlugin: UnpluginInstance<ProvisoOptions | undefined, false>['rollup'] = proviso.rollup;

export default provisoPlugin;
