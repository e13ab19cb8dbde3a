/** What stands for the parameters of a base in its heir: those at the same positions, or the arguments themselves. */
import type ts from 'typescript';
import type { Lookup } from '../1-read/declarations.ts';
import { calledAs } from '../1-read/function-types.ts';
import { passedParameters } from '../1-read/resolve.ts';
import { hasModifier, isAsync, isGenerator } from '../1-read/syntax.ts';
import { isListType, typeFinder } from '../1-read/type-finder.ts';
import type { ArgumentSpelling, FunctionNode, Spelling, TypeScript } from '../contract.ts';
import type { Reason } from './heir-imports.ts';
import { nameAtPath, partOfName, pathOfName } from './pattern-path.ts';

/** What a name of a clause is in its heir. Where nothing is said it stays what it is. */
export interface Called {
  /** The name that its node takes. */
  readonly renamed?: string;
  /** What stands for it, where it is more than a name of the clause itself. */
  readonly spelling?: Spelling;
}

/** A parameter of the base is the one at the same position in the heir. */
export function spellParameter(lookup: Lookup, { base, heir }: { readonly base: ts.Node; readonly heir: FunctionNode }, name: string): Called | Reason {
  const { ts } = lookup;
  const signature = calledAs(ts, base, typeFinder(lookup));
  const theirs = signature ? passedParameters(ts, signature) : [];
  const index = theirs.findIndex((each) => ts.isIdentifier(each.name) && each.name.text === name);
  const own = passedParameters(ts, heir)[index];
  const written = theirs[index];
  if (!written) return spellPart(lookup, { base, theirs, heir }, name);
  const isRest = written.dotDotDotToken !== undefined;
  if (own && ts.isIdentifier(own.name) && (own.dotDotDotToken !== undefined) === isRest) return { spelling: { as: 'parameter', name: own.name.text } };
  const spelling = spellArgument(ts, heir, { index, isRest });
  if (spelling) return { spelling };
  return { reason: `is the parameter at position ${index + 1}, which has no name here. Declare it, with a name.` };
}

/** An argument for which the heir has no parameter with a name. For old targets TypeScript makes a generator of an async function, with `arguments` of its own. */
function spellArgument(ts: TypeScript, heir: FunctionNode, argument: { readonly index: number; readonly isRest: boolean }): ArgumentSpelling | undefined {
  if (!ts.isArrowFunction(heir) && (!isAsync(ts, heir) || isGenerator(heir))) return { as: 'argument', ...argument };
  const own = passedParameters(ts, heir);
  const isFurther = argument.index >= own.length && !own.some(({ dotDotDotToken }) => dotDotDotToken);
  return isFurther ? { as: 'further', ...argument, index: argument.index - own.length } : undefined;
}

interface Parts {
  readonly base: ts.Node;
  readonly theirs: readonly ts.ParameterDeclaration[];
  readonly heir: FunctionNode;
}

/** A part of a destructured parameter is what the heir takes from the same place of its own, or else it is read from the argument. */
function spellPart(lookup: Lookup, { base, theirs, heir }: Parts, name: string): Called | Reason {
  const { ts } = lookup;
  const ours = passedParameters(ts, heir);
  for (const [index, parameter] of theirs.entries()) {
    const path = pathOfName(ts, parameter.name, name);
    const own = ours[index];
    const taken = path && own && (own.dotDotDotToken === undefined) === (parameter.dotDotDotToken === undefined) ? nameAtPath(ts, own.name, path) : undefined;
    if (taken !== undefined) return { spelling: { as: 'parameter', name: taken } };
    // What an heir takes may be wider: any other iterable has no positions.
    const isList = isListType(lookup, parameter.type) && (own?.type === undefined || isListType(lookup, own.type));
    const part = showsDefaults(ts, base) ? partOfName(ts, parameter, { wanted: name, isList }) : undefined;
    const of = part && (own && ts.isIdentifier(own.name) && !own.dotDotDotToken ? { as: 'parameter' as const, name: own.name.text } : spellArgument(ts, heir, { index, isRest: false }));
    if (of) return { spelling: { as: 'part', of, part } };
  }
  return { reason: `is a part of a destructured parameter there. Take it here too, or name that parameter in \`${nameIn(base)}\`.` };
}

/** A declaration file does not say what parameters and their parts are by default, but for members that have no body anywhere. */
function showsDefaults(ts: TypeScript, base: ts.Node): boolean {
  return !base.getSourceFile().isDeclarationFile || !ts.isClassElement(base) || hasModifier(ts, base, ts.SyntaxKind.AbstractKeyword);
}

function nameIn(node: ts.Node): string {
  return (node as ts.NamedDeclaration).name?.getText() ?? 'the base';
}
