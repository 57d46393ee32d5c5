import { Table, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Role } from '../../../../contract/common.ts';
import { listRoster } from '../../../../contract/roster.ts';
import { useCall } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';

const ROLES: Record<Role, string> = {
  student: 'Student',
  ta: 'Teaching assistant',
  instructor: 'Instructor',
};

export function Component() {
  const { course } = useCourse();
  const query = useCall(listRoster, { params: { course: course.slug } });
  const [filter, setFilter] = useState('');
  if (query.data === undefined) return <Pending query={query} />;
  const { people } = query.data;
  const wanted = filter.trim().toLowerCase();
  const found = people.filter(({ name, email }) => `${name} ${email}`.toLowerCase().includes(wanted));
  const students = people.filter(({ role }) => role === 'student').length;
  return (
    <Page
      title="People"
      about={`${students} ${students === 1 ? 'student' : 'students'}, ${people.length - students} staff`}
    >
      <TextInput
        label="Find by name or address"
        maw={320}
        mb="md"
        value={filter}
        onChange={(event) => setFilter(event.currentTarget.value)}
      />
      {found.length === 0 ? (
        <Empty title={`No match for “${filter.trim()}”`} />
      ) : (
        <Table.ScrollContainer minWidth={320} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table fz="sm" highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Name</Table.Th>
                <Table.Th scope="col">E-mail address</Table.Th>
                <Table.Th scope="col">Role</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {found.map((person) => (
                <Table.Tr key={person.id}>
                  <Table.Td fw={600}>{person.name}</Table.Td>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>{person.email}</Table.Td>
                  <Table.Td>{ROLES[person.role]}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Page>
  );
}
