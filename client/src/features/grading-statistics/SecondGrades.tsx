import { Button, Group, NumberInput, Select } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { PersonName } from '../../../../contract/common.ts';
import {
  getGradingStatistics,
  type QuestionStatistics,
  type SecondGradings,
} from '../../../../contract/gradingStatistics.ts';
import { adoptSecondGrading, askForSecondGrading } from '../../../../contract/secondGradings.ts';
import { call } from '../../api/call.ts';
import { invalidate } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse } from '../../app/session.tsx';
import { Details } from '../../components/Details.tsx';
import { Failure } from '../../components/Failure.tsx';
import { pointsText } from '../../components/points.ts';
import { StackedTable, type StackedColumn } from '../../components/StackedTable.tsx';
import { invalidateGrades } from '../grading/grade/invalidateGrades.ts';
import { differences, kappaWords } from './statisticsWords.ts';
import classes from './statistics.module.css';

interface SecondGradesProps {
  set: string;
  question: QuestionStatistics;
  staff: PersonName[];
}

/** Answers that are graded twice: asked for, compared, and adopted one by one. */
export function SecondGrades({ set, question, staff }: SecondGradesProps) {
  const { mayDecide } = useCourse();
  const { second } = question;
  const done = second?.answers.length ?? 0;
  const summary =
    second === null
      ? 'Have some graded a second time'
      : `Graded a second time: ${done} of ${second.asked}${second.kappa === null ? '' : `, ${kappaWords(second.kappa)}`}`;
  if (second === null && !mayDecide) return null;
  return (
    <Details summary={summary}>
      {mayDecide && <Ask set={set} question={question.id} staff={staff} />}
      {second !== null && done > 0 && <Comparison set={set} question={question} second={second} />}
    </Details>
  );
}

function Ask({ set, question, staff }: { set: string; question: string; staff: PersonName[] }) {
  const { course } = useCourse();
  const [graderId, setGraderId] = useState<string | null>(null);
  const [count, setCount] = useState(10);
  const asking = useMutation({
    mutationFn: (grader: string) =>
      call(askForSecondGrading, {
        params: { course: course.slug, assignment: set, question },
        body: { graderId: grader, count },
      }),
    onSuccess: async ({ asked }) => {
      announce(`${asked} ${asked === 1 ? 'answer' : 'answers'} drawn`);
      await Promise.all([invalidate(getGradingStatistics), invalidateGrades()]);
    },
  });
  return (
    <>
      <p className={classes.muted}>
        Answers that somebody else graded are drawn at random. Whoever grades them again finds them under
        Grading, and is shown nothing of the first grade. No score changes unless you adopt the second one.
      </p>
      <Group align="flex-end" gap="sm" mb="sm">
        <Select
          label="By"
          data={staff.map(({ id, name }) => ({ value: id, label: name }))}
          value={graderId}
          onChange={setGraderId}
        />
        <NumberInput
          label="Answers"
          w={100}
          min={1}
          max={200}
          allowDecimal={false}
          value={count}
          onChange={(value) => setCount(Number(value) || 1)}
        />
        <Button
          variant="default"
          disabled={graderId === null}
          loading={asking.isPending}
          onClick={() => graderId !== null && asking.mutate(graderId)}
        >
          Draw them
        </Button>
      </Group>
      <Failure error={asking.error} />
    </>
  );
}

/** Said where it is not the first: that one is expected. */
function standsWords({ stands, other }: Compared): string | null {
  if (stands === 'first') return null;
  if (stands === 'second') return 'The second';
  return other === null
    ? 'Neither '
    : `${other.by.name}’s later one${other.score === null ? '' : `, ${pointsText(other.score)}`} `;
}

type Compared = SecondGradings['answers'][number];

interface ComparedProps {
  set: string;
  question: QuestionStatistics;
  second: SecondGradings;
}

function Comparison({ set, question, second }: ComparedProps) {
  const { course, mayDecide } = useCourse();
  const adopting = useMutation({
    mutationFn: ({ submissionId, baseRevision, decidedAt }: Compared) =>
      call(adoptSecondGrading, {
        params: { submissionId, question: question.id },
        body: { baseRevision, decidedAt },
      }),
    onSuccess: () => announce('The second grade counts'),
    // It is refused where another grade stands by now: read that one.
    onSettled: () => Promise.all([invalidate(getGradingStatistics), invalidateGrades()]),
  });
  const apartOf = (each: Compared) => differences(each, question.points);
  const isSame = (each: Compared) => each.firstScore === each.secondScore && apartOf(each).length === 0;
  const nameOf = ({ submissionId }: Compared) =>
    `Answer ${second.answers.findIndex((each) => each.submissionId === submissionId) + 1}`;
  const columns: StackedColumn<Compared>[] = [
    {
      title: 'Answer',
      cell: (each) => (
        <Link to={`/c/${course.slug}/grade/${set}/${question.id}/${each.submissionId}`}>{nameOf(each)}</Link>
      ),
    },
    { title: 'First', cell: ({ first, firstScore }) => `${first.name}, ${pointsText(firstScore)}` },
    {
      title: 'Second',
      cell: (each) => (
        <>
          {each.second.name}, {pointsText(each.secondScore)}
          {each.comment !== '' && <div className={classes.muted}>{each.comment}</div>}
        </>
      ),
    },
    { title: 'What differs', cell: (each) => (isSame(each) ? 'The same' : apartOf(each).join('; ')) },
    {
      title: 'Which counts',
      cell: (each) => (
        <>
          {standsWords(each)}
          {mayDecide && (each.stands === null || (each.stands === 'first' && !isSame(each))) && (
            <Button
              variant="default"
              size="compact-sm"
              aria-label={`Adopt second, ${nameOf(each).toLowerCase()}`}
              loading={adopting.isPending && adopting.variables.submissionId === each.submissionId}
              onClick={() => adopting.mutate(each)}
            >
              Adopt second
            </Button>
          )}
        </>
      ),
    },
  ];
  return (
    <>
      <p>
        {second.kappa === null
          ? 'No κ yet: chance alone would explain these items.'
          : `${kappaWords(second.kappa)} over rubric items: 1 is full agreement, 0 what chance would give.`}{' '}
        Scores are {second.difference?.toFixed(2)} points apart on average.
      </p>
      <StackedTable columns={columns} rows={second.answers} keyOf={({ submissionId }) => submissionId} />
      <Failure error={adopting.error} />
    </>
  );
}
