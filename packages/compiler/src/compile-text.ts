/** Compiles one file as text: read, check, plan and print, without a program. */
import type ts from 'typescript';
import { mayInherit } from './1-read/classes.ts';
import { isCompiled } from './1-read/compiled.ts';
import { mayHoldContracts, read } from './1-read/index.ts';
import { check, clausesFromElsewhere, inheritor, withoutHiddenNames, type CheckedContracts } from './2-check/index.ts';
import { plan } from './3-plan/index.ts';
import { printText, type SourceMap } from './4-emit/index.ts';
import { contractsElsewhere } from './contracts-elsewhere.ts';
import type { Host, ResolveModule } from './contract.ts';
import type { Diagnostic } from './diagnostics.ts';
import type { OldTarget } from './old-target.ts';
import type { Profile } from './profile.ts';
import { parseText } from './parse-text.ts';
import { hidesSuper } from './hidden-super.ts';
import { makeModule, parseDiagnostics } from './ts-internals.ts';
import { countClauses, type ClauseCounts } from './summary.ts';

/** A file as a host has it. */
export interface TextInput {
  /** Decides the grammar, by its ending, and the package, by its folder. */
  readonly fileName: string;
  readonly text: string;
  readonly profile: Profile;
  /** The host loads every file as a module, also one without imports and exports. */
  readonly isModule?: boolean;
  /** `verbatimModuleSyntax`: an import that loses all its bindings stays for its effect. */
  readonly verbatim?: boolean;
  /** TypeScript may erase the types, for a target before ES2022. */
  readonly oldTarget?: OldTarget | undefined;
  /** Whether any type alias of the project has an invariant, or any function type a contract. If the host does not know, one may, and every file has to be parsed. */
  readonly refines?: boolean;
}

/** A compiled file. What `tspc` would have said of it, but for the types of clauses. */
export interface CompiledText {
  /** TypeScript or JavaScript, as the input; for a type eraser, not for a type checker. */
  readonly code: string;
  /** Absent where the code is the input. */
  readonly map?: SourceMap;
  /** Mistakes in contracts. */
  readonly errors: readonly Diagnostic[];
  /** Clauses that are right but not checked, and why. */
  readonly unsupported: readonly Diagnostic[];
  readonly counts: ClauseCounts;
  /** A `super(…)` beside parameter properties or fields stands in a `try`: TypeScript, esbuild, SWC and Babel erase the types of that, Oxc and Bun do not. */
  readonly hidesSuper?: true;
  /** What TypeScript does not understand in the file. What was made of the rest is a guess. */
  readonly syntaxError?: { readonly message: string; readonly offset: number };
}

/**
 * Compiles the contracts of one file into its text. The types of clauses are not checked: that needs a program.
 *
 * @returns undefined where the file has no contracts that count, or was compiled before: use it as it is.
 * @ensures `result === undefined || result.map !== undefined || result.code === input.text`
 */
export function compileText(host: Host, input: TextInput): CompiledText | undefined {
  const { fileName, text, profile } = input;
  if (!mayConcern(input) || host.packageOf(fileName)?.optedIn !== true) return undefined;
  const { ts } = host;
  const found = analyse(host, input);
  if (!found) return undefined;
  const checked = withoutHiddenNames(ts, found, input.oldTarget);
  const { errors, unsupported } = checked;
  const [fault] = parseDiagnostics(checked.file.sourceFile);
  const planned = plan(ts, checked, { profile, verbatim: input.verbatim === true, oldTarget: input.oldTarget });
  const printed = planned ? printText(ts, { sourceFile: checked.file.sourceFile, plan: planned }) : { code: text };
  const syntaxError = fault && { message: ts.flattenDiagnosticMessageText(fault.messageText, '\n'), offset: fault.start };
  return { ...printed, errors, unsupported, counts: countClauses([checked], profile), ...(planned && hidesSuper(ts, checked.file.sourceFile, planned) ? { hidesSuper: true } : {}), ...(syntaxError && { syntaxError }) };
}

/** Whether a file can have a contract, of its own or from elsewhere: one scan, so that others cost next to nothing. */
function mayConcern({ text, profile, refines = true }: TextInput): boolean {
  return mayHoldContracts(text) || mayInherit(text) || (profile.checksTypes && refines);
}

function analyse(host: Host, { fileName, text, profile, isModule, refines = true }: TextInput): CheckedContracts | undefined {
  const { ts } = host;
  const sourceFile = parseText(ts, fileName, text);
  if (isModule === true) makeModule(sourceFile);
  if (isCompiled(ts, sourceFile)) return undefined;
  const contracts = read(host, sourceFile);
  const own = contracts && check(ts, contracts, (clause) => profile.checksTypes || clause.statement !== undefined || clause.label === 'always');
  const { resolveModule } = host;
  if (!resolveModule) return own;
  const contractsIn = (file: ts.SourceFile): CheckedContracts | undefined => (file === sourceFile ? own : contractsElsewhere(host, file));
  // What others import of this file is what is compiled here, not another parse of it.
  const resolved: ResolveModule = (specifier, from) => {
    const found = resolveModule(specifier, from);
    return found?.fileName === sourceFile.fileName ? sourceFile : found;
  };
  const whole = inheritor({ host: { ...host, resolveModule: resolved }, contractsIn, mayRefine: () => profile.checksTypes && refines }).inherit(sourceFile);
  return profile.checksTypes || (whole && keepsClauses(whole)) === true ? whole : own;
}

/** Whether a file has or inherits a clause that every profile keeps. */
function keepsClauses(checked: CheckedContracts): boolean {
  const clauses = [...checked.file.contracts, ...clausesFromElsewhere(checked)].flatMap((each) => each.clauses);
  return clauses.some(({ label }) => label === 'always');
}
