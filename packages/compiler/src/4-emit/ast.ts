/** The TypeScript printer: applies a plan to the nodes of a file, for hosts that emit through TypeScript itself. */
import type ts from 'typescript';
import { isType } from '../1-read/resolve.ts';
import { importOf, type Addition, type Code, type Edit, type Hole, type Plan } from '../3-plan/plan.ts';
import type { Clause, TypeScript } from '../contract.ts';
import { cloneNode, createRuntimeImport, setParent } from '../ts-internals.ts';
import { asIs, linesAsIs, type Alone, type AsIs } from './as-is.ts';
import { aboveImports, withComments } from './comments.ts';
import { startOfStatements } from './file-start.ts';
import { identifiers } from './identifiers.ts';
import { mapsTo } from './mapped-clause.ts';
import { isLeaf, rebuild, withOriginal, type Parts } from './rebuild.ts';
import { withImport, type RuntimeImports } from './runtime-import.ts';
import { holesOf, templateOf, type NamedTemplate, type Position, type TemplateCache } from './template.ts';

interface Printer {
  readonly ts: TypeScript;
  readonly sourceFile: ts.SourceFile;
  readonly context: ts.TransformationContext;
  readonly plan: Plan;
  readonly cache: TemplateCache;
  /** The nodes that have an edit inside. All others are handed on untouched. */
  readonly dirty: ReadonlySet<ts.Node>;
  readonly imports: RuntimeImports;
  /** Statements that inherit the comment behind a removed one on their line, and where that one ends. */
  readonly lineEnds: ReadonlyMap<ts.Node, number>;
  /** Statements that inherit the comments above a removed import, and all of theirs. */
  readonly above: ReadonlyMap<ts.Node, readonly ts.CommentRange[]>;
  /** Copies the parts of a node of a clause. */
  readonly copies: Parts;
  readonly identifier: (name: string) => ts.Identifier;
  /** Absent where TypeScript has to see every node. */
  readonly asIs: AsIs | undefined;
}

/** What is printed. */
export interface Printed {
  readonly sourceFile: ts.SourceFile;
  readonly plan: Plan;
  readonly cache: TemplateCache;
  /** Given where nobody but TypeScript transforms what is printed: most checks are then text to it. */
  readonly alone?: Alone | undefined;
}

/**
 * Applies a plan to its file.
 *
 * @requires `plan.edits.size > 0`: a plan that changes nothing needs no printer
 */
export function printAst(ts: TypeScript, context: ts.TransformationContext, { sourceFile, plan, cache, alone }: Printed): ts.SourceFile {
  const imports = new Map([...plan.runtime].sort().map((name) => [name, createRuntimeImport(ts, importOf(name, plan.prefix))] as const));
  const dirty = ancestorsOfEdits(plan);
  const isOut = (statement: ts.Statement): boolean => isRemoved(plan, statement);
  const { above, text } = aboveImports(ts, sourceFile, { isOut, options: context.getCompilerOptions() });
  const printer: Printer = {
    ts, sourceFile, context, plan, cache, dirty, imports,
    lineEnds: lineEndsOf(ts, plan),
    above,
    copies: partsOf(ts, (node) => copy(printer, node)),
    identifier: identifiers(ts, context, plan),
    asIs: asIs(ts, context, { sourceFile, plan, dirty, alone }),
  };
  const visited = ts.visitLexicalEnvironment(sourceFile.statements, (node) => visit(printer, node), context);
  const pos = startOfStatements(ts, sourceFile, isOut);
  if (imports.size === 0 && pos === sourceFile.statements.pos) return Object.assign(ts.factory.updateSourceFile(sourceFile, visited), { text });
  const end = instantiate(printer, { code: plan.end, position: 'statements', target: undefined, copying: false }) as ts.Statement[];
  const statements = imports.size === 0 ? visited : [...withImport(printer, visited), ...end];
  return Object.assign(ts.factory.updateSourceFile(sourceFile, ts.setTextRange(ts.factory.createNodeArray(statements), { pos, end: visited.end })), { text });
}

