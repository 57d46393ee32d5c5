import { Button, MultiSelect, Radio, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { getGradebook, type Gradebook } from '../../../../contract/gradebook.ts';
import { listReruns, startRerun, type RerunRow } from '../../../../contract/reruns.ts';
import { call } from '../../api/call.ts';
import { invalidate } from '../../api/query.ts';
import { useCall } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse } from '../../app/session.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { Status } from '../../components/Status.tsx';
import { Time } from '../../components/Time.tsx';
import classes from './reruns.module.css';
import { SCOPE_WORDS, stateWords } from './rerunWords.ts';

/** The reruns of a set, and the start of another. */
export function Component() {
  const { set = '' } = useParams();
  const { course, mayAct } = useCourse();
  const params = { course: course.slug, assignment: set };
  const book = useCall(getGradebook, { params: { course: course.slug }, query: { set } });
  const query = useCall(listReruns, { params });
  if (book.data === undefined) return <Pending query={book} />;
  if (query.data === undefined) return <Pending query={query} />;
  const assignment = book.data.assignments.find(({ slug }) => slug === set);
  const { reruns } = query.data;
  return (
    <Page
      title="Reruns"
      width="prose"
      crumbs={[
        { label: 'Gradebook', to: `/c/${course.slug}/results` },
        { label: assignment?.short ?? set, to: `/c/${course.slug}/results/${set}` },
      ]}
    >
      {mayAct && <Start params={params} students={studentsOf(book.data, set)} />}
      {!mayAct && reruns.length === 0 && (
        <Empty title="No reruns yet">Teaching assistants and instructors start them.</Empty>
      )}
      {reruns.length > 0 && (
        <section>
          <h2>Earlier</h2>
          <ul className={classes.list}>
            {reruns.map((rerun) => (
              <Row key={rerun.id} rerun={rerun} base={`/c/${course.slug}/results/${set}/reruns`} />
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
}

function studentsOf({ assignments, rows }: Gradebook, set: string): { value: string; label: string }[] {
  const column = assignments.findIndex(({ slug }) => slug === set);
  return rows.flatMap(({ student, cells }) =>
    cells[column]?.submissionId == null
      ? []
      : [{ value: student.id, label: `${student.name}, ${student.email}` }],
  );
}

interface StartProps {
  params: { course: string; assignment: string };
  students: { value: string; label: string }[];
}

function Start({ params, students }: StartProps) {
  const navigate = useNavigate();
  const book = useCall(getGradebook, {
    params: { course: params.course },
    query: { set: params.assignment },
  });
  const [scope, setScope] = useState<RerunRow['scope']>('counting');
  const [chosen, setChosen] = useState<string[]>([]);
  const starting = useMutation({
    mutationFn: () => {
      const column = book.data?.assignments.findIndex(({ slug }) => slug === params.assignment) ?? -1;
      const submissionIds = (book.data?.rows ?? [])
        .filter(({ student }) => chosen.includes(student.id))
        .flatMap(({ cells }) => cells[column]?.submissionId ?? []);
      return call(startRerun, {
        params,
        body: { scope, submissionIds: scope === 'chosen' ? [...new Set(submissionIds)] : [] },
      });
    },
    onSuccess: async ({ id }) => {
      announce('Rerun started');
      await invalidate(listReruns);
      await navigate(id);
    },
  });
  return (
    <Stack gap="md" mb="xl">
      <p className={classes.prose}>
        A rerun tests submissions once more with the tests in force. Students who wait for a result go first.
        No score changes until you apply it, and what was graded by hand stays.
      </p>
      <Radio.Group
        label="Run"
        value={scope}
        onChange={(value) => setScope(value === 'all' ? 'all' : value === 'chosen' ? 'chosen' : 'counting')}
      >
        <Stack gap="xs" mt="xs">
          {(['counting', 'all', 'chosen'] as const).map((each) => (
            <Radio key={each} value={each} label={SCOPE_WORDS[each]} />
          ))}
        </Stack>
      </Radio.Group>
      {scope === 'chosen' && (
        <MultiSelect
          label="Students"
          description="The submission that counts for each"
          searchable
          limit={50}
          nothingFoundMessage="No match"
          data={students}
          value={chosen}
          onChange={setChosen}
        />
      )}
      <div>
        <Button
          loading={starting.isPending}
          disabled={scope === 'chosen' && chosen.length === 0}
          onClick={() => starting.mutate()}
        >
          Start rerun
        </Button>
      </div>
      <Failure error={starting.error} />
    </Stack>
  );
}

function Row({ rerun, base }: { rerun: RerunRow; base: string }) {
  const { course } = useCourse();
  const { kind, words } = stateWords(rerun);
  return (
    <li>
      <Link to={`${base}/${rerun.id}`}>
        <Time at={rerun.startedAt} timeZone={course.timeZone} />, version {rerun.version}
      </Link>
      <span className={classes.muted}>
        {SCOPE_WORDS[rerun.scope]} · {rerun.over} of {rerun.total} run ·{' '}
        <span dir="auto">{rerun.startedBy.name}</span>
      </span>
      <Status kind={kind}>{words}</Status>
    </li>
  );
}
