import { z } from 'zod';
import { getCourse } from '../../../contract/courses.ts';
import { listRoster } from '../../../contract/roster.ts';
import { getStudent } from '../../../contract/students.ts';
import { defineAct } from '../act.ts';
import { clock, course, email, personOf } from '../inputs.ts';

const MOVED = { opens: 'opens', taken: 'taken until', releases: 'grades out' } as const;

export const personShow = defineAct({
  words: 'person show',
  about: 'a person of a course with all sets, scores, extensions, regrade requests and staff’s notes',
  scope: 'records',
  operations: [getCourse, listRoster, getStudent],
  args: ['course', 'email'],
  input: z.object({ course, email }),
  async run(server, { course: slug, email: address }) {
    const params = { course: slug };
    const { timeZone } = await server.call(getCourse, { params });
    const { id: userId } = personOf(await server.call(listRoster, { params }), address);
    const found = await server.call(getStudent, { params: { ...params, userId } });
    const { person, sets, requests, notes } = found;
    const facts = [person.name, person.email, person.role, person.section, person.studentId];
    return {
      value: found,
      lines: [
        `${facts.filter((word) => word !== '').join(', ')}${person.leftAt === null ? '' : ' (has left)'}`,
        ...sets.map(({ slug: set, maxScore, dueAt, extension, moved, cell, submissions }) =>
          [
            `  ${set}: ${cell.status.replace('_', ' ')}, ${cell.score ?? '–'} of ${maxScore}`,
            `due ${clock(dueAt, timeZone)}${extension === null ? '' : ` (${extension.reason})`}`,
            ...moved.map(({ what, at, reason }) => `${MOVED[what]} ${clock(at, timeZone)} (${reason})`),
            submissions.length === 1 ? '1 submission' : `${submissions.length} submissions`,
          ].join('; '),
        ),
        ...requests.map(
          ({ id, assignment, question, state }) =>
            `  request ${id}: ${assignment.slug}/${question}, ${state}`,
        ),
        ...notes.map(
          ({ id, text, writtenBy, writtenAt }) =>
            `  note ${id}, ${writtenBy.name}, ${clock(writtenAt, timeZone)}: ${text}`,
        ),
      ],
    };
  },
});
