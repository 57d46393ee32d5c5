/**
 * The files of an assignment: `assignment.yaml` and `questions/<id>/question.yaml` with Markdown + TeX beside them.
 * See docs/authoring.md for the author's view.
 */
import { z } from 'zod';
import { CONVENTIONS, FAULTS, HYPERPARAMETER_NAMES, VISIBILITIES } from '../grader/terms.ts';
import type * as Asked from '../grader/question.ts';
import { LateRules, SetPolicy } from './policy.ts';

/** Folder and question names: what may stand in a URL, a file name and a CSV header without escaping. */
export const Slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'use lower-case letters, digits, - and _, at most 63 of them');

const Points = z.number().min(0).max(1000);

export const Hyperparameters = z.partialRecord(z.enum(HYPERPARAMETER_NAMES), z.number().finite());

/** A rubric item as the author writes it; `points` is what it adds, so a deduction is negative. */
const RubricItemFile = z.strictObject({
  text: z.string().min(1).max(500),
  points: z.number().min(-1000).max(1000),
});

const TestBase = {
  id: Slug,
  title: z.string().min(1).max(120),
  /** Points of this test; 0 makes it advice: shown, but without a say in score and verdict. */
  points: Points,
  visibility: z.enum(VISIBILITIES).default('visible'),
};

const EpisodeFields = {
  /** Objective by name, see `grader/objectives/`. */
  objective: z.string().default('quadratic'),
  /** Customary start of the objective when absent. */
  start: z.array(z.number().finite()).min(1).max(64).optional(),
  steps: z.number().int().min(1).max(2000).default(20),
  /** Absent hyperparameters take the question's defaults; `null` calls the rule without a config. */
  hyperparameters: Hyperparameters.nullable().default({}),
  /** Hyperparameters written into the config before a step (1 is the first). */
  changes: z.array(z.strictObject({ step: z.number().int().min(1), set: Hyperparameters })).default([]),
};

/** The whole trajectory must be that of one accepted convention, the same one in every test of the question. */
export const TrajectoryTest = z.strictObject({
  kind: z.literal('trajectory'),
  ...TestBase,
  /** replay feeds the reference's recorded gradients; closed-loop takes them at the student's own point. */
  mode: z.enum(['replay', 'closed-loop']).default('replay'),
  ...EpisodeFields,
  /** Written-out gradients, one row a step, instead of the objective's. Replay only. */
  gradients: z.array(z.array(z.number().finite())).optional(),
  /** Factor on every gradient: large and tiny gradients from the same objective. */
  gradientScale: z.number().positive().default(1),
  /** Shape that the flat start takes: [] a scalar, [n] a vector, [n, m] a matrix. */
  shape: z.array(z.number().int().positive()).max(2).optional(),
  /** More than one steps copies of the parameter in turn, each scaled by its number and with a config of its own. */
  parameters: z.number().int().min(1).max(4).default(1),
  dtype: z.enum(['float64', 'float32']).default('float64'),
  /** Relative to the distance travelled. */
  tolerance: z.number().positive().max(1e-2).optional(),
  /** Draw this test's trajectory on the feedback page (two coordinates and an objective with contours). */
  plot: z.boolean().default(false),
}) satisfies z.ZodType<Asked.TrajectoryTest>;
export type TrajectoryTest = z.infer<typeof TrajectoryTest>;

/** A law from the reading, checked on the student's own steps; see `grader/properties/`. */
export const PropertyTest = z.strictObject({
  kind: z.literal('property'),
  ...TestBase,
  property: z.string(),
  hyperparameters: Hyperparameters.default({}),
}) satisfies z.ZodType<Asked.PropertyTest>;
export type PropertyTest = z.infer<typeof PropertyTest>;

export const TestFile = z.discriminatedUnion('kind', [TrajectoryTest, PropertyTest]);
export type TestFile = z.infer<typeof TestFile>;

const QuestionBase = {
  id: Slug,
  /** Printed before the title; the author's own and never renumbered. */
  label: z.string().max(20).optional(),
  title: z.string().min(1).max(160),
  points: Points,
};

/** When students learn how the rule in their answer is read. */
export const RULE_ADVICE = ['before_submitting', 'after_due_date', 'never'] as const;

