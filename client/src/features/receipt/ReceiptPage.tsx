import { Fragment } from 'react';
import { Link, useParams } from 'react-router';
import { urlOf } from '../../../../contract/operation.ts';
import { exportTex } from '../../../../contract/tex.ts';
import { getReceipt, listSubmissions, type Receipt } from '../../../../contract/submissions.ts';
import { useCall } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import { Details } from '../../components/Details.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { Status, StatusShape } from '../../components/Status.tsx';
import { Time } from '../../components/Time.tsx';
import { downloadText } from './downloadText.ts';
import classes from './receipt.module.css';
import { receiptText, sizeOf } from './receiptText.ts';

/** Proof of a submission. */
export function Component() {
  const { set = '', number } = useParams();
  const { course } = useCourse();
  const list = useCall(listSubmissions, { params: { course: course.slug, assignment: set } });
  if (list.data === undefined) return <Pending query={list} />;
  const row = list.data.submissions.find((submission) => String(submission.number) === number);
  if (row === undefined)
    return (
      <Page title="Receipt">
        <Empty title={`There is no submission ${number}`}>
          <Link to={`/c/${course.slug}/sets/${set}`}>Open the set</Link>
        </Empty>
      </Page>
    );
  return <LoadedReceipt submissionId={row.id} set={set} />;
}

function LoadedReceipt({ submissionId, set }: { submissionId: string; set: string }) {
  const { course } = useCourse();
  const query = useCall(getReceipt, { params: { submissionId } });
  const receipt = query.data;
  if (receipt === undefined) return <Pending query={query} />;
  const base = `/c/${course.slug}/sets/${set}`;
  // Names of files have a dot, those of questions none.
  const hasWritten = receipt.contents.some(({ name, unit }) => unit === 'characters' && !name.includes('.'));
  return (
    <Page
      title={`Receipt ${receipt.number}`}
      crumbs={[
        { label: 'Sets', to: `/c/${course.slug}` },
        { label: receipt.assignmentTitle, to: base },
      ]}
      buttons={[
        { label: 'Open the set', to: base },
        {
          label: 'Download',
          onClick: () =>
            downloadText(`receipt-${set}-${receipt.number}.txt`, receiptText(receipt, course.timeZone)),
          primary: true,
        },
      ]}
      more={[
        { label: 'Feedback', to: `${base}/feedback` },
        ...(hasWritten ? [{ label: 'Export as LaTeX', href: urlOf(exportTex, { submissionId }) }] : []),
      ]}
      width="prose"
    >
      <Received receipt={receipt} />
      <Contents receipt={receipt} />
    </Page>
  );
}

/** What was received, when, from whom and for whom. */
function Received({ receipt }: { receipt: Receipt }) {
  const { course } = useCourse();
  const { submittedBy, members } = receipt;
  const alone = members.length === 1 && members[0]?.id === submittedBy.id;
  return (
    <div className={classes.received}>
      <p className={classes.first}>
        <StatusShape kind="submitted" />
        <span>
          Submission {receipt.number} received{' '}
          <Time at={receipt.submittedAt} timeZone={course.timeZone} form="full" />
        </span>
      </p>
      <p className={classes.second}>
        {receipt.late && <Status kind="late" />}
        <span>
          by <span dir="auto">{submittedBy.name}</span>
          {!alone && (
            <>
              {' for '}
              <span dir="auto">{members.map(({ name }) => name).join(', ')}</span>
            </>
          )}
        </span>
        <span>
          code{' '}
          <code>
            {receipt.contentHash.slice(0, 4)}-{receipt.contentHash.slice(4, 8)}
          </code>
        </span>
      </p>
    </div>
  );
}

/** Words first, hashes last. */
function Contents({ receipt }: { receipt: Receipt }) {
  return (
    <>
      <ul className={classes.parts} aria-label="Contents">
        {receipt.contents.map((part) => (
          <li key={part.name}>
            <span>{part.title}</span>
            <span className={classes.size}>{part.size === 0 ? 'empty' : sizeOf(part)}</span>
          </li>
        ))}
      </ul>
      <Details summary="Proof: SHA-256 of each part">
        <dl className={classes.proof}>
          <dt>All of it</dt>
          <dd>
            <code>{receipt.contentHash}</code>
          </dd>
          {receipt.contents.map((part) => (
            <Fragment key={part.name}>
              <dt>{part.title}</dt>
              <dd>
                <code>{part.sha256}</code>
              </dd>
            </Fragment>
          ))}
        </dl>
      </Details>
    </>
  );
}
