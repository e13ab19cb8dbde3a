/** Walks a file once and collects what each owner has: tag clauses as text, and in-body calls. */
import type ts from 'typescript';
import { clauseKinds, kindOfCall, kindsOfTag } from '../clause-kinds.ts';
import type { ContractOwner, FunctionNode, OwnerNode, Span, TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { contractImports, entryImports, readCall, runtimeNamespaces, type CallClause, type ContractImports } from './body-calls.ts';
import { readTags, type TagClause } from './doc-tags.ts';
import { aliasOf, functionTypeOfAlias } from './function-types.ts';
import { canOwn, docCommentsOf, docCommentsOfWrapper, ownerOf } from './owners.ts';
import { containsAny } from './offsets.ts';
import { enclosingFunction, isReference, meansTopLevel } from './resolve.ts';
import { isWrapper, spanOf } from './syntax.ts';

/** An owner and its clauses before expressions are parsed. Calls at the top of a module belong to the file itself. */
export interface Draft {
  readonly owner: ContractOwner;
  readonly tags: TagClause[];
  readonly calls: CallClause[];
}

export interface Drafts {
  readonly drafts: readonly Draft[];
  /** In-body calls outside of any function. */
  readonly looseCalls: readonly CallClause[];
  readonly diagnostics: readonly Diagnostic[];
  /** The doc comments that belong to an owner. */
  readonly attached: readonly Span[];
  /** The owners around tags. */
  readonly owners: readonly OwnerNode[];
}

/** Collects the drafts of a file; `tagOffsets` are where contract tags may be, in ascending order. */
export function collectDrafts(ts: TypeScript, sourceFile: ts.SourceFile, tagOffsets: readonly number[]): Drafts {
  const drafts = new Map<OwnerNode, Draft>();
  const looseCalls: CallClause[] = [];
  const diagnostics: Diagnostic[] = [];
  const attached = new Map<number, Span>();
  const owners: OwnerNode[] = [];
  const names = contractImports(ts, sourceFile);
  const draftFor = (owner: ContractOwner): Draft => {
    const known = drafts.get(owner.node) ?? { owner, tags: [], calls: [] };
    drafts.set(owner.node, known);
    return known;
  };

  const readComments = (node: OwnerNode): void => {
    owners.push(node);
    if (isCondition(ts, node, names)) return;
    const found = readOwnComments(ts, sourceFile, { node, tagOffsets });
    for (const { comment, diagnostics: problems } of found.comments) {
      if (!attached.has(comment.start)) diagnostics.push(...problems);
      attached.set(comment.start, comment);
    }
    const tags = [...found.comments.flatMap(({ comment, clauses }) => clauses.filter(({ tag }) => isMeantFor(ts, node, { tag, comment }))), ...found.reasons];
    const owner = tags.length > 0 ? ownerOf(ts, node) : undefined;
    if (owner) draftFor(owner).tags.push(...tags);
  };

  const ofEntry = entryImports(ts, sourceFile);
  const readIdentifier = (node: ts.Identifier): void => {
    const imported = names.get(node.text) ?? ofEntry.get(node.text);
    if (imported === undefined || !isReference(ts, node) || ts.isExportSpecifier(node.parent) || !meansTopLevel(ts, node)) return;
    if (ofEntry.has(node.text)) {
      if (!isInContractCall(ts, node, names)) diagnostics.push(diagnostic('entry-state-outside-clause', spanOf(node), imported));
      return;
    }
    const call = node.parent;
    if (!ts.isCallExpression(call) || call.expression !== node) {
      diagnostics.push(diagnostic('contract-call-as-value', spanOf(node), imported));
      return;
    }
    const reading = readCall(ts, call, imported);
    if ('problem' in reading) diagnostics.push(reading.problem);
    else {
      const owner = functionOwner(ts, call);
      if (owner) draftFor(owner).calls.push(reading.clause);
      else looseCalls.push(reading.clause);
    }
  };

  const namespaces = runtimeNamespaces(ts, sourceFile);
  const readsCalls = names.size > 0 || ofEntry.size > 0 || namespaces.size > 0;
  const visit = (node: ts.Node, isNamed: boolean): void => {
    if (!readsCalls && !isNamed && !containsAny(tagOffsets, { start: node.pos, end: node.end })) return;
    if (canOwn(ts, node)) readComments(node);
    if (readsCalls && ts.isIdentifier(node)) readIdentifier(node);
    if (namespaces.size > 0 && (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node))) diagnostics.push(...contractMember(ts, node, namespaces));
    const namesValue = carriesComment(ts, node) && (isNamed || containsAny(tagOffsets, { start: node.pos, end: node.getStart() }));
    ts.forEachChild(node, (child) => visit(child, namesValue));
  };
  ts.forEachChild(sourceFile, (child) => visit(child, false));
  const ordered = [...drafts.values()].sort((a, b) => a.owner.node.pos - b.owner.node.pos);
  return { drafts: ordered, looseCalls, diagnostics, attached: [...attached.values()], owners };
}

