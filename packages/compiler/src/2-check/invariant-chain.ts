/** Which classes of a file inherit a class invariant. By syntax alone, as every host decides it. */
import type ts from 'typescript';
import { freeNames } from '../1-read/resolve.ts';
import { baseOf } from '../1-read/syntax.ts';
import { clauseKinds } from '../clause-kinds.ts';
import type { Clause, TypeScript } from '../contract.ts';

/** Whether a clause holds whenever an object is visible to others. */
export function isInvariant({ kind }: Clause): boolean {
  return clauseKinds[kind].moment === 'visible';
}

/** What is known of base classes. */
export interface InvariantBases {
  /** Whether a class of the file itself has an invariant. */
  readonly hasInvariant: (node: ts.ClassLikeDeclaration) => boolean;
  /** Whether a base class that the file does not declare has one: what another file says of it. */
  readonly hasInvariantElsewhere?: ((base: ts.Expression) => boolean) | undefined;
}

/**
 * The classes of a file that inherit an invariant and state none themselves. A base class is found through its name, through constants
 * and through functions that return a class; the classes in a function that is called with such a class (a mixin) are heirs too. To take
 * a class for an heir that is none is harmless: objects without an invariant are not checked.
 */
export function invariantHeirs(ts: TypeScript, sourceFile: ts.SourceFile, bases: InvariantBases): ts.ClassLikeDeclaration[] {
  if (!sourceFile.text.includes('extends')) return [];
  const declarations = declarationsOf(ts, sourceFile);
  const candidates = declarations.classes.filter((node) => !bases.hasInvariant(node) && baseOf(ts, node));
  if (candidates.length === 0) return [];
  const leads = invariantFinder(ts, declarations, bases);
  const isMixed = (node: ts.ClassLikeDeclaration): boolean =>
    namesAround(ts, declarations, node).some((name) => declarations.calls.get(name)?.some((call) => call.arguments.some(leads)) === true);
  return candidates.filter((node) => leads(node) || isMixed(node));
}

interface Declarations {
  readonly classes: readonly ts.ClassLikeDeclaration[];
  /** The calls of each named function. */
  readonly calls: ReadonlyMap<string, readonly ts.CallExpression[]>;
  /** What a name may stand for, wherever in the file it is declared: classes, functions, values of constants. */
  readonly declared: ReadonlyMap<string, readonly ts.Node[]>;
  /** The name that stands for a value. */
  readonly names: ReadonlyMap<ts.Node, string>;
}

function declarationsOf(ts: TypeScript, sourceFile: ts.SourceFile): Declarations {
  const classes: ts.ClassLikeDeclaration[] = [];
  const calls = new Map<string, ts.CallExpression[]>();
  const declared = new Map<string, ts.Node[]>();
  const names = new Map<ts.Node, string>();
  const add = (name: ts.Node | undefined, value: ts.Node | undefined): void => {
    if (!name || !value || !ts.isIdentifier(name)) return;
    push(declared, name.text, value);
    names.set(value, name.text);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isClassLike(node)) {
      classes.push(node);
      add(node.name, node);
    } else if (ts.isVariableDeclaration(node)) add(node.name, node.initializer);
    else if (ts.isFunctionDeclaration(node)) add(node.name, node.body);
    else if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) push(calls, node.expression.text, node);
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  return { classes, calls, declared, names };
}

function push<Value>(lists: Map<string, Value[]>, name: string, value: Value): void {
  const list = lists.get(name);
  if (list) list.push(value);
  else lists.set(name, [value]);
}

/** What the functions and values are called that a class stands in, up to a class around it. */
function namesAround(ts: TypeScript, { names }: Declarations, node: ts.ClassLikeDeclaration): string[] {
  const found: string[] = [];
  for (let at = node.parent; !ts.isSourceFile(at) && !ts.isClassLike(at); at = at.parent) {
    const name = names.get(at);
    if (name !== undefined) found.push(name);
  }
  return found;
}

/** A step of a search, and the one that led to it. */
interface Step {
  readonly node: ts.Node;
  /** The name by which the node was found. */
  readonly name?: string;
  readonly from?: Step;
}

/** Tells whether a node holds a class with an invariant, or leads to one by names. What is learned of a name is kept. */
function invariantFinder(ts: TypeScript, { declared }: Declarations, { hasInvariant, hasInvariantElsewhere }: InvariantBases): (node: ts.Node) => boolean {
  const known = new Map<string, boolean>();
  const found = (last: Step): true => {
    for (let step: Step | undefined = last; step; step = step.from) if (step.name !== undefined) known.set(step.name, true);
    return true;
  };
  return (start) => {
    const names = new Set<string>();
    const steps: Step[] = [{ node: start }];
    const seen = new Set<ts.Node>();
    for (const step of steps) {
      const { node } = step;
      if (seen.has(node)) continue;
      seen.add(node);
      if (ts.isClassLike(node)) {
        const base = baseOf(ts, node);
        if (hasInvariant(node) || (base && hasInvariantElsewhere?.(base) === true)) return found(step);
        if (base) steps.push({ node: base, from: step });
        continue;
      }
      for (const each of classesIn(ts, node)) steps.push({ node: each, from: step });
      for (const { text: name } of freeNames(ts, node)) {
        if (known.get(name) === true) return found(step);
        if (names.has(name) || known.has(name)) continue;
        names.add(name);
        for (const each of declared.get(name) ?? []) steps.push({ node: each, name, from: step });
      }
    }
    for (const name of names) known.set(name, false);
    return false;
  };
}

function classesIn(ts: TypeScript, node: ts.Node): ts.ClassLikeDeclaration[] {
  const found: ts.ClassLikeDeclaration[] = [];
  const visit = (each: ts.Node): void => {
    if (ts.isClassLike(each)) found.push(each);
    else ts.forEachChild(each, visit);
  };
  visit(node);
  return found;
}
