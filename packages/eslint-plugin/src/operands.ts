/** What conditions can be about a parameter, by its type, or by its annotation where there are no types. */
import type { FunctionNode } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from './analysis.ts';
import type { Operands } from './prose-demands.ts';

type Code = Pick<Analysis, 'ts' | 'program'>;

/** The operands that a parameter gives, `path` being its name or a member path from it. None for one that a type alias narrows, or that may be missing. */
export function operandsOf(code: Code, owner: FunctionNode, path: string): Operands {
  const [root = '', ...members] = path.split('.');
  const parameter = owner.parameters.find(({ name }) => code.ts.isIdentifier(name) && name.text === root);
  if (!parameter || parameter.dotDotDotToken) return {};
  const { program } = code;
  return program ? typedOperands(code.ts, program.getTypeChecker(), { parameter, members, path }) : members.length > 0 ? {} : writtenOperands(code.ts, parameter, path);
}

interface Subject {
  readonly parameter: ts.ParameterDeclaration;
  readonly members: readonly string[];
  readonly path: string;
}

function typedOperands(ts: Code['ts'], checker: ts.TypeChecker, { parameter, members, path }: Subject): Operands {
  let type = checker.getTypeAtLocation(parameter.name);
  for (const member of members) {
    const property = checker.getPropertyOfType(type, member);
    if (!property) return {};
    type = checker.getTypeOfSymbolAtLocation(property, parameter);
  }
  const { TypeFlags } = ts;
  const isOpen = (type.flags & (TypeFlags.Any | TypeFlags.Unknown)) !== 0;
  const parts = type.isUnion() ? type.types : [type];
  const isNullable = parts.some(({ flags }) => (flags & (TypeFlags.Null | TypeFlags.Undefined)) !== 0);
  if (isOpen || isNullable) return { nullable: path };
  const isNumber = parts.every(({ flags }) => (flags & TypeFlags.NumberLike) !== 0) && !isAlias(ts, parameter, members);
  const measure = ['length', 'size'].find((name) => isNumeric(ts, checker, { type, name }));
  return { ...(isNumber ? { number: path } : {}), ...(measure === undefined ? {} : { size: `${path}.${measure}` }) };
}

/** Whether a number is annotated with a name of its own, which may carry the bound. */
function isAlias(ts: Code['ts'], { type }: ts.ParameterDeclaration, members: readonly string[]): boolean {
  return members.length === 0 && type !== undefined && ts.isTypeReferenceNode(type);
}

function isNumeric(ts: Code['ts'], checker: ts.TypeChecker, { type, name }: { type: ts.Type; name: string }): boolean {
  const property = checker.getPropertyOfType(checker.getApparentType(type), name);
  return property !== undefined && (checker.getTypeOfSymbol(property).flags & ts.TypeFlags.NumberLike) !== 0;
}

function writtenOperands({ SyntaxKind, isArrayTypeNode, isTypeOperatorNode }: Code['ts'], { type: written, questionToken, initializer }: ts.ParameterDeclaration, path: string): Operands {
  if (questionToken) return { nullable: path };
  const type = written && isTypeOperatorNode(written) ? written.type : written;
  if (type?.kind === SyntaxKind.NumberKeyword || (!type && initializer?.kind === SyntaxKind.NumericLiteral)) return { number: path };
  if (type?.kind === SyntaxKind.StringKeyword || (type && isArrayTypeNode(type))) return { size: `${path}.length` };
  return {};
}
