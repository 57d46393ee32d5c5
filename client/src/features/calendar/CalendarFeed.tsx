import { Button, CopyButton, Group, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import {
  getCalendarLink,
  makeCalendarLink,
  revokeCalendarLink,
  type CalendarLink,
} from '../../../../contract/calendar.ts';
import { call } from '../../api/call.ts';
import { queryClient, queryOf, useAside } from '../../api/query.ts';
import { Failure } from '../../components/Failure.tsx';
import { Time } from '../../components/Time.tsx';

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The address from which a calendar reads one's own due times: made, copied, made anew, ended. */
export function CalendarFeed() {
  const link = useAside(getCalendarLink, {});
  const acting = useMutation({
    mutationFn: (what: 'make' | 'end'): Promise<CalendarLink> =>
      call(what === 'make' ? makeCalendarLink : revokeCalendarLink, {}),
    onSuccess: (link) => queryClient.setQueryData(queryOf(getCalendarLink, {}).queryKey, link),
  });
  if (link === undefined) return null;
  const { url, readAt } = link;
  return (
    <section aria-labelledby="calendar">
      <Title order={2} id="calendar" mt="xl" mb="xs">
        Due times in your calendar
      </Title>
      {url === null ? (
        <>
          <Text size="sm" mb="sm">
            Your calendar can read when what is due for you, in all your courses, with the time that you were
            given where it is more.
          </Text>
          <Button variant="default" loading={acting.isPending} onClick={() => acting.mutate('make')}>
            Make an address
          </Button>
        </>
      ) : (
        <>
          <TextInput
            label="Address of your feed"
            description="Subscribe to it in your calendar. Whoever has it reads your due times, so share it with nobody."
            readOnly
            value={url}
            onFocus={(event) => event.currentTarget.select()}
          />
          <Text size="sm" my="sm">
            {readAt === null ? (
              'No calendar has asked for it yet.'
            ) : (
              <>
                A calendar last asked <Time at={readAt} timeZone={HERE} />.
              </>
            )}
          </Text>
          <Group gap="sm">
            <CopyButton value={url}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {copied ? 'Copied' : 'Copy'}
                </Button>
              )}
            </CopyButton>
            <Button variant="subtle" disabled={acting.isPending} onClick={() => acting.mutate('make')}>
              Make another address
            </Button>
            <Button variant="subtle" disabled={acting.isPending} onClick={() => acting.mutate('end')}>
              End the feed
            </Button>
          </Group>
        </>
      )}
      <Failure error={acting.error} />
    </section>
  );
}
