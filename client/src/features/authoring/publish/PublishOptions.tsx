import { Group, TextInput } from '@mantine/core';
import { fromWallClock } from '../../../../../grader/wallClock.ts';
import { useCourse } from '../../../app/session.tsx';
import { zonePlace } from '../../../components/time.ts';

export interface Options {
  slug: string;
  /** By the clock of the course; empty for the files' own. */
  due: string;
}

/** Null for a time that the clock never shows. */
export function dueOf({ due }: Pick<Options, 'due'>, timeZone: string): { due?: string } | null {
  if (due === '') return {};
  const at = fromWallClock(due.replace('T', ' '), timeZone);
  return at instanceof Date ? { due: at.toISOString() } : null;
}

interface PublishOptionsProps {
  options: Options;
  onChange: (options: Options) => void;
}

export function PublishOptions({ options, onChange }: PublishOptionsProps) {
  const { timeZone } = useCourse().course;
  return (
    <Group gap="md" align="flex-start" my="md">
      <TextInput
        label="Short name for links"
        description="Lower-case letters, digits, - and _"
        value={options.slug}
        onChange={(event) => onChange({ ...options, slug: event.currentTarget.value })}
      />
      <TextInput
        label="Override due time"
        description={`By the clock of the course (${zonePlace(timeZone)}); empty keeps the files' time`}
        error={dueOf(options, timeZone) === null && 'Clocks are put forward then: choose another time.'}
        type="datetime-local"
        value={options.due}
        onChange={(event) => onChange({ ...options, due: event.currentTarget.value })}
      />
    </Group>
  );
}
