/** Grading by people: question by question, with rubric items. */
import { z } from 'zod';
import { PublicQuestion } from './assignments.ts';
import { AssignmentParams, Id, Moment, PersonName, QuestionParams, Revision } from './common.ts';
import { AnswerMarks } from './desk.ts';
import { Choice, EarlierSubmission } from './grade.ts';
import { ImageView } from './images.ts';
import { NewsQuery } from './news.ts';
import { defineOperation } from './operation.ts';
import { Experiment } from './report.ts';
import { RuleReading } from './rules.ts';
import { CodeFile, Run, VisibleQuestionReport } from './submissions.ts';

/** Items of which one applies at most, or whose points together stay within bounds. */
export const RubricGroup = z.object({
  id: Id,
  name: z.string(),
  /** At most one of its items can be chosen. */
  exclusive: z.boolean(),
  /** Least and most that its items add together; null for no bound. */
  floor: z.number().nullable(),
  cap: z.number().nullable(),
});
export type RubricGroup = z.infer<typeof RubricGroup>;

export const RubricItem = z.object({
  id: Id,
  /** 1, 2, 3, …: the digit that toggles it; never given to another item. */
  key: z.number().int(),
  text: z.string(),
  /** What it adds to the score; a deduction is negative. */
  points: z.number(),
  /** Answers that count and have it. */
  applied: z.number().int(),
  group: RubricGroup.nullable(),
  /** Archived items stay on the answers that have them and cannot be newly applied. */
  archivedAt: Moment.nullable(),
});
export type RubricItem = z.infer<typeof RubricItem>;

export const RubricItemInput = z.object({
  text: z.string().trim().min(1).max(500),
  points: z.number().min(-1000).max(1000),
  /** Name of a group of the question; null for none. */
  group: z.string().trim().min(1).max(80).nullable().default(null),
});

/** The decision about an answer that stands; its score is `scoreOf` of grader/core/rubric.ts. */
export const Grade = z.object({
  /** A comment alone leaves the answer ungraded, as one that was taken back is. */
  kind: z.enum(['grade', 'comment', 'taken_back']),
  appliedItemIds: z.array(Id),
  fullMarks: z.boolean(),
  adjustment: z.number(),
  /** Markdown + TeX, shown to the group. */
  comment: z.string(),
  /** Null while there is none. */
  score: z.number().nullable(),
  /** As it was given, where the version in force counts it otherwise or wants the answer graded anew. */
  carried: z.object({ version: z.number().int(), score: z.number(), maxScore: z.number() }).nullable(),
  gradedBy: PersonName,
  gradedAt: Moment,
  /** The group of equal answers that was decided in one action; null when this answer was decided by itself. */
  groupName: z.string().nullable(),
  /** Null for a grade of this very answer. */
  from: EarlierSubmission.nullable(),
  /** Another one after every decision about the answer or an earlier one, and never one that there was before. */
  revision: z.number().int(),
});
export type Grade = z.infer<typeof Grade>;

/** Details of the error `grade_conflict`: the decision that stands; null when there is none. */
export const GradeConflict = z.object({ theirs: Grade.nullable() });
export type GradeConflict = z.infer<typeof GradeConflict>;

export const GradingQuestion = z.object({
  id: z.string(),
  label: z.string().nullable(),
  title: z.string(),
  kind: z.enum(['written', 'optimizer', 'experiment']),
  points: z.number(),
  /** Answers of the submissions that count. */
  answers: z.number().int(),
  /** Those of them with a grade: a person's, or the report's for a question answered in code. */
  graded: z.number().int(),
  /** Others that have a grade, and another text or program since. */
  changed: z.number().int(),
});
export type GradingQuestion = z.infer<typeof GradingQuestion>;

