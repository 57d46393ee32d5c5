/** Many submissions in one process: the sandbox starts once, and what cannot be graded is a row among the others. */
import { writeFile } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import type { AssignmentDefinition } from '../contract/assignment.ts';
import type { GradedReport } from '../contract/report.ts';
import { grade, type GradeOptions } from '../grader/grade.ts';
import type { ShownReport } from '../grader/report/shown.ts';
import type { Sandboxes } from '../grader/sandbox/index.ts';
import { EXIT, UsageError } from './exit.ts';
import { readSubmission } from './input.ts';
import { progressOn } from './progress.ts';

export interface ManyOptions {
  options: GradeOptions;
  jobs: number;
  /** What is printed of a report. */
  show: (report: GradedReport) => ShownReport;
  /** Is told of each row in the order of the files, as soon as those before it are there. */
  onRow: (row: Row) => void;
}

/** One file with what came of it: a report, or why there is none and whose fault that is. */
export type Row = { file: string } & (
  | { report: ShownReport; error: null }
  | { report: null; error: string; code: typeof EXIT.usage | typeof EXIT.fault }
);

export async function gradeMany(
  definition: AssignmentDefinition,
  files: readonly string[],
  sandboxes: Sandboxes,
  { options, jobs, show, onRow }: ManyOptions,
): Promise<Row[]> {
  const progress = progressOn(process.stderr, files.length);
  const rows: (Row | undefined)[] = files.map(() => undefined);
  let printed = 0;
  const queue = files.entries();
  const lane = async () => {
    for (const [index, file] of queue) {
      rows[index] = await rowOf(file);
      progress.clear();
      for (; rows[printed]; printed++) onRow(rows[printed]!);
      progress.step(file);
    }
  };
  const rowOf = async (file: string): Promise<Row> => {
    try {
      const submitted = await readSubmission(definition, file);
      return { file, report: show(await grade(definition, submitted, sandboxes, options)), error: null };
    } catch (error) {
      const code = error instanceof UsageError ? EXIT.usage : EXIT.fault;
      return { file, report: null, error: error instanceof Error ? error.message : String(error), code };
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, files.length) }, lane));
  progress.clear();
  return rows.map((row) => row!);
}

/** Whether all points that are shown were earned. */
export const isFull = ({ questions }: ShownReport): boolean =>
  questions.every(({ tests, score, maxScore }) =>
    score === null
      ? tests.every((test) => test.status === 'passed' || test.maxScore === 0)
      : score >= maxScore,
  );

export const exitCodeOf = (row: Row): number =>
  row.report ? (isFull(row.report) ? EXIT.ok : EXIT.less) : row.code;

/** `✓ ann/optim.py  5/5`, and of what is not right the questions. */
export function rowText(row: Row): string {
  if (!row.report) return `! ${row.file}  ${row.error}`;
  const { report } = row;
  const words = report.questions.map(({ id, verdict, tests }) => {
    const passed = tests.filter(({ status }) => status === 'passed').length;
    return `${id}: ${verdict ?? `${passed} of ${tests.length} visible tests passed`}`;
  });
  const score = report.score === null ? `of ${report.maxScore}` : `${report.score}/${report.maxScore}`;
  const full = isFull(report);
  const details = full && report.score !== null ? '' : `  ${words.join(', ')}`;
  return `${full ? '✓' : '✕'} ${row.file}  ${score}${details}`;
}

export async function writeCsv(path: string, rows: readonly Row[]): Promise<void> {
  await writeFile(path, toCsv(rows)).catch((error: Error) => {
    throw new UsageError(`--csv: ${path} cannot be written: ${error.message}`);
  });
}

/** A line a file; three columns a question. */
export function toCsv(rows: readonly Row[]): string {
  const ids = [...new Set(rows.flatMap(({ report }) => report?.questions.map(({ id }) => id) ?? []))];
  const head = ['file', 'score', 'max_score', 'error'];
  for (const id of ids) head.push(`${id}_verdict`, `${id}_score`, `${id}_faults`);
  const lines = rows.map(({ file, report, error }) => [
    file,
    report?.score ?? '',
    report?.maxScore ?? '',
    error ?? '',
    ...ids.flatMap((id) => {
      const question = report?.questions.find((each) => each.id === id);
      return [question?.verdict ?? '', question?.score ?? '', question?.causes.join(' ') ?? ''];
    }),
  ]);
  // A file's name is a student's to choose, and must not run as a formula in a spreadsheet.
  return stringify([head, ...lines], { escape_formulas: true, record_delimiter: 'windows' });
}
