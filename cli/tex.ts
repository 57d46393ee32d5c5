import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command } from 'commander';
import { readProject, splitTex, texTemplate } from '../grader/tex/index.ts';
import { EXIT, UsageError } from './exit.ts';
import { printProblem, readAssignment } from './input.ts';

export const texCommand = () =>
  new Command('tex')
    .description('a sheet as LaTeX: its template, and an answered sheet split by question')
    .addCommand(
      new Command('template')
        .description('print a compilable .tex of the sheet with a place for every answer')
        .argument('<assignment>', 'folder of the assignment')
        .action(async (folder: string) => {
          process.stdout.write(texTemplate(await readAssignment(folder)));
        }),
    )
    .addCommand(
      new Command('split')
        .description('split an answered .tex, or a project as .zip, into one answer a question')
        .argument('<assignment>', 'folder of the assignment')
        .argument('<file>', '.tex or .zip')
        .option('--json', 'print the answers as JSON')
        .addHelpText('after', '\nExit: 0 split, 1 split with errors to look at, 2 usage or unreadable input.')
        .action(async (folder: string, file: string, { json }: { json?: boolean }) => {
          process.exitCode = await split(folder, file, json ?? false);
        }),
    );

async function split(folder: string, file: string, json: boolean): Promise<number> {
  const assignment = await readAssignment(folder);
  const bytes = await readFile(file).catch((error: Error) => {
    throw new UsageError(`${file} cannot be read: ${error.message}`);
  });
  const project = await readProject(basename(file), bytes);
  const { answers, unassigned, problems } =
    project.files.size > 0
      ? splitTex(assignment, { files: project.files })
      : { answers: [], unassigned: '', problems: [] };
  const all = [...project.problems, ...problems];
  if (json) {
    process.stdout.write(`${JSON.stringify({ answers, unassigned, problems: all }, null, 2)}\n`);
  } else {
    for (const { question, markdown } of answers) process.stdout.write(`=== ${question}\n${markdown}\n\n`);
    if (unassigned) process.stdout.write(`=== in no question\n${unassigned}\n\n`);
    for (const problem of all) process.stderr.write(`${printProblem(problem)}\n`);
  }
  return all.some(({ severity }) => severity === 'error') ? EXIT.less : EXIT.ok;
}
