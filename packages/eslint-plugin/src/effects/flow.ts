/** Builds the graph of a function or of the top level of a file: one walk over its statements. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { aliasedPlace } from './aliases.ts';
import { assign } from './assignments.ts';
import { calledInFile } from './callee.ts';
import { emit, escape, fork, goTo, leave, link, newBlock, unknownValue, type Builder, type Target } from './builder.ts';
import type { Block, Branch, Flow, FunctionNode, Value } from './events.ts';
import { visitClass, visitExpression } from './expressions.ts';
import { lookedAtBy } from './looks.ts';
import { placeOf } from './place.ts';

const { SyntaxKind, NodeFlags } = typescript;

const noContinuations: ReadonlySet<ts.Node> = new Set();

/** The graph of a function with its parameters, or of the top level of a file; calls of `then` are followed where they are named. */
export function buildFlow(node: FunctionNode | ts.SourceFile, program: ts.Program | undefined, continuations = noContinuations): Flow {
  const entry: Block & Builder['current'] = { id: 0, events: [], next: [] };
  const exit: Block & Builder['current'] = { id: 1, events: [], next: [] };
  const b: Builder = { node, program, continuations, blocks: [entry, exit], owners: new Set([node]), targets: [], returns: [exit], results: [], inlined: [], inlinedCalls: 0, given: new Map(), raises: undefined, tries: 0, throwing: new Set(), inClause: false, current: entry, suspends: false };
  if (typescript.isSourceFile(node)) visitStatements(b, node.statements);
  else visitBody(b, node);
  link(b.current, { to: exit });
  return { node, blocks: b.blocks, entry, exit, suspends: b.suspends };
}

/** Parameters and body; the value is the one of an arrow function without a block. */
export function visitBody(b: Builder, node: FunctionNode): Value {
  for (const { name, initializer } of node.parameters) {
    if (initializer) visitExpression(b, initializer);
    if (!typescript.isIdentifier(name)) assign(b, { target: name, node: name, how: 'declare', value: undefined, from: unknownValue });
  }
  const { body } = node;
  if (!body) return unknownValue;
  if (!typescript.isBlock(body)) {
    const value = visitExpression(b, body);
    escape(b, value, { node: body, how: 'return' });
    return value;
  }
  visitStatements(b, body.statements);
  return unknownValue;
}

function visitStatements(b: Builder, statements: readonly ts.Statement[]): void {
  for (const statement of statements) visitStatement(b, statement);
  const awaits = statements.find((each) => typescript.isVariableStatement(each) && (~each.declarationList.flags & NodeFlags.AwaitUsing) === 0);
  if (awaits) emit(b, { kind: 'suspend', how: 'await-using', node: awaits, operand: undefined });
}

type Visit = (b: Builder, node: never) => void;

/** TABLE: what each kind of statement does. Those that are not here have no effect: types, imports, empty ones. */
const visitors: ReadonlyMap<ts.SyntaxKind, Visit> = new Map<ts.SyntaxKind, Visit>([
  [SyntaxKind.ExpressionStatement, (b, { expression }: ts.ExpressionStatement) => visitAlone(b, expression)],
  [SyntaxKind.ExportAssignment, (b, { expression }: ts.ExportAssignment) => void visitExpression(b, expression)],
  [SyntaxKind.VariableStatement, (b, { declarationList }: ts.VariableStatement) => visitDeclarations(b, declarationList)],
  [SyntaxKind.FunctionDeclaration, (b, node: ts.FunctionDeclaration) => node.body && emit(b, { kind: 'closure', node })],
  [SyntaxKind.ClassDeclaration, (b, node: ts.ClassDeclaration) => void visitClass(b, node)],
  [SyntaxKind.Block, (b, { statements }: ts.Block) => visitStatements(b, statements)],
  [SyntaxKind.ModuleDeclaration, (b, { body }: ts.ModuleDeclaration) => body && typescript.isModuleBlock(body) && visitStatements(b, body.statements)],
  [SyntaxKind.IfStatement, visitIf],
  [SyntaxKind.ForStatement, visitFor],
  [SyntaxKind.ForOfStatement, visitForOf],
  [SyntaxKind.ForInStatement, visitForOf],
  [SyntaxKind.WhileStatement, visitWhile],
  [SyntaxKind.DoStatement, visitDo],
  [SyntaxKind.SwitchStatement, visitSwitch],
  [SyntaxKind.TryStatement, visitTry],
  [SyntaxKind.ReturnStatement, (b, node: ts.ReturnStatement) => visitReturn(b, node)],
  [SyntaxKind.ThrowStatement, (b, node: ts.ThrowStatement) => visitReturn(b, node)],
  [SyntaxKind.BreakStatement, (b, node: ts.BreakStatement) => visitJump(b, node, 'onBreak')],
  [SyntaxKind.ContinueStatement, (b, node: ts.ContinueStatement) => visitJump(b, node, 'onContinue')],
  [SyntaxKind.LabeledStatement, visitLabeled],
]);

