import { Button, Radio, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { askForRegrade, listRequests, type AskedWords, type Asking } from '../../../../contract/requests.ts';
import { call } from '../../api/call.ts';
import { invalidate } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse } from '../../app/session.tsx';
import { useKeptText } from '../../app/useKept.ts';
import { Cancel, Form } from '../../components/Form.tsx';
import { Markup } from '../../components/Markup.tsx';
import { Failure } from '../../components/Failure.tsx';
import { deltaText } from '../../components/points.ts';
import { Time } from '../../components/Time.tsx';
import type { Lines } from './LinesField.tsx';
import classes from './requests.module.css';

/** Most questions are answered in writing. */
const LinesField = lazy(() => import('./LinesField.tsx'));

interface AskFormProps {
  submissionId: string;
  question: string;
  /** What was selected of an answer, or of the program. */
  passage: AskedWords | Lines | null;
  /** The program, where the question asks for one. */
  file: { name: string; text: string } | null;
  items: { id: string; text: string; points: number }[];
  asking: Asking;
  onDone: () => void;
}

const WHOLE = 'whole';

/** Item, passage and reason, with how long and how often one may ask. */
export function AskForm({
  submissionId,
  question,
  passage: selected,
  file,
  items,
  asking,
  onDone,
}: AskFormProps) {
  const { course } = useCourse();
  const [passage, setPassage] = useState(selected);
  const [item, setItem] = useState(WHOLE);
  const [reason, setReason] = useKeptText(`ask ${submissionId} ${question}`);
  const sending = useMutation({
    mutationFn: () =>
      call(askForRegrade, {
        params: { submissionId, question },
        body: { reason, passage, itemId: item === WHOLE ? null : item },
      }),
    onSuccess: async () => {
      announce('Request sent');
      setReason('');
      await invalidate(listRequests);
      onDone();
    },
  });
  const submit = () => sending.mutate();
  return (
    <Form isSaving={sending.isPending} onSubmit={submit} className={classes.panel}>
      <h3>Ask for another look</h3>
      {file !== null && (
        <Suspense>
          <LinesField
            file={file}
            lines={passage !== null && 'endLine' in passage ? passage : null}
            onChange={setPassage}
          />
        </Suspense>
      )}
      {passage !== null && 'quote' in passage && (
        <blockquote className={classes.quote} aria-label="The passage">
          <Markup source={passage.quote} size="small" />
        </blockquote>
      )}
      {items.length > 0 && (
        <Radio.Group label="What it is about" value={item} onChange={setItem}>
          {items.map(({ id, text, points }) => (
            <Radio key={id} value={id} mt={6} label={`${deltaText(points)} ${text}`} />
          ))}
          <Radio value={WHOLE} mt={6} label="The answer as a whole" />
        </Radio.Group>
      )}
      <Textarea
        label="Why"
        description="Markdown and $…$. Staff and the members of this submission read it."
        required
        withAsterisk={false}
        autoFocus
        autosize
        minRows={2}
        maxLength={5_000}
        // What is typed while it is on its way would be lost.
        readOnly={sending.isPending}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className={classes.buttons}>
        <Button type="submit" size="compact-md" loading={sending.isPending}>
          Send request
        </Button>
        <Cancel variant="subtle" size="compact-md" onClick={onDone} />
        <span className={classes.muted}>
          {asking.until !== null && (
            <>
              until <Time at={asking.until} timeZone={course.timeZone} />
            </>
          )}
          {asking.until !== null && asking.limit !== null && ' · '}
          {asking.limit !== null && `${asking.used} of ${asking.limit} used`}
        </span>
      </div>
      <Failure error={sending.error} />
    </Form>
  );
}
