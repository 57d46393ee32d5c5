import { Anchor, List } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { getAssignment } from '../../../../contract/assignments.ts';
import { getClassFaults, type ClassFaults } from '../../../../contract/classFaults.ts';
import { questionName } from '../../../../contract/questionName.ts';
import { useAside, useCall } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import { Details } from '../../components/Details.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Message } from '../../components/Message.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { ShareBar } from '../../components/ShareBar.tsx';
import classes from './classFaults.module.css';

type Question = ClassFaults['questions'][number];
type Works = Question['unnamed']['works'];

const percent = (part: number, of: number): string => `${of === 0 ? 0 : Math.round((100 * part) / of)} %`;
const studentWords = (count: number): string => `${count} ${count === 1 ? 'student' : 'students'}`;

/** Which faults the class makes, question by question, with the answers in which they are. */
export function Component() {
  const { set = '' } = useParams();
  const { course } = useCourse();
  const params = { course: course.slug, assignment: set };
  const query = useCall(getClassFaults, { params });
  const assignment = useAside(getAssignment, { params });
  if (query.data === undefined) return <Pending query={query} />;
  const results = `/c/${course.slug}/results`;
  const questions = query.data.questions.filter(({ students }) => students > 0);
  return (
    <Page
      title="Faults of the class"
      crumbs={[
        { label: 'Gradebook', to: results },
        { label: assignment?.short ?? set, to: `${results}/${set}` },
      ]}
      about="Of every student the submission that counts"
    >
      {questions.length === 0 ? (
        <Empty title="No code was run yet">
          <p>Faults are counted as soon as students hand in code.</p>
        </Empty>
      ) : (
        questions.map((question) => (
          <QuestionFaults key={question.id} question={question} answers={`/c/${course.slug}/grade/${set}`} />
        ))
      )}
    </Page>
  );
}

function QuestionFaults({ question, answers }: { question: Question; answers: string }) {
  const { id, students, right, faults, unnamed } = question;
  const rows = [
    ...faults.map(({ id: fault, meaning, ...made }) => ({ key: fault as string, words: meaning, ...made })),
    ...(unnamed.students > 0 ? [{ key: 'unnamed', words: 'something else', ...unnamed }] : []),
  ];
  return (
    <section className={classes.question} aria-labelledby={`faults-${id}`}>
      <h2 id={`faults-${id}`}>{questionName(question)}</h2>
      <p className={classes.muted}>
        {percent(right, students)} of {studentWords(students)} {students === 1 ? 'has' : 'have'} it right.
      </p>
      {rows.length > 0 && (
        <ul className={classes.faults}>
          {rows.map(({ key, words, students: count, works }) => (
            <li key={key}>
              <ShareBar share={count / students} />
              <div>
                <strong>{percent(count, students)}</strong> ({studentWords(count)}):{' '}
                <Message>{words}</Message>
                <Details summary="Whose">
                  <WorkList works={works} answers={`${answers}/${id}`} />
                </Details>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function WorkList({ works, answers }: { works: Works; answers: string }) {
  return (
    <List size="sm">
      {works.map(({ submissionId, people }) => (
        <List.Item key={submissionId}>
          <Anchor component={Link} to={`${answers}/${submissionId}`} fz="sm">
            {people.map(({ name }) => name).join(', ')}
          </Anchor>
        </List.Item>
      ))}
    </List>
  );
}
