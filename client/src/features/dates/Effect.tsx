import { Button, Title } from '@mantine/core';
import { Fragment, useEffect, useRef, type ReactNode } from 'react';
import type { PersonName } from '../../../../contract/common.ts';
import type { SetStanding, StudentChange, UnsubmittedChange } from '../../../../contract/effects.ts';
import { own } from '../../../../contract/own.ts';
import { useCourse } from '../../app/session.tsx';
import { percentText, pointsText, toldApart } from '../../components/points.ts';
import { Notice } from '../../components/Notice.tsx';
import { Time } from '../../components/Time.tsx';
import { TimeChange } from '../../components/TimeChange.tsx';
import classes from './dates.module.css';
import { effectSummary } from './effectSummary.ts';

const SHOWN = 12;

function latenessWords(before: SetStanding, after: SetStanding): string {
  if (before.late === null || after.late === null) return 'nothing submitted yet';
  const isMoved = before.dueAt !== after.dueAt || before.acceptedUntil !== after.acceptedUntil;
  if (!isMoved && before.late === after.late && before.lateDays === after.lateDays) return '';
  const days = after.lateDays === before.lateDays ? '' : `, late days ${before.lateDays} → ${after.lateDays}`;
  if (before.late === after.late) return (after.late ? 'late as before' : 'in time as before') + days;
  return (after.late ? 'late from then on' : 'no longer late') + days;
}

/** Of a time or a question that is another one: what it was and what it will be. */
interface Fact {
  key: string;
  words: string;
  /** What it was → what it will be. */
  change: ReactNode;
}

/** What of a set is otherwise, each fact once. */
function factsOf(before: SetStanding, after: SetStanding, timeZone: string): Fact[] {
  const moved = (words: string, one: string | null, other: string | null, none: string): Fact[] => {
    const change = <TimeChange before={one} after={other} none={none} timeZone={timeZone} />;
    return one === other ? [] : [{ key: words, words, change }];
  };
  const held = (until: string | null | undefined) =>
    until === undefined ? (
      'with the set'
    ) : until === null ? (
      'not until further notice'
    ) : (
      <Time at={until} timeZone={timeZone} />
    );
  const titles = [...new Set([...Object.keys(before.heldBack), ...Object.keys(after.heldBack)])];
  return [
    ...moved('opens', before.opensAt, after.opensAt, 'when published'),
    ...moved('due', before.dueAt, after.dueAt, ''),
    ...moved('taken until', before.acceptedUntil, after.acceptedUntil, 'grades are released'),
    ...moved('grades', before.releasesAt, after.releasesAt, 'not released'),
    ...titles
      .filter((title) => own(before.heldBack, title) !== own(after.heldBack, title))
      .map((title): Fact => {
        const words = `grades of ${title}`;
        const [one, other] = [own(before.heldBack, title), own(after.heldBack, title)];
        const change =
          typeof one === 'string' && typeof other === 'string' ? (
            <TimeChange before={one} after={other} timeZone={timeZone} />
          ) : (
            <>
              {held(one)} → {held(other)}
            </>
          );
        return { key: words, words, change };
      }),
  ];
}

function Change({ change: { student, sets, total } }: { change: StudentChange }) {
  const { course } = useCourse();
  return (
    <li>
      <b dir="auto">{student.name}</b>
      {sets.map(({ slug, title, before, after }) => {
        const facts = factsOf(before, after, course.timeZone);
        const said = [
          latenessWords(before, after),
          before.score === after.score
            ? ''
            : toldApart([before.score, after.score], pointsText, 'no score').join(' → '),
        ].filter((words) => words !== '');
        return (
          <div key={slug}>
            {title}:{' '}
            {facts.map(({ key, words, change }, index) => (
              <Fragment key={key}>
                {index > 0 && ', '}
                {words} {change}
              </Fragment>
            ))}
            {facts.length > 0 && said.length > 0 && ', '}
            {said.join(', ')}
          </div>
        );
      })}
      {total.before !== total.after && (
        <div>Total: {toldApart([total.before, total.after], percentText).join(' → ')}</div>
      )}
    </li>
  );
}

interface EffectProps {
  changes: StudentChange[];
  words: string;
  busy: boolean;
  /** Where what asked for it may be far away, such as a row of a list, or goes. */
  takesFocus?: boolean;
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

/** "Changes 14 students: 9 less late, 5 gain points", and who they are. It comes into sight: on a phone it stands below its form. */
export function Effect({ changes, words, busy, takesFocus = false, onSave }: EffectProps) {
  const part = useRef<HTMLDivElement>(null);
  useEffect(() => {
    part.current?.scrollIntoView({ block: 'nearest' });
    if (takesFocus) part.current?.focus({ preventScroll: true });
  }, [takesFocus]);
  return (
    <div ref={part} tabIndex={-1}>
      <Title order={2}>{effectSummary(changes)}</Title>
      {changes.length === 0 && (
        <p className={classes.muted}>Nobody’s times, lateness, score or total change.</p>
      )}
      <Changes changes={changes} />
      <Button loading={busy} onClick={onSave}>
        {words}
      </Button>
    </div>
  );
}

const UNSUBMITTED: Record<UnsubmittedChange, { one: string; many: string; told: string }> = {
  ended: {
    one: 'student can no longer hand in',
    many: 'students can no longer hand in',
    told: 'They have begun, or still have time, and are told that no more work is taken.',
  },
  again: {
    one: 'student can hand in again',
    many: 'students can hand in again',
    told: 'They have begun, or still have time, and are told.',
  },
  unseen: {
    one: 'student no longer sees what they wrote',
    many: 'students no longer see what they wrote',
    told: 'They have not handed in. What they wrote is kept, and they are told.',
  },
  seen: {
    one: 'student sees again what they wrote',
    many: 'students see again what they wrote',
    told: 'They have not handed in, and are told.',
  },
};

/** Who has not handed in, and would lose the time or the page by something, or have it again. */
export function UnsubmittedNotice({
  people,
  change,
}: {
  people: readonly PersonName[];
  change: UnsubmittedChange;
}) {
  if (people.length === 0) return null;
  const { one, many, told } = UNSUBMITTED[change];
  const shown = people.slice(0, SHOWN).map(({ name }) => name);
  const more = people.length - shown.length;
  const isLost = change === 'ended' || change === 'unseen';
  return (
    <Notice kind={isLost ? 'warning' : 'info'} title={`${people.length} ${people.length === 1 ? one : many}`}>
      <p>
        <span dir="auto">{shown.join(', ')}</span>
        {more > 0 && ` and ${more} more`}. {told}
      </p>
    </Notice>
  );
}
