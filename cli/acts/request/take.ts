import { z } from 'zod';
import { assignRequest, getRequest } from '../../../contract/requests.ts';
import { getToken } from '../../../contract/tokens.ts';
import { UsageError } from '../../exit.ts';
import { defineAct } from '../act.ts';
import { course, requestId } from '../inputs.ts';
import { found, requestLine, requestParams } from './found.ts';

export const requestTake = defineAct({
  words: 'request take',
  about: 'take a regrade request, hand it over to a colleague, or let go of it',
  scope: 'requests',
  operations: [getToken, getRequest, assignRequest],
  args: ['course', 'request'],
  input: z.object({
    course,
    request: requestId,
    to: z.string().optional().describe('name of the colleague who gets it'),
    letGo: z.boolean().optional().describe('so that nobody has it'),
    note: assignRequest.body.shape.note.describe('a word for the colleague'),
  }),
  async run(server, { course: slug, request: id, to, letGo = false, note }) {
    if (letGo && to !== undefined) throw new UsageError('--to and --let-go say two things');
    const { request, staff } = await found(server, slug, id);
    const named = staff.filter(({ name }) => name === to);
    if (to !== undefined && named.length !== 1)
      throw new UsageError(`--to ${to}: write one of ${staff.map(({ name }) => name).join(', ')}`);
    const next = letGo ? null : (named[0] ?? (await server.call(getToken)).user);
    const body = { from: request.handler?.id ?? null, to: next?.id ?? null, note };
    return {
      value: { request, to: next },
      lines: [requestLine(request), `→ ${next?.name ?? 'nobody'}`],
      apply: async () => ({
        value: await server.call(assignRequest, { params: requestParams(request), body }),
        lines: ['Done.'],
      }),
    };
  },
});
