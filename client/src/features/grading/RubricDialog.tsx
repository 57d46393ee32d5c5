import { Button, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import type { RubricItem } from '../../../../contract/grading.ts';
import { deltaText } from '../../components/points.ts';
import classes from './grading.module.css';
import { RubricItemForm } from './RubricItemForm.tsx';

interface RubricDialogProps {
  opened: boolean;
  onClose: () => void;
  items: RubricItem[];
  set: string;
  question: string;
}

/** Change, add or archive the items of a question. */
export function RubricDialog({ opened, onClose, ...rubric }: RubricDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Edit rubric" size="lg">
      <RubricEditor {...rubric} />
    </Modal>
  );
}

type Editing = { kind: 'none' } | { kind: 'new' } | { kind: 'item'; id: string };

function RubricEditor({ items, set, question }: Omit<RubricDialogProps, 'opened' | 'onClose'>) {
  const [editing, setEditing] = useState<Editing>({ kind: 'none' });
  const close = () => setEditing({ kind: 'none' });
  const where = { set, question };
  return (
    <Stack gap="xs">
      <ul className={classes.rubricEditor}>
        {items
          .filter(({ archivedAt }) => archivedAt === null)
          .map((item) => (
            <li key={item.id}>
              {editing.kind === 'item' && editing.id === item.id ? (
                <RubricItemForm item={item} where={where} onDone={close} />
              ) : (
                <div className={classes.rubricRow}>
                  <kbd aria-hidden="true">{item.key}</kbd>
                  <span className={classes.itemPoints}>{deltaText(item.points)}</span>
                  <span className={classes.itemText}>{item.text}</span>
                  <span className={classes.muted}>
                    {item.applied === 0
                      ? 'not used'
                      : `on ${item.applied} ${item.applied === 1 ? 'answer' : 'answers'}`}
                  </span>
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={`Edit: ${item.text}`}
                    onClick={() => setEditing({ kind: 'item', id: item.id })}
                  >
                    Edit
                  </Button>
                </div>
              )}
            </li>
          ))}
      </ul>
      {editing.kind === 'new' ? (
        <RubricItemForm item={null} where={where} onDone={close} />
      ) : (
        <div>
          <Button variant="default" size="xs" onClick={() => setEditing({ kind: 'new' })}>
            Add an item
          </Button>
        </div>
      )}
    </Stack>
  );
}
