/** The contract model: what `1-read` finds in a source file and every later phase works on. Types only. */
import type ts from 'typescript';
import type { ClauseKind } from './clause-kinds.ts';
import type { Diagnostic } from './diagnostics.ts';

/** The TypeScript module of the host. It is always handed in: two copies of TypeScript in one process do not mix. */
export type TypeScript = typeof ts;

/** Offsets into the text of the source file, UTF-16 units; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** An expression of a clause. */
export interface Predicate {
  /** The parsed node: of the clause file for a doc tag, of the source file itself for an in-body call. */
  readonly expression: ts.Expression;
  /** One line of source text: comment decoration removed, line breaks folded to one space. */
  readonly text: string;
  readonly span: Span;
  /** The arrow function of the clause file that holds a doc tag's expression; `2-check` binds it into its owner's scope. */
  readonly arrow?: ts.ArrowFunction;
}

/** A named storage place of `@modifies`, `@consume`, `@borrow`, `@secret`: a root and the member names that follow it. */
export interface Place {
  readonly root: string;
  readonly path: readonly string[];
  readonly span: Span;
}

export type Label = 'always' | 'audit' | 'axiom';

export interface Clause {
  readonly kind: ClauseKind;
  /** Eight base-32 characters, stable under edits elsewhere in the file; see `sidecar.ts`. */
  readonly id: string;
  /** From the tag's `@` or the call's first character to the end of its own text, the message included. */
  readonly span: Span;
  readonly predicate?: Predicate;
  /** `@throws`: the error classes, as written between the braces. */
  readonly errors?: readonly ts.Expression[];
  /** `@throws`: the condition is sufficient too, not only necessary. */
  readonly iff?: boolean;
  readonly label?: Label;
  /** The constant message; one that has to be computed is in `messageExpression`. */
  readonly message?: string;
  readonly messageExpression?: ts.Expression;
  readonly places?: readonly Place[];
  /** The text of `@noContract` and `@trusted`. */
  readonly reason?: string;
  /** The statement of an in-body call; absent for a doc tag. */
  readonly statement?: ts.ExpressionStatement;
  /** `line:column` in the source that a dependency's record tells of; absent where `span` says it. */
  readonly at?: string;
  /** Where the clause was declared, if that is not where it is checked. Its `span` is then a place of the function that checks it. */
  readonly origin?: Origin;
}

/** What a clause that was declared elsewhere brings to the function that has to keep it. */
export interface Origin {
  /** The owner that declares it: `Base.m`. */
  readonly from: string;
  /** The file that declares it, for people, and `line:column` there. */
  readonly path: string;
  readonly position: string;
  /** What its names stand for, where that is not what they would mean here as they are written. */
  readonly spelled: ReadonlyMap<ts.Identifier, Spelling>;
  /** What its declaration keeps out of messages, by the names of the clause. */
  readonly secrets: readonly Place[];
  /** The secret parameters of the function that declares it, by position. */
  readonly secretParameters: ReadonlyMap<number, string>;
  /** What carries the clause: the parameter or result that is annotated with the alias that declares it. */
  readonly of?: string;
  /** What may stand there instead, and then there is nothing to hold. */
  readonly absences?: ReadonlySet<Absence>;
}

/** What stands for nothing where a type allows it: `null`, or `undefined`, also since a parameter is left out. */
export type Absence = 'null' | 'undefined';

/** How an argument is spelled in the function that is called with it. */
export type ArgumentSpelling =
  | { readonly as: 'parameter'; readonly name: string }
  /** An argument for which there is no parameter with a name; all from there on for a rest parameter. */
  | { readonly as: 'argument'; readonly index: number; readonly isRest: boolean }
  /** The same in a function that has no `arguments` of its own, or may lose them for an old target: one of those behind its last parameter. */
  | { readonly as: 'further'; readonly index: number; readonly isRest: boolean };

/** What a pattern of objects takes out of an argument: the property behind these, or what stands there instead of none. */
export interface PatternPart {
  readonly properties: readonly string[];
  /** The source of a literal. */
  readonly otherwise?: string;
}

