import { z } from 'zod';
import { listRoster } from '../../../contract/roster.ts';
import { addNote, getStudent, removeNote } from '../../../contract/students.ts';
import { UsageError } from '../../exit.ts';
import { defineAct } from '../act.ts';
import { course, email, personOf } from '../inputs.ts';

export const personNote = defineAct({
  words: 'person note',
  about: 'write something down about a person, for staff only, or remove a note that you wrote',
  scope: 'records',
  operations: [listRoster, getStudent, addNote, removeNote],
  args: ['course', 'email'],
  input: z.object({
    course,
    email,
    text: addNote.body.shape.text.optional().describe('the note'),
    remove: z.uuid().optional().describe('id of the note to remove, from “person show”'),
  }),
  async run(server, { course: slug, email: address, text, remove }) {
    if ((text === undefined) === (remove === undefined)) throw new UsageError('say --text or --remove');
    const { id: userId } = personOf(await server.call(listRoster, { params: { course: slug } }), address);
    const params = { course: slug, userId };
    if (text !== undefined)
      return {
        value: { person: address, text },
        lines: [`+ ${address}: ${text}`],
        apply: async () => ({
          value: await server.call(addNote, { params, body: { text } }),
          lines: ['Written down.'],
        }),
      };
    const { notes } = await server.call(getStudent, { params });
    const note = notes.find(({ id }) => id === remove);
    if (!note) throw new UsageError(`there is no note ${remove} about ${address}`);
    return {
      value: { person: address, removed: note },
      lines: [`- ${address}: ${note.text}`],
      apply: async () => ({
        value: await server.call(removeNote, { params: { ...params, noteId: note.id } }),
        lines: ['Removed.'],
      }),
    };
  },
});
