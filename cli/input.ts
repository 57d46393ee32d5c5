/** What the commands read from disk, with one sentence for everything that can be wrong about it. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { AssignmentDefinition, Problem } from '../contract/assignment.ts';
import { readAssignmentFolder, slugOf } from '../grader/assignment/folder.ts';
import { loadAssignment } from '../grader/assignment/load.ts';
import type { SubmittedFile } from '../grader/grading.ts';
import { ENDINGS, languageOf } from '../grader/terms.ts';
import { UsageError } from './exit.ts';

const MAX_SUBMISSION_BYTES = 256 * 1024;

export const printProblem = ({ severity, file, line, message }: Problem) =>
  `${file}${line === null ? '' : `:${line}`}: ${severity === 'warning' ? 'warning: ' : ''}${message}`;

export async function readAssignment(folder: string, load = loadAssignment): Promise<AssignmentDefinition> {
  const files = await readAssignmentFolder(folder).catch((error: Error) => {
    throw new UsageError(error.message);
  });
  const { definition, problems } = load(files, slugOf(folder));
  if (definition) return definition;
  throw new UsageError(
    [`${folder} has mistakes:`, ...problems.map((problem) => `  ${printProblem(problem)}`)].join('\n'),
  );
}

/** @param file as `findSubmissions` found it */
export async function readSubmission(definition: AssignmentDefinition, file: string): Promise<SubmittedFile> {
  const submission = definition.submission!;
  const stats = await stat(file).catch(() => null);
  if (!stats) throw new UsageError(`${file} is not there`);
  if (stats.isDirectory()) throw new UsageError(await complaintOf(definition, file));
  const language = languageOf(file);
  if (!language || !submission.languages.includes(language)) {
    throw new UsageError(
      `${basename(file)}: the ending ${extname(file) || '(none)'} is not one of ${expectedNames(definition)
        .map((name) => extname(name))
        .join(', ')}`,
    );
  }
  if (stats.size > MAX_SUBMISSION_BYTES) throw new UsageError(`${file} is larger than 256 kB`);
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

/** The names a submission may go by, such as optim.py and optim.js. */
const expectedNames = ({ submission }: AssignmentDefinition) =>
  (submission?.languages ?? []).map((language) => submission!.file + ENDINGS[language]);

/** Folders within folders, as a course's download has them: `submissions/<group>/<try>/optim.py`. */
const MAX_DEPTH = 4;

/**
 * The submissions that a path stands for: itself when it is a file; of a folder the file in it that goes by the name the
 * assignment asks for, else those of the folders in it and every other file with a fitting ending. What cannot be
 * graded is given back as it is, and refused when it is read.
 */
export async function findSubmissions(definition: AssignmentDefinition, path: string): Promise<string[]> {
  if (!definition.submission) {
    throw new UsageError(`${definition.slug} has no code to grade: its answers are graded by people`);
  }
  const stats = await stat(path).catch(() => null);
  if (!stats?.isDirectory()) return [path];
  const found = await searchFolder(definition, path, MAX_DEPTH);
  return found.length === 0 ? [path] : found;
}

async function searchFolder(
  definition: AssignmentDefinition,
  folder: string,
  depth: number,
): Promise<string[]> {
  const names = expectedNames(definition);
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const [first, second] = entries.filter((entry) => names.includes(entry.name));
  if (second) return [folder];
  if (first) return [join(folder, first.name)];
  const endings = names.map((name) => extname(name));
  const found = await Promise.all(
    entries
      .filter(({ name }) => !/^[._]/.test(name) && name !== 'node_modules')
      .map((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return depth > 0 ? searchFolder(definition, path, depth - 1) : [];
        return entry.isFile() && endings.includes(extname(entry.name)) ? [path] : [];
      }),
  );
  return found.flat();
}

/** Why a folder stands for no submission. */
async function complaintOf(definition: AssignmentDefinition, folder: string): Promise<string> {
  const names = expectedNames(definition);
  const found = (await readdir(folder)).filter((name) => names.includes(name)).sort();
  return found.length > 1
    ? `${folder} holds ${found.join(' and ')}: leave one of them`
    : `${folder} holds none of ${names.join(', ')}`;
}
