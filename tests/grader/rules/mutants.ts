/**
 * Single-token mutants of right rules: one sign, number, index, name or mark is another one. A reader that passes over
 * nothing calls none of them right, unless what was changed stands outside of the rule or changes none of its steps.
 */
import { answerOf, findFormulas } from '../../../grader/rules/text/markdown.ts';
import { isRight, judgeRule } from '../../../grader/rules/judge.ts';
import { isFaulty, readCorpus } from './corpusScore.ts';

/** What is done to the token. */
type Change = 'sign' | 'number' | 'index' | 'name' | 'unknown name' | 'operator' | 'mark dropped';

/** Where the token stands. */
type Place =
  | 'bound of a sum'
  | 'argument of a gradient'
  | 'what a gradient is of'
  | 'later member of a chain'
  | 'start value'
  | 'subscript'
  | 'superscript'
  | 'term';

export interface Mutant {
  /** Of the rule it was made from. */
  id: string;
  change: Change;
  place: Place;
  /** Such as `t-1 → t-2`, with some of the formula around it. */
  said: string;
  rule: string;
  /** The rule without the formula, or the row of a formula, that was changed. */
  without: string;
  token: string;
  /** What stands there instead. */
  to: string;
  /** The row that was changed, and what stands in it before the token and behind it. */
  row: string;
  before: string;
  after: string;
  /** The token is the index of what the row gives a value. */
  isLeft: boolean;
}

/** Right rules of the corpus that are called right. */
export interface RightRule {
  id: string;
  rule: string;
  expect: string;
}

export function rightRules(): RightRule[] {
  return (
    readCorpus()
      // An answer that holds the rules of several optimizers is asked for one: the others are outside of that.
      .filter((entry) => !isFaulty(entry) && entry.asked === undefined)
      .map(({ id, rule, optimizer }) => ({ id, rule, expect: optimizer }))
      .filter(({ rule, expect }) => isRight(judgeRule(rule, { expect }), { expect }))
  );
}

interface Stretch {
  start: number;
  end: number;
  isPlain: boolean;
}

/** Where the formulas of an answer stand in it. */
function stretchesOf(markdown: string): Stretch[] {
  const stretches: Stretch[] = [];
  let from = 0;
  for (const { source, plain } of findFormulas(answerOf(markdown))) {
    const written = plain?.text ?? source;
    const start = written === '' ? -1 : markdown.indexOf(written, from);
    if (start < 0) continue;
    stretches.push({ start, end: start + written.length, isPlain: plain !== null });
    from = start + written.length;
  }
  return [...stretches, ...codeStretches(markdown)].sort((a, b) => a.start - b.start);
}

/** The lines of programs. */
function* codeStretches(markdown: string): Generator<Stretch> {
  for (const { program, offset } of answerOf(markdown).code) {
    let from = offset;
    for (const line of program.text.split('\n')) {
      const written = line.replace(/#.*|\/\/.*/, '').trim();
      if (written === '') continue;
      const start = markdown.indexOf(written, from);
      if (start < 0) continue;
      from = start + written.length;
      yield { start, end: from, isPlain: true };
    }
  }
}

interface Token {
  text: string;
  start: number;
  end: number;
  kind: 'name' | 'number' | 'sign' | 'operator' | 'mark' | 'other';
}

const TEX =
  /\\\\\[[^\]]*\]|\\(?:text|mathrm|textbf|operatorname|label|tag|begin|end|hspace)\*?\s*\{[^{}]*\}|\\[A-Za-z]+|\\.|\d+(?:\.\d+)?|\p{L}|\S/gu;
const PLAIN = /#.*|[\p{L}_][\p{L}\p{M}\p{N}_.]*|\d+(?:\.\d+)?(?:e-?\d+)?|\*\*|\S/gu;
const GREEK =
  /^\\(?:alpha|beta|gamma|delta|epsilon|varepsilon|eta|theta|lambda|mu|nu|rho|tau|phi|xi|zeta|omega|sigma|Delta|Theta)$/;