/** The optimizer whose rule a written answer should contain; see `grader/rules/`. */
export const RuleFile = z.strictObject({
  optimizer: z.string(),
  accepts: z.array(z.enum(CONVENTIONS)).default([]),
  advice: z.enum(RULE_ADVICE).default('never'),
  /** Apply the rubric item that fits the rule's fault before a person looks; they see it and can take it away. */
  deduct: z.boolean().default(false),
});

/** A question answered in Markdown with TeX and graded by people. */
export const WrittenQuestion = z.strictObject({
  kind: z.literal('written'),
  ...QuestionBase,
  rubric: z
    .array(RubricItemFile)
    .min(1)
    .default([{ text: 'Correct', points: 0 }]),
  /** Headings the answer should have, such as the four parts of a figure's explanation. */
  parts: z.array(z.string().min(1).max(80)).default([]),
  /** Soft limit shown while writing. */
  maxWords: z.number().int().positive().optional(),
  rule: RuleFile.optional(),
  /** The experiment whose figure the answer explains: a question of another set of the course. */
  figure: z.strictObject({ set: Slug, question: Slug }).optional(),
});
export type WrittenQuestion = z.infer<typeof WrittenQuestion>;

/** Between double quotation marks YAML takes `\n` of `\nabla` for a line break and `\t` of `\theta` for a tab. */
const Tex = z
  .string()
  .regex(
    /^\P{Cc}*\n?$/u,
    "holds a line break or a tab where a backslash should be: put TeX between single quotation marks, as in '\\nabla'",
  );

/** An objective of the author's own, which tests name like one of `grader/objectives/`. */
export const ObjectiveFile = z.strictObject({
  name: Slug,
  title: z.string().min(1).max(120),
  /** A program with `value(theta, step)` and `gradient(theta, step)`. */
  file: z
    .string()
    .regex(
      /^objectives\/[A-Za-z0-9_-]+\.(?:py|ts|js)$/,
      'a file such as objectives/saddle.py or objectives/saddle.ts',
    ),
  /** The function in TeX. */
  formula: Tex.max(500).default(''),
  /** Customary start; its length is the dimension. */
  start: z.array(z.number().finite()).min(1).max(64),
  /** Where it is smallest, where that is known. */
  minimum: z.array(z.number().finite()).min(1).max(64).optional(),
});
export type ObjectiveFile = z.infer<typeof ObjectiveFile>;

/** With its program. */
export const PublishedObjective = ObjectiveFile.extend({ source: z.string() });
export type PublishedObjective = z.infer<typeof PublishedObjective>;

/** A question answered in code: a rule that is run against a reference. */
export const OptimizerQuestion = z.strictObject({
  kind: z.literal('optimizer'),
  ...QuestionBase,
  /** Name of the function to write. */
  entry: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'a function name'),
  /** The reference, see `grader/optimizers/`. */
  optimizer: z.string(),
  /** Conventions that are right; those of the reference itself always are. */
  accepts: z.array(z.enum(CONVENTIONS)).default([]),
  /** What an absent hyperparameter means. */
  defaults: Hyperparameters,
  tolerance: z.number().positive().max(1e-2).default(1e-9),
  allowFloat32: z.boolean().default(false),
  tests: z.array(TestFile).min(1).max(60),
  /** Share of the question's points for a submission whose only faults are these. */
  partialCredit: z
    .array(z.strictObject({ faults: z.array(z.enum(FAULTS)).min(1), points: Points }))
    .default([]),
  /** What a student sees of the diagnosis before the due date. */
  diagnosis: z.enum(['full', 'where', 'none']).default('full'),
}) satisfies z.ZodType<Asked.OptimizerQuestion>;
export type OptimizerQuestion = z.infer<typeof OptimizerQuestion>;

/** With the objectives of the author's own that its tests name. */
export const PublishedOptimizer = OptimizerQuestion.extend({
  statement: z.string(),
  objectives: z.array(PublishedObjective).default([]),
});
export type PublishedOptimizer = z.infer<typeof PublishedOptimizer>;

/** What of it is played. */
export const PlayedQuestion = PublishedOptimizer.omit({ statement: true });
export type PlayedQuestion = z.infer<typeof PlayedQuestion>;

const Size = z.number().int().positive();
const Share = z.number().gt(0).lt(1);

/** A layer of a network, see `grader/experiments/layers.py`. */
const LayerFile = z.union([
  z.enum(['relu', 'pool']),
  z.strictObject({ dense: Size.max(4096) }),
  z.strictObject({ convolution: z.strictObject({ channels: Size.max(256), size: Size.max(15) }) }),
  z.strictObject({ dropout: Share }),
]);

