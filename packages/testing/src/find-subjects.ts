/** Finds what has a contract in the files of a program. */
import { clauseKinds, hasModifier, printClause, read, type Clause, type Contract, type FileContracts, type Host, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import type { Fact, Term } from './fact.ts';
import { factsOf } from './facts/facts-of.ts';
import { speaksOfNonFinite } from './facts/speaks-of-non-finite.ts';
import { namesIn, type FactContext } from './facts/terms.ts';
import { hintsOf, noHints } from './hints.ts';
import { hasModuleState, lastingClauses } from './interleaving/lasting-clauses.ts';
import { exportedName, shapeOfClass } from './shapes/classes.ts';
import { importedClass } from './shapes/imported-classes.ts';
import { shapeContext, type ShapeContext } from './shapes/shape-of-type.ts';
import { slotName, slotOfThis, slotsOf } from './shapes/slots.ts';
import type { Callable, ClassSubject, ClauseNote, Member, Subject, SubjectName } from './subject.ts';

export interface FindOptions {
  readonly ts: TypeScript;
  readonly program: ts.Program;
  readonly host: Host;
  /** Names of types that have an arbitrary of their own. */
  readonly registered?: ReadonlySet<string>;
  /** Whether what runs can import classes of packages, as the files of the program do. */
  readonly importsPackages?: boolean;
}

interface Finding extends FindOptions {
  readonly file: FileContracts;
  readonly shapes: ShapeContext;
}

/**
 * What has a contract in a source file, in the order of the file.
 *
 * @ensures `result.every(({ file }) => file === sourceFile.fileName)`
 */
export function findSubjects(options: FindOptions, sourceFile: ts.SourceFile): Subject[] {
  const file = read(options.host, sourceFile);
  if (!file) return [];
  const registered = options.registered ?? new Set<string>();
  const shapes = shapeContext(options.ts, options.program, {
    registered,
    factsOf: (node) => factsOfDeclaration(options, node),
    promisesOf: (node) => promisesOfDeclaration(options, node),
    importOf: (symbol) => (options.importsPackages === true ? importedClass(options, symbol) : undefined),
  });
  const finding: Finding = { ...options, file, shapes };
  const classes = new Set<ts.ClassLikeDeclaration>();
  return file.contracts.flatMap((contract): Subject[] => {
    const owner = contract.owner.node;
    shapes.size.shapes = 0;
    const enclosing = classOf(options.ts, owner);
    if (!enclosing || isStaticMember(options.ts, owner)) return subjectOfFunction(finding, contract);
    if (classes.has(enclosing)) return [];
    classes.add(enclosing);
    return subjectOfClass(finding, enclosing);
  });
}

function classOf(ts: TypeScript, owner: ts.Node): ts.ClassLikeDeclaration | undefined {
  if (ts.isClassLike(owner)) return owner;
  const { parent } = memberOfOwner(ts, owner);
  return parent && ts.isClassLike(parent) ? parent : undefined;
}

function isStaticMember(ts: TypeScript, owner: ts.Node): boolean {
  const member = memberOfOwner(ts, owner);
  return ts.canHaveModifiers(member) && ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) === true;
}

/** A function that a field holds is what the field is: a member of the class. */
function memberOfOwner(ts: TypeScript, owner: ts.Node): ts.Node {
  return owner.parent && ts.isPropertyDeclaration(owner.parent) && owner.parent.initializer === owner ? owner.parent : owner;
}

function nameOf({ ts, file }: Finding, { owner, clauses }: Contract): SubjectName {
  const { sourceFile } = file;
  return {
    symbol: owner.name,
    file: sourceFile.fileName,
    line: ts.getLineAndCharacterOfPosition(sourceFile, owner.node.getStart(sourceFile)).line + 1,
    clauses: clauses.map((clause) => noteOf({ ts, file }, clause)),
    errors: errorsOf(ts, owner.node),
  };
}

