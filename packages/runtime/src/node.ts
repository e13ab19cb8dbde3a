interface Host {
  // Every host has it: what the type of the global object is matched by.
  readonly globalThis: unknown;
  readonly process?: {
    readonly getBuiltinModule?: (id: string) => unknown;
    readonly env?: Readonly<Record<string, string | undefined>>;
    readonly stderr?: { readonly isTTY?: boolean; readonly columns?: number };
  };
}

const host: Host = globalThis;

/** The Node module of that name, or `undefined` in a host that has none; nothing is imported. */
export function builtin(id: string): unknown {
  return host.process?.getBuiltinModule?.(id);
}

/** The columns of the terminal that errors are written to; 0 where there is none. */
export function terminalWidth(): number {
  const { isTTY, columns = 0 } = host.process?.stderr ?? {};
  return isTTY === true ? columns : 0;
}

/** A variable of the environment; `undefined` in a host that has none. */
export function environment(name: string): string | undefined {
  return host.process?.env?.[name];
}
