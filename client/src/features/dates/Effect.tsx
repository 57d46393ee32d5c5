import { Button, Title } from '@mantine/core';
import type { SetStanding, StudentChange } from '../../../../contract/policies.ts';
import { useCourse } from '../../app/session.tsx';
import { percentText, pointsText } from '../../components/points.ts';
import { Time } from '../../components/Time.tsx';
import classes from './dates.module.css';
import { effectSummary } from './effectSummary.ts';

const SHOWN = 12;

function latenessWords(before: SetStanding, after: SetStanding): string {
  if (before.late === null || after.late === null) return ', nothing submitted yet';
  const days = after.lateDays === before.lateDays ? '' : `, late days ${before.lateDays} → ${after.lateDays}`;
  if (before.late === after.late) return (after.late ? ', late as before' : ', in time as before') + days;
  return (after.late ? ', late from then on' : ', no longer late') + days;
}

function Moved({ before, after, words }: { before: string | null; after: string | null; words: string }) {
  const { course } = useCourse();
  if (before === after) return null;
  return (
    <>
      {words}
      {before === null ? 'not said' : <Time at={before} timeZone={course.timeZone} />} →{' '}
      {after === null ? 'not said' : <Time at={after} timeZone={course.timeZone} />}
    </>
  );
}

const scoreText = (score: number | null): string => (score === null ? 'no score' : pointsText(score));

function Change({ change: { student, sets, total } }: { change: StudentChange }) {
  return (
    <li>
      <b dir="auto">{student.name}</b>
      {sets.map(({ slug, title, before, after }) => (
        <div key={slug}>
          {title}:<Moved before={before.opensAt} after={after.opensAt} words=" opens " />
          <Moved before={before.dueAt} after={after.dueAt} words=" due " />
          <Moved before={before.acceptedUntil} after={after.acceptedUntil} words=" taken until " />
          {latenessWords(before, after)}
          {before.score !== after.score && `, ${scoreText(before.score)} → ${scoreText(after.score)}`}
        </div>
      ))}
      {total.before !== total.after && (
        <div>
          Total: {totalText(total.before)} → {totalText(total.after)}
        </div>
      )}
    </li>
  );
}

const totalText = (percent: number | null): string => (percent === null ? 'none' : percentText(percent));

interface EffectProps {
  changes: StudentChange[];
  words: string;
  busy: boolean;
  onSave: () => void;
}

/** "Changes 14 students: 9 less late, 5 gain points", and who they are. */
export function Effect({ changes, words, busy, onSave }: EffectProps) {
  return (
    <>
      <Title order={2}>{effectSummary(changes)}</Title>
      {changes.length === 0 && (
        <p className={classes.muted}>No time, lateness, score or total is another one by this.</p>
      )}
      <ul className={classes.changes}>
        {changes.slice(0, SHOWN).map((change) => (
          <Change key={change.student.id} change={change} />
        ))}
        {changes.length > SHOWN && <li>and {changes.length - SHOWN} more</li>}
      </ul>
      <Button loading={busy} onClick={onSave}>
        {words}
      </Button>
    </>
  );
}