/** `a; removed; // comment`: the comment stays, behind the statement that stays. */
function lineEndsOf(ts: TypeScript, plan: Plan): ReadonlyMap<ts.Node, number> {
  const ends = new Map<ts.Node, number>();
  for (const node of plan.edits.keys()) {
    if (!ts.isStatement(node) || !isRemoved(plan, node)) continue;
    const { text } = node.getSourceFile();
    const { statements = [] } = node.parent as { statements?: readonly ts.Statement[] };
    const kept = statements.slice(0, statements.indexOf(node)).findLast((each) => !isRemoved(plan, each));
    if (kept && !/[\r\n]/.test(text.slice(kept.end, node.end))) ends.set(kept, Math.max(node.end, ends.get(kept) ?? 0));
  }
  return ends;
}

function isRemoved(plan: Plan, node: ts.Node): boolean {
  const edit = plan.edits.get(node);
  return edit?.op === 'remove' || (edit?.op === 'replace' && edit.code.length === 0);
}

function ancestorsOfEdits(plan: Plan): ReadonlySet<ts.Node> {
  const dirty = new Set<ts.Node>();
  for (const node of plan.edits.keys()) {
    for (let at = node.parent as ts.Node | undefined; at && !dirty.has(at); at = at.parent as ts.Node | undefined) dirty.add(at);
  }
  return dirty;
}

/** A source node with the edits in it applied. `own` is false for the target of the edit that is being applied: it has what that adds to it. */
function visit(printer: Printer, node: ts.Node, own = true): ts.VisitResult<ts.Node | undefined> {
  const { ts, plan, context, dirty } = printer;
  const whole = plan.edits.get(node);
  if (!whole && !dirty.has(node)) return withComments(printer, node, node);
  const edit = own ? whole : whole?.op === 'replace' ? whole.kept : undefined;
  const inner = (): ts.Node => (dirty.has(node) ? withPlace(ts, node, ts.visitEachChild(node, (child) => visit(printer, child), context)) : node);
  switch (edit?.op) {
    case undefined:
      return withComments(printer, node, opened(printer, node, inner()));
    case 'replace':
      return replace(printer, node, edit);
    case 'remove':
      return undefined;
    case 'unbind':
      return withComments(printer, node, unbind(ts, node as ts.ImportDeclaration));
    case 'append':
      return withComments(printer, node, edit.list === 'members' ? withPlace(ts, node, addMembers(printer, inner() as ts.ClassLikeDeclaration, edit)) : appendParameters(printer, inner(), edit.code));
  }
}

/** TypeScript calls the private members of a class without a name after the variable or property that it is assigned to, and asks its parent. */
function withPlace(ts: TypeScript, node: ts.Node, visited: ts.Node): ts.Node {
  if (visited !== node && ts.isClassExpression(visited)) setParent(visited, node.parent);
  return visited;
}

function replace(printer: Printer, node: ts.Node, edit: Replacement): ts.VisitResult<ts.Node | undefined> {
  const { ts } = printer;
  const { code } = edit;
  if (code.length === 0) return undefined;
  const position = positionOf(ts, node, edit);
  const instance: Instance = { code, position, target: node, copying: false };
  const nodes = position === 'statements' && edit.as !== 'body' && isListed(ts, node) ? listedStatements(printer, instance) : instantiate(printer, instance);
  const [first] = nodes;
  const last = nodes.at(-1);
  if (!first || !last) return undefined;
  if (position === 'statements' && ts.isStatement(node)) keepComments(ts, { first, last }, node);
  const isCheck = ts.isExpressionStatement(node) && !holesOf(code).some(({ hole }) => hole === 'keep');
  if (isCheck) ts.setSourceMapRange(first, { pos: -1, end: -1 });
  if (nodes.length === 1) return first;
  return [...nodes];
}

/** Whether a statement stands among others, and not alone behind an `if` or a loop. */
function isListed(ts: TypeScript, { parent }: ts.Node): boolean {
  return ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isCaseOrDefaultClause(parent);
}

/** New code takes the comments around what it replaces. */
function keepComments(ts: TypeScript, { first, last }: { first: ts.Node; last: ts.Node }, old: ts.Node): void {
  if (first === last) ts.setCommentRange(first, { pos: old.pos, end: old.end });
  else {
    ts.setCommentRange(first, { pos: old.pos, end: -1 });
    ts.setCommentRange(last, { pos: -1, end: old.end });
  }
  ts.setSourceMapRange(first, { pos: old.pos, end: old.end });
}

/**
 * A block that begins with removed statements, on the line of its brace: their comments go with them, and what stands behind the last
 * stands behind the brace.
 */
