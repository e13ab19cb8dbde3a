/** What the code speaks of: numbers and texts that are worth a try. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { charactersOf } from './pattern-characters.ts';
import type { Hint, Hints } from './subject.ts';

const mostHints = 20;

/** From a body to the constants and functions that it names, and on to what those name. */
const mostSteps = 3;

interface Code {
  readonly ts: TypeScript;
  readonly checker: ts.TypeChecker;
}

export const noHints: Hints = { all: [], beside: {} };

/** Of a function. */
interface Spoken {
  readonly body?: ts.Node | undefined;
  /** The expressions of its contract, in which no name leads anywhere. */
  readonly clauses: readonly ts.Node[];
}

/**
 * The numbers and short texts in a body, in what it names of the project, and in the contract; what is near comes first.
 *
 * @ensures `result.all.length <= 20`
 */
export function hintsOf(code: Code, { body, clauses }: Spoken): Hints {
  const all = new Set<Hint>();
  const beside: Record<string, Set<Hint>> = Object.create(null) as Record<string, Set<Hint>>;
  const seen = new Set<ts.Node>();
  let next = new Set<ts.Node>();
  const visit = (node: ts.Node, isClause: boolean): void => {
    for (const hint of hintsIn(code.ts, node)) {
      all.add(hint);
      for (const name of namesBeside(code.ts, node)) (beside[name] ??= new Set()).add(hint);
    }
    if (!isClause && code.ts.isIdentifier(node)) for (const each of definitionOf(code, node)) next.add(each);
    code.ts.forEachChild(node, (child) => visit(child, isClause));
  };
  if (body) visit(body, false);
  for (const clause of clauses) visit(clause, true);
  for (let step = 0; step < mostSteps && all.size < mostHints; step++) {
    const here = [...next].filter((node) => !seen.has(node));
    next = new Set();
    for (const node of here) {
      seen.add(node);
      visit(node, false);
    }
  }
  return { all: [...all].slice(0, mostHints), beside: Object.fromEntries(Object.entries(beside).map(([name, hints]) => [name, [...hints]])) };
}

function hintsIn(ts: TypeScript, node: ts.Node): readonly Hint[] {
  if (ts.isNumericLiteral(node)) return [Number(node.text)];
  if (ts.isRegularExpressionLiteral(node)) return charactersOf(node.text.slice(1, node.text.lastIndexOf('/')));
  return ts.isStringLiteralLike(node) && node.text.length <= 20 ? [node.text] : [];
}

/** `n % 7`, `order.state === 'paid'`, `[4, 6].includes(month)`, `switch (n) { case 3: }`. */
function namesBeside(ts: TypeScript, { parent }: ts.Node): string[] {
  const other = ts.isBinaryExpression(parent) ? [parent.left, parent.right] : ts.isCaseClause(parent) ? [parent.parent.parent.expression] : ts.isArrayLiteralExpression(parent) ? askedOf(ts, parent) : [];
  return other.flatMap((each) => (ts.isIdentifier(each) ? [each.text] : ts.isPropertyAccessExpression(each) ? [each.name.text] : []));
}

/** What a list of constants is asked for. */
function askedOf(ts: TypeScript, list: ts.ArrayLiteralExpression): readonly ts.Expression[] {
  const { parent } = list;
  return ts.isPropertyAccessExpression(parent) && ts.isCallExpression(parent.parent) && /^(?:includes|indexOf)$/.test(parent.name.text) ? parent.parent.arguments.slice(0, 1) : [];
}

/** The value of a constant, or the body of a function, that a name stands for. */
function definitionOf({ ts, checker }: Code, name: ts.Identifier): ts.Node[] {
  if (ts.isPropertyAccessExpression(name.parent) && name.parent.name === name) return [];
  const symbol = checker.getSymbolAtLocation(name);
  const meant = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const declaration = meant?.valueDeclaration;
  if (!declaration || /\/node_modules\/|\.d\.[cm]?ts$/.test(declaration.getSourceFile().fileName)) return [];
  if (ts.isVariableDeclaration(declaration)) return declaration.initializer && ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const ? [declaration.initializer] : [];
  return ts.isFunctionDeclaration(declaration) && declaration.body ? [declaration.body] : [];
}
