/** Containers of the module that an exported function gives where there is nothing else, to callers who may change them by its type. */
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { exportedFunctions } from '../export-index/exported-functions.ts';
import { typescript } from '../source.ts';
import { bindingOf } from './bindings.ts';
import type { Constant } from './constants.ts';
import type { FunctionNode } from './events.ts';
import { isFunctionWithBody } from './file-nodes.ts';
import { mayBeChanged, promisedBy } from './handed-out.ts';
import { namedConstant } from './origins.ts';
import { resultsAt } from './results-at.ts';
import { usesOf } from './shared-places.ts';
import { resultsOf } from './written-in-place.ts';

export interface GivenDefault {
  readonly node: ts.Expression;
  readonly constant: Constant;
}

/** `return found ?? NONE` in a function that declares a result that can be changed, each function once. */
export function givenDefaults(analysis: Analysis): GivenDefault[] {
  if (!/^(?:export )?const \w+[^=\n]*= (?:\[|new (?:Map|Set)\b)/m.test(analysis.sourceFile.text)) return [];
  const functions = exportedFunctions(analysis, 'exported').flatMap(({ declarations }) => declarations.filter(isFunctionWithBody));
  return functions.flatMap((fn) => givenBy(fn).slice(0, 1));
}

function givenBy(fn: FunctionNode): GivenDefault[] {
  const type = promisedBy(fn.type);
  if (!type || !mayBeChanged(type)) return [];
  const results = resultsOf(fn).flatMap(resultsAt);
  const found = results.flatMap(({ node, value }): GivenDefault[] => {
    const constant = namedConstant(value);
    return constant && isContainer(constant) && !isCompared(constant) ? [{ node, constant }] : [];
  });
  // A function that always gives the same is there to give it.
  return found.length < results.length ? found : [];
}

function isContainer({ made }: Constant): boolean {
  return typescript.isArrayLiteralExpression(made) || (typescript.isNewExpression(made) && /^(?:Map|Set)$/.test(made.expression.getText()));
}

/** `found === NONE`: the one object is a sign. */
function isCompared({ binding }: Constant): boolean {
  return usesOf(binding.declaration.getSourceFile(), binding.name).some((use) => bindingOf(use) === binding && typescript.isBinaryExpression(use.parent) && /^[!=]==?$/.test(use.parent.operatorToken.getText()));
}
