// Makes three mistakes on purpose and prints the whole violation that each ends in. Exits with 0 if all of them were
// reported as they should be, else with 1.
import { setTimeout } from 'node:timers/promises';
import { inspect } from 'node:util';

import { Account } from '@example/accounts';
import { ContractViolationError } from '@proviso/runtime';
import { createJournal, transfer } from '@example/transfers';

const token = 'tok_0123456789abcdef';
const half = token.slice(0, 12);
const journal = createJournal([], async () => {});

const mistakes = [
  {
    title: 'Looks at the balance, waits, and then takes the money',
    async make({ account }) {
      if (account.available < 4000) return;
      await setTimeout(10); // meanwhile the rent is paid, see below
      account.withdraw(4000);
    },
    expected: { subject: 'Account.withdraw', source: 'amount <= this.available' },
  },
  {
    title: 'Transfers 12.50, where amounts are cents: nothing is wrong with its type',
    make: ({ account, canteen }) => transfer({ from: account, to: canteen, amount: 12.5 }, journal, token),
    expected: { subject: 'transfer', source: 'isAmount(order.amount)' },
  },
  {
    title: 'Uses half of an access token, which no message may show',
    make: ({ account, canteen }) => transfer({ from: account, to: canteen, amount: 1250 }, journal, half),
    expected: { subject: 'transfer', source: 'isToken(token)' },
  },
];

function open() {
  const account = new Account('current account', 'EUR');
  account.deposit(5000);
  return { account, canteen: new Account('canteen', 'EUR') };
}

/** What a mistake ends in; nothing is caught on the way. */
async function outcomeOf({ make }) {
  const accounts = open();
  const rent = setTimeout(1).then(() => accounts.account.withdraw(3000));
  const outcome = await make(accounts).catch((error) => error);
  await rent;
  return outcome;
}

function isExpected(outcome, { subject, source }) {
  if (!(outcome instanceof ContractViolationError)) return false;
  const { subject: found, clause, blame } = outcome;
  return found === subject && clause.source === source && blame.party === 'caller' && !inspect(outcome, { showHidden: true, depth: null }).includes(half);
}

let failures = 0;
for (const [index, mistake] of mistakes.entries()) {
  const outcome = await outcomeOf(mistake);
  const expected = isExpected(outcome, mistake.expected);
  console.log(`${index + 1}. ${mistake.title}\n`);
  console.log(outcome?.stack ?? outcome);
  console.log(`\n   ${expected ? 'as expected' : 'NOT what was expected'}: a violation of \`${mistake.expected.source}\` by the caller of ${mistake.expected.subject}\n`);
  if (!expected) failures += 1;
}
process.exitCode = failures > 0 ? 1 : 0;