export const GradingAnswerRow = z.object({
  submissionId: Id,
  /** 1, 2, 3, … in the question's own shuffled order, the same at every call. */
  position: z.number().int(),
  members: z.array(PersonName),
  /** Of the members; none where names are hidden. */
  sections: z.array(z.string()),
  submittedAt: Moment,
  late: z.boolean(),
  /** Seconds after the due time that holds for those for whom it counts; null where it is in time. */
  lateBy: z.number().int().nullable(),
  empty: z.boolean(),
  /** Null while ungraded. */
  score: z.number().nullable(),
  gradedBy: PersonName.nullable(),
  from: EarlierSubmission.nullable(),
  /** Items of the grade that stands. */
  itemIds: z.array(Id),
  marks: AnswerMarks,
  /** Whose part it is, where the question is divided. */
  partOf: Id.nullable(),
});
export type GradingAnswerRow = z.infer<typeof GradingAnswerRow>;

/** What the rule in a written answer is, read by `grader/rules/`. Nothing is graded by it without a person. */
export const RuleAdvice = RuleReading.extend({
  /** The rubric item that says the same; null when none does, or more than one. */
  suggestedItemId: Id.nullable(),
  /** The instructor lets the suggested item be applied before a person looks; they can take it away. */
  deduct: z.boolean(),
});
export type RuleAdvice = z.infer<typeof RuleAdvice>;

export const GradingAnswer = z.object({
  submissionId: Id,
  number: z.number().int(),
  submittedAt: Moment,
  late: z.boolean(),
  /** Seconds after the due time that holds for those whom it names; null where it is in time. */
  lateBy: z.number().int().nullable(),
  members: z.array(PersonName),
  marks: AnswerMarks,
  question: PublicQuestion,
  /** The version in force does not ask it any more: it counts for nobody, and what was decided is read alone. */
  takenOut: z.boolean(),
  /** The wording that was answered, where the version in force has another one. */
  askedAs: z.object({ title: z.string(), statement: z.string() }).nullable(),
  macros: z.record(z.string(), z.string()),
  /** Markdown + TeX; empty for a question answered in code. */
  answer: z.string(),
  /** Those that the answers of this submission show. */
  images: z.array(ImageView),
  /** Of a question about a figure: those that its members have made in the other set; none where names are hidden. */
  figures: z.array(Experiment),
  file: CodeFile.nullable(),
  run: Run.nullable(),
  /** All of the question's report; null for a written question and until the run is done. */
  report: VisibleQuestionReport.nullable(),
  /** Null where the question asks for no rule, or nothing was written. */
  rule: RuleAdvice.nullable(),
  /** In order; archived ones only when applied here. */
  rubric: z.array(RubricItem),
  /** Null while no person decided anything. */
  grade: Grade.nullable(),
  /** What was decided about this very answer, which can be taken back; a grade may be carried over beside it. */
  own: z.enum(['grade', 'comment']).nullable(),
  /** It names the reader: a colleague grades it. */
  yours: z.boolean(),
  /** Where groups have changed and not the same stands for all members: what stands for whom. */
  apart: z.array(z.object({ members: z.array(PersonName), grade: Grade.nullable() })),
  /** What was graded, where the answer is another one since; the text is empty for a question answered in code. */
  before: z.object({ text: z.string(), file: CodeFile.nullable() }).nullable(),
  /** What the tests gave an answer in code; null for a written one, and while there is no result. */
  automatic: z.number().nullable(),
  /** Answers that were graded in the same action, with this one; 1 when it was graded by itself. */
  gradedTogether: z.number().int(),
  score: z.number().nullable(),
  maxScore: z.number(),
  /** Where it stands in the question's order. */
  position: z.number().int(),
  total: z.number().int(),
  graded: z.number().int(),
  /** Submission ids; null at the ends. `nextUngraded` goes round once. */
  previous: Id.nullable(),
  next: Id.nullable(),
  nextUngraded: Id.nullable(),
});
export type GradingAnswer = z.infer<typeof GradingAnswer>;

const AnswerParams = z.object({ submissionId: Id, question: QuestionParams.shape.question });

