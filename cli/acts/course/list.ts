import { z } from 'zod';
import { listAllCourses } from '../../../contract/courseFiles.ts';
import { getToken } from '../../../contract/tokens.ts';
import { defineAct } from '../act.ts';

export const courseList = defineAct({
  words: 'course list',
  about: 'your courses, with your role in each',
  scope: 'terms',
  operations: [getToken, listAllCourses],
  args: [],
  input: z.object({ all: z.boolean().optional().describe('all of the installation; for administrators') }),
  async run(server, { all = false }) {
    if (all) {
      const { courses } = await server.call(listAllCourses);
      const lines = courses.map(
        ({ slug, code, title, term, archived, people, sets }) =>
          `${slug}: ${code}, ${title}, ${term}; ${people} people, ${sets} sets${archived ? '; archived' : ''}`,
      );
      return { value: courses, lines };
    }
    const { courses } = await server.call(getToken);
    const lines = courses.map(
      ({ course: { slug, code, title, term }, role }) => `${slug}: ${code}, ${title}, ${term}; ${role}`,
    );
    return { value: courses, lines };
  },
});
