import { z } from 'zod';
import { listCourseRequests } from '../../../contract/requests.ts';
import { defineAct } from '../act.ts';
import { course } from '../inputs.ts';
import { requestLine } from './found.ts';

export const requestList = defineAct({
  words: 'request list',
  about: 'the regrade requests of a course that are open, the oldest first',
  scope: 'requests',
  operations: [listCourseRequests],
  args: ['course'],
  input: z.object({ course, over: z.boolean().optional().describe('those that are over, the newest first') }),
  async run(server, { course: slug, over = false }) {
    const state = over ? 'over' : 'open';
    const { requests } = await server.call(listCourseRequests, {
      params: { course: slug },
      query: { state },
    });
    return { value: requests, lines: requests.map(requestLine) };
  },
});
