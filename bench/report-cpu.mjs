// Preloaded into a measured process: on exit it writes its CPU time, user and system, in microseconds, and the most memory that it had, in kilobytes, to
// descriptor 3.
import { writeSync } from 'node:fs';

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeSync(3, `${userCPUTime + systemCPUTime} ${maxRSS}`);
});