/** `@throws {RangeError}`, with a condition or in prose. */
function errorsOf(ts: TypeScript, node: ts.Node): string[] {
  let documented = node;
  while (!ts.isStatement(documented) && !ts.isClassElement(documented) && !ts.isObjectLiteralElement(documented)) documented = documented.parent;
  return [...node.getSourceFile().text.slice(documented.pos, documented.getStart()).matchAll(/@(?:throws|exception)\s*\{\s*([\w$.]+)/g)].map(([, name = '']) => name);
}

function noteOf({ ts, file }: Pick<Finding, 'ts' | 'file'>, clause: Clause): ClauseNote {
  const { line, character } = ts.getLineAndCharacterOfPosition(file.sourceFile, clause.span.start);
  const { moment, blame } = clauseKinds[clause.kind];
  return { id: clause.id, text: printClause(clause), location: `${file.path}:${line + 1}:${character + 1}`, isPrecondition: moment === 'entry' && blame === 'caller', isPostcondition: moment === 'exit' && blame === 'callee' };
}

function subjectOfFunction(finding: Finding, contract: Contract): Subject[] {
  const { ts, shapes } = finding;
  const { owner } = contract;
  const name = nameOf(finding, contract);
  if (!isFunction(ts, owner.node) || !hasBehaviour(contract)) return [];
  const path = pathTo(finding, owner.node);
  if (!path) return [{ ...name, kind: 'skipped', reason: 'its module does not export it' }];
  const signature = shapes.checker.getSignatureFromDeclaration(owner.node);
  if (!signature) return [{ ...name, kind: 'skipped', reason: 'TypeScript finds no signature for it' }];
  const callable = callableOf(finding, contract, signature);
  const self = slotOfThis(shapes, signature);
  return [{ ...callable, ...(self ? { takesThis: true, parameters: [self, ...callable.parameters] } : {}), kind: 'function', path, hasModuleState: hasModuleState(ts, finding.file.sourceFile) }];
}

type FunctionLike = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration | ts.AccessorDeclaration;

function isFunction(ts: TypeScript, node: ts.Node): node is FunctionLike {
  return (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isArrowFunction(node) || ts.isMethodDeclaration(node) || ts.isAccessor(node)) && node.body !== undefined;
}

/** A contract that only says why there is none promises nothing. */
function hasBehaviour({ clauses }: Contract): boolean {
  return clauses.some(({ kind }) => clauseKinds[kind].moment !== 'never' || clauseKinds[kind].isFrame === true);
}

function callableOf(finding: Finding, contract: Contract, signature: ts.Signature): Callable {
  const { shapes, ts } = finding;
  const node = contract.owner.node as FunctionLike;
  const returned = signature.getReturnType();
  const callable: Omit<Callable, 'lasting'> = {
    ...nameOf(finding, contract),
    parameters: slotsOf(shapes, signature),
    definitions: shapes.definitions,
    facts: factsOfContract(finding, contract),
    isAsync: isAwaited(shapes.checker, returned) || hasModifier(ts, node, ts.SyntaxKind.AsyncKeyword),
    hints: hintsOf({ ts, checker: shapes.checker }, { body: node.body, clauses: contract.clauses.flatMap(({ predicate }) => (predicate ? [predicate.expression] : [])) }),
    ...generatorOf(ts, node, returned),
    speaksOfNonFinite: speaksOfNonFinite(ts, contract),
    isPure: contract.clauses.some(({ kind }) => clauseKinds[kind].tag === 'pure'),
  };
  return { ...callable, lasting: lastingClauses({ ts, checker: shapes.checker, signature, isAsync: callable.isAsync, declarationOf: (name) => declarationOf(shapes, node, name) }, contract) };
}

/** By its asterisk, or by the type of what it gives. */
function generatorOf(ts: TypeScript, node: FunctionLike, returned: ts.Type): Pick<Callable, 'generator'> {
  if ('asteriskToken' in node && node.asteriskToken) return { generator: hasModifier(ts, node, ts.SyntaxKind.AsyncKeyword) ? 'async' : 'sync' };
  const name = returned.getSymbol()?.name;
  return name === 'Generator' ? { generator: 'sync' } : name === 'AsyncGenerator' ? { generator: 'async' } : {};
}

/** A promise, or an async generator. */
function isAwaited(checker: ts.TypeChecker, type: ts.Type): boolean {
  return checker.getPropertiesOfType(type).some(({ name }) => name === 'then' || name.startsWith('__@asyncIterator'));
}

/** What an alias demands of the parameters that are annotated with it. */
function factsOfRefinements({ ts, host, shapes }: Pick<Finding, 'ts' | 'host' | 'shapes'>, node: FunctionLike): Fact[] {
  return node.parameters.flatMap(({ name, type }) => {
    const symbol = type && ts.isTypeReferenceNode(type) ? shapes.checker.getSymbolAtLocation(type.typeName) : undefined;
    const alias = (symbol && symbol.flags & ts.SymbolFlags.Alias ? shapes.checker.getAliasedSymbol(symbol) : symbol)?.declarations?.find((each) => ts.isTypeAliasDeclaration(each));
    const contract = alias && ts.isIdentifier(name) ? read(host, alias.getSourceFile())?.contracts.find(({ owner }) => owner.node === alias) : undefined;
    if (!alias || !contract || !ts.isIdentifier(name)) return [];
    const context: FactContext = { ts, names: new Map([['value', { where: { root: name.text, path: [] }, constant: 0 }]]), declarationOf: (each) => declarationOf(shapes, alias, each), depth: 0 };
    return contract.clauses.flatMap(({ predicate }) => (predicate ? factsOf(context, predicate.expression) : []));
  });
}

function factsOfContract({ ts, host, shapes }: Pick<Finding, 'ts' | 'host' | 'shapes'>, { owner, clauses }: Contract): Fact[] {
  const names: [string, Term][] = [['this', { where: { root: 'this', path: [] }, constant: 0 }]];
  const given = (owner.node as FunctionLike).parameters.flatMap(({ name }, index) => namesIn(ts, name, { root: slotName(ts, name, index), path: [] }));
  const context: FactContext = { ts, names: new Map([...names, ...given]), declarationOf: (name) => declarationOf(shapes, owner.node, name), depth: 0 };
  const own = clauses.flatMap((clause) => {
    const { moment, blame } = clauseKinds[clause.kind];
    return moment === 'entry' && blame === 'caller' && clause.predicate ? factsOf(context, clause.predicate.expression) : [];
  });
  return [...factsOfRefinements({ ts, host, shapes }, owner.node as FunctionLike), ...own];
}

function declarationOf({ ts, checker }: Pick<ShapeContext, 'ts' | 'checker'>, at: ts.Node, name: string): ts.Declaration | undefined {
  const symbol = checker.resolveName(name, at, ts.SymbolFlags.Value, false);
  const aliased = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return aliased?.valueDeclaration;
}

/** What the constructor of a class demands, wherever the class stands. */
function factsOfDeclaration({ ts, host, program, registered = new Set() }: FindOptions, node: ts.Declaration): Fact[] {
  const contract = read(host, node.getSourceFile())?.contracts.find(({ owner }) => owner.node === node);
  return contract ? factsOfContract({ ts, host, shapes: shapeContext(ts, program, { registered, factsOf: () => [], promisesOf: () => [], importOf: () => undefined }) }, contract) : [];
}

/** What a signature promises of its result, which a stub in its place has to keep; a property holds the signature that has the contract. */
function promisesOfDeclaration({ ts, host, program }: FindOptions, node: ts.Declaration): Fact[] {
  const contract = read(host, node.getSourceFile())?.contracts.find(({ owner }) => owner.node === node || owner.node === node.parent);
  if (!contract) return [];
  const shapes = { ts, checker: program.getTypeChecker() };
  const context: FactContext = { ts, names: new Map([['result', { where: { root: 'result', path: [] }, constant: 0 }]]), declarationOf: (name) => declarationOf(shapes, node, name), depth: 0 };
  return contract.clauses.flatMap(({ kind, predicate }) => (clauseKinds[kind].moment === 'exit' && clauseKinds[kind].blame === 'callee' && predicate ? factsOf(context, predicate.expression) : []));
}

/** From an export of the module to the function. */
function pathTo(finding: Finding, node: ts.Node): readonly string[] | undefined {
  const { ts, shapes } = finding;
  const { parent } = node;
  if (ts.isFunctionDeclaration(node)) return pathToDeclaration(shapes, node, node);
  if (ts.isVariableDeclaration(parent)) return pathToDeclaration(shapes, parent, parent.parent.parent);
  if (ts.isExportAssignment(parent)) return ['default'];
  const name = ts.isMethodDeclaration(node) || ts.isAccessor(node) ? node.name : ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent) ? parent.name : undefined;
  if (!name || !(ts.isIdentifier(name) || ts.isStringLiteral(name))) return undefined;
  const holder = ts.isMethodDeclaration(node) || ts.isAccessor(node) ? parent : parent.parent;
  const outer = ts.isClassLike(holder) ? exported(shapes, holder) : holder && ts.isObjectLiteralExpression(holder) ? pathTo(finding, holder) : undefined;
  return outer && [...outer, name.text];
}

