/** `time-from-two`: right where the question accepts it, the fault `time-off-by-one` elsewhere, and never more than that. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AssignmentDefinition } from '../../contract/assignment.ts';
import type { QuestionReport } from '../../contract/report.ts';
import { readAssignmentFolder, slugOf } from '../../grader/assignment/folder.ts';
import { loadAssignment } from '../../grader/assignment/load.ts';
import { grade } from '../../grader/grade.ts';
import { acceptedPoints, allConventions, conventionsOf } from '../../grader/optimizers/conventions.ts';
import { OPTIMIZERS } from '../../grader/optimizers/index.ts';
import { openSandboxes } from '../../grader/sandbox/index.ts';

const ASSIGNMENT = join(import.meta.dirname, '../../assignments/optimizers');
const QUESTION = 'questions/adam/question.yaml';
const sandboxes = openSandboxes();
let asked: AssignmentDefinition;
let accepting: AssignmentDefinition;

beforeAll(async () => {
  const files = await readAssignmentFolder(ASSIGNMENT);
  const widened = files.get(QUESTION)!.replace(/^accepts: \[/m, 'accepts: [time-from-two, ');
  asked = loadAssignment(files, slugOf(ASSIGNMENT)).definition!;
  accepting = loadAssignment(new Map([...files, [QUESTION, widened]]), slugOf(ASSIGNMENT)).definition!;
});

afterAll(() => sandboxes.close());

/** Adam in NumPy whose t is `first` at the first step. */
const adam = (first: number) => `import numpy as np

def adam(w, dw, config=None):
    config = {} if config is None else config
    lr, b1, b2 = config.get("learning_rate", 1e-3), config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config["t"] = config.get("t", ${first - 1}) + 1
    m = config["m"] = b1 * config.get("m", np.zeros_like(w)) + (1 - b1) * dw
    v = config["v"] = b2 * config.get("v", np.zeros_like(w)) + (1 - b2) * dw**2
    return w - lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + config.get("epsilon", 1e-8)), config
`;

async function graded(definition: AssignmentDefinition, source: string): Promise<QuestionReport> {
  const { whole } = await grade(definition, { fileName: 'optim.py', source }, sandboxes, {
    question: 'adam',
  });
  return whole.questions[0]!;
}

describe('a program whose first step is at t = 2', () => {
  test('is right where the question accepts it', async () => {
    const report = await graded(accepting, adam(2));
    expect(report).toMatchObject({ verdict: 'accepted', score: 1 });
  });

  test('counts one too many elsewhere', async () => {
    const report = await graded(asked, adam(2));
    expect(report.verdict).toBe('wrong_answer');
    expect(report.diagnosis).toMatchObject({ optimizer: 'adam', faults: ['time-off-by-one'] });
  });
});

test('where it is accepted, the paper’s own count stays right, and t = 3 is wrong', async () => {
  expect(await graded(accepting, adam(1))).toMatchObject({ verdict: 'accepted', score: 1 });
  expect((await graded(accepting, adam(3))).verdict).toBe('wrong_answer');
});

test('by a law: it is a place of every optimizer that counts, of no other, and never named unasked', () => {
  for (const { point } of OPTIMIZERS) {
    const counts = point.firstCorrection || point.secondCorrection;
    const places = acceptedPoints(point, ['time-from-two']);
    expect(places.map(({ timeFrom }) => timeFrom)).toEqual(counts ? [1, 2] : [1]);
    if (counts) expect(conventionsOf(places[1]!)).toContain('time-from-two');
    for (const place of allConventions(point)) expect(conventionsOf(place)).not.toContain('time-from-two');
  }
});
