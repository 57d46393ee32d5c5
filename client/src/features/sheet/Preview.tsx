import { useDeferredValue, type MouseEvent, type RefObject } from 'react';
import { Markup } from '../../components/Markup.tsx';
import { withUploadsAsWords } from '../images/imageNames.ts';
import { useText } from '../workspace/writing/WorkspaceProvider.tsx';
import classes from './sheet.module.css';
import { offsetInSource, pointedAt } from './sourcePlace.ts';

interface PreviewProps {
  /** Key of the text. */
  draft: string;
  macros: Record<string, string>;
  imageUrl: (name: string) => string | null;
  labelledBy: string;
  /** In place of an empty answer. */
  placeholder: string;
  /** Told the offset in the source of what was clicked. */
  onPoint: (offset: number) => void;
  ref: RefObject<HTMLDivElement | null>;
}

/**
 * The answer as its readers will see it. Deferred, so that drawing a long answer never holds up a key. A click is for
 * the mouse alone: with the keyboard the editor is a Tab away.
 */
export function Preview({ draft, macros, imageUrl, labelledBy, placeholder, onPoint, ref }: PreviewProps) {
  const shown = useDeferredValue(useText(draft));
  const point = ({ target, clientX, clientY }: MouseEvent) => {
    const selects = getSelection()?.isCollapsed === false;
    if (ref.current === null || !(target instanceof Element) || selects || target.closest('a') !== null)
      return;
    const place = pointedAt(ref.current, target, clientX, clientY);
    if (place !== null) onPoint(offsetInSource(shown, place.line, place.endLine, place.pointed));
  };
  return (
    <div
      className={classes.preview}
      role="group"
      aria-labelledby={labelledBy}
      tabIndex={0}
      ref={ref}
      onClick={point}
    >
      {shown.trim() === '' ? (
        <span className={classes.placeholder}>{placeholder}</span>
      ) : (
        <Markup source={withUploadsAsWords(shown)} macros={macros} imageUrl={imageUrl} sourceLines />
      )}
    </div>
  );
}
