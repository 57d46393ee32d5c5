/**
 * What is asked, what is checked and what is judged are one. The statement says that the learning rate alone has to be read anew at every step:
 * so a rule may keep whatever else it likes from the first step, in any mixture and in whatever tests, and one that keeps the learning rate
 * is told so.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AssignmentDefinition } from '../../contract/assignment.ts';
import type { QuestionReport } from '../../contract/report.ts';
import { readAssignmentFolder, slugOf } from '../../grader/assignment/folder.ts';
import { loadAssignment } from '../../grader/assignment/load.ts';
import { grade } from '../../grader/grade.ts';
import { openSandboxes } from '../../grader/sandbox/index.ts';

const ASSIGNMENT = join(import.meta.dirname, '../../assignments/optimizers');
const sandboxes = openSandboxes();
let definition: AssignmentDefinition;

beforeAll(async () => {
  definition = loadAssignment(await readAssignmentFolder(ASSIGNMENT), slugOf(ASSIGNMENT)).definition!;
});
afterAll(() => sandboxes.close());

const DEFAULTS = {
  sgd: { learning_rate: 1e-2 },
  sgd_momentum: { learning_rate: 1e-2, momentum: 0.9 },
  adagrad: { learning_rate: 1e-2, epsilon: 1e-8 },
  rmsprop: { learning_rate: 1e-2, decay_rate: 0.99, epsilon: 1e-8 },
  adam: { learning_rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
};
type Question = keyof typeof DEFAULTS;
const QUESTIONS = Object.keys(DEFAULTS) as Question[];

/** `h` has the hyperparameters, `s` what is kept. */
const RULES: Record<Question, string> = {
  sgd: 'w[i] -= h.learning_rate * g',
  sgd_momentum: 's.v[i] = h.momentum * s.v[i] - h.learning_rate * g; w[i] += s.v[i]',
  adagrad: 's.v[i] += g * g; w[i] -= h.learning_rate * g / (Math.sqrt(s.v[i]) + h.epsilon)',
  rmsprop:
    's.v[i] = h.decay_rate * s.v[i] + (1 - h.decay_rate) * g * g; w[i] -= h.learning_rate * g / (Math.sqrt(s.v[i]) + h.epsilon)',
  adam: `s.m[i] = h.beta1 * s.m[i] + (1 - h.beta1) * g; s.v[i] = h.beta2 * s.v[i] + (1 - h.beta2) * g * g;
    w[i] -= h.learning_rate * s.m[i] / (1 - h.beta1 ** s.t) / (Math.sqrt(s.v[i] / (1 - h.beta2 ** s.t)) + h.epsilon)`,
};

/** @param keeps the names of which the value of the first step is kept */
const rule = (question: Question, keeps: readonly string[]) => `
const DEFAULTS = ${JSON.stringify(DEFAULTS[question])};
export function ${question}(w, dw, config = {}) {
  const now = { ...DEFAULTS, ...config };
  config.first ??= Object.fromEntries(${JSON.stringify(keeps)}.map((name) => [name, now[name]]));
  const h = { ...now, ...config.first };
  const s = (config.state ??= { m: w.map(() => 0), v: w.map(() => 0), t: 0 });
  s.t += 1;
  dw.forEach((g, i) => { ${RULES[question]}; });
  return [w, config];
}`;

/** The same as an object of one parameter. */
const made = (question: Question) => `
export class ${question} {
  constructor(given = {}) {
    Object.assign(this, ${JSON.stringify(DEFAULTS[question])}, given);
  }
  update(w, dw) {
    const h = this;
    const s = (this.state ??= { m: w.map(() => 0), v: w.map(() => 0), t: 0 });
    s.t += 1;
    dw.forEach((g, i) => { ${RULES[question]}; });
    return w;
  }
}`;

async function graded(question: Question, source: string, asked = definition): Promise<QuestionReport> {
  const { whole } = await grade(asked, { fileName: 'optim.js', source }, sandboxes, { question });
  return whole.questions[0]!;
}

/** The set as it is but that the ten steps with given hyperparameters change some of them in the middle. */
function changing(question: Question, names: readonly string[]): AssignmentDefinition {
  const set = Object.fromEntries(names.map((name) => [name, name === 'epsilon' ? 0.1 : 0.3]));
  return {
    ...definition,
    questions: definition.questions.map((each) =>
      each.id === question && each.kind === 'optimizer'
        ? {
            ...each,
            tests: each.tests.map((one) =>
              one.id === 'given-hyperparameters' ? { ...one, changes: [{ step: 4, set }] } : one,
            ),
          }
        : each,
    ),
  };
}

const RATE = 'learning_rate';

describe.each(QUESTIONS)('%s', (question) => {
  const others = Object.keys(DEFAULTS[question]).filter((name) => name !== RATE);
  const mixtures = others.reduce<string[][]>(
    (all, name) => [...all, ...all.map((some) => [...some, name])],
    [[]],
  );

  test('has full marks whatever of it but the learning rate is read once, and as a class, which keeps what it is made with', async () => {
    for (const keeps of mixtures)
      expect([keeps, await graded(question, rule(question, keeps))]).toMatchObject([
        keeps,
        { verdict: 'accepted', score: 1, diagnosis: { faults: [] } },
      ]);
    expect(await graded(question, made(question))).toMatchObject({ verdict: 'accepted', score: 1 });
  });

  test('has less where it keeps the learning rate, and is told that', async () => {
    for (const keeps of [[RATE], [RATE, ...others]]) {
      const report = await graded(question, rule(question, keeps));
      expect(report).toMatchObject({
        verdict: 'partially_accepted',
        diagnosis: { faults: ['hyperparameter-fixed'] },
      });
      expect(report.diagnosis!.message).toContain('learning_rate stays as it was at the first step');
    }
  });

  test('is judged by what it keeps where a test of an author changes that', async () => {
    for (const keeps of mixtures)
      expect([
        keeps,
        await graded(question, rule(question, keeps), changing(question, others)),
      ]).toMatchObject([keeps, { verdict: 'accepted', score: 1, diagnosis: { faults: [] } }]);
  });

  test('with a mistake is told of the mistake, and not of what it keeps', async () => {
    for (const keeps of [[], others]) {
      const report = await graded(
        question,
        rule(question, keeps).replace('-= ', '+= ').replace('- h.learning', '+ h.learning'),
      );
      expect([keeps, report]).toMatchObject([
        keeps,
        { verdict: 'wrong_answer', diagnosis: { faults: ['ascent'] } },
      ]);
    }
  });

  test('may refuse a zero, but not everything', async () => {
    const [source, refused] = [rule(question, []), others[0] ?? RATE];
    const refusing = source.replace(
      'const h =',
      `if (now.${refused} === 0) throw new RangeError('> 0'); const h =`,
    );
    expect(await graded(question, refusing)).toMatchObject({ verdict: 'accepted', score: 1 });
    const unwritten = source.replace('const h =', "throw new Error('yours to write'); const h =");
    expect(await graded(question, unwritten)).toMatchObject({ verdict: 'runtime_error', score: 0 });
  });
});
