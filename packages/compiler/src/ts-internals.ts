/** Everything that Proviso uses of TypeScript beyond its public API, in one place; tested on every supported minor. */
import type ts from 'typescript';
import type { Span, TypeScript } from './contract.ts';

interface Internals {
  bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void;
  readonly objectAllocator: { getSymbolConstructor(): new (flags: ts.SymbolFlags, name: string) => ts.Symbol };
  setIdentifierGeneratedImportReference(name: ts.Identifier, specifier: ts.ImportSpecifier): void;
}

interface InternalNode {
  parent: ts.Node;
  pos: number;
  end: number;
  flags: ts.NodeFlags;
  locals?: Map<string, ts.Symbol>;
  symbol?: ts.Symbol;
  flowNode?: unknown;
  /** Of a file alone. */
  text?: string;
}

interface TransientSymbol {
  flags: ts.SymbolFlags;
  links?: { readonly type?: ts.Type };
  isReferenced?: ts.SymbolFlags;
  valueDeclaration?: ts.Declaration;
  declarations?: ts.Declaration[];
}

/** Opens a node's readonly fields; every write through it is in this file or in `2-check/in-place.ts`. */
export function internal(node: ts.Node): InternalNode {
  return node;
}

function internals(ts: TypeScript): Internals {
  return ts as unknown as Internals;
}

/** The parse errors of a file that belongs to no program. */
export function parseDiagnostics(file: ts.SourceFile): readonly ts.DiagnosticWithLocation[] {
  return (file as unknown as { parseDiagnostics: readonly ts.DiagnosticWithLocation[] }).parseDiagnostics;
}

/** The options under which a file was parsed, for parsing a second text in the same way. */
export function parseOptions(file: ts.SourceFile): ts.CreateSourceFileOptions {
  return { languageVersion: file.languageVersion, ...(file.impliedNodeFormat === undefined ? {} : { impliedNodeFormat: file.impliedNodeFormat }) };
}

/** Whether the file has an import, an export, or is a module by option. */
export function isModule(file: ts.SourceFile): boolean {
  return (file as unknown as { externalModuleIndicator?: unknown }).externalModuleIndicator !== undefined;
}

/** Makes a file a module that has neither imports nor exports. */
export function makeModule(file: ts.SourceFile): void {
  (file as unknown as { externalModuleIndicator?: unknown }).externalModuleIndicator ??= file;
}

/** Binds a file that belongs to no program: gives its nodes symbols, scopes and control flow. */
export function bind(ts: TypeScript, file: ts.SourceFile, options: ts.CompilerOptions): void {
  const { text } = file;
  // What the binder finds wrong, such as a parameter called `static`, it reports at the places of nodes, and throws where those lie behind the end.
  internal(file).text = text.padEnd(lastEnd(ts, file), 'x');
  try {
    internals(ts).bindSourceFile(file, options);
  } finally {
    internal(file).text = text;
  }
}

/** The end of the last node of a file whose nodes may be at the places of other texts. */
function lastEnd(ts: TypeScript, node: ts.Node): number {
  let end = node.end;
  ts.forEachChild(node, (child) => void (end = Math.max(end, ts.isFunctionLike(child) ? child.end : lastEnd(ts, child))));
  return end;
}

/** Whether a file was bound before. */
export function isBound(file: ts.SourceFile): boolean {
  return internal(file).locals !== undefined;
}

/** Makes a file's own flags, which say that it holds `import(…)` or `import.meta`, true for expressions that were parsed elsewhere. */
export function addFileFlags(ts: TypeScript, file: ts.SourceFile, parsedElsewhere: ts.SourceFile): void {
  const flags = ts.NodeFlags as unknown as Readonly<Record<'PossiblyContainsDynamicImport' | 'PossiblyContainsImportMeta', number>>;
  internal(file).flags |= parsedElsewhere.flags & (flags.PossiblyContainsDynamicImport | flags.PossiblyContainsImportMeta);
}

/**
 * Adds a parameter-like variable of type `type` to the scope of a bound function that does not declare it. Once declared, it is the same symbol
 * when it is declared again: a checker that is asked about the file once more has led the names to it.
 */
