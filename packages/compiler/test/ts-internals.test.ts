/** What `ts-internals.ts` takes from TypeScript beyond its public API: whether the TypeScript at hand has it, and it does what is relied on. */
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import * as internals from '../src/ts-internals.ts';

const options: ts.CompilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, noLib: true, strict: true, types: [] };

/** A program of one file in memory. */
function programOf(text: string, more: ts.CompilerOptions = {}): { program: ts.Program; file: ts.SourceFile; checker: ts.TypeChecker } {
  const file = ts.createSourceFile('a.ts', text, ts.ScriptTarget.ES2022, true);
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost(options),
    getSourceFile: (name) => (name === 'a.ts' ? file : undefined),
    fileExists: (name) => name === 'a.ts',
    getCurrentDirectory: () => '',
    writeFile: () => undefined,
  };
  const program = ts.createProgram(['a.ts'], { ...options, ...more }, host);
  return { program, file, checker: program.getTypeChecker() };
}

function firstArrow(file: ts.SourceFile): ts.ArrowFunction {
  let found: ts.ArrowFunction | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isArrowFunction(node)) found ??= node;
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found ?? expect.fail('no arrow function');
}

describe(`TypeScript ${ts.version}`, () => {
  test('tells the parse errors of a file, and the options it was parsed with', () => {
    const file = ts.createSourceFile('a.ts', 'const = 1;', ts.ScriptTarget.ES2022);
    expect(internals.parseDiagnostics(file).length).toBeGreaterThan(0);
    expect(internals.parseOptions(file)).toEqual({ languageVersion: ts.ScriptTarget.ES2022 });
  });

  test('tells modules from scripts', () => {
    expect(internals.isModule(ts.createSourceFile('a.ts', 'export {};', ts.ScriptTarget.ES2022))).toBe(true);
    expect(internals.isModule(ts.createSourceFile('a.ts', 'const a = 1;', ts.ScriptTarget.ES2022))).toBe(false);
  });

  test('binds a file of no program', () => {
    const file = ts.createSourceFile('a.ts', 'const a = 1;', ts.ScriptTarget.ES2022, true);
    expect(internals.isBound(file)).toBe(false);
    internals.bind(ts, file, options);
    expect(internals.isBound(file)).toBe(true);
    expect(internals.topLevelSymbol(file, 'a')?.name).toBe('a');
    expect(internals.topLevelSymbol(file, 'b')).toBeUndefined();
  });

  test('sees a variable that is declared into a scope, with its type', () => {
    const { file, checker, program } = programOf('export const n = 1; export const f = () => result;');
    const arrow = firstArrow(file);
    const type = checker.getTypeAtLocation((file.statements[0] as ts.VariableStatement).declarationList.declarations[0]!.name);
    internals.declareVariable(ts, arrow, { name: 'result', type });
    expect(checker.typeToString(checker.getTypeAtLocation(arrow.body))).toBe('1');
    expect(program.getSemanticDiagnostics(file)).toEqual([]);
  });

  test('gives an unannotated parameter a type', () => {
    const { file, checker } = programOf('export const n = 1; export const f = (r) => r;');
    const arrow = firstArrow(file);
    const type = checker.getTypeAtLocation((file.statements[0] as ts.VariableStatement).declarationList.declarations[0]!.name);
    internals.setParameterType(ts, arrow.parameters[0]!, type);
    expect(checker.typeToString(checker.getTypeAtLocation(arrow.body))).toBe('1');
  });

  test('checks deferred nodes alone', () => {
    const { file, program, checker } = programOf('const wrong: string = 1; export const f = () => missing;');
    const arrow = firstArrow(file);
    checker.getTypeAtLocation(arrow);
    const found = internals.deferredDiagnostics(program, file).map(({ code }) => code);
    expect(found).toContain(2304); // cannot find name
    expect(found).not.toContain(2322); // not assignable: of a statement that nobody asked for
  });

  test('narrows an arrow function behind the condition of another', () => {
    const { file, checker } = programOf('export function f(a: 1 | undefined) { const first = () => a !== undefined; const second = () => a; }');
    const arrows: ts.ArrowFunction[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isArrowFunction(node)) arrows.push(node);
      ts.forEachChild(node, visit);
    };
    visit(file);
    const [first, second] = arrows as [ts.ArrowFunction, ts.ArrowFunction];
    internals.follow(ts, second, { arrow: first, condition: first.body as ts.Expression });
    expect(checker.typeToString(checker.getTypeAtLocation(second.body))).toBe('1');
  });

  test('resolves a name at a place', () => {
    const { file, checker } = programOf('export const n = 1; export const f = () => n;');
    const arrow = firstArrow(file);
    expect(internals.resolveValue(ts, checker, { name: 'n', place: arrow.body })?.name).toBe('n');
    expect(internals.resolveValue(ts, checker, { name: 'm', place: arrow.body })).toBeUndefined();
  });

  test('clones nodes, and moves and adopts them', () => {
    const file = ts.createSourceFile('a.ts', 'f(1)', ts.ScriptTarget.ES2022);
    const [statement] = file.statements;
    const clone = internals.cloneNode(ts, statement!);
    expect(clone).not.toBe(statement);
    expect(clone.kind).toBe(statement!.kind);
    internals.ensureParents(ts, file);
    expect(statement!.parent).toBe(file);
    internals.movePosition(clone, { start: 3, end: 4 });
    internals.setParent(clone, file);
    expect([clone.pos, clone.end, clone.parent]).toEqual([3, 4, file]);
  });

  test('rewrites the local name of an import that was made up, for CommonJS', () => {
    const transformer = (context: ts.TransformationContext) => (file: ts.SourceFile): ts.SourceFile => {
      const { local, specifier } = internals.createRuntimeImport(ts, { exported: 'fail', local: 'p$fail' });
      const { factory } = context;
      const declaration = factory.createImportDeclaration(undefined, factory.createImportClause(undefined, undefined, factory.createNamedImports([specifier])), factory.createStringLiteral('m'));
      internals.setParents(ts, declaration);
      return factory.updateSourceFile(file, [declaration, factory.createExpressionStatement(factory.createCallExpression(local, undefined, []))]);
    };
    const { outputText } = ts.transpileModule('export {};', { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 }, transformers: { before: [transformer] } });
    expect(outputText).toContain('(0, m_1.fail)()');
  });

  test('carries the flag of a dynamic import over', () => {
    const from = ts.createSourceFile('a.ts', 'import("x")', ts.ScriptTarget.ES2022);
    const to = ts.createSourceFile('a.ts', '', ts.ScriptTarget.ES2022);
    const flag = (ts.NodeFlags as unknown as { PossiblyContainsDynamicImport: number }).PossiblyContainsDynamicImport;
    expect(from.flags & flag).not.toBe(0);
    internals.addFileFlags(ts, to, from);
    expect(to.flags & flag).not.toBe(0);
  });

  test('makes a file a module', () => {
    const file = ts.createSourceFile('a.ts', 'const a = 1;', ts.ScriptTarget.ES2022);
    internals.makeModule(file);
    expect(internals.isModule(file)).toBe(true);
  });

  test('gives a made-up method a `this`', () => {
    const { file, checker } = programOf('export interface I { n: 1 } export class C { m() { const f = () => this; } }');
    const [shape, holder] = file.statements as unknown as [ts.InterfaceDeclaration, ts.ClassDeclaration];
    const arrow = firstArrow(file);
    const { factory } = ts;
    const own = factory.createParameterDeclaration(undefined, undefined, 'this', undefined, factory.createKeywordTypeNode(ts.SyntaxKind.AnyKeyword));
    const method = factory.createMethodDeclaration(undefined, undefined, '_', undefined, undefined, [own], undefined, factory.createBlock([]));
    Object.assign(internals.internal(method), { pos: arrow.pos, end: arrow.end, parent: holder });
    internals.declareThis(ts, method, { parameter: own, type: checker.getTypeAtLocation(shape) });
    internals.setParent(arrow, method);
    expect(checker.typeToString(checker.getTypeAtLocation(arrow.body))).toBe('I');
  });

  test('renames a parsed name', () => {
    const { file, checker } = programOf('export const n = 1; export const f = () => m;');
    const arrow = firstArrow(file);
    internals.renameIdentifier(ts, arrow.body as ts.Identifier, 'n');
    expect((arrow.body as ts.Identifier).text).toBe('n');
    expect(checker.typeToString(checker.getTypeAtLocation(arrow.body))).toBe('1');
  });

  test('takes a given type away again', () => {
    const { file, checker } = programOf('export const n = 1; export const f = () => result;');
    const arrow = firstArrow(file);
    const type = checker.getTypeAtLocation((file.statements[0] as ts.VariableStatement).declarationList.declarations[0]!.name);
    internals.declareVariable(ts, arrow, { name: 'result', type });
    internals.forgetTypes(ts, arrow);
    const [symbol] = [...(internals.internal(arrow).locals?.values() ?? [])] as unknown as { links: object }[];
    expect(symbol?.links).toEqual({});
  });

  test('gives a declared variable a type again', () => {
    const { file, checker } = programOf('export const n = 1; export const f = () => result;');
    const arrow = firstArrow(file);
    const type = checker.getTypeAtLocation((file.statements[0] as ts.VariableStatement).declarationList.declarations[0]!.name);
    internals.declareVariable(ts, arrow, { name: 'result', type });
    const [symbol] = internals.internal(arrow).locals?.values() ?? [];
    internals.forgetTypes(ts, arrow);
    internals.declareVariable(ts, arrow, { name: 'result', type });
    expect([...(internals.internal(arrow).locals?.values() ?? [])]).toEqual([symbol]);
    expect(checker.typeToString(checker.getTypeAtLocation(arrow.body))).toBe('1');
  });

  test('tells files whose types TypeScript leaves alone', () => {
    const says = (name: string, text: string, more: ts.CompilerOptions = {}): boolean => internals.saysUnchecked(ts.createSourceFile(name, text, ts.ScriptTarget.ES2022), more);
    expect([says('a.js', ''), says('a.mjs', '', { checkJs: false }), says('a.ts', '// @ts-nocheck\n'), says('a.js', '// @ts-nocheck\n', { checkJs: true })]).toEqual([true, true, true, true]);
    expect([says('a.ts', ''), says('a.js', '', { checkJs: true }), says('a.js', '// @ts-check\n')]).toEqual([false, false, false]);
  });

  test('forgets the flow of a name', () => {
    const { file, checker } = programOf('export function f(a: 1 | undefined) { if (a === undefined) return; const g = () => 0; a; }');
    checker.getTypeAtLocation(firstArrow(file));
    const statement = (file.statements[0] as ts.FunctionDeclaration).body!.statements.at(-1) as ts.ExpressionStatement;
    internals.forgetFlow(statement.expression);
    expect(checker.typeToString(checker.getTypeAtLocation(statement.expression))).toBe('1 | undefined');
  });

  test('checks arrow functions as expressions, and leaves the rest of the file alone', () => {
    const { file, program, checker } = programOf('const wrong: string = 1; export const f = () => missing;');
    const arrow = firstArrow(file);
    checker.getTypeAtLocation((file.statements[0] as ts.VariableStatement).declarationList.declarations[0]!.name);
    const found = internals.expressionDiagnostics({ ts, program }, file, [arrow]).map(({ code }) => code);
    expect(found).toContain(2304);
    expect(found).not.toContain(2322);
  });

  test('checks what is put off after its file was checked, and nothing else of it', () => {
    const { file, program, checker } = programOf('export const f = () => { const n: string = 1; };');
    const [put] = ts.createSourceFile('b.ts', '() => missing', ts.ScriptTarget.ES2022, true).statements;
    const arrow = (put as ts.ExpressionStatement).expression as ts.ArrowFunction;
    expect(program.getSemanticDiagnostics(file).map(({ code }) => code)).toEqual([2322]);
    internals.bind(ts, arrow.getSourceFile(), options);
    internals.setParent(arrow, file);
    const found = internals.asUnchecked(file, () => {
      checker.getTypeAtLocation(arrow);
      return internals.deferredDiagnostics(program, file).map(({ code }) => code);
    });
    expect(found.sort()).toEqual([2304, 2322]);
    expect(program.getSemanticDiagnostics(file).map(({ code }) => code)).toEqual([2322]);
  });

  test('checks a file without an expression, and that afterwards', () => {
    const { file, program } = programOf('wrong; const n: string = 1;');
    const [statement] = file.statements as unknown as [ts.ExpressionStatement];
    const show = internals.hideExpression(ts, statement);
    expect(program.getSemanticDiagnostics(file).map(({ code }) => code)).toEqual([2322]);
    show();
    expect(statement.expression.getText()).toBe('wrong');
    const found = internals.asUnchecked(file, () => internals.deferredDiagnostics(program, file, [statement]));
    expect(found.map(({ code }) => code).sort()).toEqual([2304, 2322]);
  });

  test('tells whether a comment expects an error', () => {
    expect(internals.saysExpected(programOf('// @ts-expect-error\nwrong;').file)).toBe(true);
    expect(internals.saysExpected(programOf('// @ts-ignore\nwrong;').file)).toBe(false);
  });

  test('marks names and members as used', () => {
    const text = 'const n = 1; export class C { #n = 1; private m = 2; } export const f = () => n;';
    const unused = { noUnusedLocals: true };
    const codes = ({ program, file }: ReturnType<typeof programOf>): number[] => program.getSemanticDiagnostics(file).map(({ code }) => code);
    const alone = text.replace('=> n', '=> 1');
    expect(codes(programOf(alone, unused))).toEqual([6133, 6133, 6133]);
    const marked = programOf(alone, unused);
    const name = ts.factory.createIdentifier('n');
    internals.setParent(name, firstArrow(marked.file));
    internals.markUse(ts, marked.checker, name);
    (marked.file.statements[1] as ts.ClassDeclaration).members.forEach((member) => internals.markDeclared(ts, member));
    expect(codes(marked)).toEqual([]);
  });

  test('tells where an incremental build remembers', () => {
    expect(internals.buildInfoPath(ts, { incremental: true, tsBuildInfoFile: 'out/.tsbuildinfo' })).toBe('out/.tsbuildinfo');
    expect(internals.buildInfoPath(ts, {})).toBeUndefined();
  });

  test('gives a file another version, which tells builders that it changed', () => {
    const { file } = programOf('export {};');
    expect(internals.versionOf(file)).toBeUndefined();
    internals.setVersion(file, '1-salted');
    expect((file as unknown as { version: string }).version).toBe('1-salted');
    expect(internals.versionOf(file)).toBe('1-salted');
  });

  test('sees what builders ask a program for', () => {
    const { program, file } = programOf('export const n: string = 1;');
    const asked: ts.SourceFile[] = [];
    internals.wrapBuilderDiagnostics(program, (each, found) => {
      asked.push(each);
      return found().map((one) => ({ ...one, code: 1 }));
    });
    internals.setVersion(file, '1');
    const builder = ts.createSemanticDiagnosticsBuilderProgram(program, { createHash: (text) => text }, undefined);
    expect(builder.getSemanticDiagnostics(file).map(({ code }) => code)).toEqual([1]);
    expect(asked).toEqual([file]);
  });

  test('tells the folder of all sources of a program', () => {
    expect(internals.commonSourceDirectory(ts, programOf('export {};').program)).toEqual(expect.any(String));
  });

  test('tells what transforms have to do below a node', () => {
    const { file } = programOf('const a = (b as any) + 1; const c = d + 1;');
    const [typed, plain] = file.statements;
    const known = ['ContainsTypeScript', 'ContainsJsx', 'ContainsESNext', 'ContainsTypeScriptClassSyntax', 'ContainsDecorators', 'ContainsClassFields', 'ContainsDynamicImport'];
    expect(internals.isTransformed(ts, typed!, known)).toBe(true);
    expect(internals.isTransformed(ts, plain!, known)).toBe(false);
    expect(internals.isTransformed(ts, plain!, ['ContainsNothingThatIsKnown'])).toBe(true);
  });

  test('tells whether nodes in the wrong places are asserted', () => {
    expect(internals.assertsNodes(ts)).toBe(false);
    const asserting = { ...ts, Debug: { shouldAssert: (level: number) => level <= 1 } };
    expect(internals.assertsNodes(asserting)).toBe(true);
    expect(internals.assertsNodes({ ...ts, Debug: undefined } as unknown as typeof ts)).toBe(true);
  });

  test.each([[ts.ModuleKind.ESNext, true], [ts.ModuleKind.CommonJS, false]])('tells whether a file is written as an ES module: %s', (module, expected) => {
    const { program } = programOf('export const a = 1;', { module });
    const found: boolean[] = [];
    program.emit(undefined, () => undefined, undefined, false, { before: [(context) => (file) => (found.push(internals.isEsModule(ts, context, file)), file)] });
    expect(found).toEqual([expected]);
  });

  test('prints a name in a list of statements as it is, whatever its text', () => {
    const { program } = programOf('export function f(a: number) { return a; }');
    const text = '{ let b = 1; if (!(b < 2)) f(); }';
    const written: string[] = [];
    const before: ts.TransformerFactory<ts.SourceFile> = (context) => (file) => {
      const visit = (node: ts.Node): ts.Node => (ts.isBlock(node) ? ts.factory.updateBlock(node, [ts.factory.createIdentifier(text) as unknown as ts.Statement, ...node.statements]) : ts.visitEachChild(node, visit, context));
      return ts.visitEachChild(file, visit, context);
    };
    program.emit(undefined, (_, content) => void written.push(content), undefined, false, { before: [before] });
    expect(written.join('')).toMatch(/\(a\) \{\s+\{ let b = 1; if \(!\(b < 2\)\) f\(\); \}\s+return a;/);
  });

  test('takes an arrow function at its word for what it returns, and still checks its body', () => {
    const { program, file, checker } = programOf('export const f = () => missing;');
    const arrow = firstArrow(file);
    internals.sayReturnType(checker, arrow);
    expect(checker.typeToString(checker.getTypeAtLocation(arrow))).toBe('() => any');
    expect(program.getSemanticDiagnostics(file).map(({ code }) => code)).toEqual([2304]);
  });

  test('has a test here for everything that is taken', () => {
    expect(Object.keys(internals).sort()).toEqual([
      'addFileFlags', 'addToScope', 'asUnchecked', 'assertsNodes', 'bind', 'buildInfoPath', 'cloneNode', 'commonSourceDirectory', 'createRuntimeImport', 'declareThis', 'declareVariable', 'deferredDiagnostics', 'ensureParents', 'expressionDiagnostics',
      'follow', 'forgetFlow', 'forgetTypes', 'hideExpression', 'internal', 'isBound', 'isEsModule', 'isModule', 'isTransformed', 'makeModule', 'markDeclared', 'markUse', 'movePosition', 'parseDiagnostics', 'parseOptions', 'renameIdentifier', 'resolveValue', 'sayReturnType', 'saysExpected', 'saysUnchecked',
      'setParameterType', 'setParent', 'setParents', 'setVersion', 'topLevelSymbol', 'versionOf', 'wrapBuilderDiagnostics',
    ]);
  });
});
