import { Tabs } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { listRoster, type RosterPerson } from '../../../../contract/roster.ts';
import { getStudent } from '../../../../contract/students.ts';
import { useAside, useCall } from '../../api/query.ts';
import { useScoreNews } from '../../api/useSetNews.ts';
import { useCourse } from '../../app/session.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { ROLE_NAMES } from '../../components/roles.ts';
import { Time } from '../../components/Time.tsx';
import { EnrolmentForm, PasswordLink } from './EnrolmentForm.tsx';
import { PersonNotes } from './PersonNotes.tsx';
import { PersonRequests } from './PersonRequests.tsx';
import { PersonExtensions, PersonGrades, PersonSubmissions } from './PersonSets.tsx';

/** One person of the course, for staff: their sets, what staff wrote down, and what they may do. */
export function Component() {
  const { course, role, mayAct, mayDecide } = useCourse();
  const { person: userId = '' } = useParams();
  const params = { course: course.slug };
  useScoreNews(course.slug, getStudent);
  const query = useCall(getStudent, { params: { ...params, userId } });
  const roster = useAside(listRoster, { params });
  if (query.data === undefined) return <Pending query={query} />;
  const { person, sets, requests, notes } = query.data;
  const people = [...(roster?.people ?? []), ...(roster?.invited ?? [])];
  const sections = [...new Set(people.map(({ section }) => section))].filter((each) => each !== '').sort();
  return (
    <Page
      title={person.name}
      about={<About person={person} />}
      crumbs={[{ label: 'People', to: `/c/${course.slug}/roster` }]}
    >
      <Tabs defaultValue={person.role === 'student' ? 'grades' : 'notes'} keepMounted={false} mb="xl">
        <Tabs.List mb="md">
          {person.role === 'student' && (
            <>
              <Tabs.Tab value="grades">Grades</Tabs.Tab>
              <Tabs.Tab value="submissions">Submissions</Tabs.Tab>
              <Tabs.Tab value="extensions">Extensions</Tabs.Tab>
              <Tabs.Tab value="requests">Requests{requests.length > 0 && ` ${requests.length}`}</Tabs.Tab>
            </>
          )}
          <Tabs.Tab value="notes">Notes{notes.length > 0 && ` ${notes.length}`}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="grades">
          <PersonGrades sets={sets} />
        </Tabs.Panel>
        <Tabs.Panel value="submissions">
          <PersonSubmissions userId={userId} sets={sets} />
        </Tabs.Panel>
        <Tabs.Panel value="extensions">
          <PersonExtensions userId={userId} sets={sets} />
        </Tabs.Panel>
        <Tabs.Panel value="requests">
          <PersonRequests requests={requests} />
        </Tabs.Panel>
        <Tabs.Panel value="notes">
          <PersonNotes userId={userId} notes={notes} mayWrite={mayAct} />
        </Tabs.Panel>
      </Tabs>
      {role === 'instructor' && person.erased && (
        <p>
          Who this was has been deleted for ever, and nobody can come back as them. Their work and its grades
          stay. Whoever takes the course again is added anew, under{' '}
          <Link to={`/c/${course.slug}/roster`}>People</Link>.
        </p>
      )}
      {mayDecide && !person.erased && (
        <>
          <EnrolmentForm key={person.id} person={person} sections={sections} />
          <PasswordLink key={`link ${person.id}`} person={person} />
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
