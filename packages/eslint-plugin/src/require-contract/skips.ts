/** TABLE: the functions of which no contract is demanded by default, because it would say nothing. */
import { holderOf, passedParameters } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import type { CallableNode } from '../export-index/function-nodes.ts';
import type { ExportedFunction } from '../export-index/walk.ts';
import { isComponent } from './components.ts';
import { isDelegate } from './delegates.ts';
import { isFrameworkEntry, isGenerated, isTest } from './file-kinds.ts';

interface SkipRow {
  readonly concerns: (analysis: Analysis, declared: ExportedFunction) => boolean;
  /** For the documentation of the option. */
  readonly meaning: string;
}

const rows = {
  accessors: { concerns: ({ ts }, { node }) => ts.isAccessor(node), meaning: 'Getters and setters' },
  'type-predicates': { concerns: isTypePredicate, meaning: 'Functions whose result is a type predicate or an assertion' },
  'no-parameters': { concerns: ({ ts }, { declarations }) => declarations.every((each) => passedParameters(ts, each).length === 0), meaning: 'Functions without parameters' },
  delegates: { concerns: ({ ts }, { node }) => isDelegate(ts, node), meaning: 'Functions whose body is one call that passes the parameters on' },
  'parameter-properties': { concerns: ({ ts }, { node }) => hasOnlyProperties(ts, node), meaning: 'Constructors that do nothing but declare properties' },
  components: { concerns: (analysis, { node }) => isComponent(analysis, node), meaning: 'Functions that return JSX' },
  decorated: { concerns: ({ ts }, { declarations }) => declarations.some((each) => isDecorated(ts, each)), meaning: 'Members with a decorator, also on a parameter: a framework calls them' },
  framework: { concerns: ({ sourceFile, pkg }) => isFrameworkEntry(sourceFile.fileName, pkg), meaning: 'Files that a framework or a tool calls: pages and routes, stories, configuration' },
  tests: { concerns: ({ sourceFile, pkg }) => isTest(sourceFile.fileName, pkg?.root), meaning: 'Tests and what only they use' },
  generated: { concerns: ({ sourceFile }) => isGenerated(sourceFile), meaning: 'Files that say that they are generated' },
} as const satisfies Record<string, SkipRow>;

export type Skip = keyof typeof rows;

/** Every skip with what it concerns. */
const skips: Readonly<Record<Skip, SkipRow>> = rows;

/** All skips, in the order of the documentation. */
export const allSkips = Object.keys(rows) as readonly Skip[] as readonly [Skip, ...Skip[]];

/** Whether one of the chosen skips concerns a function. */
export function isSkipped(analysis: Analysis, declared: ExportedFunction, chosen: readonly Skip[]): boolean {
  return chosen.some((each) => skips[each].concerns(analysis, declared));
}

function isTypePredicate({ ts, program }: Analysis, { declarations }: ExportedFunction): boolean {
  const checker = program?.getTypeChecker();
  return declarations.some((each) => {
    const type = each.type ?? resultOfAnnotation(ts, each);
    if (type || !checker) return type !== undefined && ts.isTypePredicateNode(type);
    const signature = checker.getSignatureFromDeclaration(each);
    const expected = ts.isFunctionExpression(each) || ts.isArrowFunction(each) ? (checker.getContextualType(each)?.getCallSignatures() ?? []) : [];
    return [signature, ...expected].some((known) => known !== undefined && checker.getTypePredicateOfSignature(known) !== undefined);
  });
}

/** The result that the annotation of a variable or field gives to the function in it: an assertion has to be declared there. */
function resultOfAnnotation(ts: Analysis['ts'], node: CallableNode): ts.TypeNode | undefined {
  const holder = ts.isFunctionExpression(node) || ts.isArrowFunction(node) ? holderOf(ts, node) : undefined;
  const type = holder && (ts.isVariableDeclaration(holder) || ts.isPropertyDeclaration(holder)) ? holder.type : undefined;
  return type && ts.isFunctionTypeNode(type) ? type.type : undefined;
}

function hasOnlyProperties(ts: Analysis['ts'], node: CallableNode): boolean {
  if (!ts.isConstructorDeclaration(node) || !node.body) return false;
  const isSuperCall = (statement: ts.Statement): boolean =>
    ts.isExpressionStatement(statement) && ts.isCallExpression(statement.expression) && statement.expression.expression.kind === ts.SyntaxKind.SuperKeyword;
  return node.parameters.every((each) => ts.isParameterPropertyDeclaration(each, node)) && node.body.statements.every(isSuperCall);
}

function isDecorated(ts: Analysis['ts'], node: CallableNode): boolean {
  const field = ts.isPropertyDeclaration(node.parent) ? [node.parent] : [];
  return [node, ...field, ...node.parameters].some((each) => ts.canHaveDecorators(each) && (ts.getDecorators(each) ?? []).length > 0);
}
