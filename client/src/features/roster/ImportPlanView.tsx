import { Button, Group, Table, Title } from '@mantine/core';
import { Link } from 'react-router';
import type { ImportPlan } from '../../../../contract/roster.ts';
import { useCourse } from '../../app/session.tsx';
import { Details } from '../../components/Details.tsx';
import { LeftOutLines } from '../../components/LeftOutLines.tsx';
import { Notice } from '../../components/Notice.tsx';
import { ROLE_NAMES } from '../../components/roles.ts';
import { Changes } from '../dates/Effect.tsx';
import { effectSummary } from '../dates/effectSummary.ts';
import classes from './roster.module.css';

type Change = ImportPlan['changed'][number]['changes'][number];

const FIELDS: Record<Change['field'], string> = {
  name: 'Name',
  role: 'Role',
  section: 'Section',
  studentId: 'Student ID',
  returns: '',
};

function changeWords({ field, before, after }: Change): string {
  if (field === 'returns') return 'Comes back to the course';
  const shown = (value: string) => (value === '' ? 'none' : value);
  return `${FIELDS[field]}: ${shown(before)} → ${shown(after)}`;
}

interface ImportPlanViewProps {
  plan: ImportPlan;
  busy: boolean;
  /** Null where it was refused: what is shown can be applied no more. */
  onConfirm: (() => void) | null;
}

/** "180 new, 12 changed, 3 not in the file (kept), 2 bad", and each of them. */
export function ImportPlanView({ plan, busy, onConfirm }: ImportPlanViewProps) {
  const { added, changed, unchanged, missing, problems, applied } = plan;
  const { course } = useCourse();
  const summary = [
    `${added.length} new`,
    `${changed.length} changed`,
    `${unchanged} as before`,
    `${missing.length} not in the file (kept)`,
    `${problems.length} bad`,
  ].join(', ');
  const acts = [
    ...(added.length > 0 ? [`Add ${added.length}`] : []),
    ...(changed.length > 0 ? [`change ${changed.length}`] : []),
  ].join(', ');
  return (
    <>
      {applied ? (
        <div className={classes.part}>
          <Notice kind="success" title={`Done: ${summary}`}>
            {added.length > 0 && (
              <>
                They are in the course once they open their links:{' '}
                <Link to={`/c/${course.slug}/roster/links`}>copy the invitation links</Link> and send them.
              </>
            )}
          </Notice>
        </div>
      ) : (
        <Group justify="space-between" className={classes.part} wrap="nowrap" align="flex-start">
          <div>
            <Title order={2}>{summary}</Title>
            <p className={classes.muted}>
              {Object.values(plan.columns).length > 0 &&
                `Read as ${plan.encoding}; columns ${Object.values(plan.columns).join(', ')}.`}
            </p>
          </div>
          {acts !== '' && onConfirm !== null && (
            <Button flex="none" loading={busy} onClick={onConfirm}>
              {acts.charAt(0).toUpperCase() + acts.slice(1)}
            </Button>
          )}
        </Group>
      )}
      <LeftOutLines problems={problems} />
      {plan.changes.length > 0 && (
        <section className={classes.part}>
          <Title order={2}>Times by section</Title>
          <p>{effectSummary(plan.changes)}</p>
          <Changes changes={plan.changes} />
        </section>
      )}
      {changed.length > 0 && <Changed changed={changed} />}
      {added.length > 0 && <Added added={added} />}
      {missing.length > 0 && (
        <div className={classes.part}>
          <Details summary={`${missing.length} not in the file: they stay in the course`}>
            <ul>
              {missing.map(({ name, email, role }) => (
                <li key={email}>
                  {name}, {email}, {ROLE_NAMES[role]}
                </li>
              ))}
            </ul>
          </Details>
        </div>
      )}
    </>
  );
}

function Changed({ changed }: Pick<ImportPlan, 'changed'>) {
  return (
    <section className={classes.part}>
      <Title order={2}>Changed</Title>
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" w={80}>
              Line
            </Table.Th>
            <Table.Th scope="col">Person</Table.Th>
            <Table.Th scope="col">Change</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changed.map(({ line, name, email, changes }) => (
            <Table.Tr key={email}>
              <Table.Td>{line}</Table.Td>
              <Table.Td className={classes.address}>
                {name}, {email}
              </Table.Td>
              <Table.Td>
                <ul className={classes.changes}>
                  {changes.map((change) => (
                    <li key={change.field}>{changeWords(change)}</li>
                  ))}
                </ul>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function Added({ added }: Pick<ImportPlan, 'added'>) {
  return (
    <section className={classes.part}>
      <Title order={2}>New</Title>
      <Table.ScrollContainer minWidth={320} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col" w={80}>
                Line
              </Table.Th>
              <Table.Th scope="col">Name</Table.Th>
              <Table.Th scope="col">E-mail address</Table.Th>
              <Table.Th scope="col">Role</Table.Th>
              <Table.Th scope="col">Section</Table.Th>
              <Table.Th scope="col">Student ID</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {added.map((person) => (
              <Table.Tr key={person.email}>
                <Table.Td>{person.line}</Table.Td>
                <Table.Td dir="auto">{person.name}</Table.Td>
                <Table.Td className={classes.address}>{person.email}</Table.Td>
                <Table.Td>{ROLE_NAMES[person.role]}</Table.Td>
                <Table.Td>{person.section}</Table.Td>
                <Table.Td>{person.studentId}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}
