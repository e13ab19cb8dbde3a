/** `no-global-mutation`: nothing that the whole program shares is changed: global variables, built-in classes, the environment. */
import type ts from 'typescript';
import { createRule } from '../create-rule.ts';
import { bindingOf } from '../effects/bindings.ts';
import { assignmentOf, changeOf, wrapped } from '../effects/changes.ts';
import { memberOf, objectsOf, type GlobalObject } from '../effects/global-objects.ts';
import { stateFileOf, testsSchema, type StateOptions } from '../effects/state-file.ts';
import { quoted } from '../quoted.ts';
import { report } from '../report.ts';
import { isFrameworkEntry } from '../require-contract/file-kinds.ts';
import { typescript } from '../source.ts';

export interface NoGlobalMutationOptions extends StateOptions {
  /** Paths that may be written, as `globalThis.prisma` or `process.env.TZ`; `*` stands for any name. */
  readonly allow?: readonly string[];
}

type MessageId = 'global' | 'environment' | 'builtIn';

export const noGlobalMutation = createRule<readonly [NoGlobalMutationOptions], MessageId>({
  name: 'no-global-mutation',
  meta: {
    type: 'problem',
    docs: { description: 'Global variables, built-in classes and the environment are not written', configs: ['recommended'], needsTypes: false },
    messages: {
      global: '`{{place}}` belongs to the whole program: every module sees this write, and two that choose the same name undo each other’s. Export it from a module, hand it in, or use `AsyncLocalStorage` for what belongs to one request.',
      environment: '`{{place}}` belongs to the process: all other code and every child process sees this write, from now on. Read the environment once, where the program starts, and hand on what was found; hand `env` to the child process.',
      builtIn: '`{{place}}` changes what every module of the program, also those of others, sees of a built-in. Write a function of your own.',
    },
    schema: [
      {
        type: 'object',
        properties: {
          allow: { type: 'array', items: { type: 'string' }, description: 'Paths that may be written, as `globalThis.prisma` or `process.env.TZ`; `*` stands for any name.' },
          tests: testsSchema,
        },
        additionalProperties: false,
      },
    ],
  },
  defaultOptions: [{ allow: [], tests: false }],
  create: (context, [options]) => ({
    Program: () => {
      const analysis = stateFileOf(context, options);
      if (!analysis || isMeantTo(analysis.sourceFile) || isFrameworkEntry(analysis.sourceFile.fileName, analysis.pkg)) return;
      const allowed = (options.allow ?? []).map((path) => new RegExp(`^${path.split('*').map((part) => part.replace(/[.$]/g, '\\$&')).join('[\\w$]+')}$`));
      for (const { node, place, messageId } of globalWrites(analysis.sourceFile)) {
        if (!allowed.some((path) => path.test(place))) report(context, { span: { start: node.getStart(), end: node.end }, messageId, data: { place: quoted(place, 60) } });
      }
    },
  }),
});

