/** `@proviso/unplugin/rolldown`: contracts in Rolldown. */
import type { UnpluginInstance } from 'unplugin';
import proviso, { type ProvisoOptions } from './index.ts';

export type { ProvisoOptions };

/** The plugin of Rolldown. */
const provisoPlugin: UnpluginInstance<ProvisoOptions | undefined, false>['rolldown'] = proviso.rolldown;

export default provisoPlugin;
