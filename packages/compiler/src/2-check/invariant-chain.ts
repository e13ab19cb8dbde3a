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
  const { classes, calls, declared } = declarationsOf(ts, sourceFile);
  const known = new Map<ts.Node, boolean>();
  const inherits = (node: ts.ClassLikeDeclaration): boolean => {
    const base = baseOf(ts, node);
    return base !== undefined && (means(base) || bases.hasInvariantElsewhere?.(base) === true);
  };
  const means = (node: ts.Node): boolean => {
    const before = known.get(node);
    if (before !== undefined) return before;
    known.set(node, false);
    const found = ts.isClassLike(node) ? bases.hasInvariant(node) || inherits(node) : classesIn(ts, node).some(means) || namedIn(node).some(means);
    known.set(node, found);
    return found;
  };
  const namedIn = (node: ts.Node): readonly ts.Node[] => freeNames(ts, node).flatMap(({ text }) => declared.get(text) ?? []);
  const mixed = new Set(calls.filter((call) => call.arguments.some(means)).flatMap((call) => namedIn(call.expression)).flatMap((each) => (ts.isClassLike(each) ? [] : classesIn(ts, each))));
  return classes.filter((node) => !bases.hasInvariant(node) && (inherits(node) || (mixed.has(node) && baseOf(ts, node))));
}

interface Declarations {
  readonly classes: readonly ts.ClassLikeDeclaration[];
  /** The calls of named functions. */
  readonly calls: readonly ts.CallExpression[];
  /** What a name may stand for, wherever in the file it is declared: classes, functions, values of constants. */
  readonly declared: ReadonlyMap<string, readonly ts.Node[]>;
}

function declarationsOf(ts: TypeScript, sourceFile: ts.SourceFile): Declarations {
  const classes: ts.ClassLikeDeclaration[] = [];
  const calls: ts.CallExpression[] = [];
  const declared = new Map<string, ts.Node[]>();
  const add = (name: ts.Node | undefined, value: ts.Node | undefined): void => {
    if (!name || !value || !ts.isIdentifier(name)) return;
    const values = declared.get(name.text) ?? [];
    values.push(value);
    declared.set(name.text, values);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isClassLike(node)) {
      classes.push(node);
      add(node.name, node);
    } else if (ts.isVariableDeclaration(node)) add(node.name, node.initializer);
    else if (ts.isFunctionDeclaration(node)) add(node.name, node.body);
    else if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) calls.push(node);
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  return { classes, calls, declared };
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
