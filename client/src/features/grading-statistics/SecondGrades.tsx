import { Button, Group, NumberInput, Select, Table } from '@mantine/core';
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
  const { second } = question;
  const done = second?.answers.length ?? 0;
  const summary =
    second === null
      ? 'Have some graded a second time'
      : `Graded a second time: ${done} of ${second.asked}${second.kappa === null ? '' : `, ${kappaWords(second.kappa)}`}`;
  return (
    <Details summary={summary}>
      <Ask set={set} question={question.id} staff={staff} />
      {second !== null && done > 0 && <Compared set={set} question={question} second={second} />}
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
function standsWords({ stands, other }: SecondGradings['answers'][number]): string | null {
  if (stands === 'first') return null;
  if (stands === 'second') return 'The second';
  return other === null
    ? 'Neither '
    : `${other.by.name}’s later one${other.score === null ? '' : `, ${pointsText(other.score)}`} `;
}

interface ComparedProps {
  set: string;
  question: QuestionStatistics;
  second: SecondGradings;
}

function Compared({ set, question, second }: ComparedProps) {
  const { course } = useCourse();
  const adopting = useMutation({
    mutationFn: ({ submissionId, baseRevision, decidedAt }: SecondGradings['answers'][number]) =>
      call(adoptSecondGrading, {
        params: { submissionId, question: question.id },
        body: { baseRevision, decidedAt },
      }),
    onSuccess: () => announce('The second grade counts'),
    // It is refused where another grade stands by now: read that one.
    onSettled: () => Promise.all([invalidate(getGradingStatistics), invalidateGrades()]),
  });
  return (
    <>
      <p>
        {second.kappa === null
          ? 'No κ yet: chance alone would explain these items.'
          : `${kappaWords(second.kappa)} over rubric items: 1 is full agreement, 0 what chance would give.`}{' '}
        Scores are {second.difference?.toFixed(2)} points apart on average.
      </p>
      <Failure error={adopting.error} />
      <Table.ScrollContainer minWidth={720} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Answer</Table.Th>
              <Table.Th scope="col">First</Table.Th>
              <Table.Th scope="col">Second</Table.Th>
              <Table.Th scope="col">What differs</Table.Th>
              <Table.Th scope="col" ta="right">
                Which counts
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {second.answers.map((each, index) => {
              const { submissionId, first, firstScore, secondScore, comment, stands } = each;
              const apart = differences(each, question.points);
              const isSame = firstScore === secondScore && apart.length === 0;
              return (
                <Table.Tr key={submissionId}>
                  <Table.Td className={classes.answer}>
                    <Link to={`/c/${course.slug}/grade/${set}/${question.id}/${submissionId}`}>
                      Answer {index + 1}
                    </Link>
                  </Table.Td>
                  <Table.Td>
                    {first.name}, {pointsText(firstScore)}
                  </Table.Td>
                  <Table.Td>
                    {each.second.name}, {pointsText(secondScore)}
                    {comment !== '' && <div className={classes.muted}>{comment}</div>}
                  </Table.Td>
                  <Table.Td>{isSame ? 'The same' : apart.join('; ')}</Table.Td>
                  <Table.Td ta="right">
                    {standsWords(each)}
                    {(stands === null || (stands === 'first' && !isSame)) && (
                      <Button
                        variant="default"
                        size="compact-sm"
                        aria-label={`Adopt second, answer ${index + 1}`}
                        loading={adopting.isPending && adopting.variables.submissionId === submissionId}
                        onClick={() => adopting.mutate(each)}
                      >
                        Adopt second
                      </Button>
                    )}
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}
