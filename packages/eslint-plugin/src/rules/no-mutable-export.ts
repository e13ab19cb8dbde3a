/** `no-mutable-export`: what a module exports is not changed under those who import it. */
import { hasModifier } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { createRule } from '../create-rule.ts';
import { bindingOf } from '../effects/bindings.ts';
import { assignmentOf, changeOf, isInFunction } from '../effects/changes.ts';
import { containerDeclared, type DeclaredContainer } from '../effects/declared-containers.ts';
import { innerChangeOf } from '../effects/inner-changes.ts';
import { usesOfDeclared } from '../effects/shared-places.ts';
import { stateFileOf, testsSchema, type StateOptions } from '../effects/state-file.ts';
import { contains, lineOf } from '../positions.ts';
import { quoted } from '../quoted.ts';
import { report } from '../report.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';

export interface NoMutableExportOptions extends StateOptions {
  /** Also reports maps and sets with entries in them, which this module leaves as they are. */
  readonly filled?: boolean;
}

type Named = ts.VariableDeclaration & { readonly name: ts.Identifier };

export const noMutableExport = createRule<readonly [NoMutableExportOptions], Problem['messageId']>({
  name: 'no-mutable-export',
  meta: {
    type: 'problem',
    docs: { description: 'A module exports no variable that changes and no container that others can change', configs: ['recommended'], needsTypes: false },
    messages: {
      variable: '`{{name}}` is exported and set again in line {{line}}, so its value changes under every module that imports it, and under none that copied it. Keep it to the module and export a function that reads it (`export const {{getter}} = () => {{name}}`).',
      changed: '`{{name}}` is exported as {{kind}} that anyone can change, and line {{line}} changes it: no module can rely on what is in it. Keep it to the module and export functions that read and change it, or export it with a readonly type (`{{readonly}}`).',
      open: '`{{name}}` is exported as {{kind}} with nothing in it, and nothing in this module fills it: whoever imports it can change it for all others. Keep it to the module that fills it and export functions, or export it with a readonly type (`{{readonly}}`).',
      filled: '`{{name}}` is exported as {{kind}} that nothing in this module changes, but whoever imports it can, for all others. Export it with a readonly type (`{{readonly}}`), or a function that looks into it.',
    },
    schema: [
      {
        type: 'object',
        properties: {
          filled: { type: 'boolean', description: 'Also reports maps and sets with entries in them, which this module leaves as they are, but whoever imports them can change.' },
          tests: testsSchema,
        },
        additionalProperties: false,
      },
    ],
  },
  defaultOptions: [{ filled: false, tests: false }],
  create: (context, [options]) => ({
    Program: () => {
      const analysis = stateFileOf(context, options);
      if (!analysis || !/\bexport\b/.test(analysis.sourceFile.text)) return;
      for (const { declaration, isLive } of exportedVariables(analysis.sourceFile)) {
        const problem = (isLive ? settingAgain(analysis, declaration) : undefined) ?? problemOf(analysis, declaration, options);
        if (problem) report(context, { span: { start: declaration.name.getStart(), end: declaration.name.end }, ...problem });
      }
    },
  }),
});

interface Exported {
  readonly declaration: Named;
  /** Importers see it when it is set again: `export default` gives what the variable holds at that moment. */
  readonly isLive: boolean;
}

/** The variables at the top of a file that it exports, by a modifier, in a list, or as its default. */
function exportedVariables(file: ts.SourceFile): Exported[] {
  const found = new Map<ts.Node, boolean>();
  for (const statement of exportedStatements(file)) {
    if (typescript.isVariableStatement(statement) && hasModifier(typescript, statement, typescript.SyntaxKind.ExportKeyword)) {
      for (const each of statement.declarationList.declarations) found.set(each, true);
    } else if (typescript.isExportDeclaration(statement) && !statement.moduleSpecifier && !statement.isTypeOnly && statement.exportClause && typescript.isNamedExports(statement.exportClause)) {
      for (const { name, propertyName } of statement.exportClause.elements) {
        const declaration = declarationNamed(propertyName ?? name);
        if (declaration) found.set(declaration, true);
      }
    } else if (typescript.isExportAssignment(statement)) {
      const declaration = declarationNamed(unwrapped(typescript, statement.expression));
      if (declaration && !found.has(declaration)) found.set(declaration, false);
    }
  }
  return [...found].flatMap(([declaration, isLive]) => (isNamed(declaration) ? [{ declaration, isLive }] : []));
}

