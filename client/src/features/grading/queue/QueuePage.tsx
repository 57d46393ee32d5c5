import { Button, Progress } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { listAssignments, type AssignmentRow } from '../../../../../contract/assignments.ts';
import type { PersonName } from '../../../../../contract/common.ts';
import { getGradingProgress, type QuestionProgress } from '../../../../../contract/desk.ts';
import { listGradingQuestions, type GradingQuestion } from '../../../../../contract/grading.ts';
import { questionName } from '../../../../../contract/questionName.ts';
import { useAwaited, useCall } from '../../../api/query.ts';
import { useScoreNews } from '../../../api/useSetNews.ts';
import { useCourse, useUser } from '../../../app/session.tsx';
import { Empty } from '../../../components/Empty.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { Page } from '../../../components/Page.tsx';
import { Pending } from '../../../components/Pending.tsx';
import { Status } from '../../../components/Status.tsx';
import { setNames } from '../../../components/setNames.ts';
import { Time } from '../../../components/Time.tsx';
import { DivisionDialog } from './DivisionDialog.tsx';
import classes from '../grading.module.css';
import { Failure } from '../../../components/Failure.tsx';
import type { HeaderAction } from '../../../components/HeaderMenu.tsx';
import { useKeys } from '../../../components/useKeys.ts';
import { UnsentBanner } from '../grade/UnsentBanner.tsx';
import { useKeptGrades } from '../grade/useKeptGrades.ts';
import { needsPeople, useNextAnswer } from './useNextAnswer.ts';

const KeysDialog = lazy(() => import('../../keys/KeysDialog.tsx'));

/** What there is to grade, question by question. */
export function Component() {
  const { course } = useCourse();
  useKeptGrades();
  useScoreNews(course.slug, listAssignments, listGradingQuestions, getGradingProgress);
  const query = useCall(listAssignments, { params: { course: course.slug } });
  if (query.data === undefined) return <Pending query={query} />;
  // Work first: what is all graded is only looked at. All who handed in may have left, and their answers are graded all the same.
  const sets = query.data.assignments
    .filter((set) => isUngraded(set) || (set.counts?.submitted ?? 0) > 0)
    .toSorted((a, b) => Number(isUngraded(b)) - Number(isUngraded(a)));
  const names = setNames(query.data.assignments);
  return <Queue sets={sets} names={names} />;
}

function Queue({ sets, names }: { sets: AssignmentRow[]; names: ReadonlyMap<string, string> }) {
  const { mayAct } = useCourse();
  const next = useNextAnswer(sets.map(({ slug }) => slug));
  const ungraded = sets.reduce((sum, { counts }) => sum + (counts?.ungradedAnswers ?? 0), 0);
  const mayGo = next.isThere && mayAct;
  const [keysOpened, keys] = useDisclosure(false);
  useKeys('queue', { n: mayGo ? next.go : undefined, '?': keys.open });
  const go: HeaderAction = {
    label: 'Next',
    onClick: next.go,
    primary: true,
    keyHint: 'queue:n',
    loading: next.isPending,
  };
  return (
    <Page
      title="Grading"
      about={
        ungraded === 0
          ? 'Nothing is ungraded'
          : `${ungraded} answers ungraded${next.yours > 0 ? ` · yours ${next.yours}` : ''}`
      }
      buttons={mayGo ? [go] : []}
      more={[{ label: 'Keys', onClick: keys.open, keyHint: 'queue:?' }]}
    >
      <UnsentBanner />
      {(next.error !== null || next.why !== null) && (
        <div className={classes.banner}>
          {next.why !== null && <Notice kind="info" title={next.why} />}
          <Failure error={next.error} />
        </div>
      )}
      {sets.length === 0 ? (
        <Empty title="Nothing to grade yet">Answers appear here when students hand in.</Empty>
      ) : (
        sets.map((set) => <SetQueue key={set.slug} set={set} name={names.get(set.slug) ?? set.title} />)
      )}
      {keysOpened && (
        <Suspense fallback={null}>
          <KeysDialog
            places={['queue', 'answer']}
            note="On an answer, a digit and N are often all it takes."
            onClose={keys.close}
          />
        </Suspense>
      )}
    </Page>
  );
}

function isUngraded({ counts }: AssignmentRow): boolean {
  return (counts?.ungradedAnswers ?? 0) > 0;
}

interface SetQueueProps {
  set: AssignmentRow;
  name: string;
}

