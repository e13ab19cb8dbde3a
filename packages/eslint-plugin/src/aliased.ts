/** What an import or a re-export stands for. */
import type ts from 'typescript';
import type { Typed } from './constant-of.ts';

/** The symbol itself, or the one that it is another name of. */
export function aliased({ ts, checker }: Typed, symbol: ts.Symbol): ts.Symbol {
  return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
}
