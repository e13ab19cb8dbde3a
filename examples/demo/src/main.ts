import { withdraw } from './account.ts';

const account = { owner: 'Ada', balance: 100 };

for (const bill of [60, 60, 60]) {
  withdraw(account, bill); // the mistake: nobody looks at the balance
  console.log(`paid ${bill}, ${account.balance} left`);
}
