import { Button, Checkbox, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useRef, useState } from 'react';
import type { AnswerGroupView } from '../../../../contract/answerGroups.ts';
import type { RubricItem } from '../../../../contract/grading.ts';
import { Notice } from '../../components/Notice.tsx';
import { Score } from '../../components/Score.tsx';
import { Status } from '../../components/Status.tsx';
import { useKeys, type KeyBindings } from '../../components/useKeys.ts';
import { Adjustment } from '../grading/Adjustment.tsx';
import gradingClasses from '../grading/grading.module.css';
import { fullMarks, sameGrade, scoreOf, toggleItem, type GradeState } from '../grading/gradeState.ts';
import { RubricDialog } from '../grading/RubricDialog.tsx';
import { RubricList } from '../grading/RubricList.tsx';
import classes from './answerGroups.module.css';
import { ConflictsNotice } from './ConflictsNotice.tsx';
import { commonGrade, gradedOf, gradeWords, targetsOf } from './groupState.ts';
import { useGradeGroup, type GroupParams } from './useGradeGroup.ts';

interface GroupGradePanelProps {
  params: GroupParams;
  group: AnswerGroupView;
  rubric: RubricItem[];
  maxScore: number;
  /** What was changed since the group was read, oldest first; kept while other groups are looked at. */
  states: GradeState[];
  onStates: (states: GradeState[]) => void;
  /** To the next group with something to grade; undefined when there is none. */
  toNextUngraded?: () => void;
}

/** One grade for all answers of a group. */
export function GroupGradePanel(props: GroupGradePanelProps) {
  const { params, group, maxScore, states, onStates, toNextUngraded } = props;
  const rubric = props.rubric.filter(({ archivedAt }) => archivedAt === null);
  const [includeGraded, setIncludeGraded] = useState(false);
  const [rubricOpened, rubricDialog] = useDisclosure(false);
  const comment = useRef<HTMLTextAreaElement>(null);
  const filter = useRef<HTMLInputElement>(null);
  const goOn = useRef(false);
  const grading = useGradeGroup(params, group, () => {
    onStates([]);
    setIncludeGraded(false);
    if (goOn.current) toNextUngraded?.();
  });

  const saved = commonGrade(group);
  const grade = states.at(-1) ?? saved;
  const targets = targetsOf(group, includeGraded);
  const graded = gradedOf(group).length;
  const suggested = rubric.find(({ id }) => id === group.suggestedItemId);
  const change = (next: GradeState) => onStates([...states, next]);
  const undo = states.length === 0 ? undefined : () => onStates(states.slice(0, -1));
  const gradeAll = (thenNext: boolean) => {
    if (targets.length === 0 || grading.isPending) return;
    goOn.current = thenNext;
    const answers = targets.map(({ submissionId, grade: before }) => ({
      submissionId,
      baseRevision: before?.revision ?? 0,
    }));
    grading.mutate({ grade, answers });
  };
  const items: KeyBindings = Object.fromEntries(
    rubric
      .filter(({ key }) => key <= 9)
      .map(({ key, id }) => [String(key), () => change(toggleItem(grade, id))]),
  );
  useKeys({
    ...items,
    '0': () => change(fullMarks(grade, rubric)),
    f: () => comment.current?.focus(),
    e: rubricDialog.open,
    u: undo,
    i: graded > 0 ? () => setIncludeGraded(!includeGraded) : undefined,
    '/': () => filter.current?.focus(),
    'Mod+Enter': () => gradeAll(false),
    'Mod+Shift+Enter': () => gradeAll(true),
  });

  return (
    <aside className={`${gradingClasses.panel} ${classes.gradePanel}`} aria-label="Grade for the group">
      <div className={gradingClasses.scoreRow}>
        <Score
          score={states.length > 0 || graded > 0 ? scoreOf(grade, rubric, maxScore) : null}
          maxScore={maxScore}
          size="large"
        />
        {sameGrade(grade, saved) ? (
          graded === group.answers.length ? (
            <Status kind="graded" />
          ) : (
            <Status kind="ungraded">{group.answers.length - graded} ungraded</Status>
          )
        ) : (
          <Status kind="draft">Not graded yet</Status>
        )}
      </div>
      {grading.error !== null && (
        <Notice kind="danger" title="Nothing was graded">
          {grading.error.message}
        </Notice>
      )}
      {grading.data !== undefined && grading.data.length > 0 && (
        <ConflictsNotice
          conflicts={grading.data}
          group={group}
          onKeep={grading.reset}
          onGrade={(answers) => grading.mutate({ grade, answers })}
        />
      )}
      {suggested !== undefined && !grade.appliedItemIds.includes(suggested.id) && (
        <Notice kind="info" title="Suggested for this rule">
          <p>
            Item {suggested.key}, “{suggested.text}”.
          </p>
          <Button size="xs" variant="default" onClick={() => change(toggleItem(grade, suggested.id))}>
            Apply it
          </Button>
        </Notice>
      )}
      <div className={gradingClasses.panelHead}>
        <h2>Rubric</h2>
        <Button variant="subtle" size="compact-sm" onClick={rubricDialog.open}>
          Edit rubric
        </Button>
      </div>
      <RubricList
        items={rubric}
        applied={grade.appliedItemIds}
        fromRule={null}
        onToggle={(id) => change(toggleItem(grade, id))}
        filterRef={filter}
      />
      <Button
        fullWidth
        variant="default"
        justify="space-between"
        onClick={() => change(fullMarks(grade, rubric))}
        rightSection={<kbd aria-hidden="true">0</kbd>}
      >
        Full marks
      </Button>
      <Adjustment value={grade.adjustment} onChange={(adjustment) => change({ ...grade, adjustment })} />
      <Textarea
        ref={comment}
        label="Comment"
        description="Markdown and $…$; each of these students sees it when grades are released"
        autosize
        minRows={2}
        maxRows={10}
        value={grade.comment}
        onChange={(event) => change({ ...grade, comment: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <div className={classes.panelFoot}>
        {graded > 0 && (
          <Checkbox
            label={`Grade the ${graded === 1 ? 'graded one' : `${graded} graded ones`} anew too`}
            description="Their present grades are replaced"
            checked={includeGraded}
            onChange={() => setIncludeGraded(!includeGraded)}
          />
        )}
        <Button
          fullWidth
          className={classes.gradeGroup}
          loading={grading.isPending}
          disabled={targets.length === 0}
          onClick={() => gradeAll(false)}
        >
          <span>
            <b>Grade group</b>
            <span className={classes.gradeWords}>{gradeWords(group, includeGraded)}</span>
          </span>
        </Button>
        <div className={gradingClasses.panelActions}>
          <Button variant="subtle" size="compact-sm" disabled={undo === undefined} onClick={undo}>
            Undo
          </Button>
          <Button
            variant="default"
            disabled={toNextUngraded === undefined}
            onClick={toNextUngraded}
            rightSection={<kbd aria-hidden="true">N</kbd>}
          >
            Next ungraded
          </Button>
        </div>
      </div>
      <RubricDialog
        opened={rubricOpened}
        onClose={rubricDialog.close}
        items={props.rubric}
        set={params.assignment}
        question={params.question}
      />
    </aside>
  );
}
