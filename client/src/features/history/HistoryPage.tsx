import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { getAssignment, type AssignmentView } from '../../../../contract/assignments.ts';
import { getDocument, listHistory, type HistoryEntry } from '../../../../contract/documents.ts';
import { getSubmission, listSubmissions, type SubmissionRow } from '../../../../contract/submissions.ts';
import { useAside, useCall } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { Status } from '../../components/Status.tsx';
import { Time } from '../../components/Time.tsx';
import { lateness, viewerTimeZone, wordsBeside } from '../../components/time.ts';
import { useKeys } from '../../components/useKeys.ts';
import { useNow } from '../../components/useNow.ts';
import { writtenQuestions } from '../workspace/document/contents.ts';
import { changedKeys, changedWords } from '../workspace/document/changes.ts';
import { Compared } from './Compared.tsx';
import { whyItCounts } from '../../components/whyItCounts.ts';
import classes from './history.module.css';
import { DRAFT, olderFirst, type Choice } from './versions.ts';
import { KeyHint } from '../../components/KeyHint.tsx';

const SHOWN_AT_FIRST = 20;

/** All submissions and earlier drafts of a student, any two of them compared. */
export function Component() {
  const { set = '' } = useParams();
  const { course } = useCourse();
  const params = { course: course.slug, assignment: set };
  const assignment = useCall(getAssignment, { params });
  const submissions = useCall(listSubmissions, { params });
  const history = useCall(listHistory, { params });
  if (assignment.data === undefined) return <Pending query={assignment} />;
  if (submissions.data === undefined) return <Pending query={submissions} />;
  if (history.data === undefined) return <Pending query={history} />;
  return (
    <History
      assignment={assignment.data}
      submissions={submissions.data.submissions}
      entries={history.data.entries}
    />
  );
}

interface HistoryProps {
  assignment: AssignmentView;
  submissions: SubmissionRow[];
  entries: HistoryEntry[];
}

function History({ assignment, submissions, entries }: HistoryProps) {
  const { course } = useCourse();
  const [search] = useSearchParams();
  const asked = search.get('compare');
  const [chosen, setChosen] = useState<Choice[]>(asked === null ? [] : [`s${asked}`, DRAFT]);
  const [compared, setCompared] = useState<[Choice, Choice] | null>(
    asked === null ? null : [`s${asked}`, DRAFT],
  );
  const now = useNow();
  const [at, setAt] = useState(0);
  const [shown, setShown] = useState(SHOWN_AT_FIRST);
  const base = `/c/${course.slug}/sets/${assignment.slug}`;
  const drafts = entries.slice(0, shown);
  // Several may be of one minute, and all of a day that is long over are said alike.
  const ends = drafts.map(({ to }) => to);
  const zones = { viewerZone: viewerTimeZone(), timeZone: course.timeZone, now };
  const choices = [
    DRAFT,
    ...submissions.map(({ number }) => `s${number}`),
    ...drafts.map(({ group, seq }) => `${group}/${seq}`),
  ];
  const times = new Map<Choice, string>([
    ...submissions.map(({ number, submittedAt }) => [`s${number}`, submittedAt] as const),
    ...entries.map(({ group, seq, to }) => [`${group}/${seq}`, to] as const),
  ]);
  const toggle = (choice: Choice) =>
    setChosen(
      chosen.includes(choice) ? chosen.filter((each) => each !== choice) : [...chosen, choice].slice(-2),
    );
  // One alone is compared with what everybody wants to compare with: the draft as it is.
  const [one, other = one === DRAFT ? undefined : DRAFT] = chosen;
  const compare = () => {
    if (one === undefined || other === undefined) return;
    setCompared(olderFirst([one, other], (choice) => times.get(choice)));
  };
  const move = (step: 1 | -1) => {
    const next = Math.max(0, Math.min(choices.length - 1, at + step));
    setAt(next);
    document.getElementById(`choice-${next}`)?.focus();
  };
  const pick = () => {
    const choice = choices[at];
    if (choice !== undefined) toggle(choice);
  };
  useKeys('history', { x: pick, j: () => move(1), k: () => move(-1), Enter: compare });
  const box = (choice: Choice, label: string) => {
    const index = choices.indexOf(choice);
    return (
      <Checkbox
        id={`choice-${index}`}
        aria-label={`Compare ${label}`}
        checked={chosen.includes(choice)}
        onFocus={() => setAt(index)}
        onChange={() => toggle(choice)}
      />
    );
  };
  return (
    <Page
      title="History"
      crumbs={[
        { label: 'Sets', to: `/c/${course.slug}` },
        { label: assignment.short, to: base },
      ]}
      about={`${submissions.length} ${submissions.length === 1 ? 'submission' : 'submissions'}`}
      buttons={[
        {
          label: 'Compare',
          primary: true,
          onClick: compare,
          disabled: other === undefined,
          keyHint: 'history:Enter',
        },
      ]}
    >
      <p className={classes.muted}>
        Choose one to compare it with your draft, or any two. A text of an earlier one can be put back into
        the draft. <KeyHint of="history:x" /> <KeyHint of="history:Enter" />
      </p>
      <ul className={classes.list} aria-label="Draft and submissions">
        <li>
          {box(DRAFT, 'the draft')}
          <b>Draft</b>
          <DraftState assignment={assignment} counting={submissions.find(({ counts }) => counts) ?? null} />
          <span className={classes.links}>
            <Link to={base}>Open</Link>
          </span>
        </li>
        {submissions.map((submission) => (
          <SubmissionLine
            key={submission.id}
            submission={submission}
            assignment={assignment}
            base={base}
            box={box(`s${submission.number}`, `submission ${submission.number}`)}
          />
        ))}
      </ul>
      {submissions.length === 0 && (
        <Empty title="Not submitted yet">What you hand in stays here, every time of it.</Empty>
      )}
      {drafts.length > 0 && (
        <>
          <h2 className={classes.heading}>Earlier drafts</h2>
          <ul className={classes.list} aria-label="Earlier drafts">
            {drafts.map((entry) => (
              <li key={`${entry.group}/${entry.seq}`}>
                {box(
                  `${entry.group}/${entry.seq}`,
                  `the draft of ${wordsBeside(entry.to, ends, zones)}: ${writtenBy(entry)}, ${editsOf(entry)}`,
                )}
                <Time at={entry.to} timeZone={course.timeZone} apartFrom={ends} />
                <span dir="auto">{writtenBy(entry)}</span>
                <span className={classes.muted}>{editsOf(entry)}</span>
              </li>
            ))}
          </ul>
          {entries.length > shown && (
            <Button variant="default" size="xs" onClick={() => setShown(shown + 5 * SHOWN_AT_FIRST)}>
              Show more
            </Button>
          )}
        </>
      )}
      {compared !== null && (
        <Compared
          key={compared.join(' ')}
          assignment={assignment}
          submissions={submissions}
          choices={compared}
          times={times}
        />
      )}
    </Page>
  );
}

