/** The files of one build, compiled one by one, whoever asks: a bundler's plugin, a loader of Node, a test runner. */
import { checkModule, compileText, mayHoldContracts, mayInherit, mayRefine, parseText, type CompiledText, type ClauseCounts, type Diagnostic, type PackageInfo, type Profile, type SourceMap, type TypeScript } from '@proviso/compiler';
import { problemsAround } from './around.ts';
import { contractInComponent } from './component-files.ts';
import { noteSession, profileOfRun } from './counting-run.ts';
import { erasedForBundlers } from './erasure.ts';
import { lostBases } from './lost-bases.ts';
import { filesOf, leadsOf, manifestOf, noLeads, withRuntime, type Leads } from './leads.ts';
import { isRelative, keyOfLost, type LostImport } from './lost-imports.ts';
import { lookAtDisk, type KnownModules, type ParsedFiles } from './known-modules.ts';
import { pathBelow, problemAt, problemOf, type Problem, type ProblemFile } from './problem.ts';
import { refinementFinder } from './refinements.ts';
import { missingRuntime, strayContract } from './runtime-package.ts';
import { sourceFilter, type FilePattern } from './source-filter.ts';
import { summaryLine } from './summary-line.ts';

export interface SessionOptions {
  readonly ts: TypeScript;
  readonly profile: Profile;
  /** The folder, with `/` as separator, that globs and the paths in messages are relative to. */
  readonly root: string;
  readonly include?: FilePattern | undefined;
  readonly exclude?: FilePattern | undefined;
  /** That of all files; each goes by the nearest one otherwise. */
  readonly tsconfig?: string | undefined;
  /** Files change meanwhile, or what they are compiled to is kept. Every file is then parsed, since the first contract on a type may be written later. */
  readonly watches?: boolean;
  /** The host can be asked where an import leads: a file with imports that lead nowhere waits for `answer`. */
  readonly answers?: boolean;
  /** Types are erased by whatever the host does that with, which may not know a `super(…)` inside of a `try`. */
  readonly handsOnTypes?: boolean;
}

/** A file of a build, as its host has it. */
interface SessionFile {
  /** With `/` as separator, and nothing behind its ending. */
  readonly fileName: string;
  readonly text: string;
  /** The host loads it as a module, also without imports and exports; if it is absent, that goes by the file. */
  readonly isModule?: boolean;
}

/** What came of a file. */
export interface CompiledFile extends Leads {
  /** Undefined where the text stays as it is. */
  readonly code: string | undefined;
  readonly map: SourceMap | undefined;
  /** Mistakes. A build that goes on in spite of one checks less than it says. */
  readonly errors: readonly Problem[];
  /** What is right but not checked, and why. */
  readonly unsupported: readonly Problem[];
  readonly counts: ClauseCounts;
  /** Imports that have to be answered before anything can be said of the file: then it has to be compiled again. */
  readonly lost: readonly LostImport[];
}

export interface Session {
  readonly profile: Profile;
  /** Whether a file may have contracts, by its name alone. */
  readonly concerns: (fileName: string) => boolean;
  /** Compiles a file; undefined where there is nothing to say of it: use it as it is. */
  readonly compile: (file: SessionFile) => CompiledFile | undefined;
  /** Tells of contracts in the file of a component, where nothing compiles them. */
  readonly unseen: (file: SessionFile) => Problem | undefined;
  /** Takes what the host calls the module that an import means, until files may have changed; undefined where it does not know. */
  readonly answer: (lost: LostImport, id: string | undefined) => void;
  /** Has to be called once files on the disk may be other than before. */
  readonly refresh: () => void;
  /** The files that were compiled with what `fileName` declared, or that would inherit what it declares now. */
  readonly heirsOf: (fileName: string) => readonly string[];
  /** The line that tells what was made of all clauses so far; undefined where there are none. */
  readonly summary: () => string | undefined;
}

interface State extends SessionOptions {
  readonly parsed: ParsedFiles;
  readonly dependencies: Map<string, Leads>;
  /** By file, those that it was compiled with once, and that are there or may come back. */
  readonly there: Map<string, readonly string[]>;
  readonly counts: Map<string, ClauseCounts>;
  readonly compiledBefore: Set<string>;
  /** The files that were compiled themselves. */
  readonly asked: Set<string>;
  /** Files with mistakes that nobody may ask for, and the one that tells of them. */
  readonly tellers: Map<string, string>;
  /** Imports that lead nowhere, and the file that tells of each. */
  readonly lostTellers: Map<string, string>;
  /** Packages without the runtime in their manifest whose problem was told. */
  readonly told: Set<string>;
  /** By package, what is wrong where it names the runtime. */
  readonly runtimes: Map<string, Diagnostic | undefined>;
  modules: KnownModules;
  mayRefine: (pkg: PackageInfo) => boolean;
  /** Has to be told of every file with contracts. */
  readonly note: (fileName: string) => void;
}