export const listGradingQuestions = defineOperation({
  id: 'listGradingQuestions',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/grading',
  summary: 'The questions of an assignment with the progress of grading',
  params: AssignmentParams,
  response: z.object({ questions: z.array(GradingQuestion) }),
  errors: ['not_found'],
});

export const listGradingAnswers = defineOperation({
  id: 'listGradingAnswers',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/grading/{question}/answers',
  summary: 'The answers to a question in its shuffled order',
  params: QuestionParams,
  response: z.object({ question: GradingQuestion, answers: z.array(GradingAnswerRow) }),
  errors: ['not_found'],
});

export const getSolution = defineOperation({
  id: 'getSolution',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/grading/{question}/solution',
  summary: "The author's own solution of a question, for those who grade it",
  params: QuestionParams,
  response: z.object({
    /** Markdown + TeX of `solution.md` beside the statement; null where there is none. */
    text: z.string().nullable(),
    /** Programs that get full marks; none for a written question. */
    files: z.array(z.object({ name: z.string(), text: z.string() })),
  }),
  errors: ['not_found'],
});

export const getGradingAnswer = defineOperation({
  id: 'getGradingAnswer',
  method: 'get',
  path: '/api/submissions/{submissionId}/answers/{question}',
  summary: 'One answer with everything needed to grade it',
  params: AnswerParams,
  response: GradingAnswer,
  errors: ['not_found'],
});

export const gradeAnswer = defineOperation({
  id: 'gradeAnswer',
  method: 'put',
  once: 'seen',
  path: '/api/submissions/{submissionId}/answers/{question}/grade',
  summary: 'Decide about an answer: items, full marks or a number make a grade, a comment alone is a comment',
  params: AnswerParams,
  body: Choice.extend({
    /** Revision of the decision that was looked at; 0 when there was none. */
    baseRevision: Revision,
  }),
  response: Grade,
  errors: ['csrf', 'not_found', 'grade_conflict', 'unacceptable'],
});

export const ungradeAnswer = defineOperation({
  id: 'ungradeAnswer',
  method: 'delete',
  once: 'seen',
  path: '/api/submissions/{submissionId}/answers/{question}/grade',
  summary: "Take a person's grade back; the answer is ungraded again",
  params: AnswerParams,
  /** Revision of the grade that was looked at; without it whatever grade there is goes. */
  query: z.object({ baseRevision: z.coerce.number<number>().pipe(Revision.min(1)).optional() }),
  response: z.object({}),
  errors: ['csrf', 'not_found', 'grade_conflict'],
});

export const listRubricItems = defineOperation({
  id: 'listRubricItems',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/grading/{question}/rubric',
  summary: "A question's rubric items, archived ones too, and its groups of items",
  params: QuestionParams,
  response: z.object({ items: z.array(RubricItem), groups: z.array(RubricGroup) }),
  errors: ['not_found'],
});

export const createRubricItem = defineOperation({
  id: 'createRubricItem',
  method: 'post',
  once: 'key',
  path: '/api/courses/{course}/assignments/{assignment}/grading/{question}/rubric',
  summary: 'Add a rubric item at the end',
  params: QuestionParams,
  body: RubricItemInput,
  response: RubricItem,
  status: 201,
  errors: ['csrf', 'not_found', 'unacceptable'],
});

/** Whose score a change of the rubric changes. */
export const RubricEffect = z.object({
  /** That counts then. */
  submissionId: Id,
  members: z.array(PersonName),
  /** Whose score it is: another question's changes where another submission counts. Null: the set's, after what lateness costs. */
  question: z.object({ id: z.string(), label: z.string().nullable(), title: z.string() }).nullable(),
  before: z.number().nullable(),
  after: z.number().nullable(),
  /** Numbers of the submissions that count before and after, where the change makes another one count. */
  counts: z.object({ before: z.number().int(), after: z.number().int() }).nullable(),
  /** The students see the score already. */
  released: z.boolean(),
});
export type RubricEffect = z.infer<typeof RubricEffect>;

