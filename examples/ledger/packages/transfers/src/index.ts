export type { Order } from './deliver.ts';
export { InsufficientFundsError } from './funds.ts';
export { createJournal, isToken, type Entry, type Journal } from './journal.ts';
export { payOut, type Payout, type PayoutResult } from './pay-out.ts';
export { transfer, type Receipt } from './transfer.ts';
