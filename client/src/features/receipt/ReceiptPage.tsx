import { Button, Table } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { urlOf } from '../../../../contract/operation.ts';
import { exportTex } from '../../../../contract/tex.ts';
import { getReceipt, listSubmissions, type Receipt } from '../../../../contract/submissions.ts';
import { useCall } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { Status } from '../../components/Status.tsx';
import { Instant } from '../../components/Times.tsx';
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
  if (receipt === undefined) return <Pending query={query} />;
  const base = `/c/${course.slug}/sets/${set}`;
  // Names of files have a dot, those of questions none.
  const hasWritten = receipt.contents.some(({ name, unit }) => unit === 'characters' && !name.includes('.'));
  return (
    <Page
      title={`Receipt ${receipt.number}`}
      crumbs={[
        { label: 'Question sets', to: `/c/${course.slug}` },
        { label: receipt.assignmentTitle, to: base },
      ]}
      actions={
        <>
          <Button component={Link} to={`${base}/feedback`} variant="default">
            Feedback
          </Button>
          {hasWritten && (
            <Button component="a" href={urlOf(exportTex, { submissionId })} download variant="default">
              Export as LaTeX
            </Button>
          )}
          <Button
            onClick={() =>
              downloadText(`receipt-${set}-${receipt.number}.txt`, receiptText(receipt, course.timeZone))
            }
          >
            Download
          </Button>
        </>
      }
    >
      <Notice kind="success" title="Submitted">
        Stepwise has received this submission. Every member of the group sees this receipt.
      </Notice>
      <Facts receipt={receipt} />
      <Contents receipt={receipt} />
    </Page>
  );
}

function Facts({ receipt }: { receipt: Receipt }) {
  const { course } = useCourse();
  return (
    <dl className={classes.facts}>
      <dt>Question set</dt>
      <dd>{receipt.assignmentTitle}</dd>
      <dt>Submission</dt>
      <dd>Number {receipt.number}</dd>
      <dt>Submitted</dt>
      <dd>
        <Instant at={receipt.submittedAt} timeZone={course.timeZone} /> by {receipt.submittedBy.name}{' '}
        {receipt.late && <Status kind="late" />}
      </dd>
      <dt>Members</dt>
      <dd>{receipt.members.map(({ name }) => name).join(', ')}</dd>
      <dt>SHA-256</dt>
      <dd>
        <code>{receipt.contentHash}</code>
      </dd>
    </dl>
  );
}

function Contents({ receipt }: { receipt: Receipt }) {
  return (
    <section>
      <h2 className={classes.heading}>Contents</h2>
      <Table.ScrollContainer minWidth={480} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Part</Table.Th>
              <Table.Th scope="col" ta="right">
                Size
              </Table.Th>
              <Table.Th scope="col">SHA-256</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {receipt.contents.map((part) => (
              <Table.Tr key={part.name}>
                <Table.Td>{part.title}</Table.Td>
                <Table.Td ta="right">{part.size === 0 ? 'empty' : sizeOf(part)}</Table.Td>
                <Table.Td>
                  <code title={part.sha256}>{part.sha256.slice(0, 16)}…</code>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}
