/** How a set was graded: by question, item and grader. */
import { z } from 'zod';
import { AssignmentParams, Id, PersonName } from './common.ts';
import { defineOperation } from './operation.ts';

const Summary = z.object({
  count: z.number().int(),
  mean: z.number(),
  /** Standard deviation; null of fewer than two. */
  spread: z.number().nullable(),
});

/** Of two means, with an interval of 95 %. */
const Difference = z.object({ by: z.number(), low: z.number(), high: z.number() });
export type Difference = z.infer<typeof Difference>;

const Times = z.object({
  /** Median of an answer; null where none is known. */
  seconds: z.number().nullable(),
  /** Answers whose time is known. */
  timed: z.number().int(),
});

export const GraderStatistics = Times.extend({
  person: PersonName,
  /** Scores whose grade that stands is theirs. */
  scores: Summary,
  /** Their scores against those of everybody else; null while one of both has too few. */
  fromOthers: Difference.nullable(),
  /** The later half of what they graded against the earlier one. */
  later: Difference.nullable(),
});
export type GraderStatistics = z.infer<typeof GraderStatistics>;

export const QuestionStatistics = Times.extend({
  id: z.string(),
  label: z.string().nullable(),
  title: z.string(),
  points: z.number(),
  /** That count. */
  answers: z.number().int(),
  /** Null while none has a score. */
  scores: Summary.nullable(),
  items: z.array(
    z.object({
      id: Id,
      text: z.string(),
      points: z.number(),
      /** By the grades that stand. */
      applied: z.number().int(),
      /** By grader, how many of their answers have it. */
      byGrader: z.record(z.string(), z.number().int()),
    }),
  ),
  graders: z.array(GraderStatistics),
});
export type QuestionStatistics = z.infer<typeof QuestionStatistics>;

export const getGradingStatistics = defineOperation({
  id: 'getGradingStatistics',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/grading/statistics',
  summary: 'Scores, items and time by question and by grader, and how far graders are apart',
  params: AssignmentParams,
  response: z.object({ questions: z.array(QuestionStatistics) }),
  errors: ['not_found'],
});
