import { Button, Select } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { getGradebook } from '../../../../contract/gradebook.ts';
import { importScores, listScoreImports } from '../../../../contract/scoreImports.ts';
import { isRefusal } from '../../api/ApiError.ts';
import { call } from '../../api/call.ts';
import { invalidate, useAside } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse } from '../../app/session.tsx';
import { CsvChoice, type ChosenFile } from '../../components/CsvChoice.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Page } from '../../components/Page.tsx';
import { invalidateGrades } from '../grading/grade/invalidateGrades.ts';
import { EarlierImports } from './EarlierImports.tsx';
import { ScorePlanView } from './ScorePlanView.tsx';
import classes from './scoreImports.module.css';

/** Choose a file of scores, look at whose would change, confirm exactly that; and undo it. */
export function Component() {
  const { course } = useCourse();
  const params = { course: course.slug };
  const sets = useAside(getGradebook, { params, query: { limit: 0 } })?.assignments ?? [];
  const [file, setFile] = useState<ChosenFile | null>(null);
  /** Of a file of Gradescope whose questions do not tell it. */
  const [assignment, setAssignment] = useState<string | null>(null);
  const queryOf = (set: string | null) => (set === null ? {} : { assignment: set });
  const planning = useMutation({
    mutationFn: ({ bytes, set }: ChosenFile & { set: string | null }) =>
      call(importScores, { params, query: queryOf(set), body: bytes }),
  });
  const confirming = useMutation({
    mutationFn: ({ bytes, confirm }: { bytes: Uint8Array<ArrayBuffer>; confirm: string }) =>
      call(importScores, { params, query: { ...queryOf(assignment), confirm }, body: bytes }),
    onSuccess: async () => {
      announce('Scores imported');
      await Promise.all([invalidateGrades(), invalidate(getGradebook, listScoreImports)]);
    },
  });
  const look = (chosen: ChosenFile, set: string | null) => {
    confirming.reset();
    setFile(chosen);
    setAssignment(set);
    planning.mutate({ ...chosen, set });
  };
  const plan = confirming.data ?? planning.data;
  // What was looked at is not what there is any more: it is looked at again before anything can be confirmed.
  const isRefused = confirming.error !== null && isRefusal(confirming.error);
  return (
    <Page
      title="Import scores"
      about="From a CSV file; you see whose scores would change before anything does"
      crumbs={[{ label: 'Gradebook', to: `/c/${course.slug}/results` }]}
    >
      <CsvChoice name={file?.name ?? null} onChoose={(chosen) => look(chosen, null)}>
        A file that was exported here, or from Canvas, Gradescope or nbgrader, with scores filled in. A blank
        cell changes nothing, and items and comments of a grade stay. The exports of one set have a column a
        question; a total of several questions does not say which of them it changes, and is only compared.
      </CsvChoice>
      {file !== null && plan?.format === 'gradescope' && plan.importId === null && (
        <Select
          className={classes.set}
          label="Set that the file is of"
          placeholder="Found by its questions"
          clearable
          data={sets.map(({ slug, title }) => ({ value: slug, label: `${title} (${slug})` }))}
          value={assignment}
          onChange={(set) => look(file, set)}
        />
      )}
      <>
        {plan !== undefined && file !== null && (
          <ScorePlanView
            plan={plan}
            busy={confirming.isPending}
            onConfirm={
              isRefused ? null : () => confirming.mutate({ bytes: file.bytes, confirm: plan.digest })
            }
          />
        )}
        <Failure error={planning.error} unchanged="Nothing was changed." />
        {file !== null && (
          <Failure error={confirming.error} title="Nothing was changed">
            <Button variant="default" size="xs" onClick={() => look(file, assignment)}>
              Look again
            </Button>
          </Failure>
        )}
      </>
      <EarlierImports />
    </Page>
  );
}
