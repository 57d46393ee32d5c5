import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { listLinks } from '../../../../contract/invitations.ts';
import { importRoster, listRoster } from '../../../../contract/roster.ts';
import { isRefusal } from '../../api/ApiError.ts';
import { call } from '../../api/call.ts';
import { invalidate } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse } from '../../app/session.tsx';
import { CsvChoice, type ChosenFile } from '../../components/CsvChoice.tsx';
import { Failure } from '../../components/Failure.tsx';
import { ImportPlanView } from './ImportPlanView.tsx';

/** Choose a file, look at what it would do, confirm exactly that. */
export function ImportRoster() {
  const { course } = useCourse();
  const [file, setFile] = useState<ChosenFile | null>(null);
  const params = { course: course.slug };
  const planning = useMutation({
    mutationFn: ({ bytes }: ChosenFile) => call(importRoster, { params, body: bytes }),
  });
  const confirming = useMutation({
    mutationFn: ({ bytes, confirm }: { bytes: Uint8Array<ArrayBuffer>; confirm: string }) =>
      call(importRoster, { params, query: { confirm }, body: bytes }),
    onSuccess: async ({ added, changed }) => {
      announce(`${added.length} added, ${changed.length} changed`);
      await invalidate(listRoster, listLinks);
    },
  });
  const look = (chosen: ChosenFile) => {
    confirming.reset();
    setFile(chosen);
    planning.mutate(chosen);
  };
  const plan = confirming.data ?? planning.data;
  // What was looked at is not what there is any more: it is looked at again before anything can be confirmed.
  const isRefused = confirming.error !== null && isRefusal(confirming.error);
  return (
    <>
      <CsvChoice name={file?.name ?? null} onChoose={look}>
        Columns Name (or First Name, Last Name) and Email; Role, Section and SID if you like. The files of
        Canvas and Gradescope are read as they are. You see what would change before anything does.
      </CsvChoice>
      {plan !== undefined && file !== null && (
        <ImportPlanView
          plan={plan}
          busy={confirming.isPending}
          onConfirm={isRefused ? null : () => confirming.mutate({ bytes: file.bytes, confirm: plan.digest })}
        />
      )}
      <Failure error={planning.error} unchanged="Nothing was changed." />
      {file !== null && (
        <Failure error={confirming.error} title="Nothing was changed">
          <Button variant="default" size="xs" onClick={() => look(file)}>
            Look again
          </Button>
        </Failure>
      )}
    </>
  );
}
