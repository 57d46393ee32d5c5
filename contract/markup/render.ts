/**
 * Markdown + TeX → HTML, the same in browser and server. Safe by construction: HTML in the source is text, links lead
 * to http, https and mailto only, images come from `imageUrl` only, KaTeX runs untrusted.
 */
import type { MarkdownIt, Token } from 'markdown-it';
import { LruCache } from './cache.ts';
import { FormulaCache, FormulaRenderer } from './formula.ts';
import { MAX_ANSWER, MAX_CACHED_ANSWERS, MAX_CACHED_FORMULAS, MAX_PROBLEMS } from './limits.ts';
import { mathMeta } from './math.ts';
import { createParser, imageName, isLink, isPdfName } from './parser.ts';

export interface MarkupProblem {
  message: string;
  /** The formula or image as written. */
  source: string;
  /** 1-based, in the source of the answer. */
  line: number;
}

export interface MarkupOptions {
  /** The sheet's macros, such as `{ '\\grad': '\\nabla_\\theta J' }`. */
  macros?: Record<string, string>;
  /** Where an image of the submission is served; null when it has none of that name. Without it no image is shown. */
  imageUrl?: (name: string) => string | null;
}

/** A paragraph, list, display and so on at the outermost level. */
export interface MarkupBlock {
  readonly html: string;
  /** 1-based line of the source in which it begins. */
  readonly line: number;
}

export interface RenderedMarkup {
  /** The blocks, one after the other. */
  readonly html: string;
  readonly blocks: readonly MarkupBlock[];
  readonly problems: readonly MarkupProblem[];
}

/** What was rendered before; nothing of one answer can change how another is rendered. */
export class MarkupCache {
  readonly formulas: FormulaCache;
  readonly answers: LruCache<RenderedAnswer>;

  /** @param sizes characters of each kind that are kept; with 0 nothing is */
  constructor(sizes: { formulas: number; answers: number }) {
    this.formulas = new FormulaCache(sizes.formulas);
    this.answers = new LruCache(sizes.answers);
  }
}

interface RenderedAnswer {
  rendered: RenderedMarkup;
  /** What `imageUrl` said to each name that it was asked for. */
  images: ReadonlyMap<string, string | null>;
}

const sharedCache = new MarkupCache({ formulas: MAX_CACHED_FORMULAS, answers: MAX_CACHED_ANSWERS });

/** Never throws: whatever cannot be drawn is shown as its source, with a message, and listed in `problems`. */
export function renderMarkup(
  source: string,
  options: MarkupOptions = {},
  cache: MarkupCache = sharedCache,
): RenderedMarkup {
  if (source.length > MAX_ANSWER) return refuse(source.length);
  const { macros = {}, imageUrl = () => null } = options;
  // Every option has its place here; images are compared below.
  const parts: Record<keyof MarkupOptions, unknown> = { macros, imageUrl: null };
  const key = JSON.stringify([source, parts]);
  const known = cache.answers.get(key);
  if (known !== undefined && [...known.images].every(([name, url]) => imageUrl(name) === url))
    return known.rendered;
  const images = new Map<string, string | null>();
  const rememberedUrl = (name: string): string | null => {
    const url = imageUrl(name);
    images.set(name, url);
    return url;
  };
  const formulas = new FormulaRenderer(macros, cache.formulas);
  const rendered = render(source, formulas, rememberedUrl);
  cache.answers.set(key, { rendered, images }, key.length + 2 * rendered.html.length);
  return rendered;
}

function refuse(length: number): RenderedMarkup {
  const message = `An answer may have ${MAX_ANSWER} characters; this one has ${length}.`;
  const html = `<p class="markup-problem">${message}</p>`;
  return {
    html,
    blocks: [{ html, line: 1 }],
    problems: [{ message, source: '', line: 1 }],
  };
}

function render(
  source: string,
  formulas: FormulaRenderer,
  imageUrl: (name: string) => string | null,
): RenderedMarkup {
  const problems: MarkupProblem[] = [];
  const md = createParser();
  const { escapeHtml } = md.utils;
  const report = (message: string, at: string, line: number): string => {
    if (problems.length >= MAX_PROBLEMS) return `<code class="markup-problem">${escapeHtml(at)}</code>`;
    problems.push({ message, source: at, line });
    return `<span class="markup-problem"><code>${escapeHtml(at)}</code> <span class="markup-message">${escapeHtml(message)}</span></span>`;
  };
  drawMath(md, formulas, report);
  guardLinks(md);
  drawImages(md, imageUrl, report);
  const tokens = md.parse(source, {});
  setLines(tokens);
  placeImages(tokens, imageUrl);
  const blocks = outermost(tokens).map((block) => ({
    html: md.renderer.render(block, md.options, {}),
    line: lines.get(block[0]!) ?? 1,
  }));
  return { html: blocks.map(({ html }) => html).join(''), blocks, problems };
}

type Report = (message: string, source: string, line: number) => string;

/** 1-based line of a token; set by `setLines`. */
const lines = new WeakMap<Token, number>();

function setLines(tokens: Token[]): void {
  let line = 0;
  for (const token of tokens) {
    line = token.map?.[0] ?? line;
    lines.set(token, line + 1);
    for (const child of token.children ?? []) {
      const offset = child.type === 'math' ? mathMeta(child).lineOffset : 0;
      lines.set(child, line + 1 + offset);
    }
  }
}

