import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Cancel, Form } from '../../../components/Form.tsx';

interface PathFormProps {
  label: string;
  description?: string | undefined;
  /** What stands in it at first. */
  initial: string;
  /** What the button says. */
  act: string;
  /** Why a path cannot be taken; null where it can. */
  refuse: (path: string) => string | null;
  /** With a path that is not refused and not empty. */
  onDone: (path: string) => void;
  onCancel: () => void;
}

/** One line for a path: of a new file, or another one of a file that is there. */
export function PathForm({ label, description, initial, act, refuse, onDone, onCancel }: PathFormProps) {
  const [typed, setTyped] = useState(initial);
  const path = typed.trim();
  const refusal = refuse(path);
  const submit = () => {
    if (refusal === null && path !== '') onDone(path);
  };
  return (
    <Form isSaving={false} onSubmit={submit}>
      <TextInput
        label={label}
        description={description}
        value={typed}
        error={refusal}
        data-autofocus
        autoFocus
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Group gap="xs" mt="xs">
        <Button type="submit" size="compact-sm" variant="default">
          {act}
        </Button>
        <Cancel size="compact-sm" variant="subtle" onClick={onCancel} />
      </Group>
    </Form>
  );
}
