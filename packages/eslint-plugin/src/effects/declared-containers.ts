/** The containers that variables, fields and parameters are declared to hold. */
import { hasModifier } from '@proviso/compiler';
import type ts from 'typescript';
import { containerOf, isMutable } from '../mutability.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { bindingOf } from './bindings.ts';
import { frozenBy, globalPath } from './calls.ts';
import { nodesOf } from './file-nodes.ts';
import { escapedName, mentionOf } from './mentions.ts';
import { declarationOf, typeAt, withoutAlias } from './declared-types.ts';

const { SyntaxKind } = typescript;

export interface DeclaredContainer {
  /** The class, as `Map`; `Object` for a plain object that is written out. */
  readonly name: string;
  /** Those who have it by this declaration cannot change it. */
  readonly isReadonly: boolean;
  /** It is made there, with nothing in it. */
  readonly isEmpty: boolean;
}

/** What a declaration says of what it holds. */
export interface TypeAndValue {
  readonly type?: ts.TypeNode | undefined;
  readonly initializer?: ts.Expression | undefined;
}

/** What a declaration holds: by its annotation, else by its initialiser; undefined where it is no container, or where that is not certain. */
export function containerDeclared({ type, initializer }: TypeAndValue, program: ts.Program | undefined): DeclaredContainer | undefined {
  const made = initializer && containerMade(initializer);
  const said = type ? (containerOfType(type) ?? containerByChecker(type, program)) : made;
  return said && { ...said, isEmpty: made?.isEmpty === true };
}

/** The container some steps on from what a declaration holds: an entry of a map, an element, a member of an object that is written out there. */
export function containerIn(declared: TypeAndValue, steps: readonly string[], program: ts.Program | undefined): DeclaredContainer | undefined {
  const [first, ...others] = steps;
  if (first === undefined) return containerDeclared(declared, program);
  const { type, initializer } = declared;
  const value = initializer && unwrapped(typescript, initializer);
  if (first.startsWith('[')) {
    const held = type ? typeAt(type, [first]) : value && typescript.isNewExpression(value) ? value.typeArguments?.at(-1) : undefined;
    // What is inside of an entry is the holder's own only if nothing but the holder makes it.
    return held && (others.length === 0 || value) ? containerInOwn(held, others) : undefined;
  }
  const field = value && typescript.isNewExpression(value) ? fieldMade(value, first) : undefined;
  if (field) return containerIn(field, others, program);
  if (!value || !typescript.isObjectLiteralExpression(value)) return type && value && typescript.isNewExpression(value) ? containerInOwn(type, steps) : undefined;
  const member = value.properties.find((each): each is ts.PropertyAssignment => typescript.isPropertyAssignment(each) && each.name.getText() === first);
  return member && containerIn({ type: typeAt(type, [first]), initializer: member.initializer }, others, program);
}

/** The field of an object of a class that the file keeps for itself. */
function fieldMade({ expression }: ts.NewExpression, name: string): ts.PropertyDeclaration | undefined {
  const made = typescript.isIdentifier(expression) ? bindingOf(expression)?.declaration : undefined;
  if (!made || !typescript.isClassDeclaration(made) || hasModifier(typescript, made, SyntaxKind.ExportKeyword)) return undefined;
  return made.members.find((each): each is ts.PropertyDeclaration => typescript.isPropertyDeclaration(each) && each.name.getText() === name);
}

/** What objects have whose type nobody outside of the file can name, so that the file itself makes them: `Map<string, { docs: number[] }>`. */
function containerInOwn(type: ts.TypeNode, steps: readonly string[]): DeclaredContainer | undefined {
  let at: ts.TypeNode | undefined = type;
  for (const step of steps) at = at && (step.startsWith('[') || !isOffered(at)) ? typeAt(at, [step]) : undefined;
  return at && containerOfType(at);
}

/** Whether others may hand in objects of a type: other files can name it, or a parameter is declared with it. */
function isOffered(type: ts.TypeNode): boolean {
  if (!typescript.isTypeReferenceNode(type)) return false;
  const handed = mentionOf([type.typeName.getText()]);
  if (nodesOf(type.getSourceFile()).typed.some((each) => typescript.isParameter(each) && handed?.test(each.type.getText()) === true)) return true;
  const declared = typescript.isIdentifier(type.typeName) ? declarationOf(type.typeName) : undefined;
  return !declared || hasModifier(typescript, declared, SyntaxKind.ExportKeyword) || new RegExp(`\\bexport\\s+(?:type\\s+)?\\{[^}]*\\b${escapedName(declared.name?.text ?? '')}\\b`).test(declared.getSourceFile().text);
}

