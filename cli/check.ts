import { basename } from 'node:path';
import { Command } from 'commander';
import type { Problem } from '../contract/assignment.ts';
import { readAssignmentFolder, slugOf } from '../grader/assignment/folder.ts';
import { loadAssignment } from '../grader/assignment/load.ts';
import { checkObjectives, gradeSamples, warnOfMissingSamples } from '../grader/assignment/samples.ts';
import { EXIT, UsageError } from './exit.ts';
import { printProblem } from './input.ts';

const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`;

export const checkCommand = () =>
  new Command('check')
    .description("report every mistake of an assignment's files at once, and grade its solution and samples")
    .argument('<assignment>', 'folder of the assignment')
    .option('--json', 'print the problems as JSON')
    .addHelpText(
      'after',
      '\nExit: 0 no mistakes (there may be warnings), 1 mistakes, 2 unreadable, 3 the grader itself failed.',
    )
    .action(async (folder: string, { json }: { json?: boolean }) => {
      const files = await readAssignmentFolder(folder).catch((error: Error) => {
        throw new UsageError(error.message);
      });
      const { definition, problems } = loadAssignment(files, slugOf(folder));
      const wrong = definition ? await checkObjectives(definition) : [];
      // Samples would be compared with wrong gradients.
      const samples = definition && wrong.length === 0 ? await gradeSamples(folder) : [];
      const all: Problem[] = [
        ...problems,
        ...wrong,
        ...(definition ? warnOfMissingSamples(definition, files) : []),
        ...samples
          .filter(({ complaint }) => complaint)
          .map(({ path, verdict, complaint }): Problem => ({
            severity: 'error',
            file: path,
            line: null,
            message: `gets the verdict ${verdict}: ${complaint}`,
          })),
      ];
      const errors = all.filter(({ severity }) => severity === 'error').length;
      const warnings = all.length - errors;
      if (json)
        process.stdout.write(`${JSON.stringify({ problems: all, samples: samples.length }, null, 2)}\n`);
      else {
        for (const problem of all) process.stdout.write(`${printProblem(problem)}\n`);
        process.stdout.write(
          errors > 0
            ? `${basename(folder)}: ${count(errors, 'mistake')}\n`
            : `${basename(folder)}: ${count(definition!.questions.length, 'question')}, ${count(samples.length, 'sample')}, no mistakes${warnings > 0 ? `, ${count(warnings, 'warning')}` : ''}\n`,
        );
      }
      process.exitCode = errors > 0 ? EXIT.less : EXIT.ok;
    });