const MARKS = /^\\(?:hat|tilde|bar|sqrt|widehat|max|odot)$/;
/** A map, since a program may say `constructor`. */
const OPERATORS = new Map([
  ['*', '+'],
  ['\\cdot', '+'],
  ['\\odot', '+'],
  ['/', '*'],
]);

function kindOf(text: string, isPlain: boolean): Token['kind'] {
  if (/^[+\-−–]$/.test(text)) return 'sign';
  if (/^\d/.test(text)) return 'number';
  if (OPERATORS.has(text)) return 'operator';
  if (MARKS.test(text)) return 'mark';
  if (GREEK.test(text) || /^\p{L}$/u.test(text)) return 'name';
  return isPlain && /^[\p{L}_]/u.test(text) && !/^(for|in|def|return|if|else|import|range|self)$/.test(text)
    ? 'name'
    : 'other';
}

function tokensIn(markdown: string, { start, end, isPlain }: Stretch): Token[] {
  return [...markdown.slice(start, end).matchAll(isPlain ? PLAIN : TEX)].map(({ 0: text, index }) => ({
    text,
    start: start + index,
    end: start + index + text.length,
    kind: kindOf(text, isPlain),
  }));
}

/** The row of a formula, or the line of a text, around a place; the whole formula where it has one row. */
function rowAround(markdown: string, { start, end, isPlain }: Stretch, at: number): [number, number] {
  const breaks = isPlain
    ? /\n/g
    : /\\begin\{\w+\*?\}(?:\{[^{}]*\})?|\\\\|\\q?quad|,(?=\s*(?:\\[A-Za-z]+\s*)*[A-Za-z\\][^,]*(?:=|\\(?:left|get)))/g;
  // A row begins behind what opens its block.
  const cuts = [...markdown.slice(start, end).matchAll(breaks)].map(
    ({ 0: text, index }) => start + index + (text.startsWith('\\begin') ? text.length : 0),
  );
  const from = cuts.filter((cut) => cut < at).at(-1) ?? start;
  return [from, cuts.find((cut) => cut >= at) ?? end];
}

const RELATION = /(?:=|\\(?:gets|leftarrow|longleftarrow|coloneqq)(?![A-Za-z])|←)/g;

/** Is a place inside the braces or brackets that the text before it has opened behind a match of `opener`? */
function isInside(before: string, opener: RegExp, open: string, close: string): boolean {
  for (const { 0: text, index } of before.matchAll(opener)) {
    let depth = 0;
    const rest = before.slice(index + text.length - 1);
    const isLeft = [...rest].some((c) => {
      if (c === open) depth++;
      else if (c === close) depth--;
      return depth === 0;
    });
    if (!isLeft) return true;
  }
  return false;
}

