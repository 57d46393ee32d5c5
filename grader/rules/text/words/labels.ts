/**
 * Names under which the rules of several optimizers stand in one answer: "RMSProp: …", a heading, a bold lead, an item of a
 * list, a row or a column of a table.
 */
import { optimizersIn, withoutOptimizers } from './prose.ts';

/** A name and how far it reaches: up to the next label of its level or of a lower one. */
export interface Label {
  /** Such as `rmsprop`; `null` where it ends what stands above it without naming an optimizer. */
  optimizer: string | null;
  /** 1 to 6 for headings, then bold leads, leads, and items of lists and tables. */
  level: number;
  /** In the answer. */
  start: number;
}

const BOLD = 7;
export const LEAD = 8;
const ITEM = 9;
const NESTED = 10;

/** The deepest level of a label. */
export const DEEPEST = NESTED;

const MAX_PHRASE = 80;

/** Words that may stand in a label beside the optimizer's name. */
const FILLERS =
  /\b(the|an?|of|for|in|by|with|to|using|update|updates|rules?|equations?|formulas?|methods?|algorithms?|optimi[sz]ers?|steps?|version|variant|plain|standard|classical|regular|normal|ordinary|usual|vanilla|basic|original|correct(ed)?|our|this|here|we|you|have|has|get|use|uses|used|write|is|are|reads?|does|do|computes?|question|part|task|case|option|bias|correction|adaptive|gradients?|root|mean|square|propagation|moments?|estimation|stochastic|mini-?batch|accelerated|weight|decay|decoupled|exponential|average|moving|ema|it|was|were|before|regulari[sz]ation|l2|mit|und|die|der|das|regel|einfache[rsn]?|semplice|simple|básico|basique|classique|clásico|clássico|classico|first|second|then|now|finally|next|and then|method['’]s)\b/gi;

/** "2a)", "3.1" */
const NUMBER = /\b\d+(\.\d+)*[a-h]?\b/g;

/** "In both cases θ ← …" belongs to all that stands above it. */
const SHARED =
  /^(in|for|with|under)? ?(both|either|all|each|every|the two)( (of )?(them|these|the|two|three))*( (cases?|methods?|optimi[sz]ers?|algorithms?|rules?))?\b/i;

const MARKER =
  /^[ \t]*(?:>[ \t]*)*(?:(?<item>[-*+][ \t]+|\(?(?:\d{1,2}|[a-h]|i{1,3}|iv)[.):]\)?[ \t]+|\|[ \t]*|\\item\b[ \t]*\[?)[ \t]*)?/;
const HEADING =
  /^(?:(?<hashes>#{1,6})[ \t]+|\\(?<command>(?:sub)*section|(?:sub)?paragraph)\*?[ \t]*\{)(?<title>[^}\n]*)/;
const BOLD_LEAD =
  /^(?:\*\*|__|\\(?:textbf|textsc|underline)[ \t]*\{|\{\\bf(?:series)?[ \t]+)(?<title>[^*_}\n]+)(?:\*\*|__|\})(?<rest>[^\n]*)$/;
/** Behind the bold words: the end of a lead, or formulas at once. */
const ENDS_LEAD = /^[ \t]*(?:[:.|–—-]|$)|^[ \t]{3,}(?:[,.;]|and\b|then\b)/;
const LEAD_LINE = /^(?<title>[^:|–—\n]*?)(?<end>[ \t]*[:|]|[ \t]+[–—][ \t]|\]|[.]?[ \t]*$|[ \t]{3,})/;
const LATER_LEAD = /[.;,)][ \t]+(?<title>[A-Z][^:.;,|\n]*?)[ \t]*:(?!=)/g;
/** A lead that a formula follows without a colon is one only with a verb or a preposition. */
const OPENS_FORMULA = /^(for|in|with|using)\b|\b(have|use|uses|is|are|reads?|does|computes?|write)$/i;

/** "First moment (momentum)" says what a state is like. */
const OF_A_PART =
  /\b(?:first|second|1st|2nd)(?:[- ]order)? moments?\b(?! estimation)|\b(?:velocity|accumulators?)\b/i;

/** The optimizer that a phrase names and says nothing else of; null where it is no label. */
export function optimizerOfLabel(phrase: string): string | null {
  if (phrase.length > MAX_PHRASE) return null;
  // Classical momentum, as Sutskever et al. have it beside NAG.
  if (/^\s*\(?CM\)?\s*$/.test(phrase)) return 'momentum';
  const outside = phrase.replace(/\([^()]*\)/g, ' ');
  const isOutside = optimizersIn(outside).length > 0;
  if (!isOutside && OF_A_PART.test(outside)) return null;
  const named = isOutside ? outside : phrase;
  const names = new Set(optimizersIn(named));
  const rest = withoutOptimizers(named).replace(NUMBER, ' ').replace(FILLERS, ' ');
  if (names.size === 0 || /[\p{L}=]/u.test(rest)) return null;
  if (names.size > 1) names.delete('sgd');
  if (names.has('nesterov')) names.delete('momentum');
  const [first = '', second] = [...names].sort();
  if (names.size > 2) return null;
  if (second === undefined) return first === 'adam' && /\bdecoupled\b/i.test(phrase) ? 'adamw' : first;
  if (first === 'adam' && second === 'nesterov') return 'nadam';
  return first === 'nesterov' && second === 'rmsprop' ? 'rmsprop-nesterov' : null;
}

function headingLevel({ hashes, command = '' }: Record<string, string | undefined>): number {
  if (hashes) return hashes.length;
  return /paragraph/.test(command) ? 6 : 1 + (command.match(/sub/g)?.length ?? 0);
}

function* labelsOfLine(line: string, start: number): Generator<Label> {
  const marker = MARKER.exec(line);
  const isItem = marker?.groups?.['item'] !== undefined;
  const text = line.slice(marker?.[0].length ?? 0);
  const heading = HEADING.exec(text)?.groups;
  if (heading) {
    const optimizer = optimizerOfLabel(heading['title'] ?? '');
    yield { optimizer, level: headingLevel(heading), start };
    return;
  }
  const item = /^[ \t]{2,}/.test(line) ? NESTED : ITEM;
  const bold = BOLD_LEAD.exec(text)?.groups;
  const lead = bold ? undefined : LEAD_LINE.exec(text)?.groups;
  const isEnded = bold
    ? ENDS_LEAD.test(bold['rest'] ?? '') || /[:.]\s*$/.test(bold['title'] ?? '')
    : lead !== undefined &&
      (!/^[ \t]{3,}$/.test(lead['end'] ?? '') || OPENS_FORMULA.test(lead['title'] ?? ''));
  const optimizer = isEnded ? optimizerOfLabel((bold ?? lead)?.['title'] ?? '') : null;
  const level = bold ? BOLD : isItem ? item : LEAD;
  if (optimizer !== null) yield { optimizer, level, start };
  else if (isItem) yield { optimizer: null, level: item, start };
  else if (SHARED.test(text)) yield { optimizer: null, level: BOLD, start };
  for (const later of line.matchAll(LATER_LEAD)) {
    const named = optimizerOfLabel(later.groups?.['title'] ?? '');
    if (named !== null)
      yield { optimizer: named, level: optimizer === null ? LEAD : level, start: start + later.index };
  }
}

/** Between the head of a table and its rows. */
const RULE = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$/;

interface Cell {
  text: string;
  start: number;
}

function cellsOf(line: string, start: number): Cell[] {
  const begin = /^[ \t]*\|?/.exec(line)![0].length;
  let at = start + begin;
  return line
    .slice(begin)
    .split('|')
    .map((text) => {
      const cell = { text, start: at };
      at += text.length + 1;
      return cell;
    });
}

/** The optimizer of each column; null where the head of the table names none. */
function columnsOf(head: string): (string | null)[] | null {
  const columns = cellsOf(head, 0).map(({ text }) => optimizerOfLabel(text.replace(/\*\*|__/g, '')));
  return columns.some((optimizer) => optimizer !== null) ? columns : null;
}

/** @param text with blanks in place of its formulas */
export function labelsIn(text: string): Label[] {
  const labels: Label[] = [];
  let start = 0;
  let isApart = false;
  let before = '';
  let columns: (string | null)[] | null = null;
  for (const line of text.split('\n')) {
    if (!line.includes('|')) columns = null;
    else if (RULE.test(line)) columns = columnsOf(before);
    before = line;
    const own =
      line.trim() === ''
        ? []
        : columns
          ? cellsOf(line, start).map((cell, column) => ({
              optimizer: columns?.[column] ?? null,
              level: ITEM,
              start: cell.start,
            }))
          : [...labelsOfLine(line, start)];
    // A list ends where a paragraph behind it names an optimizer.
    if (isApart && own.length === 0 && /^\S/.test(line) && optimizersIn(line).length > 0)
      own.push({ optimizer: null, level: ITEM, start });
    labels.push(...own);
    isApart = line.trim() === '';
    start += line.length + 1;
  }
  return labels;
}

/** Comments of code that name an optimizer: `# RMSProp`. */
export function labelsInCode(code: string, offset: number): Label[] {
  return [...code.matchAll(/^[ \t]*(?:#+|\/\/+|%+|--)(?<title>[^\n]*)$/gm)].flatMap((match) => {
    // `# RMSProp   <-- the one asked for`
    const title = (match.groups?.['title'] ?? '').replace(/\s+(?:<-+|←)\s.*$/, '');
    const optimizer = optimizerOfLabel(title.trim().replace(/:$/, ''));
    return optimizer === null ? [] : [{ optimizer, level: ITEM, start: offset + match.index }];
  });
}

/** The labels that hold where the words of a formula, such as those in its rows, follow those around it. */
export function labelsWithin(around: readonly Label[], words: string): readonly Label[] {
  const own = labelsIn(words).findLast(({ optimizer }) => optimizer !== null);
  return own ? [...around.filter(({ level }) => level < own.level), own] : around;
}

/** The labels that hold at a place, from the highest level to the lowest. */
export function labelsAt(labels: readonly Label[], place: number): Label[] {
  let open: Label[] = [];
  for (const label of labels) {
    if (label.start > place) break;
    open = open.filter(({ level }) => level < label.level);
    if (label.optimizer !== null) open.push(label);
  }
  return open;
}
