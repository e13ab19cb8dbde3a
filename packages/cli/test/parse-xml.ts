/** Reads the XML that reports are made of, and throws where it is not well formed. */

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const token = /<\?xml[^>]*\?>|<!\[CDATA\[([^]*?)\]\]>|<(\/?)([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y;

export function parseXml(text: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    const top = open.at(-1);
    if (!match || !top) throw new Error(`not well formed at: ${text.slice(at, at + 60)}`);
    const [, data, closing, name, attributes = '', alone, plain] = match;
    if (data !== undefined || plain !== undefined) top.text += data ?? unescaped(plain ?? '');
    else if (closing === '/') {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes nothing`);
    } else if (name !== undefined) {
      const element: Element = { name, attributes: Object.fromEntries([...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, unescaped(value)])), children: [], text: '' };
      top.children.push(element);
      if (alone !== '/') open.push(element);
    }
  }
  const [only] = root.children;
  if (open.length !== 1 || !only || root.children.length !== 1) throw new Error('not one element');
  return only;
}

function unescaped(text: string): string {
  if (/&(?!(amp|lt|gt|quot|apos|#x?[0-9a-fA-F]+);)/.test(text)) throw new Error(`a bare & in ${text}`);
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#xA;', '\n').replaceAll('&amp;', '&');
}