const containers = /^(?:Array|Map|Set|WeakMap|WeakSet|Date|(?:Big)?(?:Int|Uint|Float)\d+(?:Clamped)?Array)$/;

/** What a type says to be; undefined for what it does not tell. */
export function containerOfType(written: ts.TypeNode): DeclaredContainer | undefined {
  const type = withoutAlias(written);
  if (typescript.isParenthesizedTypeNode(type)) return containerOfType(type.type);
  if (typescript.isTypeOperatorNode(type)) return type.operator === SyntaxKind.ReadonlyKeyword ? { name: 'Array', isReadonly: true, isEmpty: false } : undefined;
  if (typescript.isArrayTypeNode(type) || typescript.isTupleTypeNode(type)) return { name: 'Array', isReadonly: false, isEmpty: false };
  if (typescript.isUnionTypeNode(type)) {
    const [only, ...others] = type.types.filter((each) => !/^(?:null|undefined)$/.test(each.getText()));
    return only && others.length === 0 ? containerOfType(only) : undefined;
  }
  if (typescript.isTypeLiteralNode(type)) {
    const index = type.members.find(typescript.isIndexSignatureDeclaration);
    return index && { name: 'Object', isReadonly: hasModifier(typescript, index, SyntaxKind.ReadonlyKeyword), isEmpty: false };
  }
  if (!typescript.isTypeReferenceNode(type) || !typescript.isIdentifier(type.typeName) || bindingOf(type.typeName)) return undefined;
  const { text } = type.typeName;
  const [inner] = type.typeArguments ?? [];
  if (text === 'Readonly' && inner) return { ...(containerOfType(inner) ?? { name: 'Object', isEmpty: false }), isReadonly: true };
  if (text === 'Record') return { name: 'Object', isReadonly: false, isEmpty: false };
  const name = text.replace(/^Readonly/, '');
  return containers.test(name) ? { name, isReadonly: name !== text, isEmpty: false } : undefined;
}

/** What an alias stands for, where there are types. */
function containerByChecker(type: ts.TypeNode, program: ts.Program | undefined): DeclaredContainer | undefined {
  if (!program || !typescript.isTypeReferenceNode(type)) return undefined;
  const checker = program.getTypeChecker();
  const typed = { ts: typescript, program, checker };
  const meant = checker.getNonNullableType(checker.getTypeFromTypeNode(type));
  const name = containerOf(typed, meant) ?? (checker.isTupleType(meant) ? 'Array' : undefined);
  return name === undefined ? undefined : { name: name.replace(/^Readonly/, ''), isReadonly: name.startsWith('Readonly') || isMutable(typed, meant) === false, isEmpty: false };
}

function assertedTo(said: DeclaredContainer | undefined, made: DeclaredContainer | undefined): DeclaredContainer | undefined {
  return said && { ...said, isEmpty: made?.isEmpty === true };
}

/** The container that an expression makes. */
function containerMade(initializer: ts.Expression): DeclaredContainer | undefined {
  if (typescript.isParenthesizedExpression(initializer) || typescript.isNonNullExpression(initializer)) return containerMade(initializer.expression);
  if (typescript.isSatisfiesExpression(initializer)) return containerMade(initializer.expression);
  if (typescript.isAsExpression(initializer) || typescript.isTypeAssertionExpression(initializer)) {
    const made = containerMade(initializer.expression);
    return initializer.type.getText() === 'const' ? made && { ...made, isReadonly: true } : assertedTo(containerOfType(initializer.type), made);
  }
  if (typescript.isArrayLiteralExpression(initializer)) return { name: 'Array', isReadonly: false, isEmpty: initializer.elements.length === 0 };
  if (typescript.isObjectLiteralExpression(initializer)) return { name: 'Object', isReadonly: false, isEmpty: initializer.properties.length === 0 };
  const frozen = frozenBy(initializer);
  if (frozen) {
    const made = containerMade(frozen);
    return made && { ...made, isReadonly: true };
  }
  const path = typescript.isNewExpression(initializer) ? globalPath(initializer.expression) : undefined;
  if (path === undefined || !typescript.isNewExpression(initializer) || !containers.test(path)) return undefined;
  return { name: path, isReadonly: false, isEmpty: (initializer.arguments ?? []).length === 0 && path !== 'Date' };
}
