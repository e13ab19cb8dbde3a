/** The files that have to be loaded before a subject is checked. */
import type { ClassShape } from './shape.ts';
import type { Subject } from './subject.ts';

/**
 * The subject's own file, and those of the classes that it is given objects of; of a package's class, what imports name.
 *
 * @ensures `result.has(subject.file)`
 */
export function modulesOf(subject: Subject): ReadonlySet<string> {
  const found = new Set([subject.file]);
  collect(subject, found, new Set());
  return found;
}

function collect(value: unknown, found: Set<string>, seen: Set<unknown>): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if ((value as Partial<ClassShape>).shape === 'class') found.add((value as ClassShape).module);
  for (const inner of Object.values(value)) collect(inner, found, seen);
}
