import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { AssignmentRow } from '../../../../contract/assignments.ts';
import { useCourse, useUser } from '../../app/session.tsx';
import { ExtensionWords } from '../../components/ExtensionWords.tsx';
import { countText, pointsText } from '../../components/points.ts';
import { RuleWords, Why } from '../../components/RuleWords.tsx';
import { Score } from '../../components/Score.tsx';
import { Status } from '../../components/Status.tsx';
import { lateness } from '../../components/time.ts';
import { Time } from '../../components/Time.tsx';
import { useNow } from '../../components/useNow.ts';
import { actionOf, hasFeedback, isLocked, isOpenAt, progressOf } from './progress.ts';
import classes from './sets.module.css';

type Mine = NonNullable<AssignmentRow['mine']>;

interface SetRowProps {
  row: AssignmentRow;
  /** Whether this is the next thing to do. */
  isNext: boolean;
  /** Another set has the same title; the name in addresses tells them apart. */
  isTwin: boolean;
}

export function SetRow({ row, isNext, isTwin }: SetRowProps) {
  const { course, role, mayAct } = useCourse();
  const base = `/c/${course.slug}`;
  const now = useNow();
  const isClosed = row.mine !== null && row.mine.submission === null && !isOpenAt(row, now);
  const locked = isLocked(row);
  const page = hasFeedback(row) ? '/feedback' : role !== 'student' || row.hasWritten ? '' : '/code';
  const open = `${base}/sets/${row.slug}${page}`;
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        {isClosed ? (
          <span className={classes.title}>{row.title}</span>
        ) : (
          <Link className={classes.title} to={open}>
            {row.title}
          </Link>
        )}
        {isTwin && <span className={classes.slug}> {row.slug}</span>}
        <div className={classes.due}>
          {row.rule.opensAt !== null && (isClosed || role !== 'student') && (
            <>
              opens <Time at={row.rule.opensAt} timeZone={course.timeZone} />
              <Why words="earlier" moved={row.rule.moved.find(({ what }) => what === 'opens')} />
              {' · '}
            </>
          )}
          {row.mine !== null && (locked || row.state !== 'open') && Date.parse(row.dueAt) >= now ? (
            locked ? (
              'closed: grades are out'
            ) : (
              'closed'
            )
          ) : (
            <Time at={row.dueAt} timeZone={course.timeZone} form="due" />
          )}
          {row.extension !== null && (
            <>
              {' · '}
              <ExtensionWords extension={row.extension} dueAt={row.dueAt} timeZone={course.timeZone} />
            </>
          )}
          {/* Nothing is taken any more once grades are out. */}
          {row.mine !== null && !locked && <RuleWords set={row} timeZone={course.timeZone} />}
          {row.mine !== null && <Others mine={row.mine} />}
        </div>
      </div>
      {row.mine !== null ? <State row={row} mine={row.mine} /> : <Counts row={row} />}
      <div className={classes.action}>
        {isClosed ? null : row.mine !== null ? (
          <Button
            component={Link}
            to={open}
            size="xs"
            variant={isNext ? 'filled' : 'default'}
            aria-label={`${actionOf(row, now)}: ${row.title}`}
          >
            {actionOf(row, now)}
          </Button>
        ) : (
          <>
            <Button component={Link} to={`${base}/results/${row.slug}`} variant="default" size="xs">
              Results
            </Button>
            {mayAct && row.counts !== null && row.counts.ungradedAnswers > 0 && (
              <Button component={Link} to={`${base}/grade#${row.slug}`} variant="default" size="xs">
                Grade
              </Button>
            )}
          </>
        )}
      </div>
    </li>
  );
}

/** "with Emmy Noether, Sofia Kovalevskaya". */
function Others({ mine }: { mine: Mine }) {
  const { userId } = useUser();
  const others = mine.members.filter(({ id }) => id !== userId);
  if (others.length === 0) return null;
  return (
    <span>
      {' · with '}
      <span dir="auto">{others.map(({ name }) => name).join(', ')}</span>
    </span>
  );
}

function State({ row, mine }: { row: AssignmentRow; mine: Mine }) {
  const { kind, word } = progressOf(row);
  const late = mine.submission?.late ? lateness(mine.submission.submittedAt, row.dueAt) : null;
  return (
    <div className={classes.state}>
      <span>
        <Status kind={kind}>{word}</Status>{' '}
        {mine.score !== null && <Score score={mine.score} maxScore={row.maxScore} />}
        {mine.lost > 0 && ` after −${pointsText(mine.lost)} for lateness`}
      </span>
      {late !== null && <Status kind="late">Late {late}</Status>}
    </div>
  );
}

/** "180 of 212 submitted · 503 ungraded", "No students yet". */
function Counts({ row: { counts, gradesReleasedAt } }: { row: AssignmentRow }) {
  if (counts === null) return null;
  return (
    <div className={classes.state}>
      <span className={classes.counts}>
        {[
          counts.students === 0 && counts.submitted === 0
            ? 'No students yet'
            : `${countText(counts.submitted)} of ${countText(counts.students)} submitted`,
          ...(counts.ungradedAnswers > 0 ? [`${countText(counts.ungradedAnswers)} ungraded`] : []),
        ].join(' · ')}
      </span>
      {counts.failedRuns > 0 && (
        <Status kind="failed">
          {counts.failedRuns} {counts.failedRuns === 1 ? 'run' : 'runs'} could not be tested
        </Status>
      )}
      {gradesReleasedAt !== null && <Status kind="graded">Released</Status>}
    </div>
  );
}
