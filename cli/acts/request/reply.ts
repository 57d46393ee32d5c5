import { z } from 'zod';
import { getRequest, replyToRequest } from '../../../contract/requests.ts';
import { defineAct } from '../act.ts';
import { course, requestId } from '../inputs.ts';
import { found, requestLines, requestParams } from './found.ts';

export const requestReply = defineAct({
  words: 'request reply',
  about: 'say something about a regrade request that is open; student and staff read it',
  scope: 'requests',
  operations: [getRequest, replyToRequest],
  args: ['course', 'request'],
  input: z.object({
    course,
    request: requestId,
    text: replyToRequest.body.shape.text.describe('Markdown with TeX'),
  }),
  async run(server, { course: slug, request: id, text }) {
    const { request } = await found(server, slug, id);
    return {
      value: { request, text },
      lines: [...requestLines(request), `→ ${text}`],
      apply: async () => ({
        value: await server.call(replyToRequest, { params: requestParams(request), body: { text } }),
        lines: ['Replied.'],
      }),
    };
  },
});
