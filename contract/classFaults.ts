/** Why the code of a class is not right, and how often: what to speak of in the next lecture. */
import { z } from 'zod';
import { CAUSES } from '../grader/terms.ts';
import { AssignmentParams, Id, PersonName } from './common.ts';
import { defineOperation } from './operation.ts';

/** A submission with the people for whom it counts. */
const Work = z.object({ submissionId: Id, people: z.array(PersonName) });

export const ClassFaults = z.object({
  /** Of the set's questions that are answered in code. */
  questions: z.array(
    z.object({
      id: z.string(),
      label: z.string().nullable(),
      title: z.string(),
      /** Students whose counting submission was run. */
      students: z.number().int(),
      /** Of these, those whose code passes every test. */
      right: z.number().int(),
      /** By how many students make them, the most first. */
      faults: z.array(
        z.object({
          id: z.enum(CAUSES),
          /** `a bias correction has the same power at every step …` */
          meaning: z.string(),
          students: z.number().int(),
          works: z.array(Work),
        }),
      ),
      /** Neither right nor with a fault that has a name. */
      unnamed: z.object({ students: z.number().int(), works: z.array(Work) }),
    }),
  ),
});
export type ClassFaults = z.infer<typeof ClassFaults>;

export const getClassFaults = defineOperation({
  id: 'getClassFaults',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/faults',
  summary: 'Which faults the code of a class has, by question, and how many students make each',
  params: AssignmentParams,
  response: ClassFaults,
  errors: ['not_found'],
});