const writtenBy = ({ by }: HistoryEntry): string =>
  by.length === 0 ? 'the start' : by.map(({ name }) => name).join(', ');

function editsOf({ from, to, updates }: HistoryEntry): string {
  const minutes = Math.round((Date.parse(to) - Date.parse(from)) / 60_000);
  return `${updates} ${updates === 1 ? 'edit' : 'edits'}${minutes > 1 ? ` in ${minutes} min` : ''}`;
}

/** How the draft stands beside the submission that counts. */
function DraftState({
  assignment,
  counting,
}: {
  assignment: AssignmentView;
  counting: SubmissionRow | null;
}) {
  const { course } = useCourse();
  const params = { course: course.slug, assignment: assignment.slug };
  const draft = useAside(getDocument, { params });
  const contents = useAside(
    getSubmission,
    { params: { submissionId: counting?.id ?? '' } },
    { enabled: counting !== null },
  );
  if (counting === null) return <span className={classes.muted}>not submitted yet</span>;
  if (draft === undefined || contents === undefined)
    return <span className={classes.muted}>as it is now</span>;
  const questions = writtenQuestions(assignment).map(({ id }) => id);
  const text = (key: string) => draft.texts.find((each) => each.key === key)?.text ?? '';
  const changed = changedKeys(questions, text, { contents, codeFile: contents.file?.name ?? null });
  return changed.length === 0 ? (
    <Status kind="submitted">unchanged since submission {counting.number}</Status>
  ) : (
    <Status kind="changed">
      {changedWords(new Set(changed))} changed since submission {counting.number}
    </Status>
  );
}

interface SubmissionLineProps {
  submission: SubmissionRow;
  assignment: AssignmentView;
  base: string;
  box: React.ReactNode;
}

function SubmissionLine({ submission, assignment, base, box }: SubmissionLineProps) {
  const { course } = useCourse();
  const { dueAt, resubmission, gradesReleasedAt } = assignment;
  const { id, number, submittedAt, askedAt, submittedBy, members, late, counts, pinned, run, answered } =
    submission;
  const asked = writtenQuestions(assignment).length;
  return (
    <li>
      {box}
      <b>{number}</b>
      <span>
        <Time at={submittedAt} timeZone={course.timeZone} />
        {askedAt !== null && (
          <span className={classes.muted}>
            {' '}
            · asked for <Time at={askedAt} timeZone={course.timeZone} />
          </span>
        )}
      </span>
      <span dir="auto">
        {submittedBy.name}
        {members.length > 1 && (
          <span className={classes.muted}> for {members.map(({ name }) => name).join(', ')}</span>
        )}
      </span>
      {late ? (
        <Status kind="late">{lateness(submittedAt, dueAt) ?? ''} late</Status>
      ) : (
        <span className={classes.muted}>on time</span>
      )}
      {asked > 0 && (
        <span className={classes.muted}>
          {Math.min(answered, asked)} of {asked} answers
        </span>
      )}
      {counts && (
        <Status kind="done">
          counts: {whyItCounts(resubmission, { pinned, late, isOut: gradesReleasedAt !== null })}
        </Status>
      )}
      {run?.stopped === true && <Status kind="ungraded">Training stopped</Status>}
      {run?.state === 'failed' && !run.stopped && (
        <Status kind="failed">We could not test this; your work is safe</Status>
      )}
      <span className={classes.links}>
        <Link to={`${base}/receipt/${number}`}>Receipt</Link>
        {run !== null && <Link to={`${base}/code?submission=${number}`}>Report</Link>}
        {run === null && (
          <Link to={counts ? `${base}/feedback` : `/c/${course.slug}/submissions/${id}/graded-copy`}>
            {counts ? 'Feedback' : 'Graded copy'}
          </Link>
        )}
      </span>
    </li>
  );
}
