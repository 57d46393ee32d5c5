import { useParams } from 'react-router';
import { listRoster, type RosterPerson } from '../../../../contract/roster.ts';
import { getStudent } from '../../../../contract/students.ts';
import { useCall } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { ROLE_NAMES } from '../../components/roles.ts';
import { Time } from '../../components/Time.tsx';
import { EnrolmentForm, PasswordLink } from './EnrolmentForm.tsx';
import { PersonNotes } from './PersonNotes.tsx';
import { PersonSets } from './PersonSets.tsx';

/** One person of the course, for staff: their sets, what staff wrote down, and what they may do. */
export function Component() {
  const { course, role } = useCourse();
  const { person: userId = '' } = useParams();
  const params = { course: course.slug };
  const query = useCall(getStudent, { params: { ...params, userId } });
  const roster = useCall(listRoster, { params }).data;
  if (query.data === undefined) return <Pending query={query} />;
  const { person, sets, notes } = query.data;
  const people = [...(roster?.people ?? []), ...(roster?.invited ?? [])];
  const sections = [...new Set(people.map(({ section }) => section))].filter((each) => each !== '').sort();
  return (
    <Page
      title={person.name}
      about={<About person={person} />}
      crumbs={[{ label: 'People', to: `/c/${course.slug}/roster` }]}
    >
      {person.role === 'student' && <PersonSets userId={userId} sets={sets} />}
      <PersonNotes userId={userId} notes={notes} mayWrite={role !== 'observer'} />
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
