/** What a run over many files may rely on and an editor may not: the disk does not change. */

const keptFor = 1000;

/** Makes a value anew once the last one is older than a second. */
export function kept<Value>(make: () => Value): () => Value {
  let last: { readonly since: number; readonly value: Value } | undefined;
  return () => {
    const now = performance.now();
    if (!last || now - last.since > keptFor) last = { since: now, value: make() };
    return last.value;
  };
}