export function declareVariable(ts: TypeScript, scope: ts.ArrowFunction, variable: { name: string; type: ts.Type }): void {
  const symbol = internal(scope).locals?.get(variable.name) ?? createVariable(ts, scope, variable.name);
  (symbol as unknown as TransientSymbol).links = { type: variable.type };
  addToScope(scope, variable.name, symbol);
}

function createVariable(ts: TypeScript, scope: ts.ArrowFunction, name: string): ts.Symbol {
  const { factory } = ts;
  const Symbol = internals(ts).objectAllocator.getSymbolConstructor();
  const symbol = new Symbol(ts.SymbolFlags.FunctionScopedVariable | ts.SymbolFlags.Transient, name);
  // Its declaration says `any`, which is its type where nobody has given it one, or where it was taken away.
  const type = factory.createKeywordTypeNode(ts.SyntaxKind.AnyKeyword);
  const declaration = factory.createParameterDeclaration(undefined, undefined, name, undefined, type);
  Object.assign(internal(declaration), { parent: scope, pos: scope.pos, end: scope.pos, symbol });
  for (const part of [declaration.name, type]) Object.assign(internal(part), { parent: declaration, pos: scope.pos, end: scope.pos });
  Object.assign(symbol as unknown as TransientSymbol, { isReferenced: ts.SymbolFlags.All, valueDeclaration: declaration, declarations: [declaration] });
  return symbol;
}

/** Gives a made-up function a `this` of a type. */
export function declareThis(ts: TypeScript, method: ts.MethodDeclaration, { parameter, type }: { parameter: ts.ParameterDeclaration; type: ts.Type }): void {
  const Symbol = internals(ts).objectAllocator.getSymbolConstructor();
  const symbol = new Symbol(ts.SymbolFlags.FunctionScopedVariable | ts.SymbolFlags.Transient, 'this');
  for (const node of [parameter, parameter.name]) internal(node).pos = internal(node).end = method.pos;
  internal(parameter.name).parent = parameter;
  Object.assign(internal(parameter), { parent: method, symbol });
  Object.assign(symbol as unknown as TransientSymbol, { links: { type }, valueDeclaration: parameter, declarations: [parameter] });
}

/** Makes a symbol visible under a name inside a bound function. */
export function addToScope(scope: ts.ArrowFunction, name: string, symbol: ts.Symbol): void {
  const node = internal(scope);
  (node.locals ??= new Map()).set(name, symbol);
}

/** The symbol that a bound file declares at its top level. */
export function topLevelSymbol(file: ts.SourceFile, name: string): ts.Symbol | undefined {
  return internal(file).locals?.get(name);
}

/**
 * Makes a bound arrow function be checked as code that runs only once `condition`, of an earlier one, was true: what that narrows
 * is narrowed in it too.
 */
export function follow(ts: TypeScript, arrow: ts.ArrowFunction, earlier: { arrow: ts.ArrowFunction; condition: ts.Expression }): void {
  const { TrueCondition } = (ts as unknown as { FlowFlags: { TrueCondition: number } }).FlowFlags;
  internal(arrow).flowNode = { flags: TrueCondition, node: earlier.condition, antecedent: internal(earlier.arrow).flowNode };
}

/** Makes a bound name be looked up as if nothing ran before it, so that nothing else is checked for it. */
export function forgetFlow(node: ts.Node): void {
  internal(node).flowNode = undefined;
}

/** Gives an unannotated parameter of a bound function its type, as a contextual type would. */
export function setParameterType(ts: TypeScript, parameter: ts.ParameterDeclaration, type: ts.Type): void {
  const symbol = internal(parameter).symbol as unknown as TransientSymbol | undefined;
  if (!symbol) return;
  symbol.flags |= ts.SymbolFlags.Transient;
  symbol.links = { type };
}

