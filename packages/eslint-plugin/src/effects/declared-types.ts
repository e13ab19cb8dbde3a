/** What the declarations of a file say of the type at the end of some steps, without a checker. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { usesOf } from './shared-places.ts';

/** How many aliases of aliases are followed. */
const maxAliases = 4;

type Member = ts.PropertySignature | ts.PropertyDeclaration;

/** The type that is written for what lies some steps on; undefined where the file does not say. */
export function typeAt(type: ts.TypeNode | undefined, steps: readonly string[]): ts.TypeNode | undefined {
  let at = type;
  let made: ts.Expression | undefined;
  for (const step of steps) {
    const member: Member | undefined = at && !step.startsWith('[') ? memberOf(at, step) : undefined;
    at = member ? member.type : step.startsWith('[') ? (at ? (ofTuple(at, step) ?? elementOf(at)) : made && elementMade(made)) : undefined;
    made = member && !at && typescript.isPropertyDeclaration(member) ? member.initializer : undefined;
  }
  return at;
}

/** `nodes = new Map<string, Node>()` says what the entries are, and no more. */
function elementMade(made: ts.Expression): ts.TypeNode | undefined {
  if (!typescript.isNewExpression(made)) return undefined;
  const name = made.expression.getText();
  return /^(?:Weak)?Map$/.test(name) ? made.typeArguments?.[1] : /^(?:Array|(?:Weak)?Set)$/.test(name) ? made.typeArguments?.[0] : undefined;
}

/** What stands at a place of a tuple. */
function ofTuple(type: ts.TypeNode, step: string): ts.TypeNode | undefined {
  if (typescript.isParenthesizedTypeNode(type) || typescript.isTypeOperatorNode(type)) return ofTuple(type.type, step);
  const element = typescript.isTupleTypeNode(type) ? type.elements[Number(step.slice(1, -1))] : undefined;
  return element && typescript.isNamedTupleMember(element) ? element.type : element;
}

function elementOf(written: ts.TypeNode): ts.TypeNode | undefined {
  const type = withoutAlias(written);
  if (typescript.isParenthesizedTypeNode(type) || typescript.isTypeOperatorNode(type)) return elementOf(type.type);
  if (typescript.isArrayTypeNode(type)) return type.elementType;
  if (!typescript.isTypeReferenceNode(type)) return undefined;
  const name = type.typeName.getText();
  return /^(?:Readonly)?(?:Array|Set)$/.test(name) ? type.typeArguments?.[0] : /^(?:(?:Readonly|Weak)?Map|Record)$/.test(name) ? type.typeArguments?.[1] : undefined;
}

/** The member of a type that is written out, or that the file declares. */
export function memberOf(type: ts.TypeNode, name: string): Member | undefined {
  return membersOf(type).find((each) => each.name.getText() === name);
}

/** The fields of a type that is written out, or that the file declares. */
export function membersOf(type: ts.TypeNode): readonly Member[] {
  if (typescript.isParenthesizedTypeNode(type)) return membersOf(type.type);
  if (typescript.isTypeLiteralNode(type)) return fieldsIn(type.members);
  if (!typescript.isTypeReferenceNode(type) || !typescript.isIdentifier(type.typeName)) return [];
  const [inner] = type.typeArguments ?? [];
  if (type.typeName.text === 'Readonly' && inner) return membersOf(inner);
  const declared = declarationOf(type.typeName);
  if (!declared) return [];
  return typescript.isTypeAliasDeclaration(declared) ? (typescript.isTypeLiteralNode(declared.type) ? fieldsIn(declared.type.members) : []) : fieldsIn(declared.members);
}

function fieldsIn(members: readonly ts.Node[]): readonly Member[] {
  return members.filter((each): each is Member => typescript.isPropertySignature(each) || typescript.isPropertyDeclaration(each));
}

/** What an alias of the file stands for; the type itself where it is none. Aliases with parameters of their own are left alone. */
export function withoutAlias(type: ts.TypeNode, depth = 0): ts.TypeNode {
  if (!typescript.isTypeReferenceNode(type) || !typescript.isIdentifier(type.typeName) || depth > maxAliases) return type;
  const declared = declarationOf(type.typeName);
  return declared && typescript.isTypeAliasDeclaration(declared) && !declared.typeParameters ? withoutAlias(declared.type, depth + 1) : type;
}

/** The only declaration of a type in its file. */
export function declarationOf(name: ts.Identifier): ts.InterfaceDeclaration | ts.ClassDeclaration | ts.TypeAliasDeclaration | undefined {
  const declarations = usesOf(name.getSourceFile(), name.text).flatMap(({ parent }) => ((typescript.isInterfaceDeclaration(parent) || typescript.isClassDeclaration(parent) || typescript.isTypeAliasDeclaration(parent)) && parent.name?.text === name.text ? [parent] : []));
  return declarations.length === 1 ? declarations[0] : undefined;
}
