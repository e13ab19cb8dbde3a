/** What follows a doc comment: whether it can be a member of a type, told without a parse. To be unsure counts as yes. */

/** White space, comments, the name of a member, and what stands before and behind it there. */
const head = /(?:\s|\/\/[^\r\n]*)*(?:readonly\s+)?(?:(?:get|set)\s+)?(?:(?:[\p{ID_Continue}$]|\\u(?:[\da-fA-F]{4}|\{[\da-fA-F]+\}))+|'[^'\r\n]*'|"[^"\r\n]*"|\[[^\r\n]{0,400}?\](?!\]))\s*\??\s*(?=[:(</])/uy;

/** A word behind which a brace opens a type. */
const typeWord = /(?:^|[^\w$.])(?:asserts|extends|is|keyof|readonly)$/;

/** What is looked at of a member. */
const most = 4000;

/**
 * Whether a member of an interface or an object type can stand at an offset: a name and a type, without a body and without a value.
 *
 * @pure
 */
export function mayBeTypeMember(text: string, offset: number): boolean {
  head.lastIndex = offset;
  const [start = ''] = head.exec(text) ?? [];
  return start !== '' && !leadsToValue(text, offset + start.length);
}

/** Whether a body, `=`, or the arrow of a function that no type has, comes behind a name before what it begins ends. */
function leadsToValue(text: string, start: number): boolean {
  let depth = 0;
  let last = '';
  let isTyped = false;
  for (let at = start; at < Math.min(text.length, start + most); at++) {
    const char = text[at] ?? '';
    const isArrow = char === '=' && text[at + 1] === '>';
    if (isArrow && depth === 0 && !(isTyped && last === ')')) return true;
    if (isArrow) at += 1;
    else if (char === '"' || char === "'" || char === '`') {
      const end = text.indexOf(char, at + 1);
      if (end === -1 || end > start + most) return false;
      at = end;
    } else if (depth === 0 && (char === ';' || char === ',' || char === '}' || char === '/')) return false;
    else if (depth === 0 && char === '=') return true;
    else if (depth === 0 && char === '{' && /[\w$)\]}>'"`]/.test(last) && !opensType(text, at)) return true;
    else if (depth === 0 && char === ':') isTyped = true;
    else if ('([{<'.includes(char)) depth += 1;
    else if (')]}>'.includes(char)) depth -= 1;
    if (!/\s/.test(char)) last = isArrow ? '' : char;
  }
  return false;
}

/** Whether a brace opens a type, as in `value is { a: 1 }`. */
function opensType(text: string, brace: number): boolean {
  const before = text.slice(Math.max(0, brace - 100), brace).trimEnd();
  return before === '' || typeWord.test(before);
}
