import { Account, type Currency } from '@example/accounts';

import type { Entry, Journal } from '../src/journal.ts';
import { build } from './build.ts';

export const token = 'tok_0123456789abcdef';

/** An account with money on it. */
export function account(id: string, balance: number, currency: Currency = 'EUR'): Account {
  const opened = new Account(id, currency);
  if (balance > 0) opened.deposit(balance);
  return opened;
}

/** A journal that writes, and the entries that it wrote. */
export function journal(authorise: (token: string) => Promise<void> = async () => {}): Journal & { readonly entries: Entry[] } {
  const entries: Entry[] = [];
  return { entries, ...build.createJournal(entries, authorise) };
}

/** A journal that refuses to write. */
export const refusing = (): Journal => journal(() => Promise.reject(new Error('journal is read-only')));
