/** What the names of an inherited clause are called in the heir: parameters by position, the rest through the heir's own imports. */
import type ts from 'typescript';
import { namedImports, runtimeModule } from '../1-read/body-calls.ts';
import { declarationsAt, declarationsOf, type Lookup } from '../1-read/declarations.ts';
import { calledAs } from '../1-read/function-types.ts';
import { overridesMember } from '../1-read/heritage.ts';
import { bodyBindings, clauseNames, declaredIn, isDeclaredAround, parameterNames, passedParameters } from '../1-read/resolve.ts';
import { exportedStatements, namesDeclaredIn } from '../1-read/scopes.ts';
import { isListType, typeFinder } from '../1-read/type-finder.ts';
import { hasModifier, isAsync, isGenerator } from '../1-read/syntax.ts';
import { clauseKinds } from '../clause-kinds.ts';
import type { ArgumentSpelling, Clause, FunctionNode, Spelling, TypeScript } from '../contract.ts';
import { renameIdentifier } from '../ts-internals.ts';
import { nameAtPath, partOfName, pathOfName } from './pattern-path.ts';
import { isClauseHelper } from './scope.ts';
import { namesThis } from './callbacks.ts';

/** A clause that was parsed again for a function that is to check it. */
export interface InheritedNames {
  readonly clause: Clause;
  /** What `value` stands for, in the invariant of an alias. */
  readonly value?: Spelling | undefined;
  /** What declares the clause. */
  readonly base: ts.Node;
  readonly heir: FunctionNode | ts.ClassLikeDeclaration;
  /** The parameters of the base stay what they are: those of a callback, which the heir calls. */
  readonly keepsParameters?: boolean;
}

/** A name that means nothing in the heir, or something else, and why. */
export interface Unavailable {
  readonly name: string;
  readonly reason: string;
}

type Spelled = { readonly spelled: ReadonlyMap<ts.Identifier, Spelling> } | { readonly unavailable: Unavailable };

/** Spells the names of a clause for its heir. Nodes of names that are called otherwise here take the name that they have here. */
export function spellNames(lookup: Lookup, names: InheritedNames): Spelled {
  const { ts } = lookup;
  const spelled = new Map<ts.Identifier, Spelling>();
  const inside = namesDeclaredInside(ts, names.clause);
  const hidden = privateName(ts, names.clause) ?? thisOfArrow(ts, names);
  if (hidden) return { unavailable: hidden };
  for (const node of clauseNames(ts, names.clause)) {
    if (names.value && node.text === 'value') {
      if (names.value.as === 'argument' && isInFunction(ts, node)) return { unavailable: { name: node.text, reason: 'has no name, and a `function` in the clause has its own `arguments`. Give the parameter a name.' } };
      if (names.value.as === 'parameter' && inside.has(names.value.name)) return { unavailable: { name: names.value.name, reason: 'is also a name inside the clause. Rename the parameter.' } };
      spelled.set(node, names.value);
      continue;
    }
    const helper = helperCalled(lookup, names, node.text);
    if (helper !== undefined) {
      renameIdentifier(ts, node, helper);
      continue;
    }
    const found = isOfClause(lookup, names, node.text) ? undefined : spell(lookup, names, node.text);
    if (found === undefined) continue;
    if ('reason' in found) return { unavailable: { name: node.text, reason: found.reason } };
    const { spelling, name } = found;
    if (spelling?.as === 'argument' && isInFunction(ts, node)) return { unavailable: { name: node.text, reason: 'has no name here, and a `function` in the clause has its own `arguments`. Declare it, with a name.' } };
    if (name !== node.text && (inside.has(name) || (spelling?.as === 'reference' && ts.isShorthandPropertyAssignment(node.parent)))) {
      return { unavailable: { name: node.text, reason: `is called \`${name}\` here, which the clause itself uses for something else. Rename it here.` } };
    }
    if (spelling) spelled.set(node, spelling);
    if (spelling?.as === 'reference') renameIdentifier(ts, node, name);
  }
  return { spelled };
}

/** An arrow function has the `this` of what is around it; what a field of a class overrides means the same object. */
function thisOfArrow(ts: TypeScript, { clause: { predicate }, base, heir, keepsParameters }: InheritedNames): Unavailable | undefined {
  if (keepsParameters === true || !predicate || !ts.isArrowFunction(heir) || overridesMember(ts, heir, base) || !namesThis(ts, predicate.expression)) return undefined;
  return { name: 'this', reason: 'is another object in an arrow function. Write it as a method.' };
}

