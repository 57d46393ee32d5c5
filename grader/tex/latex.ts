/** Markdown + TeX → LaTeX, for the template and for exports. Formulas are copied as they stand. */
import type { Token } from 'markdown-it';
import { mathMeta, type MathMeta } from '../../contract/markup/math.ts';
import { createParser, imageName } from '../../contract/markup/parser.ts';
import { TexDocument } from './document.ts';
import { imageNameOf } from './images.ts';
import { TextBuilder } from './textBuilder.ts';

/** Whether a formula may be written as one; any other is written as the text it is. */
export type FormulaCheck = (formula: Pick<MathMeta, 'tex' | 'display'>) => boolean;

/**
 * The body of a LaTeX document; what it needs is in `preamble` of `template.ts`.
 *
 * @param check for texts of students; those of the sheet are their author's
 */
export function latexFromMarkdown(markdown: string, check: FormulaCheck = () => true): string {
  const tokens = createParser().parse(markdown, {});
  return new LatexWriter(tokens, check).write();
}

const SECTION = ['section', 'subsection', 'subsubsection', 'paragraph', 'subparagraph', 'subparagraph'];

const ITEM = '\\item ';

interface Nested {
  name: 'quote' | 'itemize' | 'enumerate';
  /** LaTeX nests no deeper: it is written without its environment. */
  isFlat: boolean;
}

/** LaTeX's limits: lists and quotes together, and lists of one kind. */
const MOST_NESTED = 6;
const MOST_ALIKE = 4;
const FLAT_ITEM = '\\par -- ';
const ROMAN = ['i', 'ii', 'iii', 'iv'];
/** TeX's largest number. */
const LARGEST = 2 ** 31 - 1;

class LatexWriter {
  readonly #tokens: Token[];
  readonly #check: FormulaCheck;
  readonly #out = new TextBuilder();
  /** Line after the last block that was written, to keep the blank lines between blocks. */
  #line = 0;
  #at = 0;
  /** The lists and quotes that are open. */
  readonly #nested: Nested[] = [];

  constructor(tokens: Token[], check: FormulaCheck) {
    this.#tokens = tokens;
    this.#check = check;
  }

  write(): string {
    for (this.#at = 0; this.#at < this.#tokens.length; this.#at += 1) this.#block(this.#tokens[this.#at]!);
    return this.#out.text().trim();
  }

  /** Begins a block on a line of its own, after a blank one where the source has it. */
  #begin(token: Token): void {
    const from = token.map?.[0] ?? this.#line;
    if (this.#out.isEmpty || this.#out.last === ITEM) return;
    this.#out.trimEnd();
    this.#out.add(from > this.#line ? '\n\n' : '\n');
  }

  #end(token: Token): void {
    this.#line = token.map?.[1] ?? this.#line;
  }

  #block(token: Token): void {
    switch (token.type) {
      case 'paragraph_open':
      case 'heading_open':
        this.#begin(token);
        return;
      case 'inline':
        this.#inlineBlock(token);
        this.#end(token);
        return;
      case 'math_block':
      case 'math_definition':
        this.#begin(token);
        this.#out.add(
          isWritten(token, this.#check)
            ? formulaInLatex(definitionsInLatex(mathMeta(token).source))
            : escapeLatex(mathMeta(token).source, true),
        );
        this.#end(token);
        return;
      case 'fence':
        this.#begin(token);
        this.#out.add(verbatim(token.content, token.info.trim()));
        this.#end(token);
        return;
      case 'hr':
        this.#begin(token);
        this.#out.add('\\sheetrule');
        this.#end(token);
        return;
      case 'blockquote_open':
        this.#openList(token, 'quote');
        return;
      case 'blockquote_close':
        this.#closeList();
        return;
      case 'bullet_list_open':
        this.#openList(token, 'itemize');
        return;
      case 'ordered_list_open':
        this.#openList(token, 'enumerate');
        return;
      case 'bullet_list_close':
      case 'ordered_list_close':
        this.#closeList();
        return;
      case 'list_item_open':
        this.#begin(token);
        this.#out.add(this.#nested.at(-1)?.isFlat ? FLAT_ITEM : ITEM);
        this.#line = token.map?.[0] ?? this.#line;
        return;
      case 'table_open':
        this.#table(token);
        return;
      default:
    }
  }

  #openList(token: Token, name: Nested['name']): void {
    const inForce = this.#nested.filter(({ isFlat }) => !isFlat);
    const alike = inForce.filter((each) => each.name === name).length;
    const isFlat = inForce.length >= MOST_NESTED || (name !== 'quote' && alike >= MOST_ALIKE);
    this.#nested.push({ name, isFlat });
    if (isFlat) return;
    const start = name === 'enumerate' ? Number(token.attrGet('start') ?? 1) : 1;
    const counter = start === 1 ? '' : `\\setcounter{enum${ROMAN[alike]}}{${Math.min(start, LARGEST) - 1}}`;
    this.#begin(token);
    this.#out.add(`\\begin{${name}}${counter}`);
    this.#line = token.map?.[0] ?? this.#line;
  }

  #closeList(): void {
    const { name, isFlat } = this.#nested.pop()!;
    if (isFlat) return;
    this.#out.trimEnd();
    this.#out.add(`\n\\end{${name}}`);
  }

  #inlineBlock(token: Token): void {
    const opener = this.#tokens[this.#at - 1];
    const text = inline(token.children ?? [], this.#check);
    const isHeading = opener?.type === 'heading_open';
    this.#out.add(isHeading ? `\\${SECTION[Number(opener.tag.slice(1)) - 1]}*{${text}}` : text);
  }

  #table(token: Token): void {
    this.#begin(token);
    const rows: string[][] = [];
    for (; this.#tokens[this.#at]!.type !== 'table_close'; this.#at += 1) {
      const part = this.#tokens[this.#at]!;
      if (part.type === 'tr_open') rows.push([]);
      if (part.type === 'inline') rows[rows.length - 1]!.push(inline(part.children ?? [], this.#check));
    }
    const columns = 'l'.repeat(rows[0]?.length ?? 1);
    const [head = [], ...body] = rows.map((cells) => `${cells.join(' & ')} \\\\`);
    this.#out.add([`\\begin{tabular}{${columns}}`, head, '\\hline', ...body, '\\end{tabular}'].join('\n'));
    this.#end(token);
  }
}

