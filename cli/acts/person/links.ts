import { z } from 'zod';
import { listLinks } from '../../../contract/invitations.ts';
import { defineAct } from '../act.ts';
import { course } from '../inputs.ts';
import { linkLines } from './found.ts';

export const personLinks = defineAct({
  words: 'person links',
  about: 'the links into a course: one of each invited person, and those that are open to whoever has them',
  scope: 'people',
  operations: [listLinks],
  args: ['course'],
  input: z.object({ course }),
  async run(server, { course: slug }) {
    const links = await server.call(listLinks, { params: { course: slug } });
    return { value: links, lines: linkLines(server.origin, links) };
  },
});
