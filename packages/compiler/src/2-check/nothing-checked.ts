/** What is found in a file that has no contract of its own. */
import type ts from 'typescript';
import { noContracts } from '../1-read/index.ts';
import type { Host } from '../contract.ts';
import type { CheckedContracts } from './index.ts';

/** The contracts of a file that has none, checked. */
export function nothingChecked(host: Host, sourceFile: ts.SourceFile): CheckedContracts {
  return { file: noContracts(host, sourceFile), errors: [], unsupported: [], sound: new Set(), typeable: new Set(), callbacks: [], inherited: new Map() };
}
