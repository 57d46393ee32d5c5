/** The words of an answer, as its reader sees them: Markdown taken off, formulas and code set apart. Pure. */
import type { Token } from 'markdown-it';
import { MAX_ANSWER } from '../../contract/markup/limits.ts';
import { createParser } from '../../contract/markup/parser.ts';

/** Stands for one formula in a line's text. */
export const FORMULA = '\uFFFC';

export interface Line {
  /** Plain text; every formula is one `FORMULA`. Empty for a line of code or pictures alone. */
  text: string;
  /** What the line begins with in bold or italics, after its number if it has one; else empty. */
  lead: string;
  isHeading: boolean;
  /** It begins a paragraph, list item or heading; others go on in the one before. */
  opensBlock: boolean;
}

export interface AnswerText {
  lines: Line[];
  /** TeX of each `FORMULA`, in order. */
  formulas: string[];
  /** Blocks and spans of code, in order. */
  code: string[];
}

/** A number before a title, such as "2." or "(b)". */
export const NUMBERING = /^\s*\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)]\s*/i;

/** The end of a sentence, after which bold letters, numbered or not, may be a title that runs on into its text. */
const SENTENCE_END = /[.!?;:…][)”’"']*\s+(?:\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)]\s*)?$/i;

/**
 * Reads the first `MAX_ANSWER` characters; a longer answer cannot be handed in. Bold or italic letters after the end of
 * a sentence begin a line of their own, as in "**Context.** A. **Plot.** B.".
 */
export function readLines(markdown: string): AnswerText {
  const answer: AnswerText = { lines: [], formulas: [], code: [] };
  const block = { lead: '', isHeading: false, opensBlock: true };
  let isHeading = false;
  const source = markdown.slice(0, MAX_ANSWER).replaceAll(FORMULA, ' ');
  for (const token of createParser().parse(source, {})) {
    if (token.type === 'heading_open') isHeading = true;
    else if (token.type === 'heading_close') isHeading = false;
    else if (token.type === 'fence') {
      answer.code.push(token.content);
      answer.lines.push({ ...block, text: '' });
    } else if (token.type === 'math_block') {
      answer.formulas.push(token.content);
      answer.lines.push({ ...block, text: FORMULA });
    } else if (token.type === 'inline') readInline(token.children ?? [], isHeading, answer);
  }
  return answer;
}

function readInline(children: readonly Token[], isHeading: boolean, answer: AnswerText): void {
  let line: Line = { text: '', lead: '', isHeading, opensBlock: true };
  let hasObject = false;
  let emphasis = 0;
  let leads = false;
  const add = (text: string): void => {
    line.text += text;
    if (leads) line.lead += text;
  };
  const end = (): void => {
    if (line.text.trim() !== '') answer.lines.push(line);
    else if (hasObject) answer.lines.push({ ...line, text: '' });
    line = { text: '', lead: '', isHeading, opensBlock: false };
    hasObject = false;
    leads = false;
  };
  for (const { type, content } of children) {
    if (type === 'text' || type === 'text_special') add(content);
    else if (type === 'math') {
      answer.formulas.push(content);
      add(FORMULA);
    } else if (type === 'code_inline') {
      answer.code.push(content);
      hasObject = true;
      add(' ');
    } else if (type === 'softbreak' || type === 'hardbreak') end();
    else if (type === 'image') hasObject = true;
    else if (type === 'strong_open' || type === 'em_open') {
      if (emphasis === 0 && SENTENCE_END.test(line.text.replace(NUMBERING, ''))) end();
      if (emphasis === 0 && line.text.replace(NUMBERING, '').trim() === '') leads = true;
      emphasis += 1;
    } else if (type === 'strong_close' || type === 'em_close') {
      emphasis -= 1;
      if (emphasis === 0) leads = false;
    }
  }
  end();
}

/** Sentences, whole again where a line ended within them. */
export function sentencesOf(lines: readonly Pick<Line, 'text' | 'opensBlock'>[]): string[] {
  const blocks: string[] = [];
  for (const { text, opensBlock } of lines) {
    if (opensBlock || blocks.length === 0) blocks.push(text);
    else blocks[blocks.length - 1] += ` ${text}`;
  }
  return blocks
    .flatMap((block) => block.split(/(?<=[.!?;])\s+/))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}
