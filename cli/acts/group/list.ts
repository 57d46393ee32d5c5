import { z } from 'zod';
import { listGroups } from '../../../contract/arranging.ts';
import { defineAct } from '../act.ts';
import { course, set } from '../inputs.ts';

export const groupList = defineAct({
  words: 'group list',
  about: 'the groups of a set, and who works alone',
  scope: 'groups',
  operations: [listGroups],
  args: ['course', 'set'],
  input: z.object({ course, set }),
  async run(server, input) {
    const found = await server.call(listGroups, { params: { course: input.course, assignment: input.set } });
    const names = (people: readonly { name: string }[]) => people.map(({ name }) => name).join(', ');
    return {
      value: found,
      lines: [
        ...found.groups.map(({ members }) => names(members)),
        `alone: ${names(found.alone) || 'nobody'}`,
        `a group has at most ${found.groupMax} members`,
      ],
    };
  },
});
