/** Fingerprints of signatures: the same whatever the comments, the line breaks and the body. */
import { createHash } from 'node:crypto';
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import type { CallableNode } from '../export-index/function-nodes.ts';

/** Twelve characters that change when a parameter, a result type, a modifier or an overload does. */
export function signatureHash(ts: TypeScript, declarations: readonly CallableNode[]): string {
  const text = declarations.map((each) => signatureText(ts, each)).join('\n');
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

function signatureText(ts: TypeScript, node: CallableNode): string {
  const modifiers = (ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : []).filter(({ kind }) => kind !== ts.SyntaxKind.ExportKeyword && kind !== ts.SyntaxKind.DefaultKeyword);
  const parts = [...modifiers, ...(node.typeParameters ?? []), ...node.parameters];
  const result = node.type ? [':', tokensOf(ts, node.type)] : [];
  return [ts.SyntaxKind[node.kind], ...parts.map((part) => tokensOf(ts, part)), ...result].join(' , ');
}

function tokensOf(ts: TypeScript, node: ts.Node): string {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, node.getText());
  const tokens: string[] = [];
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) tokens.push(scanner.getTokenText());
  return tokens.join(' ');
}
