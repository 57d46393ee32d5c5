import { Button, Group, NumberInput, Select, Stack, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  archiveRubricItem,
  createRubricItem,
  editRubricItem,
  listRubricItems,
  previewRubricItem,
  RubricItemInput,
  type RubricGroup,
  type RubricItem,
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
import { answersWords, groupWords } from './rubricWords.ts';

interface RubricItemFormProps {
  /** Null for a new one. */
  item: RubricItem | null;
  groups: RubricGroup[];
  params: { course: string; assignment: string; question: string };
  onDone: () => void;
  onNewGroup: () => void;
  /** Whether the rules of a group are being written in front of it: then theirs is the button that is filled. */
  isBehind: boolean;
}

const ALONE = '';

/** Says whose score a change touches, from what to what, before it is made, and offers a new item instead. */
export function RubricItemForm({ item, groups, params, onDone, onNewGroup, isBehind }: RubricItemFormProps) {
  const [text, setText] = useState(item?.text ?? '');
  const [points, setPoints] = useState(item?.points ?? -0.5);
  const [group, setGroup] = useState(item?.group?.name ?? ALONE);
  /** What is changed: as it was when the form came, or as its refusal says. */
  const [seen, setSeen] = useState(
    item && { text: item.text, points: item.points, group: item.group?.name ?? null },
  );
  const change = { points, group: group === ALONE ? null : group };
  const [previewed] = useDebouncedValue(change, 200);
  const preview = useQuery({
    queryKey: ['previewRubricItem', item?.id, previewed],
    queryFn: () => call(previewRubricItem, { params: { rubricItemId: item?.id ?? '' }, body: previewed }),
    enabled: item !== null,
    // What others grade meanwhile belongs to it.
    refetchInterval: 5_000,
    staleTime: 0,
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
  const isShown =
    preview.data !== undefined &&
    !preview.isPlaceholderData &&
    previewed.points === points &&
    previewed.group === change.group;
  const done = async (words: string) => {
    announce(words);
    await Promise.all([invalidate(listRubricItems), invalidateGrades()]);
    onDone();
  };
  const adding = useMutation({
    mutationFn: () => call(createRubricItem, { params, body: { text, ...change } }),
    onSuccess: () => done('Rubric item added'),
  });
  const changing = useMutation({
    mutationFn: (rubricItemId: string) =>
      call(editRubricItem, {
        params: { rubricItemId },
        body: { text, ...change, token: preview.data?.token, seen: seen ?? undefined },
      }),
    onSuccess: ({ affectedAnswers }) =>
      done(`Rubric item changed; ${answersWords(affectedAnswers)} with another score`),
    onError: (error) => {
      setSeen((before) => standsIn(error, RubricItemInput) ?? before);
      return preview.refetch();
    },
  });
  const archiving = useMutation({
    mutationFn: (rubricItemId: string) => call(archiveRubricItem, { params: { rubricItemId } }),
    onSuccess: () => done('Rubric item archived'),
  });
  const error = adding.error ?? changing.error ?? archiving.error ?? preview.error;
  const submit = () => {
    if (item === null) adding.mutate();
    else if (isShown) changing.mutate(item.id);
  };
  const affected = isShown ? (preview.data?.changes.length ?? 0) : 0;
  return (
    <Form className={classes.itemForm} isSaving={adding.isPending || changing.isPending} onSubmit={submit}>
      <Stack gap="sm">
        <Textarea
          label="Text"
          autosize
          minRows={1}
          required
          withAsterisk={false}
          maxLength={500}
          data-autofocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
              event.currentTarget.form?.requestSubmit();
          }}
        />
        <Group gap="sm" align="flex-end">
          <NumberInput
            label="Points"
            description="A deduction is negative"
            w={140}
            step={0.5}
            decimalScale={2}
            value={points}
            onChange={(value) => setPoints(typeof value === 'number' ? value : 0)}
          />
          <Select
            label="Group"
            description="One at most, or bounds together"
            w={240}
            allowDeselect={false}
            value={group}
            onChange={(value) => setGroup(value ?? ALONE)}
            data={[
              { value: ALONE, label: 'None' },
              ...groups.map((each) => ({ value: each.name, label: groupWords(each) })),
            ]}
          />
          <Button size="sm" variant="subtle" onClick={onNewGroup}>
            New group…
          </Button>
        </Group>
        <Group gap="xs">
          <Button
            type="submit"
            size="xs"
            // Room for how many answers it changes, which comes later.
            miw={item === null ? undefined : 152}
            variant={isBehind ? 'default' : 'filled'}
            disabled={item !== null && !isShown}
            loading={adding.isPending || changing.isPending}
          >
            {item === null ? 'Add' : affected === 0 ? 'Change' : `Change ${answersWords(affected)}`}
          </Button>
          {item !== null && (
            <Button size="xs" variant="default" onClick={() => adding.mutate()}>
              Make a new item of it
            </Button>
          )}
          <Cancel size="xs" onClick={onDone} />
          {item !== null && (
            <Button
              size="xs"
              variant="subtle"
              c="var(--danger)"
              ml="auto"
              loading={archiving.isPending}
              onClick={() => archiving.mutate(item.id)}
            >
              Archive
            </Button>
          )}
        </Group>
        {item !== null && <EffectsView effects={preview.data} />}
        <Failure error={error} />
      </Stack>
    </Form>
  );
}
