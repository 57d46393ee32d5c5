import { useEffect, type RefObject } from 'react';

/** Width of the text on A4 with the margins that browsers choose, in CSS pixels. */
const PAPER_WIDTH = 640;

/** Gives every display the scale that makes it fit on paper, where nothing scrolls, as `--paper-scale`. */
export function useFormulasOnPaper(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const fit = () => {
      for (const display of root.current?.querySelectorAll<HTMLElement>('.katex-display') ?? []) {
        const scale = Math.min(1, PAPER_WIDTH / display.scrollWidth);
        display.style.setProperty('--paper-scale', scale.toFixed(3));
      }
    };
    window.addEventListener('beforeprint', fit);
    return () => window.removeEventListener('beforeprint', fit);
  }, [root]);
}
