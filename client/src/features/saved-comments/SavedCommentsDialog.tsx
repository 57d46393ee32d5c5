import { Button, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import {
  changeSavedComment,
  deleteSavedComment,
  listSavedComments,
  saveComment,
  type SavedComment,
} from '../../../../contract/savedComments.ts';
import { call } from '../../api/call.ts';
import { invalidate, putInto, useCall } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import { useKept } from '../../app/useKept.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Outcome } from '../../components/Outcome.tsx';
import { Pending } from '../../components/Pending.tsx';
import { Cancel, Form } from '../../components/Form.tsx';
import { matching } from './expand.ts';
import classes from './savedComments.module.css';

/** What is being written or changed; without an id a new one. */
interface Editing {
  id: string | null;
  text: string;
  shortcut: string;
  baseRevision: number;
}

interface SavedCommentsDialogProps {
  /** What stands in the comment, to be kept. */
  written: string;
  onInsert: (text: string, id: string) => void;
  onClose: () => void;
}

const textOf = ({ text, shortcut }: Pick<Editing, 'text' | 'shortcut'>) => ({
  text,
  shortcut: shortcut.trim() === '' ? null : shortcut,
});

const usedWords = (uses: number): string =>
  uses === 0 ? 'not used yet' : uses === 1 ? 'used once' : `used ${uses} times`;

/** The comments that all staff of the course keep: found, put in, kept, changed, deleted. */
export default function SavedCommentsDialog({ written, onInsert, onClose }: SavedCommentsDialogProps) {
  const { course } = useCourse();
  const params = { course: course.slug };
  const query = useCall(listSavedComments, { params });
  const [wanted, setWanted] = useState('');
  const [editing, setEditing] = useKept<Editing | null>(
    `saved comment ${course.slug}`,
    null,
    (kept) => typeof (kept as Editing).text === 'string' && typeof (kept as Editing).shortcut === 'string',
  );
  const show = (list: { comments: SavedComment[] }) => putInto(listSavedComments, { params }, () => list);
  const removing = useMutation({
    mutationFn: ({ id, revision }: SavedComment) =>
      call(deleteSavedComment, {
        params: { ...params, savedCommentId: id },
        query: { baseRevision: revision },
      }),
    onSuccess: show,
    onError: () => invalidate(listSavedComments),
  });
  const back = useMutation({
    mutationFn: ({ text, shortcut }: SavedComment) => call(saveComment, { params, body: { text, shortcut } }),
    onSuccess: (list) => {
      show(list);
      removing.reset();
    },
  });
  const found = matching(query.data?.comments ?? [], wanted);
  const isKept = query.data?.comments.some(({ text }) => text === written) ?? false;
  const problem = removing.error ?? back.error;
  // A rewrite is there again when the dialog is; a form in which nothing was written is not.
  const close = () => {
    const before = query.data?.comments.find(({ id }) => id === editing?.id);
    if (
      editing !== null &&
      editing.text === (before?.text ?? '') &&
      editing.shortcut === (before?.shortcut ?? '')
    )
      setEditing(null);
    onClose();
  };
  return (
    <Dialog opened onClose={close} title="Saved comments" size="lg">
      {editing === null ? (
        <Stack gap="sm">
          <Form
            isSaving={false}
            onSubmit={() => {
              if (found[0]) onInsert(found[0].text, found[0].id);
            }}
          >
            <TextInput
              label="Find"
              description="All staff of the course share these. Enter puts in the first; / and its shortcut, then a space, does so while you write."
              data-autofocus
              value={wanted}
              onChange={(event) => setWanted(event.currentTarget.value)}
            />
          </Form>
          {query.data === undefined ? (
            <Pending query={query} />
          ) : found.length === 0 ? (
            <Empty title={wanted === '' ? 'No saved comments yet' : `No match for “${wanted}”`}>
              Keep one that you will need again: all graders of the course find it here.
            </Empty>
          ) : (
            <ul className={classes.list}>
              {found.map((comment) => (
                <li key={comment.id}>
                  <button
                    type="button"
                    className={classes.words}
                    onClick={() => onInsert(comment.text, comment.id)}
                  >
                    {comment.shortcut !== null && <kbd>/{comment.shortcut}</kbd>} {comment.text}
                  </button>
                  <span className={classes.acts}>
                    <span>{usedWords(comment.uses)}</span>
                    <Button
                      variant="subtle"
                      size="compact-sm"
                      onClick={() =>
                        setEditing({
                          id: comment.id,
                          text: comment.text,
                          shortcut: comment.shortcut ?? '',
                          baseRevision: comment.revision,
                        })
                      }
                    >
                      Edit
                    </Button>
                    <Button
                      variant="subtle"
                      size="compact-sm"
                      disabled={removing.isPending}
                      onClick={() => removing.mutate(comment)}
                    >
                      Delete
                    </Button>
                  </span>
                </li>
              ))}
            </ul>
          )}
          <div>
            <Button
              variant="default"
              onClick={() =>
                setEditing({ id: null, text: isKept ? '' : written, shortcut: '', baseRevision: 0 })
              }
            >
              {written === '' || isKept ? 'New saved comment' : 'Keep what is written'}
            </Button>
          </div>
        </Stack>
      ) : (
        <EditForm
          editing={editing}
          onChange={setEditing}
          onSaved={(list) => {
            show(list);
            setEditing(null);
          }}
          onCancel={() => setEditing(null)}
        />
      )}
      <Failure error={problem} />
      {removing.isSuccess && (
        <Outcome>
          <p role="status">
            Deleted. Comments made with it stay.{' '}
            <Button
              variant="subtle"
              size="compact-sm"
              loading={back.isPending}
              onClick={() => back.mutate(removing.variables)}
            >
              Put it back
            </Button>
          </p>
        </Outcome>
      )}
    </Dialog>
  );
}

interface EditFormProps {
  editing: Editing;
  onChange: (editing: Editing) => void;
  onSaved: (list: { comments: SavedComment[] }) => void;
  onCancel: () => void;
}

function EditForm({ editing, onChange, onSaved, onCancel }: EditFormProps) {
  const { course } = useCourse();
  const params = { course: course.slug };
  const { id, baseRevision } = editing;
  const saving = useMutation({
    mutationFn: () =>
      id === null
        ? call(saveComment, { params, body: textOf(editing) })
        : call(changeSavedComment, {
            params: { ...params, savedCommentId: id },
            body: { ...textOf(editing), baseRevision },
          }),
    onSuccess: onSaved,
    onError: () => invalidate(listSavedComments),
  });
  return (
    <Form className={classes.form} isSaving={saving.isPending} onSubmit={() => saving.mutate()}>
      <Textarea
        label="Words"
        description="Markdown and $…$"
        autosize
        minRows={3}
        maxRows={12}
        data-autofocus
        value={editing.text}
        onChange={(event) => onChange({ ...editing, text: event.currentTarget.value })}
      />
      <TextInput
        label="Shortcut"
        description="Up to 20 letters a–z, digits and hyphens; may stay empty"
        value={editing.shortcut}
        onChange={(event) => onChange({ ...editing, shortcut: event.currentTarget.value })}
      />
      <div className={classes.acts}>
        <Button type="submit" disabled={editing.text.trim() === ''} loading={saving.isPending}>
          Keep
        </Button>
        <Cancel variant="subtle" onClick={onCancel} />
      </div>
      <Failure error={saving.error} />
    </Form>
  );
}
