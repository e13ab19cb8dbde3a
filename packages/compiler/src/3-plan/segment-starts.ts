/** Where the next segment of a method begins that is not behind an `await` or `yield`: handlers, loops that await, and blocks that dispose later. */
import type ts from 'typescript';
import type { TypeScript } from '../contract.ts';
import { made, runtime, type PlanDraft } from './draft.ts';
import { code, joinCode, keep, keepAll, keepBody, type Code, type Hole } from './plan.ts';
import { disposesLater, isForAwait } from '../2-check/suspension.ts';

/** What a block needs: to begin a segment at its start, to begin one when it is left. */
interface BlockStarts {
  atStart?: boolean;
  atEnd?: boolean;
}

/** Plans the starts of segments inside `body`, given its suspensions. */
export function planSegmentStarts(draft: PlanDraft, body: ts.Node, suspensions: readonly ts.Node[]): void {
  const { ts } = draft;
  const blocks = new Map<ts.Block, BlockStarts>();
  const starts = (block: ts.Block): BlockStarts => {
    const known = blocks.get(block) ?? {};
    blocks.set(block, known);
    return known;
  };
  for (const node of suspensions) {
    if (isForAwait(ts, node)) planForAwait(draft, node);
    else if (disposesLater(ts, node)) {
      const block = planDisposal(draft, node);
      if (block) starts(block).atEnd = true;
    }
  }
  for (const each of triesAround(ts, body, suspensions)) {
    if (each.catches && each.node.catchClause) starts(each.node.catchClause.block).atStart = true;
    if (each.node.finallyBlock) starts(each.node.finallyBlock).atStart = true;
  }
  for (const [block, needs] of blocks) if (block !== body) draft.edits.set(block, { op: 'replace', code: blockCode(draft, block, needs), as: 'body' });
}

/** `{ … }` → `{ p$in(); … }`, and where it disposes later `{ try { … } finally { p$in(); } }` */
function blockCode(draft: PlanDraft, block: ts.Block, { atStart, atEnd }: BlockStarts): Code {
  const start = atStart === true ? code`${made(draft, 'in')}();\n` : [];
  return code`{\n${start}${atEnd === true ? endingSegment(draft, keepBody(block.statements)) : keepBody(block.statements)}\n}`;
}

/** Statements behind which a segment begins, however they are left. */
export function endingSegment(draft: PlanDraft, inner: Code | Hole): Code {
  return code`try {\n${inner}\n} finally {\n${made(draft, 'in')}();\n}`;
}

/** The `try` statements with a suspension inside; `catches` where it is in the part that the handler is for. */
function triesAround(ts: TypeScript, body: ts.Node, suspensions: readonly ts.Node[]): { node: ts.TryStatement; catches: boolean }[] {
  const found = new Map<ts.TryStatement, boolean>();
  const seen = new Set<ts.Node>();
  for (const suspension of suspensions) {
    for (let at = suspension; at !== body && !seen.has(at); at = at.parent) {
      seen.add(at);
      const { parent } = at;
      if (ts.isTryStatement(parent) && at !== parent.finallyBlock) found.set(parent, found.get(parent) === true || at === parent.tryBlock);
    }
  }
  return [...found].map(([node, catches]) => ({ node, catches }));
}

/**
 * before → after: `for await (const x of e) { … }` →
 * `try { for await (const x of p$relayAsync(e, undefined, [p$in, p$out])) { p$in(); { … } } } finally { p$in(); }`
 */
function planForAwait(draft: PlanDraft, loop: ts.ForOfStatement): void {
  const iterable = code`${runtime(draft, 'relayAsync')}(${keep(loop.expression)}, undefined, [${made(draft, 'in')}, ${made(draft, 'out')}])`;
  planLoop(draft, loop, code`for await (${headOf(draft, loop)} of ${iterable})`);
}

