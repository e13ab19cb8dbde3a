/**
 * Keeps what `emitDecoratorMetadata` writes of parameters as it is without contracts: containers inject by it. TypeScript writes it of the constructors and
 * parameters that compiled code gained, too.
 */
import type ts from 'typescript';
import type { TypeScript } from '../contract.ts';

/** How many parameters of each decorated declaration have types in its metadata, by where it ends; undefined for a class that has no constructor. */
interface Written {
  readonly members: ReadonlyMap<number, number>;
  /** By where the name of the class ends; a default export without one has no place. */
  readonly classes: ReadonlyMap<number, number | undefined>;
}

/** A file that TypeScript made JavaScript of, and the file without the code that checks contracts, which is the same where nodes were compiled. */
interface Emitted {
  readonly file: ts.SourceFile;
  readonly source?: ts.SourceFile;
}

/**
 * Takes types of parameters out of emitted metadata that the source does not have.
 *
 * @ensures `context.getCompilerOptions().emitDecoratorMetadata === true || result === file`
 */
export function withoutAddedMetadata(ts: TypeScript, context: ts.TransformationContext, { file, source }: Emitted): ts.SourceFile {
  const options = context.getCompilerOptions();
  if (options.emitDecoratorMetadata !== true || options.experimentalDecorators !== true) return file;
  const compiled = ts.getOriginalNode(file);
  const written = writtenIn(declarationsIn(ts, source ?? compiled), declarationsIn(ts, compiled));
  const visit = (node: ts.Node): ts.Node => {
    const visited = ts.visitEachChild(node, visit, context);
    return ts.isCallExpression(visited) && isHelper(ts, visited, '__decorate') ? mended(ts, visited, written) : visited;
  };
  return written.members.size + written.classes.size === 0 ? file : ts.visitEachChild(file, visit, context);
}

/** A class with its methods, in the order of the text. */
interface Declared {
  readonly end: number;
  /** How many parameters its constructor takes; undefined where it has none. */
  readonly count: number | undefined;
  readonly methods: readonly { readonly end: number; readonly count: number }[];
}

/** The classes of a file. Methods that compiled code gained stand behind all others. */
function declarationsIn(ts: TypeScript, file: ts.Node): Declared[] {
  const found: Declared[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isClassDeclaration(node)) {
      const construct = node.members.find((each): each is ts.ConstructorDeclaration => ts.isConstructorDeclaration(each) && each.body !== undefined);
      const methods = node.members.filter((each) => ts.isMethodDeclaration(each) && each.body && !isGained(ts, each)).map((each) => ({ end: each.end, count: countOf(ts, each as ts.MethodDeclaration) }));
      found.push({ end: node.name?.end ?? -1, count: construct && countOf(ts, construct), methods });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** What the source has, by where it ends in what was compiled. */
function writtenIn(source: readonly Declared[], compiled: readonly Declared[]): Written {
  const pairs = compiled.flatMap((each, index) => (source[index] ? [[each, source[index]] as const] : []));
  return {
    classes: new Map(pairs.map(([each, original]) => [each.end, original.count])),
    members: new Map(pairs.flatMap(([each, original]) => each.methods.map(({ end, count }, index) => [end, original.methods[index]?.count ?? count] as const))),
  };
}

/** `[p$invariant]() { … }` */
function isGained(ts: TypeScript, { name }: ts.ClassElement): boolean {
  return name !== undefined && ts.isComputedPropertyName(name) && ts.isIdentifier(name.expression) && /^p\$+invariant$/.test(name.expression.text);
}

function countOf(ts: TypeScript, { parameters }: ts.SignatureDeclaration): number {
  const [first] = parameters;
  return parameters.length - (first && ts.isIdentifier(first.name) && first.name.text === 'this' ? 1 : 0);
}

/** `__decorate([d, __metadata("design:paramtypes", [Number, Object])], A.prototype, "m", null)`, or of a class `__decorate([…], A)`. */
function mended(ts: TypeScript, call: ts.CallExpression, { members, classes }: Written): ts.CallExpression {
  const { factory } = ts;
  const [decorators, target, ...more] = call.arguments;
  if (!decorators || !target || !ts.isArrayLiteralExpression(decorators)) return call;
  const [places, end] = more.length === 0 ? [classes, target.end] : [members, ts.getSourceMapRange(call).end];
  if (!places.has(end)) return call;
  const count = places.get(end);
  const elements = decorators.elements.flatMap((each) => {
    const types = parameterTypes(ts, each);
    if (!types || types.elements.length === count) return [each];
    if (count === undefined) return [];
    const metadata = each as ts.CallExpression;
    const [key] = metadata.arguments;
    return key ? [factory.updateCallExpression(metadata, metadata.expression, metadata.typeArguments, [key, factory.createArrayLiteralExpression(types.elements.slice(0, count))])] : [each];
  });
  return factory.updateCallExpression(call, call.expression, call.typeArguments, [factory.updateArrayLiteralExpression(decorators, elements), target, ...more]);
}

/** The types in `__metadata("design:paramtypes", […])`. */
function parameterTypes(ts: TypeScript, node: ts.Expression): ts.ArrayLiteralExpression | undefined {
  if (!ts.isCallExpression(node) || !isHelper(ts, node, '__metadata')) return undefined;
  const [key, types] = node.arguments;
  return key && types && ts.isStringLiteral(key) && key.text === 'design:paramtypes' && ts.isArrayLiteralExpression(types) ? types : undefined;
}

/** Whether a call is one of a helper of TypeScript's, in the file or, with `importHelpers`, of tslib. */
function isHelper(ts: TypeScript, { expression }: ts.CallExpression, name: string): boolean {
  return (ts.isIdentifier(expression) || ts.isPropertyAccessExpression(expression)) && (ts.isIdentifier(expression) ? expression : expression.name).text === name;
}
