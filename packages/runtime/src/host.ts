const host: { readonly console?: { readonly warn?: (message: string) => void }; readonly globalThis: unknown } = globalThis;

/** Writes one warning where the host has a console, else nothing. */
export function warn(message: string): void {
  host.console?.warn?.(message);
}
