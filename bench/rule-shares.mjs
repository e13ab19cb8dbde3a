// Prints the milliseconds that each rule of the plugin takes in a project, the analysis that they share being one of them: node rule-shares.mjs <config>
import { ESLint } from 'eslint';

const [, , config] = process.argv;
const results = await new ESLint({ overrideConfigFile: config, allowInlineConfig: false, stats: true }).lintFiles(['src']);
const times = {};
results.forEach(({ stats }, index) => {
  for (const [rule, { total }] of Object.entries(stats.times.passes[0]?.rules ?? {})) {
    if (!rule.startsWith('@proviso/') && rule !== 'analysis/shared') continue;
    // With the first file this rule has every file of the program read, which is then not read again.
    const part = index === 0 && rule === '@proviso/no-violated-precondition' ? 'analysis/shared' : rule;
    times[part] = (times[part] ?? 0) + total;
  }
});
console.log(JSON.stringify(times));
