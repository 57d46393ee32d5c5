import { z } from 'zod';
import { listLinks, renewInvitations, revokeInvitation } from '../../../contract/invitations.ts';
import { UsageError } from '../../exit.ts';
import { defineAct } from '../act.ts';
import { course, email } from '../inputs.ts';
import { invitationOf, linkLines } from './found.ts';

export const personInvitation = defineAct({
  words: 'person invitation',
  about: 'renew the link of somebody who is invited, or take the invitation back',
  scope: 'people',
  operations: [listLinks, renewInvitations, revokeInvitation],
  args: ['course', 'email'],
  input: z.object({
    course,
    email,
    renew: z.boolean().optional().describe('a new link, with a new time to live; the old one works no more'),
    takeBack: z.boolean().optional().describe('the link works no more, and they are expected no more'),
  }),
  async run(server, { course: slug, email: address, renew = false, takeBack = false }) {
    if (renew === takeBack) throw new UsageError('say --renew or --take-back');
    const params = { course: slug };
    const invited = invitationOf(await server.call(listLinks, { params }), address);
    const { id, token: _, ...person } = invited;
    const { expiresAt: seen } = invited;
    const about = `${person.name}, ${person.email}, ${person.role}`;
    return {
      value: { ...person, renew, takeBack },
      lines: [takeBack ? `- ${about}` : `~ ${about}: another link, and a mail with it where mail is sent`],
      apply: async () => {
        if (takeBack)
          return {
            value: await server.call(revokeInvitation, {
              params: { ...params, invitationId: id },
              query: { seen },
            }),
            lines: ['Taken back.'],
          };
        const links = await server.call(renewInvitations, {
          params,
          body: { invitationIds: [id], seen: { [id]: seen } },
        });
        const invitations = [invitationOf(links, address)];
        return { value: links, lines: linkLines(server.origin, { invitations, joinLinks: [] }) };
      },
    };
  },
});
