/**
 * An author's own submissions as files: what each must get, what is handed in, and whether it got that. Values in, values out;
 * they are run by samples.ts, and for the web editor by the trier.
 */
import { basename, extname } from 'node:path';
import {
  codeQuestions,
  type AssignmentDefinition,
  type Problem,
  type PublishedObjective,
} from '../../contract/assignment.ts';
import type { GradeReport } from '../../contract/report.ts';
import { ENDINGS, languageOf, VERDICTS, type Verdict } from '../terms.ts';

export interface SampleResult {
  /** Path inside the assignment's folder. */
  path: string;
  verdict: Verdict;
  score: number;
  maxScore: number;
  /** What differs from what the folder says; empty when nothing does. */
  complaint: string;
}

export interface Sample {
  path: string;
  /** Absent: the whole assignment. */
  question?: string | undefined;
  expected: string;
}

/** Whether a file is a program that the author expects something of, and not of what students get. */
export const isSample = (path: string): boolean => sampleAt(path) !== null;

function sampleAt(path: string): Sample | null {
  if (!languageOf(path)) return null;
  if (/^solution\/[^/]+$/.test(path)) return { path, expected: 'accepted' };
  const sample = /^(?:questions\/([^/]+)\/)?samples\/([^/]+)\/.+$/.exec(path);
  return sample ? { path, question: sample[1], expected: sample[2]! } : null;
}

export const findSamples = (files: ReadonlyMap<string, string>): Sample[] =>
  [...files.keys()].flatMap((path) => sampleAt(path) ?? []);

/**
 * What no sample shows of an assignment with code: that its tests can be passed, and that each question finds a wrong
 * submission out. Warnings, since the tests may be right all the same.
 */
export function warnOfMissingSamples(
  definition: AssignmentDefinition,
  files: ReadonlyMap<string, string>,
): Problem[] {
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

/** A sample under the name that a student's file has, whatever it is called in its folder. */
export const fileNameOf = ({ submission }: AssignmentDefinition, path: string): string =>
  `${submission?.file ?? basename(path, extname(path))}${extname(path)}`;

/** The next one is a question for students. */
const firstSentence = (text: string): string => /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;

/** What a sample got, and where that is not what its folder and its line `# diagnosis:` say. */
export function sampleResult({ path, expected }: Sample, source: string, report: GradeReport): SampleResult {
  const verdict = overallVerdict(report);
  const complaints: string[] = [];
  if (!VERDICTS.some((known) => known === expected))
    complaints.push(`no verdict is called ${expected}; there are ${VERDICTS.join(', ')}`);
  else if (verdict !== expected) complaints.push(`${expected} expected`);
  const faults = /^(?:#|\/\/) diagnosis: *(.*)$/m.exec(source)?.[1];
  if (faults !== undefined) {
    const found = report.questions.flatMap(({ diagnosis }) => diagnosis?.faults ?? []);
    const wanted = faults.split(/[ ,]+/).filter((id) => id !== '' && id !== 'none');
    if ([...found].sort().join() !== wanted.sort().join()) {
      complaints.push(`faults ${wanted.join(', ') || 'none'} expected, found ${found.join(', ') || 'none'}`);
    }
  }
  // What it was found to be says why, as a rule.
  const said = report.questions.find((question) => question.verdict !== 'accepted')?.diagnosis?.message;
  const why = complaints.length > 0 && said ? ` (“${firstSentence(said)}”)` : '';
  const complaint = complaints.join('; ') + why;
  return { path, verdict, score: report.score, maxScore: report.maxScore, complaint };
}

/** Of what ran, what is a mistake of the set. */
export const sampleProblems = (results: readonly SampleResult[]): Problem[] =>
  results
    .filter(({ complaint }) => complaint !== '')
    .map(({ path, verdict, complaint }) => ({
      severity: 'error',
      file: path,
      line: null,
      message: `gets the verdict ${verdict}: ${complaint}`,
    }));

/** The objectives of the author's own that tests name, each once. */
export function ownObjectives({ questions }: Pick<AssignmentDefinition, 'questions'>): PublishedObjective[] {
  const all = questions.flatMap((question) => (question.kind === 'optimizer' ? question.objectives : []));
  return [...new Map(all.map((objective) => [objective.name, objective])).values()];
}

/** What is wrong with the gradient of an objective. */
export const objectiveProblem = (
  { file }: PublishedObjective,
  mistake: Pick<Problem, 'line' | 'message'>,
): Problem => ({ severity: 'error', file, line: mistake.line, message: mistake.message });

/** Of several questions: full marks, some, or else what happened to the first that got less. */
export function overallVerdict({ questions, score, maxScore }: GradeReport): Verdict {
  if (score >= maxScore) return 'accepted';
  const first = questions.find((question) => question.verdict !== 'accepted');
  const alike = questions.every((question) => question.verdict === first?.verdict);
  return alike ? first!.verdict : score > 0 ? 'partially_accepted' : first!.verdict;
}
