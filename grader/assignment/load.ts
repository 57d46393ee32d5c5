/**
 * From an assignment's files to one checked value. An author's mistakes are data: all of them come back at once, with
 * file and line. See docs/authoring.md for the layout of the files.
 */
import { fromWallClock } from '../wallClock.ts';
import { FIRST_YEAR, LAST_YEAR } from '../years.ts';
import {
  AssignmentFile,
  QuestionFile,
  Slug,
  type AssignmentDefinition,
  type OptimizerQuestion,
  type Problem,
  type PublishedObjective,
  type Question,
} from '../../contract/assignment.ts';
import { SetPolicy } from '../../contract/policy.ts';
import { checkQuestion } from './checkQuestion.ts';
import { publishedObjectives } from './objectives.ts';
import { publishedExperiment } from './experiment.ts';
import { warnOfUnread } from './unread.ts';
import { readYaml, type YamlFile } from './yaml.ts';

export interface LoadedAssignment {
  /** null where there is at least one error. */
  definition: AssignmentDefinition | null;
  problems: Problem[];
}

/** Path inside the folder → content. */
export type AssignmentFiles = ReadonlyMap<string, string>;

const ASSIGNMENT = 'assignment.yaml';

/** What is wrong with the texts of a set, by the sheet's macros. */
type CheckTexts = (files: AssignmentFiles, macros: Record<string, string>) => Problem[];

const NO_TEXTS: CheckTexts = () => [];

/** Without a look at the texts: who grades need not load what draws formulas. */
export const loadAssignment = (files: AssignmentFiles, slug: string): LoadedAssignment =>
  load(files, slug, { unpinned: false, checkTexts: NO_TEXTS });

export const loadWithTexts = (
  files: AssignmentFiles,
  slug: string,
  checkTexts: CheckTexts,
): LoadedAssignment => load(files, slug, { unpinned: false, checkTexts });

/** Without the curves of experiments' references, which are about to be made. */
export const loadUnpinned = (files: AssignmentFiles, slug: string): LoadedAssignment =>
  load(files, slug, { unpinned: true, checkTexts: NO_TEXTS });

function load(
  files: AssignmentFiles,
  slug: string,
  { unpinned, checkTexts }: { unpinned: boolean; checkTexts: CheckTexts },
): LoadedAssignment {
  const problems: Problem[] = [];
  const error = (file: string, line: number | null, message: string) =>
    problems.push({ severity: 'error', file, line, message });

  const named = Slug.safeParse(slug);
  if (!named.success)
    error(
      ASSIGNMENT,
      null,
      `the folder's name ${JSON.stringify(slug)} cannot be used: ${named.error.issues[0]!.message}`,
    );

  const text = files.get(ASSIGNMENT);
  if (text === undefined) {
    error(ASSIGNMENT, null, 'there is no assignment.yaml in this folder');
    return { definition: null, problems };
  }
  const sheet = readYaml(ASSIGNMENT, text, AssignmentFile);
  problems.push(...sheet.problems);
  const own = publishedObjectives(files, ASSIGNMENT, sheet);
  problems.push(...own.problems);
  const questions = readQuestions(files, sheet, { own: own.value, unpinned }, problems);
  if (!sheet.value) return { definition: null, problems };

  const { value } = sheet;
  problems.push(...checkTexts(files, value.macros));
  const shown = value.blocks.flatMap(({ directions }) => directions ?? []);
  const played = value.objectives.map(({ file }) => file);
  problems.push(...warnOfUnread(files, new Set([...shown, ...played])));
  const dates = readDates(sheet, value, error);

  const markdown = (file: string | undefined, line: number): string => {
    if (file === undefined) return '';
    const content = files.get(file);
    if (content === undefined) error(ASSIGNMENT, line, `the file ${file} is not there`);
    return content ?? '';
  };
  const blocks = value.blocks.map((block, index) => ({
    directions: markdown(block.directions, sheet.lineOf(['blocks', index, 'directions'])),
    questions: block.questions,
  }));
  const needsCode = questions.some((question) => question.kind !== 'written');
  if (needsCode && !value.submission) {
    error(ASSIGNMENT, 1, 'submission: name the file to hand in, since there are questions answered in code');
  }
  const trains = questions.some((question) => question.kind === 'experiment');
  if (trains && value.submission?.languages.some((language) => language !== 'python')) {
    error(
      ASSIGNMENT,
      sheet.lineOf(['submission', 'languages']),
      'submission.languages: an experiment takes ten thousands of numbers a step, for which only python is quick enough',
    );
  }
  if (problems.some((problem) => problem.severity === 'error')) return { definition: null, problems };

  return {
    definition: {
      slug,
      title: value.title,
      short: value.short ?? null,
      course: value.course,
      dueAt: dates.due!.toISOString(),
      timeZone: value.timeZone,
      groupMax: value.group.max,
      resubmission: value.resubmission,
      policy: policyOf(value, dates),
      submission: value.submission,
      macros: value.macros,
      introduction: files.get('introduction.md') ?? '',
      blocks,
      questions,
      starter: starterFiles(files),
    },
    problems,
  };
}

type Dates = Record<'opens' | 'due' | 'closes', Date | null>;

