import { Autocomplete, Button, CopyButton, Group, Textarea, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import {
  closeJoinLink,
  listLinks,
  openJoinLink,
  renewInvitations,
  revokeInvitation,
  type Links,
} from '../../../../contract/invitations.ts';
import { listRoster } from '../../../../contract/roster.ts';
import { isRefusal } from '../../api/ApiError.ts';
import { call } from '../../api/call.ts';
import { invalidate, queryClient, queryOf, useAside, useCall } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse } from '../../app/session.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { ROLE_NAMES } from '../../components/roles.ts';
import { StackedTable, type StackedColumn } from '../../components/StackedTable.tsx';
import { Time } from '../../components/Time.tsx';
import { useNow } from '../../components/useNow.ts';
import { linkLines, linkUrl } from './linkText.ts';
import classes from './roster.module.css';

/** Changes links and shows what they are then. */
function useChange() {
  const { course } = useCourse();
  const params = { course: course.slug };
  return useMutation({
    mutationFn: (change: () => Promise<Links>) => change(),
    onSuccess: async (links) => {
      queryClient.setQueryData(queryOf(listLinks, { params }).queryKey, links);
      announce('Links changed');
      await invalidate(listRoster);
    },
    // A colleague has made or ended links meanwhile: they are what the next press is about.
    onError: (error) => (isRefusal(error) ? invalidate(listLinks) : undefined),
  });
}

/** The links by which people come in, to be sent by the instructor's own mail. */
export function Component() {
  const { course } = useCourse();
  const query = useCall(listLinks, { params: { course: course.slug } });
  if (query.data === undefined) return <Pending query={query} />;
  return (
    <Page title="Invitation links" crumbs={[{ label: 'People', to: `/c/${course.slug}/roster` }]}>
      <JoinLinks links={query.data} />
      <Invitations links={query.data} />
    </Page>
  );
}

function Copy({ text, label }: { text: string; label: string }) {
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            copy();
            announce('Copied');
          }}
        >
          {copied ? 'Copied' : label}
        </Button>
      )}
    </CopyButton>
  );
}

function JoinLinks({ links: { joinLinks } }: { links: Links }) {
  const { course } = useCourse();
  const params = { course: course.slug };
  const roster = useAside(listRoster, { params });
  const people = [...(roster?.people ?? []), ...(roster?.invited ?? [])];
  const sections = [...new Set(people.map((person) => person.section))].filter((each) => each !== '').sort();
  const [section, setSection] = useState('');
  const change = useChange();
  const there = joinLinks.find((link) => link.section === section.trim());
  return (
    <section>
      <Title order={2}>One link for all</Title>
      <p className={classes.muted}>
        Whoever has it joins as a student. Somebody who is invited keeps their section and student ID. Switch
        it off when everybody is here.
      </p>
      <Group align="end" gap="xs">
        <Autocomplete
          label="Section"
          placeholder="Whole course"
          data={sections}
          maxLength={60}
          value={section}
          onChange={setSection}
        />
        <Button
          variant="default"
          loading={change.isPending}
          onClick={() =>
            change.mutate(() => call(openJoinLink, { params, body: { section, seen: there?.id ?? null } }))
          }
        >
          {there === undefined ? 'Make a link' : 'Replace the link'}
        </Button>
      </Group>
      {joinLinks.map(({ id, token, ...link }) => (
        <Group key={id} gap="xs" mt="sm">
          <b>{link.section === '' ? 'Whole course' : `Section ${link.section}`}</b>
          <span className={classes.link}>{linkUrl(token)}</span>
          <Copy text={linkUrl(token)} label="Copy" />
          <Button
            size="xs"
            variant="default"
            onClick={() =>
              change.mutate(() => call(closeJoinLink, { params: { ...params, joinLinkId: id } }))
            }
          >
            Switch off
          </Button>
        </Group>
      ))}
      <Failure error={change.error} />
    </section>
  );
}

function Invitations({ links: { invitations } }: { links: Links }) {
  const { course } = useCourse();
  const params = { course: course.slug };
  const change = useChange();
  const now = useNow();
  const ended = invitations.filter(({ expiresAt }) => Date.parse(expiresAt) <= now);
  const renew = (links: Links['invitations']) => {
    const seen = Object.fromEntries(links.map(({ id, expiresAt }) => [id, expiresAt]));
    change.mutate(() => call(renewInvitations, { params, body: { invitationIds: Object.keys(seen), seen } }));
  };
  if (invitations.length === 0)
    return (
      <section className={classes.part}>
        <Title order={2}>One link each</Title>
        <Empty title="Nobody is waiting to join">
          Import a class or add a person, and their links are here.
        </Empty>
      </section>
    );
  const text = linkLines(invitations);
  const columns: StackedColumn<(typeof invitations)[number]>[] = [
    { title: 'Name', className: classes.name, cell: ({ name }) => name },
    { title: 'E-mail address', className: classes.address, cell: ({ email }) => email },
    { title: 'Role', cell: ({ role }) => ROLE_NAMES[role] },
    {
      title: 'Until',
      cell: ({ expiresAt }) => (
        <>
          {Date.parse(expiresAt) <= now ? 'ended ' : ''}
          <Time at={expiresAt} timeZone={course.timeZone} />
        </>
      ),
    },
    {
      title: 'Link',
      cell: ({ token, ...link }) => (
        <Group gap="xs">
          <Copy text={linkUrl(token)} label="Copy" />
          <Button
            size="xs"
            variant="default"
            aria-label={`Renew ${link.name}`}
            onClick={() => renew([{ token, ...link }])}
          >
            Renew
          </Button>
          <Button
            size="xs"
            variant="default"
            aria-label={`Take back ${link.name}`}
            onClick={() =>
              change.mutate(() =>
                call(revokeInvitation, {
                  params: { ...params, invitationId: link.id },
                  query: { seen: link.expiresAt },
                }),
              )
            }
          >
            Take back
          </Button>
        </Group>
      ),
    },
  ];
  return (
    <section className={classes.part}>
      <Group justify="space-between">
        <Title order={2}>One link each: {invitations.length} not joined</Title>
        <Group gap="xs">
          {ended.length > 0 && (
            <Button size="xs" variant="default" onClick={() => renew(ended)}>
              Renew {ended.length} that ended
            </Button>
          )}
          <Copy text={text} label="Copy all" />
        </Group>
      </Group>
      <p className={classes.muted}>
        Name, address and link between tabs: paste it into a spreadsheet and send each person their own, or
        use your mail program’s merge. A link works once, for 30 days. Where Stepwise sends mail, each has
        been mailed theirs, and is mailed the new one when you renew it.
      </p>
      <Textarea
        aria-label="All links as text"
        className={classes.copied}
        readOnly
        autosize
        minRows={2}
        maxRows={8}
        value={text}
        onFocus={(event) => event.currentTarget.select()}
      />
      <StackedTable columns={columns} rows={invitations} keyOf={({ id }) => id} />
      <Failure error={change.error} />
    </section>
  );
}
