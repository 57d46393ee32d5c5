import { Button } from '@mantine/core';
import { ungradeAnswer, type GradingAnswer } from '../../../../contract/grading.ts';
import { call } from '../../api/call.ts';
import { useSignal } from '../../api/signal.ts';
import { Score } from '../../components/Score.tsx';
import { Status } from '../../components/Status.tsx';
import { itemFromRule, scoreOf } from './gradeState.ts';
import classes from './grading.module.css';
import { GradeConflictNotice } from './GradeConflictNotice.tsx';
import { GradeFields } from './GradeFields.tsx';
import { invalidateGrades } from './invalidateGrades.ts';
import { outbox, outgoing } from './outbox.ts';
import { TakeBack } from './TakeBack.tsx';
import type { AnswerRoute } from './useAnswerRoute.ts';
import { useGrade } from './useGrade.ts';

/** Score, rubric items to click, comment. */
export function GradePanel({ route, answer }: { route: AnswerRoute; answer: GradingAnswer }) {
  useSignal(outbox);
  const { grade, dirty, change, undo, save } = useGrade(route, answer);
  const pending = outgoing(route.submissionId, route.question);
  const graded = dirty || pending !== null || answer.grade !== null;
  const fromRule = pending === null ? itemFromRule(answer) : null;
  const prepared = fromRule !== null && grade.appliedItemIds.includes(fromRule);
  const score = graded || prepared ? scoreOf(grade, answer.rubric, answer.maxScore) : answer.score;
  const baseRevision = answer.grade?.revision;
  const saveAndNext = () => {
    save();
    route.toNextUngraded?.();
  };
  return (
    <aside className={classes.panel} aria-label="Grade">
      <div className={classes.scoreRow}>
        <Score score={score} maxScore={answer.maxScore} size="large" />
        {prepared && !dirty ? (
          <Status kind="draft">Prepared, not saved</Status>
        ) : (
          <GradeStatus answer={answer} dirty={dirty} pending={pending?.state.kind ?? null} />
        )}
      </div>
      {answer.grade?.groupName != null && pending === null && !dirty && (
        <p className={classes.muted}>
          Graded with the group “{answer.grade.groupName}”
          {answer.gradedTogether > 1 && ` (${answer.gradedTogether} answers)`}
        </p>
      )}
      {pending?.state.kind === 'conflict' && (
        <GradeConflictNotice pending={pending} theirs={pending.state.theirs} answer={answer} />
      )}
      <GradeFields
        set={route.set}
        question={route.question}
        rubric={answer.rubric}
        allItems={answer.rubric}
        grade={grade}
        onChange={change}
        fromRule={fromRule}
        commentSeenBy="the group sees it when grades are released"
        keys={{ u: undo, 'Mod+Enter': save, 'Mod+Shift+Enter': saveAndNext }}
      />
      <div className={classes.panelActions}>
        <Button variant="subtle" size="compact-sm" disabled={undo === undefined} onClick={undo}>
          Undo
        </Button>
        <Button variant="default" onClick={save}>
          Save
        </Button>
        <Button
          disabled={route.toNextUngraded === undefined}
          onClick={route.toNextUngraded}
          rightSection={<kbd aria-hidden="true">N</kbd>}
        >
          Next ungraded
        </Button>
      </div>
      {answer.grade !== null && pending === null && !dirty && (
        <TakeBack
          key={route.submissionId}
          count={1}
          takeBack={async () => {
            await call(ungradeAnswer, {
              params: { submissionId: route.submissionId, question: route.question },
              query: { baseRevision },
            });
            await invalidateGrades();
            return 1;
          }}
        />
      )}
      {route.toNextUngraded === undefined && graded && (
        <Status kind="graded">All other answers are graded</Status>
      )}
    </aside>
  );
}

interface GradeStatusProps {
  answer: GradingAnswer;
  dirty: boolean;
  pending: 'sending' | 'waiting' | 'conflict' | 'refused' | null;
}

function GradeStatus({ answer, dirty, pending }: GradeStatusProps) {
  if (pending === 'sending') return <Status kind="running">Saving…</Status>;
  if (pending === 'waiting') return <Status kind="draft">Unsent</Status>;
  if (pending !== null) return <Status kind="failed">Not saved</Status>;
  if (dirty) return <Status kind="draft">Not saved yet</Status>;
  if (answer.grade !== null) return <Status kind="graded">Graded by {answer.grade.gradedBy.name}</Status>;
  return answer.score === null ? <Status kind="ungraded" /> : <Status kind="graded">Graded by tests</Status>;
}
