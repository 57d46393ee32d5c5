/** What an author is told of an experiment. */
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { readAssignmentFolder } from '../../../grader/assignment/folder.ts';
import { loadAssignment, loadUnpinned } from '../../../grader/assignment/load.ts';

const FOLDER = join(import.meta.dirname, '../../../assignments/figure-3');
const QUESTION = 'questions/figure-3/question.yaml';
const REFERENCE = 'questions/figure-3/reference.json';

let files: Map<string, string>;
beforeAll(async () => {
  files = new Map(await readAssignmentFolder(FOLDER));
});

/** The problems after replacing something in one file; null takes the file away. */
function problemsWith(file: string, change: [RegExp, string] | null, load = loadAssignment): string[] {
  const changed = new Map(files);
  const text = files.get(file)!;
  if (change === null) changed.delete(file);
  else {
    expect(text).toMatch(change[0]);
    changed.set(file, text.replace(...change));
  }
  return load(changed, 'figure-3').problems.map(
    ({ file: where, line, message }) => `${where}:${line}: ${message}`,
  );
}

test("the paper's claims hold on the pinned run of every seed, and the folder has no mistake", () => {
  expect(loadAssignment(files, 'figure-3').problems).toEqual([]);
});

test.each<[string, string, [RegExp, string] | null, RegExp]>([
  [
    'a claim that the curves contradict',
    QUESTION,
    [/lower: adam\/plain, higher: adagrad\/plain/, 'lower: adagrad/plain, higher: adam/plain'],
    /question\.yaml:\d+: claims #1: “Adam ends below AdaGrad” does not hold with seed 1, 2, 3, 4, 5 of 5/,
  ],
  [
    'a claim of no curve',
    QUESTION,
    [/lower: adam\/plain/, 'lower: adam/none'],
    /claims #1\.lower: no curve adam\/none; there are adagrad\/plain/,
  ],
  [
    'another rate than the curves were made with',
    QUESTION,
    [/learning_rate: 4e-3/, 'learning_rate: 5e-3'],
    /reference\.json:null: the reference's curves were made with other settings or data: run `stepwise experiment/,
  ],
  ['no curves', REFERENCE, null, /reference\.json:null: the reference's curves are not there/],
  ['no data', 'data/fashion-mnist-14.npz', null, /data: the file data\/fashion-mnist-14\.npz is not there/],
  [
    'a hyperparameter that is missing',
    QUESTION,
    [/beta1: 0\.9, /, ''],
    /rules #3\.hyperparameters: adam needs beta1/,
  ],
  [
    'points that do not add up',
    QUESTION,
    [/^points: 3/m, 'points: 4'],
    /rules: the rules' points add up to 3, not to the question's 4/,
  ],
  ['a layer of no kind', QUESTION, [/- pool/, '- pol'], /question\.yaml:\d+: model #2/],
  [
    'another language',
    'assignment.yaml',
    [/\[python\]/, '[python, javascript]'],
    /submission\.languages: an experiment/,
  ],
])('%s', (_, file, change, message) => {
  expect(problemsWith(file, change)).toEqual([expect.stringMatching(message)]);
});

test('to pin the reference, nothing need be pinned', () => {
  expect(problemsWith(REFERENCE, null, loadUnpinned)).toEqual([]);
});
