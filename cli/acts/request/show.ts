import { z } from 'zod';
import { getRequest } from '../../../contract/requests.ts';
import { defineAct } from '../act.ts';
import { course, requestId } from '../inputs.ts';
import { found, requestLines } from './found.ts';

export const requestShow = defineAct({
  words: 'request show',
  about: 'a regrade request with all that was said',
  scope: 'requests',
  operations: [getRequest],
  args: ['course', 'request'],
  input: z.object({ course, request: requestId }),
  async run(server, input) {
    const { request } = await found(server, input.course, input.request);
    return { value: request, lines: requestLines(request) };
  },
});
