import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { markAnswer } from '../../../../../contract/desk.ts';
import type { BodyInputOf } from '../../../../../contract/operation.ts';
import { Dialog } from '../../../components/Dialog.tsx';
import { Form } from '../../../components/Form.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { Outcome } from '../../../components/Outcome.tsx';

interface MarkDialogProps {
  opened: boolean;
  /** Why it could not be marked. */
  failed: string | null;
  /** @returns whether it was marked */
  onMark: (mark: BodyInputOf<typeof markAnswer>) => Promise<boolean>;
  onClose: () => void;
}

/** Flags an answer for an instructor, or skips it, and says why. */
export default function MarkDialog({ opened, failed, onMark, onClose }: MarkDialogProps) {
  const [reason, setReason] = useState('');
  const [isSaving, setSaving] = useState(false);
  const words = reason.trim();
  const mark = async (kind: 'flagged' | 'skipped') => {
    setSaving(true);
    if (await onMark({ kind, reason: words })) setReason('');
    setSaving(false);
  };
  return (
    <Dialog opened={opened} onClose={onClose} title="Flag or skip this answer">
      <Form isSaving={isSaving} onSubmit={() => void mark('flagged')}>
        <Textarea
          label="Why"
          description="Graders read it; students do not."
          data-autofocus
          autosize
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button type="submit" mt="md" mr="sm" loading={isSaving} disabled={words === ''}>
          Flag for an instructor
        </Button>
        <Button
          mt="md"
          variant="default"
          loading={isSaving}
          disabled={words === ''}
          onClick={() => void mark('skipped')}
        >
          Skip it, go on
        </Button>
        {failed !== null && (
          <Outcome>
            <Notice kind="danger" title={failed} />
          </Outcome>
        )}
      </Form>
    </Dialog>
  );
}
