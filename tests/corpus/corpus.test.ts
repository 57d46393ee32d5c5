/**
 * Grades the whole corpus against assignments/optimizers in the real sandboxes: what the README of this folder promises
 * of every header, the grader has to say.
 */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AssignmentDefinition } from '../../contract/assignment.ts';
import type { Diagnosis, QuestionReport } from '../../contract/report.ts';
import { readAssignmentFolder, slugOf } from '../../grader/assignment/folder.ts';
import { loadAssignment } from '../../grader/assignment/load.ts';
import { grade } from '../../grader/grade.ts';
import { openSandboxes } from '../../grader/sandbox/index.ts';
import { findTorchInterpreter } from '../../grader/sandbox/python/interpreter.ts';
import { seemsToImportTorch } from '../../grader/sandbox/python/torch.ts';

interface Header {
  verdict: string;
  /** Optimizer and sorted faults, as one text. */
  diagnosis: string;
  equivalent: string | null;
  /** Whether the optimizer is a point of the design space. */
  known: boolean;
}

interface Graded {
  /** `rmsprop/wrong/climbs.py` */
  path: string;
  right: boolean;
  header: Header;
  report: QuestionReport;
}

const ASSIGNMENT = join(import.meta.dirname, '../../assignments/optimizers');
const SHARE_OF_RIGHT_DIAGNOSES = 0.95;

const sandboxes = openSandboxes();
let corpus: Graded[] = [];

beforeAll(async () => {
  const definition = await readDefinition();
  const hasTorch = (await findTorchInterpreter()) !== null;
  const paths = globSync('{,courses/,homework/,unseen/}*/{right,wrong}/*.{py,js,ts}', {
    cwd: import.meta.dirname,
  }).filter((path) => hasTorch || !seemsToImportTorch(sourceOf(path)));
  // Two at a time: one is judged while the other runs.
  const queue = paths.sort().values();
  const lanes = Array.from({ length: 2 }, async () => {
    const graded: Graded[] = [];
    for (const path of queue) graded.push(await gradeFile(definition, path));
    return graded;
  });
  corpus = (await Promise.all(lanes)).flat().sort((a, b) => (a.path < b.path ? -1 : 1));
});

afterAll(() => sandboxes.close());

async function readDefinition(): Promise<AssignmentDefinition> {
  const { definition, problems } = loadAssignment(await readAssignmentFolder(ASSIGNMENT), slugOf(ASSIGNMENT));
  if (!definition) throw new Error(problems.map(({ file, message }) => `${file}: ${message}`).join('\n'));
  // Played and judged once: what is withheld from whom, other tests ask.
  return withTests(definition, (test) => ({ ...test, visibility: 'visible' }));
}

const sourceOf = (path: string): string => readFileSync(join(import.meta.dirname, path), 'utf8');

async function gradeFile(definition: AssignmentDefinition, path: string): Promise<Graded> {
  const source = sourceOf(path);
  const [question, side] = path.split('/').slice(-3);
  const asked = /^(?:#|\/\/) config: complete$/m.test(source) ? withAllGiven(definition) : definition;
  const { whole } = await grade(asked, { fileName: basename(path), source }, sandboxes, { question });
  return { path, right: side === 'right', header: headerOf(path, source), report: whole.questions[0]! };
}

/** The same tests for programs that have no defaults of their own. */
const withAllGiven = (definition: AssignmentDefinition): AssignmentDefinition =>
  withTests(definition, (test, { defaults }) => ({
    ...test,
    hyperparameters: { ...defaults, ...test.hyperparameters },
  }));

type Question = AssignmentDefinition['questions'][number] & { kind: 'optimizer' };
type Test = Question['tests'][number];

const withTests = (
  definition: AssignmentDefinition,
  changed: (test: Test, question: Question) => Test,
): AssignmentDefinition => ({
  ...definition,
  questions: definition.questions.map((question) =>
    question.kind === 'optimizer'
      ? { ...question, tests: question.tests.map((test) => changed(test, question)) }
      : question,
  ),
});

function headerOf(path: string, source: string): Header {
  const field = (name: string) =>
    new RegExp(String.raw`^(?:#|//) ${name}: (.*)$`, 'm').exec(source)?.[1]?.trim();
  const [verdict, optimizer, faults] = [field('verdict'), field('optimizer'), field('faults')];
  if (!verdict || !optimizer || !faults) throw new Error(`${path} has no complete header`);
  const equivalent = field('equivalent')?.split(' + ');
  return {
    verdict,
    diagnosis: inWords(optimizer, faults),
    equivalent: equivalent ? inWords(equivalent[0]!, equivalent[1] ?? 'none') : null,
    known: optimizer !== 'none',
  };
}

/** `rmsprop + ascent, missing-root` */
const inWords = (optimizer: string, faults: string): string =>
  [optimizer, ...(faults === 'none' ? [] : [faults.split(', ').sort().join(', ')])].join(' + ');

const found = (diagnosis: Diagnosis | null): string =>
  inWords(diagnosis?.optimizer ?? 'none', diagnosis?.faults.join(', ') || 'none');

/** One line with what a reader needs to find out who is wrong. */
function miss({ path, header, report }: Graded): string {
  const failed = report.tests.find(({ status }) => status !== 'passed');
  const first = failed ? `; ${failed.id}: ${failed.message}` : '';
  return `${path}: ${header.verdict}, ${header.diagnosis} expected, found ${report.verdict}, ${found(report.diagnosis)}${first}`;
}

describe('the corpus of implementations', () => {
  test('has at least 900 of them, 270 of them right', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(900);
    expect(corpus.filter(({ right }) => right).length).toBeGreaterThanOrEqual(270);
  });

  test('every right one is accepted with full marks', () => {
    const misses = corpus.filter(
      ({ right, report }) => right && !(report.verdict === 'accepted' && report.score === report.maxScore),
    );
    expect(misses.map(miss)).toEqual([]);
  });

  test('no wrong one is accepted, and none gets full marks', () => {
    const misses = corpus.filter(
      ({ right, report }) => !right && (report.verdict === 'accepted' || report.score >= report.maxScore),
    );
    expect(misses.map(miss)).toEqual([]);
  });

  test('every verdict is that of the header', () => {
    const misses = corpus.filter(({ header, report }) => report.verdict !== header.verdict);
    expect(misses.map(miss)).toEqual([]);
  });

  test('at least 95 % of the wrong ones with a known optimizer are diagnosed: optimizer and faults', () => {
    const wrong = corpus.filter(({ right, header }) => !right && header.known);
    const misses = wrong.filter(({ header, report }) => {
      const diagnosis = found(report.diagnosis);
      return diagnosis !== header.diagnosis && diagnosis !== header.equivalent;
    });
    const share = 1 - misses.length / wrong.length;
    if (share < SHARE_OF_RIGHT_DIAGNOSES) {
      throw new Error(
        `${misses.length} of ${wrong.length} diagnoses are not right:\n${misses.map(miss).join('\n')}`,
      );
    }
  });
});
