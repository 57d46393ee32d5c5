/** Answers that say the same, gathered so that a person grades them in one action. */
import { z } from 'zod';
import { Id, PersonName, QuestionParams, Revision } from './common.ts';
import { Choice } from './grade.ts';
import { Grade, GradingQuestion, RubricItem } from './grading.ts';
import { ImageView } from './images.ts';
import { defineOperation } from './operation.ts';

export const GroupedAnswer = z.object({
  submissionId: Id,
  members: z.array(PersonName),
  /** Markdown + TeX. */
  answer: z.string(),
  /** Those that the answers of the submission show. */
  images: z.array(ImageView),
  /** The last decision about it; null while nobody decided anything. */
  grade: Grade.nullable(),
});
export type GroupedAnswer = z.infer<typeof GroupedAnswer>;

export const AnswerGroupView = z.object({
  /** Of a group that a person made, its id; else a hash of its answers, the same while they are. */
  id: z.string(),
  name: z.string(),
  /** By the rule they contain, by their words, or as a person put them. */
  by: z.enum(['rule', 'text', 'empty', 'person']),
  answers: z.array(GroupedAnswer).min(1),
  /** The rubric item that fits the rule of the group; null when none does, or more than one. */
  suggestedItemId: Id.nullable(),
});
export type AnswerGroupView = z.infer<typeof AnswerGroupView>;

export const listAnswerGroups = defineOperation({
  id: 'listAnswerGroups',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/grading/{question}/groups',
  summary: 'The answers to a written question, gathered by what they say, largest group first',
  params: QuestionParams,
  response: z.object({
    question: GradingQuestion,
    /** Markdown + TeX. */
    statement: z.string(),
    macros: z.record(z.string(), z.string()),
    /** In order; archived ones only when an answer here has them. */
    rubric: z.array(RubricItem),
    groups: z.array(AnswerGroupView),
  }),
  errors: ['not_found', 'unacceptable', 'throttled'],
});

export const formAnswerGroup = defineOperation({
  id: 'formAnswerGroup',
  method: 'post',
  once: 'state',
  path: '/api/courses/{course}/assignments/{assignment}/grading/{question}/groups',
  summary:
    'Put answers into a group of their own: a split when they come from one group, a merge from several',
  params: QuestionParams,
  body: z.object({
    name: z.string().trim().min(1).max(120),
    submissionIds: z.array(Id).min(1).max(2000),
    /**
     * The groups that people made in which these answers were seen: where somebody has put one of them into another since, it stays
     * there, and nothing is done. Absent: they are taken from wherever they are.
     */
    seen: z.array(Id).optional(),
  }),
  response: z.object({ id: Id }),
  status: 201,
  errors: ['csrf', 'not_found', 'unacceptable'],
});

export const dissolveAnswerGroup = defineOperation({
  id: 'dissolveAnswerGroup',
  method: 'delete',
  once: 'state',
  path: '/api/courses/{course}/assignments/{assignment}/grading/{question}/groups/{answerGroupId}',
  summary: 'Undo a group that a person made: its answers are gathered by what they say again',
  params: QuestionParams.extend({ answerGroupId: Id }),
  response: z.object({}),
  errors: ['csrf', 'not_found'],
});

/** Answers, each with the revision of the decision that was looked at; 0 when there was none. */
const LookedAt = z
  .array(z.object({ submissionId: Id, baseRevision: Revision }))
  .min(1)
  .max(2000);

export const gradeAnswerGroup = defineOperation({
  id: 'gradeAnswerGroup',
  method: 'put',
  once: 'seen',
  path: '/api/courses/{course}/assignments/{assignment}/grading/{question}/groups/grade',
  summary: 'Give the same grade to several answers at once; those graded meanwhile are left and named',
  params: QuestionParams,
  body: Choice.extend({ groupName: z.string().min(1).max(120), answers: LookedAt }),
  response: z.object({
    graded: z.number().int(),
    /** Not changed: since the caller looked, somebody decided otherwise. */
    conflicts: z.array(z.object({ submissionId: Id, theirs: Grade.nullable() })),
  }),
  errors: ['csrf', 'not_found', 'unacceptable'],
});

export const ungradeAnswerGroup = defineOperation({
  id: 'ungradeAnswerGroup',
  method: 'post',
  once: 'seen',
  path: '/api/courses/{course}/assignments/{assignment}/grading/{question}/groups/ungrade',
  summary: 'Take back the grades of several answers at once; those graded meanwhile are left and named',
  params: QuestionParams,
  body: z.object({ answers: LookedAt }),
  response: z.object({
    takenBack: z.number().int(),
    conflicts: z.array(z.object({ submissionId: Id, theirs: Grade })),
  }),
  errors: ['csrf', 'not_found', 'unacceptable'],
});
