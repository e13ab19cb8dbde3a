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
