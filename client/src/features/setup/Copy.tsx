import { Button, Group, NumberInput, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { copyCourse } from '../../../../contract/setup.ts';
import { call } from '../../api/call.ts';
import { announce } from '../../app/announcer.ts';
import { readSessionAgain, useCourse } from '../../app/session.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Cancel, Form } from '../../components/Form.tsx';
import { CourseFields, type CourseValues } from './CourseFields.tsx';
import { courseSlug } from './courseSlug.ts';
import { zoneNamed } from './timeZones.ts';

/** The next term of a course. Its form has the fields of the course itself, and so is not beside them. */
export function Copy() {
  const { course } = useCourse();
  const [opened, dialog] = useDisclosure(false);
  return (
    <section>
      <Title order={2}>Copy for another term</Title>
      <Text size="sm" c="dimmed" mb="md">
        All sets and rubrics, and nobody but you. Students see no set of the copy until you open it.
      </Text>
      <Button variant="default" onClick={dialog.open}>
        Copy the course
      </Button>
      <Dialog opened={opened} onClose={dialog.close} title={`Copy ${course.code}, ${course.term}`}>
        <CopyForm onCancel={dialog.close} />
      </Dialog>
    </section>
  );
}

function CopyForm({ onCancel }: { onCancel: () => void }) {
  const { course } = useCourse();
  const navigate = useNavigate();
  const { code, title, timeZone } = course;
  const [values, setValues] = useState<CourseValues>({ code, title, term: '', timeZone });
  const [weeks, setWeeks] = useState<number | string>(26);
  const copying = useMutation({
    mutationFn: async () => {
      const slug = courseSlug(values.code, values.term);
      const shiftDays = Number(weeks) * 7;
      const made = await call(copyCourse, {
        params: { course: course.slug },
        body: { slug, ...values, timeZone: zoneNamed(values.timeZone) ?? values.timeZone, shiftDays },
      });
      await readSessionAgain();
      return made;
    },
    onSuccess: (made) => {
      announce(`${made.code}, ${made.term} is ready`);
      void navigate(`/c/${made.slug}`);
    },
  });
  return (
    <Form isSaving={copying.isPending} onSubmit={() => copying.mutate()}>
      <Stack gap="md">
        <CourseFields value={values} onChange={setValues} />
        <NumberInput
          label="Move due times by weeks"
          description="The day of the week and the hour on the clock stay."
          required
          withAsterisk={false}
          allowDecimal={false}
          min={-520}
          max={520}
          value={weeks}
          onChange={setWeeks}
        />
        <Group justify="flex-end" gap="xs">
          <Cancel onClick={onCancel} />
          <Button type="submit" loading={copying.isPending}>
            Copy course
          </Button>
        </Group>
        <Failure error={copying.error} unchanged="Nothing was copied." />
      </Stack>
    </Form>
  );
}
