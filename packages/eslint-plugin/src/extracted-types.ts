/** The types of values that are handed to a function at the top of the file. */
import type { OwnerNode, TypeScript } from '@proviso/compiler';
import type ts from 'typescript';

interface Typed {
  readonly ts: TypeScript;
  readonly checker: ts.TypeChecker;
}

/** A name in a clause that becomes an argument. */
interface Argument {
  readonly name: ts.Identifier;
  readonly symbol: ts.Symbol;
  /** It stands for what the function returned. */
  readonly isResult: boolean;
}

/** Whether a declaration is seen from everywhere in its file: no function, class, namespace or block is around it. */
export function isTopLevel(ts: TypeScript, declaration: ts.Declaration): boolean {
  const isScope = (node: ts.Node): boolean => ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isModuleBlock(node) || ts.isBlock(node) || ts.isCaseBlock(node) || ts.isMappedTypeNode(node) || ts.isConditionalTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
  return ts.findAncestor(declaration.parent, isScope) === undefined;
}

/** Whether all types that a node names mean the same at the top of the file. */
export function typesAreTopLevel({ ts, checker }: Typed, node: ts.Node): boolean {
  const isSeen = (name: ts.Node): boolean => (checker.getSymbolAtLocation(name)?.declarations ?? []).every((each) => isTopLevel(ts, each) || ts.findAncestor(each, (around) => around === node) !== undefined);
  const visit = (each: ts.Node): boolean => {
    if (ts.isThisTypeNode(each) || ts.isInferTypeNode(each)) return false;
    const name = ts.isTypeReferenceNode(each) ? each.typeName : ts.isTypeQueryNode(each) ? each.exprName : undefined;
    if (name && !isSeen(firstName(ts, name))) return false;
    return !(ts.forEachChild(each, (child) => !visit(child) || undefined) ?? false);
  };
  return visit(node);
}

function firstName(ts: TypeScript, name: ts.EntityName): ts.Identifier {
  return ts.isIdentifier(name) ? name : firstName(ts, name.left);
}

/** A type that needs no name: what a program prints of it can be written anywhere. */
const plainType = /^(?:readonly )?(?:string|number|bigint|boolean|symbol|undefined|null)(?:\[\])*(?: \| (?:string|number|bigint|boolean|symbol|undefined|null)(?:\[\])*)*$/;

/** The type of an argument as it can be written at the top of the file; undefined where there is no way. */
export function argumentType(typed: Typed, owner: OwnerNode, argument: Argument): string | undefined {
  const { ts, checker } = typed;
  const type = checker.getTypeAtLocation(argument.name);
  const written = argument.isResult ? resultAnnotation(typed, owner, type) : parameterAnnotation(typed, argument, type);
  if (written !== undefined) return written;
  const printed = checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
  return plainType.test(printed) ? printed : undefined;
}

function resultAnnotation(typed: Typed, owner: OwnerNode, type: ts.Type): string | undefined {
  const annotation = typed.ts.isFunctionLike(owner) ? owner.type : undefined;
  return annotation && typed.checker.getTypeFromTypeNode(annotation) === type ? annotationText(typed, annotation) : undefined;
}

/** The annotation of a parameter whose value has just that type in the clause. */
function parameterAnnotation(typed: Typed, { symbol }: Argument, type: ts.Type): string | undefined {
  const { ts, checker } = typed;
  const declaration = symbol.valueDeclaration;
  if (!declaration || !ts.isParameter(declaration) || !declaration.type || checker.getTypeOfSymbol(symbol) !== type) return undefined;
  const text = annotationText(typed, declaration.type);
  return text !== undefined && declaration.questionToken ? `(${text}) | undefined` : text;
}

function annotationText(typed: Typed, annotation: ts.TypeNode): string | undefined {
  if (typed.ts.isTypePredicateNode(annotation) || !typesAreTopLevel(typed, annotation)) return undefined;
  const text = annotation.getText();
  return /[\r\n]/.test(text) || text.includes('//') ? undefined : text;
}