interface OwnComment {
  readonly comment: Span;
  readonly clauses: readonly TagClause[];
  readonly diagnostics: readonly Diagnostic[];
}

interface OwnComments {
  readonly comments: readonly OwnComment[];
  /** Of the comments above a call that the node is an argument of. */
  readonly reasons: readonly TagClause[];
}

/** What the doc comments of a node say. */
function readOwnComments(ts: TypeScript, sourceFile: ts.SourceFile, { node, tagOffsets }: { readonly node: OwnerNode; readonly tagOffsets: readonly number[] }): OwnComments {
  const { text } = sourceFile;
  const holdsTag = (comment: Span): boolean => containsAny(tagOffsets, comment);
  const comments = docCommentsOf(ts, sourceFile, node).filter(holdsTag).map((comment) => ({ comment, ...readTags(text, comment) }));
  const reasons = docCommentsOfWrapper(ts, sourceFile, node).filter(holdsTag).flatMap((comment) => readTags(text, comment).clauses.filter(({ reason }) => reason !== undefined));
  return { comments, reasons };
}

/** The comment of an alias of a function type is about values of the type, and about calls of the function. */
function isMeantFor(ts: TypeScript, node: OwnerNode, { tag, comment }: { tag: string; comment: Span }): boolean {
  const isShared = ts.isTypeAliasDeclaration(node) ? functionTypeOfAlias(ts, node) !== undefined : ts.isFunctionTypeNode(node) && comment.start < (aliasOf(ts, node)?.[0].name.pos ?? 0);
  if (!isShared) return true;
  const isOfAlias = kindsOfTag(tag).some((kind) => clauseKinds[kind].owners.includes('type'));
  return isOfAlias === ts.isTypeAliasDeclaration(node);
}

/** Whether a comment before `node` may belong to a function or class that is its value. */
function carriesComment(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isVariableStatement(node) || ts.isVariableDeclarationList(node) || ts.isVariableDeclaration(node)) return true;
  if (ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node) || ts.isExportAssignment(node)) return true;
  if (ts.isExpressionStatement(node) || ts.isReturnStatement(node) || ts.isBinaryExpression(node) || ts.isCallExpression(node)) return true;
  return isWrapper(ts, node) || ts.isTypeAliasDeclaration(node) || ts.isParenthesizedTypeNode(node);
}

/** Reports a contract function that is taken from a namespace of the runtime. */
function contractMember(ts: TypeScript, node: ts.PropertyAccessExpression | ts.ElementAccessExpression, namespaces: ReadonlySet<string>): Diagnostic[] {
  const { expression: object } = node;
  const member = ts.isPropertyAccessExpression(node) ? node.name : node.argumentExpression;
  if (!ts.isIdentifier(object) || !namespaces.has(object.text) || !meansTopLevel(ts, object)) return [];
  if (!ts.isIdentifier(member) && !ts.isStringLiteralLike(member)) return [];
  return kindOfCall(member.text) === undefined ? [] : [diagnostic('contract-call-as-value', spanOf(node), member.text)];
}

/** Whether a node is in the arguments of a contract function. */
function isInContractCall(ts: TypeScript, node: ts.Node, names: ContractImports): boolean {
  return ts.findAncestor(node.parent, (each) => (ts.isStatement(each) ? 'quit' : ts.isCallExpression(each) && ts.isIdentifier(each.expression) && names.has(each.expression.text))) !== undefined;
}

/** Whether a function is the condition of a contract call: that is a clause, which nobody calls. */
function isCondition(ts: TypeScript, node: OwnerNode, names: ContractImports): boolean {
  if (!ts.isArrowFunction(node) || !ts.isCallExpression(node.parent) || node.parent.arguments[0] !== node) return false;
  const { expression: callee } = node.parent;
  return ts.isIdentifier(callee) && names.has(callee.text) && meansTopLevel(ts, callee);
}

function functionOwner(ts: TypeScript, node: ts.Node): ContractOwner | undefined {
  const holder: FunctionNode | undefined = enclosingFunction(ts, node);
  return holder && ownerOf(ts, holder);
}