/** What a change of the rubric does; `token` stands for just these changes. */
export const RubricEffects = z.object({ changes: z.array(RubricEffect), token: z.string() });
export type RubricEffects = z.infer<typeof RubricEffects>;

/** What can be changed of an item; what is absent stays. */
export const RubricItemChange = RubricItemInput.extend({
  /** Null takes the item out of its group. */
  group: RubricItemInput.shape.group.unwrap(),
  archived: z.boolean(),
  /** 1 puts it first. */
  position: z.number().int().min(1).max(1000),
}).partial();

/** Of a preview that was looked at: the change is made only if it still does the same. */
const Seen = z.object({ token: z.string().optional() });

const Affected = z.object({
  item: RubricItem,
  /** Scores that changed, as the preview lists them. */
  affectedAnswers: z.number().int(),
});

export const editRubricItem = defineOperation({
  id: 'editRubricItem',
  method: 'patch',
  once: 'state',
  path: '/api/rubric-items/{rubricItemId}',
  summary: 'Change, move, group, archive or unarchive a rubric item, on every answer that has it',
  params: z.object({ rubricItemId: Id }),
  body: RubricItemChange.extend(Seen.shape).extend({
    /** The item that was seen; absent: whatever it is. */
    seen: RubricItemInput.optional(),
  }),
  response: Affected,
  errors: ['csrf', 'not_found', 'locked', 'unacceptable', 'not_as_seen'],
});

export const previewRubricItem = defineOperation({
  id: 'previewRubricItem',
  method: 'post',
  once: 'nothing',
  path: '/api/rubric-items/{rubricItemId}/preview',
  summary: 'Whose score a change of a rubric item would change, from what to what',
  params: z.object({ rubricItemId: Id }),
  body: RubricItemChange,
  response: RubricEffects,
  errors: ['csrf', 'not_found', 'locked', 'unacceptable'],
});

export const archiveRubricItem = defineOperation({
  id: 'archiveRubricItem',
  method: 'delete',
  once: 'state',
  path: '/api/rubric-items/{rubricItemId}',
  summary: 'Archive a rubric item; answers that have it keep it',
  params: z.object({ rubricItemId: Id }),
  response: Affected,
  errors: ['csrf', 'not_found'],
});

export const RubricGroupRules = RubricGroup.omit({ id: true }).extend({
  name: z.string().trim().min(1).max(80),
  floor: z.number().min(-1000).max(1000).nullable(),
  cap: z.number().min(-1000).max(1000).nullable(),
});
export type RubricGroupRules = z.infer<typeof RubricGroupRules>;

/** Of a group whose name says which it is. */
export const SeenRubricGroup = RubricGroupRules.omit({ name: true });

export const setRubricGroup = defineOperation({
  id: 'setRubricGroup',
  method: 'put',
  once: 'state',
  path: '/api/courses/{course}/assignments/{assignment}/grading/{question}/rubric-groups',
  summary: 'Make a group of rubric items, or change its rules, by its name',
  params: QuestionParams,
  body: RubricGroupRules.extend(Seen.shape).extend({
    /** The rules that were seen, null for no group of the name; absent: whatever they are. */
    seen: SeenRubricGroup.nullable().optional(),
  }),
  response: z.object({ group: RubricGroup, affectedAnswers: z.number().int() }),
  errors: ['csrf', 'not_found', 'unacceptable', 'not_as_seen'],
});

export const previewRubricGroup = defineOperation({
  id: 'previewRubricGroup',
  method: 'post',
  once: 'nothing',
  path: '/api/courses/{course}/assignments/{assignment}/grading/{question}/rubric-groups/preview',
  summary: 'Whose score a change of the rules of a group of items would change, from what to what',
  params: QuestionParams,
  body: RubricGroupRules,
  response: RubricEffects,
  errors: ['csrf', 'not_found', 'unacceptable'],
});

export type RubricItemChange = z.infer<typeof RubricItemChange>;

