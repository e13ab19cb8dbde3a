/** Parameters whose function type another file declares, with the contract of that type. */
import type ts from 'typescript';
import { typeFinder } from '../1-read/type-finder.ts';
import { callbackParameters, signatureOf, type CallbackParameter } from '../1-read/function-types.ts';
import { annotationOf } from '../1-read/jsdoc-types.ts';
import { isFunctionWithBody } from '../1-read/syntax.ts';
import type { Contract, FileContracts, FunctionNode, TypeScript } from '../contract.ts';
import { contractStatements, isCallbackClause } from './callbacks.ts';
import type { InheritHost } from './inherit.ts';
import { declaredIn, type Declared } from './origin.ts';

export interface CallbackElsewhere {
  readonly node: FunctionNode;
  readonly parameter: CallbackParameter;
  readonly contract: Contract;
  readonly declared: readonly Declared[];
  /** Contract calls of the file that takes it. */
  readonly statements: ReadonlySet<ts.Node>;
}

/** The callbacks of all functions of a file that are annotated with a contracted type of another file. */
export function callbacksElsewhere(search: InheritHost, file: FileContracts): CallbackElsewhere[] {
  const { host } = search;
  const { ts } = host;
  const { sourceFile } = file;
  const statements = contractStatements(file);
  const find = typeFinder(host);
  const found: CallbackElsewhere[] = [];
  const visit = (node: ts.Node): void => {
    for (const parameter of isFunctionWithBody(ts, node) ? callbackParameters(ts, annotated(ts, node), find) : []) {
      const stated = parameter.statedBy ?? parameter.type;
      const contracted = stated.getSourceFile() === sourceFile ? undefined : contractOfType(search, stated);
      if (contracted && isFunctionWithBody(ts, node)) found.push({ node, parameter, ...contracted, statements });
    }
    ts.forEachChild(node, visit);
  };
  if (!sourceFile.isDeclarationFile) visit(sourceFile);
  return found;
}

/** A function's parameters with the types that JavaScript gives in comments. */
function annotated(ts: TypeScript, { parameters }: FunctionNode): Parameters<typeof callbackParameters>[1] {
  return { parameters: parameters.map((each) => ({ name: each.name, dotDotDotToken: each.dotDotDotToken, type: annotationOf(ts, each)?.type })) };
}

function contractOfType({ host: { ts }, contractsIn }: InheritHost, type: ts.Node): { readonly contract: Contract; readonly declared: readonly Declared[] } | undefined {
  const checked = contractsIn(type.getSourceFile());
  const contract = checked?.file.contracts.find(({ owner }) => owner.role === 'signature' && (signatureOf(ts, owner.node) ?? owner.node) === type);
  if (!checked || !contract) return undefined;
  const declared = declaredIn(checked, contract, isCallbackClause);
  return declared.length === 0 ? undefined : { contract, declared };
}
