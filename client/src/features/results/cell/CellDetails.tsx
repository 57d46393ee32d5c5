import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { CellQuestion, CellView } from '../../../../../contract/gradebookCell.ts';
import { questionName } from '../../../../../contract/questionName.ts';
import { useCourse } from '../../../app/session.tsx';
import { Score } from '../../../components/Score.tsx';
import { Status } from '../../../components/Status.tsx';
import { Time } from '../../../components/Time.tsx';
import { whyItCounts } from '../../../components/whyItCounts.ts';
import { stateWords } from '../../requests/requestWords.ts';
import { CellStatus, QuestionStatus } from '../CellStatus.tsx';
import { latenessWords } from './latenessWords.ts';
import classes from './cell.module.css';

interface CellDetailsProps {
  view: CellView;
  /** Whose column it was opened in; empty in the column of the set. */
  question: string;
}

/** How a score came about: what counts, who graded what, what lateness cost, what is asked, and where to go from here. */
export function CellDetails({ view, question }: CellDetailsProps) {
  const { course, mayDecide } = useCourse();
  const { student, set, questions, requests } = view;
  const { cell, submissions } = set;
  const base = `/c/${course.slug}`;
  const first = questions.find(({ id }) => id === question) ?? questions.find(({ asked }) => asked);
  const counting = submissions.find(({ id }) => id === cell.submissionId);
  return (
    <>
      <div className={classes.score}>
        <Score score={cell.score} maxScore={set.maxScore} size="large" />
        <CellStatus cell={cell} />
      </div>
      <dl className={classes.facts}>
        {counting !== undefined && <Counting view={view} submission={counting} />}
        <Fact name="Lateness">{latenessWords(view)}</Fact>
        <Due view={view} />
      </dl>
      {questions.length > 0 && (
        <table className={classes.questions}>
          <caption>Questions</caption>
          <tbody>
            {questions.map((each) => (
              <QuestionRow
                key={each.id}
                question={each}
                isOpened={each.id === question}
                href={
                  each.asked && counting !== undefined
                    ? `${base}/grade/${set.slug}/${each.id}/${counting.id}`
                    : null
                }
              />
            ))}
          </tbody>
        </table>
      )}
      {requests.length > 0 && (
        <section className={classes.part} aria-label="Open requests">
          <h3>Open requests</h3>
          <ul>
            {requests.map((request) => (
              <li key={request.id}>
                <Link to={`${base}/requests/${request.id}`}>{questionName(request)}</Link>{' '}
                <span className={classes.muted}>
                  <span dir="auto">{request.askedBy.name}</span>,{' '}
                  <Time at={request.askedAt} timeZone={course.timeZone} /> · {stateWords(request)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {submissions.length > 1 && (
        <section className={classes.part} aria-label="All submissions">
          <h3>All submissions</h3>
          <ul>
            {submissions.map(({ id, number, submittedAt, late, counts }) => (
              <li key={id}>
                <Link to={`${base}/submissions/${id}/graded-copy`}>Submission {number}</Link>{' '}
                <Time at={submittedAt} timeZone={course.timeZone} />
                {counts && ', counts'} {late && <Status kind="late" />}
              </li>
            ))}
          </ul>
        </section>
      )}
      <nav className={classes.links} aria-label="From this cell">
        {counting !== undefined && first !== undefined && (
          <Link to={`${base}/grade/${set.slug}/${first.id}/${counting.id}`}>Open the answer</Link>
        )}
        {counting !== undefined && (
          <Link to={`${base}/submissions/${counting.id}/graded-copy`}>Graded copy</Link>
        )}
        <Link to={`${base}/roster/${student.id}`}>Student</Link>
        {mayDecide && (
          <Link to={`${base}/sets/${set.slug}/extensions?student=${student.id}`}>Give more time</Link>
        )}
      </nav>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return children === null ? null : (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Which submission counts, and why that one. */
function Counting({
  view,
  submission,
}: {
  view: CellView;
  submission: CellView['set']['submissions'][number];
}) {
  const { course } = useCourse();
  const { student, counts, pinned, set } = view;
  const { number, submittedAt, late, members } = submission;
  const others = members.filter(({ id }) => id !== student.id).map(({ name }) => name);
  // Staff's best is the best by points at any time.
  const why =
    set.submissions.length > 1 || pinned !== null
      ? whyItCounts({ counts }, { pinned, late, isOut: true })
      : 'the only one';
  return (
    <Fact name="Counts">
      Submission {number}, <Time at={submittedAt} timeZone={course.timeZone} />
      {others.length > 0 && <span dir="auto">, with {others.join(', ')}</span>}: <span dir="auto">{why}</span>
      .
    </Fact>
  );
}

const MOVED = { opens: 'Opens', taken: 'Work is taken until', releases: 'Grades come out' };

/** Until when they had time, and why that is not the time of everybody. */
function Due({ view: { set } }: { view: CellView }) {
  const { timeZone } = useCourse().course;
  const { dueAt, extension, moved } = set;
  return (
    <>
      <Fact name="Due">
        <Time at={dueAt} timeZone={timeZone} />
        {extension === null ? (
          '. No extension.'
        ) : (
          <>
            , extended from <Time at={extension.setDueAt} timeZone={timeZone} apartFrom={dueAt} />:{' '}
            <span dir="auto">{extension.reason}</span>
          </>
        )}
      </Fact>
      {moved.map(({ what, at, reason }) => (
        <Fact key={what} name={MOVED[what]}>
          {at === null ? 'grades are released' : <Time at={at} timeZone={timeZone} />}:{' '}
          <span dir="auto">{reason}</span>
        </Fact>
      ))}
    </>
  );
}

/** Who gave the score, in words. */
function Grader({ question: { asked, state, graded, from } }: { question: CellQuestion }) {
  const { timeZone } = useCourse().course;
  if (!asked) return 'Came in after this was handed in';
  if (state !== 'graded') return from?.changed ? <Status kind="changed">Changed since graded</Status> : null;
  return (
    <>
      {graded === null ? (
        'The tests'
      ) : (
        <>
          <span dir="auto">{graded.by.name}</span>, <Time at={graded.at} timeZone={timeZone} />
        </>
      )}
      {from !== null && (
        <>
          , about submission {from.number}
          {from.changed && ', changed since'}
        </>
      )}
    </>
  );
}

function QuestionRow({
  question,
  isOpened,
  href,
}: {
  question: CellQuestion;
  isOpened: boolean;
  href: string | null;
}) {
  const { score, points, state } = question;
  const name = questionName(question);
  return (
    <tr data-opened={isOpened || undefined}>
      <th scope="row">
        {href === null ? name : <Link to={href}>{name}</Link>}
        <span className={classes.grader}>
          <Grader question={question} />
        </span>
      </th>
      <td>
        {score === null && state !== 'graded' ? (
          <QuestionStatus state={state} />
        ) : (
          <Score score={score} maxScore={points} />
        )}
      </td>
    </tr>
  );
}
