// TABLE: the operators of mutation. Each looks at one node and gives the texts that it may be replaced by.
// `text(node)` is the source of a node without the comments before it; `ts` is TypeScript.

const binary = (swaps) => (node, { ts, text }) => {
  if (!ts.isBinaryExpression(node)) return [];
  return (swaps[text(node.operatorToken)] ?? []).map((operator) => `${text(node.left)} ${operator} ${text(node.right)}`);
};

const isOneOf = (node, ...tests) => tests.some((test) => test(node));

/** Whether leaving out a statement leaves a program: declarations and blocks are not left out. */
function mayGo(node, ts) {
  return isOneOf(node, ts.isExpressionStatement, ts.isThrowStatement, ts.isBreakStatement, ts.isContinueStatement);
}

/** What a function of a type may give at once, by the first letters of the type as it is written. */
const emptyResults = [
  [/^number\b/, ['0']],
  [/^string$/, ["''"]],
  [/^boolean\b/, ['true', 'false']],
  [/\[\]$/, ['[]']],
  [/\bundefined\b/, ['undefined']],
  [/^void$/, ['']],
];

function bodyThatReturns(node, { ts, text }) {
  if (!node.body || !ts.isBlock(node.body) || !node.type) return [];
  const values = emptyResults.filter(([type]) => type.test(text(node.type))).flatMap(([, all]) => all);
  return values.map((value) => ({ node: node.body, text: value === '' ? '{}' : `{ return ${value}; }` }));
}

const conditionOf = (node, ts) => {
  if (isOneOf(node, ts.isIfStatement, ts.isWhileStatement)) return node.expression;
  return isOneOf(node, ts.isConditionalExpression, ts.isForStatement) ? node.condition : undefined;
};

const calls = { min: 'max', max: 'min', floor: 'ceil', ceil: 'floor', some: 'every', every: 'some', shift: 'pop', pop: 'shift', push: 'unshift', padStart: 'padEnd', startsWith: 'endsWith' };

/** What an operator gives is a text for the node itself, or a text with the node inside of it that it is for. */
export const operators = {
  relational: binary({ '<': ['<=', '>='], '<=': ['<', '>'], '>': ['>=', '<='], '>=': ['>', '<'] }),
  equality: binary({ '===': ['!=='], '!==': ['==='] }),
  arithmetic: binary({ '+': ['-'], '-': ['+'], '*': ['+'], '/': ['*'], '%': ['/'] }),
  assignment: binary({ '+=': ['-=', '='], '-=': ['+=', '='], '/=': ['*='], '*=': ['/='] }),
  logical: binary({ '&&': ['||'], '||': ['&&'], '??': ['&&'] }),
  'one side of a condition': (node, { ts, text }) => (ts.isBinaryExpression(node) && /^(&&|\|\|)$/.test(text(node.operatorToken)) ? [text(node.left), text(node.right)] : []),
  'off by one': (node, { ts, text }) => (ts.isNumericLiteral(node) ? [String(Number(text(node)) + 1), `(${Number(text(node)) - 1})`] : []),
  'negated condition': (node, { ts, text }) => [conditionOf(node, ts)].filter(Boolean).map((condition) => ({ node: condition, text: `!(${text(condition)})` })),
  'constant condition': (node, { ts }) => (ts.isIfStatement(node) ? ['true', 'false'].map((value) => ({ node: node.expression, text: value })) : []),
  'no not': (node, { ts, text }) => (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken ? [text(node.operand)] : []),
  'no minus': (node, { ts, text }) => (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken ? [text(node.operand)] : []),
  step: (node, { ts, text }) => (ts.isPostfixUnaryExpression(node) ? [text(node).endsWith('++') ? `${text(node.operand)}--` : `${text(node.operand)}++`] : []),
  'dropped statement': (node, { ts }) => (mayGo(node, ts) ? [';'] : []),
  'no else': (node, { ts }) => (ts.isIfStatement(node) && node.elseStatement ? [{ node: node.elseStatement, text: '{}' }] : []),
  'break and continue': (node, { ts }) => (ts.isBreakStatement(node) ? ['continue;'] : ts.isContinueStatement(node) ? ['break;'] : []),
  'other method': (node, { ts, text }) => (ts.isPropertyAccessExpression(node) && ts.isCallExpression(node.parent) && node.parent.expression === node && Object.hasOwn(calls, text(node.name)) ? [{ node: node.name, text: calls[text(node.name)] }] : []),
  'no sort': (node, { ts, text }) => (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && /^(toSorted|sort)$/.test(text(node.expression.name)) ? [text(node.expression.expression)] : []),
  'text': (node, { ts, text }) => (ts.isStringLiteral(node) && text(node).length > 2 ? ["''"] : []),
  'truth value': (node, { ts }) => (node.kind === ts.SyntaxKind.TrueKeyword ? ['false'] : node.kind === ts.SyntaxKind.FalseKeyword ? ['true'] : []),
  'returns at once': (node, context) => (isOneOf(node, context.ts.isFunctionDeclaration, context.ts.isMethodDeclaration) ? bodyThatReturns(node, context) : []),
};
