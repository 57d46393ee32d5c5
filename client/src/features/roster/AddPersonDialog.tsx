import { Button, Group, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { listLinks } from '../../../../contract/invitations.ts';
import { addPerson, listRoster } from '../../../../contract/roster.ts';
import { call } from '../../api/call.ts';
import { invalidate } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse } from '../../app/session.tsx';
import { Cancel, Form } from '../../components/Form.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { InCourseFields, type InCourse } from './InCourseFields.tsx';
import classes from './roster.module.css';

interface AddPersonDialogProps {
  opened: boolean;
  sections: string[];
  onClose: () => void;
}

const NOBODY: InCourse = { role: 'student', section: '', studentId: '' };

export function AddPersonDialog({ opened, sections, onClose }: AddPersonDialogProps) {
  return (
    <Dialog opened={opened} onClose={onClose} title="Add a person">
      <AddPersonForm sections={sections} onClose={onClose} />
    </Dialog>
  );
}

function AddPersonForm({ sections, onClose }: Omit<AddPersonDialogProps, 'opened'>) {
  const { course } = useCourse();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [inCourse, setInCourse] = useState(NOBODY);
  const adding = useMutation({
    mutationFn: () =>
      call(addPerson, { params: { course: course.slug }, body: { name, email, ...inCourse } }),
    onSuccess: async () => {
      announce(`${name} is invited`);
      await invalidate(listRoster, listLinks);
    },
  });
  const submit = () => adding.mutate();
  if (adding.isSuccess)
    return (
      <>
        <Notice kind="success" title={`${name} is invited`}>
          Send them their link: it is among the{' '}
          <Link to={`/c/${course.slug}/roster/links`}>invitation links</Link>. They are in the course once
          they have opened it.
        </Notice>
        <Group justify="flex-end" mt="md">
          <Button onClick={onClose}>Done</Button>
        </Group>
      </>
    );
  return (
    <Form isSaving={adding.isPending} onSubmit={submit} className={classes.form}>
      <TextInput
        label="Name"
        required
        withAsterisk={false}
        data-autofocus
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label="E-mail address"
        type="email"
        required
        withAsterisk={false}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <InCourseFields value={inCourse} sections={sections} onChange={setInCourse} />
      <Group justify="flex-end" gap="xs">
        <Cancel onClick={onClose} />
        <Button type="submit" loading={adding.isPending}>
          Invite
        </Button>
      </Group>
      <Failure error={adding.error} unchanged="Nobody was added." />
    </Form>
  );
}
