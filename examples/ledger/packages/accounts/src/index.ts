export { Account } from './account.ts';
export { isAmount, money, sum, type Currency } from './money.ts';
