import { useParams } from 'react-router';
import {
  getGradingStatistics,
  type GraderStatistics,
  type QuestionStatistics,
} from '../../../../contract/gradingStatistics.ts';
import type { PersonName } from '../../../../contract/common.ts';
import { exportEvaluations } from '../../../../contract/gradebook.ts';
import { addressOf } from '../../api/address.ts';
import { questionName } from '../../../../contract/questionName.ts';
import { useCall } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import { Details } from '../../components/Details.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { StackedTable, type StackedColumn } from '../../components/StackedTable.tsx';
import { useSetShort } from '../../components/useSetShort.ts';
import { deltaText } from '../../components/points.ts';
import { SecondGrades } from './SecondGrades.tsx';
import { differenceWords, drifting, secondsWords, summaryWords } from './statisticsWords.ts';
import classes from './statistics.module.css';

/** How a set was graded: question by question, and how far graders are apart. */
export function Component() {
  const { set = '' } = useParams();
  const { course } = useCourse();
  const title = useSetShort(course.slug, set);
  const query = useCall(getGradingStatistics, { params: { course: course.slug, assignment: set } });
  if (query.data === undefined) return <Pending query={query} />;
  const graded = query.data.questions.filter(({ scores }) => scores !== null);
  return (
    <Page
      title="How it was graded"
      crumbs={[
        { label: 'Gradebook', to: `/c/${course.slug}/results` },
        { label: title, to: `/c/${course.slug}/results/${set}` },
      ]}
    >
      {graded.length === 0 ? (
        <Empty title="Nothing is graded yet">Figures appear here with the first grades.</Empty>
      ) : (
        <>
          {graded.map((question) => (
            <Question key={question.id} set={set} question={question} staff={query.data.staff} />
          ))}
          <Details summary="How this is counted">
            <ul>
              <li>
                By the grades that stand; a score is what the answer has now, spread is the standard
                deviation.
              </li>
              <li>
                The time of an answer runs from a grader’s decision before it, in this set, to its own, and a
                group that was graded in one click shares it. Pauses of more than ten minutes are left out, so
                the first answer of a sitting has none. The median is shown.
              </li>
              <li>
                “From others” is the mean of somebody’s scores less that of everybody else’s, with the
                interval that holds the true difference in 95 of 100 such cases (Welch). An interval without 0
                is marked. It is a reason to look, and no verdict: parts by section may be of different
                students, and of twenty intervals one is marked by chance.
              </li>
              <li>
                “Later half” is the same for the later half of a person’s grades against the earlier one.
              </li>
              <li>Imported scores are in a question’s figures and in no grader’s.</li>
            </ul>
          </Details>
        </>
      )}
    </Page>
  );
}

interface QuestionProps {
  set: string;
  question: QuestionStatistics;
  staff: PersonName[];
}

function Question({ set, question, staff }: QuestionProps) {
  const { points, answers, scores, seconds, items, graders } = question;
  const { course } = useCourse();
  const id = `question-${question.id}`;
  return (
    <section className={classes.question} aria-labelledby={id}>
      <h2 id={id}>{questionName(question)}</h2>
      <p className={classes.muted}>
        {scores?.count ?? 0} of {answers} have a score. {scores && `${summaryWords(scores, points)}.`}{' '}
        {seconds !== null && `${secondsWords(seconds)} an answer.`}
      </p>
      {graders.length > 0 && <Graders graders={graders} />}
      {items.length > 0 && graders.length > 0 && <Items question={question} />}
      {question.kind === 'written' && graders.length > 0 && (
        <SecondGrades set={set} question={question} staff={staff} />
      )}
      <p className={classes.export}>
        <a
          download
          href={addressOf(exportEvaluations, { course: course.slug, assignment: set, question: question.id })}
        >
          Export as Gradescope’s evaluations
        </a>
      </p>
    </section>
  );
}

const GRADER_COLUMNS: StackedColumn<GraderStatistics>[] = [
  { title: 'Grader', isHeader: true, cell: ({ person }) => person.name },
  { title: 'Answers', isNumber: true, cell: ({ scores }) => scores.count },
  { title: 'Mean', isNumber: true, cell: ({ scores }) => scores.mean.toFixed(2) },
  { title: 'Spread', isNumber: true, cell: ({ scores }) => scores.spread?.toFixed(2) ?? '–' },
  {
    title: 'Time',
    isNumber: true,
    cell: ({ seconds }) => (seconds === null ? '–' : secondsWords(seconds)),
  },
  { title: 'From others', isNumber: true, cell: ({ fromOthers }) => <Apart by={fromOthers} /> },
  { title: 'Later half', isNumber: true, cell: ({ later }) => <Apart by={later} /> },
];

function Apart({ by }: { by: GraderStatistics['later'] }) {
  return <span data-drifts={drifting(by) || undefined}>{differenceWords(by)}</span>;
}

function Graders({ graders }: { graders: GraderStatistics[] }) {
  return (
    <div className={classes.table}>
      <StackedTable columns={GRADER_COLUMNS} rows={graders} keyOf={({ person }) => person.id} />
    </div>
  );
}

/** How often each grader applied each item, in shares of their answers. */
function Items({ question: { items, graders } }: { question: QuestionStatistics }) {
  const all = graders.reduce((sum, { scores }) => sum + scores.count, 0);
  const share = (count: number, of: number) => (of === 0 ? '–' : `${Math.round((100 * count) / of)} %`);
  const columns: StackedColumn<QuestionStatistics['items'][number]>[] = [
    { title: 'Item', isHeader: true, cell: ({ text }) => text },
    { title: 'Points', isNumber: true, cell: ({ points }) => deltaText(points) },
    { title: 'Answers', isNumber: true, cell: ({ applied }) => `${applied} (${share(applied, all)})` },
    ...graders.map(({ person, scores }) => ({
      title: person.name,
      isNumber: true,
      cell: ({ byGrader }: QuestionStatistics['items'][number]) =>
        share(byGrader[person.id] ?? 0, scores.count),
    })),
  ];
  return (
    <Details summary="Rubric items">
      <div className={classes.table}>
        <StackedTable columns={columns} rows={items} keyOf={({ id }) => id} />
      </div>
    </Details>
  );
}
