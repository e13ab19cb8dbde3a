/** `@proviso/unplugin/farm`: contracts in Farm. */
import type { UnpluginInstance } from 'unplugin';
import proviso, { type ProvisoOptions } from './index.ts';

export type { ProvisoOptions };

/** The plugin of Farm. */
const provisoPlugin: UnpluginInstance<ProvisoOptions | undefined, false>['farm'] = proviso.farm;

export default provisoPlugin;
