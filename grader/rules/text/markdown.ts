/**
 * The formulas of an answer: those that its page shows as formulas, and those in plain text, code blocks and backticks.
 */
import { blank, blankAt, words, table } from '../lexicon.ts';
import { segmentsOf } from '../../../contract/markup/segments.ts';
import type { Segment } from '../../../contract/markup/segments.ts';
import { texFormula } from './plain/formula.ts';
import type { Formula, PlacedFormula } from './plain/formula.ts';
import { findDefinitions } from './definitions.ts';
import { withoutRemarks } from './listings/lines.ts';
import { withoutWorkedLines } from './listings/workedLines.ts';
import { labelsAt, labelsIn, labelsInCode } from './words/labels.ts';
import type { Label } from './words/labels.ts';
import { namedRows } from './namedRows.ts';
import { formulasIn, plainTextOf } from './listings/program.ts';
import type { PlainText, PseudoCode } from './listings/program.ts';
import { withOrdinaryLetters } from './plain/names.ts';
import { isReadOrNone, programOf } from '../syntax/program.ts';
import type { Program } from '../syntax/program.ts';

/** A program, and where in the answer its code begins. */
export interface CodeBlock {
  program: Program | PseudoCode;
  offset: number;
}

/** A formula and the names under which it stands in the answer. */
export interface PlacedUnder extends Formula {
  under: readonly Label[];
}

const TEX_LANGUAGE = words('math tex latex');
const COMMAND = /\\[A-Za-z]{2,}/;
/** An algorithm as LaTeX lists it. */
const LISTS = /\\(?:State|STATE)\b|\\begin\{algorithm/;

/** A function or a class that no fence marks as code, with the assignments above it. */
const UNFENCED =
  /(?:^[ \t]*[\w.]+ *=[^=\n]*\n)*^[ \t]*(?:def|class)\b.*:[ \t]*\n(?:[ \t]+.*\n?|[ \t]*\n(?=[ \t]+\S))*/gm;

/** Rows of equations, to which the dollars are missing. */
const ENVIRONMENT = /\\begin\{(aligned|alignedat|split|gathered|cases|array)\}[^]*?\\end\{\1\}/g;

/** `[ v = \gamma v ]` and `( \gamma )`: TeX whose brackets lost their backslashes on the way from a page. */
const LOST = /\[ ([^[\]\n]+) \]|\( ((?:[^()\n]|\([^()\n]*\))+) \)/g;

const COMPUTES = /(?:=|←|\\(?:gets|leftarrow)\b)(?!\s*[\d.]+\s*$)/;
const RELATION = /=|←|\\(gets|leftarrow|Leftarrow|to)\b/;

/** `(2)` before an equation is its number, and no factor. */
const NUMBERING = /^(?:\(\d{1,2}\)|\d{1,2}[.)]|[*•])\s+(?=\S)/;

