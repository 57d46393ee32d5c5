import { Button, Checkbox } from '@mantine/core';
import { useRef, useState } from 'react';
import {
  ungradeAnswerGroup,
  type AnswerGroupView,
  type GroupedAnswer,
} from '../../../../contract/answerGroups.ts';
import type { RubricItem } from '../../../../contract/grading.ts';
import { call } from '../../api/call.ts';
import { Notice } from '../../components/Notice.tsx';
import { Score } from '../../components/Score.tsx';
import { Status } from '../../components/Status.tsx';
import { GradeFields } from '../grading/GradeFields.tsx';
import gradingClasses from '../grading/grading.module.css';
import { sameGrade, scoreOf, toggleItem, type GradeState } from '../grading/gradeState.ts';
import { invalidateGrades } from '../grading/invalidateGrades.ts';
import { TakeBack } from '../grading/TakeBack.tsx';
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

const looked = (answers: readonly GroupedAnswer[]) =>
  answers.map(({ submissionId, grade }) => ({ submissionId, baseRevision: grade?.revision ?? 0 }));

/** One grade for all answers of a group. */
export function GroupGradePanel(props: GroupGradePanelProps) {
  const { params, group, maxScore, states, onStates, toNextUngraded } = props;
  const rubric = props.rubric.filter(({ archivedAt }) => archivedAt === null);
  const [includeGraded, setIncludeGraded] = useState(false);
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
    grading.mutate({ grade, answers: looked(targets) });
  };
  const takeBack = async () => {
    const answers = looked(gradedOf(group));
    const { takenBack } = await call(ungradeAnswerGroup, { params, body: { answers } });
    onStates([]);
    grading.reset();
    await invalidateGrades();
    return takenBack;
  };

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
      <GradeFields
        set={params.assignment}
        question={params.question}
        rubric={rubric}
        allItems={props.rubric}
        grade={grade}
        onChange={change}
        fromRule={null}
        commentSeenBy="each of these students sees it when grades are released"
        keys={{
          u: undo,
          i: graded > 0 ? () => setIncludeGraded(!includeGraded) : undefined,
          'Mod+Enter': () => gradeAll(false),
          'Mod+Shift+Enter': () => gradeAll(true),
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
        {graded > 0 && <TakeBack key={group.id} count={graded} takeBack={takeBack} />}
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
    </aside>
  );
}