/** Whether a name of a clause stands inside a function of it that is no arrow function. */
function isInFunction(ts: TypeScript, name: ts.Identifier): boolean {
  return ts.findAncestor(name.parent, (each) => ts.isFunctionLike(each) && !ts.isArrowFunction(each)) !== undefined;
}

/** `result`, `old`, `value`, and the helpers of the runtime, which every file has. */
function isOfClause(lookup: Lookup, { clause, base, heir, keepsParameters }: InheritedNames, name: string): boolean {
  const { ts } = lookup;
  if (keepsParameters === true && isParameter(lookup, base, name)) return true;
  const own: readonly string[] = clauseKinds[clause.kind].names;
  if (own.includes(name) && !isParameter(lookup, base, name)) return true;
  if (!isClauseHelper(name)) return false;
  const isOfRuntime = (at: ts.Node): boolean => !isDeclaredAround(ts, at, name) || namedImports(ts, at.getSourceFile()).get(name) === name;
  return isOfRuntime(base) && isOfRuntime(heir);
}

/** The helper of the runtime that the base's file imports under another name: every file has it under its own. */
function helperCalled(lookup: Lookup, { base }: InheritedNames, name: string): string | undefined {
  if (isParameter(lookup, base, name)) return undefined;
  const imported = namedImports(lookup.ts, base.getSourceFile()).get(name);
  return imported !== undefined && imported !== name && isClauseHelper(imported) ? imported : undefined;
}

function isParameter(lookup: Lookup, node: ts.Node, name: string): boolean {
  const signature = calledAs(lookup.ts, node, typeFinder(lookup));
  return signature !== undefined && parameterNames(lookup.ts, signature).has(name);
}

const otherMeaning = { reason: 'means something else here. Rename what has its name.' };

type Found = { readonly spelling?: Spelling; readonly name: string } | { readonly reason: string } | undefined;

function spell(lookup: Lookup, names: InheritedNames, name: string): Found {
  const { ts } = lookup;
  const { base, heir } = names;
  if (isParameter(lookup, base, name) && ts.isFunctionLike(heir)) return spellParameter(lookup, { base, heir }, name);
  const here = declarationsAt(lookup, heir, name);
  const body = 'body' in heir ? heir.body : undefined;
  const hides = body && ts.isBlock(body) && bodyBindings(ts, body).hoisted;
  if (!isDeclaredAround(ts, base, name) && declarationsAt(lookup, base, name).length === 0) {
    return here.length > 0 || isHidden(ts, names, name) || isDeclaredAround(ts, heir, name) || (hides && hides.has(name)) ? otherMeaning : undefined;
  }
  if (declarationsAt(lookup, base, name).some((each) => hasModifier(ts, each, ts.SyntaxKind.ConstKeyword))) {
    return { reason: 'is a `const enum`, which does not exist at run time. Use an `enum` in the contract.' };
  }
  const local = localName(lookup, names, name);
  if ('reason' in local) return local;
  if (isHidden(ts, names, local.name)) return otherMeaning;
  if ((hides && hides.has(local.name)) || (ts.isFunctionLike(heir) && parameterNames(ts, heir).has(local.name))) return { reason: 'means something else inside the method. Rename that.' };
  return { name: local.name, spelling: { as: 'reference', ...(local.member === undefined ? {} : { member: local.member }) } };
}

/** Whether the head of a loop, a `catch`, or a `var` inside a block gives a name another meaning around an heir than where its clause stands. */
function isHidden(ts: TypeScript, { base, heir }: InheritedNames, name: string): boolean {
  for (let scope: ts.Node = heir.parent; !ts.isSourceFile(scope); scope = scope.parent) {
    if (ts.findAncestor(base, (each) => each === scope)) return false;
    const body = ts.isFunctionLike(scope) && 'body' in scope ? scope.body : undefined;
    const isHead = ts.isCatchClause(scope) || ts.isIterationStatement(scope, false);
    if (body ? ts.isBlock(body) && bodyBindings(ts, body).hoisted.has(name) : isHead && declaredIn(ts, scope).has(name)) return true;
  }
  return false;
}

interface LocalName {
  readonly name: string;
  readonly member?: string;
}

