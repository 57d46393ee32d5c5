/**
 * What grows faster than its input, or has the size of a file, runs in a process of its own: `runTask('readUpload', …)`.
 * The tasks are in `tasks.ts`, whose turn it is in `fairQueue.ts`, why in `docs/adr/0013-…` and `0030-…`.
 */
import { fileURLToPath } from 'node:url';
import { TaskPool } from './pool.ts';
import type { TaskLimits } from './pool.ts';
import type * as tasks from './tasks.ts';

type Tasks = typeof tasks;
export type TaskName = keyof Tasks;

const NOTHING_CHANGED = 'Nothing was changed.';

/** A single row of many megabytes: an image, or the files of a set. */
const COURSE_ROW: TaskLimits = {
  timeMs: 20_000,
  failure: 'A row of the file could not be read',
  advice: `${NOTHING_CHANGED} Choose the zip as Stepwise wrote it.`,
};

const LIMITS: Record<TaskName, TaskLimits> = {
  imageNames: {
    timeMs: 10_000,
    failure: 'The images that the answers show could not be found',
    advice:
      'Nothing was handed in; your drafts are safe. Shorten the answer with very many brackets and try again.',
  },
  ownIdsOfCourseRow: COURSE_ROW,
  idsInCourseRow: COURSE_ROW,
  ourCourseRow: COURSE_ROW,
  readDraft: {
    timeMs: 20_000,
    failure: 'The draft could not be put together',
    advice: `${NOTHING_CHANGED} What was saved is safe; tell your course staff.`,
  },
  keepDraft: {
    timeMs: 20_000,
    failure: 'The draft could not be put together',
    advice: `${NOTHING_CHANGED} What was saved is safe; tell your course staff.`,
  },
  judgeEdits: {
    timeMs: 20_000,
    failure: 'The edit could not be put together with the draft',
    advice: 'It was not stored; copy your text, reload the page and paste it.',
  },
  uniteDrafts: {
    timeMs: 20_000,
    failure: 'What you wrote alone could not be put together with the draft of the group',
    advice: `${NOTHING_CHANGED} Join without it, and copy what you need from your history.`,
  },
  inspectImage: {
    timeMs: 10_000,
    failure: 'The image could not be read',
    advice: `${NOTHING_CHANGED} Save it as PDF or PNG and upload it again.`,
  },
  readUpload: {
    timeMs: 10_000,
    failure: 'The file could not be read',
    advice: `${NOTHING_CHANGED} Upload only what the sheet needs, or copy the answers by hand.`,
  },
  packSheet: {
    timeMs: 10_000,
    failure: 'The submission could not be written as LaTeX',
    advice: 'The submission is safe, and its answers can be copied from its page.',
  },
  texTemplate: {
    timeMs: 10_000,
    failure: 'The sheet could not be written as LaTeX',
    advice: 'Answers can be written on its page; tell your instructor.',
  },
  readRules: {
    timeMs: 10_000,
    failure: 'The rule could not be read',
    advice: 'Your work is safe. Write the rule in fewer formulas, and the rest in words.',
  },
  adviseOnRule: {
    timeMs: 10_000,
    failure: 'The rule in this answer could not be read',
    advice: 'Nothing was changed; read it yourself.',
  },
  compareRules: {
    timeMs: 10_000,
    failure: 'The rule could not be run beside the paper’s',
    advice: 'The submission is safe; compare them by hand.',
  },
  gatherAnswers: {
    // A thousand answers took 4 to 8 s on two cores.
    timeMs: 60_000,
    long: true,
    failure: 'The answers could not be gathered',
    advice: `${NOTHING_CHANGED} Grade them one by one.`,
  },
  compareTexts: {
    // Two hundred files took one second, a thousand and a half of two terms ten.
    timeMs: 60_000,
    long: true,
    failure: 'The submissions could not be compared',
    advice: `${NOTHING_CHANGED} Compare one term or one question.`,
  },
  passagesOf: {
    timeMs: 10_000,
    failure: 'The two submissions could not be compared',
    advice: `${NOTHING_CHANGED} Open both and compare them yourself.`,
  },
  readRoster: {
    timeMs: 10_000,
    failure: 'The file of people could not be read',
    advice: `${NOTHING_CHANGED} Divide it, or save it again as CSV.`,
  },
  readGroups: {
    timeMs: 10_000,
    failure: 'The file of groups could not be read',
    advice: `${NOTHING_CHANGED} Divide it, or save it again as CSV.`,
  },
  setsOfScores: {
    timeMs: 30_000,
    long: true,
    failure: 'The file of scores could not be read',
    advice: `${NOTHING_CHANGED} Divide it, or save it again as CSV.`,
  },
  planScores: {
    timeMs: 30_000,
    long: true,
    failure: 'The file of scores could not be compared with the course',
    advice: `${NOTHING_CHANGED} Divide it by sets.`,
  },
  loadAssignment: {
    timeMs: 20_000,
    failure: 'The files could not be read',
    advice: 'Nothing was published. Send only the files of the assignment.',
  },
};

let pool: TaskPool | null = null;

/**
 * @param person on whose behalf: their tasks run one after the other
 * @throws ApiError unacceptable when the task takes too much time or memory, throttled when too much waits
 */
export function runTask<Name extends TaskName>(
  name: Name,
  input: Parameters<Tasks[Name]>[0],
  person: string,
): Promise<Awaited<ReturnType<Tasks[Name]>>> {
  pool ??= new TaskPool(fileURLToPath(new URL('./tasks.ts', import.meta.url)));
  return pool.run(name, input, person, LIMITS[name]) as Promise<Awaited<ReturnType<Tasks[Name]>>>;
}

/** Names of the images that answers show, each once; most answers show none, and need no task. */
export async function imageNamesOf(texts: readonly string[], person: string): Promise<string[]> {
  const showing = texts.filter((text) => text.includes('!['));
  return showing.length === 0 ? [] : runTask('imageNames', showing, person);
}

/** Ends all processes; the next task starts a new one. */
export async function closeTasks(): Promise<void> {
  const closing = pool;
  pool = null;
  await closing?.close();
}