function opened({ ts, plan }: Printer, node: ts.Node, visited: ts.Node): ts.Node {
  if (visited === node || !ts.isBlock(node)) return visited;
  const { statements } = node;
  const kept = statements.findIndex((each) => !isRemoved(plan, each));
  const last = statements[kept === -1 ? statements.length - 1 : kept - 1];
  if (ts.isFunctionLike(node.parent)) return last && kept !== -1 ? beginsBehind(ts, visited as ts.Block, last.end) : visited;
  if (!last || /[\r\n]/.test(node.getSourceFile().text.slice(statements.pos, last.end))) return visited;
  return ts.setTextRange(ts.setCommentRange(visited, node), { pos: last.end - 1, end: node.end });
}

/** TypeScript prints comments at the start of a body before anything that it puts there itself, and looks for them where its statements begin. */
function beginsBehind(ts: TypeScript, body: ts.Block, pos: number): ts.Block {
  return ts.factory.updateBlock(body, ts.setTextRange(ts.factory.createNodeArray(body.statements), { pos, end: body.statements.end }));
}

type Replacement = Extract<Edit, { op: 'replace' }>;

function positionOf(ts: TypeScript, node: ts.Node, edit: Replacement): Position {
  if (edit.as === 'pattern') return 'pattern';
  if (edit.as === 'body' || ts.isStatement(node)) return 'statements';
  return ts.isShorthandPropertyAssignment(node) ? 'property' : 'expression';
}

function unbind(ts: TypeScript, node: ts.ImportDeclaration): ts.ImportDeclaration {
  return ts.factory.updateImportDeclaration(node, node.modifiers, undefined, node.moduleSpecifier, node.attributes);
}

function addMembers(printer: Printer, node: ts.ClassLikeDeclaration, { first = [], code }: Addition): ts.Node {
  const { ts } = printer;
  const { factory } = ts;
  const [before, after] = [first, code].map((each) => instantiate(printer, { code: each, position: 'members', target: node, copying: false }) as ts.ClassElement[]);
  const members = ts.setTextRange(factory.createNodeArray([...(before ?? []), ...node.members, ...(after ?? [])]), node.members);
  if (ts.isClassDeclaration(node)) return factory.updateClassDeclaration(node, node.modifiers, node.name, node.typeParameters, node.heritageClauses, members);
  return factory.updateClassExpression(node, node.modifiers, node.name, node.typeParameters, node.heritageClauses, members);
}

function appendParameters(printer: Printer, node: ts.Node, code: Code): ts.Node {
  const { ts } = printer;
  const { factory } = ts;
  if (!ts.isFunctionDeclaration(node) && !ts.isFunctionExpression(node) && !ts.isMethodDeclaration(node) && !ts.isArrowFunction(node)) throw new Error('Parameters are appended to functions and methods only.');
  const added = instantiate(printer, { code, position: 'parameters', target: node, copying: false }) as ts.ParameterDeclaration[];
  const parameters = ts.setTextRange(factory.createNodeArray([...node.parameters, ...added]), node.parameters);
  const { typeParameters, type } = node;
  if (ts.isArrowFunction(node)) return factory.updateArrowFunction(node, node.modifiers, typeParameters, parameters, type, node.equalsGreaterThanToken, node.body);
  const { modifiers, asteriskToken, body } = node;
  if (ts.isFunctionDeclaration(node)) return factory.updateFunctionDeclaration(node, modifiers, asteriskToken, node.name, typeParameters, parameters, type, body);
  if (ts.isMethodDeclaration(node)) return factory.updateMethodDeclaration(node, modifiers, asteriskToken, node.name, node.questionToken, typeParameters, parameters, type, body);
  return factory.updateFunctionExpression(node, node.modifiers, asteriskToken, node.name, typeParameters, parameters, type, node.body);
}

interface Instance {
  readonly code: Code;
  readonly position: Position;
  /** The node whose edit this code is. */
  readonly target: ts.Node | undefined;
  /** Inside a copied clause: kept nodes are copied too. */
  readonly copying: boolean;
}

/** Clones a template and fills its holes. */
function instantiate(printer: Printer, instance: Instance): ts.Node[] {
  const { ts } = printer;
  const named = templateOf(ts, printer.cache, { ...instance, prefix: printer.plan.prefix });
  const filling: Filling = { printer, instance, ...named, holes: holesOf(instance.code), parts: partsOf(ts, (node) => fill(filling, node)) };
  return listOf(named.template.nodes, (node) => fill(filling, node));
}

