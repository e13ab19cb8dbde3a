/** Takes the names out of a template's text, so that templates which differ in nothing else have one shape. */

/** What begins the name that stands for another one while a template is parsed. */
export function nameStart(prefix: string): string {
  return `${prefix}name_`;
}

/** Words that mean something to the grammar. They stay, as do comments, strings, numbers and private names. */
const words = new Set(
  (
    'abstract accessor any as asserts async await break case catch class const constructor continue debugger declare default delete do else enum export extends false ' +
    'finally for from function get if implements import in infer instanceof interface is keyof let module namespace new null of out override package private ' +
    'protected public readonly return satisfies set static super switch this throw true try type typeof using var void while with yield'
  ).split(' '),
);

const token = /\/\*[^*]*\*\/|"[^"]*"|'[^']*'|`[^`]*`|\d[\w.]*|#?[A-Za-z_$][\w$]*/g;

/** What makes a name hard to tell: escapes, and letters of other alphabets. Such a text is a shape of its own. */
const hasOthers = /[^\n -[\]-~]/;

/** A text with its names replaced by numbered ones, which are added to `names`. */
export function namesApart(text: string, prefix: string, names: string[]): string {
  if (hasOthers.test(text)) return text;
  const start = nameStart(prefix);
  return text.replace(token, (found) => {
    if (!isName(found) || words.has(found)) return found;
    names.push(found);
    return `${start}${names.length - 1}`;
  });
}

function isName(found: string): boolean {
  return !/^["'`\d#/]/.test(found);
}
