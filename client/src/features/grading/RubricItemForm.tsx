import { Button, Group, NumberInput, Stack, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { listAnswerGroups } from '../../../../contract/answerGroups.ts';
import {
  archiveRubricItem,
  createRubricItem,
  editRubricItem,
  getGradingAnswer,
  listGradingAnswers,
  type RubricItem,
} from '../../../../contract/grading.ts';
import { call } from '../../api/call.ts';
import { invalidate } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse } from '../../app/session.tsx';
import { Notice } from '../../components/Notice.tsx';
import classes from './grading.module.css';

interface RubricItemFormProps {
  /** Null for a new one. */
  item: RubricItem | null;
  where: { set: string; question: string };
  onDone: () => void;
}

function answersWords(count: number): string {
  return `${count} ${count === 1 ? 'answer' : 'answers'}`;
}

/** Says how many answers a change touches before it is made, and offers a new item instead. */
export function RubricItemForm({ item, where, onDone }: RubricItemFormProps) {
  const { course } = useCourse();
  const [text, setText] = useState(item?.text ?? '');
  const [points, setPoints] = useState(item?.points ?? -0.5);
  const params = { course: course.slug, assignment: where.set, question: where.question };
  const done = (words: string) => {
    announce(words);
    onDone();
    return invalidate(getGradingAnswer, listGradingAnswers, listAnswerGroups);
  };
  const adding = useMutation({
    mutationFn: () => call(createRubricItem, { params, body: { text, points } }),
    onSuccess: () => done('Rubric item added'),
  });
  const changing = useMutation({
    mutationFn: (rubricItemId: string) =>
      call(editRubricItem, { params: { rubricItemId }, body: { text, points } }),
    onSuccess: ({ affectedAnswers }) => done(`Rubric item changed on ${answersWords(affectedAnswers)}`),
  });
  const archiving = useMutation({
    mutationFn: (rubricItemId: string) => call(archiveRubricItem, { params: { rubricItemId } }),
    onSuccess: () => done('Rubric item archived'),
  });
  const error = adding.error ?? changing.error ?? archiving.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (item === null) adding.mutate();
    else changing.mutate(item.id);
  };
  return (
    <form className={classes.itemForm} onSubmit={submit}>
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
        <NumberInput
          label="Points"
          description="A deduction is negative"
          maw={280}
          step={0.5}
          decimalScale={2}
          value={points}
          onChange={(value) => setPoints(typeof value === 'number' ? value : 0)}
        />
        {item !== null && item.applied > 0 && (
          <Notice kind="info">{answersWords(item.applied)} have this item; all of them change.</Notice>
        )}
        {error !== null && <Notice kind="danger">{error.message}</Notice>}
        <Group gap="xs">
          <Button type="submit" size="xs" loading={adding.isPending || changing.isPending}>
            {item === null
              ? 'Add'
              : item.applied === 0
                ? 'Change'
                : `Change on ${answersWords(item.applied)}`}
          </Button>
          {item !== null && (
            <Button size="xs" variant="default" onClick={() => adding.mutate()}>
              Make a new item of it
            </Button>
          )}
          <Button size="xs" variant="default" onClick={onDone}>
            Cancel
          </Button>
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
      </Stack>
    </form>
  );
}
