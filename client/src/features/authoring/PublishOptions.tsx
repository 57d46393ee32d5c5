import { Group, TextInput } from '@mantine/core';

export interface Options {
  slug: string;
  /** As `datetime-local` gives it, in this device's zone; empty for the files' own. */
  due: string;
}

interface PublishOptionsProps {
  options: Options;
  onChange: (options: Options) => void;
}

export function PublishOptions({ options, onChange }: PublishOptionsProps) {
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
        description="In your own zone; empty keeps the files' time"
        type="datetime-local"
        value={options.due}
        onChange={(event) => onChange({ ...options, due: event.currentTarget.value })}
      />
    </Group>
  );
}
