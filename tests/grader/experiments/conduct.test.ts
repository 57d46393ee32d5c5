/** Programs train: what is right, what is wrong at which step, and what would do harm. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PublishedExperiment } from '../../../contract/assignment.ts';
import { readAssignmentFolder, dataIn } from '../../../grader/assignment/folder.ts';
import { loadAssignment } from '../../../grader/assignment/load.ts';
import { conduct, type Laboratory, type Progress } from '../../../grader/experiments/conduct.ts';
import { openTrainers } from '../../../grader/experiments/laboratories.ts';
import { openSandboxes, type Sandboxes } from '../../../grader/sandbox/index.ts';
import { GraderFault } from '../../../grader/terms.ts';
import { DEFAULT_LIMITS } from '../../../grader/sandbox/sandbox.ts';

const FOLDER = join(import.meta.dirname, '../../../assignments/figure-3');
const SOLUTION = readFileSync(join(FOLDER, 'solution/optim.py'), 'utf8');

let figure3: PublishedExperiment;
let sandboxes: Sandboxes;
const trainers = openTrainers();
beforeAll(async () => {
  const { definition } = loadAssignment(await readAssignmentFolder(FOLDER), 'figure-3');
  const [question] = definition!.questions;
  if (question?.kind !== 'experiment') throw new Error('figure-3 asks for an experiment');
  figure3 = question;
  sandboxes = openSandboxes();
});
afterAll(async () => {
  trainers.close();
  await sandboxes.close();
});

/** A chance that repeats. */
function seeded(): () => number {
  let state = 1;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

async function train(source: string, options: Partial<Laboratory> & { rules?: string[] } = {}) {
  const rules = options.rules ?? figure3.rules.map(({ entry }) => entry);
  const question = { ...figure3, rules: figure3.rules.filter(({ entry }) => rules.includes(entry)) };
  const dataPath = await dataIn(FOLDER)(question);
  const program = { language: 'python', fileName: 'optim.py', source } as const;
  const laboratory = { ...trainers, sandboxes, dataPath, chance: seeded(), epochs: 1, ...options };
  return conduct(question, program, laboratory);
}

/** The solution with other lines in its Adam. */
const withAdam = (body: string) =>
  `${SOLUTION.slice(0, SOLUTION.indexOf('def adam'))}def adam(w, dw, config):\n${body}`;
const ADAM = SOLUTION.slice(SOLUTION.indexOf('    beta1, beta2 = '));
const adamAlone = (body: string) => train(withAdam(body), { rules: ['adam'] });

test('the solution trains as the reference does, and its curves grow as it goes', async () => {
  const told: Progress[] = [];
  const report = await train(SOLUTION, { onProgress: (progress) => told.push(progress) });
  expect(report).toMatchObject({ verdict: 'accepted', score: 3, maxScore: 3, diagnosis: null });
  for (const { yours, reference, partsAt } of report.experiment!.curves) {
    expect(partsAt).toBeNull();
    expect(yours).toHaveLength(4);
    // Rounding has not had the time to grow.
    yours.forEach((cost, i) => expect(cost!).toBeCloseTo(reference[i]!, 3));
  }
  const shares = told.map(({ done }) => done);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
  const names = report.experiment!.curves.map(({ id }) => id);
  const order = told.map(({ curve }) => names.indexOf(curve));
  expect(order[0]).toBe(0);
  expect(order).not.toContain(-1);
  expect(told.at(-1)!.figure()).toEqual(report.experiment);
  // However many train at once.
  expect(await train(SOLUTION, { atOnce: 1 })).toEqual(report);
});

test('where one trainer fails, the others end, and the next training is as ever', async () => {
  const fault = new GraderFault('the trainer ended');
  let opened = 0;
  const withTrainer: Laboratory['withTrainer'] = (task) =>
    trainers.withTrainer((trainer) => {
      if (opened++ > 0) return task(trainer);
      const at: typeof trainer.at = (step, ...rest) =>
        step < 5 ? trainer.at(step, ...rest) : Promise.reject(fault);
      return task(
        Object.create(trainer, { begin: { value: trainer.begin.bind(trainer) }, at: { value: at } }),
      );
    });
  let done = 0;
  const failing = train(SOLUTION, {
    withTrainer,
    atOnce: 2,
    epochs: 45,
    onProgress: (each) => (done = each.done),
  });
  await expect(failing).rejects.toThrow(fault.message);
  expect(done).toBeLessThan(0.5);
  expect((await train(SOLUTION, { rules: ['nesterov'] })).verdict).toBe('accepted');
});

test('a rule that goes wrong late, and in some coordinates only, is found out at that step', async () => {
  const report = await adamAlone(
    `    if config.get("t", 0) == 12:\n        dw = dw * np.where(np.arange(len(w)) % 2, 1, 1.01)\n${ADAM}`,
  );
  expect(report.verdict).toBe('wrong_answer');
  expect(report.experiment!.curves.map(({ partsAt }) => partsAt)).toEqual([13, 13]);
  expect(report.tests[0]!.message).toMatch(/^step 13, w\[\d+\]: expected /);
});

test.each([
  ['the last', '-1', /the last coordinate never moves/],
  ['one in the midst', '5000', /No optimizer that Stepwise knows/],
])(
  'a rule that leaves out %s of thousands of coordinates is wrong, whichever are drawn',
  async (_, index, said) => {
    const left = ADAM.replace(
      /return (.*), config/,
      `next_w = $1\n    next_w[${index}] = w[${index}]\n    return next_w, config`,
    );
    for (const chance of [seeded(), () => Math.random()]) {
      const report = await train(withAdam(left), { rules: ['adam'], chance });
      expect(report).toMatchObject({ verdict: 'wrong_answer', score: 0 });
      expect(report.diagnosis!.message).toMatch(said);
    }
  },
);

test('rounding in another order is no fault, and an accepted convention none either', async () => {
  const folded = ADAM.replace(
    'config["learning_rate"] * m_hat / (np.sqrt(v_hat) + config["epsilon"])',
    'm_hat * config["learning_rate"] / np.sqrt(v_hat + config["epsilon"])',
  );
  expect(folded).not.toBe(ADAM);
  expect((await adamAlone(folded)).verdict).toBe('accepted');
});

test('single precision is said to lose digits', async () => {
  const report = await adamAlone(
    ADAM.replace(/return (.*), config/, 'return ($1).astype(np.float32), config'),
  );
  expect(report.verdict).toBe('wrong_answer');
  expect(report.tests[0]!.message).toMatch(/float32/);
});

describe('what would do harm ends as elsewhere', () => {
  const limits = { ...DEFAULT_LIMITS, wallSeconds: 1, cpuSeconds: 1 };
  test.each<[string, string, string, RegExp]>([
    [
      'a loop without end',
      '    while True:\n        pass\n',
      'time_limit_exceeded',
      /ran longer than the time limit/,
    ],
    ['a sleep', '    import time\n    time.sleep(60)\n', 'time_limit_exceeded', /ran longer than/],
    ['memory', '    return np.ones(2**31) + len(w), config\n', 'memory_limit_exceeded', /more memory/],
    ['a flood', '    print("x" * 10**6)\n    return w, config\n', 'output_limit_exceeded', /printed more/],
    [
      'an exception at a later step',
      `    if config.get("t") == 3:\n        raise KeyError("m")\n${ADAM}`,
      'runtime_error',
      /step 4.*KeyError/s,
    ],
    ['not a number', '    return w * np.nan, config\n', 'wrong_answer', /step 1, w\[\d+\]: .*found NaN/],
    ['another shape', '    return w[:-1], config\n', 'runtime_error', /next_w must have the shape of w/],
    ['an end of its own', '    import os\n    os._exit(0)\n', 'runtime_error', /ended without a result/],
  ])('%s', async (_, body, verdict, message) => {
    const report = await train(withAdam(body), { rules: ['adam'], limits });
    expect(report.verdict).toBe(verdict);
    expect(report.score).toBe(0);
    expect(report.tests[0]!.message).toMatch(message);
  });

  // Every row must have been answered with a gradient: an end that is only said is none.
  const FORGED = `
    import json, os, struct
    row = w.astype('<f8').tobytes()
    say = lambda message: os.write(DESCRIPTOR, struct.pack('<II', len(message), len(row) // 8) + message + row)
    for DESCRIPTOR in range(3, 20):
        try:
            for _ in range(20):
                say(json.dumps({'status': STATUS, 'dtypes': ['float64']}).encode())
        except OSError:
            pass
    return w, config
`.slice(1);
  test.each(['completed', 'partly'])('frames of its own, which say %s', async (status) => {
    const report = await adamAlone(FORGED.replace('STATUS', `'${status}'`));
    expect(report).toMatchObject({ verdict: 'runtime_error', score: 0 });
  });

  test('a file that does not load is tried once, and nothing is trained', async () => {
    const report = await train('def adam(w, dw, config:\n');
    expect(report).toMatchObject({ verdict: 'invalid_submission', score: 0 });
    expect(report.tests.map(({ status }) => status)).toEqual(Array(6).fill('skipped'));
    expect(report.experiment!.curves.every(({ yours }) => yours.length === 0)).toBe(true);
  });

  test('a function that is missing costs its own points alone', async () => {
    const report = await train(SOLUTION.replace('def adagrad', 'def adagard'));
    expect(report.score).toBe(2);
    expect(report.tests[0]!.message).toMatch(/did you mean `adagard`/);
  });
});

test('a training that is cancelled ends at once, and the next one is as ever', async () => {
  const cancelling = new AbortController();
  const cancelled = train(SOLUTION, {
    signal: cancelling.signal,
    epochs: 45,
    onProgress: () => cancelling.abort(new Error('cancelled')),
  });
  await expect(cancelled).rejects.toThrow('cancelled');
  expect((await train(SOLUTION, { rules: ['nesterov'] })).verdict).toBe('accepted');
});
