/** The plan: what changes in a file, as edits on its nodes. It knows neither printer. */
import type ts from 'typescript';
import type { Clause } from '../contract.ts';

/** The names that compiled code imports from the runtime's entry for compiled code. */
export type RuntimeName =
  | 'fail' | 'observe' | 'short' | 'redacted' | 'state' | 'enterClause' | 'leaveClause' | 'skipped' | 'raise'
  | 'thenable' | 'thrown' | 'relay' | 'relayAsync' | 'disposing' | 'resume' | 'pause' | 'invariant' | 'keep' | 'open' | 'close' | 'closeThrown' | 'begin' | 'during' | 'end' | 'construct' | 'constructed' | 'settle' | 'same' | 'smaller' | 'forall' | 'exists' | 'frame' | 'written' | 'count';

/** Runtime names that many files need, which the module exports as `p$…` too, so that an import need not rename them. */
const shortNames: ReadonlyMap<RuntimeName, string> = new Map([['fail', 'fail'], ['observe', 'observe'], ['short', ''], ['state', 's']]);
const usualPrefix = 'p$';

/** A runtime name as the module exports it, and as a file calls it. */
export function importOf(name: RuntimeName, prefix: string): { readonly exported: string; readonly local: string } {
  const short = shortNames.get(name);
  return { exported: short === undefined ? name : usualPrefix + short, local: prefix + (short ?? name) };
}

/** The module that compiled code imports. */
export const checkModule = '@proviso/runtime/check';

export interface Plan {
  /** At most one edit a node. Nodes of the clause file take edits as nodes of the body do. */
  readonly edits: ReadonlyMap<ts.Node, Edit>;
  /** Statements at the end of the file. */
  readonly end: Code;
  /** Starts every name that the plan makes up; the file does not contain it. */
  readonly prefix: string;
  /** What the file must import from {@link checkModule}. */
  readonly runtime: ReadonlySet<RuntimeName>;
}

export type Edit =
  /**
   * Puts code in the node's place; empty code removes a statement. `as` a body, the code is a block also where an expression was; `as` a
   * pattern, it declares names as a parameter's name does. Where the code keeps the node, `kept` is added to it.
   */
  | { readonly op: 'replace'; readonly code: Code; readonly as?: 'body' | 'pattern'; readonly kept?: Addition }
  /** Removes an import or one of its specifiers. */
  | { readonly op: 'remove' }
  /** Drops an import's bindings and keeps its effect: `import './x'`. */
  | { readonly op: 'unbind' }
  /** Adds members at the end of a class, and `first` before all that it has, or parameters behind those of a function. */
  | Addition;

export interface Addition {
  readonly op: 'append';
  readonly list: 'members' | 'parameters';
  readonly first?: Code;
  readonly code: Code;
}

/** A template: text with holes. */
export type Code = readonly (string | Hole)[];

export type Hole =
  /**
   * Original nodes in place, with their own edits; the edit's own target means that node without this edit. `isBody` marks
   * what is left of a function's body: the block around it stands for the old one.
   */
  | { readonly hole: 'keep'; readonly nodes: readonly ts.Node[]; readonly statements?: boolean; readonly isBody?: boolean }
  /** A node of a clause, with its edits. */
  | { readonly hole: 'copy'; readonly node: ts.Node }
  /** A name of the file in a clause, spelled as the node is called, whatever its text in the source. */
  | { readonly hole: 'reference'; readonly node: ts.Identifier }
  /** A name of the runtime. */
  | { readonly hole: 'runtime'; readonly name: RuntimeName }
  /** A name of the plan's own, for a function whose calls lead to a clause in a source map. */
  | { readonly hole: 'name'; readonly name: string; readonly map: Clause }
  | { readonly hole: 'literal'; readonly value: string | number }
  /** A text of several lines, as a template literal. */
  | { readonly hole: 'lines'; readonly text: string }
  /** Templates of their own, as elements or arguments. */
  | { readonly hole: 'items'; readonly items: readonly Code[] }
  /** A template of its own, as statements. */
  | { readonly hole: 'code'; readonly code: Code };

/** What errors are called where a plan catches them. */
export function caughtName({ prefix }: Pick<Plan, 'prefix'>): string {
  return `${prefix}x`;
}

/** What may stand in a template: a hole, text, a nested template, or several of them. */
type Part = string | Hole | Code;

/** Builds code from a tagged template. Text and nested code are spliced in. */
export function code(strings: TemplateStringsArray, ...parts: readonly Part[]): Code {
  const out: (string | Hole)[] = [];
  let text = '';
  const add = (part: string | Hole): void => {
    if (typeof part === 'string') text += part;
    else {
      if (text !== '') out.push(text);
      text = '';
      out.push(part);
    }
  };
  for (let index = 0; index < strings.length; index++) {
    text += strings[index];
    const part = parts[index] ?? '';
    if (Array.isArray(part)) for (const each of part as Code) add(each);
    else add(part as string | Hole);
  }
  if (text !== '') out.push(text);
  return out;
}

/** Joins code with a separator. */
export function joinCode(list: readonly Code[], separator: string): Code {
  const out: (string | Hole)[] = [];
  list.forEach((each, index) => {
    if (index > 0) out.push(separator);
    out.push(...each);
  });
  return out;
}

/** Statements as holes of their own, so that a printer can cache the shape of each. */
export function statements(list: readonly Code[]): Code {
  return list.map((each) => ({ hole: 'code', code: each }));
}

export function keep(node: ts.Node): Hole {
  return { hole: 'keep', nodes: [node] };
}

export function keepAll(nodes: readonly ts.Node[]): Hole {
  return { hole: 'keep', nodes, statements: true };
}

/** What is left of a function's body. */
export function keepBody(nodes: readonly ts.Node[]): Hole {
  return { hole: 'keep', nodes, statements: true, isBody: true };
}

export function copy(node: ts.Node): Hole {
  return { hole: 'copy', node };
}

export function reference(node: ts.Identifier): Hole {
  return { hole: 'reference', node };
}

export function string(text: string): Hole {
  return { hole: 'literal', value: text };
}

export function lines(text: string): Hole {
  return { hole: 'lines', text };
}

export function number(value: number): Hole {
  return { hole: 'literal', value };
}

export function name(name: string, map: Clause): Hole {
  return { hole: 'name', name, map };
}

export function items(list: readonly Code[]): Hole {
  return { hole: 'items', items: list };
}
