/** Classes that inherit an invariant: which those of other files are, and which heirs are written in a way in which none can be checked. */
import type ts from 'typescript';
import { heirClasses } from '../1-read/classes.ts';
import { baseClasses } from '../1-read/heritage.ts';
import { baseOf, spanOf } from '../1-read/syntax.ts';
import type { Clause, ContractOwner, FileContracts, TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { askedInvariants, statedInvariants } from './asked-invariants.ts';
import type { InheritHost } from './inherit.ts';
import { invariantHeirs, isInvariant, type InvariantBases } from './invariant-chain.ts';
import { whyNotKept } from './support.ts';

/** The invariant of a class that another file declares. */
export interface InvariantElsewhere {
  readonly owner: ContractOwner;
  readonly clause: Clause;
}

/** The invariants that stand behind a base class, found by what follows `extends`, in files other than its own. */
export function invariantsElsewhere(search: InheritHost, base: ts.Expression): readonly InvariantElsewhere[] {
  return baseClasses(search.host, base).filter((node) => node.getSourceFile() !== base.getSourceFile())
    .flatMap((node) => [...askedInvariants(search, node), ...statedInvariants(search, node)])
    .map(({ clause, contract: { owner } }) => ({ owner, clause }));
}

/** What the classes of a file extend. */
export function basesIn(ts: TypeScript, sourceFile: ts.SourceFile): ts.Expression[] {
  return heirClasses(ts, sourceFile).flatMap((node) => baseOf(ts, node) ?? []);
}

/** Base classes with an invariant, beside those that state one. */
interface KnownBases extends Pick<InvariantBases, 'hasInvariantElsewhere'> {
  readonly stating?: ReadonlySet<ts.Node>;
}

/** The classes that inherit an invariant and are written in a way in which it cannot be checked. */
export function unkeptHeirs(ts: TypeScript, { sourceFile, contracts }: FileContracts, known: KnownBases = {}): Diagnostic[] {
  const { hasInvariantElsewhere } = known;
  const stating = new Set<ts.Node>([...(known.stating ?? []), ...contracts.filter(({ clauses }) => clauses.some(isInvariant)).map(({ owner }) => owner.node)]);
  if (stating.size === 0 && !hasInvariantElsewhere) return [];
  const heirs = invariantHeirs(ts, sourceFile, { hasInvariant: (node) => stating.has(node), hasInvariantElsewhere });
  return heirs.flatMap((node) => {
    const base = baseOf(ts, node);
    const reason = whyNotKept(ts, node);
    if (!base || !reason) return [];
    const said = diagnostic('inherited-not-enforced', spanOf(base), node.name?.text ?? '(anonymous class)', base.getText());
    return [{ ...said, text: `${said.text} ${reason.text}` }];
  });
}
