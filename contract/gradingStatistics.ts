/** How a set was graded: by question, item and grader. */
import { z } from 'zod';
import { AssignmentParams, Id, Moment, PersonName, Revision } from './common.ts';
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

/** Answers that were graded twice. */
const SecondGradings = z.object({
  asked: z.number().int(),
  /** Cohen's κ over answers and rubric items, applied or not; null while chance would explain all. */
  kappa: z.number().nullable(),
  /** Mean absolute difference of points; null before the first. */
  difference: z.number().nullable(),
  /** Graded twice, the furthest apart first. */
  answers: z.array(
    z.object({
      submissionId: Id,
      first: PersonName,
      second: PersonName,
      firstScore: z.number(),
      secondScore: z.number(),
      /** Texts of the items that one of both applied. */
      onlyFirst: z.array(z.string()),
      onlySecond: z.array(z.string()),
      /** What each added to the items. */
      firstAdjustment: z.number(),
      secondAdjustment: z.number(),
      comment: z.string(),
      /** Which of the two stands now; null where somebody has decided otherwise since. */
      stands: z.enum(['first', 'second']).nullable(),
      /** What stands where it is neither; null for nothing, and where it is not the same for all. */
      other: z.object({ by: PersonName, score: z.number().nullable() }).nullable(),
      /** On what the second grade is adopted: the decision that stands, and when the second grade was decided. */
      baseRevision: Revision,
      decidedAt: Moment,
    }),
  ),
});
export type SecondGradings = z.infer<typeof SecondGradings>;

export const QuestionStatistics = Times.extend({
  id: z.string(),
  label: z.string().nullable(),
  title: z.string(),
  kind: z.enum(['written', 'optimizer', 'experiment']),
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
  /** Null where nobody was asked. */
  second: SecondGradings.nullable(),
});
export type QuestionStatistics = z.infer<typeof QuestionStatistics>;

export const getGradingStatistics = defineOperation({
  id: 'getGradingStatistics',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/grading/statistics',
  summary: 'Scores, items and time by question and by grader, and how far graders are apart',
  params: AssignmentParams,
  response: z.object({
    questions: z.array(QuestionStatistics),
    /** Who can be asked to grade a second time. */
    staff: z.array(PersonName),
  }),
  errors: ['not_found'],
});