/** Statements in a list of statements. Where TypeScript prints them as they are, each line of them is one name to it. */
function listedStatements(printer: Printer, instance: Instance): ts.Node[] {
  const { ts } = printer;
  const lines = printer.asIs && linesAsIs(printer.asIs, instance.code);
  return lines ? lines.filter(({ text }) => text !== '').map(({ text, clause }) => leadTo(ts, ts.factory.createIdentifier(text), clause)) : instantiate(printer, instance);
}

interface Filling extends NamedTemplate {
  readonly printer: Printer;
  readonly instance: Instance;
  readonly holes: readonly Hole[];
  readonly parts: Parts;
}

type Visit = (node: ts.Node) => ts.VisitResult<ts.Node | undefined>;

/** The parts of a node as `visit` gives them. */
function partsOf(ts: TypeScript, visit: Visit): Parts {
  const { factory } = ts;
  return {
    one: <T extends ts.Node>(node: T) => {
      const found = visit(node);
      return (Array.isArray(found) ? (found.length === 1 ? found[0] : factory.createBlock(found as ts.Statement[])) : found) as T;
    },
    many: <T extends ts.Node>(list: ts.NodeArray<T>) => factory.createNodeArray(listOf(list, visit) as unknown as T[], list.hasTrailingComma),
  };
}

function listOf(nodes: readonly ts.Node[], visit: Visit): ts.Node[] {
  const list: ts.Node[] = [];
  for (const node of nodes) {
    const found = visit(node);
    if (Array.isArray(found)) list.push(...(found as readonly ts.Node[]));
    else if (found) list.push(found as ts.Node);
  }
  return list;
}

function fill(filling: Filling, node: ts.Node): ts.VisitResult<ts.Node | undefined> {
  const { printer, template } = filling;
  const { ts } = printer;
  const stand = template.stands.get(ts.isExpressionStatement(node) ? node.expression : node);
  if (stand && 'name' in stand && ts.isIdentifier(node)) return printer.identifier(filling.names[stand.name] ?? '');
  const hole = stand && 'hole' in stand ? filling.holes[stand.hole] : undefined;
  if (hole && (ts.isIdentifier(node) || isStatementHole(hole))) return fillHole(filling, hole);
  if (isLeaf(ts, node)) return ts.setOriginalNode(cloneNode(ts, node), undefined);
  const clone = rebuild(ts, node, filling.parts) ?? visited(printer, node, (child) => fill(filling, child));
  if (!template.onSeveralLines.has(node) && !ts.isExpression(node)) ts.setEmitFlags(clone, ts.EmitFlags.SingleLine);
  if (ts.isCallExpression(node)) mapCall(filling, { call: clone, callee: node.expression });
  if (template.pure.has(node)) ts.addSyntheticLeadingComment(clone, ts.SyntaxKind.MultiLineCommentTrivia, ' @__PURE__ ');
  if (ts.isExpressionStatement(node) && ts.isExpressionStatement(clone) && mappedClause(filling, node.expression)) return onLineOfItsOwn(ts, clone);
  if (ts.isBlock(node) && ts.isBlock(clone)) return takeRange(filling, { template: node, block: clone });
  return clone;
}

/** A node whose parts are visited by TypeScript, as a node that belongs to no text. */
function visited({ ts, context }: Printer, node: ts.Node, visit: Visit): ts.Node {
  const found = ts.visitEachChild(node, visit, context, undefined, visit as (node: ts.Node) => ts.Node) ?? node;
  const clone = found === node ? cloneNode(ts, node) : found;
  detach(ts, clone);
  return clone;
}

function isStatementHole(hole: Hole): boolean {
  return hole.hole === 'code' || (hole.hole === 'keep' && hole.statements === true);
}

function holeAt({ template, holes }: Filling, node: ts.Node): Hole | undefined {
  const stand = template.stands.get(node);
  return stand && 'hole' in stand ? holes[stand.hole] : undefined;
}

