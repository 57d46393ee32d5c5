/**
 * The tables of docs/authoring.md: a row for each field of the schemas of the files, with what it is when it is left out as the schema
 * has it. What a field means stands here and not in the schemas, which pages of students load, too. A field without
 * words does not compile.
 */
import type { z } from 'zod';
import {
  AssignmentFile,
  ExperimentQuestion,
  ObjectiveFile,
  OptimizerQuestion,
  RuleFile,
  TrajectoryTest,
  WrittenQuestion,
} from '../../contract/assignment.ts';
import { OBJECTIVES } from '../../grader/objectives/index.ts';
import { LateRules } from '../../contract/policy.ts';

/** What a field means, or that with what its absence means where the schema does not say it. */
type Words = string | { means: string; absent: string };

interface FieldTable {
  heading: string;
  rows: string[];
}

const ALL_QUESTIONS = { id: true, kind: true, label: true, title: true, points: true } as const;
const ALL_TESTS = {
  id: true,
  kind: true,
  title: true,
  points: true,
  visibility: true,
  hyperparameters: true,
} as const;
/** Fields whose own fields are written out beside their names. */
const WRITTEN_OUT = ['group', 'resubmission', 'submission'];

const inCell = (text: string): string => text.replaceAll('|', '\\|');

/** `1e-9`; of lists and objects what is in them, and nothing of an empty text. */
function valuesIn(value: unknown): string[] {
  if (value === '') return [];
  if (typeof value !== 'object' || value === null) return [`\`${String(value)}\``];
  return Object.values(value).flatMap(valuesIn);
}

function whenAbsent(schema: z.ZodType): string {
  const parsed = schema.safeParse(undefined);
  if (!parsed.success) return 'required';
  if (parsed.data === undefined || parsed.data === null) return 'none';
  return valuesIn(parsed.data).join(', ') || 'none';
}

/** `group: { max }`. */
function nameOf(name: string, schema: z.ZodType): string {
  if (!WRITTEN_OUT.includes(name)) return name;
  let inner: z.ZodType = schema;
  while ('unwrap' in inner) inner = (inner as z.ZodOptional<z.ZodType>).unwrap();
  return `${name}: { ${Object.keys((inner as z.ZodObject).shape).join(', ')} }`;
}

function fieldTable<Shape extends z.ZodRawShape>(
  heading: string,
  schema: z.ZodObject<Shape>,
  words: { [Field in keyof Shape]: Words },
): FieldTable {
  const rows = Object.keys(words).map((name) => {
    const field = schema.shape[name] as unknown as z.ZodType;
    const said = words[name as keyof Shape];
    const { means, absent } = typeof said === 'string' ? { means: said, absent: whenAbsent(field) } : said;
    return `| \`${nameOf(name, field)}\` | ${inCell(means)} | ${inCell(absent)} |`;
  });
  return { heading, rows };
}

