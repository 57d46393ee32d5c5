import { Button, Title } from '@mantine/core';
import type { DueChange } from '../../../../contract/extensions.ts';
import { useCourse } from '../../app/session.tsx';
import { Time } from '../../components/Time.tsx';
import classes from './dates.module.css';

const SHOWN = 12;

function latenessWords({ lateBefore, lateAfter }: DueChange): string {
  if (lateBefore === null) return ', nothing submitted yet';
  if (lateBefore === lateAfter) return lateAfter === true ? ', late as before' : ', in time as before';
  return lateAfter === true ? ', late from then on' : ', no longer late';
}

interface EffectProps {
  changes: DueChange[];
  words: string;
  busy: boolean;
  onSave: () => void;
}

/** "Changes 14 students: 9 less late", and who they are. */
export function Effect({ changes, words, busy, onSave }: EffectProps) {
  const { course } = useCourse();
  const less = changes.filter(({ lateBefore, lateAfter }) => lateBefore === true && lateAfter === false);
  const more = changes.filter(({ lateBefore, lateAfter }) => lateBefore === false && lateAfter === true);
  const summary = [
    `Changes ${changes.length} ${changes.length === 1 ? 'student' : 'students'}`,
    ...(less.length > 0 ? [`${less.length} no longer late`] : []),
    ...(more.length > 0 ? [`${more.length} late from then on`] : []),
  ].join(', ');
  return (
    <>
      <Title order={2}>{summary}</Title>
      {changes.length === 0 && (
        <p className={classes.muted}>Nobody’s due time changes: they have as much time or more already.</p>
      )}
      <ul className={classes.changes}>
        {changes.slice(0, SHOWN).map((change) => (
          <li key={change.student.id}>
            <b dir="auto">{change.student.name}</b>: <Time at={change.before} timeZone={course.timeZone} /> →{' '}
            <Time at={change.after} timeZone={course.timeZone} />
            {latenessWords(change)}
          </li>
        ))}
        {changes.length > SHOWN && <li>and {changes.length - SHOWN} more</li>}
      </ul>
      <Button loading={busy} onClick={onSave}>
        {words}
      </Button>
    </>
  );
}
