import { Button, Group, Select, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { listAssignments } from '../../../../../contract/assignments.ts';
import { newSetFiles, retitled } from '../../../../../contract/newSet.ts';
import { getSetDraft, listSetDrafts, saveSetDraft } from '../../../../../contract/setDrafts.ts';
import { call } from '../../../api/call.ts';
import { serverNow } from '../../../api/clock.ts';
import { invalidate, useAwaited } from '../../../api/query.ts';
import { useCourse } from '../../../app/session.tsx';
import { Form } from '../../../components/Form.tsx';
import { Failure } from '../../../components/Failure.tsx';
import { Loading } from '../../../components/Pending.tsx';
import { setNames } from '../../../components/setNames.ts';
import { Time } from '../../../components/Time.tsx';
import classes from '../authoring.module.css';
import type { Files } from '../files/readFiles.ts';

const TEMPLATE = '';

/** Sets that can be written here: those that are published, and those that are being written. */
export function DraftList() {
  const { course } = useCourse();
  const params = { course: course.slug };
  const begun = useAwaited(listSetDrafts, { params });
  const listed = useAwaited(listAssignments, { params });
  if (begun === undefined || listed === undefined) return <Loading />;
  const drafts = begun?.drafts ?? [];
  const sets = listed?.assignments ?? [];
  const fresh = drafts.filter(({ set }) => !sets.some(({ slug }) => slug === set));
  const rows = [
    ...fresh.map(({ set }) => ({ slug: set, title: set })),
    ...sets.map(({ slug, title }) => ({ slug, title })),
  ];
  const names = setNames(rows);
  return (
    <section aria-labelledby="write">
      <Title order={2} size="h4" id="write" mb="xs">
        Write in the browser
      </Title>
      <NewSet names={names} />
      <ul className={classes.sets}>
        {rows.map(({ slug }) => {
          const draft = drafts.find(({ set }) => set === slug);
          return (
            <li key={slug}>
              <Link to={`/c/${course.slug}/author/${slug}`}>{names.get(slug)}</Link>{' '}
              <span className={classes.muted}>
                {draft ? (
                  <>
                    draft of <span dir="auto">{draft.saved.by.name}</span>,{' '}
                    <Time at={draft.saved.at} timeZone={course.timeZone} />
                  </>
                ) : (
                  'as published'
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** A copy is called otherwise than what it is a copy of. */
const entitled = (title: string, { 'assignment.yaml': sheet = '', ...others }: Files): Files => ({
  'assignment.yaml': retitled(sheet, title),
  ...others,
});

/** @param names of the sets and drafts that there are, by their short names */
function NewSet({ names }: { names: ReadonlyMap<string, string> }) {
  const { course } = useCourse();
  const navigate = useNavigate();
  const [slug, setSlug] = useState('');
  const [from, setFrom] = useState(TEMPLATE);
  const making = useMutation({
    mutationFn: async () => {
      const about = { course: `${course.code} ${course.title}, ${course.term}`, timeZone: course.timeZone };
      const title = slug.trim();
      const files =
        from === TEMPLATE
          ? newSetFiles({ ...about, title, now: new Date(serverNow()) })
          : entitled(
              title,
              (await call(getSetDraft, { params: { course: course.slug, draft: from } })).files,
            );
      const made = { params: { course: course.slug, draft: slug.trim() }, body: { files, revision: 0 } };
      return call(saveSetDraft, made);
    },
    onSuccess: async ({ set }) => {
      await invalidate(listSetDrafts);
      await navigate(`/c/${course.slug}/author/${set}`);
    },
  });
  const isTaken = names.has(slug.trim());
  const submit = () => {
    if (!isTaken) making.mutate();
  };
  return (
    <Form isSaving={making.isPending} onSubmit={submit}>
      <Group gap="md" align="flex-start" mb="sm">
        <TextInput
          label="Short name of a new set"
          placeholder="day-09"
          required
          withAsterisk={false}
          pattern="[a-z0-9][a-z0-9_\-]*"
          // One line below the field, whatever it says.
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          description={isTaken ? null : 'Letters a–z, digits, - and _'}
          value={slug}
          error={isTaken ? 'There is one: open it below.' : null}
          onChange={(event) => setSlug(event.currentTarget.value)}
        />
        <Select
          label="Start from"
          w={280}
          maw="100%"
          allowDeselect={false}
          data={[
            { value: TEMPLATE, label: 'An example of two questions' },
            ...[...names].map(([value, name]) => ({ value, label: `A copy of ${name}` })),
          ]}
          value={from}
          onChange={(chosen) => setFrom(chosen ?? TEMPLATE)}
        />
        <Button mt={{ base: 0, sm: 24 }} type="submit" variant="default" loading={making.isPending}>
          Create
        </Button>
      </Group>
      <Failure error={making.error} />
    </Form>
  );
}