/** What the heir's file calls what a name means in the base's file. */
function localName(lookup: Lookup, { base, heir }: InheritedNames, name: string): LocalName | { readonly reason: string } {
  const { ts } = lookup;
  const meant = declarationsAt(lookup, base, name);
  const isSame = (found: readonly ts.Node[]): boolean => found.length > 0 && found.some((each) => meant.includes(each));
  const file = heir.getSourceFile();
  let [asType, isElsewhere] = [false, false];
  for (const [local, nodes] of namesDeclaredIn(ts, file)) {
    // TypeScript drops an `import x = require(…)` that it sees used in types alone.
    for (const node of nodes.filter((each) => isImport(ts, each) && !ts.isImportEqualsDeclaration(each))) {
      const found = declarationsAt(lookup, file, local);
      const member = ts.isNamespaceImport(node) ? exportedAs(lookup, found, meant) : undefined;
      const isIt = member !== undefined || isSame(found) || importsSame(ts, base, { name, node });
      if (!isIt) continue;
      if (!sameNodes(declarationsAt(lookup, heir, local), found)) isElsewhere = true;
      else if (isTypeOnly(ts, node)) asType = true;
      else return { name: local, ...(member === undefined || isSame(found) ? {} : { member }) };
    }
  }
  if (isSame(declarationsAt(lookup, heir, name))) return { name };
  if (asType) return { reason: 'is imported here as a type only. Import it as a value.' };
  if (isElsewhere || meant.some((each) => each.getSourceFile() === file)) return otherMeaning;
  const isHandedOn = meant[0]?.getSourceFile() !== base.getSourceFile();
  const canImport = isHandedOn || meant.some((each) => isExported(ts, each, name));
  return { reason: canImport ? 'is not imported here. Import it from where the contract is declared.' : 'is not exported by the file that declares it. Export it there and import it here.' };
}

function sameNodes(a: readonly ts.Node[], b: readonly ts.Node[]): boolean {
  return a.length === b.length && a.every((each) => b.includes(each));
}

function isImport(ts: TypeScript, node: ts.Node): boolean {
  return ts.isImportSpecifier(node) || ts.isImportClause(node) || ts.isNamespaceImport(node) || ts.isImportEqualsDeclaration(node);
}

function isTypeOnly(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isImportSpecifier(node)) return node.isTypeOnly || node.parent.parent.isTypeOnly;
  if (ts.isNamespaceImport(node)) return node.parent.isTypeOnly;
  return (node as ts.ImportClause | ts.ImportEqualsDeclaration).isTypeOnly;
}

/** Under which name a whole module exports one of some declarations. */
function exportedAs(lookup: Lookup, modules: readonly ts.Node[], meant: readonly ts.Node[]): string | undefined {
  const { ts } = lookup;
  for (const file of modules.filter((each) => ts.isSourceFile(each))) {
    for (const [name, nodes] of exportedStatements(ts, file)) {
      const found = nodes.flatMap((each) => (ts.isExportSpecifier(each) ? declarationsOf(lookup, each.propertyName ?? each.name) : [each]));
      if (/^[\p{ID_Start}$_]/u.test(name) && found.some((each) => meant.includes(each))) return name;
    }
  }
  return undefined;
}

/** Two files that import the same name of the same package, of which the source is not there. */
function importsSame(ts: TypeScript, base: ts.Node, { name, node }: { readonly name: string; readonly node: ts.Node }): boolean {
  const theirs = (namesDeclaredIn(ts, base.getSourceFile()).get(name) ?? []).map((each) => importOf(ts, each));
  const ours = importOf(ts, node);
  return ours !== undefined && theirs.includes(ours);
}

function importOf(ts: TypeScript, node: ts.Node): string | undefined {
  if (!isImport(ts, node) || ts.isImportEqualsDeclaration(node)) return undefined;
  const declaration = node.parent && (ts.isImportSpecifier(node) ? node.parent.parent.parent : ts.isImportClause(node) ? node.parent : node.parent.parent);
  const { moduleSpecifier } = declaration as ts.ImportDeclaration;
  if (!ts.isStringLiteral(moduleSpecifier) || moduleSpecifier.text.startsWith('.') || moduleSpecifier.text === runtimeModule) return undefined;
  const imported = ts.isImportSpecifier(node) ? (node.propertyName ?? node.name).text : ts.isImportClause(node) ? 'default' : '*';
  return `${moduleSpecifier.text} ${imported}`;
}

/** Whether a declaration of a file can be imported from it. */
export function isExported(ts: TypeScript, node: ts.Node, name: string): boolean {
  const statement = ts.isVariableDeclaration(node) ? node.parent.parent : node;
  if (hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword)) return true;
  const lists = [...exportedStatements(ts, node.getSourceFile()).values()].flat();
  return lists.some((each) => {
    if (ts.isExportSpecifier(each)) return !each.parent.parent.moduleSpecifier && (each.propertyName ?? each.name).text === name;
    const value = ts.isExportAssignment(each) ? each.expression : ts.isBinaryExpression(each) ? each.right : undefined;
    return value !== undefined && ts.isIdentifier(value) && value.text === name;
  });
}