/** How a name of a clause is spelled in the function that checks it. */
export type Spelling =
  | ArgumentSpelling
  /** A part of an argument that the declaration takes by a pattern, and this function does not. */
  | { readonly as: 'part'; readonly of: ArgumentSpelling; readonly part: PatternPart }
  /** What the function returns. */
  | { readonly as: 'result' }
  /** A name of the module, or a member of a namespace that it names; the node says the name as it is called here. */
  | { readonly as: 'reference'; readonly member?: string };

export type OwnerRole =
  | 'function'
  | 'method'
  | 'getter'
  | 'setter'
  | 'constructor'
  | 'class'
  | 'interface'
  | 'type'
  /** A declaration without a body: an overload, an abstract or interface member, a function type. */
  | 'signature';

export type FunctionNode =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.GetAccessorDeclaration
  | ts.SetAccessorDeclaration
  | ts.ConstructorDeclaration;

export type OwnerNode =
  | FunctionNode
  | ts.ClassLikeDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.MethodSignature
  | ts.CallSignatureDeclaration
  | ts.FunctionTypeNode
  | ts.ConstructSignatureDeclaration
  | ts.PropertySignature
  | ts.PropertyDeclaration;

/** What a contract belongs to. */
export interface ContractOwner {
  readonly node: OwnerNode;
  readonly role: OwnerRole;
  /** As people call it: `withdraw`, `LruCache.get`, `new LruCache`, `LruCache`. */
  readonly name: string;
  /** Exported by the syntactic rule, which is the same in every host. */
  readonly exported: boolean;
  /** Of a callback: the function that calls it, by name. */
  readonly calledBy?: string;
}

export interface Contract {
  readonly owner: ContractOwner;
  readonly clauses: readonly Clause[];
}

/** The package that a file belongs to. */
export interface PackageInfo {
  readonly name: string;
  /** The folder of its `package.json`, with `/` as separator and none at the end. */
  readonly root: string;
  /** Its `package.json` names `@proviso/runtime` in a dependency field, so its contract tags count. */
  readonly optedIn: boolean;
  /** Its `package.json` does not parse, so nobody knows what it depends on. */
  readonly isBroken?: boolean;
  /** Every package that its `package.json` names in a dependency field; undefined where nobody read it. */
  readonly dependencies?: ReadonlySet<string>;
  /** It has `exports`, so that its own name leads to its own files. */
  readonly namesItself?: boolean;
}

/** What a host hands to the compiler: its TypeScript, and where packages are. */
export interface Host {
  readonly ts: TypeScript;
  /** The nearest package at or above the file; undefined where there is none. */
  packageOf(fileName: string): PackageInfo | undefined;
  /** Declaration files are read too: what a dependency promises. Nothing in them is checked or compiled. */
  readonly readsDeclarations?: boolean;
  /** The file that an import of a file means; see `modules.ts`. Without it names are followed inside their file only. */
  readonly resolveModule?: ResolveModule;
  /** What was found behind `extends` and `implements`, for the life of a program; absent for a host to which files change. */
  readonly bases?: Map<ts.Node, readonly ts.Node[]>;
}

/** The file that the specifier of an import or export means; undefined where there is none that can be parsed. */
export type ResolveModule = (specifier: ts.StringLiteralLike, from: ts.SourceFile) => ts.SourceFile | undefined;

/** All contracts of one source file. */
export interface FileContracts {
  readonly sourceFile: ts.SourceFile;
  /** The path that ids, messages and the sidecar use: relative to the package root, `/`-separated. */
  readonly path: string;
  readonly contracts: readonly Contract[];
  /** In-body calls outside of any function. */
  readonly looseClauses: readonly Clause[];
  /** The parse of all doc clauses; their nodes have positions of the source file. Absent if no tag holds an expression. */
  readonly clauseFile?: ts.SourceFile;
  /** What `1-read` itself found wrong. */
  readonly diagnostics: readonly Diagnostic[];
  /** Of a dependency: the profile that its record names. */
  readonly builtBy?: string;
  /** Of a dependency: a record has contracts of members of classes that the declarations do not show. */
  readonly hidesClasses?: boolean;
}
