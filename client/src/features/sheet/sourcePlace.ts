/** From a place in the preview to the place in the source. */
import { lineStart } from '../../components/passages/align.ts';

/** What was pointed at: a word or a formula's TeX, and how often the same stands before it in its block. */
export interface Pointed {
  text: string;
  before: number;
}

/**
 * Offset of what was pointed at in its block.
 * @param line 1-based line in which the block begins
 * @param endLine line in which the next one does, beyond the last one at the end
 * @returns the block's beginning where the source does not have it so
 */
export function offsetInSource(
  source: string,
  line: number,
  endLine: number,
  pointed: Pointed | null,
): number {
  const from = lineStart(source, line);
  if (pointed === null || pointed.text === '') return from;
  const block = source.slice(from, lineStart(source, endLine));
  let at = block.indexOf(pointed.text);
  for (let skipped = 0; at >= 0 && skipped < pointed.before; skipped += 1)
    at = block.indexOf(pointed.text, at + 1);
  return at < 0 ? from : from + at;
}

const occurrences = (text: string, part: string): number => text.split(part).length - 1;

/** What is drawn at a point of the window, with the lines of its block; null outside of any block. */
export function pointedAt(
  preview: HTMLElement,
  target: Element,
  x: number,
  y: number,
): { line: number; endLine: number; pointed: Pointed | null } | null {
  const block = target.closest<HTMLElement>('[data-line]');
  if (block === null) return null;
  const line = Number(block.dataset['line']);
  const lines = [...preview.querySelectorAll<HTMLElement>('[data-line]')].map(({ dataset }) =>
    Number(dataset['line']),
  );
  const endLine = Math.min(Infinity, ...lines.filter((each) => each > line));
  return { line, endLine, pointed: formulaOf(block, target) ?? wordOf(block, x, y) };
}

function formulaOf(block: HTMLElement, target: Element): Pointed | null {
  const own = target.closest('.katex')?.querySelector('annotation');
  if (own === null || own === undefined) return null;
  const all = [...block.querySelectorAll('annotation')];
  const text = own.textContent.trim();
  return {
    text,
    before: all.slice(0, all.indexOf(own)).filter((each) => each.textContent.trim() === text).length,
  };
}

function wordOf(block: HTMLElement, x: number, y: number): Pointed | null {
  const caret = document.caretPositionFromPoint?.(x, y);
  if (caret === null || caret === undefined || !(caret.offsetNode instanceof Text)) return null;
  const { data } = caret.offsetNode;
  const start = /[\p{L}\p{N}]*$/u.exec(data.slice(0, caret.offset))![0];
  const text = start + /^[\p{L}\p{N}]*/u.exec(data.slice(caret.offset))![0];
  if (text === '') return null;
  let before = data.slice(0, caret.offset - start.length);
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null && node !== caret.offsetNode; node = walker.nextNode())
    if (node.parentElement?.closest('.katex') === null) before += node.textContent ?? '';
  return { text, before: occurrences(before, text) };
}
