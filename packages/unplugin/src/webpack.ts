/** `@proviso/unplugin/webpack`: contracts in webpack. */
import type { UnpluginInstance } from 'unplugin';
import proviso, { type ProvisoOptions } from './index.ts';

export type { ProvisoOptions };

/** The plugin of webpack. */
const provisoPlugin: UnpluginInstance<ProvisoOptions | undefined, false>['webpack'] = proviso.webpack;

export default provisoPlugin;
