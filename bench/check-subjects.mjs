// A process that reads the contracts of files and writes what there is to check, by file and name: node check-subjects.mjs <files>
import { serialize } from 'node:v8';

import { moduleFinder, packageFinder } from '@proviso/compiler';
import { findSubjects } from '@proviso/testing';
import ts from 'typescript';

const files = process.argv.slice(2);
const program = ts.createProgram({ rootNames: files, options: { strict: true, module: ts.ModuleKind.NodeNext, allowImportingTsExtensions: true, noEmit: true, target: ts.ScriptTarget.ES2023 } });
const host = { ts, packageOf: packageFinder(ts), resolveModule: moduleFinder(ts, { program }) };
program.getTypeChecker();
const subjects = files.flatMap((file) => findSubjects({ ts, program, host, registered: new Set() }, program.getSourceFile(file)).map((subject) => [`${file}#${subject.symbol}`, subject]));
process.stdout.write(serialize(new Map(subjects)));