/** The file's times as instants; null where there is none, or it is a mistake. */
function readDates(
  sheet: YamlFile<AssignmentFile>,
  value: AssignmentFile,
  error: (file: string, line: number | null, message: string) => void,
): Dates {
  const { timeZone } = value;
  const read = (field: keyof Dates): Date | null => {
    const wallClock = value[field];
    const at = wallClock === undefined ? null : fromWallClock(wallClock, timeZone);
    if (at === 'no-such-time')
      error(
        ASSIGNMENT,
        sheet.lineOf([field]),
        `${field}: ${wallClock} does not exist in ${timeZone}, or is not from ${FIRST_YEAR} to ${LAST_YEAR}`,
      );
    return at instanceof Date ? at : null;
  };
  if (fromWallClock(value.due, timeZone) === 'unknown-zone')
    error(
      ASSIGNMENT,
      sheet.lineOf(['timeZone']),
      `timeZone: ${timeZone} is not an IANA time zone such as America/New_York`,
    );
  const dates = { opens: read('opens'), due: read('due'), closes: read('closes') };
  if (dates.opens && dates.due && dates.opens >= dates.due)
    error(ASSIGNMENT, sheet.lineOf(['opens']), 'opens: is not before the set is due');
  if (dates.closes && dates.due && dates.closes < dates.due)
    error(ASSIGNMENT, sheet.lineOf(['closes']), 'closes: is before the set is due');
  return dates;
}

/** Null where the file says nothing of it, so that the course's policy holds. */
function policyOf(
  { late, category, weight, anonymous }: AssignmentFile,
  { opens, closes }: Dates,
): SetPolicy | null {
  const said = [late, category, weight, anonymous].some((each) => each !== undefined);
  if (!said && !opens && !closes) return null;
  const times = { opensAt: opens?.toISOString() ?? null, closesAt: closes?.toISOString() ?? null };
  return SetPolicy.parse({ ...times, late, category, weight, anonymous });
}

/** The questions in the order of the blocks; those that cannot be read leave problems and no question. */
function readQuestions(
  files: AssignmentFiles,
  sheet: YamlFile<AssignmentFile>,
  { own, unpinned }: { own: readonly PublishedObjective[]; unpinned: boolean },
  problems: Problem[],
): Question[] {
  const error = (file: string, line: number | null, message: string) =>
    problems.push({ severity: 'error', file, line, message });
  const listed = new Set<string>();
  const questions: Question[] = [];
  for (const [index, block] of (sheet.value?.blocks ?? []).entries()) {
    for (const [position, id] of block.questions.entries()) {
      const line = sheet.lineOf(['blocks', index, 'questions', position]);
      if (listed.has(id)) error(ASSIGNMENT, line, `question ${id} is listed twice`);
      // Drafts, starters, dates and scores are kept by question, and every such object has it already.
      if (id in {})
        error(
          ASSIGNMENT,
          line,
          `question ${id}: the name has a meaning of its own in JavaScript; choose another one`,
        );
      listed.add(id);
    }
  }
  const folders = new Set([...files.keys()].flatMap((path) => /^questions\/([^/]+)\//.exec(path)?.[1] ?? []));
  for (const folder of folders) {
    if (sheet.value && !listed.has(folder)) {
      error(
        `questions/${folder}/question.yaml`,
        null,
        `the question is in no block of ${ASSIGNMENT}: list it there, or take its folder out`,
      );
    }
  }
  for (const id of new Set([...listed, ...folders])) {
    const file = `questions/${id}/question.yaml`;
    const text = files.get(file);
    if (text === undefined) {
      error(
        file,
        null,
        `the file is not there${listed.has(id) ? `, and ${ASSIGNMENT} lists the question` : ''}`,
      );
      continue;
    }
    const read = readYaml(file, text, QuestionFile);
    problems.push(...read.problems);
    const statement = files.get(`questions/${id}/statement.md`);
    if (statement === undefined) error(`questions/${id}/statement.md`, null, 'the file is not there');
    if (!read.value) continue;
    if (read.value.id !== id) {
      error(file, read.lineOf(['id']), `id: is ${read.value.id} but the folder is called ${id}`);
    }
    const mistakes = checkQuestion(file, read.value, read.lineOf, own);
    problems.push(...mistakes);
    if (read.value.kind === 'experiment') {
      const found = publishedExperiment(
        files,
        file,
        read.value,
        read.lineOf,
        unpinned || mistakes.length > 0,
      );
      problems.push(...found.problems);
      questions.push({ ...read.value, ...found.value, statement: statement ?? '' });
    } else if (read.value.kind === 'optimizer') {
      questions.push({
        ...read.value,
        statement: statement ?? '',
        objectives: objectivesOf(read.value, own),
      });
    } else questions.push({ ...read.value, statement: statement ?? '' });
  }
  return questions;
}

/** Those that its tests name. */
const objectivesOf = (
  { tests }: OptimizerQuestion,
  own: readonly PublishedObjective[],
): PublishedObjective[] =>
  own.filter(({ name }) => tests.some((test) => test.kind === 'trajectory' && test.objective === name));

/** What a student starts from: everything in `starter/`. */
function starterFiles(files: AssignmentFiles): Record<string, string> {
  const starter = [...files].filter(([path]) => /^starter\/[^/]+$/.test(path));
  return Object.fromEntries(starter.map(([path, content]) => [path.slice('starter/'.length), content]));
}
