import { Link, useParams } from 'react-router';
import { lazy, Suspense, useState } from 'react';
import { getAssignment, type AssignmentView } from '../../../../contract/assignments.ts';
import { addressOf } from '../../api/address.ts';
import {
  getReceipt,
  getSubmission,
  listSubmissions,
  receiptCode,
  type Receipt,
} from '../../../../contract/submissions.ts';
import { exportTex } from '../../../../contract/tex.ts';
import { useAside, useCall } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Markup } from '../../components/Markup.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { Status } from '../../components/Status.tsx';
import { Time } from '../../components/Time.tsx';
import { downloadText } from '../../components/downloadText.ts';
import type { ImageView } from '../../../../contract/images.ts';
import { useSubmissionImageUrl, type ImageUrl } from '../images/imageUrls.ts';
import { whyItCounts } from '../../components/whyItCounts.ts';
import classes from './receipt.module.css';
import { earlinessWords, receiptText, sizeOf, wordCount } from './receiptText.ts';

/** Most are in time. */
const LateCost = lazy(() => import('./LateCost.tsx'));

const NO_IMAGES: ImageView[] = [];

/** Proof of a submission: what was received, in words first. */
export function Component() {
  const { set = '', number } = useParams();
  const { course } = useCourse();
  const input = { params: { course: course.slug, assignment: set } };
  const list = useCall(listSubmissions, input, { refetchOnMount: 'always' });
  const row = list.data?.submissions.find((submission) => String(submission.number) === number);
  // A list that was read before does not have what has just been handed in.
  if (row === undefined && (list.isFetching || !list.isSuccess)) return <Pending query={list} />;
  if (row === undefined)
    return (
      <Page title="Receipt">
        <Empty title={`There is no submission ${number}`}>
          <Link to={`/c/${course.slug}/sets/${set}`}>To the question set</Link>
        </Empty>
      </Page>
    );
  return <LoadedReceipt submissionId={row.id} set={set} />;
}

function LoadedReceipt({ submissionId, set }: { submissionId: string; set: string }) {
  const { course } = useCourse();
  const query = useCall(getReceipt, { params: { submissionId } });
  const receipt = query.data;
  const assignment = useAside(getAssignment, { params: { course: course.slug, assignment: set } });
  const hasImages = receipt?.contents.some(({ unit }) => unit === 'bytes') ?? false;
  const shown = useAside(getSubmission, { params: { submissionId } }, { enabled: hasImages });
  const imageUrl = useSubmissionImageUrl(submissionId, shown?.images ?? NO_IMAGES);
  if (receipt === undefined) return <Pending query={query} />;
  const base = `/c/${course.slug}/sets/${set}`;
  // Names of files have a dot, those of questions none.
  const hasWritten = receipt.contents.some(({ name, unit }) => unit === 'characters' && !name.includes('.'));
  return (
    <Page
      title={`Receipt ${receipt.number}`}
      crumbs={[
        { label: 'Sets', to: `/c/${course.slug}` },
        { label: assignment?.short ?? receipt.assignmentTitle, to: base },
      ]}
      buttons={[
        {
          label: 'Download',
          onClick: () =>
            downloadText(`receipt-${set}-${receipt.number}.txt`, receiptText(receipt, course.timeZone)),
        },
        { label: 'Open the sheet', to: base, primary: true },
      ]}
      more={[
        { label: 'History', to: `${base}/history` },
        { label: 'Feedback', to: `${base}/feedback` },
        ...(hasWritten ? [{ label: 'Export as LaTeX', href: addressOf(exportTex, { submissionId }) }] : []),
      ]}
    >
      <Head receipt={receipt} assignment={assignment} />
      <ol className={classes.parts}>
        {receipt.contents
          .filter(({ unit }) => unit === 'characters')
          .map((part) => (
            <Part key={part.name} part={part} macros={assignment?.macros} imageUrl={imageUrl} />
          ))}
      </ol>
      <Proof receipt={receipt} />
    </Page>
  );
}

function Head({ receipt, assignment }: { receipt: Receipt; assignment: AssignmentView | undefined }) {
  const { course, role } = useCourse();
  const { number, submittedAt, dueAt, askedAt, submittedBy, members, late, counts, pinned } = receipt;
  return (
    <div className={classes.head}>
      <p className={classes.received}>
        <Status kind="submitted">
          Submission {number} received <Time at={submittedAt} timeZone={course.timeZone} form="full" />
        </Status>
      </p>
      <p>
        {late ? (
          <Status kind="late">{earlinessWords(submittedAt, dueAt)}</Status>
        ) : (
          earlinessWords(submittedAt, dueAt)
        )}{' '}
        · by {submittedBy.name} for {members.map(({ name }) => name).join(', ')} · code{' '}
        <code>{receiptCode(receipt.contentHash)}</code>
      </p>
      {late && counts && role === 'student' && assignment !== undefined && (
        <Suspense>
          <LateCost assignment={assignment} at={submittedAt} />
        </Suspense>
      )}
      {askedAt !== null && (
        <p className={classes.muted}>
          Asked for <Time at={askedAt} timeZone={course.timeZone} form="full" />, by that device’s clock; it
          waited for the network. Arrival decides lateness.
        </p>
      )}
      <p className={classes.muted}>
        {!counts
          ? 'Another submission counts.'
          : assignment === undefined
            ? 'This submission counts.'
            : `This submission counts: ${whyItCounts(assignment.resubmission, { pinned, late, isOut: assignment.gradesReleasedAt !== null })}.`}
      </p>
    </div>
  );
}

const LINES_AT_FIRST = 4;

interface PartProps {
  part: Receipt['contents'][number];
  macros: Record<string, string> | undefined;
  imageUrl: ImageUrl;
}

function Part({ part, macros, imageUrl }: PartProps) {
  const [isOpen, setOpen] = useState(false);
  const { name, title, text } = part;
  const isFile = name.includes('.');
  const isLong = (text ?? '').split('\n').length > LINES_AT_FIRST || (text ?? '').length > 400;
  return (
    <li>
      <div className={classes.partHead}>
        <h2>{title}</h2>
        <span className={classes.muted}>
          {part.size === 0 ? 'empty' : isFile ? sizeOf(part) : wordCount(text ?? '')}
        </span>
        {isLong && (
          <button
            type="button"
            className={classes.more}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? 'Show less' : 'Show all'}
          </button>
        )}
      </div>
      {text !== null && text !== '' && (
        <div className={classes.text} data-folded={(isLong && !isOpen) || undefined}>
          {isFile ? (
            <pre tabIndex={0}>{text}</pre>
          ) : (
            <Markup source={text} macros={macros} imageUrl={imageUrl} size="small" />
          )}
        </div>
      )}
    </li>
  );
}

function Proof({ receipt }: { receipt: Receipt }) {
  return (
    <details className={classes.proof}>
      <summary>Proof: SHA-256 of each part</summary>
      <dl>
        <dt>All together</dt>
        <dd>
          <code>{receipt.contentHash}</code>
        </dd>
        {receipt.contents.map((part) => (
          <div key={part.name}>
            <dt>
              {part.title}, {part.size === 0 ? 'empty' : sizeOf(part)}
            </dt>
            <dd>
              <code>{part.sha256}</code>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
