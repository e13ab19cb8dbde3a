/** What a run over many files may rely on and an editor may not: the disk does not change. */

const unusedFor = 1000;
const oldAt = 10_000;

/** Makes a value anew once the last one was not used for a second, which ends a run over many files, or is older than ten. */
export function kept<Value>(make: () => Value): () => Value {
  let last: { readonly made: number; used: number; readonly value: Value } | undefined;
  return () => {
    const now = performance.now();
    if (!last || now - last.used > unusedFor || now - last.made > oldAt) last = { made: now, used: now, value: make() };
    last.used = now;
    return last.value;
  };
}
