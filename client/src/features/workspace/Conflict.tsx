import { Button, Group } from '@mantine/core';
import type { Draft } from '../../../../contract/drafts.ts';
import { useCourse } from '../../app/session.tsx';
import { Notice } from '../../components/Notice.tsx';
import { clockTime } from '../../components/time.ts';
import classes from './Conflict.module.css';
import type { Resolution } from './drafts.ts';

interface ConflictProps {
  mine: string;
  theirs: Draft;
  onResolve: (resolution: Resolution) => void;
}

/** Both versions of a text that two people changed at once; nothing is lost until somebody chooses. */
export function Conflict({ mine, theirs, onResolve }: ConflictProps) {
  const { course } = useCourse();
  const who = theirs.savedBy.name;
  return (
    <Notice
      kind="warning"
      title={`${who} saved another version at ${clockTime(theirs.savedAt, course.timeZone)}`}
    >
      <p>Both are safe. Choose what stays; you can go on writing after that.</p>
      <div className={classes.versions}>
        <figure>
          <figcaption>Yours</figcaption>
          <pre tabIndex={0}>{mine}</pre>
        </figure>
        <figure>
          <figcaption>{who}’s</figcaption>
          <pre tabIndex={0}>{theirs.text}</pre>
        </figure>
      </div>
      <Group gap="xs">
        <Button size="xs" onClick={() => onResolve('both')}>
          Keep both, one below the other
        </Button>
        <Button size="xs" variant="default" onClick={() => onResolve('mine')}>
          Keep yours
        </Button>
        <Button size="xs" variant="default" onClick={() => onResolve('theirs')}>
          Take {who}’s
        </Button>
      </Group>
    </Notice>
  );
}
