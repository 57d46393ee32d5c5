import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState, type DragEvent } from 'react';
import { listLinks } from '../../../../contract/invitations.ts';
import { importRoster, listRoster } from '../../../../contract/roster.ts';
import { call } from '../../api/call.ts';
import { invalidate } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse } from '../../app/session.tsx';
import { UploadIcon } from '../../components/icons.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page } from '../../components/Page.tsx';
import { ImportPlanView } from './ImportPlanView.tsx';
import classes from './roster.module.css';

interface Chosen {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Choose a file, look at what it would do, confirm exactly that. */
export function Component() {
  const { course } = useCourse();
  const [file, setFile] = useState<Chosen | null>(null);
  const params = { course: course.slug };
  const planning = useMutation({
    mutationFn: ({ bytes }: Chosen) => call(importRoster, { params, body: bytes }),
  });
  const confirming = useMutation({
    mutationFn: ({ bytes, confirm }: { bytes: Uint8Array<ArrayBuffer>; confirm: string }) =>
      call(importRoster, { params, query: { confirm }, body: bytes }),
    onSuccess: async ({ added, changed }) => {
      announce(`${added.length} added, ${changed.length} changed`);
      await invalidate(listRoster, listLinks);
    },
  });
  const look = (chosen: Chosen) => {
    confirming.reset();
    setFile(chosen);
    planning.mutate(chosen);
  };
  const choose = async (chosen: File) =>
    look({ name: chosen.name, bytes: new Uint8Array(await chosen.arrayBuffer()) });
  const plan = confirming.data ?? planning.data;
  return (
    <Page
      title="Import people"
      about="From a CSV file; an import removes nobody"
      crumbs={[{ label: 'People', to: `/c/${course.slug}/roster` }]}
    >
      <CsvChoice name={file?.name ?? null} onChoose={(chosen) => void choose(chosen)} />
      {planning.error !== null && (
        <Notice kind="danger">{planning.error.message} Nothing was changed.</Notice>
      )}
      {confirming.error !== null && file !== null && (
        <Notice kind="danger" title="Nothing was changed">
          <p>{confirming.error.message}</p>
          <Button variant="default" size="xs" onClick={() => look(file)}>
            Look again
          </Button>
        </Notice>
      )}
      {plan !== undefined && file !== null && (
        <ImportPlanView
          plan={plan}
          busy={confirming.isPending}
          onConfirm={() => confirming.mutate({ bytes: file.bytes, confirm: plan.digest })}
        />
      )}
    </Page>
  );
}

function CsvChoice({ name, onChoose }: { name: string | null; onChoose: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = ([file]: Iterable<File>) => {
    if (file !== undefined) onChoose(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <div
      className={classes.choice}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.tsv,.txt,text/csv"
        data-testid="csv"
        onChange={({ currentTarget }) => {
          take(currentTarget.files ?? []);
          // So that choosing the same file again, after an edit, is a change.
          currentTarget.value = '';
        }}
      />
      <Button
        variant={name === null ? 'filled' : 'default'}
        leftSection={<UploadIcon />}
        onClick={() => input.current?.click()}
      >
        {name === null ? 'Choose a CSV file' : 'Choose another file'}
      </Button>
      <p className={classes.muted}>
        {name ??
          'Columns Name (or First Name, Last Name) and Email; Role, Section and SID if you like. The files of Canvas and Gradescope are read as they are. You see what would change before anything does.'}
      </p>
    </div>
  );
}
