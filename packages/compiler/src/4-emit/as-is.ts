/** Statements that none of TypeScript's transforms has to see: as text that its printer writes as it is, one node stands for the hundred of a check. */
import type ts from 'typescript';
import type { Code, Hole, Plan } from '../3-plan/plan.ts';
import type { TypeScript } from '../contract.ts';
import { isOldTarget } from '../old-target.ts';
import { isOnOneLine } from './clause-text.ts';
import { isEsModule, isTransformed } from '../ts-internals.ts';
import { mapsTo } from './mapped-clause.ts';
import { piecesOf, templatesOf, type Templates } from './text-template.ts';

/** A file whose statements may be written as they are. */
export interface AsIs {
  readonly options: ts.CompilerOptions;
  readonly templates: Templates;
  /** Whether an expression of a clause stays what it is. */
  readonly isPlain: (node: ts.Node) => boolean;
}

/** What a file is emitted from and with. */
export interface Emitted {
  readonly sourceFile: ts.SourceFile;
  readonly plan: Plan;
  /** The nodes that have an edit inside. */
  readonly dirty: ReadonlySet<ts.Node>;
  /** Absent where others transform the output too. */
  readonly checker: ts.TypeChecker | undefined;
}

/** What a transform does something about, at every target. */
const transformed = ['ContainsTypeScript', 'ContainsJsx', 'ContainsESNext', 'ContainsTypeScriptClassSyntax', 'ContainsDecorators', 'ContainsClassFields', 'ContainsDynamicImport'];

/**
 * Undefined for a file in which TypeScript may put another name, another `this` or older syntax in the place of what a check holds: for an older
 * target, in a module that is no ES module, in a file with namespaces or decorators.
 */
export function asIs(ts: TypeScript, context: ts.TransformationContext, { sourceFile, plan, dirty, checker }: Emitted): AsIs | undefined {
  const options = context.getCompilerOptions();
  const isKept = checker !== undefined && !isOldTarget(ts, options) && options.useDefineForClassFields !== false && isEsModule(ts, context, sourceFile);
  if (!isKept || sourceFile.statements.some(ts.isModuleDeclaration) || isTransformed(ts, sourceFile, ['ContainsDecorators'])) return undefined;
  return { options, templates: templatesOf(ts, plan, dirty), isPlain: (node) => !isTransformed(ts, node, transformed) && isOnOneLine(node) && !holdsConstant(ts, checker, node) };
}

/** Whether TypeScript puts a value in the place of a part of a node, as it does for members of a `const enum`. */
function holdsConstant(ts: TypeScript, checker: ts.TypeChecker, node: ts.Node): boolean {
  const isConstant = (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) && checker.getConstantValue(node) !== undefined;
  return isConstant || ts.forEachChild(node, (child) => holdsConstant(ts, checker, child)) === true;
}

/** Some statements on one line; undefined where TypeScript has to see their nodes. */
export function textAsIs(file: AsIs, code: Code): string | undefined {
  if (!isAsIs(file, code)) return undefined;
  const text = piecesOf(file.templates, code).map((piece) => piece.text).join('').trim();
  return text.includes('/*') ? undefined : text;
}

function isAsIs(file: AsIs, code: Code): boolean {
  return code.every((part) => (typeof part === 'string' ? !part.includes('\n') : isHoleAsIs(file, part)));
}

function isHoleAsIs(file: AsIs, hole: Hole): boolean {
  switch (hole.hole) {
    case 'literal':
    case 'runtime':
    case 'reference':
      return true;
    case 'name':
      return mapsTo(file.options, hole) === undefined;
    case 'copy':
      return file.isPlain(hole.node);
    case 'items':
      return hole.items.every((item) => isAsIs(file, item));
    case 'code':
      return isAsIs(file, hole.code);
    case 'lines':
    case 'keep':
      return false;
  }
}
