/** Random modules of classes in every shape that they have, with contracts that always hold. */
import fc from 'fast-check';
import { oneOf, text } from './programs.ts';

/** Members, with numbers in their names. */
const members = (part: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.array(part, { maxLength: 4 }).map((all) => all.map((each, index) => each.replaceAll('ID', `OWN${index}`)).join('\n'));

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'expression' },
    oneOf('1', 'x', 'this.n', '(x ?? 0) + 1', 'typeof this'),
    text`(${tie('expression')} + ${tie('expression')})`,
    text`[${tie('expression')}].map((x) => ${tie('expression')})[0]`,
    text`((x = ${tie('expression')}) => x)()`,
  ),
}));

/** What a method can do; `DO` is where an asynchronous function waits and a generator yields, `BASE` where an heir calls what it inherits. */
const body = text`{ ${oneOf('', '', 'requires(x === x || x !== x);', 'ensures((r) => Object.is(r, r));', 'ensures(() => Object.is(old(x), x));')} ${fc.oneof(
  text`BASE DO return ${expression};`,
  text`BASE DO try { return ${expression}; } finally { this.n++; }`,
  text`DO if (x > 1) return ${expression}; BASE return x;`,
  text`DO for (const x of [1, 2]) { DO if (x > 1) return ${expression}; } BASE`,
  text`BASE if (x === 3) throw new RangeError("three"); DO return ${expression};`,
  text`const set = () => { x = ${expression}; }; set(); DO return x;`,
  oneOf('BASE trace.push(typeof new.target); return arguments.length;'),
)} }`;
const plainly = (code: string): string => code.replace(/\bDO\b/g, '');
const asynchronously = (code: string): string => code.replace(/\bDO\b/g, 'await null;');
const lazily = (code: string): string => code.replace(/\bDO\b/g, 'x = (yield x) ?? x;');

