/** `no-static-mutable-state`: classes keep no public state that all of their users share. */
import { hasModifier } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { createRule } from '../create-rule.ts';
import { bindingOf } from '../effects/bindings.ts';
import { assignmentOf, changeOf, isInFunction } from '../effects/changes.ts';
import { containerDeclared } from '../effects/declared-containers.ts';
import { nodesOf } from '../effects/file-nodes.ts';
import { innerChangeOf } from '../effects/inner-changes.ts';
import { usesOf } from '../effects/shared-places.ts';
import { stateFileOf, testsOnlySchema, type StateOptions } from '../effects/state-file.ts';
import { lineOf } from '../positions.ts';
import { report } from '../report.ts';
import { typescript } from '../source.ts';

export type NoStaticMutableStateOptions = StateOptions;

const { SyntaxKind } = typescript;

export const noStaticMutableState = createRule<readonly [StateOptions], 'field' | 'container' | 'open'>({
  name: 'no-static-mutable-state',
  meta: {
    type: 'problem',
    docs: { description: 'No public static field changes', configs: ['recommended'], needsTypes: false },
    messages: {
      field: '`{{name}}` is one variable for the whole program, anyone can set it, and line {{line}} does: two users of `{{owner}}` undo each other’s work, and tests depend on their order. Make it a field of the instances, hand it in, or hide it (`static #{{member}}`) behind methods that say `@modifies`.',
      container: '`{{name}}` is one {{kind}} for the whole program that anyone can change, and line {{line}} changes it. Make it a field of the instances, hand it in, or hide it (`static #{{member}}`) behind methods that say `@modifies`.',
      open: '`{{name}}` is one {{kind}}, still empty, for the whole program that anyone can change. Make it a field of the instances, hand it in, or hide it (`static #{{member}}`) behind methods that say `@modifies`.',
    },
    schema: testsOnlySchema,
  },
  defaultOptions: [{ tests: false }],
  create: (context, [options]) => ({
    Program: () => {
      const analysis = stateFileOf(context, options);
      if (!analysis || !/\bstatic\b/.test(analysis.sourceFile.text)) return;
      for (const field of nodesOf(analysis.sourceFile).classes.flatMap(publicStatics)) {
        const problem = problemOf(analysis, field);
        if (problem) report(context, { span: { start: field.name.getStart(), end: field.name.end }, ...problem });
      }
    },
  }),
});

type StaticField = ts.PropertyDeclaration & { readonly name: ts.Identifier; readonly parent: ts.ClassLikeDeclaration };

function publicStatics({ members }: ts.ClassLikeDeclaration): StaticField[] {
  return members.filter((each): each is StaticField => typescript.isPropertyDeclaration(each) && isPublicStatic(each));
}

function isPublicStatic(node: ts.PropertyDeclaration): node is StaticField {
  const has = (kind: ts.SyntaxKind): boolean => hasModifier(typescript, node, kind);
  return has(SyntaxKind.StaticKeyword) && typescript.isIdentifier(node.name) && ![SyntaxKind.PrivateKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.DeclareKeyword].some(has);
}

interface Problem {
  readonly messageId: 'field' | 'container' | 'open';
  readonly data: Readonly<Record<string, string | number>>;
}

function problemOf({ sourceFile, program }: Analysis, field: StaticField): Problem | undefined {
  const owner = field.parent.name?.text ?? 'the class';
  const member = field.name.text;
  const accesses = usesOf(sourceFile, member).flatMap((use) => (isAccessOf(use, field) ? [use.parent] : []));
  const data = { name: `${owner}.${member}`, owner, member };
  const set = accesses.map(assignmentOf).find((each) => each && isInFunction(each));
  if (set) return isLazy(set) ? undefined : { messageId: 'field', data: { ...data, line: lineOf(set) } };
  const container = containerDeclared(field, program);
  if (!container || container.isReadonly || container.name === 'Date' || isWeak(container.name)) return undefined;
  const changes = accesses.flatMap((access) => changeOf(access, container.name) ?? innerChangeOf(access, field, program) ?? []);
  const change = changes.find((each) => isInFunction(each) && !isLazy(each));
  if (change) return { messageId: 'container', data: { ...data, kind: container.name === 'Object' ? 'object' : container.name, line: lineOf(change) } };
  return container.isEmpty && changes.length === 0 && container.name !== 'Object' ? { messageId: 'open', data: { ...data, kind: container.name } } : undefined;
}

/** What a weak container holds goes with its keys: who has no key, sees nothing of it. */
function isWeak(name: string): boolean {
  return name.startsWith('Weak');
}

/** `Owner.member`, or `this.member` in a static member of the class. */
function isAccessOf(use: ts.Identifier, { parent: owner }: StaticField): boolean {
  const access = use.parent;
  if (!typescript.isPropertyAccessExpression(access) || access.name !== use) return false;
  const object = access.expression;
  if (typescript.isIdentifier(object)) return bindingOf(object)?.declaration === owner;
  if (object.kind !== SyntaxKind.ThisKeyword) return false;
  const around = typescript.findAncestor(object, (each) => typescript.isClassElement(each));
  return around?.parent === owner && (typescript.isClassStaticBlockDeclaration(around) || hasModifier(typescript, around, SyntaxKind.StaticKeyword));
}

/** `C.instance ??= new C()`: it is made once, whoever comes first. */
function isLazy(assignment: ts.Expression): boolean {
  return typescript.isBinaryExpression(assignment) && assignment.operatorToken.kind === SyntaxKind.QuestionQuestionEqualsToken;
}
