import { Button, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Target } from '../../../../contract/extensions.ts';
import { listGroups } from '../../../../contract/arranging.ts';
import type { ExtendedWindow } from '../../../../contract/policy.ts';
import { listRoster } from '../../../../contract/roster.ts';
import { useAside } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import { Form } from '../../components/Form.tsx';
import { Details } from '../../components/Details.tsx';
import { zonePlace } from '../../components/time.ts';
import classes from './dates.module.css';
import { LateWindowFields } from './LateWindowFields.tsx';

export interface Wish {
  target: Target;
  /** Each by the course's clock; null leaves it as it is for everybody. */
  until: string | null;
  opens: string | null;
  /** Counted from their due time; null: as everybody has it. */
  window: ExtendedWindow;
  closes: string | null;
  releases: string | null;
  reason: string;
}

type Kind = Target['kind'];

const KINDS: { value: Kind; label: string }[] = [
  { value: 'student', label: 'Student' },
  { value: 'group', label: 'Group' },
  { value: 'section', label: 'Section' },
];

function targetOf(kind: Kind, value: string): Target {
  if (kind === 'student') return { kind, userId: value };
  return kind === 'group' ? { kind, groupId: value } : { kind, section: value };
}

/** Those of a kind who can be given more time. */
function useChoices(set: string, kind: Kind): { value: string; label: string }[] {
  const { course } = useCourse();
  const params = { course: course.slug };
  const roster = useAside(listRoster, { params });
  const groups = useAside(
    listGroups,
    { params: { ...params, assignment: set } },
    { enabled: kind === 'group' },
  );
  const students = (roster?.people ?? []).filter((each) => each.role === 'student' && each.leftAt === null);
  if (kind === 'student')
    return students.map(({ id, name, email }) => ({ value: id, label: `${name}, ${email}` }));
  if (kind === 'group')
    return (groups?.groups ?? []).map(({ id, members }) => ({
      value: id,
      label: members.map(({ name }) => name).join(', '),
    }));
  const sections = [...new Set(students.map(({ section }) => section))].filter((each) => each !== '');
  return sections.sort().map((value) => ({ value, label: `Section ${value}` }));
}

const NO_TIMES = { until: '', opens: '', closes: '', releases: '' };
type Time = keyof typeof NO_TIMES;

/** Beside the due time; rare, and so behind a click. */
const OTHER_TIMES: { time: Time; label: string; description: string }[] = [
  { time: 'opens', label: 'Opens', description: 'They see the set earlier than others.' },
  {
    time: 'closes',
    label: 'Hard end',
    description: 'They may hand in until then, whatever late window and hard end of the set say.',
  },
  { time: 'releases', label: 'Grades from', description: 'They see their grades later than others.' },
];

interface ExtensionFormProps {
  set: string;
  isLooking: boolean;
  isSaving: boolean;
  onLook: (wish: Wish) => void;
  /** What was looked at is not what stands in the form any more. */
  onChange: () => void;
}

export function ExtensionForm({ set, isLooking, isSaving, onLook, onChange }: ExtensionFormProps) {
  const { course } = useCourse();
  const [search] = useSearchParams();
  const [kind, setKind] = useState<Kind>('student');
  const [whom, setWhom] = useState<string | null>(search.get('student'));
  const [times, setTimes] = useState(NO_TIMES);
  const [window, setWindow] = useState<ExtendedWindow>(null);
  const [reason, setReason] = useState('');
  const choices = useChoices(set, kind);
  const submit = () => {
    if (whom === null) return;
    const { until, opens, closes, releases } = times;
    const chosen = (time: string) => time || null;
    onLook({
      target: targetOf(kind, whom),
      until: chosen(until),
      opens: chosen(opens),
      window,
      closes: chosen(closes),
      releases: chosen(releases),
      reason,
    });
  };
  return (
    <Form isSaving={isSaving} onSubmit={submit} className={classes.form} onChange={onChange}>
      <SegmentedControl
        aria-label="More time for"
        data={KINDS}
        value={kind}
        onChange={(value) => {
          setKind(value);
          setWhom(null);
          onChange();
        }}
      />
      <Select
        label="Who"
        {...(kind === 'group' && {
          description: 'For its members of now, also if they leave. Who joins later has the set’s time.',
        })}
        searchable
        required
        withAsterisk={false}
        limit={50}
        nothingFoundMessage="No match"
        data={choices}
        value={whom}
        onChange={(value) => {
          setWhom(value);
          onChange();
        }}
      />
      <TextInput
        label="Until"
        description={`By the clock of the course (${zonePlace(course.timeZone)})`}
        type="datetime-local"
        value={times.until}
        onChange={(event) => setTimes({ ...times, until: event.currentTarget.value })}
      />
      <Details summary="Other times than the due time">
        {OTHER_TIMES.map(({ time, label, description }) => (
          <TextInput
            key={time}
            mt="xs"
            label={label}
            description={description}
            type="datetime-local"
            value={times[time]}
            onChange={(event) => setTimes({ ...times, [time]: event.currentTarget.value })}
          />
        ))}
        <LateWindowFields
          forSome
          window={window}
          onChange={(value) => {
            setWindow(value);
            onChange();
          }}
        />
      </Details>
      <Textarea
        label="Why"
        description="Those whom it is for read this."
        required
        withAsterisk={false}
        maxLength={500}
        autosize
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" variant="default" loading={isLooking} disabled={whom === null}>
          Show whom it changes
        </Button>
      </div>
    </Form>
  );
}