const ofParameter = oneOf('x === x || x !== x', 'Object.is(x, x)', 'typeof x === typeof x', '[x].length === 1');
const ofObject = oneOf('this === this', 'typeof this.n !== "symbol"', '[this].length === 1', 'Object.is(this.n, this.n)');
const ofResult = oneOf('Object.is(result, result)', '(r) => r === r || r !== r', 'typeof result === typeof result');
const comment = (...tags: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.array(fc.oneof(...tags), { maxLength: 3 }).map((all) => (all.length === 0 ? '' : `/**\n${all.map((each) => ` * ${each}\n`).join('')} */\n`));
const onEntry = text`@requires ${oneOf('', '', '[audit] ')}\`${ofParameter}\`${oneOf('', ': a message')}`;
const onExit = fc.oneof(text`@ensures \`${ofResult}\``, oneOf('@ensures `Object.is(old(x), x)`', '@throws {Error} if `Object.is(x, x)`'));
const ofMethod = comment(onEntry, onExit, text`@requires \`${ofObject}\``, text`@ensures \`${ofObject}\``);
const ofGenerator = comment(onEntry, onExit, oneOf('@yields `Object.is(value, value)`'));
const ofFunction = comment(onEntry, onExit);
const ofGetter = comment(text`@ensures \`${ofResult}\``, text`@requires \`${ofObject}\``);
const ofConstructor = comment(onEntry, text`@ensures \`${ofObject}\``, oneOf('@ensures `Object.is(old(x), x)`', '@throws {Error} if `true`'));
const invariant = comment(text`@invariant ${oneOf('', '', '[audit] ')}\`${ofObject}\``);

const parameters = oneOf('x', 'x = 2', '{ x } = { x: 3 }', '...[x]', 'x, y', 'x, ...rest');
const decorator = oneOf('', '', '', '', '@noted ');
/** No static private methods: for old targets TypeScript forgets the class of those where it has no name. */
const member: fc.Arbitrary<string> = fc.oneof(
  text`${ofMethod}${decorator}mID(${parameters}) ${body}`.map(plainly),
  text`${ofMethod}${decorator}async aID(${parameters}) ${body}`.map(asynchronously),
  text`${ofGenerator}${decorator}*gID(${parameters}) ${body}`.map(lazily),
  text`${ofGenerator}async *hID(${parameters}) ${body}`.map(lazily),
  text`${ofGetter}${decorator}get pID() { return this.n; }`,
  text`${ofFunction}set sID(x) { this.n = x; }`,
  text`${ofFunction}static mID(${parameters}) { return ${oneOf('x', 'typeof this', 'new this(x).n')}; }`,
  text`${ofFunction}static async aID(${parameters}) { return ${oneOf('x', 'typeof this')}; }`,
  text`${ofFunction}${decorator}fID = (${parameters}) => ${expression};`,
  text`${ofFunction}static fID = (x) => x;`,
  text`static sID = ${oneOf('1', '() => this', 'class { static n = this; }.length')};`,
  text`static { trace.push(typeof this); }`,
  text`${ofMethod}#hID(x) ${body}\nmID(x) { return this.#hID(x); }`.map(plainly),
  text`#vID = 1;\n${ofMethod}mID(x) { return (this.#vID += x); }`,
  text`static #cID = 0;\n${ofFunction}static mID(x) { return ++this.#cID; }`,
  text`${ofGetter}get #hID() { return this.n; }\nset #hID(x) { this.n = x; }\nmID(x) { this.#hID = x; return #hID in this && this.#hID; }`,
  text`${ofMethod}['c' + 'ID'](x) ${body}`.map(plainly),
  text`${ofMethod}'quoted ID'(x) ${body}`.map(plainly),
  text`${ofMethod}[Symbol.iterator](x) ${body}`.map(plainly),
  text`${decorator}accessor qID = 1;`,
  text`${ofFunction}mID = function (x) { return typeof this + x; };`,
  text`${ofGetter}get [\`tID\`]() { return 1; }`,
  text`declare dID: number;`,
);

const first = fc.oneof(
  text`${ofConstructor}constructor(x) { this.n = x ?? 1; }`,
  text`${ofConstructor}constructor(public x = 4) { }`,
  text`${ofConstructor}constructor(x) { if (x > 100) return; this.n = 5; }`,
  text`${ofConstructor}constructor(x) { trace.push(typeof new.target, new.target.length); }`,
  text`${ofConstructor}constructor(x) { if (x > 100) throw new RangeError("large"); this.n = this.base(x); }`,
);
const further = fc.oneof(
  text`${ofConstructor}constructor(x) { super(x); this.n = 2; }`,
  text`${ofConstructor}constructor(x, private readonly z = 4) { super(x); trace.push(this.z); }`,
  text`constructor(...a) { trace.push(a.length); super(...a); }`,
  text`${ofConstructor}constructor(x) { if (x > 100) { super(x); return; } super(x); }`,
  text`${ofConstructor}constructor(x) { super(x); try { return; } finally { this.n = 7; } }`,
  text`${ofConstructor}constructor(x) { const make = () => super(x); make(); this.over?.(x); }`,
  text`${ofConstructor}constructor(x) { super(x); if (x === 3) return Object.create(this); }`,
);

/** What every class has that is the first of its chain, and what its heirs have in its place, with what they add to its contract. */
const over = text`${decorator}over(x) ${body}`.map(plainly);
const level = text`get level() { return ${oneOf('1', '`${this.n}`')}; }`;
const inherited = text`/**\n * @requires \`${ofParameter}\`\n * @ensures \`${ofResult}\`\n */\n${over}\n/**\n * @requires \`${ofObject}\`\n * @ensures \`${ofResult}\`\n */\n${level}`;
const overrides = (code: string): string => code.replaceAll('@requires', '@requiresElse').replaceAll('@ensures', '@ensuresAlso').replace(/(?:requires|ensures)\(.*?\);/, '');
const overridden = fc.oneof(text`${ofMethod}${over}`, text`${ofMethod}over(y) { return super.over(y); }`.map((code) => code.replaceAll(/\bx\b/g, 'y')), text`${ofGetter}get level() { return ${oneOf('2', 'typeof super.level')}; }`, oneOf('')).map(overrides);

interface Shape {
  /** The members of a class, as the first of its chain and as an heir. */
  readonly first: string;
  readonly heir: string;
  readonly invariant: string;
  readonly decorated: string;
  readonly form: (typeof forms)[number];
  /** Which of the classes before it is its base. */
  readonly base: number;
}

const forms = ['declared', 'exported', 'expression', 'named', 'in an object', 'mixin', 'made'] as const;

const shape: fc.Arbitrary<Shape> = fc.record({
  first: text`n = 1;\nbase(x) { return x; }\n${fc.oneof(oneOf(''), first)}\n${inherited}\n${members(member)}`.map((code) => code.replace(/\bBASE\b/g, '')),
  heir: text`${oneOf('n = 1;', '')}\n${fc.oneof(oneOf(''), further)}\n${overridden}\n${members(member)}`.chain((code) => oneOf('', 'super.base(1);', '(() => super.base(2))();', 'super.over?.(x);').map((call) => code.replace(/\bBASE\b/g, call))),
  invariant,
  decorated: oneOf('', '', '', '@noted '),
  form: fc.constantFrom(...forms),
  base: fc.nat(3),
});

/** A declaration of `CLASS`, in one of the places where a class can stand. */
function declared({ form, invariant: above, decorated, first: own, heir }: Shape, { name, base }: { readonly name: string; readonly base: string | undefined }): string {
  const classCalled = (called: string, parent = base): string => `class ${called} ${parent === undefined ? '' : `extends ${parent} `}{\n${parent === undefined ? own : heir}\n}`;
  switch (form) {
    case 'declared': return `${above}${decorated}${classCalled(name)}`;
    case 'exported': return `${above}${decorated}export ${classCalled(name)}`;
    case 'expression': return `${above}const ${name} = ${classCalled('')};`;
    case 'named': return `${above}export const ${name} = ${classCalled(`Named${name}`)};`;
    case 'in an object': return `const of${name} = {\n${above}K: ${classCalled('')} };\nconst ${name} = of${name}.K;`;
    case 'mixin': return `const mix${name} = (B) => ${base === undefined ? classCalled('') : classCalled('', 'B')};\nconst ${name} = mix${name}(${base ?? ''});`;
    case 'made': return `function make${name}() {\n${above}${classCalled(name)}\nreturn ${name};\n}\nconst ${name} = make${name}();`;
  }
}

const prelude = `import { ensures, old, requires } from '@proviso/runtime';
export const trace = [];
const noted = (...all) => { trace.push(all.length, typeof all[0] === 'function' ? all[0].name : ''); };
`;

/** The source of a module; `all` in it is a list of classes. Members of some heirs have the names of those that they inherit. */
export const classProgram: fc.Arbitrary<string> = fc.tuple(fc.array(shape, { minLength: 1, maxLength: 3 }), fc.option(shape)).map(([shapes, last]) => {
  const parts = shapes.map((each, index) => {
    const base = index === 0 || each.base === 3 ? undefined : `C${each.base % index}`;
    return declared(each, { name: `C${index}`, base }).replaceAll('OWN', base === undefined || each.base === 1 ? '' : `of${index}`);
  });
  const ending = last ? `${last.invariant}export default class extends C${last.base % shapes.length} {\n${last.heir.replaceAll('OWN', 'last')}\n}` : '';
  return `${prelude}${parts.join('\n')}\nexport const all = [${shapes.map((_, index) => `C${index}`).join(', ')}];\n${ending}\n`;
});
