import { Button, Group, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import {
  editRubricItem,
  listRubricItems,
  type RubricGroup,
  type RubricItem,
} from '../../../../../contract/grading.ts';
import { call } from '../../../api/call.ts';
import { invalidate, useCall } from '../../../api/query.ts';
import { useCourse } from '../../../app/session.tsx';
import { Dialog } from '../../../components/Dialog.tsx';
import { Failure } from '../../../components/Failure.tsx';
import { Pending } from '../../../components/Pending.tsx';
import { deltaText } from '../../../components/points.ts';
import classes from '../grading.module.css';
import { invalidateGrades } from '../grade/invalidateGrades.ts';
import { RubricGroupForm } from './RubricGroupForm.tsx';
import { RubricItemForm } from './RubricItemForm.tsx';
import { answersWords, groupWords } from './rubricWords.ts';

interface RubricDialogProps {
  opened: boolean;
  onClose: () => void;
  set: string;
  question: string;
}

/** Change, add, move, group, archive or put back the items of a question. */
export default function RubricDialog({ opened, onClose, ...where }: RubricDialogProps) {
  return (
    <Dialog opened={opened} onClose={onClose} title="Edit rubric" size="lg">
      <RubricEditor {...where} />
    </Dialog>
  );
}

type Editing = { kind: 'none' } | { kind: 'new' } | { kind: 'item'; id: string };

function RubricEditor({ set, question }: Omit<RubricDialogProps, 'opened' | 'onClose'>) {
  const { course } = useCourse();
  const [editing, setEditing] = useState<Editing>({ kind: 'none' });
  // Beside the item that is being written, which may be for a group that has yet to be made.
  const [grouping, setGrouping] = useState<{ group: RubricGroup | null } | null>(null);
  const params = { course: course.slug, assignment: set, question };
  const query = useCall(listRubricItems, { params });
  const changing = useMutation({
    mutationFn: ({ id, ...body }: { id: string; position?: number; archived?: boolean }) =>
      call(editRubricItem, { params: { rubricItemId: id }, body }),
    onSettled: () => Promise.all([invalidate(listRubricItems), invalidateGrades()]),
  });
  if (query.data === undefined) return <Pending query={query} />;
  const { items, groups } = query.data;
  const inUse = items.filter(({ archivedAt }) => archivedAt === null);
  const archived = items.filter(({ archivedAt }) => archivedAt !== null);
  const close = () => {
    setEditing({ kind: 'none' });
    void invalidate(listRubricItems);
  };
  /** Past the one above or below it, whatever archived ones stand between. */
  const move = (item: RubricItem, by: -1 | 1) => {
    const neighbour = inUse[inUse.indexOf(item) + by];
    if (neighbour !== undefined && !changing.isPending)
      changing.mutate({ id: item.id, position: items.indexOf(neighbour) + 1 });
  };
  return (
    <Stack gap="xs">
      <ul className={classes.rubricEditor}>
        {inUse.map((item, index) => (
          <li key={item.id}>
            {editing.kind === 'item' && editing.id === item.id ? (
              <RubricItemForm
                item={item}
                groups={groups}
                params={params}
                onDone={close}
                onNewGroup={() => setGrouping({ group: null })}
                isBehind={grouping !== null}
              />
            ) : (
              <div className={classes.rubricRow}>
                <span className={classes.muted}>{item.key}</span>
                <span className={classes.itemPoints}>{deltaText(item.points)}</span>
                <span className={classes.itemText}>
                  {item.text}
                  {item.group !== null && <span className={classes.muted}> · {groupWords(item.group)}</span>}
                </span>
                <span className={classes.muted}>
                  {item.applied === 0 ? 'not used' : `on ${answersWords(item.applied)}`}
                </span>
                <Button.Group>
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={`Move up: ${item.text}`}
                    disabled={index === 0}
                    onClick={() => move(item, -1)}
                  >
                    ↑
                  </Button>
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={`Move down: ${item.text}`}
                    disabled={index === inUse.length - 1}
                    onClick={() => move(item, 1)}
                  >
                    ↓
                  </Button>
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={`Edit: ${item.text}`}
                    onClick={() => setEditing({ kind: 'item', id: item.id })}
                  >
                    Edit
                  </Button>
                </Button.Group>
              </div>
            )}
          </li>
        ))}
      </ul>
      {editing.kind === 'new' ? (
        <RubricItemForm
          item={null}
          groups={groups}
          params={params}
          onDone={close}
          onNewGroup={() => setGrouping({ group: null })}
          isBehind={grouping !== null}
        />
      ) : (
        <Group gap="xs">
          <Button variant="default" size="xs" onClick={() => setEditing({ kind: 'new' })}>
            Add an item
          </Button>
          {groups.map((group) => (
            <Button key={group.id} variant="subtle" size="xs" onClick={() => setGrouping({ group })}>
              Rules of “{group.name}”
            </Button>
          ))}
        </Group>
      )}
      {grouping !== null && (
        <RubricGroupForm
          key={grouping.group?.id}
          group={grouping.group}
          params={params}
          onDone={() => setGrouping(null)}
        />
      )}
      {archived.length > 0 && (
        <>
          <h3 className={classes.archivedHead}>Archived</h3>
          <ul className={classes.rubricEditor}>
            {archived.map((item) => (
              <li key={item.id} className={classes.rubricRow}>
                <span className={classes.itemPoints}>{deltaText(item.points)}</span>
                <span className={classes.itemText}>{item.text}</span>
                <span className={classes.muted}>
                  {item.applied === 0 ? 'not used' : `still on ${answersWords(item.applied)}`}
                </span>
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={`Put back: ${item.text}`}
                  onClick={() => changing.mutate({ id: item.id, archived: false })}
                >
                  Put back
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      <Failure error={changing.error} />
    </Stack>
  );
}
