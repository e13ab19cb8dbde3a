/** What the compiler's diagnostics mean. */
import { diagnostics, type DiagnosticName, type DiagnosticRow } from '@proviso/compiler';
import type { Explanation } from './explanation.ts';

const severities: Readonly<Record<DiagnosticRow['severity'], string>> = {
  error: 'error: the build fails, since the contract would not be checked',
  unsupported: 'unsupported: the contract is right, but this version does not check it; the build goes on and counts it',
};

/** The names of the diagnostics. */
export const diagnosticNames: readonly string[] = Object.keys(diagnostics);

/**
 * Explains a diagnostic by its name, or by its code with `TS` or without; undefined where there is none.
 *
 * @pure
 */
export function explainDiagnostic(asked: string): Explanation | undefined {
  const code = /^(?:TS)?(\d{5})$/i.exec(asked)?.[1];
  const name = (Object.keys(diagnostics) as DiagnosticName[]).find((each) => each === asked.toLowerCase() || String(diagnostics[each].code) === code);
  if (!name) return undefined;
  const { code: number, severity, rule, message } = diagnostics[name];
  return {
    explains: 'diagnostic',
    name,
    text: message.replace(/\{\d\}/g, '…'),
    facts: { code: `TS${number}`, severity: severities[severity], rule: `proviso/${rule} of @proviso/eslint-plugin` },
  };
}
