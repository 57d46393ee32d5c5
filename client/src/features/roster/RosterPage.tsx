import { Anchor, Checkbox, Select, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { Link } from 'react-router';
import { listRoster, type Invited, type RosterPerson } from '../../../../contract/roster.ts';
import { useCall } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import { Empty } from '../../components/Empty.tsx';
import type { HeaderAction } from '../../components/HeaderMenu.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { ROLE_NAMES } from '../../components/roles.ts';
import { StackedTable, type StackedColumn } from '../../components/StackedTable.tsx';
import { Time } from '../../components/Time.tsx';
import { AddPersonDialog } from './AddPersonDialog.tsx';
import classes from './roster.module.css';

interface Row {
  key: string;
  name: string;
  email: string;
  role: RosterPerson['role'];
  section: string;
  studentId: string;
  person: RosterPerson | null;
  invited: Invited | null;
}

const rowsOf = (people: RosterPerson[], invited: Invited[]): Row[] => [
  ...people.map((person) => ({ ...person, key: person.id, person, invited: null })),
  ...invited.map((each) => ({ ...each, key: each.id, person: null, invited: each })),
];

function countWords(people: RosterPerson[], invited: Invited[]): string {
  const here = people.filter(({ leftAt }) => leftAt === null);
  const students = here.filter(({ role }) => role === 'student').length;
  const parts = [
    `${students} ${students === 1 ? 'student' : 'students'}`,
    `${here.length - students} staff`,
    ...(invited.length > 0 ? [`${invited.length} invited`] : []),
  ];
  return parts.join(', ');
}

/** Everybody of the course, and who is expected. */
export function Component() {
  const { course, mayDecide } = useCourse();
  const query = useCall(listRoster, { params: { course: course.slug } });
  const [filter, setFilter] = useState('');
  const [section, setSection] = useState<string | null>(null);
  const [former, setFormer] = useState(false);
  const [adding, dialog] = useDisclosure(false);
  if (query.data === undefined) return <Pending query={query} />;
  const { people, invited } = query.data;
  const rows = rowsOf(people, invited);
  const sections = [...new Set(rows.map((row) => row.section))].filter((each) => each !== '').sort();
  const left = people.filter(({ leftAt }) => leftAt !== null).length;
  const wanted = filter.trim().toLowerCase();
  const found = rows.filter(
    ({ name, email, studentId, person, ...row }) =>
      `${name} ${email} ${studentId}`.toLowerCase().includes(wanted) &&
      (section === null || row.section === section) &&
      (former || person === null || person.leftAt === null),
  );
  const base = `/c/${course.slug}/roster`;
  const buttons: HeaderAction[] = [
    { label: 'Add person', onClick: dialog.open },
    { label: 'Import', to: `${base}/import`, primary: true },
  ];
  return (
    <Page
      title="People"
      about={countWords(people, invited)}
      buttons={mayDecide ? buttons : []}
      more={mayDecide ? [{ label: 'Invitation links', to: `${base}/links` }] : []}
    >
      <div className={classes.filters}>
        <TextInput
          label="Find by name, address or student ID"
          w={300}
          maw="100%"
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        {sections.length > 0 && (
          <Select
            label="Section"
            placeholder="All"
            clearable
            w={160}
            data={sections}
            value={section}
            onChange={setSection}
          />
        )}
        {left > 0 && (
          <Checkbox
            label={`Show ${left} who left`}
            mb={8}
            checked={former}
            onChange={(event) => setFormer(event.currentTarget.checked)}
          />
        )}
      </div>
      {rows.length <= 1 && mayDecide && (
        <p className={classes.muted}>
          Nobody but you yet. Import the list of your registrar, of Canvas or of Gradescope, or add people one
          by one.
        </p>
      )}
      {found.length === 0 ? (
        <Empty title={`No match for “${filter.trim()}”`}>
          Names, addresses and student IDs are searched, in the section that is chosen.
        </Empty>
      ) : (
        <StackedTable
          columns={columnsOf(base, course.timeZone)}
          rows={found}
          keyOf={({ key }) => key}
          rowClass={({ person }) => (person?.leftAt === null ? undefined : classes.gone)}
        />
      )}
      <AddPersonDialog opened={adding} onClose={dialog.close} sections={sections} />
    </Page>
  );
}

const columnsOf = (base: string, timeZone: string): StackedColumn<Row>[] => [
  {
    title: 'Name',
    className: classes.name,
    cell: ({ name, person }) =>
      person === null ? (
        name
      ) : (
        <Anchor component={Link} to={`${base}/${person.id}`} fz="sm" fw={600}>
          {name}
        </Anchor>
      ),
  },
  { title: 'E-mail address', className: classes.address, cell: ({ email }) => email },
  {
    title: 'Role',
    cell: ({ role, person, invited }) => (
      <>
        {ROLE_NAMES[role]}
        {person?.leftAt != null && ', left'}
        {invited !== null && (
          <>
            , invited until <Time at={invited.expiresAt} timeZone={timeZone} />
          </>
        )}
      </>
    ),
  },
  { title: 'Section', cell: ({ section }) => section },
  { title: 'Student ID', cell: ({ studentId }) => studentId },
];
