/**
 * Whoever asks what was not asked, or answers without asking, earns no more than a program that stands still, and is a
 * result like any other: no fault of ours. Each is played as people's programs are, and once more with questions for the
 * gradients that Python computes there.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AssignmentDefinition } from '../../../contract/assignment.ts';
import { StoredReport, type GradeRecord } from '../../../contract/report.ts';
import { readAssignmentFolder } from '../../../grader/assignment/folder.ts';
import { loadAssignment } from '../../../grader/assignment/load.ts';
import { grade } from '../../../grader/grade.ts';
import { openSandboxes, type Sandboxes } from '../../../grader/sandbox/index.ts';
import { asking, SIGNS, watching, type Watched } from '../../support/watchedRuns.ts';

const FOLDER = join(import.meta.dirname, '../../attacks/oracle');
const MEASURE = 'standing-still.py';
const others = readdirSync(FOLDER).filter((name) => name !== MEASURE);
const LONG = 120_000;
/** The simplest and the one with most tests; what is none of a known optimizer's steps takes the search seconds. */
const QUESTIONS = ['sgd', 'adam'];

let definition: AssignmentDefinition;
let sandboxes: Sandboxes;
let still: Played;
beforeAll(async () => {
  const folder = join(import.meta.dirname, '../../../assignments/optimizers');
  const whole = loadAssignment(await readAssignmentFolder(folder), 'optimizers').definition!;
  definition = { ...whole, questions: whole.questions.filter(({ id }) => QUESTIONS.includes(id)) };
  sandboxes = openSandboxes();
  still = await play(MEASURE);
}, LONG);
afterAll(() => sandboxes.close());

interface Played {
  computed: GradeRecord;
  asked: GradeRecord;
  runs: Watched[];
}

async function play(fileName: string): Promise<Played> {
  const source = readFileSync(join(FOLDER, fileName), 'utf8');
  const runs: Watched[] = [];
  const watched = watching(sandboxes, (run) => runs.push(run));
  const gradeIn = async (places: Sandboxes): Promise<GradeRecord> => {
    const { whole } = await grade(definition, { fileName, source }, places);
    // As it is stored: what a program said must fit there.
    StoredReport.parse({ format: 2, whole, views: {} });
    return whole;
  };
  return { computed: await gradeIn(watched), asked: await gradeIn(asking(watched)), runs };
}

test.each(others)(
  '%s earns nothing that a program which stands still does not',
  async (name) => {
    const played = await play(name);
    for (const way of ['computed', 'asked'] as const)
      for (const [index, question] of played[way].questions.entries()) {
        const measure = still[way].questions[index]!;
        expect(question.score).toBeLessThanOrEqual(measure.score);
        for (const [i, { id, score }] of question.tests.entries())
          expect([way, id, score]).toEqual([way, id, Math.min(score, measure.tests[i]!.score)]);
      }
    const sign = SIGNS[name]!;
    expect(played.runs.some(sign)).toBe(true);
    expect(still.runs.some(sign)).toBe(false);
  },
  LONG,
);
