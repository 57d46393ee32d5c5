import { Button, Select, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import {
  ACTS,
  exportAuditLog,
  listAuditLog,
  type AuditEntry,
  type AuditFilter,
} from '../../../../contract/auditLog.ts';
import { addressOf } from '../../api/address.ts';
import { call } from '../../api/call.ts';
import { useCourse } from '../../app/session.tsx';
import { Details } from '../../components/Details.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { zonePlace } from '../../components/time.ts';
import classes from './auditLog.module.css';
import { chosenTime, exactWords, hasSeconds, momentsIn } from './moments.ts';

const ACT_CHOICES = Object.entries(ACTS)
  .map(([value, label]) => ({ value, label: label.charAt(0).toUpperCase() + label.slice(1) }))
  .sort((a, b) => a.label.localeCompare(b.label));

/** Who did what in the course, the last first: for the day on which somebody asks. */
export function Component() {
  const { course } = useCourse();
  const params = { course: course.slug };
  const [actor, setActor] = useState<string | null>(null);
  const [act, setAct] = useState<string | null>(null);
  const [days, setDays] = useState({ first: '', last: '' });
  const filter = {
    actor: actor ?? undefined,
    act: (act ?? undefined) as AuditFilter['act'],
    ...chosenTime(days, course.timeZone),
  };
  const query = useInfiniteQuery({
    queryKey: [listAuditLog.id, params, filter],
    queryFn: ({ pageParam, signal }) =>
      call(listAuditLog, { params, query: { ...filter, after: pageParam } }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ entries, more }) => (more ? entries.at(-1)?.id : undefined),
    placeholderData: (before) => before,
  });
  if (query.data === undefined) return <Pending query={query} />;
  const { pages } = query.data;
  const entries = pages.flatMap((page) => page.entries);
  const actors = pages[0]?.actors ?? [];
  return (
    <Page
      title="Audit log"
      crumbs={[{ label: 'Settings', to: `/c/${course.slug}/settings` }]}
      about={`Who did what, newest first · times in ${zonePlace(course.timeZone)}`}
      buttons={[{ label: 'Export CSV', href: addressOf(exportAuditLog, params, filter) }]}
    >
      <div className={classes.filters}>
        <Select
          label="Who"
          placeholder="Everybody"
          clearable
          searchable
          w={200}
          data={actors.map(({ id, name }) => ({ value: id, label: name }))}
          value={actor}
          onChange={setActor}
        />
        <Select
          label="Act"
          placeholder="Every act"
          clearable
          searchable
          w={260}
          data={ACT_CHOICES}
          value={act}
          onChange={setAct}
        />
        <TextInput
          type="date"
          label="From"
          value={days.first}
          onChange={(event) => setDays({ ...days, first: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label="To"
          value={days.last}
          onChange={(event) => setDays({ ...days, last: event.currentTarget.value })}
        />
      </div>
      {entries.length === 0 ? (
        <Empty title="Nothing of that kind was done">
          <p>Choose another person, act or time.</p>
        </Empty>
      ) : (
        <ol className={classes.log}>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} timeZone={course.timeZone} />
          ))}
        </ol>
      )}
      {query.hasNextPage && (
        <Button
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show older
        </Button>
      )}
    </Page>
  );
}

/** A text with the times in it as the course’s clock has them. */
function Words({ text, timeZone }: { text: string; timeZone: string }) {
  return momentsIn(text).map((part, place) =>
    part.moment ? (
      <time key={place} dateTime={part.text}>
        {exactWords(part.text, timeZone, { seconds: hasSeconds(part.text) })}
      </time>
    ) : (
      <Fragment key={place}>{part.text}</Fragment>
    ),
  );
}

function Entry({ entry, timeZone }: { entry: AuditEntry; timeZone: string }) {
  const { at, actor, sentence, facts, raw } = entry;
  return (
    <li className={classes.entry}>
      <time className={classes.when} dateTime={at}>
        {exactWords(at, timeZone, { seconds: true })}
      </time>
      <div className={classes.what}>
        <p dir="auto">
          <strong>{actor?.name ?? 'Somebody at the command line'}</strong>{' '}
          <Words text={sentence} timeZone={timeZone} />.
        </p>
        {facts.length > 0 && (
          <ul className={classes.facts}>
            {facts.map(({ name, value }, place) => (
              <li key={place} dir="auto">
                <span className={classes.name}>{name}:</span> <Words text={value} timeZone={timeZone} />
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className={classes.raw}>
        <Details summary="As written down">
          <pre tabIndex={0}>{raw}</pre>
        </Details>
      </div>
    </li>
  );
}