/**
 * Begins a build.
 *
 * @ensures `result.profile === options.profile`
 */
export function createSession(options: SessionOptions): Session {
  const { ts, profile } = options;
  const parsed: ParsedFiles = new Map();
  const modules = lookAtDisk(ts, parsed, options.tsconfig);
  const state: State = { ...options, parsed, modules, mayRefine: refinementFinder(modules.host), dependencies: new Map(), there: new Map(), counts: new Map(), compiledBefore: new Set(), asked: new Set(), tellers: new Map(), lostTellers: new Map(), told: new Set(), runtimes: new Map(), note: noteSession(profile, options.root) };
  return {
    profile,
    concerns: sourceFilter(options),
    compile: (file) => compile(state, file),
    unseen: ({ fileName, text }) => (profile.checksTypes && state.modules.host.packageOf(fileName)?.optedIn === true ? contractInComponent({ fileName, text, root: options.root }) : undefined),
    answer: (lost, id) => state.modules.answers.answer(lost, id),
    refresh() {
      state.modules = lookAtDisk(ts, parsed, options.tsconfig);
      if (options.watches !== true) state.mayRefine = refinementFinder(state.modules.host);
      state.told.clear();
      state.runtimes.clear();
    },
    heirsOf: (fileName) => heirsOf(state, fileName),
    summary: () => summaryLine({ profile, counts: [...state.counts.values()], compiledBefore: state.compiledBefore.size }),
  };
}

function compile(state: State, file: SessionFile): CompiledFile | undefined {
  const { modules, counts, dependencies, compiledBefore } = state;
  const { fileName, text } = file;
  const pkg = modules.host.packageOf(fileName);
  const led = pkg?.optedIn === true ? modules.during(() => compiledText(state, file, pkg)) : undefined;
  const unasked = state.answers === true ? (led?.lost ?? []).filter((each) => !modules.answers.isAnswered(each)) : [];
  if (unasked.length > 0) return { ...nothing, lost: unasked };
  const earlier = counts.get(fileName);
  counts.delete(fileName);
  compiledBefore.delete(fileName);
  if (!pkg || !led) return withoutRuntime(state, file, pkg);
  const compiled = led.value;
  const before = state.there.get(fileName) ?? [];
  const leads = leadsOf(state.ts, { fileName, led, before });
  dependencies.set(fileName, leads);
  state.there.set(fileName, [...leads.dependsOn, ...before.filter((name) => leads.wants.includes(name))]);
  state.asked.add(fileName);
  const around = problemsAround({ ...state, host: modules.host }, fileName, leads.dependsOn);
  const lost = toldBases(state, file, led.lost);
  if (compiled?.syntaxError) return notParsed(state, file, { ...compiled, syntaxError: compiled.syntaxError });
  if (compiled) {
    counts.set(fileName, compiled.counts);
    state.note(fileName);
    const needsRuntime = compiled.map !== undefined && compiled.code.includes(checkModule);
    const isFirst = needsRuntime && !state.runtimes.has(pkg.root);
    if (isFirst) state.runtimes.set(pkg.root, missingRuntime(modules.host, { ...file, pkg }));
    const missing = needsRuntime ? state.runtimes.get(pkg.root) : undefined;
    const allLeads = missing ? withRuntime(leads, pkg) : leads;
    dependencies.set(fileName, allLeads);
    return compiledFile(state, file, { compiled, leads: allLeads, around, lost, missing: isFirst ? missing : undefined });
  }
  if (text.includes(checkModule) && mayHoldContracts(text)) {
    // A bundler that asks for a file twice has it from here.
    if (earlier) counts.set(fileName, earlier);
    else compiledBefore.add(fileName);
  }
  return filesOf(leads).length + lost.length === 0 ? undefined : { ...nothing, ...leads, errors: around, unsupported: lost };
}

const nothing: CompiledFile = { code: undefined, map: undefined, errors: [], unsupported: [], counts: { enforced: 0, observed: 0, ignored: 0, unsupported: 0 }, ...noLeads, lost: [] };

function compiledText({ modules, profile, watches, mayRefine: mayRefineIn }: State, file: SessionFile, pkg: PackageInfo): CompiledText | undefined {
  const { host, optionsOf } = modules;
  try {
    const refines = profile.checksTypes && (watches === true || mayRefine(file.text) || mayRefineIn(pkg));
    const { verbatim, oldTarget } = optionsOf(file.fileName);
    return compileText(host, { ...file, profile: profileOfRun(profile), refines, verbatim, oldTarget });
  } catch (error) {
    throw new Error(`Proviso could not compile the contracts of ${file.fileName}. This is a bug in Proviso: please report it with the file.`, { cause: error });
  }
}

