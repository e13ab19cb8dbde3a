/** TABLES: by what names code says that it changes what it is given. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import type { FunctionNode } from './events.ts';

/** Objects of frameworks that are there to be written, by the names that their parameters have. */
export const frameworkObjects: readonly string[] = [
  'ctx', 'cxt', 'context', 'c', 'req', 'request', 'res', 'response', 'reply', 'event', 'evt', 'e', 'ev', 'draft', 'ref', 'store', 'el', 'element', 'app', 'config', 'env',
];

const writtenNames = /^(?:_.*|self|that|acc|accumulator|memo|memory|cache|seen|visited|visiting|marks?|out|output|dest|destination|target|into|sink|buffer|buf|bytes|view|stack|queue|heap|pool|registry|state|scope|env|opts?|node|parent|root|tree|builder|writer|printer|stream|cursor|parser|lexer|scanner|tokens?|walker|visitor|instance|prototype|proto|ctor|constructor|klass|clazz|cls|schema|module|exports|world|entity|component|canvas|graphics|gl|dom|document|window|div|svg|input|form|session|conn|connection|socket|client|server|manager|controller|subject|observer|subscriber|subscription|inst|def|internals?|counter|counts?|stats|metrics|log|logs|errors|issues|warnings|diagnostics|problems|messages|results?|collector|graph|map|set|arr|array|list|table|index|lookup|matrix|dict|fiber|runtime|payload|iterator|mutable\w*|\w*(?:Buffer|Builder|Context|Ctx|State|Cache|Registry|Map|Set|Stack|Queue|Node|Ref|Acc|Draft|Element|Instance|Schema|Writer|Cursor|Seen|Visited|Out|Store))$/i;

/** Whether a parameter is called like something that functions are handed in order to write it. */
function isWrittenName(name: string): boolean {
  return writtenNames.test(name);
}

/** Of these, the names of things that code has to do with whether it writes them or not. */
const nounsOfData = /^(?:schema|session|form|input|payload|messages|lists?|arr|array|tree|root|document|entity|opts?)$/;

/** Whether a parameter is called like something that is there to be written, and its function after nothing else: `renderSchema(schema)` is called after what it gives. */
export function isWrittenBy(name: string, parameter: string): boolean {
  return isWrittenName(parameter) && !(nounsOfData.test(parameter) && saysValue(name));
}

const writtenTypes = /^(?:Mutable|Writable|Draft|MutableRefObject|RefObject|Ref|ShallowRef|WritableDraft)\b|(?:Builder|Context|State|Cache|Registry|Stack|Queue|Writer|Stream|Cursor|Node|Element|Parser|Scanner|Buffer|Array(?:Buffer)?View|Visitor|Graph|Store|Instance|Subscriber|Observer|Fiber|Internals?|Collector|Accumulator|Draft|Env|Cxt|Ctx|Scope)(?:<.*>)?$|^(?:Big)?(?:Int|Uint|Float)\d+(?:Clamped)?Array$|^(?:DataView|any)$/s;

/** Whether the type of a parameter is one of a thing that is there to be written. */
export function isWrittenType(declaration: ts.Node): boolean {
  const type = typescript.isParameter(declaration) ? declaration.type?.getText() : undefined;
  return type !== undefined && writtenTypes.test(type);
}

const changeVerbs = /^(?:do|go|on|add|append|apply|advance|assign|attach|augment|bind|bump|bubble|clean|clear|collect|commit|complete|configure|connect|consume|copy|copyTo|decorate|decrement|define|defaults?|delete|dequeue|detach|dispatch|drain|drop|each|emit|enable|disable|end|enqueue|ensure|enter|enrich|exit|expand|extend|fill|finali[sz]e|finish|fix|flag|flush|freeze|handle|heap|hoist|hydrate|increment|inherit|init|initiali[sz]e|inject|insert|install|instrument|invalidate|invoke|leave|link|load|lock|lower|mark|merge|migrate|mix|mixin|modify|move|mutate|next|notify|optimi[sz]e|override|patch|perform|populate|pop|prepare|prepend|process|prune|publish|pull|push|put|raise|read|rebuild|record|recurse|reduce|refresh|register|release|report|propagate|remove|rename|reorder|replace|reserve|reset|restore|rewrite|rotate|run|save|schedule|send|set|setup|shift|shuffle|sift|skip|splice|start|step|stop|store|subscribe|swap|switch|sync|tag|take|tie|toggle|touch|trace|track|transfer|transition|traverse|trim|try|uninstall|unlink|unregister|unset|unshift|unsubscribe|update|upsert|use|visit|walk|wrap|write)(?![a-z])/;
const changeWords = /(?:InPlace|Mut|Mutable|Unsafe|Mutating|Into|Inplace|_)$/;

/** Whether a function is called after a change: `addItem`, `sortInPlace`; what begins with `_` is for the file's own use. */
export function saysChange(name: string): boolean {
  return name === '' || name.startsWith('_') || changeVerbs.test(name) || changeWords.test(name);
}

const valueVerbs = /^(?:to|as|get|find|filter|pick|omit|calc|calculate|compute|count|format|parse|normali[sz]e|saniti[sz]e|sort(?:ed)?|order(?:ed)?|rank(?:ed)?|reversed?|with|without|clone|convert|unique|dedupe|top|first|last|diff|compare|describe|summari[sz]e|list|query|derive|resolve|total|average|median|max|min|is|has|can|validate|check|render|group|split|join|hash|fingerprint|digest|serialize|stringify|equals?)(?![a-z])/;

/** Whether a function is called after the value that it gives: `normalizeUser`, `withDefaults`. */
export function saysValue(name: string): boolean {
  return valueVerbs.test(name) && !/Or(?:Insert|Create|Add|Set|Put|Make|Init)/.test(name);
}

/** What a function is called by: its own name, or the variable, field or property that it is set to. */
export function nameOfFunction(fn: FunctionNode): string {
  if (typescript.isConstructorDeclaration(fn)) return `new ${fn.parent.name?.text ?? 'class'}`;
  if (fn.name) return fn.name.getText();
  let { parent }: ts.Node = fn;
  while (typescript.isParenthesizedExpression(parent) || typescript.isAsExpression(parent) || typescript.isSatisfiesExpression(parent)) ({ parent } = parent);
  const { name } = parent as { readonly name?: ts.Node };
  return name && typescript.isIdentifier(name) ? name.text : '';
}

/** The expressions that a function returns, those of functions inside of it excluded. */
export function resultsOf({ body }: FunctionNode): ts.Expression[] {
  if (!body) return [];
  if (!typescript.isBlock(body)) return [unwrapped(typescript, body)];
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (typescript.isFunctionLike(node) || typescript.isClassLike(node)) return;
    if (typescript.isReturnStatement(node) && node.expression) found.push(unwrapped(typescript, node.expression));
    typescript.forEachChild(node, visit);
  };
  typescript.forEachChild(body, visit);
  return found;
}

/** Whether a result only says how it went: `true`, `undefined`, `null`, `this`, a number that is written out, `void 0`. */
export function isStatus(result: ts.Expression): boolean {
  return /^(?:true|false|undefined|null|this|-?\d+|void 0)$/.test(result.getText());
}
