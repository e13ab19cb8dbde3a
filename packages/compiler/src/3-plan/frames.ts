/** Frames: the objects that a function can reach are looked at before it and after it; what it may write is left out. */
import { memberOfClass } from '../1-read/heritage.ts';
import { parameterNames } from '../1-read/resolve.ts';
import type { FunctionNode, Place, TypeScript } from '../contract.ts';
import type { ActiveClause } from './check-code.ts';
import { countedTogether } from './counting.ts';
import { made, runtime, type PlanDraft } from './draft.ts';
import { code, items, string, type Code } from './plan.ts';
import { siteOf, thrownBy } from './site.ts';

/** The code of a frame, on entry and on exit. */
export interface PlannedFrame {
  readonly taken: readonly Code[];
  readonly checks: readonly Code[];
}

interface Framed {
  readonly node: FunctionNode;
  readonly active: readonly ActiveClause[];
  readonly secrets: readonly Place[];
}

/**
 * Plans the frame of a function, which all its frame clauses state together.
 *
 * before → after, for `@modifies cart.items`:
 * on entry `const p$k = p$frame([["cart", cart, [], ["items"]]]);`,
 * on exit `{ const p$m = p$written(p$k); if (p$m) p$f(0, p$f, () => p$m); }`
 */
export function planFrame(draft: PlanDraft, { node, active, secrets }: Framed): PlannedFrame {
  const [first] = active;
  if (!first) return { taken: [], checks: [] };
  const places = active.flatMap(({ clause }) => clause.places ?? []);
  const objects = objectsOf(draft.ts, node, places).map(({ root, path, allowed }): Code => {
    const texts = [path, allowed].map((list) => code`[${items(list.map((text) => [string(text)]))}]`);
    const isSecret = secrets.some((secret) => secret.root === root);
    return code`[${string([root, ...path].join('.'))}, ${root}, ${texts[0] ?? []}, ${texts[1] ?? []}${isSecret ? ', true' : ''}]`;
  });
  if (objects.length === 0) return { taken: [], checks: countedTogether(draft, active, ['true']) };
  const [frame, message] = [made(draft, 'k'), made(draft, 'm')];
  const { callee, number } = siteOf(draft, first, []);
  return {
    taken: [code`const ${frame} = ${runtime(draft, 'frame')}([${items(objects)}]);`],
    checks: [code`{ const ${message} = ${runtime(draft, 'written')}(${frame}); ${countedTogether(draft, active, code`!${message}`).flatMap((each) => [...each, ' '])}if (${message}) ${callee}(${number}, ${thrownBy(draft, first)}, () => ${message}); }`],
  };
}

/** An object, by the path that leads to it, and the members of it that may be written. */
interface FramedObject {
  readonly root: string;
  readonly path: readonly string[];
  readonly allowed: readonly string[];
}

/** `this`, the parameters, and what the places lead through; without what a place allows as a whole. */
function objectsOf(ts: TypeScript, node: FunctionNode, places: readonly Place[]): FramedObject[] {
  const objects = new Map<string, { root: string; path: readonly string[]; allowed: string[] }>();
  const add = (root: string, path: readonly string[], allowed: readonly string[]): void => {
    if (places.some((place) => place.root === root && place.path.every((member, index) => path[index] === member))) return;
    const key = [root, ...path].join('.');
    const known = objects.get(key) ?? { root, path, allowed: [] };
    known.allowed.push(...allowed);
    objects.set(key, known);
  };
  for (const root of [...(hasOwnThis(ts, node) ? ['this'] : []), ...parameterNames(ts, node)]) add(root, [], []);
  for (const { root, path } of places) {
    if (root === 'this' && ts.isConstructorDeclaration(node)) continue;
    path.forEach((member, depth) => add(root, path.slice(0, depth), depth === path.length - 1 ? [member] : []));
  }
  return [...objects.values()];
}

/** A member of a class or an object has one that others see; a constructor makes its own. */
function hasOwnThis(ts: TypeScript, node: FunctionNode): boolean {
  if (ts.isConstructorDeclaration(node)) return false;
  return memberOfClass(ts, node) !== undefined || ts.isMethodDeclaration(node) || ts.isAccessor(node);
}