/** Takes the types away that variables of a function and its parameters were given, and so what they hold of the checker that made them. */
export function forgetTypes(ts: TypeScript, scope: ts.ArrowFunction): void {
  const symbols = [...(internal(scope).locals?.values() ?? []), ...scope.parameters.flatMap((each) => internal(each).symbol ?? [])];
  for (const symbol of symbols as unknown as TransientSymbol[]) if (symbol.links && (symbol.flags & ts.SymbolFlags.Transient) !== 0) symbol.links = {};
}

/** A shallow copy of a node that belongs to no text. */
export function cloneNode<T extends ts.Node>(ts: TypeScript, node: T): T {
  return (ts.factory as unknown as { cloneNode: (node: T) => T }).cloneNode(node);
}

/** An import specifier whose local name module transforms rewrite, as they do for the JSX runtime. What is global under that name is shadowed. */
export function createRuntimeImport(ts: TypeScript, { exported, local: localName }: { exported: string; local: string }): { local: ts.Identifier; specifier: ts.ImportSpecifier } {
  const { factory } = ts;
  const local = factory.createIdentifier(localName);
  const specifier = factory.createImportSpecifier(false, exported === localName ? undefined : factory.createIdentifier(exported), local);
  internals(ts).setIdentifierGeneratedImportReference(local, specifier);
  return { local, specifier };
}

/** Gives the nodes of a file that no program has bound yet their parents, as binding would. */
export function ensureParents(ts: TypeScript, file: ts.SourceFile): void {
  if (!(file.endOfFileToken as Partial<ts.Node>).parent) setParents(ts, file);
}

/** Puts a node or a list of nodes at another place of the text. */
export function movePosition(range: ts.TextRange, { start, end }: Span): void {
  range.pos = start;
  range.end = end;
}

/** Calls a parsed name otherwise: TypeScript then looks up and prints the new name. */
export function renameIdentifier(ts: TypeScript, node: ts.Identifier, name: string): void {
  Object.assign(node, { escapedText: ts.escapeLeadingUnderscores(name) });
}

export function setParent(node: ts.Node, parent: ts.Node): void {
  internal(node).parent = parent;
}

/** Sets the parent of every node inside `node`, without recursion: a sum of ten thousand terms is as deep as it is long. */
export function setParents(ts: TypeScript, node: ts.Node): void {
  const firstWithChildren = ts.SyntaxKind.FirstNode; // before it are tokens, names and literals
  const parents = [node];
  let parent = node;
  const add = (child: ts.Node): void => {
    internal(child).parent = parent;
    if (child.kind >= firstWithChildren) parents.push(child);
  };
  for (let next = parents.pop(); next; next = parents.pop()) {
    parent = next;
    ts.forEachChild(next, add);
  }
}

interface CheckingNodes {
  getSemanticDiagnostics(file: ts.SourceFile, token: undefined, nodesToCheck: readonly ts.Node[]): readonly ts.Diagnostic[];
}

/** The semantic errors of some nodes of a file, and of its deferred nodes: functions and expressions whose types somebody has asked for. */
export function deferredDiagnostics(program: ts.Program, file: ts.SourceFile, nodes: readonly ts.Node[] = []): readonly ts.Diagnostic[] {
  return (program as unknown as CheckingNodes).getSemanticDiagnostics(file, undefined, nodes);
}

/** Says what an arrow function returns, so that the checker checks its body without inferring it before: a second pass over the same. */
export function sayReturnType(checker: ts.TypeChecker, arrow: ts.ArrowFunction): void {
  Object.assign(checker.getSignatureFromDeclaration(arrow) ?? {}, { resolvedReturnType: checker.getAnyType() });
}

/** Puts `true`, which has a type from the start, into the place of a statement's expression. What is given back undoes it. */
export function hideExpression(ts: TypeScript, statement: ts.ExpressionStatement): () => void {
  const { expression } = statement;
  const stand = Object.assign(ts.factory.createTrue(), { pos: expression.pos, end: expression.end });
  internal(stand).parent = statement;
  Object.assign(statement, { expression: stand });
  return () => void Object.assign(statement, { expression });
}

/** Whether a comment of a file expects an error of the line behind it. */
export function saysExpected(file: ts.SourceFile): boolean {
  const { commentDirectives = [] } = file as { readonly commentDirectives?: readonly { readonly type: number }[] };
  return commentDirectives.some(({ type }) => type === 0);
}

