/** Colours, where a terminal shows them and nobody turned them off. */
import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Whether a stream gets colours, by `NO_COLOR`, `FORCE_COLOR` and what it is. */
function isColourful(stream: { readonly isTTY?: boolean }): boolean {
  const { NO_COLOR: no, FORCE_COLOR: force } = process.env;
  if (no !== undefined && no !== '') return false;
  if (force !== undefined && force !== '') return force !== '0';
  return stream.isTTY === true && process.env['TERM'] !== 'dumb';
}

/** Paints a text, or leaves it. */
export type Paint = (style: Style, text: string) => string;

/**
 * The paint for a stream.
 *
 * @noContract it reads the environment
 */
export function paintFor(stream: { readonly isTTY?: boolean }): Paint {
  return isColourful(stream) ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text;
}
