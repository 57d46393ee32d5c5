/**
 * An SVG made safe: read as a browser reads it (as strict XML), and written anew from what `svgVocabulary.ts` lists.
 * Nothing of the source is copied that was not understood. Pages show images by `<img>` and the server sends them
 * with a sandboxing policy, either of which would stop a script alone; this is the third wall.
 */
import { XmlElement, XmlError, XmlText, parseXml } from '@rgrove/parse-xml';
import type { XmlDocument } from '@rgrove/parse-xml';
import { bytesText } from '../../../../contract/images.ts';
import { jpegWithoutMetadata, pngWithoutMetadata } from './metadata.ts';
import { inspectRaster } from './raster.ts';
import { expansionProblem } from './svgExpansion.ts';
import { isSafeValue, safeDeclarations, safeStylesheet } from './svgStyle.ts';
import { ATTRIBUTES, ELEMENTS, GRADIENTS, NAMES, TEXT_ELEMENTS } from './svgVocabulary.ts';

export type SafeSvg = { ok: true; svg: string } | { ok: false; problem: string };

/** So that reading one takes a second at most. */
const MAX_SVG_BYTES = 2_000_000;
const MAX_ELEMENTS = 50_000;
const MAX_DEPTH = 100;

const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';
const XLINK_NAMESPACE = 'http://www.w3.org/1999/xlink';

class Unacceptable extends Error {}

/** @param source text of the file, without a byte order mark or white space around it */
export function safeSvg(source: string): SafeSvg {
  if (source.length > MAX_SVG_BYTES) {
    const problem = `has ${bytesText(source.length)}; an SVG may have ${bytesText(MAX_SVG_BYTES)}. Save it as PDF or PNG.`;
    return { ok: false, problem };
  }
  try {
    const root = rootOf(parseXml(source));
    const problem = filterProblem(root) ?? expansionProblem(root);
    if (problem !== null) return { ok: false, problem };
    return { ok: true, svg: new Writer(root).write() };
  } catch (error) {
    if (error instanceof Unacceptable) return { ok: false, problem: error.message };
    if (error instanceof XmlError) {
      const [first = ''] = error.message.split('\n');
      return {
        ok: false,
        problem: `is no SVG that can be read: ${first}. Save it again, or save it as PDF or PNG.`,
      };
    }
    // The parser and the counting recur.
    if (error instanceof RangeError) return { ok: false, problem: tooDeep };
    throw error;
  }
}

/**
 * A blur is drawn over every pixel for every element that has it: 2,000 of them, in 82 kB, stop the page of whoever looks.
 * Plots have no filters, so they are refused, rather than drawn another way than they were meant.
 */
function filterProblem(root: XmlElement): string | null {
  const rest = [root];
  for (let element = rest.pop(); element !== undefined; element = rest.pop()) {
    const { name, attributes } = element;
    const styles = attributes.style ?? '';
    const text = name === 'style' ? element.text : '';
    if (
      name === 'filter' ||
      (attributes.filter ?? 'none') !== 'none' ||
      FILTER.test(styles) ||
      FILTER.test(text)
    )
      return 'has a filter, such as a blur or a shadow, which can take a browser minutes to draw. Save it without, or save it as PNG.';
    for (const child of element.children) if (child instanceof XmlElement) rest.push(child);
  }
  return null;
}

const FILTER = /(?<![\w-])(?:-webkit-)?(?:backdrop-)?filter\s*:/i;

const tooDeep = `has elements nested more than ${MAX_DEPTH} deep. Save it as PDF or PNG.`;

function rootOf({ root }: XmlDocument): XmlElement {
  if (root?.name !== 'svg')
    throw new Unacceptable(
      `is no SVG: it begins with <${root?.name ?? ''}>. Save it as SVG, PNG, JPEG or PDF.`,
    );
  const namespace = root.attributes.xmlns;
  if (namespace !== undefined && namespace !== SVG_NAMESPACE)
    throw new Unacceptable(`is no SVG: its namespace is ${namespace}.`);
  return root;
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string =>
  /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (char) => ESCAPES[char]!) : text;