/** Who else looks at an answer, and at other answers to its question, now. */
export const GradingCompany = z.object({
  here: z.array(PersonName),
  elsewhere: z.array(PersonName),
});
export type GradingCompany = z.infer<typeof GradingCompany>;

/** What an open page of a question is to read again, by submission; null: whatever it shows. */
export const AnswersEvent = z.object({
  /** Answers to which a colleague has come or from which they have gone. */
  company: z.array(Id).nullable(),
  /** Answers of which something has changed: grade, result, rubric, comments, marks, requests, or the set. */
  changed: z.array(Id).nullable(),
});
export type AnswersEvent = z.infer<typeof AnswersEvent>;

export const streamAnswers = defineOperation({
  id: 'streamAnswers',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/grading/{question}/news',
  summary:
    'At which answers to a question colleagues come and go, and of which something has changed, as it happens',
  params: QuestionParams,
  query: NewsQuery,
  response: AnswersEvent,
  responseType: 'text/event-stream',
  errors: ['not_found', 'throttled'],
});

/**
 * Which page of a person holds an answer: another one of theirs holds its own, and one that has let go holds nothing any more. Absent: whoever grades
 * without pages.
 */
const HoldingPage = Id.optional();

export const claimAnswer = defineOperation({
  id: 'claimAnswer',
  method: 'post',
  once: 'state',
  path: '/api/submissions/{submissionId}/answers/{question}/claim',
  summary: 'Say that one looks at an answer to grade it; it is kept from colleagues for two minutes',
  params: AnswerParams,
  body: z.object({
    /**
     * Submission ids of the other answers that stay held: the one that comes next, and those whose grades are on their
     * way.
     */
    hold: z.array(Id).max(2000),
    page: HoldingPage,
  }),
  response: GradingCompany,
  errors: ['csrf', 'not_found'],
});

export const nextAnswer = defineOperation({
  id: 'nextAnswer',
  method: 'post',
  once: 'state',
  path: '/api/courses/{course}/assignments/{assignment}/grading/{question}/next',
  summary: 'Hold the next ungraded answer that nobody else looks at, and let go of those before',
  params: QuestionParams,
  body: z.object({
    /** Submission id of the answer to go on from; null for the first one. */
    after: Id.nullable(),
    /** Submission ids that are not wanted: their grades are on their way. */
    except: z.array(Id).max(2000).default([]),
    page: HoldingPage,
  }),
  response: z.object({
    submissionId: Id.nullable(),
    /** Ungraded answers that colleagues look at. */
    heldByOthers: z.number().int(),
    /** Ungraded answers of colleagues' parts, where the question is divided and one has a part. */
    inOtherParts: z.number().int(),
    /** Ungraded answers that one skipped with a reason, or that are flagged for an instructor and one is none. */
    passedOver: z.number().int(),
    /** Ungraded answers that name whoever asks. */
    own: z.number().int(),
  }),
  errors: ['csrf', 'not_found'],
});

export const releaseClaims = defineOperation({
  id: 'releaseClaims',
  method: 'delete',
  once: 'state',
  path: '/api/courses/{course}/assignments/{assignment}/grading/{question}/claims',
  summary: 'Let go of all answers to a question that one holds, or that one page of theirs holds',
  params: QuestionParams,
  query: z.object({ page: HoldingPage }),
  response: z.object({}),
  errors: ['csrf', 'not_found'],
});

export const undoGrading = defineOperation({
  id: 'undoGrading',
  method: 'post',
  once: 'key',
  path: '/api/courses/{course}/assignments/{assignment}/grading/undo',
  summary: "Undo one's last decision that still stands, of one answer or of a group",
  params: AssignmentParams,
  response: z.object({
    question: z.string(),
    groupName: z.string().nullable(),
    /** With the decision that stands now. */
    answers: z.array(z.object({ submissionId: Id, grade: Grade })).min(1),
  }),
  errors: ['csrf', 'not_found', 'unacceptable'],
});
