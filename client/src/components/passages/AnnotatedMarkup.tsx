import { useEffect, useRef, type ReactNode, type Ref, type RefObject } from 'react';
import { Markup } from '../Markup.tsx';
import { lineOf } from './align.ts';
import { markPassages } from './drawn.ts';
import { goToNote, markLabel, type Note } from './note.ts';
import classes from './passages.module.css';

interface AnnotatedMarkupProps {
  source: string;
  macros: Record<string, string>;
  imageUrl?: (name: string) => string | null;
  /** In the order of the text. */
  notes: readonly Note[];
  ref?: Ref<HTMLDivElement>;
}

/** A drawn answer with its marked passages, and what is said about each below the block in which it ends. */
export function AnnotatedMarkup({ source, macros, imageUrl, notes, ref }: AnnotatedMarkupProps) {
  const root = useRef<HTMLDivElement>(null);
  const below = (line: number, next: number): ReactNode => {
    const here = notes.filter(({ end }) => {
      const last = lineOf(source, end - 1);
      return last >= line && last < next;
    });
    return (
      <>
        {here.map(({ id, content }) => (
          <div key={id}>{content}</div>
        ))}
        {next === Infinity && <Marks root={root} source={source} notes={notes} />}
      </>
    );
  };
  return (
    <div ref={ref}>
      <div ref={root}>
        <Markup source={source} macros={macros} sourceLines below={below} {...(imageUrl && { imageUrl })} />
      </div>
    </div>
  );
}

/** Comes with the blocks, and marks them. */
function Marks({
  root,
  source,
  notes,
}: {
  root: RefObject<HTMLDivElement | null>;
  source: string;
  notes: readonly Note[];
}) {
  // Whoever selects words while the page is drawn again for another reason keeps the selection.
  const marks = JSON.stringify(
    notes.map(({ id, start, end, number }) => ({ id, start, end, number, label: markLabel(number) })),
  );
  // Not before the element around the blocks is known, which may come at once with them.
  useEffect(() => {
    if (root.current === null) return;
    const look = { className: classes.mark!, onFollow: goToNote };
    return markPassages(root.current, source, JSON.parse(marks) as Parameters<typeof markPassages>[2], look);
  }, [root, source, marks]);
  return null;
}