/** Files that are there to do this, and scripts, whose process is their own; ESLint may have made a comment of their first line. */
function isMeantTo({ fileName, text }: ts.SourceFile): boolean {
  return /^(?:#!|\/\/)\s*\/(?:usr|bin|opt)\//.test(text) || /(?:^|\/)(?:[\w.-]*(?:polyfill|ponyfill|shim|setup|bootstrap|testing)[\w.-]*|(?:[\w.-]*[.-])?globals?)(?:\/|\.[cm]?[jt]sx?$)/i.test(fileName) || /(?:^|\/)(?:bin|scripts?)\/[^/]+$/.test(fileName);
}

interface GlobalWrite {
  readonly node: ts.Node;
  readonly place: string;
  readonly messageId: MessageId;
}

/** TABLE: what is global, and what of it a write is about. */
const roots: readonly { readonly names: readonly string[]; readonly messageId: MessageId; readonly member?: string }[] = [
  { names: ['globalThis', 'window', 'self', 'global'], messageId: 'global' },
  { names: ['process'], messageId: 'environment', member: 'env' },
  {
    names: ['Array', 'Object', 'String', 'Number', 'Boolean', 'Function', 'Promise', 'Map', 'Set', 'WeakMap', 'WeakSet', 'Date', 'RegExp', 'Error', 'Symbol', 'Math', 'JSON', 'Reflect', 'console', 'Element', 'HTMLElement', 'Node', 'EventTarget', 'XMLHttpRequest'],
    messageId: 'builtIn',
  },
];

/** What of a window is its interface: writing it tells the browser something. */
const settable = /^(?:location|name|status|opener|on[a-z]+|document|history|localStorage|sessionStorage|scrollX|scrollY|navigator|__[A-Z_]+__)$/;

/** What others are told to set. */
const meantToBeSet = /^(?:Error\.(?:stackTraceLimit|prepareStackTrace)|window\.(?:location|document)\b.*)$/;

function globalWrites(file: ts.SourceFile): GlobalWrite[] {
  return roots.flatMap(({ names, messageId, member }) =>
    names.filter((name) => file.text.includes(name)).flatMap((name) =>
      objectsOf(file, name, member).flatMap((object) => {
        const written = writtenAt(object) ?? (messageId === 'builtIn' ? prototypeWritten(object) : undefined);
        return written && isWrong(written.place, messageId) && !(isIfAbsent(written) && isOfLanguage(written.place, messageId)) ? [{ ...written, messageId }] : [];
      }),
    ),
  );
}

function prototypeWritten(object: GlobalObject): Written | undefined {
  const prototype = memberOf(object, 'prototype');
  return prototype.map(writtenAt).find((each) => each !== undefined);
}

type Written = Pick<GlobalWrite, 'node' | 'place'>;

/** A member of a global object that is assigned, defined or deleted; and all of it that is assigned, where it is a member itself. */
function writtenAt({ node: object, path }: GlobalObject): Written | undefined {
  const access = wrapped(object).parent;
  const isMember = (typescript.isPropertyAccessExpression(access) || typescript.isElementAccessExpression(access)) && access.expression === wrapped(object);
  const assigned = isMember ? assignmentOf(access) : undefined;
  if (assigned && isMember) return { node: assigned, place: typescript.isPropertyAccessExpression(access) ? `${path}.${access.name.text}` : `${path}[${access.argumentExpression.getText()}]` };
  const whole = typescript.isIdentifier(object) ? undefined : assignmentOf(object);
  if (whole) return { node: whole, place: path };
  const change = typescript.isCallExpression(access) ? changeOf(object, 'Object') : undefined;
  return change && { node: change, place: definedBy(change, path) };
}

/** `Object.defineProperty(globalThis, 'x', …)` is about `globalThis.x`. */
function definedBy(call: ts.Expression, object: string): string {
  const key = typescript.isCallExpression(call) && call.expression.getText().endsWith('.defineProperty') ? call.arguments[1] : undefined;
  return key && typescript.isStringLiteralLike(key) ? `${object}.${key.text}` : object;
}

function isWrong(place: string, messageId: MessageId): boolean {
  if (meantToBeSet.test(place)) return false;
  return messageId !== 'global' || !settable.test(place.slice(place.indexOf('.') + 1));
}

/** TABLE: what is being added to the language, by the class that has it: Node has not all of it yet. */
const coming = /^(?:Array\.fromAsync|Promise\.(?:try|withResolvers|allKeyed|allSettledKeyed)|RegExp\.escape|Math\.(?:sumPrecise|f16round|clamp)|Error\.(?:isError|captureStackTrace)|Map\.groupBy|Object\.groupBy|JSON\.(?:rawJSON|isRawJSON|parseImmutable)|Symbol\.(?:dispose|asyncDispose|metadata|observable)|(?:Weak)?Map\.prototype\.(?:getOrInsert|getOrInsertComputed|emplace|upsert)|Set\.prototype\.\w+|Array\.prototype\.(?:group|groupToMap|uniqueBy|filterReject|lastItem|lastIndex|to\w+|with)|String\.prototype\.(?:isWellFormed|toWellFormed|dedent|codePoints|matchAll|replaceAll|at)|Promise\.prototype\.finally|Element\.prototype\.\w+|HTMLElement\.prototype\.\w+|Node\.prototype\.\w+)$/;

/** Whether a member of a built-in class is one that the language or the browser has or will have: that is what a polyfill adds. Of what is not a member of a built-in, nothing is asked. */
function isOfLanguage(place: string, messageId: MessageId): boolean {
  if (messageId !== 'builtIn') return true;
  const [name = '', ...steps] = place.split('.');
  const member = steps.at(-1);
  if (member === undefined || place.includes('[') || coming.test(place)) return true;
  const owner: unknown = (globalThis as Record<string, unknown>)[name];
  const holder: unknown = steps[0] === 'prototype' ? (owner as { readonly prototype?: unknown } | undefined)?.prototype : owner;
  return holder === undefined || holder === null || Object.hasOwn(holder, member);
}

/** `globalThis.x ??= …`, `if (!globalThis.x) globalThis.x = …`, `if (globalThis.x) return; globalThis.x = …`: whoever comes first makes it, and the rest find it. */
function isIfAbsent({ node, place }: Written): boolean {
  if (typescript.isBinaryExpression(node) && /^(?:\?\?=|\|\|=)$/.test(node.operatorToken.getText())) return true;
  const [root = ''] = place.split(/[.[]/, 1);
  const member = place.slice(place.lastIndexOf('.') + 1);
  const asks = ({ expression }: ts.IfStatement): boolean => expression.getText().includes(member) || asksByName(expression, root);
  const isUnder = typescript.findAncestor(node, (each) => typescript.isIfStatement(each) && asks(each)) !== undefined;
  return isUnder || (root !== 'process' && exitsBefore(node).some(asks));
}

/** The conditions under which a function is left before it comes to a node. */
function exitsBefore(node: ts.Node): ts.IfStatement[] {
  const found: ts.IfStatement[] = [];
  for (let at = node; !typescript.isFunctionLike(at) && !typescript.isSourceFile(at); at = at.parent) {
    const { parent } = at;
    if (typescript.isBlock(parent)) found.push(...parent.statements.filter((each): each is ts.IfStatement => each.pos < at.pos && typescript.isIfStatement(each) && leaves(each.thenStatement)));
  }
  return found;
}

function leaves(statement: ts.Statement): boolean {
  const last = typescript.isBlock(statement) ? statement.statements.at(-1) : statement;
  return last !== undefined && (typescript.isReturnStatement(last) || typescript.isThrowStatement(last));
}

/** Whether a condition looks at a name that was set to something of a global object. */
function asksByName(condition: ts.Node, root: string, depth = 0): boolean {
  const visit = (node: ts.Node): boolean => {
    const declaration = typescript.isIdentifier(node) ? bindingOf(node)?.declaration : undefined;
    const initializer = declaration && typescript.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    if (initializer && (initializer.getText().includes(root) || (depth < 2 && asksByName(initializer, root, depth + 1)))) return true;
    return typescript.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return visit(condition);
}
