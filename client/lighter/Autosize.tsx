/**
 * In place of Mantine's, which measures the whole page whenever a text is drawn or shown: the words stand unseen behind the
 * field once more, and the browser makes both as high as they are.
 */
import type { ComponentProps, CSSProperties } from 'react';
import classes from './Autosize.module.css';

interface AutosizeProps extends ComponentProps<'textarea'> {
  value?: string;
  minRows?: number;
  maxRows?: number;
}

export function TextareaAutosize({ minRows = 1, maxRows, value = '', ...props }: AutosizeProps) {
  const rows = maxRows === undefined ? undefined : ({ '--most-rows': maxRows } as CSSProperties);
  return (
    <div className={classes.field} data-written={value} style={rows}>
      <textarea {...props} value={value} rows={minRows} />
    </div>
  );
}
