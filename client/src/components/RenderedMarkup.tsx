import 'katex/dist/katex.min.css';
import { Fragment, use, useMemo, useRef, type ReactNode } from 'react';
import { loadChemistry, needsChemistry } from '../../../contract/markup/chemistry.ts';
import { renderMarkup, type MarkupBlock } from '../../../contract/markup/render.ts';
import classes from './Markup.module.css';
import { useSetImages } from './setImages.ts';
import { usePdfPages } from './pdf/usePdfPages.ts';
import { useScrollFocus } from './useScrollFocus.ts';

export interface RenderedMarkupProps {
  source: string;
  /** The sheet's TeX macros. */
  macros?: Record<string, string>;
  /** Large is for statements and answers a student reads, small for staff. */
  size?: 'small' | 'large';
  /** Where an image of the submission is served, null when there is none of that name. Keep the reference. */
  imageUrl?: (name: string) => string | null;
  /** A text of the set's author: it shows the set's images. */
  ofSet?: boolean;
  /** The HTML of the source with marks in it, which is shown in its place. */
  marked?: string;
  /** Whether each block is an element with the line of the source that it begins in, as `data-line`. */
  sourceLines?: boolean;
  /** With `sourceLines`, what stands below the block that begins in a line; the next one begins in another. */
  below?: (line: number, next: number) => ReactNode;
}

const NO_MACROS: Record<string, string> = {};
const NO_IMAGE = () => null;

/** `renderMarkup` is safe by construction: HTML in the source is text and KaTeX runs untrusted. */
export default function RenderedMarkup({
  source,
  macros = NO_MACROS,
  size = 'large',
  ofSet = false,
  imageUrl: given = NO_IMAGE,
  sourceLines = false,
  marked,
  below,
}: RenderedMarkupProps) {
  if (needsChemistry([source, ...Object.values(macros)])) use(loadChemistry());
  const ofAuthor = useSetImages();
  const imageUrl = ofSet ? ofAuthor : given;
  const { html, blocks } = useMemo(
    () => renderMarkup(source, { macros, imageUrl }),
    [source, macros, imageUrl],
  );
  const root = useRef<HTMLDivElement>(null);
  usePdfPages(root, html);
  useScrollFocus(root, html);
  if (!sourceLines)
    return (
      <div
        ref={root}
        className={classes.markup}
        data-size={size}
        dangerouslySetInnerHTML={{ __html: marked ?? html }}
      />
    );
  return (
    <div ref={root} className={classes.markup} data-size={size}>
      {keyed(blocks).map(({ key, html, line }, index) => (
        <Fragment key={key}>
          <div className={classes.block} data-line={line} dangerouslySetInnerHTML={{ __html: html }} />
          {below?.(line, blocks[index + 1]?.line ?? Infinity)}
        </Fragment>
      ))}
    </div>
  );
}

/** Blocks that stay what they are keep their elements wherever they move, so that a key stroke redraws one block. */
function keyed(blocks: readonly MarkupBlock[]): (MarkupBlock & { key: string })[] {
  const counts = new Map<string, number>();
  return blocks.map((block) => {
    const count = counts.get(block.html) ?? 0;
    counts.set(block.html, count + 1);
    return { ...block, key: `${count} ${block.html}` };
  });
}