function placeOf(row: string, at: number): Place {
  const before = row.slice(0, at);
  if (
    isInside(
      before,
      /\\(?:sum|prod)(?:\\limits)?(?:_\{[^{}]*\}|_.)?\s*\^\{|\\(?:sum|prod)(?:\\limits)?\s*_\{/g,
      '{',
      '}',
    )
  )
    return 'bound of a sum';
  const relations = [...before.matchAll(RELATION)].filter(({ index }) => depthAt(before, index) === 0);
  const value = row.slice((relations[0]?.index ?? 0) + 1);
  if (relations.length > 0 && !/[A-Za-z]/.test(value.replace(/\\[a-z]+\{?/g, ''))) return 'start value';
  if (
    isInside(before, /\\frac\s*\{\s*(?:\\partial|d)/g, '{', '}') ||
    /(?:\\partial|\\nabla|∇)\s*(?:_\\?[A-Za-z]*\{?)?$/.test(before)
  )
    return 'what a gradient is of';
  if (isInside(before, /\\frac\s*\{\s*(?:\\partial|d)[^{}]*\}\s*\{/g, '{', '}'))
    return 'what a gradient is of';
  if (isInside(before, /(?:\\nabla|∇|grad)[^()=+]{0,30}(?:\\left)?\(/g, '(', ')'))
    return 'argument of a gradient';
  if (relations.length > 1) return 'later member of a chain';
  if (isInside(before, /_\{/g, '{', '}') || /_$/.test(before)) return 'subscript';
  if (isInside(before, /\^\{/g, '{', '}') || /\^$/.test(before)) return 'superscript';
  return 'term';
}

function depthAt(text: string, at: number): number {
  return [...text.slice(0, at)].reduce(
    (depth, c) => depth + ('{(['.includes(c) ? 1 : '})]'.includes(c) ? -1 : 0),
    0,
  );
}

interface Edit {
  change: Change;
  start: number;
  end: number;
  text: string;
}

function editsAt(tokens: readonly Token[], i: number, names: readonly string[], isPlain: boolean): Edit[] {
  const token = tokens[i]!;
  const { text, start, end, kind } = token;
  const [before, after] = [tokens[i - 1], tokens[i + 1]];
  const edit = (change: Change, to: string, from = start, until = end): Edit => ({
    change,
    start: from,
    end: until,
    // A command must not grow together with a letter behind it.
    text: /\\[A-Za-z]+$/.test(to) ? `${to} ` : to,
  });
  if (kind === 'sign') return [edit('sign', text === '+' ? '-' : '+')];
  if (kind === 'number') return /^\d{1,2}$/.test(text) ? [edit('number', String(Number(text) + 1))] : [];
  if (kind === 'operator') return [edit('operator', OPERATORS.get(text)!)];
  if (kind === 'mark')
    return [edit('mark dropped', text === '\\max' || text === '\\odot' ? '' : '{}')].slice(
      text === '\\odot' ? 1 : 0,
    );
  if (kind !== 'name') return [];
  const edits: Edit[] = [];
  // f_t is the objective of the step.
  const isOfObjective = /^(?:[fJLB]|\\ell|\\mathcal.*)$/.test(
    tokens[i - (before?.text === '{' ? 3 : 2)]?.text ?? '',
  );
  const isIndex = /^[tkn]$/.test(text) && (before?.text === '_' || before?.text === '{') && !isOfObjective;
  if (isIndex && !/^[+-]$/.test(after?.text ?? ''))
    edits.push(edit('index', before?.text === '_' ? `{${text}-1}` : `${text}-1`), edit('index', '0'));
  if (names.filter((name) => name === text).length < 2) return edits;
  const others = [...new Set(names)].filter((name) => name !== text);
  const other = others[(others.length * 7 + start) % Math.max(1, others.length)];
  if (other !== undefined) edits.push(edit('name', other));
  edits.push(edit('unknown name', isPlain ? 'qq' : '\\chi'));
  return edits;
}

/** All single-token mutants of a right rule. */
export function* mutantsOf({ id, rule }: RightRule): Generator<Mutant> {
  const stretches = stretchesOf(rule);
  const all = stretches.map((stretch) => tokensIn(rule, stretch));
  const names = all.flat().flatMap(({ text, kind }) => (kind === 'name' ? [text] : []));
  for (const [s, stretch] of stretches.entries()) {
    const tokens = all[s]!;
    for (const i of tokens.keys()) {
      for (const { change, start, end, text } of editsAt(tokens, i, names, stretch.isPlain)) {
        const [from, until] = rowAround(rule, stretch, start);
        const around = rule.slice(Math.max(from, start - 24), Math.min(until, end + 24)).replace(/\s+/g, ' ');
        yield {
          id,
          change,
          place: placeOf(rule.slice(from, until), start - from),
          said: `${rule.slice(start, end)} → ${text.trim()} in “${around}”`,
          rule: rule.slice(0, start) + text + rule.slice(end),
          // Between dollar signs something has to stand.
          without: rule.slice(0, from) + (stretch.isPlain ? '' : '{}') + rule.slice(until),
          before: rule.slice(from, start),
          after: rule.slice(end, until),
          token: rule.slice(start, end),
          to: text.trim(),
          row: rule.slice(from, until),
          isLeft: change === 'index' && !RELATION_IN.test(rule.slice(from, start)),
        };
      }
    }
  }
}

export const RELATION_IN = /=|\\(?:gets|leftarrow|longleftarrow|coloneqq)|←/;
