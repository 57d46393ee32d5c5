import { z } from 'zod';
import { closeJoinLink, listLinks, openJoinLink } from '../../../contract/invitations.ts';
import { UsageError } from '../../exit.ts';
import { defineAct } from '../act.ts';
import { course } from '../inputs.ts';
import { linkLines } from './found.ts';

export const personJoinLink = defineAct({
  words: 'person join-link',
  about: 'a link by which whoever has it joins a course as a student; a new one replaces the old',
  scope: 'people',
  operations: [listLinks, openJoinLink, closeJoinLink],
  args: ['course'],
  input: z.object({
    course,
    section: openJoinLink.body.shape.section
      .default('')
      .describe('of those who join by it; none when absent'),
    close: z.boolean().optional().describe('switch off the one that there is'),
  }),
  async run(server, { course: slug, section, close = false }) {
    const params = { course: slug };
    const { joinLinks } = await server.call(listLinks, { params });
    const old = joinLinks.find((link) => link.section === section);
    const whose = section === '' ? slug : `${slug}, section ${section}`;
    if (close) {
      if (!old) throw new UsageError(`there is no such link to ${whose}`);
      return {
        value: { section, close },
        lines: [`- the link to ${whose}`],
        apply: async () => ({
          value: await server.call(closeJoinLink, { params: { ...params, joinLinkId: old.id } }),
          lines: ['It lets nobody in any more.'],
        }),
      };
    }
    return {
      value: { section, close },
      lines: [`+ a link to ${whose}${old ? '; the one that there is works no more' : ''}`],
      apply: async () => {
        const links = await server.call(openJoinLink, { params, body: { section, seen: old?.id ?? null } });
        const made = links.joinLinks.filter((link) => link.section === section);
        return { value: links, lines: linkLines(server.origin, { invitations: [], joinLinks: made }) };
      },
    };
  },
});
