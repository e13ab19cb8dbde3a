/** `no-representation-exposure`: what a class hides is not handed out to be changed. */
import { hasModifier } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { createRule } from '../create-rule.ts';
import { aliasedPlace } from '../effects/aliases.ts';
import { isFunction } from '../effects/calls.ts';
import { calledInFile } from '../effects/callee.ts';
import { basesInFile, changeOfField, fieldsOf, isHidden, staticFieldsOf, type Field } from '../effects/class-fields.ts';
import { closureExposures } from '../effects/closure-exposures.ts';
import { containerDeclared, containerIn, containerOfType, type DeclaredContainer } from '../effects/declared-containers.ts';
import { typeAt } from '../effects/declared-types.ts';
import type { FunctionNode } from '../effects/events.ts';
import { isFunctionWithBody, nodesOf } from '../effects/file-nodes.ts';
import { givesUp, mayBeChanged, promisedBy, type Promised } from '../effects/handed-out.ts';
import { escapedName } from '../effects/mentions.ts';
import { printPlace, type Place } from '../effects/place.ts';
import { isSetAnew, resultsAt } from '../effects/results-at.ts';
import { stateFileOf, testsOnlySchema, type StateOptions } from '../effects/state-file.ts';
import { lineOf } from '../positions.ts';
import { containerCopy } from '../mutability.ts';
import { quoted } from '../quoted.ts';
import { report, type Suggestion } from '../report.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';

export type NoRepresentationExposureOptions = StateOptions;

const { SyntaxKind } = typescript;