function SetQueue({ set, name }: SetQueueProps) {
  const { course, mayAct } = useCourse();
  const params = { course: course.slug, assignment: set.slug };
  const progress = useAwaited(getGradingProgress, { params });
  const second = progress?.second[0];
  const query = useCall(listGradingQuestions, { params });
  return (
    <section id={set.slug} className={classes.queue} aria-labelledby={`queue-${set.slug} due-${set.slug}`}>
      <h2 id={`queue-${set.slug}`}>{name}</h2>
      <p id={`due-${set.slug}`} className={classes.queueDue}>
        <Time form="due" at={set.dueAt} timeZone={course.timeZone} />
      </p>
      {mayAct && second !== undefined && (
        <div className={classes.queueAsked}>
          <Notice kind="info" title={`Asked of you: ${progress?.second.length} to grade a second time`}>
            <Link to={`/c/${course.slug}/grade/${set.slug}/${second.question}/${second.submissionId}/second`}>
              Grade them
            </Link>
            , without the first grade. No score changes by it.
          </Notice>
        </div>
      )}
      {query.data === undefined || progress === undefined ? (
        <Pending query={query} />
      ) : (
        <ul className={classes.queueList}>
          {query.data.questions.map((question) => (
            <QueueRow
              key={question.id}
              set={set.slug}
              question={question}
              progress={progress?.questions.find((each) => each.question === question.id)}
              staff={progress?.staff ?? []}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

interface QueueRowProps {
  set: string;
  question: GradingQuestion;
  progress: QuestionProgress | undefined;
  staff: PersonName[];
}

/** "Tess graded 24 of 100 · you graded 3 of 96 · Noor graded 2": of a part how much is done, else how many are theirs. */
function GraderWords({ progress: { graders, flagged } }: { progress: QuestionProgress }) {
  const { userId } = useUser();
  const words = graders.map(({ person, graded, part }) => {
    const name = person.id === userId ? 'you' : person.name;
    return `${name} graded ${part ? `${part.answers - part.left} of ${part.answers}` : graded}`;
  });
  if (flagged > 0) words.push(`${flagged} flagged`);
  return words.length === 0 ? null : <span className={classes.graders}>{words.join(' · ')}</span>;
}

function QueueRow({ set, question, progress, staff }: QueueRowProps) {
  const { course, mayAct, mayDecide } = useCourse();
  const [dividing, setDividing] = useState(false);
  const name = questionName(question);
  const action = needsPeople(question) && mayAct ? 'Grade next' : 'View';
  return (
    <li className={classes.queueRow}>
      <span className={classes.queueTitle}>
        {name}
        {progress && <GraderWords progress={progress} />}
      </span>
      <span className={classes.queueProgress}>
        <QueueStatus question={question} />
        <Progress
          value={question.answers === 0 ? 0 : (100 * question.graded) / question.answers}
          size="sm"
          aria-label={`${question.graded} of ${question.answers} graded`}
        />
      </span>
      <span className={classes.queueCount}>
        {question.graded}/{question.answers}
      </span>
      <span className={classes.queueActions}>
        {mayDecide && progress && question.answers > 0 && (
          <Button variant="subtle" aria-label={`Divide: ${name}`} onClick={() => setDividing(true)}>
            Divide
          </Button>
        )}
        {question.kind === 'written' && question.answers > 0 && (
          <Button
            component={Link}
            to={`/c/${course.slug}/grade/${set}/${question.id}/groups`}
            variant="subtle"
            aria-label={`Groups: ${name}`}
          >
            Groups
          </Button>
        )}
        <Button
          component={Link}
          to={`/c/${course.slug}/grade/${set}/${question.id}`}
          variant="default"
          aria-label={`${action}: ${name}`}
        >
          {action}
        </Button>
      </span>
      {dividing && progress && (
        <DivisionDialog
          set={set}
          title={name}
          progress={progress}
          staff={staff}
          answers={question.answers}
          onClose={() => setDividing(false)}
        />
      )}
    </li>
  );
}

function QueueStatus({ question }: { question: GradingQuestion }) {
  const { changed } = question;
  if (question.answers === 0) return <Status kind="missing">No answers yet</Status>;
  const left = question.answers - question.graded - changed;
  const again = changed > 0 && <Status kind="changed">{changed} changed since graded</Status>;
  if (question.kind !== 'written')
    return again !== false ? (
      again
    ) : left > 0 ? (
      <Status kind="running">{left} still running</Status>
    ) : (
      <Status kind="graded">Graded by tests</Status>
    );
  if (left === 0) return again === false ? <Status kind="graded">All graded</Status> : again;
  return (
    <>
      <Status kind="ungraded">{left} ungraded</Status>
      {again}
    </>
  );
}
