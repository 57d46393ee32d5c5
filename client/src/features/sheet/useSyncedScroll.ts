import { useEffect, type RefObject } from 'react';
import type { EditorHandle } from '../../components/editor/handle.ts';
import { followScroll, ScrollLead, type Anchor } from './scroll.ts';

/** Where the panes stand side by side; see sheet.module.css. */
const SIDE_BY_SIDE = '(min-width: 1100px)';
const REST_MS = 150;

/** Lines of the source and the tops of their blocks, px from the top of what scrolls. */
function blocksOf(preview: HTMLElement): { lines: number[]; tops: number[] } {
  const origin = preview.getBoundingClientRect().top - preview.scrollTop;
  const blocks = [...preview.querySelectorAll<HTMLElement>('[data-line]')];
  return {
    lines: blocks.map(({ dataset }) => Number(dataset['line'])),
    tops: blocks.map((block) => block.getBoundingClientRect().top - origin),
  };
}

/**
 * Scrolls an editor and its preview together while they stand side by side.
 * @param panes what holds both
 */
export function useSyncedScroll(
  panes: RefObject<HTMLElement | null>,
  preview: RefObject<HTMLElement | null>,
  editor: EditorHandle | null,
): void {
  useEffect(() => {
    const host = panes.current;
    if (host === null || editor === null) return;
    const lead = new ScrollLead(REST_MS);
    const follow = ({ target }: Event) => {
      const [written, drawn] = [editor.scroller(), preview.current];
      if (written === null || drawn === null || (target !== written && target !== drawn)) return;
      const fromEditor = target === written;
      if (
        !matchMedia(SIDE_BY_SIDE).matches ||
        !lead.takes(fromEditor ? 'editor' : 'preview', performance.now())
      )
        return;
      const { lines, tops } = blocksOf(drawn);
      const anchors = editor
        .topsOf(lines)
        .map((top, index): Anchor => (fromEditor ? [top, tops[index]!] : [tops[index]!, top]));
      if (fromEditor) drawn.scrollTop = followScroll(written, drawn, anchors);
      else written.scrollTop = followScroll(drawn, written, anchors);
    };
    // Scrolling does not bubble.
    host.addEventListener('scroll', follow, { capture: true, passive: true });
    return () => host.removeEventListener('scroll', follow, { capture: true });
  }, [panes, preview, editor]);
}