interface Outcome {
  readonly compiled: CompiledText;
  readonly leads: Leads;
  readonly missing: Diagnostic | undefined;
  /** What is wrong in other files. */
  readonly around: readonly Problem[];
  readonly lost: readonly Problem[];
}

function compiledFile(state: State, { fileName, text }: SessionFile, { compiled, leads, missing, around, lost }: Outcome): CompiledFile {
  const file: ProblemFile = { fileName, text, root: state.root };
  const { errors, unsupported, counts } = compiled;
  return {
    ...handedOn(state, { fileName, text }, compiled),
    errors: [...(missing ? [missing] : []), ...errors].map((each) => problemOf(file, each)).concat(around),
    unsupported: unsupported.map((each) => problemOf(file, each)).concat(lost),
    counts,
    ...leads,
    lost: [],
  };
}

function handedOn({ ts, handsOnTypes, modules }: State, { fileName, text }: SessionFile, { code, map, hidesSuper }: CompiledText): Pick<CompiledFile, 'code' | 'map'> {
  if (!map) return { code: undefined, map };
  return hidesSuper && handsOnTypes === true ? erasedForBundlers(ts, { fileName, code, map, text }, modules.optionsOf(fileName)) : { code, map };
}

/** Bases of which nobody says where they are: each import is told of by one file, as often as that is compiled. */
function toldBases({ ts, profile, root, lostTellers, modules }: State, { fileName, text }: SessionFile, lost: readonly LostImport[]): readonly Problem[] {
  for (const [key, teller] of lostTellers) if (teller === fileName) lostTellers.delete(key);
  if (lost.length === 0 || !profile.checksTypes) return [];
  const keys = new Set(lost.map(keyOfLost));
  return lostBases({ ts, resolveModule: modules.host.resolveModule }, parseText(ts, fileName, text)).flatMap(({ name, heir, span, lost: found }) => {
    const { specifier, from } = found;
    const key = isRelative(specifier) ? keyOfLost(found) : specifier;
    if (!keys.has(keyOfLost(found)) || (lostTellers.get(key) ?? fileName) !== fileName || from.includes('/node_modules/')) return [];
    lostTellers.set(key, fileName);
    const place = from === fileName ? '' : ` in ${pathBelow(root, from)}`;
    return [problemAt({ fileName, text, root }, span, { text: `\`${specifier}\`${place} leads nowhere, so what \`${heir}\` inherits from \`${name}\` is not checked.${isRelative(specifier) ? '' : ' If it is an alias, say in `paths` of tsconfig.json what it stands for.'}` })];
  });
}

/** What parses it next says why it does not; it may take what TypeScript does not. A clause that its comment ends in the middle of is the cause. */
function notParsed({ root }: State, { fileName, text }: SessionFile, { errors, syntaxError: { message, offset } }: CompiledText & Required<Pick<CompiledText, 'syntaxError'>>): CompiledFile {
  const file: ProblemFile = { fileName, text, root };
  const broken = errors.filter(({ name }) => name === 'unterminated-clause').map((each) => problemOf(file, each));
  const left = problemAt(file, { start: offset, end: offset + 1 }, { text: `The contracts of this file are not checked, since TypeScript does not parse it: ${message}` });
  return { ...nothing, errors: broken, unsupported: broken.length > 0 ? [] : [left] };
}

/** In the package that is built, contracts which cannot be meant as prose are a mistake; in others they may be documentation. */
function withoutRuntime(state: State, file: SessionFile, pkg: PackageInfo | undefined): CompiledFile | undefined {
  const { modules: { host }, root, profile } = state;
  const isBuilt = host.packageOf(`${root}/package.json`)?.root === pkg?.root;
  if (!pkg || !(isBuilt || mayHoldContracts(file.text) || mayInherit(file.text))) return undefined;
  const stray = isBuilt && profile.checksTypes && !state.told.has(pkg.root) ? strayContract(host, { ...file, pkg }) : undefined;
  if (stray) state.told.add(pkg.root);
  const leads: Leads = { ...noLeads, settings: [manifestOf(pkg)] };
  state.dependencies.set(file.fileName, leads);
  return { ...nothing, ...leads, errors: stray ? [problemOf({ ...file, root }, stray)] : [] };
}

/** A source without contracts, before and now, has no heirs, unless it leads on to what others declare, or was not there. */
function heirsOf({ parsed, dependencies, ts }: State, fileName: string): readonly string[] {
  const known = parsed.get(fileName)?.text;
  const texts = [known ?? '', ts.sys.readFile(fileName) ?? ''];
  if (known !== undefined && !texts.some((text) => mayHoldContracts(text) || /\b(?:from|extends)\b/.test(text))) return [];
  return [...dependencies].filter(([, leads]) => filesOf(leads).includes(fileName)).map(([heir]) => heir);
}
