/** `no-representation-exposure`: what a class hides is not handed out to be changed. */
import { hasModifier } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { createRule } from '../create-rule.ts';
import { aliasedPlace } from '../effects/aliases.ts';
import { fieldsOf, isHidden } from '../effects/class-fields.ts';
import { containerDeclared, containerOfType, type DeclaredContainer } from '../effects/declared-containers.ts';
import { nodesOf } from '../effects/file-nodes.ts';
import { isSetAnew, resultsAt } from '../effects/results-at.ts';
import { stateFileOf, testsOnlySchema, type StateOptions } from '../effects/state-file.ts';
import { lineOf } from '../positions.ts';
import { containerCopy } from '../mutability.ts';
import { quoted } from '../quoted.ts';
import { report, type Suggestion } from '../report.ts';
import { typescript } from '../source.ts';

export type NoRepresentationExposureOptions = StateOptions;

const { SyntaxKind } = typescript;

export const noRepresentationExposure = createRule<readonly [StateOptions], 'exposed' | 'readonlyType' | 'copy'>({
  name: 'no-representation-exposure',
  meta: {
    type: 'problem',
    docs: { description: 'No public member hands out a private container that the caller can change', configs: ['recommended'], needsTypes: false },
    hasSuggestions: true,
    messages: {
      exposed: '`{{member}}` hands out `this.{{field}}` (line {{line}}) itself: whoever calls it can change the private {{kind}} behind the back of the class, and sees it change later. Return it with a readonly type ({{readonly}}), or a copy ({{copy}}).',
      readonlyType: 'Return it with a readonly type: `{{text}}`.',
      copy: 'Return a copy: `{{text}}`.',
    },
    schema: testsOnlySchema,
  },
  defaultOptions: [{ tests: false }],
  create: (context, [options]) => ({
    Program: () => {
      const analysis = stateFileOf(context, options);
      if (!analysis || !/\bprivate\b|#/.test(analysis.sourceFile.text)) return;
      for (const { member, node, field, container } of nodesOf(analysis.sourceFile).classes.flatMap((each) => exposures(analysis, each))) {
        const data = { member: quoted(memberText(member), 30), field: quoted(field.text, 30), line: lineOf(field), kind: container.name, readonly: `\`${readonlyForms.get(container.name)?.(undefined) ?? 'Readonly<…>'}\``, copy: `\`${containerCopy(container.name, quoted(node.getText(), 30))}\`` };
        report(context, { span: { start: node.getStart(), end: node.end }, messageId: 'exposed', data, suggest: suggestionsFor({ member, node, container }) });
      }
    },
  }),
});

type Member = ts.MethodDeclaration | ts.GetAccessorDeclaration;

interface Exposure {
  readonly member: Member;
  /** What is returned. */
  readonly node: ts.Expression;
  readonly field: ts.Identifier | ts.PrivateIdentifier;
  readonly container: DeclaredContainer;
}

function exposures({ program }: Analysis, node: ts.ClassLikeDeclaration): Exposure[] {
  const hidden = fieldsOf(node).filter(isHidden).flatMap((field) => {
    const container = containerDeclared(field, program);
    return container && !container.isReadonly && readonlyForms.has(container.name) ? [[field.name.text, { field: field.name, container }] as const] : [];
  });
  if (hidden.length === 0) return [];
  const byName = new Map(hidden);
  return node.members.flatMap((member) => {
    if (!isPublic(member) || !member.body || givesUp.test(member.name.getText()) || !mayBeChanged(member)) return [];
    return returnsOf(member.body).flatMap(resultsAt).flatMap(({ node: returned, value }) => {
      const place = aliasedPlace({ node: member, owners: new Set([member]) }, value);
      const known = place?.root.kind === 'this' && place.root.owner === node && place.steps.length === 1 ? byName.get(place.steps[0] ?? '') : undefined;
      return known && !(typescript.isIdentifier(value) && isSetAnew(known.field.text, member)) ? [{ member, node: returned, ...known }] : [];
    });
  });
}

/** Methods that end what they hand out: nobody goes on with it. */
const givesUp = /^(?:build|finish|end|done|take|drain|flush|release|detach|toJSON|valueOf|_.*)$/;

function isPublic(member: ts.ClassElement): member is Member {
  if (!typescript.isMethodDeclaration(member) && !typescript.isGetAccessor(member)) return false;
  const isStatic = hasModifier(typescript, member, SyntaxKind.StaticKeyword);
  return !isStatic && !isHidden(member) && !hasModifier(typescript, member, SyntaxKind.ProtectedKeyword);
}

/** Whether the declared result lets the caller change it; without an annotation it is what the field is. */
function mayBeChanged({ type }: Member): boolean {
  if (!type) return true;
  const promised = typescript.isTypeReferenceNode(type) && type.typeName.getText() === 'Promise' ? type.typeArguments?.[0] : type;
  return promised !== undefined && containerOfType(promised)?.isReadonly === false;
}

function returnsOf(body: ts.Block): ts.Expression[] {
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (typescript.isFunctionLike(node) || typescript.isClassLike(node)) return;
    if (typescript.isReturnStatement(node) && node.expression) found.push(node.expression);
    typescript.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

function memberText(member: Member): string {
  const name = member.name.getText();
  return typescript.isMethodDeclaration(member) ? `${name}()` : name;
}

/** TABLE: the readonly type of a container, from the text of its own type. */
const readonlyForms: ReadonlyMap<string, (type: string | undefined) => string> = new Map([
  ['Array', (type: string | undefined) => (type?.startsWith('Array<') === true ? `Readonly${type}` : `readonly ${type ?? '…[]'}`)],
  ['Map', (type: string | undefined) => `Readonly${type ?? 'Map<…>'}`],
  ['Set', (type: string | undefined) => `Readonly${type ?? 'Set<…>'}`],
]);

function suggestionsFor({ member, node, container }: Pick<Exposure, 'member' | 'node' | 'container'>): Suggestion[] {
  const { type } = member;
  const text = type && readonlyForms.get(container.name)?.(type.getText());
  const isPlain = type && (typescript.isArrayTypeNode(type) || typescript.isTypeReferenceNode(type)) && type.getText().startsWith('Promise') === false;
  const readonlyType: Suggestion[] = type && text !== undefined && isPlain ? [{ messageId: 'readonlyType', data: { text }, edits: [{ range: [type.getStart(), type.end], text }] }] : [];
  const copy = containerCopy(container.name, node.getText());
  return [...readonlyType, { messageId: 'copy', data: { text: copy }, edits: [{ range: [node.getStart(), node.end], text: copy }] }];
}
