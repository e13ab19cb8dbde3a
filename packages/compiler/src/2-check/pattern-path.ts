/** Where a name stands in the pattern of a destructured parameter, so that it is found in another pattern. */
import type ts from 'typescript';
import type { PatternPart, TypeScript } from '../contract.ts';

/** The properties and positions that lead from a parameter to a part of it. */
export type PatternPath = readonly string[];

/**
 * The way to a name inside a parameter; undefined where a pattern does not bind it, or only together with what else stands in the pattern.
 *
 * @pure
 */
export function pathOfName(ts: TypeScript, parameter: ts.BindingName, name: string): PatternPath | undefined {
  if (ts.isIdentifier(parameter)) return parameter.text === name ? [] : undefined;
  for (const [index, element] of parameter.elements.entries()) {
    const step = stepOf(ts, element, index);
    const rest = step !== undefined && ts.isBindingElement(element) ? pathOfName(ts, element.name, name) : undefined;
    if (step !== undefined && rest) return [step, ...rest];
  }
  return undefined;
}

/**
 * What a pattern calls the part to which a way leads; undefined where it takes no such part, or takes it apart.
 *
 * @pure
 */
export function nameAtPath(ts: TypeScript, parameter: ts.BindingName, path: PatternPath): string | undefined {
  if (ts.isIdentifier(parameter)) return path.length === 0 ? parameter.text : undefined;
  const [first, ...rest] = path;
  const element = parameter.elements.find((each, index) => first !== undefined && stepOf(ts, each, index) === first);
  return element && ts.isBindingElement(element) ? nameAtPath(ts, element.name, rest) : undefined;
}

/**
 * The part of an argument that a name inside a parameter stands for, where reading its properties gives the same: nothing that is left over, no default
 * but an empty one for the whole and a literal for the part, and no position but of an argument that `isList`.
 *
 * @pure
 */
export function partOfName(ts: TypeScript, { name, initializer, dotDotDotToken }: ts.ParameterDeclaration | ts.BindingElement, { wanted, isList }: { readonly wanted: string; readonly isList: boolean }): PatternPart | undefined {
  if (dotDotDotToken) return undefined;
  if (ts.isIdentifier(name)) return name.text === wanted ? otherwiseOf(ts, initializer) : undefined;
  if ((ts.isArrayBindingPattern(name) && !isList) || (initializer && !isEmpty(ts, initializer))) return undefined;
  for (const [index, element] of name.elements.entries()) {
    if (!ts.isBindingElement(element)) continue;
    const property = propertyOf(ts, element, index);
    const part = partOfName(ts, element, { wanted, isList: false });
    if (part && property !== undefined) return { ...part, properties: [property, ...part.properties] };
  }
  return undefined;
}

function propertyOf(ts: TypeScript, element: ts.BindingElement, index: number): string | undefined {
  if (ts.isArrayBindingPattern(element.parent)) return String(index);
  const { propertyName = element.name } = element;
  return ts.isIdentifier(propertyName) || ts.isStringLiteral(propertyName) ? propertyName.text : undefined;
}

function otherwiseOf(ts: TypeScript, initializer: ts.Expression | undefined): PatternPart | undefined {
  if (!initializer) return { properties: [] };
  const isLiteral = ts.isStringLiteral(initializer) || ts.isNumericLiteral(initializer) || initializer.kind === ts.SyntaxKind.TrueKeyword || initializer.kind === ts.SyntaxKind.FalseKeyword || initializer.kind === ts.SyntaxKind.NullKeyword;
  return isLiteral ? { properties: [], otherwise: initializer.getText() } : undefined;
}

function isEmpty(ts: TypeScript, node: ts.Expression): boolean {
  return (ts.isObjectLiteralExpression(node) && node.properties.length === 0) || (ts.isArrayLiteralExpression(node) && node.elements.length === 0);
}

/** What stands at a position is another part than the property of that name. */
function stepOf(ts: TypeScript, element: ts.ArrayBindingElement, index: number): string | undefined {
  if (!ts.isBindingElement(element) || element.dotDotDotToken) return undefined;
  const property = propertyOf(ts, element, index);
  return property === undefined ? undefined : ts.isArrayBindingPattern(element.parent) ? `[${property}]` : `.${property}`;
}