/** A namespace that is exported holds what it exports. */
function pathToDeclaration(shapes: ShapeContext, node: ts.NamedDeclaration, statement: ts.Node): readonly string[] | undefined {
  const { ts } = shapes;
  const { parent } = statement;
  if (!parent || !ts.isModuleBlock(parent)) return exported(shapes, node);
  const isExported = ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
  const around = isExported ? pathToDeclaration(shapes, parent.parent, parent.parent) : undefined;
  return around && node.name && ts.isIdentifier(node.name) ? [...around, node.name.text] : undefined;
}

function exported(shapes: ShapeContext, node: ts.Declaration): readonly string[] | undefined {
  const { ts, checker } = shapes;
  const name = (node as ts.NamedDeclaration).name;
  const symbol = name && ts.isIdentifier(name) ? checker.getSymbolAtLocation(name) : (node as { readonly symbol?: ts.Symbol }).symbol;
  const found = symbol && exportedName(shapes, node, symbol);
  return found === undefined ? undefined : [found];
}

function subjectOfClass(finding: Finding, node: ts.ClassLikeDeclaration): Subject[] {
  const { ts, file, shapes } = finding;
  const own = file.contracts.find(({ owner }) => owner.node === node);
  const contracts = file.contracts.filter(({ owner }) => owner.node !== node && classOf(ts, owner.node) === node && !isStaticMember(ts, owner.node));
  const [first] = own ? [own] : contracts;
  if (!first) return [];
  const name = { ...nameOf(finding, first), symbol: own ? first.owner.name : (node.name?.text ?? first.owner.name), line: ts.getLineAndCharacterOfPosition(file.sourceFile, node.getStart(file.sourceFile)).line + 1, clauses: own ? nameOf(finding, own).clauses : [] };
  const symbol = node.name ? shapes.checker.getSymbolAtLocation(node.name) : undefined;
  const of = symbol && shapeOfClass(shapes, shapes.checker.getDeclaredTypeOfSymbol(symbol));
  const skipped = (reason: string): Subject[] => [...(own ? [own] : []), ...contracts.filter(hasBehaviour)].map((contract) => ({ ...nameOf(finding, contract), kind: 'skipped', reason }));
  if (!of) return skipped('its class has no name');
  if (of.shape !== 'class') return skipped(of.shape === 'unsupported' ? of.why : 'it is no class that can be made');
  const members = symbol ? membersOf(finding, symbol) : [];
  return [{ ...name, kind: 'class', of, definitions: shapes.definitions, members } satisfies ClassSubject];
}

