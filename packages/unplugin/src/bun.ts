/** `@proviso/unplugin/bun`: contracts in Bun. */
import type { UnpluginInstance } from 'unplugin';
import proviso, { type ProvisoOptions } from './index.ts';

export type { ProvisoOptions };

/** The plugin of Bun. */
const provisoPlugin: UnpluginInstance<ProvisoOptions | undefined, false>['bun'] = proviso.bun;

export default provisoPlugin;
