import { Button, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { describeCourse } from '../../../../contract/setup.ts';
import { call } from '../../api/call.ts';
import { queryClient } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { acceptMembership, readSessionAgain, useCourse } from '../../app/session.tsx';
import { Details } from '../../components/Details.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Form } from '../../components/Form.tsx';
import { Changes } from '../dates/Effect.tsx';
import { effectSummary } from '../dates/effectSummary.ts';
import { CourseFields, type CourseValues } from './CourseFields.tsx';
import { zoneNamed } from './timeZones.ts';

/** What stands between two spaces is sent, and what is there by now is compared with that. */
const trimmed = ({ code, title, term, timeZone }: CourseValues): CourseValues => ({
  code: code.trim(),
  title: title.trim(),
  term: term.trim(),
  timeZone: zoneNamed(timeZone) ?? timeZone,
});

const sameWords = (one: CourseValues, other: CourseValues): boolean =>
  JSON.stringify(trimmed(one)) === JSON.stringify(trimmed(other));

/** Code, title, term and time zone of a course that is there. Of another zone it is said first whom it changes. */
export function Describe() {
  const { course, archived } = useCourse();
  const { code, title, term, timeZone } = course;
  const seen = { code, title, term, timeZone };
  const [values, setValues] = useState<CourseValues>(seen);
  const wish = trimmed(values);
  const describe = (preview: boolean) =>
    call(describeCourse, { params: { course: course.slug }, body: { ...wish, seen, preview } });
  // It is refused where somebody else has changed it: what stands there now is what the next attempt has seen.
  const onError = readSessionAgain;
  const saving = useMutation({
    mutationFn: async ({ preview }: { preview: boolean }) => {
      const { changes } = await describe(preview);
      if (preview && changes.length > 0) return { zone: wish.timeZone, changes };
      if (preview) await describe(false);
      acceptMembership(course.slug, { course: { ...course, ...wish } });
      await readSessionAgain();
      return null;
    },
    onSuccess: async (asked) => {
      if (asked !== null) return;
      setValues(wish);
      announce('Saved');
      // Times of every page are written by the clock of the course.
      await queryClient.invalidateQueries();
    },
    onError,
  });
  const asked = saving.data?.zone === wish.timeZone ? saving.data : null;
  const isSame = sameWords(values, seen);
  if (archived) return null;
  return (
    <section>
      <Title order={2}>Course</Title>
      <Text size="sm" c="dimmed" mb="md">
        What everybody reads at the top of a page and in mail.
      </Text>
      <Form
        aria-label="Course"
        isSaving={saving.isPending}
        onSubmit={() => saving.mutate({ preview: wish.timeZone !== timeZone && asked === null })}
      >
        <Stack gap="md">
          <CourseFields value={values} address={course.slug} onChange={setValues} />
          <div aria-live="polite">
            <Button type="submit" disabled={isSame} loading={saving.isPending}>
              {asked === null ? 'Save' : 'Save with these changes'}
            </Button>
            {wish.timeZone !== timeZone && (
              <Text size="sm" c="dimmed" mt="sm">
                No due time moves: it is the same moment, written by another clock. Days of late work begin
                and end by that clock.
              </Text>
            )}
            {asked !== null && (
              <Details summary={effectSummary(asked.changes)}>
                <Changes changes={asked.changes} />
              </Details>
            )}
          </div>
          <Failure error={saving.error} />
        </Stack>
      </Form>
    </section>
  );
}
