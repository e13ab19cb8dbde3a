/** What follows a doc comment: whether it can be a member of a type, told without a parse. To be unsure counts as yes. */

/** White space, comments, the name of a member, and what stands before and behind it there. */
const head = /(?:\s|\/\/[^\r\n]*)*(?:readonly\s+)?(?:(?:get|set)\s+)?(?:[\p{ID_Start}$_][\p{ID_Continue}$]*|'[^'\r\n]*'|"[^"\r\n]*"|\d+|\[[^\]\r\n]*\])\s*\??\s*(?=[:(<])/uy;

/** What begins like a member and is code: `function (…)`, `constructor(…)`. */
const code = /^\s*(?:function|async|constructor|if|for|while|switch|return)\b/;

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
  return start !== '' && !code.test(start) && !leadsToValue(text, offset + start.length);
}

/** Whether a body, or `=`, comes behind the name of a member before the member ends. */
function leadsToValue(text: string, start: number): boolean {
  let depth = 0;
  let last = '';
  for (let at = start; at < Math.min(text.length, start + most); at++) {
    const char = text[at] ?? '';
    const isArrow = char === '=' && text[at + 1] === '>';
    if (isArrow) at += 1;
    else if (char === '"' || char === "'" || char === '`') {
      const end = text.indexOf(char, at + 1);
      if (end === -1 || end > start + most) return false;
      at = end;
    } else if (depth === 0 && (char === ';' || char === ',' || char === '}' || char === '/')) return false;
    else if (depth === 0 && char === '=') return true;
    else if (depth === 0 && char === '{' && /[\w$)\]}>'"`]/.test(last)) return true;
    else if ('([{<'.includes(char)) depth += 1;
    else if (')]}>'.includes(char)) depth -= 1;
    if (!/\s/.test(char)) last = isArrow ? '' : char;
  }
  return false;
}
