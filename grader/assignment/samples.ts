/**
 * An author's own submissions: `solution/` must get full marks, and what lies in `samples/<verdict>/` (of the whole
 * assignment) or `questions/<id>/samples/<verdict>/` (of one question) the verdict that its folder is named after. A
 * first line `# diagnosis: missing-root` in a sample says which faults must be found.
 */
import { basename, extname } from 'node:path';
import type { AssignmentDefinition, Problem } from '../../contract/assignment.ts';
import type { GradeReport } from '../../contract/report.ts';
import { languageOf, VERDICTS, type Language, type Verdict } from '../terms.ts';
import { openLaboratories } from '../experiments/laboratories.ts';
import { grade, type GradeOptions } from '../grade.ts';
import { gradientMistake } from '../own-objectives/check.ts';
import { openSandboxes, type Sandboxes } from '../sandbox/index.ts';
import { dataIn, readAssignmentFolder, slugOf } from './folder.ts';
import { loadAssignment, codeQuestions, type AssignmentFiles } from './load.ts';

/** What a rule does wrong shows in its first steps; the curves of samples are looked at by nobody. */
const SAMPLE_EPOCHS = 3;

export interface SampleResult {
  /** Path inside the assignment's folder. */
  path: string;
  verdict: Verdict;
  score: number;
  maxScore: number;
  /** What differs from what the folder says; empty when nothing does. */
  complaint: string;
}

interface Sample {
  path: string;
  /** Absent: the whole assignment. */
  question?: string;
  expected: string;
}

export function findSamples(files: AssignmentFiles): Sample[] {
  return [...files.keys()]
    .filter((path) => languageOf(path))
    .flatMap((path): Sample[] => {
      if (/^solution\/[^/]+$/.test(path)) return [{ path, expected: 'accepted' }];
      const sample = /^(?:questions\/([^/]+)\/)?samples\/([^/]+)\/.+$/.exec(path);
      return sample ? [{ path, question: sample[1], expected: sample[2]! }] : [];
    });
}

/**
 * What no sample shows of an assignment with code: that its tests can be passed, and that each question finds a wrong
 * submission out. Warnings, since the tests may be right all the same.
 */
export function warnOfMissingSamples(definition: AssignmentDefinition, files: AssignmentFiles): Problem[] {
  const questions = codeQuestions(definition);
  const samples = findSamples(files);
  const warn = (file: string, message: string): Problem => ({
    severity: 'warning',
    file,
    line: null,
    message,
  });
  const warnings: Problem[] = [];
  if (questions.length > 0 && !samples.some(({ path }) => path.startsWith('solution/'))) {
    const name = `solution/${definition.submission?.file}${ENDINGS[definition.submission?.languages[0] ?? 'python']}`;
    warnings.push(warn('assignment.yaml', `no ${name}: nothing shows that the tests can be passed`));
  }
  for (const { id } of questions) {
    // A sample of the whole assignment says of a question only what it is the only one to say.
    const own = samples.filter(({ question }) => question === id || (questions.length === 1 && !question));
    if (own.some(({ expected }) => expected !== 'accepted')) continue;
    const folder = `questions/${id}/samples/wrong_answer`;
    const message = `no sample that must fail, such as one in ${folder}/: nothing shows that a wrong submission is found out`;
    warnings.push(warn(`questions/${id}/question.yaml`, message));
  }
  return warnings;
}

const ENDINGS: Record<Language, string> = { python: '.py', javascript: '.js', typescript: '.ts' };

/** Runs the objectives that the author gives as files: a gradient that is not that of its value is an error. */
export async function checkObjectives(definition: AssignmentDefinition): Promise<Problem[]> {
  const all = definition.questions.flatMap((question) =>
    question.kind === 'optimizer' ? question.objectives : [],
  );
  const own = [...new Map(all.map((objective) => [objective.name, objective])).values()];
  if (own.length === 0) return [];
  const sandboxes = openSandboxes();
  try {
    const problems: Problem[] = [];
    for (const objective of own) {
      const mistake = await gradientMistake(objective, sandboxes);
      if (mistake) problems.push({ severity: 'error', file: objective.file, ...mistake });
    }
    return problems;
  } finally {
    await sandboxes.close();
  }
}

export async function gradeSamples(folder: string): Promise<SampleResult[]> {
  const files = await readAssignmentFolder(folder);
  const { definition } = loadAssignment(files, slugOf(folder));
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
  { path, question, expected }: Sample,
  source: string,
  sandboxes: Sandboxes,
  options: GradeOptions,
): Promise<SampleResult> {
  const fileName = `${definition.submission?.file ?? basename(path, extname(path))}${extname(path)}`;
  const { whole: report } = await grade(definition, { fileName, source }, sandboxes, {
    ...options,
    question,
  });
  const verdict = overallVerdict(report);
  const complaints: string[] = [];
  if (!VERDICTS.some((known) => known === expected)) complaints.push(`no verdict is called ${expected}`);
  else if (verdict !== expected) complaints.push(`${expected} expected`);
  const faults = /^(?:#|\/\/) diagnosis: *(.*)$/m.exec(source)?.[1];
  if (faults !== undefined) {
    const found = report.questions.flatMap(({ diagnosis }) => diagnosis?.faults ?? []);
    const wanted = faults.split(/[ ,]+/).filter((id) => id !== '' && id !== 'none');
    if ([...found].sort().join() !== wanted.sort().join()) {
      complaints.push(`faults ${wanted.join(', ') || 'none'} expected, found ${found.join(', ') || 'none'}`);
    }
  }
  return { path, verdict, score: report.score, maxScore: report.maxScore, complaint: complaints.join('; ') };
}

/** Of several questions: full marks, some, or else what happened to the first that got less. */
export function overallVerdict({ questions, score, maxScore }: GradeReport): Verdict {
  if (score >= maxScore) return 'accepted';
  const first = questions.find((question) => question.verdict !== 'accepted');
  const alike = questions.every((question) => question.verdict === first?.verdict);
  return alike ? first!.verdict : score > 0 ? 'partially_accepted' : first!.verdict;
}