/** One of the paper's claims: over these epochs the mean of one curve is below that of another. */
export const ExperimentClaim = z.strictObject({
  text: z.string().min(1).max(200),
  /** Curves as `<entry>/<variant>`. */
  lower: z.string(),
  higher: z.string(),
  /** First and last, 1 is the first; absent, the last epoch of all. */
  epochs: z.tuple([Size, Size]).optional(),
});
export type ExperimentClaim = z.infer<typeof ExperimentClaim>;

/** A question answered in code whose rules train a network: each curve is a rule, with or without dropout. */
export const ExperimentQuestion = z.strictObject({
  kind: z.literal('experiment'),
  ...QuestionBase,
  /** An .npz file in the assignment's `data/`: images (uint8) and labels. */
  data: z.string().regex(/^data\/[A-Za-z0-9_.-]+\.npz$/, 'a file such as data/images.npz'),
  model: z.array(LayerFile).min(1).max(30),
  loss: z.enum(['cross-entropy', 'squared']).default('cross-entropy'),
  /** Of ½‖θ‖², added to the cost. */
  penalty: z.number().min(0).default(0),
  /** Shift and scale all images to mean 0 and variance 1. */
  standardized: z.boolean().default(false),
  batch: Size.max(4096).default(128),
  epochs: Size.max(200),
  /** Drawn large beside the whole: so many epochs at the beginning. */
  closeUp: Size.default(3),
  seed: z.number().int().min(0).default(1),
  rules: z
    .array(
      z.strictObject({
        entry: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'a function name'),
        optimizer: z.string(),
        accepts: z.array(z.enum(CONVENTIONS)).default([]),
        /** What the config holds: all that the reference has. */
        hyperparameters: Hyperparameters,
        points: Points,
        partialCredit: z
          .array(z.strictObject({ faults: z.array(z.enum(FAULTS)).min(1), points: Points }))
          .default([]),
      }),
    )
    .min(1)
    .max(8),
  variants: z
    .array(
      z.strictObject({
        id: Slug,
        title: z.string().max(60).default(''),
        dropout: z.boolean().default(false),
      }),
    )
    .min(1)
    .max(4)
    .default([{ id: 'plain', title: '', dropout: false }]),
  claims: z.array(ExperimentClaim).max(20).default([]),
  tolerance: z.number().positive().max(1e-2).default(1e-9),
  /** What a student sees of the diagnosis before the due date. */
  diagnosis: z.enum(['full', 'where', 'none']).default('full'),
});
export type ExperimentQuestion = z.infer<typeof ExperimentQuestion>;

/** With what `load` finds beside it. */
export const PublishedExperiment = ExperimentQuestion.extend({
  statement: z.string(),
  /** sha256 of the data, by which a host finds them. */
  dataHash: z.string(),
  /** The reference's curves by their ids, of the question's own seed. */
  reference: z.record(z.string(), z.array(z.number())),
});
export type PublishedExperiment = z.infer<typeof PublishedExperiment>;

export const QuestionFile = z.discriminatedUnion('kind', [
  WrittenQuestion,
  OptimizerQuestion,
  ExperimentQuestion,
]);
export type QuestionFile = z.infer<typeof QuestionFile>;

/** due: the due time · late: so many hours after it · graded: a person graded it · released: grades are out. */
export const RESUBMIT_UNTIL = ['due', 'late', 'graded', 'released'] as const;
/** last_before_due: the last in time, or where none was, the last · best: the most points, of equals the last. */
export const COUNTING_RULES = ['last', 'last_before_due', 'best', 'first'] as const;

/** Until when a group may hand in again, and which submission counts. */
export const Resubmission = z
  .strictObject({
    until: z.enum(RESUBMIT_UNTIL).default('released'),
    /** With `until: late`: how long after the due time. */
    lateHours: z.number().positive().max(8784).optional(),
    counts: z.enum(COUNTING_RULES).default('last'),
  })
  .refine(({ until, lateHours }) => (until === 'late') === (lateHours !== undefined), {
    message: 'until: late and lateHours need each other',
    path: ['lateHours'],
  });
export type Resubmission = z.infer<typeof Resubmission>;
const EVERYTHING_OPEN = { until: 'released', counts: 'last' } as const;

