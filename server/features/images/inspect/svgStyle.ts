/**
 * CSS in an SVG, kept declaration by declaration. CSS can load things only through at-rules, `url()` and its
 * relatives, and can hide any of them only behind a backslash; so what has none of these is harmless.
 */

const HARMLESS_FUNCTIONS = new Set(
  'rgb rgba hsl hsla calc var matrix translate translatex translatey scale scalex scaley rotate skewx skewy light-dark'.split(
    ' ',
  ),
);

const LOCAL_URL = /\burl\(\s*(['"]?)#([^\s'"()]+)\1\s*\)/g;

/** Ids that a value refers to, as in `url(#clip)`. */
export function localUrls(value: string): string[] {
  return [...value.matchAll(LOCAL_URL)].map(([, , id]) => id!);
}

/** Begins only where a name does, since trying each of its letters takes time that grows with the square. */
const FUNCTION = /(?<![\w-])([\w-]*) ?\(/g;

/** Whether a value loads nothing from outside of the image. */
export function isSafeValue(value: string): boolean {
  if (/[\\@<{}]|\/\*/.test(value)) return false;
  if (!value.includes('(')) return true;
  const functions = value.replace(LOCAL_URL, '').replace(/\s+/g, ' ').matchAll(FUNCTION);
  return [...functions].every(([, name]) => HARMLESS_FUNCTIONS.has(name!.toLowerCase()));
}

/** One that is not closed goes on to the end, as in CSS. */
const COMMENT = /\/\*.*?(?:\*\/|$)/gs;
const hasWholeQuotes = (text: string): boolean => (text.match(/["']/g)?.length ?? 0) % 2 === 0;

/** The harmless declarations of a `style` attribute or a rule. */
export function safeDeclarations(text: string): string {
  return text
    .replace(COMMENT, ' ')
    .split(';')
    .map((declaration) => declaration.trim())
    .filter((declaration) => /^[\w-]+\s*:/.test(declaration) && hasWholeQuotes(declaration))
    .filter(
      (declaration) => !/^(?:-webkit-)?(?:backdrop-)?filter\b/i.test(declaration) && isSafeValue(declaration),
    )
    .join('; ');
}

/** The end of the block whose `{` is at `open`; the end of the text when it is not closed. */
function blockEnd(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}

/**
 * The harmless rules of a `<style>` element; at-rules are left out whole.
 *
 * @param mayRefer whether a rule may refer to the element of this id
 */
export function safeStylesheet(source: string, mayRefer: (id: string) => boolean): string {
  const text = source.replace(COMMENT, ' ');
  const rules: string[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at).search(/[{;]/);
    if (rest < 0) break;
    const stop = at + rest;
    const prelude = text.slice(at, stop).trim();
    if (text[stop] === ';') {
      at = stop + 1;
      continue;
    }
    const end = blockEnd(text, stop);
    const declarations = safeDeclarations(text.slice(stop + 1, end));
    if (/^[^@\\<"'(]+$/.test(prelude) && localUrls(declarations).every(mayRefer))
      rules.push(`${prelude} { ${declarations} }`);
    at = end + 1;
  }
  return rules.join('\n');
}
