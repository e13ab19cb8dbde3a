/** Finds types by their names, in other files too. */
import type ts from 'typescript';
import { declarationsOf, type Lookup } from './declarations.ts';
import { typeOf, typeParameterOf, type TypeFinder, type TypeName } from './function-types.ts';
import type { TypeScript } from '../contract.ts';

/**
 * Finds the alias or interface that a type's name stands for, through imports; of a type parameter what it extends.
 *
 * @pure
 */
export function typeFinder(lookup: Lookup): TypeFinder {
  const { ts } = lookup;
  return (reference): ts.Node | undefined => {
    const parameter = parameterNamed(ts, reference);
    return parameter ? parameter.constraint : typeOf(ts, declarationsOf(lookup, reference).filter((each) => ts.isTypeAliasDeclaration(each) || ts.isInterfaceDeclaration(each)));
  };
}

function parameterNamed(ts: TypeScript, reference: TypeName): ts.TypeParameterDeclaration | undefined {
  if (!ts.isTypeReferenceNode(reference) || !ts.isIdentifier(reference.typeName)) return undefined;
  const { text } = reference.typeName;
  for (let scope: ts.Node | undefined = reference.parent; scope; scope = scope.parent as ts.Node | undefined) {
    const found = typeParameterOf(ts, scope, text);
    if (found) return found;
  }
  return undefined;
}

/** Aliases may lead in a circle. */
const maxSteps = 50;

const lists: ReadonlySet<string> = new Set(['Array', 'ReadonlyArray', 'Parameters', 'ConstructorParameters']);

/**
 * Whether a type is written as an array, a tuple or the parameters of a function, or as an alias of one: a pattern takes out of it what its
 * positions hold.
 *
 * @pure
 */
export function isListType(lookup: Lookup, type: ts.Node | undefined): boolean {
  const { ts } = lookup;
  let at = type;
  for (let steps = 0; at && steps < maxSteps; steps++) {
    if (ts.isParenthesizedTypeNode(at) || ts.isTypeAliasDeclaration(at) || (ts.isTypeOperatorNode(at) && at.operator === ts.SyntaxKind.ReadonlyKeyword)) at = at.type;
    else if (!ts.isTypeReferenceNode(at)) return ts.isArrayTypeNode(at) || ts.isTupleTypeNode(at);
    else {
      const found = typeFinder(lookup)(at);
      if (!found) return ts.isIdentifier(at.typeName) && lists.has(at.typeName.text);
      at = found;
    }
  }
  return false;
}

/** TypeScript's types that have all members of another. */
const whole: ReadonlySet<string> = new Set(['Partial', 'Readonly', 'Required']);

/**
 * What such a type is made of.
 *
 * @pure
 */
export function typeWithSameMembers(ts: TypeScript, node: ts.Node): ts.TypeNode | undefined {
  const named = ts.isIdentifier(node) ? node.parent : node;
  const name = ts.isTypeReferenceNode(named) ? named.typeName : ts.isExpressionWithTypeArguments(named) ? named.expression : undefined;
  return name && ts.isIdentifier(name) && whole.has(name.text) ? (named as ts.NodeWithTypeArguments).typeArguments?.[0] : undefined;
}
