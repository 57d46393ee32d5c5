import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { addNote, getStudent, removeNote, type Note } from '../../../../contract/students.ts';
import { call } from '../../api/call.ts';
import { invalidate } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse, useUser } from '../../app/session.tsx';
import { useKeptText } from '../../app/useKept.ts';
import { Form } from '../../components/Form.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Time } from '../../components/Time.tsx';
import classes from './roster.module.css';

interface PersonNotesProps {
  userId: string;
  notes: Note[];
  mayWrite: boolean;
}

/** What staff tell one another about a person. */
export function PersonNotes({ userId, notes, mayWrite }: PersonNotesProps) {
  const { course } = useCourse();
  const me = useUser();
  const [text, setText] = useKeptText(`note ${course.slug} ${userId}`);
  const params = { course: course.slug, userId };
  const adding = useMutation({
    mutationFn: () => call(addNote, { params, body: { text } }),
    onSuccess: async () => {
      announce('Note kept');
      await invalidate(getStudent);
      setText('');
    },
  });
  const removing = useMutation({
    mutationFn: (noteId: string) => call(removeNote, { params: { ...params, noteId } }),
    onSuccess: () => invalidate(getStudent),
  });
  const error = adding.error ?? removing.error;
  const submit = () => adding.mutate();
  return (
    <section>
      <p className={classes.muted}>Staff only: the student never sees them.</p>
      {mayWrite && (
        <Form isSaving={adding.isPending} onSubmit={submit} className={classes.form}>
          <Textarea
            label="New note"
            required
            withAsterisk={false}
            maxLength={2000}
            autosize
            minRows={2}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <div>
            <Button type="submit" variant="default" loading={adding.isPending}>
              Keep note
            </Button>
          </div>
        </Form>
      )}
      {/* The newest first, below what it is written in, which stays where it is. */}
      <ul className={classes.notes}>
        {notes.toReversed().map((note) => (
          <li key={note.id}>
            <p dir="auto">{note.text}</p>
            <span className={classes.muted}>
              {note.writtenBy.name}, <Time at={note.writtenAt} timeZone={course.timeZone} />
            </span>{' '}
            {mayWrite && note.writtenBy.id === me.userId && (
              <Button size="compact-xs" variant="subtle" onClick={() => removing.mutate(note.id)}>
                Remove
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Failure error={error} />
    </section>
  );
}
