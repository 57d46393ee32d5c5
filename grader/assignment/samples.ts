/**
 * An author's own submissions: `solution/` must get full marks, and what lies in `samples/<verdict>/` (of the whole
 * assignment) or `questions/<id>/samples/<verdict>/` (of one question) the verdict that its folder is named after. A
 * first line `# diagnosis: missing-root` in a sample says which faults must be found.
 */
import { codeQuestions, type AssignmentDefinition, type Problem } from '../../contract/assignment.ts';
import { openLaboratories } from '../experiments/laboratories.ts';
import { grade, type GradeOptions } from '../grade.ts';
import { gradientMistake } from '../own-objectives/check.ts';
import { openSandboxes, type Sandboxes } from '../sandbox/index.ts';
import { dataIn, readAssignmentFolder, slugOf } from './folder.ts';
import { loadAssignment } from './load.ts';
import {
  fileNameOf,
  findSamples,
  objectiveProblem,
  ownObjectives,
  sampleResult,
  type Sample,
  type SampleResult,
} from './sampleFiles.ts';

/** What a rule does wrong shows in its first steps; the curves of samples are looked at by nobody. */
const SAMPLE_EPOCHS = 3;

/** Runs the objectives that the author gives as files: a gradient that is not that of its value is an error. */
export async function checkObjectives(definition: AssignmentDefinition): Promise<Problem[]> {
  const own = ownObjectives(definition);
  if (own.length === 0) return [];
  const sandboxes = openSandboxes();
  try {
    const problems: Problem[] = [];
    for (const objective of own) {
      const mistake = await gradientMistake(objective, sandboxes);
      if (mistake) problems.push(objectiveProblem(objective, mistake));
    }
    return problems;
  } finally {
    await sandboxes.close();
  }
}

/** @param slug the set's name, where it is another than the folder's */
export async function gradeSamples(folder: string, slug = slugOf(folder)): Promise<SampleResult[]> {
  const files = await readAssignmentFolder(folder);
  const { definition } = loadAssignment(files, slug);
  if (!definition || codeQuestions(definition).length === 0) return [];
  const sandboxes = openSandboxes();
  const laboratories = openLaboratories(dataIn(folder));
  const options = { experiments: { ...laboratories, epochs: SAMPLE_EPOCHS } };
  try {
    const results: SampleResult[] = [];
    for (const sample of findSamples(files)) {
      results.push(await gradeSample(definition, sample, files.get(sample.path)!, sandboxes, options));
    }
    return results;
  } finally {
    laboratories.close();
    await sandboxes.close();
  }
}

async function gradeSample(
  definition: AssignmentDefinition,
  sample: Sample,
  source: string,
  sandboxes: Sandboxes,
  options: GradeOptions,
): Promise<SampleResult> {
  const file = { fileName: fileNameOf(definition, sample.path), source };
  const { whole } = await grade(definition, file, sandboxes, { ...options, question: sample.question });
  return sampleResult(sample, source, whole);
}
