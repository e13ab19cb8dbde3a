// Adds up the packages' vitest reports and closes with the plain line `N passed, N failed`.
// Arguments: the names of the stages that failed. A failed stage counts as one failure; `test` only if no report says why.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

import { testedPackages } from './reports.mjs';
import { root } from './workspace.mjs';

const complaints = [];

function count(file, report) {
  const unloaded = report.testResults.filter(({ status, assertionResults }) =>
    status === 'failed' && assertionResults.every((assertion) => assertion.status !== 'failed'));
  for (const { name } of unloaded) complaints.push(`${relative(root, name)} did not load or failed outside of its tests`);
  const failures = report.testResults.flatMap((each) => each.assertionResults
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages }) => `${relative(root, each.name)}: ${fullName}: ${failureMessages[0]?.split('\n')[0] ?? 'no message'}`));
  complaints.push(...failures); // so that the end of a long output tells
  const failed = report.numFailedTests + unloaded.length;
  if (!report.success && failed === 0) complaints.push(`${relative(root, file)} says that the run failed`);
  return { passed: report.numPassedTests, failed: failed || (report.success ? 0 : 1), skipped: report.numPendingTests + report.numTodoTests };
}

function read(file) {
  try {
    return count(file, JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    complaints.push(`${relative(root, file)} is not a report: ${error.message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function missing({ name, reports }) {
  if (reports.length > 0) return 0;
  complaints.push(`${name} left no report: its tests did not run`);
  return 1;
}

const failedStages = process.argv.slice(2);
const tested = testedPackages();
const total = { passed: 0, failed: 0, skipped: 0 };
for (const result of tested.flatMap(({ reports }) => reports.map(read))) {
  for (const key of Object.keys(total)) total[key] += result[key];
}
for (const entry of tested) total.failed += missing(entry);
if (failedStages.includes('test') && total.failed === 0) {
  complaints.push('`test` failed outside of the vitest reports; see its output above');
  total.failed += 1;
}
for (const stage of failedStages.filter((name) => name !== 'test')) {
  complaints.push(`stage \`${stage}\` failed`);
  total.failed += 1;
}
if (total.passed === 0 && total.failed === 0) {
  complaints.push('no test ran');
  total.failed += 1;
}

for (const complaint of complaints) console.log(`failed: ${complaint}`);
if (total.skipped > 0) console.log(`${total.skipped} skipped`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
