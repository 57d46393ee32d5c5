/**
 * A slip in one line of a program is named, whatever the style in which the program is written: the right recipe in every style gets full
 * marks, and each slip is played in a style of its own, in the real sandbox.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AssignmentDefinition } from '../../contract/assignment.ts';
import type { QuestionReport } from '../../contract/report.ts';
import { readAssignmentFolder, slugOf } from '../../grader/assignment/folder.ts';
import { loadAssignment } from '../../grader/assignment/load.ts';
import { grade } from '../../grader/grade.ts';
import { openSandboxes } from '../../grader/sandbox/index.ts';
import { RECIPES, SLIPS } from './slips/recipes.ts';
import { STYLES, type Recipe, type Style } from './slips/styles.ts';

const ASSIGNMENT = join(import.meta.dirname, '../../assignments/optimizers');
const sandboxes = openSandboxes();
let definition: AssignmentDefinition;

beforeAll(async () => {
  definition = loadAssignment(await readAssignmentFolder(ASSIGNMENT), slugOf(ASSIGNMENT)).definition!;
});
afterAll(() => sandboxes.close());

async function graded(question: string, { ending }: Style, source: string): Promise<QuestionReport> {
  const { whole } = await grade(definition, { fileName: `optim${ending}`, source }, sandboxes, { question });
  return whole.questions[0]!;
}

test('a right recipe gets full marks in every style', async () => {
  const misses: string[] = [];
  for (const [question, recipe] of Object.entries(RECIPES) as [string, Recipe][])
    for (const style of STYLES) {
      const source = style.write(recipe)!;
      const { verdict, tests } = await graded(question, style, source);
      if (verdict === 'accepted') continue;
      misses.push(
        `${question}, ${style.name}: ${tests.find(({ status }) => status !== 'passed')!.message}\n${source}`,
      );
    }
  expect(misses).toEqual([]);
});

/** From a style that turns with the slips, the next one in which it can be written. SLIPS_IN=all plays all. */
function stylesOf(index: number, recipe: Recipe): { style: Style; source: string }[] {
  const turned = STYLES.map((_, i) => STYLES[(index + i) % STYLES.length]!);
  const written = turned.flatMap((style) => {
    const source = style.write(recipe);
    return source === null ? [] : [{ style, source }];
  });
  return process.env.SLIPS_IN === 'all' ? written : written.slice(0, 1);
}

test('every slip is refused, and named by its own id or one that says the same', async () => {
  const misses: string[] = [];
  for (const [index, { question, causes, change }] of SLIPS.entries())
    for (const { style, source } of stylesOf(index, change(RECIPES[question]))) {
      const report = await graded(question, style, source);
      if (report.verdict !== 'accepted' && report.causes.some((cause) => causes.includes(cause))) continue;
      const said = report.diagnosis?.message ?? report.tests[0]!.message;
      misses.push(
        `${question}: ${causes.join('|')} in ${style.name}: ${report.verdict}, ${report.causes.join()}: ${said}\n${source}`,
      );
    }
  expect(misses).toEqual([]);
});