function visitStatement(b: Builder, node: ts.Statement): void {
  const visit = visitors.get(node.kind) as ((b: Builder, node: ts.Statement) => void) | undefined;
  visit?.(b, node);
}

/** TABLE: functions of others that throw unless what they are handed holds. */
const refusing = /^(?:assert|invariant)(?:[A-Z.]|$)/;

/** An expression as a statement: a call that refuses by what it looks at is a condition, and what follows is the way on which it holds. */
function visitAlone(b: Builder, expression: ts.Expression): void {
  const { reads } = visitExpression(b, expression);
  if (reads.length === 0 || !mayRefuse(unwrapped(typescript, expression))) return;
  const branch: Branch = { kind: 'branch', of: 'if', node: expression, inputs: reads };
  emit(b, branch);
  const next = newBlock(b);
  link(b.current, { to: next, branch, outcome: true });
  b.current = next;
}

function mayRefuse(node: ts.Expression): boolean {
  if (!typescript.isCallExpression(node)) return false;
  const callee = calledInFile({ node });
  return callee ? lookedAtBy(callee).throws : refusing.test(node.expression.getText());
}

function visitDeclarations(b: Builder, list: ts.VariableDeclarationList): void {
  for (const { name, initializer } of list.declarations) {
    if (initializer) assign(b, { target: name, node: name, how: 'declare', value: initializer, from: visitExpression(b, initializer) });
  }
}

function visitIf(b: Builder, node: ts.IfStatement): void {
  const { reads } = visitExpression(b, node.expression);
  const { elseStatement } = node;
  const yes = (): void => visitStatement(b, node.thenStatement);
  fork(b, { kind: 'branch', of: 'if', node: node.expression, inputs: reads }, elseStatement ? { yes, no: () => visitStatement(b, elseStatement) } : { yes });
}

interface Loop {
  readonly node: ts.IterationStatement;
  /** Goes through a collection: what holds in each round, holds for all of it. */
  readonly isOfCollection?: boolean;
  /** Evaluated before each round; undefined for `for (;;)`. */
  readonly condition?: ts.Expression | undefined;
  readonly beforeBody?: () => void;
  readonly afterBody?: () => void;
  readonly body: () => void;
}

/** `head → body → next → head`, and out of the head. */
function visitLoop(b: Builder, { node, isOfCollection, condition, beforeBody, afterBody, body }: Loop, isEndless = false): void {
  const head = newBlock(b);
  const next = newBlock(b);
  const after = newBlock(b);
  goTo(b, head);
  const reads = condition ? visitExpression(b, condition).reads : [];
  const branch: Branch | undefined = condition && { kind: 'branch', of: 'loop', node: condition, inputs: reads };
  if (branch) emit(b, branch);
  if (!isEndless) link(b.current, branch ? { to: after, branch, outcome: false } : { to: after });
  const start = newBlock(b);
  link(b.current, branch ? { to: start, branch, outcome: true } : { to: start });
  b.current = start;
  beforeBody?.();
  inTarget(b, { label: labelOf(node), onBreak: after, onContinue: next }, body);
  goTo(b, next);
  afterBody?.();
  link(b.current, isOfCollection ? { to: head, roundOf: node, isNextRound: true } : { to: head, isNextRound: true });
  b.current = after;
}

