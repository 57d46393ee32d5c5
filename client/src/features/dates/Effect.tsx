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
  const isMoved = before.dueAt !== after.dueAt || before.acceptedUntil !== after.acceptedUntil;
  if (!isMoved && before.late === after.late && before.lateDays === after.lateDays) return '';
  const days = after.lateDays === before.lateDays ? '' : `, late days ${before.lateDays} → ${after.lateDays}`;
  if (before.late === after.late) return (after.late ? ', late as before' : ', in time as before') + days;
  return (after.late ? ', late from then on' : ', no longer late') + days;
}

interface MovedProps {
  before: string | null;
  after: string | null;
  words: string;
  /** What it means that there is no time. */
  none: string;
}

function Moved({ before, after, words, none }: MovedProps) {
  const { course } = useCourse();
  if (before === after) return null;
  const said = (at: string | null) => (at === null ? none : <Time at={at} timeZone={course.timeZone} />);
  return (
    <>
      {words}
      {said(before)} → {said(after)}
    </>
  );
}

/** Of each question whose grades come out at another time than they did. */
function HeldBack({ before, after }: { before: SetStanding; after: SetStanding }) {
  const { course } = useCourse();
  const titles = [...new Set([...Object.keys(before.heldBack), ...Object.keys(after.heldBack)])];
  const said = (until: string | null | undefined) =>
    until === undefined ? (
      'with the set'
    ) : until === null ? (
      'not until further notice'
    ) : (
      <Time at={until} timeZone={course.timeZone} />
    );
  return titles
    .filter((title) => before.heldBack[title] !== after.heldBack[title])
    .map((title) => (
      <span key={title}>
        , grades of {title} {said(before.heldBack[title])} → {said(after.heldBack[title])}
      </span>
    ));
}

const scoreText = (score: number | null): string => (score === null ? 'no score' : pointsText(score));

function Change({ change: { student, sets, total } }: { change: StudentChange }) {
  return (
    <li>
      <b dir="auto">{student.name}</b>
      {sets.map(({ slug, title, before, after }) => (
        <div key={slug}>
          {title}:
          <Moved before={before.opensAt} after={after.opensAt} words=" opens " none="when published" />
          <Moved before={before.dueAt} after={after.dueAt} words=" due " none="" />
          <Moved
            before={before.acceptedUntil}
            after={after.acceptedUntil}
            words=" taken until "
            none="grades are released"
          />
          <Moved before={before.releasesAt} after={after.releasesAt} words=" grades " none="not released" />
          <HeldBack before={before} after={after} />
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

/** Whom something changes, and from what to what. */
export function Changes({ changes }: { changes: StudentChange[] }) {
  return (
    <ul className={classes.changes}>
      {changes.slice(0, SHOWN).map((change) => (
        <Change key={change.student.id} change={change} />
      ))}
      {changes.length > SHOWN && <li>and {changes.length - SHOWN} more</li>}
    </ul>
  );
}

/** "Changes 14 students: 9 less late, 5 gain points", and who they are. */
export function Effect({ changes, words, busy, onSave }: EffectProps) {
  return (
    <>
      <Title order={2}>{effectSummary(changes)}</Title>
      {changes.length === 0 && (
        <p className={classes.muted}>Nobody’s times, lateness, score or total change.</p>
      )}
      <Changes changes={changes} />
      <Button loading={busy} onClick={onSave}>
        {words}
      </Button>
    </>
  );
}