/**
 * Whether a formula ends where it says, lest it take the text after it along, and holds nothing that may not be written;
 * else it is written as text.
 */
function isWritten(token: Token, check: FormulaCheck): boolean {
  const { closed, source, ...formula } = mathMeta(token);
  return closed && new TexDocument(formulaInLatex(source)).problems.length === 0 && check(formula);
}

/** KaTeX draws `$$\begin{align}…$$`; in LaTeX such an environment stands by itself. */
const DISPLAYED_ENVIRONMENT =
  /^\$\$(\s*\\begin\{((?:equation|align|alignat|gather|multline|eqnarray|flalign)\*?)\}[^]*\\end\{\2\}\s*)\$\$$/;

/** In pages a definition holds from its formula on, in LaTeX to the end of its formula: it goes before. */
const DEFINITION =
  /\\(?:re|provide)?newcommand\*?\s*(?:\{\s*\\[A-Za-z]+\s*\}|\\[A-Za-z]+)\s*(?:\[\d\])?\s*\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}/g;

/** A bare `%` would hide the end of the formula. */
function formulaInLatex(source: string): string {
  const definitions = source.startsWith('$') ? (source.match(DEFINITION) ?? []).join('') : '';
  return definitions + drawnInLatex(definitions === '' ? source : source.replace(DEFINITION, ''));
}

function drawnInLatex(source: string): string {
  const tex = source
    .replace(/(?<!\\)((?:\\\\)*)%/g, '$1\\%')
    .replace(
      COLOR,
      (_, command: string, colors: string) => `\\${command}${colors.replace(/\{[^}]*\}/g, knownColor)}`,
    );
  const alone = tex.replace(DISPLAYED_ENVIRONMENT, '\\begin{sheetdisplay}$1\\end{sheetdisplay}');
  if (alone !== tex || !tex.startsWith('$$')) return alone;
  const inner = tex
    .slice(2, -2)
    .replace(
      /\\(begin|end)\{(align|alignat|flalign|eqnarray|gather|multline|equation)\*?\}/g,
      (_, side: string, name: string) => INSIDE[name]?.replace('…', side) ?? '',
    );
  // `$$` takes no number.
  return /\\tag\b/.test(inner)
    ? `\\begin{sheetdisplay}\\begin{equation*}${inner.replace(/\n\s*\n/g, '\n')}\\end{equation*}\\end{sheetdisplay}`
    : `$$${inner}$$`;
}

/** Displayed environments within a larger formula, as amsmath has them. */
const INSIDE: Record<string, string> = {
  align: '\\…{aligned}',
  alignat: '\\…{alignedat}',
  flalign: '\\…{aligned}',
  eqnarray: '\\…{aligned}',
  gather: '\\…{gathered}',
  multline: '\\…{gathered}',
};

/** KaTeX takes every colour of the web, LaTeX these. */
const COLOR =
  /\\(fcolorbox|color|textcolor|colorbox)((?<=\\fcolorbox)\s*\{[^{}]*\}\s*\{[^{}]*\}|\s*\{[^{}]*\})/g;
