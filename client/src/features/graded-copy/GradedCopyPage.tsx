import { useRef } from 'react';
import { useParams } from 'react-router';
import { getGradedCopy, type Feedback } from '../../../../contract/feedback.ts';
import { useCall } from '../../api/query.ts';
import { useSetNews } from '../../api/useSetNews.ts';
import { useCourse } from '../../app/session.tsx';
import { pointsText } from '../../components/points.ts';
import { Notice } from '../../components/Notice.tsx';
import { Page, type Crumb } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { Score } from '../../components/Score.tsx';
import { Status } from '../../components/Status.tsx';
import { Time } from '../../components/Time.tsx';
import { Whose } from '../../components/whose.ts';
import { commentsOnFile } from '../feedback/lostMarks.ts';
import CommentedFile from '../inline-comments/CommentedFile.tsx';
import { GradedAnswer } from './GradedAnswer.tsx';
import classes from './gradedCopy.module.css';
import { loadImages } from './loadImages.ts';
import { ScoreTable } from './ScoreTable.tsx';
import { useFormulasOnPaper } from './useFormulasOnPaper.ts';

/** A submission as graded, to print or keep as PDF. */
export function Component() {
  const { submission = '' } = useParams();
  const { course } = useCourse();
  useSetNews({ course: course.slug, of: submission }, getGradedCopy);
  const query = useCall(getGradedCopy, { params: { submissionId: submission } });
  if (query.data === undefined) return <Pending query={query} />;
  return <GradedCopy copy={query.data} />;
}

function GradedCopy({ copy }: { copy: Feedback }) {
  const { assignment, submission, file } = copy;
  const comments = commentsOnFile(copy);
  const { course, role } = useCourse();
  const page = useRef<HTMLDivElement>(null);
  useFormulasOnPaper(page);
  const print = async () => {
    if (page.current !== null) await loadImages(page.current);
    window.print();
  };
  const isStaff = role !== 'student';
  const asked = copy.questions.find(({ score }) => score === null) ?? copy.questions[0];
  const crumbs: Crumb[] = isStaff
    ? [
        { label: 'Gradebook', to: `/c/${course.slug}/results` },
        { label: assignment.short, to: `/c/${course.slug}/results/${assignment.slug}` },
      ]
    : [
        { label: 'Sets', to: `/c/${course.slug}` },
        { label: assignment.short, to: `/c/${course.slug}/sets/${assignment.slug}` },
      ];
  return (
    <div ref={page} className={classes.copy}>
      <Page
        title={`Graded copy: ${assignment.title}`}
        tab="Graded copy"
        place={isStaff ? submission.members.map(({ name }) => name).join(', ') : undefined}
        crumbs={crumbs}
        buttons={[
          ...(isStaff && asked !== undefined
            ? [
                {
                  label: 'Open among all answers',
                  to: `/c/${course.slug}/grade/${assignment.slug}/${asked.question}/${submission.id}`,
                },
              ]
            : []),
          { label: 'Print or save as PDF', onClick: () => void print(), primary: true },
        ]}
        more={
          isStaff
            ? submission.members.map(({ id, name }) => ({
                label: name,
                to: `/c/${course.slug}/roster/${id}`,
              }))
            : []
        }
        width="prose"
      >
        <div className={classes.whose}>
          <div>
            <strong className={classes.names}>{submission.members.map(({ name }) => name).join(', ')}</strong>
            <br />
            {course.code}, submission {submission.number},{' '}
            <Time at={submission.submittedAt} timeZone={course.timeZone} form="full" />{' '}
            {submission.late && <Status kind="late" />}
          </div>
          <Score score={copy.score} maxScore={copy.maxScore} size="large" />
        </div>
        <Standing copy={copy} isStaff={isStaff} />
        <ScoreTable copy={copy} />
        <Whose value={isStaff ? 'theirs' : 'yours'}>
          {copy.questions.map((question) => (
            <GradedAnswer key={question.question} feedback={question} copy={copy} />
          ))}
          {copy.removed.length > 0 && <Removed copy={copy} />}
        </Whose>
        {file !== null && (
          <section className={classes.question}>
            <div className={classes.head}>
              <h2>{file.name}</h2>
            </div>
            {comments.length > 0 ? (
              <CommentedFile file={file} comments={comments} macros={assignment.macros} />
            ) : (
              <pre className={classes.file} tabIndex={0}>
                {file.text}
              </pre>
            )}
          </section>
        )}
      </Page>
    </div>
  );
}

/** Answers to questions that were taken out since. */
function Removed({ copy }: { copy: Feedback }) {
  const assignment = { ...copy.assignment, questions: copy.removed.map(({ question }) => question) };
  return (
    <>
      <div className={classes.note}>
        <Notice kind="info">What follows was taken out since, and counts for nobody.</Notice>
      </div>
      {copy.removed.map(({ feedback }) => (
        <GradedAnswer key={feedback.question} feedback={feedback} copy={{ ...copy, assignment }} />
      ))}
    </>
  );
}

/** What the reader of a copy must know of it, on paper too. */
function Standing({ copy, isStaff }: { copy: Feedback; isStaff: boolean }) {
  const notes = [
    ...(copy.submission.counts ? [] : ['A later submission of this group counts, not this one.']),
    ...(copy.lost > 0
      ? [`Lateness took ${pointsText(copy.lost)} ${copy.lost === 1 ? 'point' : 'points'} of the sum.`]
      : []),
    ...(copy.gradesReleasedAt !== null
      ? []
      : [
          isStaff
            ? 'Grades are not released: this copy is for the staff only.'
            : 'Grades are not released: scores, rubric items and comments of written answers are not in this copy yet.',
        ]),
  ];
  return notes.map((note) => (
    <div key={note} className={classes.note}>
      <Notice kind="info">{note}</Notice>
    </div>
  ));
}
