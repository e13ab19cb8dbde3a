/** `no-representation-capture`: a class does not build on a container that its caller still holds. */
import { clauseKinds, hasModifier } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { clausesOf } from '../clauses-of.ts';
import { createRule } from '../create-rule.ts';
import { changeOfField, isHidden } from '../effects/class-fields.ts';
import { containerDeclared } from '../effects/declared-containers.ts';
import { emptiedAfterKept } from '../effects/emptied-after.ts';
import { nodesOf } from '../effects/file-nodes.ts';
import { keptOf, type Keeper, type Kept } from '../effects/kept-parameters.ts';
import { printPlace } from '../effects/place.ts';
import { stateFileOf, testsOnlySchema, type StateOptions } from '../effects/state-file.ts';
import { lineOf } from '../positions.ts';
import { quoted } from '../quoted.ts';
import { containerCopy } from '../mutability.ts';
import { report, type Suggestion } from '../report.ts';
import { typescript } from '../source.ts';

export type NoRepresentationCaptureOptions = StateOptions;

const { SyntaxKind } = typescript;

export const noRepresentationCapture = createRule<readonly [StateOptions], 'changed' | 'invariant' | 'emptied' | 'copy'>({
  name: 'no-representation-capture',
  meta: {
    type: 'problem',
    docs: { description: 'A constructor or setter does not keep a container of its caller that the class changes, or has an invariant over, and nobody empties what was kept', configs: ['recommended'], needsTypes: false },
    hasSuggestions: true,
    messages: {
      changed: '`{{name}}` is the caller’s own {{kind}}, and `{{owner}}` keeps it and changes it in line {{line}}: the caller’s data changes too, and what the caller does to it later changes the object. Keep a copy (`{{copy}}`); if it is meant to be given away, say `@consume {{name}}` above {{keeper}}.',
      invariant: '`{{name}}` is the caller’s own {{kind}}, and the invariant of `{{owner}}` is about it: the caller can break it at any time. Keep a copy (`{{copy}}`); if it is meant to be given away, say `@consume {{name}}` above {{keeper}}.',
      emptied: '`{{name}}` is emptied here, but {{keeper}} keeps the {{kind}} itself: what is kept is empty too. Hand over a copy (`{{copy}}`), or begin a new one instead of emptying it (`{{name}} = {{fresh}}`).',
      copy: 'Keep a copy: `{{text}}`.',
    },
    schema: testsOnlySchema,
  },
  defaultOptions: [{ tests: false }],
  create: (context, [options]) => ({
    Program: () => {
      const analysis = stateFileOf(context, options);
      if (!analysis) return;
      for (const { place, node, kind, keptAt, keeper } of emptiedAfterKept(analysis)) {
        const name = quoted(printPlace(place), 30);
        const by = keeper === undefined ? `what line ${lineOf(keptAt)} stores it in` : `\`${quoted(keeper, 30)}\`, which gets it in line ${lineOf(keptAt)},`;
        const data = { name, kind, keeper: by, copy: containerCopy(kind, name), fresh: kind === 'Array' ? '[]' : `new ${kind}()` };
        report(context, { span: { start: node.getStart(), end: node.end }, messageId: 'emptied', data });
      }
      if (!/\bconstructor\b|\bset(?![a-z])/.test(analysis.sourceFile.text)) return;
      for (const captured of nodesOf(analysis.sourceFile).classes.flatMap((each) => captures(analysis, each))) {
        const { node, name, owner, keeper, container, change } = captured;
        const shown = quoted(name, 24);
        const data = { name: shown, owner: quoted(owner, 30), keeper, kind: container, copy: containerCopy(container, shown), ...(change ? { line: lineOf(change) } : {}) };
        report(context, { span: { start: node.getStart(), end: node.end }, messageId: change ? 'changed' : 'invariant', data, suggest: suggestionsFor(captured) });
      }
    },
  }),
});

interface Capture {
  readonly node: Kept['node'];
  readonly name: string;
  readonly owner: string;
  /** What keeps it, as messages call it. */
  readonly keeper: string;
  readonly container: string;
  /** Where the class changes it; undefined where only its invariant is about it. */
  readonly change: ts.Expression | undefined;
}

const copied = /^(?:Array|Map|Set)$/;

/** Names of what is shared on purpose; the short ones as whole words, so that `out` is not found in `routes`. */
const sharedNames = /cache|registry|store|context|shared|queue|stack|visited|pending|listeners|subscri/i;
const sharedWords = /^(?:pools?|bus|sinks?|logs?|logger|logging|out|outputs?|seen|memos?)$/i;

function isService(name: string): boolean {
  return sharedNames.test(name) || name.split(/(?<=[a-z\d])(?=[A-Z])|[_$#\d]+/).some((word) => sharedWords.test(word));
}

function captures(analysis: Analysis, owner: ts.ClassLikeDeclaration): Capture[] {
  if (!isOffered(owner)) return [];
  const invariants = clausesOf(analysis, owner).map(({ predicate }) => predicate?.text ?? '').join('\n');
  return owner.members.filter(isKeeper).flatMap((keeper) => {
    const consumed = new Set(clausesOf(analysis, keeper).flatMap(({ kind, places = [] }) => (clauseKinds[kind].violation === 'consume' ? places.map(({ root }) => root) : [])));
    return keptOf(keeper).flatMap(({ text, name, parameter = name, declared, field, node }) => {
      const container = containerDeclared(declared, analysis.program);
      if (!container || container.isReadonly || !copied.test(container.name) || consumed.has(parameter) || isService(name) || isOwnDefault(declared)) return [];
      const change = changeOfField(field, owner, container.name);
      const isConstrained = new RegExp(`\\bthis\\.${field.name.text.replace(/[#$]/g, '\\$&')}(?![\\w$])`).test(invariants);
      return change || isConstrained ? [{ node, name: text, owner: owner.name?.text ?? 'the class', keeper: typescript.isConstructorDeclaration(keeper) ? 'the constructor' : 'it', container: container.name, change }] : [];
    });
  });
}

/** The constructor and the setters that others can call. */
function isKeeper(member: ts.ClassElement): member is Keeper {
  const isSetter = typescript.isSetAccessor(member) || (typescript.isMethodDeclaration(member) && /^set(?![a-z])/.test(member.name.getText()));
  if (!(typescript.isConstructorDeclaration(member) || isSetter) || member.body === undefined || isHidden(member)) return false;
  return ![SyntaxKind.ProtectedKeyword, SyntaxKind.StaticKeyword].some((kind) => hasModifier(typescript, member, kind));
}

/** Whether callers of others make objects of the class: it is exported, or its file exports nothing. */
function isOffered(owner: ts.ClassLikeDeclaration): boolean {
  const file = owner.getSourceFile();
  const { text } = file;
  if (!/\bexport\b/.test(text) || hasModifier(typescript, owner, SyntaxKind.ExportKeyword)) return true;
  const name = owner.name?.text;
  return name === undefined || new RegExp(`\\bexport\\s+default\\s+${name}\\b|\\bexport\\s*\\{[^}]*\\b${name}\\b`).test(text);
}

/** A default that the constructor makes, where nothing says that callers hand in one of theirs. */
function isOwnDefault({ type, initializer }: Kept['declared']): boolean {
  return initializer !== undefined && type === undefined;
}

function suggestionsFor({ node, container }: Capture): Suggestion[] {
  if (!typescript.isBinaryExpression(node)) return [];
  const text = containerCopy(container, node.right.getText());
  return [{ messageId: 'copy', data: { text }, edits: [{ range: [node.right.getStart(), node.right.end], text }] }];
}