class Writer {
  readonly #root: XmlElement;
  readonly #gradients = new Set<string>();
  #elements = 0;

  constructor(root: XmlElement) {
    this.#root = root;
    this.#findGradients(root);
  }

  write(): string {
    return this.#element(this.#root, 1);
  }

  #findGradients(element: XmlElement): void {
    const { id } = element.attributes;
    if (id !== undefined && GRADIENTS.has(element.name)) this.#gradients.add(id);
    for (const child of element.children) if (child instanceof XmlElement) this.#findGradients(child);
  }

  #element(element: XmlElement, depth: number): string {
    // What a link shows stays; where it leads does not.
    const name = element.name === 'a' ? 'g' : element.name;
    if (!ELEMENTS.has(name)) return '';
    this.#elements += 1;
    if (depth > MAX_DEPTH) throw new Unacceptable(tooDeep);
    if (this.#elements > MAX_ELEMENTS)
      throw new Unacceptable(`has more than ${MAX_ELEMENTS} elements. Save it as PNG.`);
    const namespaces =
      element === this.#root ? ` xmlns="${SVG_NAMESPACE}" xmlns:xlink="${XLINK_NAMESPACE}"` : '';
    let attributes = '';
    for (const attribute in element.attributes) {
      const safe = safeAttribute(name, attribute, element.attributes[attribute]!);
      if (safe !== null) attributes += ` ${attribute}="${escape(safe)}"`;
    }
    const content = name === 'style' ? this.#style(element) : this.#content(element, name, depth);
    return content === ''
      ? `<${name}${namespaces}${attributes}/>`
      : `<${name}${namespaces}${attributes}>${content}</${name}>`;
  }

  #content(element: XmlElement, name: string, depth: number): string {
    const hasText = TEXT_ELEMENTS.has(name);
    let content = '';
    for (const child of element.children) {
      if (child instanceof XmlElement) content += this.#element(child, depth + 1);
      else if (hasText && child instanceof XmlText) content += escape(child.text);
    }
    return content;
  }

  // A stylesheet may refer to gradients only: what else it could draw again and again was not counted.
  #style(element: XmlElement): string {
    const text = element.children.map((child) => (child instanceof XmlText ? child.text : '')).join('');
    return escape(safeStylesheet(text, (id) => this.#gradients.has(id)));
  }
}

const LOCAL_REFERENCE = /^#[^\s#]+$/;
const EMBEDDED = /^data:image\/(?:png|jpeg|jpg);base64,([A-Za-z0-9+/=\s]+)$/;

/** @throws Unacceptable when an embedded picture is broken or too large */
function safeAttribute(element: string, attribute: string, value: string): string | null {
  if (attribute === 'href' || attribute === 'xlink:href') {
    if (element === 'image') return safeEmbedded(value);
    return LOCAL_REFERENCE.test(value) ? value : null;
  }
  if (attribute === 'style') return safeDeclarations(value) || null;
  if (NAMES.has(attribute)) return value;
  return ATTRIBUTES.has(attribute) && isSafeValue(value) ? value : null;
}

function safeEmbedded(value: string): string | null {
  const embedded = EMBEDDED.exec(value);
  if (embedded === null) return null;
  const bytes = Buffer.from(embedded[1]!, 'base64');
  const picture = inspectRaster(bytes);
  if (picture === null) return null;
  if (picture.problem !== null) throw new Unacceptable(`contains a picture that ${picture.problem}`);
  const shown = picture.mediaType === 'image/png' ? pngWithoutMetadata(bytes) : jpegWithoutMetadata(bytes);
  return `data:${picture.mediaType};base64,${Buffer.from(shown).toString('base64')}`;
}
