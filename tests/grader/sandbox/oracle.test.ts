/**
 * Whoever asks what was not asked, or answers without asking, earns no more than a program that stands still, and is a
 * result like any other: no fault of ours.
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

const FOLDER = join(import.meta.dirname, '../../attacks/oracle');
const MEASURE = 'standing-still.py';
const others = readdirSync(FOLDER).filter((name) => name !== MEASURE);
const LONG = 120_000;

let definition: AssignmentDefinition;
let sandboxes: Sandboxes;
let still: GradeRecord;
beforeAll(async () => {
  const folder = join(import.meta.dirname, '../../../assignments/optimizers');
  definition = loadAssignment(await readAssignmentFolder(folder), 'optimizers').definition!;
  sandboxes = openSandboxes();
  still = await gradeFile(MEASURE);
}, LONG);
afterAll(() => sandboxes.close());

async function gradeFile(fileName: string): Promise<GradeRecord> {
  const source = readFileSync(join(FOLDER, fileName), 'utf8');
  const { whole } = await grade(definition, { fileName, source }, sandboxes);
  // As it is stored: what a program said must fit there.
  StoredReport.parse({ format: 2, whole, views: {} });
  return whole;
}

test.each(others)(
  '%s earns nothing that a program which stands still does not',
  async (name) => {
    const { questions } = await gradeFile(name);
    for (const [index, question] of questions.entries()) {
      const measure = still.questions[index]!;
      expect(question.score).toBeLessThanOrEqual(measure.score);
      for (const [i, { id, score }] of question.tests.entries())
        expect([id, score]).toEqual([id, Math.min(score, measure.tests[i]!.score)]);
    }
  },
  LONG,
);
