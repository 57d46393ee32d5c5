import { SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState, type ReactNode, type RefObject } from 'react';
import classes from './sheet.module.css';

interface AnswerFrameProps {
  editor: ReactNode;
  preview: ReactNode;
  /** Beside "Write": what can be put in. */
  tools?: ReactNode;
  /** Beside "Preview": what a click there does. */
  hint?: ReactNode;
  ref?: RefObject<HTMLDivElement | null>;
}

type Pane = 'write' | 'preview';

/** One frame with two columns, Write and Preview; where there is room for one only, a switch between them. */
export function AnswerFrame({ editor, preview, tools, hint, ref }: AnswerFrameProps) {
  const narrow = useMediaQuery('(max-width: 1099px)', undefined, { getInitialValueInEffect: false });
  const [pane, setPane] = useState<Pane>('write');
  return (
    <div className={classes.frame} data-pane={pane} ref={ref}>
      {narrow && (
        <div className={classes.paneHead}>
          <SegmentedControl
            size="xs"
            aria-label="Show"
            value={pane}
            onChange={(value) => setPane(value as Pane)}
            data={[
              { value: 'write', label: 'Write' },
              { value: 'preview', label: 'Preview' },
            ]}
          />
          {pane === 'write' && <span className={classes.tools}>{tools}</span>}
        </div>
      )}
      <div className={classes.write}>
        {!narrow && (
          <div className={classes.paneHead}>
            <span className={classes.paneName}>Write</span>
            <span className={classes.tools}>{tools}</span>
          </div>
        )}
        {editor}
      </div>
      <div className={classes.read}>
        {!narrow && (
          <div className={classes.paneHead}>
            <span className={classes.paneName}>Preview</span>
            <span className={classes.tools}>{hint}</span>
          </div>
        )}
        {preview}
      </div>
    </div>
  );
}
