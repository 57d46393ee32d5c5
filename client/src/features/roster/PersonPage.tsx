import { Button, Group, Textarea, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useParams } from 'react-router';
import { createPasswordLink } from '../../../../contract/invitations.ts';
import { changeEnrolment, listRoster, type RosterPerson } from '../../../../contract/roster.ts';
import { call } from '../../api/call.ts';
import { invalidate, useCall } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse } from '../../app/session.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { ROLE_NAMES } from '../../components/roles.ts';
import { Time } from '../../components/Time.tsx';
import { InCourseFields } from './InCourseFields.tsx';
import { linkUrl } from './linkText.ts';
import classes from './roster.module.css';

/** One person of the course, for staff. */
export function Component() {
  const { course, role } = useCourse();
  const { person: id } = useParams();
  const query = useCall(listRoster, { params: { course: course.slug } });
  if (query.data === undefined) return <Pending query={query} />;
  const person = query.data.people.find((each) => each.id === id);
  const crumbs = [{ label: 'People', to: `/c/${course.slug}/roster` }];
  if (person === undefined)
    return (
      <Page title="Nobody here" crumbs={crumbs}>
        <Notice kind="warning">This person is not in the course, or the address is mistyped.</Notice>
      </Page>
    );
  const people = [...query.data.people, ...query.data.invited];
  const sections = [...new Set(people.map(({ section }) => section))].filter((each) => each !== '').sort();
  return (
    <Page title={person.name} about={<About person={person} />} crumbs={crumbs}>
      {role === 'instructor' && (
        <>
          <EnrolmentForm key={JSON.stringify(person)} person={person} sections={sections} />
          <PasswordLink person={person} />
        </>
      )}
    </Page>
  );
}

function About({ person: { email, role, section, leftAt } }: { person: RosterPerson }) {
  const { course } = useCourse();
  return (
    <>
      {ROLE_NAMES[role]}
      {section !== '' && `, section ${section}`}, {email}
      {leftAt !== null && (
        <>
          , left <Time at={leftAt} timeZone={course.timeZone} />
        </>
      )}
    </>
  );
}

function EnrolmentForm({ person, sections }: { person: RosterPerson; sections: string[] }) {
  const { course } = useCourse();
  const { role, section, studentId } = person;
  const [inCourse, setInCourse] = useState({ role, section, studentId });
  const isHere = person.leftAt === null;
  const changing = useMutation({
    mutationFn: (body: { role?: typeof role; section?: string; studentId?: string; active?: boolean }) =>
      call(changeEnrolment, { params: { course: course.slug, userId: person.id }, body }),
    onSuccess: async () => {
      announce('Saved');
      await invalidate(listRoster);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    changing.mutate(inCourse);
  };
  return (
    <section>
      <Title order={2} mb="sm">
        In this course
      </Title>
      <form onSubmit={submit} className={classes.form}>
        {changing.error !== null && (
          <Notice kind="danger">{changing.error.message} Nothing was changed.</Notice>
        )}
        <InCourseFields value={inCourse} sections={sections} onChange={setInCourse} />
        <Group gap="xs">
          <Button type="submit" loading={changing.isPending}>
            Save
          </Button>
          <Button variant="default" onClick={() => changing.mutate({ active: !isHere })}>
            {isHere ? 'Take out of the course' : 'Bring back'}
          </Button>
        </Group>
        <p className={classes.muted}>
          {isHere
            ? 'Somebody who is taken out reaches the course no more. All their work stays, and they can be brought back.'
            : 'They reach the course no more; all their work is here.'}
        </p>
      </form>
    </section>
  );
}

function PasswordLink({ person }: { person: RosterPerson }) {
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
      {making.error !== null && <Notice kind="danger">{making.error.message}</Notice>}
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
    </section>
  );
}
