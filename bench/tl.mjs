import { readFileSync, writeFileSync } from 'node:fs';
import { compileText, packageFinder, profiles } from '@proviso/compiler';
import ts from 'typescript';
const [file, n] = process.argv.slice(2); const text = readFileSync(file, 'utf8');
const host = { ts, packageOf: packageFinder(ts) };
const f = () => compileText(host, { fileName: file, text, profile: profiles.enforce, refines: false });
const p = () => ts.createSourceFile(file, text, { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone }, true);
for (let i = 0; i < 200; i++) { f(); p(); }
const { Session } = await import('node:inspector/promises');
const time = (g) => { const s = performance.now(), c = process.cpuUsage(); for (let i = 0; i < Number(n); i++) g(); const { user, system } = process.cpuUsage(c); return [((performance.now() - s) / n).toFixed(2), ((user + system) / 1000 / n).toFixed(2)]; };
console.log('wall,cpu  ours', time(f), 'parse', time(p), 'ours', time(f), 'parse', time(p));
if (process.env.PROF) { const s = new Session(); s.connect(); await s.post('Profiler.enable'); await s.post('Profiler.setSamplingInterval', { interval: 100 }); await s.post('Profiler.start'); for (let i = 0; i < Number(n); i++) f(); const { profile } = await s.post('Profiler.stop'); writeFileSync(process.env.PROF, JSON.stringify(profile)); }