/**
 * The semantic errors of a file after the bodies of some arrow functions were checked, each as an expression. The checker is given a stand-in for the file,
 * which differs from it in identity alone, so that it leaves what it has put off there until the file is checked.
 */
export function expressionDiagnostics({ ts, program }: { readonly ts: TypeScript; readonly program: ts.Program }, file: ts.SourceFile, arrows: readonly ts.ArrowFunction[]): readonly ts.Diagnostic[] {
  const statements = arrows.map(({ body }) => {
    const statement = ts.factory.createExpressionStatement(body as ts.Expression);
    return Object.assign(internal(statement), { parent: file, pos: body.pos, end: body.end }) as unknown as ts.Statement;
  });
  const standIn = Object.assign(Object.create(file) as ts.SourceFile, { id: 0 });
  return (program as unknown as CheckingNodes).getSemanticDiagnostics(standIn, undefined, statements);
}

/**
 * Does something while the checker takes a file for one that it has not met: what it puts off meanwhile is checked next, and nothing else of the file.
 *
 * @noContract what it gives is what the action gives
 */
export function asUnchecked<T>(file: ts.SourceFile, action: () => T): T {
  const node = file as unknown as { id?: number };
  const { id } = node;
  node.id = 0;
  try {
    return action();
  } finally {
    node.id = id ?? 0;
  }
}

interface NameResolver {
  resolveName(name: string, location: ts.Node, meaning: ts.SymbolFlags, excludeGlobals: boolean): ts.Symbol | undefined;
}

/** Whether TypeScript leaves the types of a file alone: by a comment at its head, or since it is JavaScript. @pure */
export function saysUnchecked(file: ts.SourceFile, { checkJs }: ts.CompilerOptions): boolean {
  const { checkJsDirective } = file as { readonly checkJsDirective?: { readonly enabled: boolean } };
  return checkJsDirective ? !checkJsDirective.enabled : checkJs !== true && /\.[cm]?jsx?$/.test(file.fileName);
}

/**
 * Marks what a name means at its place as used, without asking for its type.
 *
 * @noContract its effect is in TypeScript's checker
 */
export function markUse(ts: TypeScript, checker: ts.TypeChecker, name: ts.Identifier): void {
  const symbol = (checker as unknown as NameResolver).resolveName(name.text, name, ts.SymbolFlags.Value | ts.SymbolFlags.Type | ts.SymbolFlags.Namespace, true);
  if (symbol) (symbol as unknown as TransientSymbol).isReferenced = ts.SymbolFlags.All;
}

/**
 * Marks what a node declares as used.
 *
 * @noContract its effect is in TypeScript's checker
 */
export function markDeclared(ts: TypeScript, node: ts.Node): void {
  const { symbol } = internal(node);
  if (symbol) (symbol as unknown as TransientSymbol).isReferenced = ts.SymbolFlags.All;
}

/**
 * What a name means as a value at a place.
 *
 * @pure
 */
export function resolveValue(ts: TypeScript, checker: ts.TypeChecker, { name, place }: { readonly name: string; readonly place: ts.Node }): ts.Symbol | undefined {
  return (checker as unknown as NameResolver).resolveName(name, place, ts.SymbolFlags.Value, false);
}

/**
 * What a builder tells a changed file by; undefined where the host of the program gives none.
 *
 * @pure
 */
export function versionOf(file: ts.SourceFile): string | undefined {
  return (file as { version?: string }).version;
}

/**
 * Gives a file another version, so that a builder takes it for changed, or no longer does.
 *
 * @ensures `versionOf(file) === version`
 * @modifies file
 */
export function setVersion(file: ts.SourceFile, version: string): void {
  (file as { version?: string }).version = version;
}

type DiagnosticsOfFile = (file: ts.SourceFile, token?: ts.CancellationToken) => readonly ts.Diagnostic[];

/**
 * Puts a function around what builders (`-b`, `--incremental`, `--watch`) ask a program for instead of its semantic diagnostics.
 *
 * @noContract its effect is on what builders are told
 */