function fillHole({ printer, instance }: Filling, hole: Hole): ts.VisitResult<ts.Node | undefined> {
  const { ts } = printer;
  switch (hole.hole) {
    case 'literal':
      return literal(ts, hole.value);
    case 'lines':
      return ts.setEmitFlags(ts.factory.createNoSubstitutionTemplateLiteral(hole.text), ts.EmitFlags.NoAsciiEscaping);
    case 'runtime':
      return printer.imports.get(hole.name)?.local;
    case 'name':
      return ts.factory.createIdentifier(hole.name);
    case 'items':
      return hole.items.flatMap((item) => instantiate(printer, { ...instance, code: item, position: 'expression' }));
    case 'copy':
      return copy(printer, hole.node);
    case 'reference':
      return copy(printer, hole.node, false);
    case 'code':
      return listedStatements(printer, { ...instance, code: hole.code, position: 'statements' });
    case 'keep': {
      const kept = hole.nodes.flatMap((node) => {
        const own = node !== instance.target;
        return [instance.copying ? copy(printer, node, own) : visit(printer, node, own)].flat();
      });
      return hole.statements === true ? kept.filter((node): node is ts.Node => node !== undefined) : kept[0];
    }
  }
}

function literal(ts: TypeScript, value: string | number): ts.Expression {
  return typeof value === 'number' ? ts.factory.createNumericLiteral(value) : ts.setEmitFlags(ts.factory.createStringLiteral(value), ts.EmitFlags.NoAsciiEscaping);
}

/** A clause node as a node of its own: TypeScript resolves its names through `original`, and prints it without a place. */
function copy(printer: Printer, node: ts.Node, own = true): ts.Node {
  const { ts, plan } = printer;
  if (isType(ts, node)) return node;
  const edit = own ? plan.edits.get(node) : undefined;
  if (edit?.op === 'replace') {
    const [first] = instantiate(printer, { code: edit.code, position: positionOf(ts, node, edit), target: node, copying: true });
    return first ?? node;
  }
  if (isLeaf(ts, node)) return cloneNode(ts, node);
  return withOriginal(ts, rebuild(ts, node, printer.copies) ?? visited(printer, node, (child) => copy(printer, child)), node);
}

/** Takes a cloned node, and the lists in it, out of the text that it was cloned from. */
function detach(ts: TypeScript, node: ts.Node): void {
  ts.setTextRange(node, { pos: -1, end: -1 });
  ts.setOriginalNode(node, undefined);
  for (const value of Object.values(node) as unknown[]) {
    if (Array.isArray(value) && 'pos' in value) ts.setTextRange(value as unknown as ts.TextRange, { pos: -1, end: -1 });
  }
}

/** A call that reports a clause leads, in a source map, to the clause. */
function mapCall(filling: Filling, { call, callee }: { call: ts.Node; callee: ts.Node }): void {
  leadTo(filling.printer.ts, call, mappedCallee(filling, callee));
}

function leadTo(ts: TypeScript, node: ts.Node, clause: Clause | undefined): ts.Node {
  const span = clause && spanOf(clause);
  return span ? ts.setSourceMapRange(node, { pos: span.start, end: span.end }) : node;
}

function mappedClause(filling: Filling, expression: ts.Expression): Clause | undefined {
  return filling.printer.ts.isCallExpression(expression) ? mappedCallee(filling, expression.expression) : undefined;
}

/** The clause that a call of this function leads to. */
function mappedCallee(filling: Filling, callee: ts.Node): Clause | undefined {
  return mapsTo(filling.printer.context.getCompilerOptions(), holeAt(filling, callee));
}

/**
 * Tools that measure coverage leave out what no line of the source map leads to the source. So only the line of the call itself does,
 * and no statement begins or ends there.
 *
 * before → after: `p$f(0, p$f);` → `[`, `p$f(0, p$f)`, `];` on a line each
 */
function onLineOfItsOwn(ts: TypeScript, statement: ts.ExpressionStatement): ts.ExpressionStatement {
  const { factory } = ts;
  return factory.createExpressionStatement(factory.createArrayLiteralExpression([statement.expression], true));
}

function spanOf(clause: Clause): { start: number; end: number } {
  return (clause.origin ? undefined : clause.predicate?.span) ?? clause.span;
}

/** The block that holds the statements of the old body takes its range, so that comments stay where they are. */
function takeRange(filling: Filling, { template, block }: { template: ts.Block; block: ts.Block }): ts.Block {
  const { ts } = filling.printer;
  const old = filling.instance.target;
  if (!old || !ts.isBlock(old)) return block;
  const holdsRest = template.statements.some((statement) => {
    const hole = ts.isExpressionStatement(statement) ? holeAt(filling, statement.expression) : undefined;
    return hole?.hole === 'keep' && hole.isBody === true;
  });
  if (!holdsRest) return block;
  ts.setTextRange(block.statements, old.statements);
  return ts.setOriginalNode(ts.setTextRange(block, old), old);
}
