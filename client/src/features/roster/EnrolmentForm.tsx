import { Button, Group, Textarea, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { createPasswordLink } from '../../../../contract/invitations.ts';
import type { BodyInputOf } from '../../../../contract/operation.ts';
import { changeEnrolment, listRoster, type RosterPerson } from '../../../../contract/roster.ts';
import { getStudent } from '../../../../contract/students.ts';
import { isApiError } from '../../api/ApiError.ts';
import { call } from '../../api/call.ts';
import { invalidate } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse } from '../../app/session.tsx';
import { Form } from '../../components/Form.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Effect } from '../dates/Effect.tsx';
import { Notice } from '../../components/Notice.tsx';
import { afterSave, carriedOver, changeOf, changeWords, isSame, storedOf } from './enrolmentChanges.ts';
import { InCourseFields, type InCourse } from './InCourseFields.tsx';
import { linkUrl } from './linkText.ts';
import classes from './roster.module.css';

/** Role, section and student ID, and whether somebody is in the course. Other times by another section are seen first. */
export function EnrolmentForm({ person, sections }: { person: RosterPerson; sections: string[] }) {
  const { course } = useCourse();
  const stored = storedOf(person);
  const [read, setRead] = useState(stored);
  /** As it was when this form began, was saved or took over a colleague's change. */
  const [begun, setBegun] = useState(stored);
  const [inCourse, setInCourse] = useState<InCourse>(stored);
  /** What was changed elsewhere since it was last saved here. */
  const [news, setNews] = useState<string[]>([]);
  if (!isSame(read, stored)) {
    setRead(stored);
    setBegun(stored);
    setInCourse(carriedOver(inCourse, begun, stored));
    setNews([...news, ...changeWords(begun, stored)]);
  }
  const change = changeOf(inCourse, begun);
  const { isHere } = stored;
  const params = { course: course.slug, userId: person.id };
  const changing = useMutation({
    mutationFn: (body: BodyInputOf<typeof changeEnrolment>) => {
      const { isHere: active, ...inForm } = begun;
      return call(changeEnrolment, { params, body: { ...body, seen: { ...inForm, active } } });
    },
    // What a colleague changed meanwhile is read, and said above what was typed.
    onError: (error) => (isApiError(error, 'not_as_seen') ? invalidate(listRoster, getStudent) : undefined),
    onSuccess: async (saved, sent) => {
      announce('Saved');
      const now = storedOf(saved);
      setInCourse(afterSave(inCourse, begun, { sent, now }));
      setBegun(now);
      setNews([]);
      await invalidate(listRoster, getStudent);
    },
  });
  const wish = JSON.stringify(change);
  const looking = useMutation({
    mutationFn: async () => {
      const { changes } = await call(changeEnrolment, { params, body: { ...change, preview: true } });
      return { wish, changes: changes ?? [] };
    },
    onSuccess: ({ changes }) => {
      if (changes.length === 0) changing.mutate(change);
    },
  });
  const seen = looking.data?.wish === wish && looking.data.changes.length > 0 ? looking.data.changes : null;
  const error = changing.error ?? looking.error;
  const submit = () => {
    changing.reset();
    looking.mutate();
  };
  return (
    <section className={classes.part}>
      <Title order={2} mb="sm">
        In this course
      </Title>
      <Form isSaving={changing.isPending} onSubmit={submit} className={classes.form}>
        {news.length > 0 && (
          <Notice kind="warning" title="Changed by somebody else meanwhile">
            {news.join(', ')}.
            {Object.keys(change).length > 0 && ' What you typed is still here, and not saved.'}
          </Notice>
        )}
        <InCourseFields value={inCourse} sections={sections} onChange={setInCourse} />
        <div aria-live="polite">
          {seen !== null && (
            <Effect
              changes={seen}
              words="Save with these times"
              busy={changing.isPending}
              takesFocus
              onSave={() => changing.mutate(change)}
            />
          )}
        </div>
        <Group gap="xs">
          {seen === null && (
            <Button type="submit" loading={looking.isPending || changing.isPending}>
              Save
            </Button>
          )}
          <Button variant="default" onClick={() => changing.mutate({ active: !isHere })}>
            {isHere ? 'Take out of the course' : 'Bring back'}
          </Button>
        </Group>
        <p className={classes.muted}>
          {isHere
            ? 'Somebody who is taken out can no longer open the course. All their work stays, and you can bring them back.'
            : 'They can no longer open the course; all their work is here.'}
        </p>
        <Failure error={error} unchanged="Nothing was changed." />
      </Form>
    </section>
  );
}

/** The way back into an account while no mail is sent. */
export function PasswordLink({ person }: { person: RosterPerson }) {
  const { course } = useCourse();
  const making = useMutation({
    mutationFn: () => call(createPasswordLink, { params: { course: course.slug, userId: person.id } }),
  });
  return (
    <section className={classes.part}>
      <Title order={2}>Forgotten password</Title>
      <p className={classes.muted}>
        Make a link and send it to {person.email}. It works once, for a day. Whoever has it can sign in as{' '}
        {person.name}.
      </p>
      {making.data === undefined ? (
        <Button variant="default" loading={making.isPending} onClick={() => making.mutate()}>
          Make a password link
        </Button>
      ) : (
        <Textarea
          label="Link to a new password"
          description="Shown this once."
          className={classes.copied}
          readOnly
          autosize
          value={linkUrl(making.data.token)}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
      <Failure error={making.error} />
    </section>
  );
}
