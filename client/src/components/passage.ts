/** What a person has selected of an answer, as words of its source. */
import type { AskedWords } from '../../../contract/requests.ts';

const MOST = 500;

const lineOf = (node: Node): HTMLElement | null =>
  (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>('[data-line]') ?? null;

const formulaOf = (node: Node): Element | null =>
  (node instanceof Element ? node : node.parentElement)?.closest('.katex-display, .katex') ?? null;

/** A formula is selected whole, and stands as its TeX. */
function wordsOf(selected: Range): string {
  const range = selected.cloneRange();
  const [first, last] = [formulaOf(range.startContainer), formulaOf(range.endContainer)];
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
  const copy = range.cloneContents();
  for (const formula of copy.querySelectorAll('.katex'))
    formula.replaceWith(`$${formula.querySelector('annotation')?.textContent.trim() ?? ''}$`);
  return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** The selection, where it begins in one of the blocks of `within`; null where nothing of it is selected. */
export function selectedPassage(within: Element | null): AskedWords | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const block = lineOf(range.startContainer);
  if (!block || !within?.contains(block)) return null;
  const quote = wordsOf(range).slice(0, MOST).trim();
  return quote === '' ? null : { line: Number(block.dataset['line']), quote };
}
