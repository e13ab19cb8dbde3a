/** What functions do with what they only borrow: they let it out, or change it. */
import type ts from 'typescript';
import { clauseKinds } from '@proviso/compiler';
import type { Analysis } from '../analysis.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { aliasedPlace } from './aliases.ts';
import type { Binding } from './bindings.ts';
import { isArrayBuffer, isBufferView, viewClass } from './buffers.ts';
import { calledInFile } from './callee.ts';
import { consumingNames, placesOfTag, takenBy } from './consumption.ts';
import { containerOfType } from './declared-containers.ts';
import { typeAt } from './declared-types.ts';
import { effectsOf } from './effects-of.ts';
import type { Call, Event, FunctionNode } from './events.ts';
import { hands, leavesOf, type Leave } from './kept-values.ts';
import { summaryOfCall } from './summaries.ts';

export interface BrokenBorrow {
  readonly binding: Binding;
  readonly how: Leave['how'] | 'changed' | 'consumed';
  readonly node: ts.Node;
}

/** Every borrowed parameter of a file that does not come back as it was. */
export function brokenBorrows(analysis: Analysis): BrokenBorrow[] {
  if (!analysis.sourceFile.text.includes('@borrow')) return [];
  return [...effectsOf(analysis).functions.keys()].flatMap((fn) => borrowedBy(analysis, fn).flatMap((binding) => breaksOf(analysis, fn, binding)));
}

/** The parameters that a function borrows as a whole; one that it may write by its frame is changed on purpose. */
function borrowedBy(analysis: Analysis, fn: FunctionNode): (Binding & { readonly mayChange: boolean })[] {
  const contract = analysis.contractOf(fn);
  if (!contract) return [];
  const writable = new Set(contract.clauses.flatMap(({ kind, places = [] }) => (clauseKinds[kind].isFrame ? places.map(({ root }) => root) : [])));
  return placesOfTag(contract, 'borrow').flatMap(({ root, path }) => {
    const declaration = path.length === 0 ? fn.parameters.find(({ name }) => typescript.isIdentifier(name) && name.text === root) : undefined;
    return declaration ? [{ kind: 'parameter' as const, name: root, declaration, owner: fn, mayChange: writable.has(root) }] : [];
  });
}

function breaksOf(analysis: Analysis, fn: FunctionNode, binding: Binding & { readonly mayChange: boolean }): BrokenBorrow[] {
  const flow = effectsOf(analysis).flowOf(fn);
  const names = consumingNames(analysis);
  const { declaration } = binding;
  const found: BrokenBorrow[] = [...leavesOf(flow, binding), ...leavesOf(flow, binding, partsOf(analysis, fn, binding))].map((each) => ({ ...each, binding }));
  if (typescript.isParameter(declaration) && typescript.isConstructorDeclaration(fn) && typescript.isParameterPropertyDeclaration(declaration, fn)) found.push({ binding, how: 'stored', node: declaration });
  for (const event of flow.blocks.flatMap(({ events }) => events)) {
    if (event.kind === 'call' && takenBy(analysis, event, names).some(({ given, path }) => path.length === 0 && hands(given, binding))) found.push({ binding, how: 'consumed', node: event.node });
    else if (event.kind === 'call' && isKeptByCallee(analysis, event, binding)) found.push({ binding, how: 'stored', node: event.node });
    else if (!binding.mayChange && changes(analysis, event, binding)) found.push({ binding, how: 'changed', node: event.kind === 'call' ? event.node : (event as { readonly node: ts.Node }).node });
  }
  return found.filter(({ node }, index) => found.findIndex((each) => each.node === node) === index);
}

/** Whether a function of the file stores what it is handed. */
function isKeptByCallee(analysis: Analysis, { node }: Call, binding: Binding): boolean {
  const callee = calledInFile({ node });
  if (!callee || typescript.isTaggedTemplateExpression(node)) return false;
  return (node.arguments ?? []).some((arg, index) => {
    const parameter = hands(arg, binding) ? callee.parameters[index] : undefined;
    if (!parameter || !typescript.isIdentifier(parameter.name)) return false;
    const own: Binding = { kind: 'parameter', name: parameter.name.text, declaration: parameter, owner: callee };
    return leavesOf(effectsOf(analysis).flowOf(callee), own).some(({ how }) => how === 'stored' || how === 'kept');
  });
}

/** Tells whether an expression is a container in what is borrowed, or a view of memory in it: whoever keeps that, keeps part of it. */
function partsOf({ program }: Analysis, fn: FunctionNode, { declaration }: Binding): (expression: ts.Expression) => boolean {
  const seen = { node: fn, owners: new Set<ts.Node>([fn]) };
  const isIn = (node: ts.Expression): boolean => {
    const root = aliasedPlace(seen, node)?.root;
    return root !== undefined && 'binding' in root && root.binding.declaration === declaration;
  };
  const isBuffer = (node: ts.Expression): boolean => isIn(node) && ((typescript.isPropertyAccessExpression(node) && node.name.text === 'buffer') || isArrayBuffer(node, program));
  const isPart = (expression: ts.Expression): boolean => {
    const node = unwrapped(typescript, expression);
    if (typescript.isNewExpression(node)) return viewClass.test(node.expression.getText()) && node.arguments?.[0] !== undefined && isBuffer(node.arguments[0]);
    if (typescript.isCallExpression(node)) return typescript.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'subarray' && isView(node.expression.expression);
    const place = aliasedPlace(seen, node);
    if (!place || place.steps.length === 0 || !isIn(node) || !typescript.isParameter(declaration)) return false;
    const type = typeAt(declaration.type, place.steps);
    return type !== undefined && containerOfType(type)?.isReadonly === false;
  };
  const isView = (node: ts.Expression): boolean => isIn(node) && isBufferView(node, program);
  return isPart;
}

/** A write below the parameter, a method that changes it, or a call of the file's own that does. */
function changes(analysis: Analysis, event: Event, { declaration }: Binding): boolean {
  const isOwn = ({ root }: { readonly root: { readonly binding?: Binding } | object }): boolean => 'binding' in root && root.binding?.declaration === declaration;
  if (event.kind === 'write') return event.place.steps.length > 0 && isOwn(event.place);
  if (event.kind === 'mutate') return isOwn(event.place) && !/freeze|seal|preventExtensions/.test(event.method);
  if (event.kind !== 'call' || !calledInFile(event)) return false;
  return summaryOfCall(analysis, event).effects.some(({ what, place }) => (what === 'mutate' || (what === 'write' && place.steps.length > 0)) && isOwn(place));
}