function labelOf({ parent }: ts.Node): string | undefined {
  return typescript.isLabeledStatement(parent) ? parent.label.text : undefined;
}

function inTarget(b: Builder, target: Target, visit: () => void): void {
  b.targets.push(target);
  visit();
  b.targets.pop();
}

function visitFor(b: Builder, node: ts.ForStatement): void {
  const { initializer, condition, incrementor } = node;
  if (initializer && typescript.isVariableDeclarationList(initializer)) visitDeclarations(b, initializer);
  else if (initializer) visitExpression(b, initializer);
  const afterBody = (): void => void (incrementor && visitExpression(b, incrementor));
  visitLoop(b, { node, condition, afterBody, body: () => visitStatement(b, node.statement) }, condition === undefined);
}

function visitForOf(b: Builder, node: ts.ForOfStatement | ts.ForInStatement): void {
  const { place: found, reads } = visitExpression(b, node.expression);
  // `xs ?? []`: where there is nothing, nothing is gone through.
  const place = found ?? (typescript.isBinaryExpression(unwrapped(typescript, node.expression)) ? aliasedPlace(b, node.expression) : undefined);
  const isAwait = typescript.isForOfStatement(node) && node.awaitModifier !== undefined;
  const { initializer } = node;
  const target = typescript.isVariableDeclarationList(initializer) ? initializer.declarations[0]?.name : initializer;
  const beforeBody = (): void => {
    if (isAwait) emit(b, { kind: 'suspend', how: 'for-await', node, operand: node.expression });
    if (target) assign(b, { target, node: target, how: 'declare', value: undefined, from: { place: placeOf({ kind: 'unknown', node: target }), reads } });
  };
  if (place) emit(b, { kind: 'iterate', at: 'start', place, node });
  visitLoop(b, { node, isOfCollection: true, beforeBody, body: () => visitStatement(b, node.statement) });
  if (isAwait) emit(b, { kind: 'suspend', how: 'for-await', node, operand: node.expression });
  if (place) emit(b, { kind: 'iterate', at: 'end', place, node });
}

function visitWhile(b: Builder, node: ts.WhileStatement): void {
  visitLoop(b, { node, condition: node.expression, body: () => visitStatement(b, node.statement) }, node.expression.kind === SyntaxKind.TrueKeyword);
}

function visitDo(b: Builder, node: ts.DoStatement): void {
  const start = newBlock(b);
  const check = newBlock(b);
  const after = newBlock(b);
  goTo(b, start);
  inTarget(b, { label: labelOf(node), onBreak: after, onContinue: check }, () => visitStatement(b, node.statement));
  goTo(b, check);
  const { reads } = visitExpression(b, node.expression);
  const branch: Branch = { kind: 'branch', of: 'loop', node: node.expression, inputs: reads };
  emit(b, branch);
  if (node.expression.kind !== SyntaxKind.FalseKeyword) link(b.current, { to: start, branch, outcome: true });
  link(b.current, { to: after, branch, outcome: false });
  b.current = after;
}

function visitSwitch(b: Builder, node: ts.SwitchStatement): void {
  if (node.expression.kind === SyntaxKind.TrueKeyword) return visitCases(b, node);
  const { reads } = visitExpression(b, node.expression);
  const branch: Branch = { kind: 'branch', of: 'switch', node: node.expression, inputs: reads };
  emit(b, branch);
  const start = b.current;
  const after = newBlock(b);
  const { clauses } = node.caseBlock;
  b.current = newBlock(b);
  inTarget(b, { label: labelOf(node), onBreak: after, onContinue: undefined }, () => {
    clauses.forEach((clause, outcome) => {
      goTo(b, newBlock(b));
      link(start, { to: b.current, branch, outcome });
      visitStatements(b, clause.statements);
    });
  });
  if (!clauses.some(typescript.isDefaultClause)) link(start, { to: after, branch, outcome: clauses.length });
  goTo(b, after);
}

