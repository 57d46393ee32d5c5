import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { Command, Option } from 'commander';
import type { AssignmentDefinition } from '../contract/assignment.ts';
import { GradeReport, type GradedReport } from '../contract/report.ts';
import { ShownGradeReport } from '../contract/submissions.ts';
import { openLaboratories } from '../grader/experiments/laboratories.ts';
import { grade, type GradeOptions } from '../grader/grade.ts';
import { toGradescope } from '../grader/report/gradescope.ts';
import { toHtml } from '../grader/report/html/page.ts';
import { reportSeen, type Seeing } from '../grader/report/reportSeen.ts';
import type { ShownReport } from '../grader/report/shown.ts';
import { toText } from '../grader/report/text.ts';
import { dataIn } from '../grader/assignment/folder.ts';
import { codeQuestions } from '../contract/assignment.ts';
import { gradeSamples } from '../grader/assignment/samples.ts';
import { openSandboxes, type Sandboxes } from '../grader/sandbox/index.ts';
import { EXIT, UsageError } from './exit.ts';
import { exitCodeOf, gradeMany, rowText, writeCsv, type Row } from './gradeMany.ts';
import { findSubmissions, readAssignment, readSubmission } from './input.ts';

interface GradeFlags {
  question?: string;
  json?: boolean;
  format?: 'gradescope';
  html?: string;
  csv?: string;
  jobs?: string;
  view?: 'student' | 'staff';
}

const MAX_JOBS = 64;

export const gradeCommand = () =>
  new Command('grade')
    .description("grade submissions; without one, the assignment's own solution and samples")
    .argument('<assignment>', 'folder of the assignment')
    .argument('[submissions...]', 'files, or folders that hold them')
    .option('--question <id>', 'grade this question only')
    .addOption(
      new Option(
        '--view <view>',
        'print what staff see (as a rule), or a student before the due time',
      ).choices(['student', 'staff']),
    )
    .option('--json', 'print the report as JSON; of several files {"files": […]}')
    .addOption(new Option('--format <format>', 'print the report in another format').choices(['gradescope']))
    .option('--html <file>', 'write the report with its pictures as one HTML file as well')
    .option('--csv <file>', 'write a table as well, one line a submission')
    .option('--jobs <n>', 'submissions graded at a time; as many as there are processors when absent')
    .addHelpText(
      'after',
      '\nExit: 0 full marks, 1 less, 2 usage or unreadable input, 3 the grader itself failed; of several files the worst.',
    )
    .action(async (folder: string, paths: string[], flags: GradeFlags) => {
      const [flag] = Object.keys(flags);
      if (paths.length === 0 && flag !== undefined) throw new UsageError(`--${flag} needs a submission`);
      process.exitCode = paths.length === 0 ? await samples(folder) : await submissions(folder, paths, flags);
    });

async function submissions(folder: string, paths: string[], flags: GradeFlags): Promise<number> {
  const jobs = jobsOf(flags);
  if (flags.json && flags.format) throw new UsageError('--json and --format exclude each other');
  if (flags.view && flags.format) throw new UsageError('--view and --format exclude each other');
  const definition = await readAssignment(folder);
  const graded = codeQuestions(definition).map(({ id }) => id);
  if (flags.question !== undefined && !graded.includes(flags.question)) {
    throw new UsageError(
      `no question ${flags.question} to grade in ${definition.slug}; there are ${graded.join(', ')}`,
    );
  }
  const files = (await Promise.all(paths.map((path) => findSubmissions(definition, path)))).flat();
  const sandboxes = openSandboxes();
  const laboratories = openLaboratories(dataIn(folder));
  try {
    const options = { question: flags.question, experiments: laboratories };
    return paths.length === 1 && files.length === 1
      ? await one(definition, files[0]!, sandboxes, flags, options)
      : await several(definition, files, sandboxes, flags, jobs, options);
  } finally {
    laboratories.close();
    await sandboxes.close();
  }
}

