/** `@proviso/unplugin/rspack`: contracts in Rspack. */
import type { UnpluginInstance } from 'unplugin';
import proviso, { type ProvisoOptions } from './index.ts';

export type { ProvisoOptions };

/** The plugin of Rspack. */
const provisoPlugin: UnpluginInstance<ProvisoOptions | undefined, false>['rspack'] = proviso.rspack;

export default provisoPlugin;
