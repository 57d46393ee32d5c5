import { useLayoutEffect, useRef, type RefObject } from 'react';
import type { DrawnPdf } from './drawPdf.ts';

function note(text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = 'markup-note';
  element.textContent = text;
  return element;
}

function linkTo(href: string): HTMLElement {
  const link = document.createElement('a');
  Object.assign(link, { className: 'markup-image', href, target: '_blank', rel: 'noopener noreferrer' });
  return link;
}

/** The pages, leading to the PDF itself unless they stand in a link, and what there is to say. */
function contentOf({ pages, total }: DrawnPdf, src: string, isLinked: boolean): Node[] {
  pages.forEach((page, index) => {
    page.setAttribute('role', 'img');
    page.setAttribute('aria-label', `Page ${index + 1} of ${total}`);
  });
  const around = isLinked ? document.createElement('span') : linkTo(src);
  around.append(...pages);
  if (total <= pages.length) return [around];
  return [around, note(`The first ${pages.length} of ${total} pages. Open the PDF to see all of them.`)];
}

interface Drawing {
  /** Null until the pages are drawn, and when they cannot be. */
  content: Node[] | null;
  done: Promise<void>;
}

function startDrawing(src: string, isLinked: boolean): Drawing {
  const drawing: Drawing = { content: null, done: Promise.resolve() };
  drawing.done = import('./drawPdf.ts')
    .then(({ drawPdf }) => drawPdf(src))
    .then(
      (drawn) => {
        drawing.content = contentOf(drawn, src, isLinked);
      },
      // `content` stays null; the link stays, with a note beside it.
      () => undefined,
    );
  return drawing;
}

function fill(holder: HTMLElement, { content }: Drawing): void {
  if (content !== null) holder.replaceChildren(...content);
  else if (holder.querySelector('.markup-note') === null)
    holder.append(note('This PDF cannot be shown here: it may be damaged or need a password.'));
}

/**
 * Draws the pages of the PDFs in rendered markup. Drawings are kept, so that a preview that is rendered anew with
 * every key shows them at once.
 *
 * @param html what the element holds; looked through again when it changes
 */
export function usePdfPages(root: RefObject<HTMLElement | null>, html: string): void {
  const drawings = useRef(new Map<string, Drawing>());
  useLayoutEffect(() => {
    let isCurrent = true;
    const seen = new Map<string, number>();
    for (const holder of root.current?.querySelectorAll<HTMLElement>('.markup-pdf') ?? []) {
      const src = holder.dataset.src ?? '';
      // The same PDF twice needs its pages twice.
      const nth = seen.get(src) ?? 0;
      seen.set(src, nth + 1);
      const isLinked = holder.closest('a') !== null;
      const key = `${nth} ${isLinked} ${src}`;
      const drawing = drawings.current.get(key) ?? startDrawing(src, isLinked);
      drawings.current.set(key, drawing);
      if (drawing.content !== null) fill(holder, drawing);
      else void drawing.done.then(() => isCurrent && fill(holder, drawing));
    }
    return () => {
      isCurrent = false;
    };
  }, [root, html]);
}
