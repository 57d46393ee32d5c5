import { z } from 'zod';
import { CourseParams, Person, Role } from './common.ts';
import { defineOperation } from './operation.ts';

export const listRoster = defineOperation({
  id: 'listRoster',
  method: 'get',
  path: '/api/courses/{course}/roster',
  summary: 'The people of a course: instructors, TAs, students, each by name',
  params: CourseParams,
  response: z.object({ people: z.array(Person.extend({ role: Role })) }),
  errors: ['not_found'],
});
