/** Scores from a file: what it would change, exactly that, and back. */
import { z } from 'zod';
import { CourseParams, FileBytes, Id, Moment, Person, PersonName } from './common.ts';
import { defineOperation } from './operation.ts';

/** Whose columns a file has. */
const SCORE_FORMATS = ['stepwise', 'canvas', 'gradescope', 'nbgrader'] as const;
export type ScoreFormat = (typeof SCORE_FORMATS)[number];

export const ScoreChange = z.object({
  /** Of the file; null for a score that changes with another: of somebody who handed in together, or of a question it does not name. */
  line: z.number().int().nullable(),
  student: Person,
  /** That counts then. */
  submissionId: Id,
  question: z.object({ id: z.string(), label: z.string().nullable(), title: z.string() }),
  /** Null of what nobody has graded yet. */
  before: z.number().nullable(),
  after: z.number().nullable(),
  /** The number of the file, where the score will be another one. */
  wanted: z.number().nullable(),
  /** Numbers of the submissions that count for them before and after, where the change makes another one count. */
  counts: z.object({ before: z.number().int(), after: z.number().int() }).nullable(),
});
export type ScoreChange = z.infer<typeof ScoreChange>;

export const ScoreImport = z.object({
  /** Null of a file whose columns are nobody's. */
  format: z.enum(SCORE_FORMATS).nullable(),
  /** Of the file as it was read, such as `UTF-16`. */
  encoding: z.string(),
  /** Headings of scores that are read, and of those that are not. */
  columns: z.array(z.string()),
  ignored: z.array(z.string()),
  sets: z.array(
    z.object({
      slug: z.string(),
      title: z.string(),
      /** Its grades are out: who is named sees the change at once, and is told. */
      released: z.boolean(),
      changes: z.array(ScoreChange),
    }),
  ),
  /** Scores of the file that are the ones here. */
  unchanged: z.number().int(),
  /** What is left out, each with what to do; line 0 stands for the file as a whole. */
  problems: z.array(z.object({ line: z.number().int(), message: z.string() })),
  /** Names exactly this plan; see `confirm`. */
  digest: z.string(),
  /** By which it is undone, once it is done. */
  importId: Id.nullable(),
});
export type ScoreImport = z.infer<typeof ScoreImport>;

export const importScores = defineOperation({
  id: 'importScores',
  method: 'post',
  once: 'seen',
  path: '/api/courses/{course}/score-imports',
  summary:
    'Scores from a CSV file in columns of our own, of Canvas, Gradescope or nbgrader, the bytes as they are: first the plan, then exactly it. A blank cell changes nothing',
  params: CourseParams,
  query: z.object({
    /** The set that a file of Gradescope is of; found by its questions' titles when absent. */
    assignment: z.string().max(100).optional(),
    /** The `digest` of the plan that was seen. Without it nothing is changed. */
    confirm: z.string().max(100).optional(),
  }),
  body: FileBytes,
  bodyType: 'application/octet-stream',
  response: ScoreImport,
  errors: ['csrf', 'not_found', 'too_large', 'unacceptable'],
});

export const listScoreImports = defineOperation({
  id: 'listScoreImports',
  method: 'get',
  path: '/api/courses/{course}/score-imports',
  summary: 'Files of scores that were imported, the last first',
  params: CourseParams,
  response: z.object({
    imports: z.array(
      z.object({
        id: Id,
        by: PersonName,
        at: Moment,
        /** Titles of the sets. */
        sets: z.array(z.string()),
        /** Answers that it graded. */
        answers: z.number().int(),
        /** Those of them that were put back since. */
        undone: z.number().int(),
      }),
    ),
  }),
  errors: ['not_found'],
});

export const undoScoreImport = defineOperation({
  id: 'undoScoreImport',
  method: 'post',
  once: 'state',
  path: '/api/courses/{course}/score-imports/{importId}/undo',
  summary:
    'Put back the grades that there were before an import, those that somebody decided anew since aside',
  params: CourseParams.extend({ importId: Id }),
  response: z.object({
    undone: z.number().int(),
    /** Answers that somebody graded anew since. */
    left: z.number().int(),
  }),
  errors: ['csrf', 'not_found'],
});
