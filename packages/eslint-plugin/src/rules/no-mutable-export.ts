/** `no-mutable-export`: what a module exports is not changed under those who import it. */
import { hasModifier } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { createRule } from '../create-rule.ts';
import { bindingOf } from '../effects/bindings.ts';
import { assignmentOf, changeOf, isInFunction } from '../effects/changes.ts';
import { containerDeclared } from '../effects/declared-containers.ts';
import { usesOf } from '../effects/shared-places.ts';
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
      for (const declaration of exportedVariables(analysis.sourceFile)) {
        const problem = problemOf(analysis, declaration, options);
        if (problem) report(context, { span: { start: declaration.name.getStart(), end: declaration.name.end }, ...problem });
      }
    },
  }),
});

/** The variables at the top of a file that it exports, by a modifier or in a list. */
function exportedVariables(file: ts.SourceFile): Named[] {
  const found = new Set<ts.Node>();
  for (const statement of file.statements) {
    if (typescript.isVariableStatement(statement) && hasModifier(typescript, statement, typescript.SyntaxKind.ExportKeyword)) {
      for (const each of statement.declarationList.declarations) found.add(each);
    } else if (typescript.isExportDeclaration(statement) && !statement.moduleSpecifier && !statement.isTypeOnly && statement.exportClause && typescript.isNamedExports(statement.exportClause)) {
      for (const { name, propertyName } of statement.exportClause.elements) {
        const local = propertyName ?? name;
        const declaration = typescript.isIdentifier(local) ? bindingOf(local)?.declaration : undefined;
        if (declaration) found.add(declaration);
      }
    }
  }
  return [...found].filter((each): each is Named => typescript.isVariableDeclaration(each) && typescript.isIdentifier(each.name));
}

interface Problem {
  readonly messageId: 'variable' | 'changed' | 'open' | 'filled';
  readonly data: Readonly<Record<string, string | number>>;
}

function problemOf({ sourceFile, program }: Analysis, declaration: Named, { filled }: NoMutableExportOptions): Problem | undefined {
  const name = declaration.name.text;
  const shown = quoted(name, 40);
  const uses = usesOf(sourceFile, name).filter((use) => use !== declaration.name && bindingOf(use)?.declaration === declaration);
  // What replaces itself when it is first called computes something once.
  const again = uses.map(assignmentOf).find((each) => each && isInFunction(each) && !(declaration.initializer && contains(declaration.initializer, each)));
  if (again) return { messageId: 'variable', data: { name: shown, line: lineOf(again), getter: `get${shown.slice(0, 1).toUpperCase()}${shown.slice(1)}` } };
  const container = containerDeclared(declaration, program);
  if (!container || container.isReadonly || container.name === 'Date') return undefined;
  const changes = uses.flatMap((use) => changeOf(use, container.name) ?? []);
  const change = changes.find(isInFunction);
  const data = { name: shown, kind: inWords(container.name), readonly: readonlyForm(container.name) };
  if (change) return { messageId: 'changed', data: { ...data, line: lineOf(change) } };
  const isFilled = changes.length > 0 || container.name === 'Object' || uses.some((use) => typescript.isCallExpression(use.parent) && use.parent.arguments.includes(use));
  if (container.isEmpty && !isFilled && !staysEmpty(declaration)) return { messageId: 'open', data };
  return filled === true && isFilledLiterally(declaration) ? { messageId: 'filled', data } : undefined;
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
