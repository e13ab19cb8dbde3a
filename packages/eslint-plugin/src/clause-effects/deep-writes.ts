/** What a function changes through the functions of its file that it calls. */
import { sideTable, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { rootOf, type Look } from '../built-ins/containers.ts';
import { pathOf } from '../built-ins/paths.ts';
import { calledFunction, isAssumedPure } from './callees.ts';
import { nonLocalWrite, type FunctionWithBody } from './function-writes.ts';

const writeByFunction = sideTable<ts.Node, ts.Expression | undefined>('deep-write');

/** The first write of a variable of the module in a function of the file that is called, itself or in turn; undefined if there is none for certain. */
export function deepWrite(analysis: Analysis, fn: FunctionWithBody): ts.Expression | undefined {
  if (writeByFunction.has(fn)) return writeByFunction.get(fn);
  // A function that calls itself changes nothing but what is found on the way.
  writeByFunction.set(fn, undefined);
  const { ts, sourceFile, program } = analysis;
  const look: Look = { ts, file: sourceFile, program };
  const visit = (node: ts.Node): ts.Expression | undefined => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return undefined;
    const callee = ts.isCallExpression(node) && !isAssumedPure(look, analysis, { call: node, path: pathOf(ts, sourceFile, node.expression) }) ? calledFunction(look, node) : undefined;
    const write = callee && writeOfModule(analysis, look, callee);
    // What the caller looks at too may be its memory, kept by a helper.
    return write && !mentions(ts, fn.body, writtenName(ts, write)) ? write : ts.forEachChild(node, visit);
  };
  const found = visit(fn.body);
  writeByFunction.set(fn, found);
  return found;
}

function writeOfModule(analysis: Analysis, look: Look, callee: FunctionWithBody): ts.Expression | undefined {
  const { ts, file } = look;
  // A function inside of another may write what belongs to that one alone.
  if (ts.findAncestor(callee.parent, (each) => ts.isFunctionLike(each))) return undefined;
  const write = nonLocalWrite(look, callee);
  return write && isVariableOf(ts, file, writtenName(ts, write)) ? write : deepWrite(analysis, callee);
}

/** `calls` of `calls++`, of `log.push(x)` and of `state.count = 1` */
function writtenName(ts: TypeScript, write: ts.Expression): string {
  if (ts.isCallExpression(write)) return rootOf(ts, write.expression).getText();
  if (ts.isPrefixUnaryExpression(write) || ts.isPostfixUnaryExpression(write)) return rootOf(ts, write.operand).getText();
  if (ts.isBinaryExpression(write)) return rootOf(ts, write.left).getText();
  return ts.isDeleteExpression(write) ? rootOf(ts, write.expression).getText() : '';
}

function isVariableOf(ts: TypeScript, file: ts.SourceFile, name: string): boolean {
  return file.statements.some((statement) => ts.isVariableStatement(statement) && statement.declarationList.declarations.some((each) => ts.isIdentifier(each.name) && each.name.text === name));
}

function mentions(ts: TypeScript, root: ts.Node, name: string): boolean {
  const visit = (node: ts.Node): boolean => (ts.isIdentifier(node) && node.text === name) || (ts.forEachChild(node, (child) => visit(child) || undefined) ?? false);
  return visit(root);
}
