/** The order in which the parts of overlapped calls run, as people read it. */
import type { Overlap, SourcePlace } from '@proviso/testing';
import { relativePath } from '../project/select-subjects.ts';

/**
 * A line for each part.
 *
 * @ensures `result.length === parts.length + 1`
 */
export function printOverlap({ parts, isNatural }: Overlap, root: string): string[] {
  const place = ({ file, line }: SourcePlace): string => `${relativePath(root, file)}:${line}`;
  const lines = parts.map(({ call, from, waits, isEnd }, at) => {
    const begin = from ? `${call} goes on from ${place(from)}` : `${call} begins`;
    const end = at === parts.length - 1 ? ', and breaks the promise' : waits.length > 0 ? `, and waits at ${waits.map(place).join(' and ')}` : isEnd ? ', and comes to its end' : '';
    return `${String(at + 1).padStart(3)}  ${begin}${end}`;
  });
  return [isNatural ? 'in this order, or as they go on by themselves:' : 'in this order, which others have to bring about:', ...lines];
}