/** On the wall of the file's zone. */
const WallClock = z.string().regex(/^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}$/, 'write a time as 2021-02-17 14:30');

export const AssignmentFile = z.strictObject({
  title: z.string().min(1).max(160),
  /** Such as `Day 8`, where there is no room for the title: at the head of a column, above a page. */
  short: z.string().trim().min(1).max(24).optional(),
  course: z.string().min(1).max(160),
  due: WallClock,
  /** Students see nothing of it before. */
  opens: WallClock.optional(),
  /** Nothing is taken after. */
  closes: WallClock.optional(),
  late: LateRules.optional(),
  category: SetPolicy.shape.category.unwrap().unwrap().optional(),
  anonymous: z.boolean().optional(),
  weight: SetPolicy.shape.weight.unwrap().optional(),
  /** IANA zone in which these times are meant, such as America/New_York. */
  timeZone: z.string().min(1),
  group: z.strictObject({ max: z.number().int().min(1).max(20) }).default({ max: 1 }),
  resubmission: Resubmission.default(EVERYTHING_OPEN),
  /** The one file to hand in, without its ending; for assignments with code. */
  submission: z
    .strictObject({
      file: z.string().regex(/^[A-Za-z0-9_-]+$/, 'a name without its ending, of letters, digits, - and _'),
      languages: z.array(z.enum(['python', 'javascript', 'typescript'])).min(1),
    })
    .optional(),
  /** TeX macros of the sheet, such as `\newcommand{\grad}{\nabla_\theta J}`. */
  macros: z.record(z.string().regex(/^\\[A-Za-z]+$/), Tex).default({}),
  /** Of the author's own, for the tests of questions answered in code. */
  objectives: z.array(ObjectiveFile).max(20).default([]),
  /** Blocks in the order of the page: reading directions (a Markdown file) and the questions that follow them. */
  blocks: z
    .array(z.strictObject({ directions: z.string().optional(), questions: z.array(Slug).min(1) }))
    .min(1),
});
export type AssignmentFile = z.infer<typeof AssignmentFile>;

/** A checked assignment: the files as one value. What a published version stores. */
export const AssignmentDefinition = z.object({
  slug: Slug,
  title: z.string(),
  /** Null where the file has none. */
  short: z.string().nullable().default(null),
  course: z.string(),
  /** UTC, ISO 8601. */
  dueAt: z.string(),
  timeZone: z.string(),
  groupMax: z.number().int(),
  /** Versions from before there was a choice: the last counts, until grades are released. */
  resubmission: Resubmission.default(EVERYTHING_OPEN),
  /** What the file says of dates, lateness and weight; null where it says nothing. */
  policy: SetPolicy.nullable().default(null),
  submission: AssignmentFile.shape.submission,
  macros: z.record(z.string(), z.string()),
  /** Markdown shown above the first block. */
  introduction: z.string(),
  blocks: z.array(z.object({ directions: z.string(), questions: z.array(z.string()) })),
  /** By id, in the order of the blocks; `statement` is Markdown + TeX. */
  questions: z.array(
    z.discriminatedUnion('kind', [
      WrittenQuestion.extend({ statement: z.string() }),
      PublishedOptimizer,
      PublishedExperiment,
    ]),
  ),
  /** Starter files by name. */
  starter: z.record(z.string(), z.string()),
});
export type AssignmentDefinition = z.infer<typeof AssignmentDefinition>;
export type Question = AssignmentDefinition['questions'][number];

/** What stands where there is no room for a title. */
export const shortOf = ({ short, title }: Pick<AssignmentDefinition, 'short' | 'title'>): string =>
  short ?? title;

/** Those that a program answers. */
export const codeQuestions = ({ questions }: Pick<AssignmentDefinition, 'questions'>) =>
  questions.filter(
    (question): question is Exclude<Question, { kind: 'written' }> => question.kind !== 'written',
  );

/** Grading it takes a while. */
export const hasExperiment = ({ questions }: Pick<AssignmentDefinition, 'questions'>): boolean =>
  questions.some(({ kind }) => kind === 'experiment');

/** One mistake of an author. `check` reports all of them at once. */
export interface Problem {
  severity: 'error' | 'warning';
  /** Relative to the assignment's folder. */
  file: string;
  /** 1-based; null where the file as a whole is meant. */
  line: number | null;
  message: string;
}
