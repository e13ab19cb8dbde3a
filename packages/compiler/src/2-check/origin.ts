/** What a clause that was declared elsewhere brings along, for people and for the names in it. */
import type ts from 'typescript';
import { passedParameters } from '../1-read/resolve.ts';
import type { Clause, Contract, FileContracts, Host, Origin, TypeScript } from '../contract.ts';
import { positionOf } from '../sidecar.ts';
import type { CheckedContracts } from './index.ts';
import { secretFields, secretsOf } from './secrets.ts';

/** A clause where it was declared. */
export interface Declared {
  readonly clause: Clause;
  readonly contract: Contract;
  readonly file: FileContracts;
}

/** The clauses of a contract of some form that can be checked, as what others have from there. */
export function declaredIn({ file, sound, typeable }: CheckedContracts, contract: Contract, isWanted: (clause: Clause) => boolean): Declared[] {
  return contract.clauses.filter((clause) => isWanted(clause) && (sound.has(clause) || typeable.has(clause))).map((clause) => ({ clause, contract, file }));
}

/** What goes along with a clause to another place; its statement, and where that stands, do not. */
export function withoutStatement({ statement: _, messageExpression: __, at: ___, ...rest }: Clause): Omit<Clause, 'statement' | 'messageExpression' | 'at'> {
  return rest;
}

/** Where a clause was declared, seen from a file that checks it. */
export function originOf(host: Host, { clause, contract, file }: Declared, { from, spelled }: { readonly from: ts.SourceFile; readonly spelled: Origin['spelled'] }): Origin {
  const secrets = secretsOf(contract);
  return {
    from: contract.owner.name, path: pathFrom(host, { from, file }), position: positionOf(file, clause), spelled,
    secrets: [...secrets, ...secretFields(host.ts, contract.owner.node.parent, file.contracts)],
    secretParameters: positionsOf(host.ts, contract.owner.node, new Set(secrets.filter(({ path }) => path.length === 0).map(({ root }) => root))),
  };
}

function positionsOf(ts: TypeScript, owner: ts.Node, names: ReadonlySet<string>): ReadonlyMap<number, string> {
  if (names.size === 0 || !ts.isFunctionLike(owner)) return new Map();
  return new Map(passedParameters(ts, owner).flatMap(({ name }, index) => (ts.isIdentifier(name) && names.has(name.text) ? [[index, name.text] as const] : [])));
}

/** The file that declares a clause, for people; that of a dependency with the name of its package. */
function pathFrom(host: Host, { from, file }: { readonly from: ts.SourceFile; readonly file: FileContracts }): string {
  const [own, theirs] = [from, file.sourceFile].map(({ fileName }) => host.packageOf(fileName));
  return theirs === undefined || own?.root === theirs.root ? file.path : `${theirs.name}/${file.path}`;
}
