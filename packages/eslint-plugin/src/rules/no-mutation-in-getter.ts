/** `no-mutation-in-getter`: to read a property changes nothing. */
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { createRule } from '../create-rule.ts';
import { calledInFile } from '../effects/callee.ts';
import { isHidden } from '../effects/class-fields.ts';
import { effectsOf } from '../effects/effects-of.ts';
import type { Branch, Event, Mutate, Read, Write } from '../effects/events.ts';
import { overlaps, printPlace, samePlace, type Place } from '../effects/place.ts';
import { stateFileOf, testsOnlySchema, type StateOptions } from '../effects/state-file.ts';
import { eventsOf } from '../effects/summaries.ts';
import { contains } from '../positions.ts';
import { quoted } from '../quoted.ts';
import { report } from '../report.ts';
import { typescript } from '../source.ts';

export type NoMutationInGetterOptions = StateOptions;

export const noMutationInGetter = createRule<readonly [StateOptions], 'writes' | 'changes'>({
  name: 'no-mutation-in-getter',
  meta: {
    type: 'problem',
    docs: { description: 'A getter changes nothing, but for what it computes once and keeps', configs: ['recommended'], needsTypes: false },
    messages: {
      writes: 'To read `{{name}}` writes `{{place}}`. Readers, debuggers, loggers and comparisons do not expect that: two reads give two results. Make it a method whose name says what it does; or, if it is a cache, fill it only where it is empty (`{{place}} ??= …`).',
      changes: 'To read `{{name}}` changes `{{place}}` by `{{method}}`. Readers, debuggers, loggers and comparisons do not expect that. Work on a copy (`[...{{place}}]`, `toSorted()`), or make it a method whose name says what it does.',
    },
    schema: testsOnlySchema,
  },
  defaultOptions: [{ tests: false }],
  create: (context, [options]) => ({
    Program: () => {
      const analysis = stateFileOf(context, options);
      if (!analysis || !/\bget\s/.test(analysis.sourceFile.text)) return;
      for (const fn of effectsOf(analysis).functions.keys()) {
        if (!typescript.isGetAccessor(fn)) continue;
        for (const event of changesIn(analysis, fn)) {
          const data = { name: quoted(fn.name.getText(), 30), place: quoted(printPlace(event.place), 40) };
          const span = { start: event.node.getStart(), end: event.node.end };
          report(context, event.kind === 'write' ? { span, messageId: 'writes', data } : { span, messageId: 'changes', data: { ...data, method: event.method } });
        }
      }
    },
  }),
});

/** What a getter writes outside of itself, unless it looks first whether that was done. */
function changesIn(analysis: Analysis, fn: ts.GetAccessorDeclaration): readonly (Write | Mutate)[] {
  const events = eventsOf(effectsOf(analysis), fn);
  const changes = [...events.filter((event): event is Write | Mutate => isChange(event) && isOutside(event)), ...events.flatMap((event) => changesBy(analysis, event))];
  return changes.some((change) => isKept(events, change)) || changes.some(definesItself) ? [] : changes;
}

/** Whether a change only keeps what was found: it is made on one way out of a condition that asks what is there. What goes on from what was there, takes elements off a list or puts them in another order keeps nothing, whatever was asked. */
function isKept(events: readonly Event[], change: Write | Mutate): boolean {
  if (change.kind === 'mutate') return !/^(?:shift|pop|splice|sort|reverse|copyWithin)$/.test(change.method) && looksAt(events, change.place);
  return change.how !== 'compound' && !goesOn(events, change) && looksAt(events.filter((event) => event.kind !== 'branch' || governs(event, change.node)), change.place);
}

/** Whether what is set was made from what stood there, also by the name of a constant. */
function goesOn(events: readonly Event[], { place, inputs }: Write): boolean {
  const isOld = (read: Read): boolean => samePlace(read.place, place);
  const names = new Set(events.flatMap((event) => (event.kind === 'write' && event.how === 'declare' && event.inputs.some(isOld) && event.place.root.kind === 'local' && event.place.root.binding.kind === 'const' ? [event.place.root.binding] : [])));
  return inputs.some((read) => isOld(read) || ('binding' in read.place.root && names.has(read.place.root.binding)));
}

/** Whether a condition decides if something is done: that stands under it, or after a statement that leaves. */
function governs({ node: condition }: Branch, node: ts.Node): boolean {
  const { parent } = condition;
  if (typescript.isIfStatement(parent) && !contains(parent, node)) return parent.end <= node.pos && leaves(parent.thenStatement) && contains(parent.parent, node);
  return parent === node || (contains(parent, node) && condition.end <= node.pos) || typescript.isDoStatement(parent);
}

function leaves(statement: ts.Statement): boolean {
  const last = typescript.isBlock(statement) ? statement.statements.at(-1) : statement;
  return last !== undefined && (typescript.isReturnStatement(last) || typescript.isThrowStatement(last));
}

/** Methods that note who looks: that is what such a getter is for. */
const notes = /^#?_?(?:track|report|observe|subscribe|depend|record|log|trace|warn|assert|touch)/i;

/** What a private method of the class that the getter calls writes or changes in place, at the call; one that looks first keeps something. */
function changesBy(analysis: Analysis, event: Event): (Write | Mutate)[] {
  const callee = event.kind === 'call' ? calledInFile(event) : undefined;
  if (event.kind !== 'call' || !callee || !typescript.isMethodDeclaration(callee) || !isHidden(callee) || notes.test(callee.name.getText())) return [];
  const events = eventsOf(effectsOf(analysis), callee);
  const written = events.find((each): each is Write | Mutate => isChange(each) && !(each.kind === 'write' && each.how === 'declare') && each.place.root.kind === 'this' && each.place.steps.length > 0);
  if (!written || isKept(events, written)) return [];
  return [written.kind === 'write' ? { ...written, node: event.node } : { ...written, node: event.node as ts.CallExpression }];
}

/** Whether a condition asks what is at a place, itself or by a local name that was set to it. */
function looksAt(events: readonly Event[], place: Place): boolean {
  const isRead = ({ inputs }: Pick<Branch, 'inputs'>): boolean => inputs.some((read) => overlaps(read.place, place));
  const names = new Set(events.flatMap((event) => (event.kind === 'write' && event.place.root.kind === 'local' && isRead(event) ? [event.place.root.binding] : [])));
  return events.some((event) => event.kind === 'branch' && (isRead(event) || event.inputs.some(({ place: { root } }) => 'binding' in root && names.has(root.binding))));
}

function isChange(event: Event): event is Write | Mutate {
  return event.kind === 'write' || event.kind === 'mutate';
}

function isOutside({ place: { root, steps } }: Write | Mutate): boolean {
  return (root.kind === 'this' && steps.length > 0) || root.kind === 'module' || root.kind === 'captured' || root.kind === 'imported';
}

/** `Object.defineProperty(this, 'name', …)`: the getter puts its value in its own place. */
function definesItself(event: Write | Mutate): boolean {
  return event.kind === 'mutate' && /defineProperty/.test(event.method);
}