/** In the order of the rows; where the reference is named, `registries.ts` writes the names of all. */
export const FIELD_TABLES: readonly FieldTable[] = [
  fieldTable('assignment.yaml', AssignmentFile, {
    title: 'Title of the sheet',
    short: {
      means:
        'Such as `Day 8`, at most 24 characters: it heads the column in the gradebook and stands above pages, where there is no room for the title',
      absent: 'the title',
    },
    course: 'Course and term, as printed on the sheet',
    due: 'Wall-clock time, `2021-02-17 14:30`. A time that the clocks jump over is an error; one that occurs twice is the first',
    timeZone: 'IANA zone in which `due` is meant, such as `America/New_York`',
    opens: 'A wall-clock time too: students see nothing of the set before it but its title',
    closes: 'A wall-clock time too: nothing is taken after it, whatever the late window says',
    late: { means: 'Grace, window, penalty, late days; see below', absent: "the course's" },
    category: "The course's category that the set counts in",
    weight: { means: 'How much it counts beside the other sets of its category', absent: '`1`' },
    anonymous: {
      means: "`true`: TAs see no names until the set's grades are out; `false`: they do",
      absent: "the course's",
    },
    group: 'Largest group, 1 to 20',
    resubmission: 'Until when a group may hand in again, and which submission counts; see below',
    submission: {
      means:
        'The one file to hand in, without its ending; languages from `python`, `javascript`, `typescript`; beside an experiment `python` alone',
      absent: 'required with questions in code',
    },
    objectives:
      'Objectives of your own, which tests name like those of Stepwise; see “An objective of your own”',
    macros: "TeX macros by name: `'\\grad': '\\nabla_\\theta J'`",
    blocks: 'In the order of the page: `directions` (a Markdown file, optional) and `questions` (ids)',
  }),
  fieldTable('late', LateRules, {
    graceMinutes: '0 to 1440',
    window:
      'After the due time; `{ hours: 0 }` takes nothing late. Without it late work is taken until grades are released',
    penalty: {
      means: 'Percent of the points that it earned, for each hour or day begun, `atMost` so many percent',
      absent: 'none, `100`',
    },
    lateDays: {
      means: 'Of the late days that the course gives each student, the most that this set may use',
      absent: 'all',
    },
    missing: 'Whether a set that is overdue and not handed in counts as zero in the total, or not at all',
  }),
  fieldTable('question.yaml', WrittenQuestion.pick(ALL_QUESTIONS), {
    id: "Same as the folder's name",
    kind: '`written`, `optimizer` or `experiment`',
    label: 'Printed before the title, such as `"5"`; never renumbered',
    title: 'Title',
    points: '0 to 1000',
  }),
  fieldTable('kind: written', WrittenQuestion.omit(ALL_QUESTIONS), {
    rubric:
      'Items `{ text, points }`. `points` is what the item adds, so a deduction is negative. An answer starts with full points',
    parts: 'Headings that the answer should have',
    maxWords: 'Soft limit, shown while writing',
    rule: 'The update rule that the answer should contain; see below',
    figure:
      '`{ set, question }`: the experiment, a question of another set of the course, whose figure the answer explains. Students find the way to it under the question and put the figure that they made into the answer with one click; who grades sees it beside the answer',
  }),
  fieldTable('rule', RuleFile, {
    optimizer: 'The optimizer that is asked for, one of those below',
    accepts: "Conventions that are right beside the reference's own; see below",
    advice:
      'When students learn how their rule is read: `before_submitting` (while they write, too), `after_due_date`, `never`. Staff always see it',
    deduct: "Apply the rubric item that fits the rule's fault before a person looks at the answer",
  }),
  fieldTable('kind: optimizer', OptimizerQuestion.omit(ALL_QUESTIONS), {
    entry: 'Name of the function to write, `entry(w, dw, config)` → `(next_w, config)`',
    optimizer: 'The reference: one of those under “The references”',
    accepts: "Conventions that are right beside the reference's own; see below",
    defaults: 'What an absent hyperparameter means; all that the reference has',
    tolerance: 'Largest error that is rounding, relative to the distance travelled',
    allowFloat32: 'A rule may return float32; it is then compared at 1e-4',
    tests: "1 to 60 tests; their points add up to the question's",
    partialCredit: '`{ faults, points }`: what a submission gets at least whose faults are all among these',
    diagnosis:
      "What students see of the diagnosis before the due date: `full`; `where`, the tests' messages alone; `none`, neither",
  }),
  fieldTable('kind: experiment', ExperimentQuestion.omit(ALL_QUESTIONS), {
    data: 'A file `data/<name>.npz` with the arrays `images`, uint8 of shape (count, height, width) or (count, height, width, channels), and `labels`, whole numbers from 0',
    model:
      'Layers in order: `relu`, `pool` (2 × 2), `{ dense: units }`, `{ convolution: { channels, size } }` (without padding), `{ dropout: share }`. The last must give as many units as there are classes',
    loss: '`cross-entropy` (of the softmax) or `squared`',
    penalty: 'Adds penalty · ½‖θ‖² to the cost',
    standardized: 'Shifts and scales the images to mean 0 and variance 1; otherwise they are between 0 and 1',
    batch: 'Images a step',
    epochs: '1 to 200',
    closeUp: 'So many epochs at the beginning are drawn for themselves',
    seed: 'Of the start, the order of the images and dropout',
    rules:
      "1 to 8 of `{ entry, optimizer, accepts, hyperparameters, points, partialCredit }`; their points add up to the question's. `hyperparameters` are all that the reference has: the config holds them at every step. The others are as in an optimizer question",
    variants: {
      means:
        '1 to 4 of `{ id, title, dropout }`. Dropout layers only leave something out where `dropout: true`',
      absent: 'one, without dropout',
    },
    claims:
      "Of the reference's curves: `{ text, lower, higher, epochs }`. Over the epochs `[first, last]` the mean of the curve `lower` is below that of `higher`; curves are `<entry>/<variant>`; without `epochs`, over the last one",
    tolerance: 'As in an optimizer question',
    diagnosis: 'As in an optimizer question',
  }),
  fieldTable('Tests', TrajectoryTest.pick(ALL_TESTS), {
    id: 'Slug, once a question',
    kind: '`trajectory` or `property`',
    title: 'What is tested, as the student reads it',
    points: '0 makes the test advice: shown, but without a say in score and verdict',
    visibility: '`visible`, `after_due_date`, `after_published` (grades released) or `hidden`; see below',
    hyperparameters:
      'What the config holds; absent ones take the defaults. `null` (trajectory only) calls the rule without a config',
  }),
  fieldTable('kind: trajectory', TrajectoryTest.omit(ALL_TESTS), {
    mode: "`replay`: the gradients along the reference's own way are fed, so that the first wrong step shows. `closed-loop`: gradients at the student's own point",
    objective: `${OBJECTIVES.map(({ name }) => `\`${name}\``).join(', ')}, or one of your own`,
    start: {
      means: 'Start as a flat list; `ill-conditioned`, `sparse` and `noisy` take any length',
      absent: "the objective's",
    },
    steps: '1 to 2000',
    gradients:
      "Written-out gradients, one row a step, in place of the objective's; sets the number of steps. Replay only",
    gradientScale: 'Factor on every gradient',
    changes: '`{ step, set }`: hyperparameters written into the config before a step (1 is the first)',
    shape: {
      means:
        '`[]` a scalar, `[n]` a vector, `[n, m]` a matrix, filled row by row. JavaScript always gets a flat array',
      absent: 'a vector',
    },
    parameters: 'Up to 4 parameters stepped in turn, each with a config and a start of its own',
    dtype: '`float64` or `float32` (then compared at 1e-4)',
    tolerance: { means: "Instead of the question's", absent: "the question's" },
    plot: 'Draw it on the feedback page; two coordinates only. A visible one is drawn while students type, too (the first three of a question)',
  }),
  fieldTable('An objective of your own', ObjectiveFile, {
    name: "A slug that none of Stepwise's own has; what tests write as their `objective`",
    title: 'As it stands under pictures',
    file: '`objectives/<name>.py` or `.ts` (`.js`), at most 1 MiB, one file that imports none of yours',
    formula: 'The function in TeX',
    start: 'Customary start, 1 to 64 numbers; its length is the dimension',
    minimum: 'Where it is smallest: marked in pictures of two coordinates',
  }),
];
