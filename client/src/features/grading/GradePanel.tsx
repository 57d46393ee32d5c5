import { Button, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useRef } from 'react';
import type { GradingAnswer } from '../../../../contract/grading.ts';
import { useSignal } from '../../api/signal.ts';
import { Score } from '../../components/Score.tsx';
import { Status } from '../../components/Status.tsx';
import { useKeys, type KeyBindings } from '../../components/useKeys.ts';
import { Adjustment } from './Adjustment.tsx';
import { fullMarks, itemFromRule, scoreOf, toggleItem } from './gradeState.ts';
import classes from './grading.module.css';
import { GradeConflictNotice } from './GradeConflictNotice.tsx';
import { outbox, outgoing } from './outbox.ts';
import { RubricDialog } from './RubricDialog.tsx';
import { RubricList } from './RubricList.tsx';
import type { AnswerRoute } from './useAnswerRoute.ts';
import { useGrade } from './useGrade.ts';

/** Score, rubric items to click, comment. */
export function GradePanel({ route, answer }: { route: AnswerRoute; answer: GradingAnswer }) {
  useSignal(outbox);
  const { grade, dirty, change, undo, save } = useGrade(route, answer);
  const [rubricOpened, rubricDialog] = useDisclosure(false);
  const comment = useRef<HTMLTextAreaElement>(null);
  const filter = useRef<HTMLInputElement>(null);
  const pending = outgoing(route.submissionId, route.question);
  const graded = dirty || pending !== null || answer.grade !== null;
  const fromRule = pending === null ? itemFromRule(answer) : null;
  const prepared = fromRule !== null && grade.appliedItemIds.includes(fromRule);
  const score = graded || prepared ? scoreOf(grade, answer.rubric, answer.maxScore) : answer.score;
  const saveAndNext = () => {
    save();
    route.toNextUngraded?.();
  };
  const items: KeyBindings = Object.fromEntries(
    answer.rubric
      .filter(({ key }) => key <= 9)
      .map(({ key, id }) => [String(key), () => change(toggleItem(grade, id))]),
  );
  useKeys({
    ...items,
    '0': () => change(fullMarks(grade, answer.rubric)),
    f: () => comment.current?.focus(),
    e: rubricDialog.open,
    u: undo,
    '/': () => filter.current?.focus(),
    'Mod+Enter': save,
    'Mod+Shift+Enter': saveAndNext,
  });
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
      <div className={classes.panelHead}>
        <h2>Rubric</h2>
        <Button variant="subtle" size="compact-sm" onClick={rubricDialog.open}>
          Edit rubric
        </Button>
      </div>
      <RubricList
        items={answer.rubric}
        applied={grade.appliedItemIds}
        fromRule={fromRule}
        onToggle={(id) => change(toggleItem(grade, id))}
        filterRef={filter}
      />
      <Button
        fullWidth
        variant="default"
        justify="space-between"
        onClick={() => change(fullMarks(grade, answer.rubric))}
        rightSection={<kbd aria-hidden="true">0</kbd>}
      >
        Full marks
      </Button>
      <Adjustment value={grade.adjustment} onChange={(adjustment) => change({ ...grade, adjustment })} />
      <Textarea
        ref={comment}
        label="Comment"
        description="Markdown and $…$; the group sees it when grades are released"
        autosize
        minRows={2}
        maxRows={10}
        value={grade.comment}
        onChange={(event) => change({ ...grade, comment: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
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
      {route.toNextUngraded === undefined && graded && (
        <Status kind="graded">All other answers are graded</Status>
      )}
      <RubricDialog
        opened={rubricOpened}
        onClose={rubricDialog.close}
        items={answer.rubric}
        set={route.set}
        question={route.question}
      />
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