/** Everything that users of an object can call, whether it has a contract or not: an invariant is theirs too. */
function membersOf(finding: Finding, symbol: ts.Symbol): Member[] {
  const { ts, shapes: { checker } } = finding;
  return checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol)).flatMap((property): Member[] => {
    const declarations = (property.declarations ?? []).filter((each): each is FunctionLike | ts.PropertyDeclaration => (isFunction(ts, each) || isFunctionField(ts, each)) && !isHidden(ts, each));
    return declarations.flatMap((node) => memberOf(finding, property.name, node));
  });
}

function isFunctionField(ts: TypeScript, node: ts.Node): node is ts.PropertyDeclaration {
  return ts.isPropertyDeclaration(node) && node.initializer !== undefined && (ts.isArrowFunction(node.initializer) || ts.isFunctionExpression(node.initializer));
}

function isHidden(ts: TypeScript, node: FunctionLike | ts.PropertyDeclaration): boolean {
  if (node.name && ts.isPrivateIdentifier(node.name)) return true;
  const flags = ts.getCombinedModifierFlags(node);
  return Boolean(flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) || node.getSourceFile().isDeclarationFile;
}

function memberOf(finding: Finding, name: string, declaration: FunctionLike | ts.PropertyDeclaration): Member[] {
  const { ts, shapes, host } = finding;
  shapes.size.shapes = 0;
  const node = ts.isPropertyDeclaration(declaration) ? (declaration.initializer as FunctionLike) : declaration;
  const signature = shapes.checker.getSignatureFromDeclaration(node);
  if (!signature || name.startsWith('__@')) return [];
  const file = node.getSourceFile() === finding.file.sourceFile ? finding.file : read(host, node.getSourceFile());
  const contract = file?.contracts.find(({ owner }) => owner.node === node || owner.node === declaration);
  const access = ts.isGetAccessor(node) ? 'get' : ts.isSetAccessor(node) ? 'set' : 'call';
  if (file && contract) return [{ ...callableOf({ ...finding, file }, contract, signature), name, access }];
  const line = ts.getLineAndCharacterOfPosition(node.getSourceFile(), node.getStart()).line + 1;
  const bare: Callable = { symbol: name, file: node.getSourceFile().fileName, line, clauses: [], errors: errorsOf(ts, node), parameters: slotsOf(shapes, signature), definitions: shapes.definitions, facts: [], isAsync: isAwaited(shapes.checker, signature.getReturnType()), ...generatorOf(ts, node, signature.getReturnType()), isPure: false, speaksOfNonFinite: false, hints: noHints, lasting: [] };
  return [{ ...bare, name, access }];
}
