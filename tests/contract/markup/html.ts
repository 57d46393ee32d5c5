/** What the tests want of rendered HTML: its tags and attributes as a browser's tokenizer would see them. */

export interface Tag {
  name: string;
  attributes: Map<string, string>;
}

/** Start tags of `html`. Throws where a `<` begins no tag, since rendered text has none. */
export function tags(html: string): Tag[] {
  const found: Tag[] = [];
  for (const match of html.matchAll(/<(?!\/[a-z0-9]+>)/gi)) {
    const tag = /^<([a-z][a-z0-9]*)((?:\s+[a-zA-Z:-]+\s*(?:="[^"]*")?)*)\s*\/?>/.exec(
      html.slice(match.index),
    );
    if (tag === null) throw new Error(`not a tag: ${html.slice(match.index, match.index + 40)}`);
    const attributes = new Map<string, string>();
    for (const [, name, value] of (tag[2] ?? '').matchAll(/([a-zA-Z:-]+)\s*(?:="([^"]*)")?/g))
      attributes.set(name!.toLowerCase(), value ?? '');
    found.push({ name: tag[1]!, attributes });
  }
  return found;
}

const ALLOWED =
  /^(a|annotation|blockquote|br|code|del|s|div|em|figcaption|figure|h[1-6]|hr|img|li|line|m[a-z]+|ol|p|path|pre|semantics|span|strong|svg|table|tbody|td|th|thead|tr|ul)$/;

/** The reasons why `html` is unsafe; none for safe HTML. */
export function unsafe(html: string): string[] {
  return tags(html).flatMap(({ name, attributes }) => [
    ...(ALLOWED.test(name) ? [] : [`<${name}>`]),
    ...[...attributes].flatMap(([attribute, value]) => {
      const address = value.replace(/&amp;/g, '&').replace(/[\s\p{Cc}]/gu, '');
      if (attribute.startsWith('on') || attribute === 'srcdoc' || attribute === 'formaction')
        return [attribute];
      if (attribute === 'href' && !/^(https?:\/\/|mailto:|\/images\/)/i.test(address))
        return [`href=${value}`];
      if (/^(data-)?src$/.test(attribute) && !address.startsWith('/images/')) return [`src=${value}`];
      return attribute === 'style' && /url|expression|@import/i.test(value) ? [`style=${value}`] : [];
    }),
  ]);
}