/** `v_t = v_{t-1} + g_t^2`, which needs no command, among paragraphs that have some. */
const isPlainTex = (paragraph: string): boolean =>
  RELATION.test(paragraph) && /[_^]\{?\w/.test(paragraph) && !/\p{L}{2,}[ ,.:]+\p{L}{2,}/u.test(paragraph);

/** Paragraphs of TeX without delimiters are displays. */
function* undelimited(text: string, offset: number): Generator<PlacedFormula> {
  let start = offset;
  for (const paragraph of withoutRemarks(text).split(/(\n\s*\n)/)) {
    if (COMMAND.test(paragraph) || isPlainTex(paragraph)) {
      const lines = paragraph.split('\n').filter((line) => line.trim() !== '');
      const isOneALine = !/\\\\|&|\\begin/.test(paragraph) && lines.every((line) => RELATION.test(line));
      let at = start;
      for (const part of isOneALine ? lines : [paragraph]) {
        const formula = texFormula(part.trim().replace(NUMBERING, ''), true);
        yield { formula, start: at, end: at + part.length };
        at += part.length;
      }
    }
    start += paragraph.length;
  }
}

/** What other languages than Python and JavaScript write beside a rule: comments, modules, words before a name. */
const BESIDE =
  /^[ \t]*(#+|%+|\/\/+|--+)[ \t].*$|(?<=;[ \t]*)%.*$|\b(let|const|var)( mut)? (?=\w+ *= *[A-Za-z(])/gm;

/** Julia's marks of what is done element by element, `.+=`, and its words for what is no rule. */
const MARKS: Readonly<Record<string, RegExp>> = table({
  julia: /@\.|\.(?=[-+*/^=])|\b(mutable|struct)\b.*/g,
});

/** `return x .+ Δx` moves x; as many characters. */
const RETURNED = /(?<=^[ \t]*)return(?=[ \t]+(\p{L}\w{0,4})[ \t]*\.?[-+−](?![-+]))/gmu;

function bareCode(code: string, language: string): string {
  const moved = code.replace(RETURNED, (all, name: string) => `${name.padEnd(all.length - 1)}=`);
  const bare = moved.replace(BESIDE, blank).replace(MARKS[language] ?? /$^/g, blank);
  // sqrt.(v), step!(…)
  return language === 'julia' ? bare.replace(/(?<=\w)[.!]\(/g, '( ') : bare;
}

/** An answer, taken apart once: its stretches by what is written in them. */
export interface Answer {
  source: string;
  /** Lines with numbers of its steps, which stand in it no more. */
  worked: readonly string[];
  tex: readonly PlacedFormula[];
  /** The answer with blanks for what is struck out and for comments. */
  said: string;
  /** Its words, with the symbols in them and without its equations and programs. */
  prose: string;
  /** Paragraphs of TeX without delimiters, where nothing has delimiters. */
  bare: readonly PlacedFormula[];
  /** Formulas in plain text and code. */
  plain: readonly PlacedFormula[];
  labels: readonly Label[];
  /** Programs: code blocks, and pseudo-code wherever it stands. */
  code: readonly CodeBlock[];
  /** Languages that its fences name and no grammar here reads. */
  languages: readonly string[];
  /** It stands beside a program: what the words only remark is no rule of its own. */
  isBeside: boolean;
  /** The same with its programs as plain text, whose equations complete those beside them. */
  asText: () => Answer;
}

/** The words of a program's comments, each in its place. */
function commentsIn(code: string): string {
  let at = 0;
  let found = '';
  for (const { 0: comment, index } of code.matchAll(/(?<=^|[ \t;])(?:#+|\/\/+|%+|--)[ \t].*$/gm)) {
    found += blank(code.slice(at, index)) + comment.replace(/^\W+/, blank);
    at = index + comment.length;
  }
  return found + blank(code.slice(at));
}

const isSymbol = ({ kind, content, display }: Segment): boolean =>
  kind === 'formula' && !display && !/[=←]|\\(?:gets|leftarrow|frac)/.test(content);

const formulaOf = ({ content, display, start, end }: Segment, offset: number): PlacedFormula => ({
  formula: texFormula(content, display),
  start: start + offset,
  end: end + offset,
});

function formulasOf(markdown: string, offset: number): PlacedFormula[] {
  const formulas = segmentsOf(markdown).filter(({ kind }) => kind === 'formula');
  return formulas.map((segment) => formulaOf(segment, offset));
}

/** `W = W - ` and `b -= ` before a formula that goes on with it, at the beginning of a line or behind a comma. */
const BEGUN =
  /(?:(?<=^[ \t>]*(?:(?:[-*+•]|\d+[.)])[ \t]+)?)|(?<=[,;][ \t]+(?:and[ \t]+)?))(\p{L}[A-Za-z]{0,7})[ \t]*(=|:=|←|<-|-=|\+=)[ \t]*(?:\1[ \t]*([-+−])[ \t]*)?$/u;
/** So far from a formula its equation begins at most. */
const REACH = 80;
/** Nothing goes on behind it, nor on the next line; another such equation may. */
const ENDS =
  /^[ \t]*(?:[.;]?[ \t]*(?:$|\n(?![ \t]*(?:[+*/·×^]|[-−–][ \t]*\$[^$\n=]*\$[ \t]*[.,;]?[ \t]*(?:\n|$))))|[,;][ \t]+(?:and[ \t]+)?\p{L}[A-Za-z]{0,7}[ \t]*(?:=|:=|←|<-|-=|\+=))/u;

/** `W = W - $\alpha v_{dW}$`: with what its line begins with; none where one of them goes on otherwise. */
function begun(segments: readonly Segment[], source: string): readonly Segment[] {
  let isWhole = true;
  const joined = segments.map((segment, i) => {
    const { kind, content, display, start, end } = segment;
    if (kind !== 'formula' || display || RELATION.test(content)) return segment;
    const lineStart = source.lastIndexOf('\n', start - 1) + 1;
    // A letter for what is cut off.
    const cut = start - lineStart > REACH ? 'x' : '';
    const found = BEGUN.exec(cut + source.slice(Math.max(lineStart, start - REACH), start));
    if (!found || start - found[0].length < (segments[i - 1]?.end ?? 0)) return segment;
    isWhole &&= ENDS.test(source.slice(end, end + 400));
    const [whole, name, relation, operator] = found as unknown as [string, string, string, string?];
    const own = operator ? `${name} ${operator.replace('−', '-')} ` : '';
    // b -= x + y takes off both.
    const value = /^[-+]=$/.test(relation) ? `${name} ${relation[0]} (${content})` : `${own}${content}`;
    return { ...segment, content: `${name} = ${value}`, start: start - whole.length };
  });
  return isWhole ? joined : segments;
}

/** A symbol between dollars, also where it is marked as Sphinx or GitHub has it. */
const written = (segment: Segment, own: string): string =>
  isSymbol(segment) && /^(?:\$`|:math:|<math>)/.test(own) ? `$${segment.content}$`.padStart(own.length) : own;

export function answerOf(markdown: string): Answer {
  const { text: source, worked } = withoutWorkedLines(withOrdinaryLetters(markdown));
  const tex: PlacedFormula[] = [];
  const quoted: PlacedFormula[] = [];
  const code: { content: string; language: string; offset: number }[] = [];
  const programs: CodeBlock[] = [];
  let [text, said, prose] = ['', '', ''];
  let at = 0;
  for (const segment of begun(segmentsOf(source), source)) {
    const { kind, content, display, language, start, end } = segment;
    // Backticks within a line are words that may hold a formula, and definitions are looked for in all of the text.
    if ((kind === 'code' && !display) || kind === 'definition') continue;
    const program = kind === 'code' && !TEX_LANGUAGE.has(language) ? programOf(content, language) : null;
    // A comment of a program may name α as TeX does.
    const isTex = kind === 'code' && !program && (TEX_LANGUAGE.has(language) || COMMAND.test(content));
    // A fence that shows how Markdown is written.
    if (isTex && content.includes('$'))
      (LISTS.test(content) ? tex : quoted).push(...formulasOf(content, start));
    else if (isTex || (kind === 'formula' && language !== '')) tex.push(...undelimited(content, start));
    else if (kind === 'formula') addTo(tex, formulaOf(segment, 0), source);
    else if (kind === 'code') {
      if (program) programs.push({ program, offset: start });
      else code.push({ content, language, offset: start });
    }
    const before = source.slice(at, start).replace(/\.\. math ?::(?:[ \t]*\n[ \t]+:[a-z]+:[^\n]*)*/g, blank);
    const own = written(segment, source.slice(start, end));
    text += before + blank(own);
    said += before + (kind === 'aside' ? blank(own) : own);
    prose += before + (isSymbol(segment) ? own : isTex || kind !== 'code' ? blank(own) : commentsIn(own));
    at = end;
  }
  said += source.slice(at);
  prose += source.slice(at);
  if (!tex.some(({ formula }) => COMPUTES.test(formula.source))) tex.push(...quoted);
  const { definitions, rest: words } = findDefinitions(text + source.slice(at));
  let rest = words;
  const isAlone = tex.length === 0 && code.length === 0 && programs.length === 0;
  if (isAlone && isListing(words)) {
    code.push({ content: words, language: '', offset: 0 });
    rest = blank(words);
  }
  for (const { program, offset } of unfenced(rest, isAlone)) {
    programs.push({ program, offset });
    rest = blankAt(rest, offset, program.text);
  }
  for (const { 0: content, index } of tex.length > 0 ? words.matchAll(ENVIRONMENT) : []) {
    tex.push(...undelimited(content, index));
    rest = blankAt(rest, index, content);
  }
  const isBare = tex.length === 0 && programs.length === 0 && COMMAND.test(rest);
  const lost = isBare ? [...rest.matchAll(LOST)] : [];
  for (const { 0: found, 1: display, 2: inline, index } of lost) {
    const content = display ?? inline!;
    if (!COMMAND.test(content) && !RELATION.test(content)) continue;
    tex.push({ formula: texFormula(content.trim(), !inline), start: index, end: index + found.length });
    rest = blankAt(rest, index, found);
  }
  const bare = tex.length > 0 || !COMMAND.test(rest) ? [] : [...undelimited(rest, 0)];
  const rows = namedRows(tex, source);
  const labels = [
    ...rows.labels,
    ...labelsIn(rest),
    ...code.flatMap(({ content, offset }) => labelsInCode(content, offset)),
    ...programs.flatMap(({ program, offset }) => labelsInCode(program.text, offset)),
  ].sort((a, b) => a.start - b.start);
  const plain: PlacedFormula[] = [];
  const add = ({ formulas, program }: PlainText, offset: number): void => {
    plain.push(...formulas);
    if (program) programs.push({ program, offset });
  };
  // A sign behind a backslash is shown as it is.
  if (bare.length === 0)
    add(plainTextOf(rest.replaceAll('\\*\\*', '  **').replace(/\\(?=[*_+#-])/g, ' ')), 0);
  for (const { content, language, offset } of code) {
    const { formulas, program } = plainTextOf(bareCode(content, language), true, offset);
    add({ formulas, program: program && { ...program, text: content } }, offset);
  }
  const answer: Answer = {
    source,
    worked,
    tex: [...definitions, ...withRows(rows.formulas, source)],
    said,
    prose,
    bare,
    plain,
    labels,
    code: programs,
    languages: code.map(({ language }) => language).filter((name) => !isReadOrNone(name)),
    isBeside: false,
    asText: () => {
      const more = programs.flatMap(({ program, offset }) => formulasIn(bareCode(program.text, ''), offset));
      return { ...answer, code: [], plain: [...plain, ...more] };
    },
  };
  return answer;
}

/** Nothing but code as MATLAB has it: statements that end with a semicolon, comments, fields or a function, and no braces. */
function isListing(text: string): boolean {
  const isComment = (line: string): boolean => /^[ \t]*%/.test(line);
  const lines = text.split('\n').filter((line) => /\p{L}/u.test(line));
  const code = lines.filter((line) => !isComment(line));
  const ended = code.filter((line) => /;[ \t]*(?:%.*)?$/.test(line));
  const isProgram = code.length < lines.length || /^[ \t]*function\b|\w\.\w+[ \t]*=/m.test(text);
  return (
    isProgram &&
    !/[{}]/.test(code.join('')) &&
    ended.length >= 3 &&
    code.length - ended.length <= ended.length / 2
  );
}

/** Three assignments or more, one below the other. */
const LINES = /(?:^[ \t]*[\w.[\]'"]+ *[-+*/]?=[^=\n].*\n){3,}/gm;
/** What no formula in plain text holds. */
const PROGRAM = /\w\[['"]\w+['"]\]|\bself\.\w/;

/** An indented block, as older Markdown has for code. */
const INDENTED = /(?:^(?: {4}|\t).*\S.*\n?(?:[ \t]*\n)*){2,}/gm;
/** `w.assign_sub(step)` and `v.mul_(beta)`, which no formula holds. */
const CHANGES = /\w\.(?:assign(?:_sub|_add)?|[a-z]+_)\(/;
/** Nothing but comments and assignments that end with semicolons, `const dx = v;` among them. */
const DECLARES = /^[ \t]*(?:var|let|const) \w+ *=/m;
const STATEMENT = /^[ \t]*(?:\/\/.*|(?:(?:var|let|const) )?[\w$.[\]]+ *[-+*/]?=[^=].*;[ \t]*(?:\/\/.*)?)?$/;
/** `} else if (method === 'adam') {`, cut out of a program. */
const BRANCH = /^[ \t]*\}?[ \t]*else if[ \t]*\(.*\)[ \t]*\{[ \t]*$/m;
const isDeclaring = (text: string): boolean =>
  DECLARES.test(text) && text.split('\n').every((line) => STATEMENT.test(line));

const HOLDS_OTHERS = /^(?:loop|define|class|if)$/;

/**
 * Programs that no fence marks: functions and classes, and all of a text that is nothing else.
 * @param isAlone nothing but the text is in the answer
 */
function unfenced(text: string, isAlone: boolean): CodeBlock[] {
  const whole = isAlone ? programOf(text, null) : null;
  if (whole && (isDeclaring(text) || whole.statements.some(({ kind }) => HOLDS_OTHERS.test(kind))))
    return [{ program: whole, offset: 0 }];
  const found = [...text.matchAll(UNFENCED)].flatMap(({ 0: block, index }) => {
    // Behind it an indented list may stand.
    for (let content = block; content.trim() !== '';) {
      const program = programOf(content, null);
      if (program) return [{ program, offset: index }];
      const end = content.trimEnd().lastIndexOf('\n\n');
      content = end < 0 ? '' : content.slice(0, end + 1);
    }
    return [];
  });
  if (found.length > 0) return found;
  const indented = [...text.matchAll(INDENTED)].flatMap(({ 0: lines, index }) => {
    const isCode = BRANCH.test(lines) || isDeclaring(lines) || (!isAlone && CHANGES.test(lines));
    const program = isCode ? programOf(lines, null) : null;
    return program ? [{ program, offset: index }] : [];
  });
  if (!isAlone || indented.length > 0) return indented;
  return [...text.matchAll(LINES)].flatMap(({ 0: lines, index }) => {
    const program = PROGRAM.test(lines) ? programOf(lines, null) : null;
    const isList = program?.statements.every(({ kind }) => kind === 'assign');
    return program && isList ? [{ program, offset: index }] : [];
  });
}

/** A display that begins with = goes on with the one above it. */
function addTo(all: PlacedFormula[], next: PlacedFormula, text: string): void {
  const last = all.at(-1);
  const goesOn = last && next.formula.display && last.formula.display && /^\s*=/.test(next.formula.source);
  if (!goesOn || text.slice(last.end, next.start).trim() !== '') all.push(next);
  else {
    const source = `${last.formula.source} ${next.formula.source.trim()}`;
    all.splice(-1, 1, { ...last, formula: { ...last.formula, source }, end: next.end });
  }
}

/** `| $m_t$ | the mean | $\\beta m_{t-1} + …$ |`: a row of a table that gives a symbol what stands in its last cell. */
function withRows(tex: readonly PlacedFormula[], text: string): PlacedFormula[] {
  const joined = [...tex];
  for (const { 0: row, index } of text.matchAll(/^[ \t]*\|.*\|[ \t]*$/gm)) {
    const own = joined.filter(({ start }) => start >= index && start < index + row.length);
    const [first, last] = [own[0], own.at(-1)];
    if (!first || !last || own.length < 2 || own.some(({ formula }) => RELATION.test(formula.source)))
      continue;
    if (!/^\\?[^+*/-]{1,24}$/.test(first.formula.source) || !/[-+/]|frac/.test(last.formula.source)) continue;
    const source = `${first.formula.source} = ${last.formula.source}`;
    const equation = {
      formula: { ...last.formula, source, display: true },
      start: first.start,
      end: last.end,
    };
    joined.splice(joined.indexOf(first), own.length, equation);
  }
  return joined;
}

/** Which formulas of an answer: those in TeX, those in plain text and code, or both. */
export type Writing = 'tex' | 'plain' | 'all';

/** The formulas in the order of the answer, with the words around them. */
export function findFormulas(answer: Answer, writing: Writing = 'all'): PlacedUnder[] {
  const { said, bare, labels } = answer;
  const [tex, plain] = [answer.tex, writing === 'tex' ? [] : answer.plain];
  const placed = (writing === 'plain' ? plain : [...tex, ...bare, ...plain]).map((each) => ({
    ...each,
    formula: { ...each.formula },
  }));
  // Where TeX and plain text share the rule, neither is the rule more than the other.
  if (writing === 'all' && tex.some(({ formula }) => COMPUTES.test(formula.source)))
    for (const { formula } of placed) if (formula.plain) formula.display = false;
  placed.sort((a, b) => a.start - b.start || a.end - b.end);
  let end = 0;
  let last: Formula | undefined;
  for (const { formula, start, end: past } of placed) {
    const words = bare.length > 0 || start < end ? '' : said.slice(end, start);
    formula.before = words;
    if (last) last.behind = words;
    last = formula;
    end = Math.max(end, past);
  }
  if (last && bare.length === 0) last.behind = said.slice(end);
  return placed.map(({ formula, start }) => ({ ...formula, under: labelsAt(labels, start) }));
}
