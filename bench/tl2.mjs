import { readFileSync } from 'node:fs';
import { compileText, packageFinder, profiles } from '@proviso/compiler';
import tsReal from 'typescript';
const [file, n] = process.argv.slice(2); const text = readFileSync(file, 'utf8');
let inParse = 0; const orig = tsReal.createSourceFile;
const ts2 = {}; for (const k of Object.keys(tsReal)) ts2[k] = tsReal[k]; ts2.createSourceFile = (...a) => { const s = performance.now(); const r = orig(...a); inParse += performance.now() - s; return r; };
const host = { ts: ts2, packageOf: packageFinder(ts2) };
const f = () => compileText(host, { fileName: file, text, profile: profiles.enforce, refines: false });
const p = () => orig(file, text, { languageVersion: tsReal.ScriptTarget.Latest, jsDocParsingMode: tsReal.JSDocParsingMode.ParseNone }, true);
for (let i = 0; i < 300; i++) { f(); p(); }
const time = (g) => { inParse = 0; const s = performance.now(), c = process.cpuUsage(); for (let i = 0; i < Number(n); i++) g(); const { user, system } = process.cpuUsage(c); return `wall ${((performance.now() - s) / n).toFixed(2)} cpu ${((user + system) / 1000 / n).toFixed(2)} inParse ${(inParse / n).toFixed(2)}`; };
for (let k = 0; k < 3; k++) console.log('ours', time(f), '| parse', time(p));