function jobsOf({ jobs }: GradeFlags): number {
  if (jobs === undefined) return availableParallelism();
  const count = Number(jobs);
  if (!Number.isInteger(count) || count < 1 || count > MAX_JOBS) {
    throw new UsageError(`--jobs: ${jobs} is not a whole number from 1 to ${MAX_JOBS}`);
  }
  return count;
}

/** What is printed of a report, and nothing else of it. */
function shownOf(report: GradedReport, definition: AssignmentDefinition, { view }: GradeFlags): ShownReport {
  const seeing: Seeing =
    view === 'student' ? { widest: 'visible', released: false } : { widest: 'hidden', released: true };
  return { assignment: definition.slug, ...reportSeen(report, definition, seeing)! };
}

async function one(
  definition: AssignmentDefinition,
  path: string,
  sandboxes: Sandboxes,
  flags: GradeFlags,
  options: GradeOptions,
): Promise<number> {
  const file = await readSubmission(definition, path);
  const report = await grade(definition, file, sandboxes, options);
  const shown = shownOf(report, definition, flags);
  const print = (): string => {
    if (flags.json) return JSON.stringify(toJson(shown, flags), null, 2);
    if (flags.format === 'gradescope') return JSON.stringify(toGradescope(report, definition), null, 2);
    return toText(shown);
  };
  process.stdout.write(`${print()}\n`);
  if (flags.html !== undefined) await writePage(flags.html, shown);
  const row: Row = { file: path, report: shown, error: null };
  if (flags.csv !== undefined) await writeCsv(flags.csv, [row]);
  return exitCodeOf(row);
}

async function several(
  definition: AssignmentDefinition,
  files: string[],
  sandboxes: Sandboxes,
  flags: GradeFlags,
  jobs: number,
  options: GradeOptions,
): Promise<number> {
  if (flags.format) throw new UsageError(`--format ${flags.format} is for one submission at a time`);
  if (flags.html !== undefined) throw new UsageError('--html is for one submission at a time');
  const rows = await gradeMany(definition, files, sandboxes, {
    options,
    jobs,
    show: (report) => shownOf(report, definition, flags),
    onRow: (row) => {
      if (!flags.json) process.stdout.write(`${rowText(row)}\n`);
    },
  });
  if (flags.json) {
    const printed = rows.map(({ file, report, error }) =>
      report ? { file, ...toJson(report, flags) } : { file, error },
    );
    process.stdout.write(`${JSON.stringify({ files: printed }, null, 2)}\n`);
  } else {
    const full = rows.filter((row) => exitCodeOf(row) === EXIT.ok).length;
    const failed = rows.filter(({ report }) => report === null).length;
    const rest = failed === 0 ? '' : `, ${failed} not graded`;
    process.stdout.write(`${definition.slug}: ${full} of ${rows.length} with full marks${rest}\n`);
  }
  if (flags.csv !== undefined) await writeCsv(flags.csv, rows);
  return Math.max(...rows.map(exitCodeOf));
}

/** To a student's report belongs how many tests are not in it. */
const toJson = (report: ShownReport, { view }: GradeFlags) =>
  (view === 'student' ? ShownGradeReport : GradeReport).parse(report);

async function writePage(file: string, report: ShownReport): Promise<void> {
  await writeFile(file, toHtml(report)).catch((error: Error) => {
    throw new UsageError(`--html: ${file} cannot be written: ${error.message}`);
  });
}

/** The author's own submissions: does each get the verdict of its folder? */
async function samples(folder: string): Promise<number> {
  await readAssignment(folder);
  const results = await gradeSamples(folder);
  for (const { path, verdict, score, maxScore, complaint } of results) {
    const mark = complaint ? '✕' : '✓';
    process.stdout.write(
      `${mark} ${path}  ${verdict}  ${score}/${maxScore}${complaint ? `  ${complaint}` : ''}\n`,
    );
  }
  const wrong = results.filter(({ complaint }) => complaint).length;
  process.stdout.write(`${basename(folder)}: ${results.length - wrong} of ${results.length} as expected\n`);
  return wrong === 0 ? EXIT.ok : EXIT.less;
}