/** A parameter of the base is the one at the same position in the heir. */
function spellParameter(lookup: Lookup, { base, heir }: { readonly base: ts.Node; readonly heir: FunctionNode }, name: string): Found {
  const { ts } = lookup;
  const signature = calledAs(ts, base, typeFinder(lookup));
  const theirs = signature ? passedParameters(ts, signature) : [];
  const index = theirs.findIndex((each) => ts.isIdentifier(each.name) && each.name.text === name);
  const own = passedParameters(ts, heir)[index];
  const written = theirs[index];
  if (!written) return spellPart(lookup, { base, theirs, heir }, name);
  const isRest = written.dotDotDotToken !== undefined;
  if (own && ts.isIdentifier(own.name) && (own.dotDotDotToken !== undefined) === isRest) return { name: own.name.text, spelling: { as: 'parameter', name: own.name.text } };
  const spelling = spellArgument(ts, heir, { index, isRest });
  if (spelling) return { name: 'arguments', spelling };
  return { reason: `is the parameter at position ${index + 1}, which has no name here. Declare it, with a name.` };
}

/** An argument for which the heir has no parameter with a name. For old targets TypeScript makes a generator of an async function, with `arguments` of its own. */
function spellArgument(ts: TypeScript, heir: FunctionNode, argument: { readonly index: number; readonly isRest: boolean }): ArgumentSpelling | undefined {
  if (!ts.isArrowFunction(heir) && (!isAsync(ts, heir) || isGenerator(heir))) return { as: 'argument', ...argument };
  const own = passedParameters(ts, heir);
  const isFurther = argument.index >= own.length && !own.some(({ dotDotDotToken }) => dotDotDotToken);
  return isFurther ? { as: 'further', ...argument, index: argument.index - own.length } : undefined;
}

interface Parts {
  readonly base: ts.Node;
  readonly theirs: readonly ts.ParameterDeclaration[];
  readonly heir: FunctionNode;
}

/** A part of a destructured parameter is what the heir takes from the same place of its own, or else it is read from the argument. */
function spellPart(lookup: Lookup, { base, theirs, heir }: Parts, name: string): Found {
  const { ts } = lookup;
  const ours = passedParameters(ts, heir);
  for (const [index, parameter] of theirs.entries()) {
    const path = pathOfName(ts, parameter.name, name);
    const own = ours[index];
    const taken = path && own && (own.dotDotDotToken === undefined) === (parameter.dotDotDotToken === undefined) ? nameAtPath(ts, own.name, path) : undefined;
    if (taken !== undefined) return { name: taken, spelling: { as: 'parameter', name: taken } };
    // What an heir takes may be wider: any other iterable has no positions.
    const isList = isListType(lookup, parameter.type) && (own?.type === undefined || isListType(lookup, own.type));
    const part = showsDefaults(ts, base) ? partOfName(ts, parameter, { wanted: name, isList }) : undefined;
    const of = part && (own && ts.isIdentifier(own.name) && !own.dotDotDotToken ? { as: 'parameter' as const, name: own.name.text } : spellArgument(ts, heir, { index, isRest: false }));
    if (of) return { name, spelling: { as: 'part', of, part } };
  }
  return { reason: `is a part of a destructured parameter there. Take it here too, or name that parameter in \`${nameIn(base)}\`.` };
}

/** A declaration file does not say what parameters and their parts are by default, but for members that have no body anywhere. */
function showsDefaults(ts: TypeScript, base: ts.Node): boolean {
  return !base.getSourceFile().isDeclarationFile || !ts.isClassElement(base) || hasModifier(ts, base, ts.SyntaxKind.AbstractKeyword);
}

function nameIn(node: ts.Node): string {
  return (node as ts.NamedDeclaration).name?.getText() ?? 'the base';
}

/** The first `#private` name of a clause; `import.meta` too means another file. */
export function privateName(ts: TypeScript, { predicate, errors = [] }: Clause): Unavailable | undefined {
  const visit = (node: ts.Node): Unavailable | undefined => {
    if (ts.isPrivateIdentifier(node)) return { name: node.text, reason: 'is private to the class that declares it. Use a member that heirs have.' };
    if (ts.isMetaProperty(node)) return { name: 'import.meta', reason: 'is not the same in another file. Use an exported value.' };
    return ts.forEachChild(node, visit);
  };
  return [...(predicate ? [predicate.expression] : []), ...errors].map(visit).find((each) => each !== undefined);
}

/** The names that a clause declares inside itself: parameters of functions in it. */
function namesDeclaredInside(ts: TypeScript, { predicate }: Clause): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) for (const name of parameterNames(ts, node)) names.add(name);
    ts.forEachChild(node, visit);
  };
  if (predicate) visit(predicate.expression);
  return names;
}
