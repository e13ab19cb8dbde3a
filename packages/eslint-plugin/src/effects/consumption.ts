/** What calls take over: the parameters that `@consume` names, in the file, in others of the program and in declarations of dependencies. */
import { clauseKinds, type Contract } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { contractFiles } from '../contract-files.ts';
import { typescript } from '../source.ts';
import { textFact } from '../text-fact.ts';
import { unwrapped } from '../unwrapped.ts';
import { bindingOf } from './bindings.ts';
import { calledInFile, resolvedDeclaration } from './callee.ts';
import { declarationOf } from './said-of.ts';
import { effectsOf } from './effects-of.ts';
import type { Call, Event, Flow } from './events.ts';
import { lateUses, placesOf, type Gift, type LateUse } from './gone.ts';
import { extend, type Place } from './place.ts';
import { summaryOfCall } from './summaries.ts';
import { mentionOf } from './mentions.ts';

/** What a call takes over: an argument, or what is at the end of a way from it. */
interface Taken {
  readonly given: ts.Expression;
  readonly path: readonly string[];
}

/** Uses of what a callee took over, in all functions of a file and at its top. */
export function usesAfterConsume(analysis: Analysis): LateUse[] {
  const names = consumingNames(analysis);
  const mayConsume = mentionOf(names);
  const { sourceFile } = analysis;
  if (!mayConsume?.test(sourceFile.text)) return [];
  const effects = effectsOf(analysis);
  return [...effects.functions.keys(), sourceFile].filter((fn) => mayConsume.test(fn.getText())).flatMap((fn) => usesIn(analysis, effects.flowOf(fn), names));
}

function usesIn(analysis: Analysis, flow: Flow, names: ReadonlySet<string>): LateUse[] {
  const placeIn = placesOf(flow);
  const gifts = new Map<Event, Gift[]>();
  for (const event of flow.blocks.flatMap(({ events }) => events)) {
    if (event.kind !== 'call') continue;
    const given = takenBy(analysis, event, names).flatMap(({ given: expression, path }): Gift[] => {
      const place = placeIn(expression);
      const end = place && path.reduce<Place>(extend, place);
      return end ? [{ place: end, dead: [end], node: event.node, given: expression }] : [];
    });
    if (given.length > 0) gifts.set(event, given);
  }
  const writtenBy = (event: Event): readonly Place[] => (event.kind === 'call' && calledInFile(event) ? summaryOfCall(analysis, event).effects.flatMap(({ what, place }) => (what === 'write' ? [place] : [])) : []);
  return lateUses(flow, { gifts, writtenBy, isHarmless: () => false });
}

/** What a call takes over by the contract of what it calls. Only callees that are named like one that does are looked at. */
export function takenBy(analysis: Analysis, call: Call, names: ReadonlySet<string>): Taken[] {
  const { node } = call;
  if (typescript.isTaggedTemplateExpression(node) || !isNamed(node, names)) return [];
  const declaration = calledInFile(call) ?? methodInFile(node) ?? resolvedDeclaration(analysis.program, call);
  const contract = declaration && analysis.contractOf(declaration);
  if (!declaration || !contract) return [];
  return placesOfTag(contract, 'consume').flatMap(({ root, path }): Taken[] => {
    const index = declaration.parameters.findIndex(({ name }) => typescript.isIdentifier(name) && name.text === root);
    const given = node.arguments?.[index];
    const hasSpread = node.arguments?.slice(0, index + 1).some(typescript.isSpreadElement);
    return given && hasSpread !== true ? [{ given, path }] : [];
  });
}

/** The places of the clauses of one kind, by what they are violated as. */
export function placesOfTag({ clauses }: Contract, violation: string): readonly { readonly root: string; readonly path: readonly string[] }[] {
  return clauses.flatMap(({ kind, places = [] }) => (clauseKinds[kind].violation === violation ? places : []));
}

const mentionsConsume = textFact('consume', (text) => text.includes('@consume'));

/** The parameters that a function takes over as a whole: they are its own from then on. */
export function consumedBy(analysis: Analysis, fn: ts.Node): ReadonlySet<string> {
  const contract = mentionsConsume(analysis.sourceFile) ? analysis.contractOf(fn) : undefined;
  return new Set(contract ? placesOfTag(contract, 'consume').flatMap(({ root, path }) => (path.length === 0 ? [root] : [])) : []);
}

function isNamed({ expression }: ts.CallExpression | ts.NewExpression, names: ReadonlySet<string>): boolean {
  const callee = unwrapped(typescript, expression);
  if (typescript.isPropertyAccessExpression(callee)) return names.has(callee.name.text);
  if (!typescript.isIdentifier(callee)) return false;
  const declaration = bindingOf(callee)?.declaration;
  const imported = declaration && typescript.isImportSpecifier(declaration) ? (declaration.propertyName ?? declaration.name).text : undefined;
  return names.has(imported ?? callee.text) || (declaration !== undefined && typescript.isImportClause(declaration));
}

/** `new Pool(…)`, and `pool.release(…)` for a variable that is declared as an object of a class of the file. */
function methodInFile(node: ts.CallExpression | ts.NewExpression): ts.SignatureDeclaration | undefined {
  const callee = unwrapped(typescript, node.expression);
  if (typescript.isNewExpression(node)) return typescript.isIdentifier(callee) ? classNamed(callee)?.members.find(typescript.isConstructorDeclaration) : undefined;
  if (!typescript.isPropertyAccessExpression(callee)) return undefined;
  const declared = declarationOf(unwrapped(typescript, callee.expression));
  const type = declared?.type && typescript.isTypeReferenceNode(declared.type) ? declared.type.typeName : undefined;
  const made = declared?.initializer && typescript.isNewExpression(declared.initializer) ? declared.initializer.expression : undefined;
  const name = type ?? made;
  const members = name && typescript.isIdentifier(name) ? classNamed(name)?.members : undefined;
  return members?.find((each): each is ts.MethodDeclaration => typescript.isMethodDeclaration(each) && each.name.getText() === callee.name.text);
}

function classNamed(name: ts.Identifier): ts.ClassLikeDeclaration | undefined {
  const declaration = bindingOf(name)?.declaration;
  return declaration && typescript.isClassLike(declaration) ? declaration : undefined;
}

const namesByProgram = new WeakMap<ts.Program, ReadonlySet<string>>();

/** How the functions are called that take something over: of the file, and of the files of its program. */
export function consumingNames(analysis: Analysis): ReadonlySet<string> {
  const { program, sourceFile } = analysis;
  if (!program) return namesIn(analysis, sourceFile);
  const known = namesByProgram.get(program) ?? new Set(contractFiles(program).flatMap((file) => [...namesIn(analysis, file)]));
  namesByProgram.set(program, known);
  return known;
}

function namesIn(analysis: Analysis, file: ts.SourceFile): Set<string> {
  const { program, contractsOf, recordOf } = analysis;
  const mayHold = mentionsConsume(file) || (file.isDeclarationFile && program?.isSourceFileDefaultLibrary(file) !== true && recordOf(file) !== undefined);
  const consuming = mayHold ? contractsOf(file).filter((contract) => placesOfTag(contract, 'consume').length > 0) : [];
  return new Set(consuming.map(({ owner: { name } }) => name.replace(/^new /, '').split(/[.#]/).at(-1) ?? name));
}