export const noRepresentationExposure = createRule<readonly [StateOptions], 'exposed' | 'closed' | 'readonlyType' | 'copy'>({
  name: 'no-representation-exposure',
  meta: {
    type: 'problem',
    docs: { description: 'No public member hands out a private container that the caller can change', configs: ['recommended'], needsTypes: false },
    hasSuggestions: true,
    messages: {
      exposed: '`{{member}}` hands out `{{place}}` (line {{line}}) itself: whoever calls it can change the {{access}} {{kind}} behind the back of the class, and sees it change later. Return it with a readonly type ({{readonly}}), or a copy ({{copy}}).',
      closed: '`{{member}}` hands out `{{place}}` (line {{line}}) itself: whoever calls it can change the {{kind}} that {{maker}} keeps to itself, and sees it change later. Return it with a readonly type ({{readonly}}), or a copy ({{copy}}).',
      readonlyType: 'Return it with a readonly type: `{{text}}`.',
      copy: 'Return a copy: `{{text}}`.',
    },
    schema: testsOnlySchema,
  },
  defaultOptions: [{ tests: false }],
  create: (context, [options]) => ({
    Program: () => {
      const analysis = stateFileOf(context, options);
      if (!analysis) return;
      for (const each of closureExposures(analysis)) report(context, { span: { start: each.node.getStart(), end: each.node.end }, messageId: 'closed', data: { ...dataOf(each), member: quoted(each.member, 30), place: quoted(each.variable.name.text, 35), line: lineOf(each.variable), maker: each.maker === '' ? 'the function around it' : `\`${quoted(each.maker, 30)}\`` } });
      if (!/\b(?:private|protected)\b|#/.test(analysis.sourceFile.text)) return;
      for (const exposure of nodesOf(analysis.sourceFile).classes.flatMap((each) => exposures(analysis, each))) {
        const { member, node, field, shown, isWhole, type, container } = exposure;
        const data = { ...dataOf(exposure), member: quoted(memberText(member), 30), place: quoted(shown, 35), line: lineOf(field), access: isProtected(field.parent) ? 'protected' : 'private' };
        report(context, { span: { start: node.getStart(), end: node.end }, messageId: 'exposed', data, suggest: isWhole ? suggestionsFor({ type, node, container }) : [] });
      }
    },
  }),
});

/** What messages say of a container, and what to do with it. */
function dataOf({ node, container: { name } }: Pick<Exposure, 'node' | 'container'>): { readonly kind: string; readonly readonly: string; readonly copy: string } {
  return { kind: name, readonly: `\`${readonlyForms.get(name)?.(undefined) ?? 'Readonly<…>'}\``, copy: `\`${containerCopy(name, quoted(node.getText(), 30))}\`` };
}

type Member = ts.MethodDeclaration | ts.GetAccessorDeclaration | ts.PropertyDeclaration;

/** What a member runs that gives something: its own body, or the function that a field is set to. */
function functionOf(member: Member): FunctionNode | undefined {
  if (!typescript.isPropertyDeclaration(member)) return isFunctionWithBody(member) ? member : undefined;
  const value = member.initializer && unwrapped(typescript, member.initializer);
  return value && isFunction(value) ? value : undefined;
}

interface Exposure {
  readonly member: Member;
  /** What it says that it gives. */
  readonly type: ts.TypeNode | undefined;
  /** What is returned. */
  readonly node: ts.Expression;
  readonly field: ts.Identifier | ts.PrivateIdentifier;
  /** The place as messages write it. */
  readonly shown: string;
  /** It is all that is returned, and what a field holds. */
  readonly isWhole: boolean;
  readonly container: DeclaredContainer;
}

function exposures({ program }: Analysis, node: ts.ClassLikeDeclaration): Exposure[] {
  const ofInstances = fieldsIn([...fieldsOf(node).filter(isHidden), ...protectedFields(node, program)]);
  const ofClass = fieldsIn(staticFieldsOf(node).filter(isHidden));
  if (ofInstances.size === 0 && ofClass.size === 0) return [];
  return node.members.flatMap((member) => {
    const fn = isPublic(member) ? functionOf(member) : undefined;
    if (!isPublic(member) || !fn || givesUp.test(member.name.getText())) return [];
    return returnsOf(fn).flatMap(resultsAt).flatMap((result) => partsOf(result, promisedBy(fn.type) ?? assertedOf(result))).flatMap(({ node: returned, value, type }) => {
      if (!mayBeChanged(type)) return [];
      const place = aliasedPlace({ node: fn, owners: new Set([fn]) }, value);
      const isOfClass = place !== undefined && isClassItself(place, node, member);
      const isOwn = place?.root.kind === 'this' && place.root.owner === node;
      const field = place && !place.isCut && (isOfClass || isOwn) ? (isOfClass ? ofClass : ofInstances).get(place.steps[0] ?? '') : undefined;
      const container = field && place && containerIn(field, place.steps.slice(1), program);
      if (!field || !place || !container || container.isReadonly || !readonlyForms.has(container.name) || (container.name === 'Object' && !isTable(field, node)) || isGivenAway({ place, value, field: field.name.text, member })) return [];
      return [{ member, type: fn.type, node: returned, field: field.name, shown: printPlace(place), isWhole: returned.parent.kind !== SyntaxKind.PropertyAssignment && place.steps.length === 1, container }];
    });
  });
}

/** Whether a plain object of a class is there to be filled: its type is one of entries, and the class changes it. */
function isTable(field: Field, owner: ts.ClassLikeDeclaration): boolean {
  return field.type !== undefined && containerOfType(field.type) !== undefined && changeOfField(field, owner, 'Object') !== undefined;
}

function fieldsIn(fields: readonly Field[]): ReadonlyMap<string, Field> {
  return new Map(fields.map((field) => [field.name.text, field] as const));
}

/** `Registry.#items`, and `this.#items` in a static member. */
function isClassItself({ root }: Place, node: ts.ClassLikeDeclaration, member: Member): boolean {
  return ('binding' in root && root.binding.declaration === node) || (root.kind === 'this' && root.owner === node && hasModifier(typescript, member, SyntaxKind.StaticKeyword));
}

function isProtected(field: ts.Node): boolean {
  return hasModifier(typescript, field, SyntaxKind.ProtectedKeyword);
}

/** The protected fields of a class and of those of the file that it extends, where one of these classes changes what is in it. */
function protectedFields(node: ts.ClassLikeDeclaration, program: ts.Program | undefined): Field[] {
  const chain = [node, ...basesInFile(node)];
  return chain.flatMap(fieldsOf).filter((field) => {
    const container = isProtected(field) ? containerDeclared(field, program) : undefined;
    return container !== undefined && !container.isReadonly && chain.some((each) => changeOfField(field, each, container.name) !== undefined);
  });
}

type Part = ReturnType<typeof resultsAt>[number] & { readonly type: Promised };

/** A result, or what is in it where it is an object or a list that is written out there. */
function partsOf({ node, value }: ReturnType<typeof resultsAt>[number], type: ts.TypeNode | undefined): Part[] {
  const literal = unwrapped(typescript, value);
  if (typescript.isArrayLiteralExpression(literal)) return literal.elements.flatMap((held, index) => (typescript.isSpreadElement(held) ? [] : partAt(held, type, `[${index}]`)));
  if (!typescript.isObjectLiteralExpression(literal)) return [{ node, value, type }];
  return literal.properties.flatMap((property): Part[] => {
    const held = typescript.isPropertyAssignment(property) ? property.initializer : typescript.isShorthandPropertyAssignment(property) ? property.name : undefined;
    return held ? partAt(held, type, property.name?.getText() ?? '') : [];
  });
}

function partAt(held: ts.Expression, type: ts.TypeNode | undefined, step: string): Part[] {
  return resultsAt(held).map((each) => ({ ...each, type: type && (typeAt(type, [step]) ?? 'unknown') }));
}

/** Whether the class lets go of what it hands out: it sets the field anew, or takes the entry out of it. */
function isGivenAway({ place, value, field, member }: { readonly place: Place; readonly value: ts.Expression; readonly field: string; readonly member: Member }): boolean {
  if (typescript.isCallExpression(value)) {
    const callee = calledInFile({ node: value });
    // What a public method hands out, is its own to answer for.
    if (callee && !isHidden(callee as ts.MethodDeclaration)) return true;
  }
  if (!typescript.isPropertyAccessExpression(value) && isSetAnew(field, member)) return true;
  // `rows.delete(key)`, `rows.set(key, [])`: what was there is no longer the object's own.
  return place.steps.length > 1 && new RegExp(`\\.${escapedName(field)}(?:\\.(?:delete|clear)\\(|\\.set\\([^,()]+, *(?:\\[\\]|\\{\\}|new )|\\[[^\\]]+\\] = (?:\\[\\]|\\{\\}|new ))`).test(member.getText());
}

function isPublic(member: ts.ClassElement): member is Member {
  if (!typescript.isMethodDeclaration(member) && !typescript.isGetAccessor(member) && !typescript.isPropertyDeclaration(member)) return false;
  return !typescript.isComputedPropertyName(member.name) && !isHidden(member) && !hasModifier(typescript, member, SyntaxKind.ProtectedKeyword);
}

function returnsOf({ body }: FunctionNode): ts.Expression[] {
  if (!body) return [];
  if (!typescript.isBlock(body)) return [body];
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (typescript.isFunctionLike(node) || typescript.isClassLike(node)) return;
    if (typescript.isReturnStatement(node) && node.expression) found.push(node.expression);
    typescript.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

/** `return this.items as readonly string[]` */
function assertedOf({ value }: ReturnType<typeof resultsAt>[number]): ts.TypeNode | undefined {
  return typescript.isAsExpression(value) || typescript.isTypeAssertionExpression(value) ? value.type : undefined;
}

function memberText(member: Member): string {
  const name = member.name.getText();
  return typescript.isGetAccessor(member) ? name : `${name}()`;
}

/** TABLE: the readonly type of a container, from the text of its own type. */
const readonlyForms: ReadonlyMap<string, (type: string | undefined) => string> = new Map([
  ['Array', (type: string | undefined) => (type?.startsWith('Array<') === true ? `Readonly${type}` : `readonly ${type ?? '…[]'}`)],
  ['Map', (type: string | undefined) => `Readonly${type ?? 'Map<…>'}`],
  ['Set', (type: string | undefined) => `Readonly${type ?? 'Set<…>'}`],
  ['Object', (type: string | undefined) => `Readonly<${type ?? 'Record<…>'}>`],
]);

function suggestionsFor({ type, node, container }: Pick<Exposure, 'type' | 'node' | 'container'>): Suggestion[] {
  const text = type && readonlyForms.get(container.name)?.(type.getText());
  const isPlain = type && (typescript.isArrayTypeNode(type) || typescript.isTypeReferenceNode(type)) && type.getText().startsWith('Promise') === false;
  const readonlyType: Suggestion[] = type && text !== undefined && isPlain ? [{ messageId: 'readonlyType', data: { text }, edits: [{ range: [type.getStart(), type.end], text }] }] : [];
  const copy = containerCopy(container.name, node.getText());
  return [...readonlyType, { messageId: 'copy', data: { text: copy }, edits: [{ range: [node.getStart(), node.end], text: copy }] }];
}
