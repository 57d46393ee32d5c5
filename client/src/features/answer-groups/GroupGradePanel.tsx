import { Button, Checkbox } from '@mantine/core';
import { useRef, useState } from 'react';
import {
  ungradeAnswerGroup,
  type AnswerGroupView,
  type GroupedAnswer,
} from '../../../../contract/answerGroups.ts';
import type { RubricItem } from '../../../../contract/grading.ts';
import { isDecided } from '../../../../grader/core/rubric.ts';
import { call } from '../../api/call.ts';
import { announce } from '../../app/announcer.ts';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Outcome } from '../../components/Outcome.tsx';
import { Score } from '../../components/Score.tsx';
import { Status } from '../../components/Status.tsx';
import { useReserved } from '../../components/useReserved.ts';
import { GradeFields } from '../grading/fields/GradeFields.tsx';
import gradingClasses from '../grading/grading.module.css';
import {
  NO_DECISION,
  scoreFor,
  toggleItem,
  UNGRADED,
  withChange,
  type GradeEdit,
  type GradeState,
} from '../grading/grade/gradeState.ts';
import { invalidateGrades } from '../grading/grade/invalidateGrades.ts';
import { undoLast } from '../grading/grade/undone.ts';
import { TakeBack } from '../grading/grade/TakeBack.tsx';
import classes from './answerGroups.module.css';
import { ConflictsNotice } from './ConflictsNotice.tsx';
import { answersWords, gradedOf, gradeWords, scoresWords, targetsOf } from './groupState.ts';
import { useGradeGroup, type GroupParams } from './useGradeGroup.ts';
import { KeyHint } from '../../components/KeyHint.tsx';
import { heldWhile } from '../../components/heldWhile.ts';

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
  const [message, setMessage] = useState<{ kind: 'info' | 'warning'; title: string } | null>(null);
  const goOn = useRef(false);
  const foot = useRef<HTMLDivElement>(null);
  useReserved('--bottom-height', foot);
  const grading = useGradeGroup(params, group, () => {
    onStates([]);
    setIncludeGraded(false);
    if (goOn.current) toNextUngraded?.();
  });

  // Nothing is there but what is chosen here: what some of them have already is counted, never spread.
  const grade = states.at(-1) ?? UNGRADED;
  const targets = targetsOf(group, includeGraded);
  const graded = gradedOf(group).length;
  // A grade of an earlier submission is taken back where it was given.
  const own = gradedOf(group).filter(({ grade }) => grade?.from === null);
  const suggested = rubric.find(({ id }) => id === group.suggestedItemId);
  const setStates = heldWhile(grading.isPending, onStates);
  const change = (edit: GradeEdit) => {
    setMessage(null);
    setStates([...withChange(states, UNGRADED, edit(grade))]);
  };
  const undoSaved = async () => {
    try {
      const { course, assignment } = params;
      const undone = await undoLast({ course, assignment });
      const said = `Undone for ${answersWords(undone.answers.length)}`;
      // In the place of what was announced of the act that is undone.
      announce(said);
      setMessage({ kind: 'info', title: said });
    } catch (error) {
      setMessage({ kind: 'warning', title: error instanceof Error ? error.message : String(error) });
    }
  };
  const undo = states.length === 0 ? () => void undoSaved() : () => setStates(states.slice(0, -1));
  const gradeAll = (thenNext: boolean) => {
    if (targets.length === 0 || grading.isPending) return;
    if (!isDecided(grade) && grade.comment.trim() === '') {
      setMessage({ kind: 'warning', title: NO_DECISION });
      return;
    }
    goOn.current = thenNext;
    grading.mutate({ grade, answers: looked(targets) });
  };
  const takeBack = async () => {
    const answers = looked(own);
    const { takenBack } = await call(ungradeAnswerGroup, { params, body: { answers } });
    onStates([]);
    grading.reset();
    await invalidateGrades();
    return takenBack;
  };
  const scored = { written: true, automatic: null, maxScore, rubric };

  return (
    <aside className={`${gradingClasses.panel} ${classes.gradePanel}`} aria-label="Grade for the group">
      <div className={gradingClasses.panelBody}>
        <div className={gradingClasses.scoreRow}>
          <Score score={scoreFor(grade, scored)} maxScore={maxScore} size="large" />
          {states.length > 0 ? (
            <Status kind="draft">Not saved</Status>
          ) : graded === group.answers.length ? (
            <Status kind="graded">All graded</Status>
          ) : (
            <Status kind="ungraded">{group.answers.length - graded} ungraded</Status>
          )}
        </div>
        <GradeFields
          place="groups"
          set={params.assignment}
          question={params.question}
          rubric={rubric}
          maxScore={maxScore}
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
        {own.length > 0 && <TakeBack key={group.id} count={own.length} takeBack={takeBack} />}
      </div>
      <div className={gradingClasses.panelNotes}>
        {graded > 0 && (
          <p className={gradingClasses.muted}>
            {graded} of {group.answers.length} graded: {scoresWords(group.answers)}
          </p>
        )}
        {suggested !== undefined && !grade.appliedItemIds.includes(suggested.id) && (
          <Notice kind="info" title="Suggested for this rule">
            <p>
              Item {suggested.key}, “{suggested.text}”.
            </p>
            <Button
              size="xs"
              variant="default"
              onClick={() => change((now) => toggleItem(now, suggested.id, rubric))}
            >
              Apply it
            </Button>
          </Notice>
        )}
        {grading.data !== undefined && grading.data.length > 0 && (
          <Outcome>
            <ConflictsNotice
              conflicts={grading.data}
              group={group}
              onKeep={grading.reset}
              onGrade={(answers) => grading.mutate({ grade, answers })}
            />
          </Outcome>
        )}
        {message !== null && (
          <Outcome key={message.title}>
            <Notice {...message} />
          </Outcome>
        )}
        <Failure error={grading.error} title="Nothing was graded" />
      </div>
      {targetsOf(group, false).length < group.answers.length && (
        <Checkbox
          className={classes.panelMore}
          label="Also regrade those that have a grade or comment"
          description="What they have now is replaced"
          checked={includeGraded}
          onChange={() => setIncludeGraded(!includeGraded)}
        />
      )}
      <div ref={foot} className={classes.panelFoot}>
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
          <Button variant="subtle" size="compact-sm" onClick={undo} rightSection={<KeyHint of="groups:u" />}>
            Undo
          </Button>
          <Button
            variant="default"
            disabled={toNextUngraded === undefined}
            onClick={toNextUngraded}
            rightSection={<KeyHint of="groups:n" />}
          >
            Next ungraded
          </Button>
        </div>
      </div>
    </aside>
  );
}
