/** TABLES: what of JavaScript, Node and browsers acts on the world, differs each time, or changes what it is called on. */

export type EffectKind = 'io' | 'clock' | 'random' | 'regexp' | 'mutates' | 'runsText' | 'calleeWrites' | 'calleeActs' | 'unknownCallee';

const byPath: readonly (readonly [EffectKind, RegExp])[] = [
  ['clock', /^(?:Date(?:\.now)?|performance\.now|process\.(?:hrtime(?:\.bigint)?|uptime)|Temporal\.Now\.\w+)$/],
  ['random', /^(?:Math\.random|(?:crypto|webcrypto)\.(?:randomUUID|getRandomValues|randomBytes|randomInt|randomFill|randomFillSync|generateKey\w*))$/],
  ['io', /^(?:console|localStorage|sessionStorage|process(?:\.std(?:out|err|in))?)\.\w+$/],
  ['io', /^(?:fetch|alert|confirm|prompt|postMessage|setTimeout|setInterval|setImmediate|queueMicrotask|document\.write|document\.writeln|navigator\.sendBeacon)$/],
  ['io', /^(?:fs|child_process|http|https|http2|dgram|dns|tls|readline)(?:\.\w+)+$/],
  ['runsText', /^(?:eval|Function)$/],
  ['io', /^net\.(?:connect|createConnection|createServer)$/],
];

const constructed: readonly (readonly [EffectKind, RegExp])[] = [['runsText', /^Function$/], ['io', /^(?:XMLHttpRequest|WebSocket|EventSource|Worker|BroadcastChannel)$/]];

/** What a call of a global or imported function does, by its path. */
export function effectOfPath(path: string): EffectKind | undefined {
  return byPath.find(([, pattern]) => pattern.test(path))?.[0];
}

/** What making an object of a global class does. `new Date()` reads the clock; `new Date(0)` does not. */
export function effectOfNew(path: string, argumentCount: number): EffectKind | undefined {
  if (path === 'Date') return argumentCount === 0 ? 'clock' : undefined;
  return constructed.find(([, pattern]) => pattern.test(path))?.[0];
}

/** Classes of JavaScript, Node and browsers whose objects only hold what they are given. */
export const holdsWhatItIsGiven: RegExp = /^(?:(?:Weak)?(?:Map|Set)|WeakRef|Date|RegExp|URL|URLSearchParams|Array|ArrayBuffer|DataView|(?:Big)?(?:Int|Uint|Float)\d+(?:Clamped)?Array|(?:Aggregate|Eval|Range|Reference|Syntax|Type|URI)?Error|Text(?:En|De)coder|Intl\.\w+)$/;

/** Node's modules whose functions are known, by what their functions are called here. */
export const knownModules: ReadonlyMap<string, string> = new Map([
  ['fs', 'fs'], ['fs/promises', 'fs'], ['child_process', 'child_process'], ['http', 'http'], ['https', 'https'], ['http2', 'http2'], ['net', 'net'],
  ['dgram', 'dgram'], ['dns', 'dns'], ['dns/promises', 'dns'], ['tls', 'tls'], ['readline', 'readline'], ['crypto', 'crypto'], ['process', 'process'],
  ['perf_hooks', ''], ['timers', ''],
]);

const mutators: Readonly<Record<string, readonly string[]>> = {
  Array: ['push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill', 'copyWithin'],
  Map: ['set', 'delete', 'clear'],
  Set: ['add', 'delete', 'clear'],
  WeakMap: ['set', 'delete'],
  WeakSet: ['add', 'delete'],
  URLSearchParams: ['append', 'delete', 'set', 'sort'],
};

const typedArrayMutators = ['set', 'fill', 'sort', 'reverse', 'copyWithin'];

/** Whether a method of one of JavaScript's own classes changes its object. */
export function isMutator(container: string, method: string): boolean {
  if (/^(?:Big)?(?:Int|Uint|Float)\d+(?:Clamped)?Array$/.test(container)) return typedArrayMutators.includes(method);
  if (/Iterator$|^(?:Async)?Generator$/.test(container)) return method === 'next';
  if (container === 'Date') return /^set[A-Z]/.test(method);
  return Object.hasOwn(mutators, container) && mutators[container]?.includes(method) === true;
}

/** Functions that change their first argument. */
export const changesArgument: RegExp = /^(?:Object\.(?:assign|defineProperty|defineProperties|setPrototypeOf|freeze|seal|preventExtensions)|Reflect\.(?:set|deleteProperty|defineProperty|setPrototypeOf))$/;

/** The same for memory that threads share. */
export const changesMemory: RegExp = /^Atomics\.(?:add|and|compareExchange|exchange|notify|or|store|sub|wait|xor)$/;

/** Methods and functions that make a new array or collection, which may be changed. */
export const makesFresh: RegExp = /^(?:slice|map|filter|concat|flat|flatMap|toSorted|toReversed|toSpliced|with|split|from|of|keys|values|entries|fromEntries|getOwnPropertyNames|structuredClone)$/;

/** Methods of containers whose result depends on what is in them, and on nothing else. */
export const looksInto: RegExp = /^(?:get|has|at|includes|indexOf|lastIndexOf|find|findIndex|findLast|findLastIndex|some|every|slice|map|filter|concat|flat|flatMap|join|keys|values|entries|reduce|reduceRight|toSorted|toReversed|toSpliced|with|subarray|union|intersection|difference)$/;

/** Methods of maps and sets that speak of one entry, by the key that is their first argument. */
export const speaksOfEntry: RegExp = /^(?:get|has|set|add|delete)$/;

/** Methods that run their callback at once and never again. */
export const runsAtOnce: RegExp = /^(?:forEach|map|flatMap|filter|find|findIndex|findLast|findLastIndex|some|every|reduce|reduceRight|sort|toSorted|replace|replaceAll)$/;

/** Functions that run their callback at once and never again. */
export const functionsThatRunAtOnce: RegExp = /^(?:Array\.from|Array\.fromAsync|JSON\.(?:parse|stringify)|Object\.groupBy|Map\.groupBy|Reflect\.apply)$/;

/** Functions whose result is made from their arguments alone. */
export const derivesResult: RegExp = /^(?:Number|String|Boolean|BigInt|parseInt|parseFloat|structuredClone|Math\.\w+|Object\.(?:assign|entries|keys|values|fromEntries|freeze)|Array\.(?:from|of)|JSON\.(?:parse|stringify))$/;

/** Methods of strings and numbers whose result is made from the value and the arguments. */
export const derivesFromReceiver: RegExp = /^(?:concat|trim|trimStart|trimEnd|toUpperCase|toLowerCase|padStart|padEnd|repeat|substring|substr|slice|replace|replaceAll|split|toString|toFixed|valueOf)$/;
