import { basename } from 'node:path';
import { Command } from 'commander';
import { checkFolder } from './checkFolder.ts';
import { EXIT } from './exit.ts';
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
      const { definition, problems, errors, samples } = await checkFolder(folder);
      const warnings = problems.length - errors;
      if (json) process.stdout.write(`${JSON.stringify({ problems, samples }, null, 2)}\n`);
      else {
        for (const problem of problems) process.stdout.write(`${printProblem(problem)}\n`);
        process.stdout.write(
          errors > 0
            ? `${basename(folder)}: ${count(errors, 'mistake')}\n`
            : `${basename(folder)}: ${count(definition!.questions.length, 'question')}, ${count(samples, 'sample')}, no mistakes${warnings > 0 ? `, ${count(warnings, 'warning')}` : ''}\n`,
        );
      }
      process.exitCode = errors > 0 ? EXIT.less : EXIT.ok;
    });