const COLORS = new Set(
  'red green blue cyan magenta yellow black gray white darkgray lightgray brown lime olive orange pink purple teal violet'.split(
    ' ',
  ),
);
const knownColor = (braced: string): string => (COLORS.has(braced.slice(1, -1).trim()) ? braced : '{gray}');

/** `\DeclareMathOperator` stands in preambles only. */
function definitionsInLatex(source: string): string {
  return source.replace(
    /^\\DeclareMathOperator(\*?)\s*\{?\s*(\\[A-Za-z]+)\s*\}?\s*\{([^]*)\}$/,
    '\\newcommand{$2}{\\operatorname$1{$3}}',
  );
}

function verbatim(content: string, language: string): string {
  const lines = content.replace(/\n$/, '');
  const name = ['Verbatim', 'verbatim'].find(
    (candidate) => !new RegExp(`\\\\end\\s*\\{\\s*${candidate}\\b`).test(content),
  );
  // What would end either of them is written character by character.
  if (name === undefined)
    return lines
      .split('\n')
      .map((line) => `\\texttt{${escapeCode(line)}}`)
      .join('\\\\\n');
  const option = name === 'Verbatim' && /^[\w+#-]+$/.test(language) ? `[label=${language}]` : '';
  return `\\begin{${name}}${option}\n${lines}${lines === '' ? '' : '\n'}\\end{${name}}`;
}

const STYLES: Record<string, string> = {
  strong_open: '\\textbf{',
  em_open: '\\emph{',
  s_open: '\\sout{',
  strong_close: '}',
  em_close: '}',
  s_close: '}',
  softbreak: '\n',
  hardbreak: '\\\\\n',
};

function inline(tokens: Token[], check: FormulaCheck): string {
  const out: string[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]!;
    const style = STYLES[token.type];
    const before = out.at(-1);
    // There a `[` or `*` would be an argument.
    const isFirst = before === undefined || before === STYLES.hardbreak;
    if (style !== undefined) out.push(style);
    else if (token.type === 'text') {
      if (token.content !== '') out.push(escapeLatex(token.content, isFirst));
    } else if (token.type === 'code_inline') out.push(`\\texttt{${escapeCode(token.content)}}`);
    else if (token.type === 'math')
      out.push(
        isWritten(token, check)
          ? formulaInLatex(mathMeta(token).source)
          : escapeLatex(mathMeta(token).source, before === undefined),
      );
    else if (token.type === 'image') out.push(image(token, tokens.length === 1, check));
    else if (token.type === 'link_open') {
      const url = escapeUrl(String(token.attrGet('href') ?? ''));
      const text = tokens[at + 1];
      if (token.markup === 'autolink' && text?.type === 'text') {
        out.push(`\\url{${url}}`);
        at += 2;
      } else out.push(`\\href{${url}}{`);
    } else if (token.type === 'link_close') out.push('}');
  }
  return out.join('');
}

/** @param isAlone whether it is shown as a figure, with its description below */
function image(token: Token, isAlone: boolean, check: FormulaCheck): string {
  const src = String(token.attrGet('src') ?? '');
  const name = imageName(src);
  const path = name === null ? escapeUrl(src) : imageNameOf(name);
  const command = /\.svg$/i.test(path) ? '\\sheetdrawing' : '\\sheetimage';
  const description = inline(token.children ?? [], check);
  return isAlone && description !== ''
    ? `\\sheetcaptioned{${command}}{${path}}{${description}}`
    : `${command}{${path}}{${description}}`;
}

/** hyperref reads `\%` and `\#` in every place, the bare characters only outside other commands' arguments. */
function escapeUrl(url: string): string {
  return url
    .replace(/\\/g, '%5C')
    .replace(/\^/g, '%5E')
    .replace(/[%#{}]/g, '\\$&');
}

const SPECIAL: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '^': '\\textasciicircum{}',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '%': '\\%',
  '`': '\\textasciigrave{}',
};

/** @param first whether a `[` or `*` here would be an argument of the command before it */
export function escapeLatex(text: string, first = false): string {
  return text
    .replace(/[\\{}$&#^_~%`]/g, (char) => SPECIAL[char] ?? char)
    .replace(/-(?=-)/g, '-{}')
    .replace(/'(?=')/g, "'{}")
    .replace(/([<>])(?=\1)/g, '$1{}')
    .replace(first ? /^\s*[[*]/ : /$^/, (bracket) => `{${bracket}}`);
}

function escapeCode(code: string): string {
  return escapeLatex(code).replace(/ (?= )|^ | $/g, '\\ ');
}
