/**
 * HTML that is safe by construction: whatever is put into a template is escaped, unless it came out of one itself. So a
 * student's message can only ever be text, and nobody has to remember to escape it.
 */

/** A piece of finished HTML; only `html` makes it, out of literals of this program and escaped text. */
class Html {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  toString(): string {
    return this.source;
  }
}
export type { Html };

export type Content = string | number | Html | readonly Content[];

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What HTML may not hold (control characters, halves of surrogate pairs), and what turns the direction of a line. */
const UNPRINTABLE =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]/gu;

/** Text for the inside of an element or of a quoted attribute. */
export const escapeText = (text: string): string =>
  text.replace(UNPRINTABLE, '\ufffd').replace(/[&<>"']/g, (character) => ENTITIES[character]!);

function render(content: Content): string {
  if (typeof content === 'string') return escapeText(content);
  if (typeof content === 'number') return String(content);
  return isList(content) ? content.map(render).join('') : content.source;
}

const isList = (content: Html | readonly Content[]): content is readonly Content[] => Array.isArray(content);

/** Attributes must be quoted in the template. */
export const html = (literals: TemplateStringsArray, ...contents: Content[]): Html =>
  new Html(literals.reduce((before, literal, i) => before + render(contents[i - 1]!) + literal));

/** Style or script of the page itself, in which entities would not be read; never anything of a report. */
export const embedded = (tag: 'style' | 'script', ownSource: string): Html =>
  new Html(`<${tag}>${ownSource}</${tag}>`);
