/**
 * Markdown + TeX → HTML, the same in browser and server. Safe by construction: HTML in the source is text, links lead
 * to http, https and mailto only, images come from `imageUrl` only, KaTeX runs untrusted.
 */
import type { MarkdownIt, Token } from 'markdown-it';
import { FormulaRenderer } from './formula.ts';
import { MAX_ANSWER, MAX_PROBLEMS } from './limits.ts';
import { mathMeta } from './math.ts';
import { createParser, imageName, isLink } from './parser.ts';

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

export interface RenderedMarkup {
  html: string;
  problems: MarkupProblem[];
}

/** Never throws: whatever cannot be drawn is shown as its source, with a message, and listed in `problems`. */
export function renderMarkup(source: string, options: MarkupOptions = {}): RenderedMarkup {
  const problems: MarkupProblem[] = [];
  const md = createParser();
  const { escapeHtml } = md.utils;
  if (source.length > MAX_ANSWER) {
    const message = `An answer may have ${MAX_ANSWER} characters; this one has ${source.length}.`;
    return {
      html: `<p class="markup-problem">${escapeHtml(message)}</p>`,
      problems: [{ message, source: '', line: 1 }],
    };
  }
  const report = (message: string, at: string, line: number): string => {
    if (problems.length >= MAX_PROBLEMS) return `<code class="markup-problem">${escapeHtml(at)}</code>`;
    problems.push({ message, source: at, line });
    return `<span class="markup-problem"><code>${escapeHtml(at)}</code> <span class="markup-message">${escapeHtml(message)}</span></span>`;
  };
  drawMath(md, new FormulaRenderer(options.macros ?? {}), report);
  guardLinks(md);
  drawImages(md, options.imageUrl ?? (() => null), report);
  const tokens = md.parse(source, {});
  setLines(tokens);
  return { html: md.renderer.render(tokens, md.options, {}), problems };
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

function drawImages(md: MarkdownIt, imageUrl: (name: string) => string | null, report: Report): void {
  md.renderer.rules.image = (tokens, index) => {
    const token = tokens[index]!;
    const src = String(token.attrGet('src') ?? '');
    const written = `![${token.content}](${src})`;
    const line = lines.get(token) ?? 1;
    const name = imageName(src);
    if (name === null)
      return report('Images from other sites are not loaded: upload the image instead.', written, line);
    const url = imageUrl(name);
    if (url === null) return report(`There is no image named ${name} in this submission.`, written, line);
    const { escapeHtml } = md.utils;
    return `<img src="${escapeHtml(url)}" alt="${escapeHtml(token.content)}" loading="lazy">`;
  };
}