/** The tokens of each block of the outermost level. */
function outermost(tokens: Token[]): Token[][] {
  const blocks: Token[][] = [];
  for (const token of tokens) {
    if (token.level === 0 && token.nesting >= 0) blocks.push([token]);
    else blocks.at(-1)?.push(token);
  }
  return blocks;
}

function drawMath(md: MarkdownIt, formulas: FormulaRenderer, report: Report): void {
  const draw = (token: Token): string => {
    const { tex, source, display, closed } = mathMeta(token);
    const line = lines.get(token) ?? 1;
    if (!closed) return report('This formula is not closed before the end of its paragraph.', source, line);
    const result = formulas.render(tex, display);
    if (result.ok) return result.html;
    if (result.position === null) return report(result.message, source, line);
    const before = source.slice(0, source.indexOf(tex)) + tex.slice(0, result.position);
    const row = before.split('\n').length - 1;
    const column = before.length - before.lastIndexOf('\n');
    return report(
      `${result.message} (line ${line + row}, character ${column} of the formula)`,
      source,
      line + row,
    );
  };
  md.renderer.rules.math = (tokens, index) => draw(tokens[index]!);
  md.renderer.rules.math_block = (tokens, index) =>
    `<div class="math-display">${draw(tokens[index]!)}</div>\n`;
  md.renderer.rules.math_definition = (tokens, index) => {
    const { tex, source } = mathMeta(tokens[index]!);
    const result = formulas.render(tex, false);
    return result.ok ? '' : `<p>${report(result.message, source, lines.get(tokens[index]!) ?? 1)}</p>\n`;
  };
}

function guardLinks(md: MarkdownIt): void {
  md.renderer.rules.link_open = (tokens, index, options, _env, self) => {
    const token = tokens[index]!;
    if (isLink(String(token.attrGet('href') ?? ''))) {
      token.attrSet('rel', 'noopener noreferrer');
      token.attrSet('target', '_blank');
    } else token.attrs = null;
    return self.renderToken(tokens, index, options);
  };
}

/** Where an image stands; set by `placeImages`. */
interface ImagePlace {
  /** Alone in its paragraph, so that it is shown with its caption. */
  isFigure: boolean;
  /** Its link leads somewhere else than to the image. */
  isLinked: boolean;
}
const places = new WeakMap<Token, ImagePlace>();

function placeImages(tokens: Token[], imageUrl: (name: string) => string | null): void {
  tokens.forEach((token, index) => {
    if (token.type !== 'inline') return;
    placeInline(token.children ?? [], false);
    const [opening, closing] = [tokens[index - 1], tokens[index + 1]];
    const [image, ...others] = token.children ?? [];
    if (image?.type !== 'image' || others.length > 0) return;
    if (opening?.type !== 'paragraph_open' || opening.hidden || closing === undefined) return;
    const name = imageName(String(image.attrGet('src') ?? ''));
    if (name === null || name === '' || imageUrl(name) === null) return;
    opening.tag = 'figure';
    closing.tag = 'figure';
    opening.attrSet('class', 'markup-figure');
    places.set(image, { isFigure: true, isLinked: false });
  });
}

function placeInline(tokens: Token[], isInLink: boolean): void {
  let isLinked = isInLink;
  for (const token of tokens) {
    if (token.type === 'link_open') isLinked = true;
    if (token.type === 'link_close') isLinked = isInLink;
    if (token.type === 'image') places.set(token, { isFigure: false, isLinked });
    placeInline(token.children ?? [], isLinked);
  }
}

function drawImages(md: MarkdownIt, imageUrl: (name: string) => string | null, report: Report): void {
  const { escapeHtml } = md.utils;
  md.renderer.rules.image = (tokens, index, options, env, self) => {
    const token = tokens[index]!;
    const src = String(token.attrGet('src') ?? '');
    const written = `![${token.content}](${src})`;
    const line = lines.get(token) ?? 1;
    const name = imageName(src);
    if (name === null)
      return report('Images from other sites are not loaded: upload the image instead.', written, line);
    if (name === '') return report('This image is not there yet.', written, line);
    const url = imageUrl(name);
    if (url === null) return report(`There is no image named ${name} in this submission.`, written, line);
    const caption = token.content.trim();
    const { isFigure, isLinked } = places.get(token) ?? { isFigure: false, isLinked: false };
    const [href, label] = [escapeHtml(url), escapeHtml(caption || name)];
    const link = (shown: string): string =>
      isLinked
        ? shown
        : `<a class="markup-image" href="${href}" target="_blank" rel="noopener noreferrer">${shown}</a>`;
    // The client draws the pages of a PDF in place of the link.
    const image = isPdfName(name)
      ? `<span class="markup-pdf" data-src="${href}" role="group" aria-label="${label}">${link(`${label} (PDF)`)}</span>`
      : link(`<img src="${href}" alt="${label}" loading="lazy">`);
    if (!isFigure || caption === '') return image;
    return `${image}<figcaption>${self.renderInline(token.children ?? [], options, env)}</figcaption>`;
  };
}