/** The edit of a loop, and around its labels what begins a segment behind it. */
function planLoop(draft: PlanDraft, loop: ts.ForOfStatement, head: Code): void {
  const { ts } = draft;
  let outermost: ts.Statement = loop;
  while (ts.isLabeledStatement(outermost.parent)) outermost = outermost.parent;
  const planned = code`${head} {\n${made(draft, 'in')}();\n${taken(draft, loop)}${bodyOf(draft, loop)}\n}`;
  if (outermost === loop) draft.edits.set(loop, { op: 'replace', code: endingSegment(draft, planned) });
  else {
    draft.edits.set(loop, { op: 'replace', code: planned });
    draft.edits.set(outermost, { op: 'replace', code: endingSegment(draft, keepAll([outermost])) });
  }
}

/** The head of a loop; what it disposes later is a constant there, and so is what is not simply a name. */
function headOf(draft: PlanDraft, { initializer }: ts.ForOfStatement): Code {
  if (takesApart(draft.ts, initializer)) return [`const ${made(draft, 'w')}`];
  const [declaration] = disposesLater(draft.ts, initializer) ? initializer.declarations : [];
  return declaration ? code`const ${keep(declaration.name)}` : [keep(initializer)];
}

/** Whether setting the variable of a loop may run code, which belongs to the segment. */
function takesApart(ts: TypeScript, initializer: ts.ForInitializer): boolean {
  return ts.isVariableDeclarationList(initializer) ? !initializer.declarations.every(({ name }) => ts.isIdentifier(name)) : !ts.isIdentifier(initializer);
}

/** before → after: `const { a } of e` → `const p$w of e`, and at the start of the body `const { a } = p$w;` */
function taken(draft: PlanDraft, { initializer }: ts.ForOfStatement): Code {
  const { ts } = draft;
  if (!takesApart(ts, initializer)) return [];
  if (!ts.isVariableDeclarationList(initializer)) return code`(${keep(initializer)} = ${made(draft, 'w')});\n`;
  const keyword = (initializer.flags & ts.NodeFlags.Const) !== 0 ? 'const' : (initializer.flags & ts.NodeFlags.Let) !== 0 ? 'let' : 'var';
  const names = initializer.declarations.map(({ name }) => code`${keyword} ${keep(name)} = ${made(draft, 'w')};\n`);
  return joinCode(names, '');
}

function bodyOf(draft: PlanDraft, { initializer, statement }: ts.ForOfStatement): Code {
  const body = [keepAll([statement])];
  const [declaration] = disposesLater(draft.ts, initializer) ? initializer.declarations : [];
  return declaration ? endingSegment(draft, code`${resource(draft, declaration)}\n${body}`) : body;
}

/**
 * Plans the disposal of what a statement or the head of a loop declares; gives the block at whose end that happens.
 *
 * before → after: `await using x = e;` → `const x = e; await using p$ux = p$disposing(x, [p$in, p$out]);`
 */
function planDisposal(draft: PlanDraft, list: ts.VariableDeclarationList): ts.Block | undefined {
  const { ts } = draft;
  const { parent } = list;
  if (ts.isForOfStatement(parent) && !parent.awaitModifier) planLoop(draft, parent, code`for (${headOf(draft, parent)} of ${keep(parent.expression)})`);
  if (!ts.isVariableStatement(parent) || !ts.isBlock(parent.parent)) return undefined;
  const declared = list.declarations.map((each): Code => {
    const value = each.initializer ? code`const ${keep(each.name)} = ${keep(each.initializer)};\n` : [];
    return code`${value}${resource(draft, each)}`;
  });
  draft.edits.set(parent, { op: 'replace', code: joinCode(declared, '\n') });
  return parent.parent;
}

/** What is disposed in the place of a constant: it says when the segment ends. */
function resource(draft: PlanDraft, { name }: ts.VariableDeclaration): Code {
  const instead = made(draft, `u${name.getText()}`);
  return code`await using ${instead} = ${runtime(draft, 'disposing')}(${keep(name)}, [${made(draft, 'in')}, ${made(draft, 'out')}]);`;
}
