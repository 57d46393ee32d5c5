/** What the commands read from disk, with one sentence for everything that can be wrong about it. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { AssignmentDefinition, Problem } from '../contract/assignment.ts';
import { readAssignmentFolder, slugOf } from '../grader/assignment/folder.ts';
import { loadAssignment } from '../grader/assignment/load.ts';
import { languageOf, type SubmittedFile } from '../grader/grade.ts';
import { UsageError } from './exit.ts';

const MAX_SUBMISSION_BYTES = 256 * 1024;

export const printProblem = ({ severity, file, line, message }: Problem) =>
  `${file}${line === null ? '' : `:${line}`}: ${severity === 'warning' ? 'warning: ' : ''}${message}`;

export async function readAssignment(folder: string): Promise<AssignmentDefinition> {
  const files = await readAssignmentFolder(folder).catch((error: Error) => {
    throw new UsageError(error.message);
  });
  const { definition, problems } = loadAssignment(files, slugOf(folder));
  if (definition) return definition;
  throw new UsageError(
    [`${folder} has mistakes:`, ...problems.map((problem) => `  ${printProblem(problem)}`)].join('\n'),
  );
}

/** A submission: the file itself, or a folder in which it goes by the name the assignment asks for. */
export async function readSubmission(definition: AssignmentDefinition, path: string): Promise<SubmittedFile> {
  const submission = definition.submission;
  if (!submission) {
    throw new UsageError(`${definition.slug} has no code to grade: its answers are graded by people`);
  }
  const stats = await stat(path).catch(() => null);
  if (!stats) throw new UsageError(`${path} is not there`);
  const file = stats.isDirectory() ? await findSubmission(definition, path) : path;
  const language = languageOf(file);
  if (!language || !submission.languages.includes(language)) {
    throw new UsageError(
      `${basename(file)}: the ending ${extname(file) || '(none)'} is not one of ${expectedNames(definition)
        .map((name) => extname(name))
        .join(', ')}`,
    );
  }
  if ((await stat(file)).size > MAX_SUBMISSION_BYTES) throw new UsageError(`${file} is larger than 256 kB`);
  const bytes = await readFile(file).catch((error: Error) => {
    throw new UsageError(`${file} cannot be read: ${error.message}`);
  });
  try {
    const source = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { fileName: basename(file), source };
  } catch {
    throw new UsageError(`${file} is not UTF-8 text; save it as UTF-8`);
  }
}

const ENDINGS = { python: '.py', javascript: '.js', typescript: '.ts' } as const;

/** The names a submission may go by, such as optim.py and optim.js. */
const expectedNames = ({ submission }: AssignmentDefinition) =>
  (submission?.languages ?? []).map((language) => submission!.file + ENDINGS[language]);

async function findSubmission(definition: AssignmentDefinition, folder: string): Promise<string> {
  const names = expectedNames(definition);
  const found = (await readdir(folder)).filter((name) => names.includes(name));
  if (found.length === 0) throw new UsageError(`${folder} holds none of ${names.join(', ')}`);
  if (found.length > 1) throw new UsageError(`${folder} holds ${found.join(' and ')}: leave one of them`);
  return join(folder, found[0]!);
}