/** `switch (true) { case isOpen: …; case isLate: … }`: conditions one after the other. */
function visitCases(b: Builder, node: ts.SwitchStatement): void {
  const after = newBlock(b);
  const { clauses } = node.caseBlock;
  const bodies = clauses.map(() => newBlock(b));
  clauses.forEach((clause, index) => {
    const body = bodies[index];
    if (!typescript.isCaseClause(clause) || !body) return;
    const { reads } = visitExpression(b, clause.expression);
    const branch: Branch = { kind: 'branch', of: 'if', node: clause.expression, inputs: reads };
    emit(b, branch);
    const next = newBlock(b);
    link(b.current, { to: body, branch, outcome: true });
    link(b.current, { to: next, branch, outcome: false });
    b.current = next;
  });
  link(b.current, { to: bodies[clauses.findIndex(typescript.isDefaultClause)] ?? after });
  inTarget(b, { label: labelOf(node), onBreak: after, onContinue: undefined }, () => {
    clauses.forEach(({ statements }, index) => {
      b.current = bodies[index] ?? after;
      visitStatements(b, statements);
      link(b.current, { to: bodies[index + 1] ?? after });
    });
  });
  b.current = after;
}

/** Whatever was done in the block may be what the handler finds, and what is after `finally` is also where a return goes on. */
function visitTry(b: Builder, { tryBlock, catchClause, finallyBlock }: ts.TryStatement): void {
  const last = finallyBlock ? newBlock(b) : undefined;
  const after = newBlock(b);
  const handler = catchClause ? newBlock(b) : last;
  const from = b.blocks.length;
  goTo(b, newBlock(b));
  if (last) b.returns.push(last);
  b.tries++;
  visitStatement(b, tryBlock);
  b.tries--;
  const inside = b.blocks.slice(from);
  const throwing = inside.filter((block) => b.throwing.has(block));
  // What is not known to throw may do so anywhere.
  for (const block of throwing.length > 0 ? throwing : inside) if (handler) link(block, { to: handler });
  link(b.current, { to: last ?? after });
  if (catchClause && handler) {
    b.current = handler;
    visitStatement(b, catchClause.block);
    link(b.current, { to: last ?? after });
  }
  if (last && finallyBlock) {
    b.returns.pop();
    b.current = last;
    visitStatement(b, finallyBlock);
    link(b.current, { to: b.returns.at(-1) ?? after });
    link(b.current, { to: after });
  }
  b.current = after;
}

function visitReturn(b: Builder, node: ts.ReturnStatement | ts.ThrowStatement): void {
  const value = node.expression && visitExpression(b, node.expression);
  escape(b, value, { node, how: typescript.isReturnStatement(node) ? 'return' : 'throw' });
  if (typescript.isReturnStatement(node)) b.results.at(-1)?.push(value ?? unknownValue);
  else b.throwing.add(b.current);
  const isRaised = typescript.isThrowStatement(node) && b.raises?.depth === b.returns.length;
  leave(b, (isRaised ? b.raises?.to : b.returns.at(-1)) ?? b.current);
}

function visitJump(b: Builder, { label }: ts.BreakOrContinueStatement, where: 'onBreak' | 'onContinue'): void {
  const target = b.targets.findLast((each) => each[where] !== undefined && (label ? each.label === label.text : where === 'onContinue' || each.label === undefined || each.onContinue !== undefined || !isBlockTarget(each)));
  const to = target?.[where];
  if (to) leave(b, to);
}

function isBlockTarget({ onContinue, label }: Target): boolean {
  return onContinue === undefined && label !== undefined;
}

function visitLabeled(b: Builder, node: ts.LabeledStatement): void {
  const { statement } = node;
  if (typescript.isIterationStatement(statement, false) || typescript.isSwitchStatement(statement)) return visitStatement(b, statement);
  const after = newBlock(b);
  inTarget(b, { label: node.label.text, onBreak: after, onContinue: undefined }, () => visitStatement(b, statement));
  goTo(b, after);
}
