import { useMutation } from '@tanstack/react-query';
import { Navigate, useParams } from 'react-router';
import { getTexTemplate, importTex, MAX_IMPORT_BYTES } from '../../../../contract/tex.ts';
import { addressOf } from '../../api/address.ts';
import { call } from '../../api/call.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse } from '../../app/session.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Page } from '../../components/Page.tsx';
import { WorkNotices } from '../workspace/head/WorkNotices.tsx';
import { useWorkspace, WorkspaceProvider } from '../workspace/writing/WorkspaceProvider.tsx';
import { FileDrop } from './FileDrop.tsx';
import { ImportReview } from './ImportReview.tsx';

/** Answers from a LaTeX project: choose the file, look at what was found, confirm. */
export function Component() {
  const { set = '' } = useParams();
  return (
    <WorkspaceProvider key={set} set={set}>
      <Import />
    </WorkspaceProvider>
  );
}

async function bytesOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > MAX_IMPORT_BYTES)
    throw new Error(
      `It has ${Math.ceil(file.size / 2 ** 20)} MB; a project may have ${MAX_IMPORT_BYTES / 2 ** 20} MB. Leave out what the sheet does not show.`,
    );
  const bytes = await file.arrayBuffer().catch(() => {
    throw new Error('Your browser could not read it. A folder must be packed as .zip first.');
  });
  if (bytes.byteLength === 0) throw new Error('It is empty.');
  return new Uint8Array(bytes);
}

function Import() {
  const { assignment, params, locked } = useWorkspace();
  const { course } = useCourse();
  const reading = useMutation({
    mutationFn: async (file: File) => ({
      file: file.name,
      found: await call(importTex, {
        params,
        query: { file: file.name.slice(-200) },
        body: await bytesOf(file),
      }),
    }),
    onSuccess: ({ found }) => announce(`Answers found: ${found.answers.length}`),
  });
  const base = `/c/${course.slug}/sets/${params.assignment}`;
  if (!assignment.hasWritten) return <Navigate to={`${base}/code`} replace />;
  return (
    <Page
      title="Import from LaTeX"
      crumbs={[
        { label: 'Sets', to: `/c/${course.slug}` },
        { label: assignment.short, to: base },
      ]}
      about="A .tex, or a whole Overleaf project as .zip with its images"
      more={[{ label: 'LaTeX template', href: addressOf(getTexTemplate, params) }]}
    >
      <WorkNotices />
      {locked === null && (
        <FileDrop
          current={reading.variables?.name ?? null}
          busy={reading.isPending}
          onChoose={(file) => reading.mutate(file)}
        />
      )}
      {reading.data !== undefined && !reading.isPending && (
        <ImportReview key={reading.submittedAt} file={reading.data.file} imported={reading.data.found} />
      )}
      <Failure
        error={reading.error}
        title="This file was not imported"
        unchanged="Your answers are as they were."
      />
    </Page>
  );
}
