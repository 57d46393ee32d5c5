import { useDeferredValue } from 'react';
import { Markup } from '../../components/Markup.tsx';
import classes from './sheet.module.css';

interface PreviewProps {
  source: string;
  macros: Record<string, string>;
  labelledBy: string;
}

/** The answer as its readers will see it. Deferred, so that drawing a long answer never holds up a key. */
export function Preview({ source, macros, labelledBy }: PreviewProps) {
  const shown = useDeferredValue(source);
  return (
    <div className={classes.preview} role="group" aria-labelledby={labelledBy}>
      {shown.trim() === '' ? (
        <span className={classes.placeholder}>What you write appears here.</span>
      ) : (
        <Markup source={shown} macros={macros} />
      )}
    </div>
  );
}
