/** Whether the runtime is there for compiled code to load. */
import { runtimeModule, type TypeScript } from '@proviso/compiler';

/** Whether compiled code in `fileName` could load the runtime. */
export function isRuntimeInstalled(ts: TypeScript, fileName: string): boolean {
  const options = { moduleResolution: ts.ModuleResolutionKind.Bundler, module: ts.ModuleKind.ESNext, resolveJsonModule: false };
  return ts.resolveModuleName(`${runtimeModule}/check`, fileName, options, ts.sys).resolvedModule !== undefined;
}
