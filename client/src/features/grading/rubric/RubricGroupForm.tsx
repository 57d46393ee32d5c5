import { Button, Checkbox, Group, NumberInput, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  listRubricItems,
  previewRubricGroup,
  SeenRubricGroup,
  setRubricGroup,
  type RubricGroup,
} from '../../../../../contract/grading.ts';
import { standsIn } from '../../../api/ApiError.ts';
import { call } from '../../../api/call.ts';
import { invalidate } from '../../../api/query.ts';
import { announce } from '../../../app/announcer.ts';
import { Failure } from '../../../components/Failure.tsx';
import { Cancel, Form } from '../../../components/Form.tsx';
import { EffectsView } from './EffectsView.tsx';
import classes from '../grading.module.css';
import { invalidateGrades } from '../grade/invalidateGrades.ts';
import { groupWords } from './rubricWords.ts';

interface RubricGroupFormProps {
  /** Null for a new one. */
  group: RubricGroup | null;
  params: { course: string; assignment: string; question: string };
  onDone: () => void;
}

const numberOf = (value: string | number): number | null => (typeof value === 'number' ? value : null);

/** What the items of a group may add together, and whether one at most can be chosen. */
export function RubricGroupForm({ group, params, onDone }: RubricGroupFormProps) {
  const [name, setName] = useState(group?.name ?? '');
  const [exclusive, setExclusive] = useState(group?.exclusive ?? true);
  const [floor, setFloor] = useState(group?.floor ?? null);
  const [cap, setCap] = useState(group?.cap ?? null);
  /** What is changed: as it was when the form came, or as its refusal says. */
  const [seen, setSeen] = useState(
    group && { exclusive: group.exclusive, floor: group.floor, cap: group.cap },
  );
  const rules = { name: name.trim(), exclusive, floor, cap };
  const [previewed] = useDebouncedValue(rules, 200);
  const preview = useQuery({
    queryKey: ['previewRubricGroup', params, previewed],
    queryFn: () => call(previewRubricGroup, { params, body: previewed }),
    enabled: group !== null,
    staleTime: 0,
    gcTime: 0,
  });
  const setting = useMutation({
    mutationFn: () =>
      call(setRubricGroup, {
        params,
        body: { ...rules, token: preview.data?.token, seen },
      }),
    onSuccess: async () => {
      announce(`Rules of “${rules.name}” saved`);
      await Promise.all([invalidate(listRubricItems), invalidateGrades()]);
      onDone();
    },
    onError: (error) => {
      // A new one takes the place of none: it needs another name.
      if (group === null) return undefined;
      setSeen((before) => standsIn(error, SeenRubricGroup) ?? before);
      return preview.refetch();
    },
  });
  const submit = () => setting.mutate();
  const error = setting.error ?? preview.error;
  const stands = standsIn(setting.error, SeenRubricGroup);
  return (
    <Form className={classes.itemForm} isSaving={setting.isPending} onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label="Name of the group"
          required
          withAsterisk={false}
          maxLength={80}
          disabled={group !== null}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Checkbox
          label="One of its items at most"
          checked={exclusive}
          onChange={(event) => setExclusive(event.currentTarget.checked)}
        />
        <Group gap="sm">
          <NumberInput
            label="Together no less than"
            description="Empty for no bound"
            w={200}
            step={0.5}
            decimalScale={2}
            value={floor ?? ''}
            onChange={(value) => setFloor(numberOf(value))}
          />
          <NumberInput
            label="Together no more than"
            description="Empty for no bound"
            w={200}
            step={0.5}
            decimalScale={2}
            value={cap ?? ''}
            onChange={(value) => setCap(numberOf(value))}
          />
        </Group>
        {group === null && <p className={classes.muted}>Then choose the group in its items.</p>}
        <Group gap="xs">
          <Button type="submit" size="xs" loading={setting.isPending}>
            Save the rules
          </Button>
          <Cancel size="xs" onClick={onDone} />
        </Group>
        {preview.data !== undefined && <EffectsView effects={preview.data} />}
        <Failure error={error}>
          {stands && `Now it is ${groupWords({ name: rules.name, ...stands })}.`}
        </Failure>
      </Stack>
    </Form>
  );
}