export function wrapBuilderDiagnostics(program: ts.Program, around: (file: ts.SourceFile, found: () => readonly ts.Diagnostic[]) => readonly ts.Diagnostic[]): void {
  const builders = program as { getBindAndCheckDiagnostics?: DiagnosticsOfFile };
  const { getBindAndCheckDiagnostics: get } = builders;
  if (get) builders.getBindAndCheckDiagnostics = (file, token) => around(file, () => get(file, token));
}

/**
 * The file in which an incremental build remembers the last one; undefined where there is none.
 *
 * @noContract what it gives is TypeScript's
 */
export function buildInfoPath(ts: TypeScript, options: ts.CompilerOptions): string | undefined {
  return (ts as { getTsBuildInfoEmitOutputFilePath?: (options: ts.CompilerOptions) => string | undefined }).getTsBuildInfoEmitOutputFilePath?.(options);
}

interface SourceFolders {
  readonly sourceFileMayBeEmitted: (file: ts.SourceFile, program: ts.Program) => boolean;
  readonly getCommonSourceDirectory: (...of: readonly [options: ts.CompilerOptions, files: () => readonly string[], current: string, canonical: (path: string) => string]) => string;
  readonly computeCommonSourceDirectoryOfFilenames: (files: readonly string[], current: string, canonical: (path: string) => string) => string;
}

/**
 * The folder that holds all sources of a program. The program itself is not asked: where it was not yet, it would report sources that lie outside, which
 * TypeScript does for programs with an `outDir` alone, and throw once it has reported everything else.
 *
 * @noContract what it gives is TypeScript's
 */
export function commonSourceDirectory(ts: TypeScript, program: ts.Program): string {
  const { sourceFileMayBeEmitted, getCommonSourceDirectory, computeCommonSourceDirectoryOfFilenames } = ts as unknown as SourceFolders;
  const files = program.getSourceFiles().filter((file) => !file.isDeclarationFile && sourceFileMayBeEmitted(file, program)).map(({ fileName }) => fileName);
  const canonical = (path: string): string => (ts.sys.useCaseSensitiveFileNames ? path : path.toLowerCase());
  const current = program.getCurrentDirectory();
  const stated = getCommonSourceDirectory(program.getCompilerOptions(), () => files, current, canonical);
  const holdsAll = files.every((path) => canonical(path).startsWith(canonical(stated)));
  return holdsAll ? stated : computeCommonSourceDirectoryOfFilenames(files, current, canonical);
}

/**
 * Whether transforms of some kinds have something to do in a node or below it, by the names of TypeScript's flags; true where it does not know one of them.
 *
 * @pure
 */
export function isTransformed(ts: TypeScript, node: ts.Node, kinds: readonly string[]): boolean {
  const { TransformFlags: flags = {} } = ts as unknown as { readonly TransformFlags?: Readonly<Record<string, number>> };
  const { transformFlags = -1 } = node as { readonly transformFlags?: number };
  return kinds.some((kind) => (transformFlags & (flags[kind] ?? -1)) !== 0);
}

/**
 * Whether TypeScript asserts that nodes are where nodes of their kind belong, as it does under `NODE_ENV=development`.
 *
 * @noContract what it gives is TypeScript's
 */
export function assertsNodes(ts: TypeScript): boolean {
  const { Debug } = ts as unknown as { readonly Debug?: { readonly shouldAssert?: (level: number) => boolean } };
  return Debug?.shouldAssert?.(1) !== false;
}

/**
 * Whether a file is written as an ES module, or as a script of such a program; false where nothing is written.
 *
 * @noContract what it gives is TypeScript's
 */
export function isEsModule(ts: TypeScript, context: ts.TransformationContext, file: ts.SourceFile): boolean {
  const { getEmitHost } = context as unknown as { getEmitHost?: () => { getEmitModuleFormatOfFile?: (file: ts.SourceFile) => ts.ModuleKind } | undefined };
  return (getEmitHost?.()?.getEmitModuleFormatOfFile?.(file) ?? ts.ModuleKind.None) >= ts.ModuleKind.ES2015;
}
