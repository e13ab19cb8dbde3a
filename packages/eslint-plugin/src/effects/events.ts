/** The vocabulary of effects, and the graph in which a function has them. */
import type ts from 'typescript';
import type { Place } from './place.ts';

/** What is known of a value: the place that it was found at, and the reads that it was made from. */
export interface Value {
  /** The object or variable that the expression means; a fresh root where it was made right there. */
  readonly place?: Place | undefined;
  /** Reads that the value depends on: through arithmetic, templates, spreads, copies, but not through unknown calls. */
  readonly reads: readonly Read[];
}

export interface Read {
  readonly kind: 'read';
  readonly place: Place;
  readonly node: ts.Node;
}

export interface Write {
  readonly kind: 'write';
  readonly place: Place;
  readonly node: ts.Node;
  /** `method` is an entry of a map or set, `declare` the initialiser of a variable. */
  readonly how: 'assign' | 'compound' | 'delete' | 'method' | 'declare';
  /** Absent where there is none in the text, as for `++` and patterns. */
  readonly value: ts.Expression | undefined;
  /** What the written value was made from. A compound assignment has the read of its place among them. */
  readonly inputs: readonly Read[];
  /** The object that is stored, where it is a place of its own. */
  readonly stored: Place | undefined;
}

/** A built-in method or function that changes its object: `xs.push(x)`, `Object.assign(target, …)`. */
export interface Mutate {
  readonly kind: 'mutate';
  readonly depth: 'shallow' | 'deep';
  readonly place: Place;
  readonly node: ts.CallExpression;
  readonly method: string;
  readonly inputs: readonly Read[];
}

/** Others may run: `await`, `for await`, `yield`, the end of a block with `await using`, and before the callback of a `then` where that is followed. */
export interface Suspend {
  readonly kind: 'suspend';
  readonly how: 'await' | 'for-await' | 'yield' | 'await-using' | 'then';
  readonly node: ts.Node;
  /** What is waited for or handed out. */
  readonly operand: ts.Expression | undefined;
}

/** A call of something that is not built in, or of which nothing is known. `summaryOf` says what it does. */
export interface Call {
  readonly kind: 'call';
  readonly node: ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression;
  /** The object of a method call. */
  readonly object: Place | undefined;
  readonly args: readonly Value[];
}

/** A place is known to others from here on. */
export interface Escape {
  readonly kind: 'escape';
  readonly place: Place;
  readonly node: ts.Node;
  /** `store` is an assignment to a member, a variable outside or into an array or collection. */
  readonly how: 'return' | 'throw' | 'yield' | 'argument' | 'store';
}

/** A function is made that runs later or that nobody knows when; one that a built-in runs at once is part of the graph instead. */
export interface Closure {
  readonly kind: 'closure';
  readonly node: FunctionNode;
}

/** The execution parts by a condition. The edges out of the block say which way was taken. */
export interface Branch {
  readonly kind: 'branch';
  readonly of: 'if' | 'conditional' | 'logical' | 'loop' | 'switch';
  readonly node: ts.Expression;
  /** The reads that the condition depends on. */
  readonly inputs: readonly Read[];
}

/** An object is given away by the platform: a transfer list, `.transfer()`. */
export interface Transfer {
  readonly kind: 'transfer';
  readonly place: Place;
  readonly node: ts.CallExpression | ts.NewExpression;
  /** The expression that names it. */
  readonly given: ts.Expression;
}

/** An iteration over a place begins (`at: 'start'`), and is over. Between them are the events of its body. */
export interface Iterate {
  readonly kind: 'iterate';
  readonly at: 'start' | 'end';
  readonly place: Place;
  readonly node: ts.Node;
}

export type Event = Read | Write | Mutate | Suspend | Call | Escape | Closure | Branch | Transfer | Iterate;

/** Events that happen one after the other. */
export interface Block {
  readonly id: number;
  readonly events: readonly Event[];
  readonly next: readonly Edge[];
}

export interface Edge {
  readonly to: Block;
  /** The branch at the end of the block, and what it came to: `true`, `false`, or the case of a switch. */
  readonly branch?: Branch;
  readonly outcome?: boolean | number;
  /** The loop over a collection whose next round it begins. */
  readonly roundOf?: ts.Node;
  /** It leads back to the beginning of a loop. */
  readonly isNextRound?: boolean;
}

/** The code of a function, its parameters included, or of the top level of a file. */
export interface Flow {
  readonly node: FunctionNode | ts.SourceFile;
  /** In the order in which they were made; not all can be reached. */
  readonly blocks: readonly Block[];
  readonly entry: Block;
  readonly exit: Block;
  readonly suspends: boolean;
}

/** A function with a body. */
export type FunctionNode =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.ConstructorDeclaration
  | ts.GetAccessorDeclaration
  | ts.SetAccessorDeclaration;