/** The statements of a file, and those of the namespaces that it exports. */
function exportedStatements({ statements }: ts.SourceFile | ts.ModuleBlock): readonly ts.Statement[] {
  return statements.flatMap((statement) => {
    const body = typescript.isModuleDeclaration(statement) && hasModifier(typescript, statement, typescript.SyntaxKind.ExportKeyword) ? statement.body : undefined;
    return body && typescript.isModuleBlock(body) ? [statement, ...exportedStatements(body)] : [statement];
  });
}

function declarationNamed(name: ts.Node): ts.Node | undefined {
  return typescript.isIdentifier(name) ? bindingOf(name)?.declaration : undefined;
}

function isNamed(node: ts.Node): node is Named {
  return typescript.isVariableDeclaration(node) && typescript.isIdentifier(node.name);
}

interface Problem {
  readonly messageId: 'variable' | 'changed' | 'open' | 'filled';
  readonly data: Readonly<Record<string, string | number>>;
}

/** A function sets the variable. What replaces itself when it is first called computes something once. */
function settingAgain(analysis: Analysis, declaration: Named): Problem | undefined {
  const shown = quoted(declaration.name.text, 40);
  const again = usesOfDeclared(declaration.name).map(assignmentOf).find((each) => each && isInFunction(each) && !(declaration.initializer && contains(declaration.initializer, each)));
  return again && { messageId: 'variable', data: { name: shown, line: lineOf(again), getter: `get${shown.slice(0, 1).toUpperCase()}${shown.slice(1)}` } };
}

function problemOf(analysis: Analysis, declaration: Named, { filled }: NoMutableExportOptions): Problem | undefined {
  const uses = usesOfDeclared(declaration.name);
  const container = containerDeclared(declaration, analysis.program) ?? recordMade(declaration);
  if (!container || container.isReadonly || container.name === 'Date') return undefined;
  const changes = uses.flatMap((use) => changeOf(use, container.name) ?? innerChangeOf(use, declaration, analysis.program) ?? []);
  const change = changes.find(isInFunction);
  const data = { name: quoted(declaration.name.text, 40), kind: inWords(container.name), readonly: readonlyForm(container.name) };
  if (change) return { messageId: 'changed', data: { ...data, line: lineOf(change) } };
  const isFilled = changes.length > 0 || container.name === 'Object' || uses.some((use) => typescript.isCallExpression(use.parent) && use.parent.arguments.includes(use));
  if (container.isEmpty && !isFilled && !staysEmpty(declaration)) return { messageId: 'open', data };
  return filled === true && isFilledLiterally(declaration) ? { messageId: 'filled', data } : undefined;
}

/** `const state: State = { … }`: an object whose type is declared elsewhere. Where its module sets a member, the type lets everybody. */
function recordMade({ type, initializer }: Named): DeclaredContainer | undefined {
  const made = initializer && unwrapped(typescript, initializer);
  return type && made && typescript.isObjectLiteralExpression(made) ? { name: 'Object', isReadonly: false, isEmpty: false } : undefined;
}

/** `new Map([[key, value]])`: a table that is complete as it is written. */
function isFilledLiterally({ initializer }: Named): boolean {
  const made = initializer && unwrapped(typescript, initializer);
  return made !== undefined && typescript.isNewExpression(made) && /^(?:Map|Set)$/.test(made.expression.getText()) && (made.arguments ?? []).length > 0;
}

/** `const none: never[] = []`: nothing can ever be put in. */
function staysEmpty({ type, initializer }: Named): boolean {
  const made = initializer && typescript.isNewExpression(initializer) ? (initializer.typeArguments ?? []) : [];
  return /^never\[\]$|<never(?:,\s*never)*>$/.test(type?.getText() ?? '') || (made.length > 0 && made.every(({ kind }) => kind === typescript.SyntaxKind.NeverKeyword));
}

function inWords(container: string): string {
  if (container === 'Array') return 'an array';
  return container === 'Object' ? 'an object' : `a ${container}`;
}

function readonlyForm(name: string): string {
  if (name === 'Array') return 'readonly T[]';
  return name === 'Map' || name === 'Set' ? `Readonly${name}<…>` : 'Readonly<…>';
}
