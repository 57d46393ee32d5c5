/** All that is wrong with an author's folder: `check` says it, and `publish` refuses what has mistakes. */
import type { AssignmentDefinition, Problem } from '../contract/assignment.ts';
import { readAssignmentFolder, slugOf } from '../grader/assignment/folder.ts';
import type { AssignmentFiles } from '../grader/assignment/load.ts';
import { checkAssignment } from '../grader/assignment/texts.ts';
import { sampleProblems, warnOfMissingSamples } from '../grader/assignment/sampleFiles.ts';
import { checkObjectives, gradeSamples } from '../grader/assignment/samples.ts';
import { UsageError } from './exit.ts';

export interface CheckedFolder {
  files: AssignmentFiles;
  /** Null where the files cannot be understood. */
  definition: AssignmentDefinition | null;
  problems: Problem[];
  errors: number;
  samples: number;
}

/**
 * @param slug the set's name, where it is another than the folder's
 * @param withSamples whether its own programs are run, too: objectives, solution and samples
 */
export async function checkFolder(
  folder: string,
  { slug = slugOf(folder), withSamples = true }: { slug?: string; withSamples?: boolean } = {},
): Promise<CheckedFolder> {
  const files = await readAssignmentFolder(folder).catch((error: Error) => {
    throw new UsageError(error.message);
  });
  const { definition, problems } = checkAssignment(files, slug);
  const wrong = definition && withSamples ? await checkObjectives(definition) : [];
  // Samples would be compared with wrong gradients.
  const samples = definition && withSamples && wrong.length === 0 ? await gradeSamples(folder, slug) : [];
  const all: Problem[] = [
    ...problems,
    ...wrong,
    ...(definition ? warnOfMissingSamples(definition, files) : []),
    ...sampleProblems(samples),
  ];
  const errors = all.filter(({ severity }) => severity === 'error').length;
  return { files, definition, problems: all, errors, samples: samples.length };
}
