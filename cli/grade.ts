import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command, Option } from 'commander';
import type { AssignmentDefinition } from '../contract/assignment.ts';
import { GradeReport, type StoredReport } from '../contract/report.ts';
import { grade } from '../grader/grade.ts';
import { toGradescope } from '../grader/report/gradescope.ts';
import { toHtml } from '../grader/report/html/page.ts';
import { toText } from '../grader/report/text.ts';
import { gradeSamples } from '../grader/assignment/samples.ts';
import { openSandboxes } from '../grader/sandbox/index.ts';
import { EXIT, UsageError } from './exit.ts';
import { readAssignment, readSubmission } from './input.ts';

interface GradeFlags {
  question?: string;
  json?: boolean;
  format?: 'gradescope';
  html?: string;
}

export const gradeCommand = () =>
  new Command('grade')
    .description("grade a submission; without one, the assignment's own solution and samples")
    .argument('<assignment>', 'folder of the assignment')
    .argument('[submission]', 'file, or folder that holds it')
    .option('--question <id>', 'grade this question only')
    .option('--json', 'print the report as JSON')
    .addOption(new Option('--format <format>', 'print the report in another format').choices(['gradescope']))
    .option('--html <file>', 'write the report with its pictures as one HTML file as well')
    .addHelpText(
      'after',
      '\nExit: 0 full marks, 1 less, 2 usage or unreadable input, 3 the grader itself failed.',
    )
    .action(async (folder: string, path: string | undefined, flags: GradeFlags) => {
      const [flag] = Object.keys(flags);
      if (path === undefined && flag !== undefined) throw new UsageError(`--${flag} needs a submission`);
      process.exitCode = path === undefined ? await samples(folder) : await submission(folder, path, flags);
    });

async function submission(folder: string, path: string, flags: GradeFlags): Promise<number> {
  if (flags.json && flags.format) throw new UsageError('--json and --format exclude each other');
  const definition = await readAssignment(folder);
  const graded = definition.questions.filter((question) => question.kind === 'optimizer').map(({ id }) => id);
  if (flags.question !== undefined && !graded.includes(flags.question)) {
    throw new UsageError(
      `no question ${flags.question} to grade in ${definition.slug}; there are ${graded.join(', ')}`,
    );
  }
  const file = await readSubmission(definition, path);
  const sandboxes = openSandboxes();
  try {
    const report = await grade(definition, file, sandboxes, { question: flags.question });
    process.stdout.write(`${print(report, definition, flags)}\n`);
    if (flags.html !== undefined) await writePage(flags.html, report);
    return report.score >= report.maxScore ? EXIT.ok : EXIT.less;
  } finally {
    await sandboxes.close();
  }
}

function print(report: StoredReport, definition: AssignmentDefinition, flags: GradeFlags): string {
  if (flags.json) return JSON.stringify(GradeReport.parse(report), null, 2);
  if (flags.format === 'gradescope') return JSON.stringify(toGradescope(report, definition), null, 2);
  return toText(report);
}

async function writePage(file: string, report: StoredReport): Promise<void> {
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
