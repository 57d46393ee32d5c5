/** What students read, by programs that run: each message where it is meant, in the real sandbox. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AssignmentDefinition, OptimizerQuestion } from '../../contract/assignment.ts';
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

async function graded(question: string, source: string, fileName = 'optim.py'): Promise<QuestionReport> {
  const { whole } = await grade(definition, { fileName, source }, sandboxes, { question });
  return whole.questions[0]!;
}

/** The messages of the tests that count. */
const messages = ({ tests }: QuestionReport): string[] =>
  tests.filter(({ maxScore }) => maxScore > 0).map(({ message }) => message);

const SGD = (step: string) => `def sgd(w, dw, config=None):
    config = config or {}
    lr = config.get("learning_rate", 0.01)
    return w - ${step}, config
`;

describe('a step that is a factor off', () => {
  test.each([
    ['4 * lr * dw', 'the step is 4 times too large', 'its step is 4 times too large'],
    ['lr * dw / 4', 'the step is 4 times too small', 'its step is 4 times too small'],
    [
      '-2 * lr * dw',
      'the step goes the wrong way and is 2 times too large',
      'it moves along the gradient instead of against it and its step is 2 times too large',
    ],
  ])('w - %s: %s', async (step, words, diagnosis) => {
    const report = await graded('sgd', SGD(step));
    expect(report.verdict).toBe('wrong_answer');
    expect(messages(report)[0]).toMatch(new RegExp(`^step 1, w\\[0\\]: expected .*, found .*, ${words}$`));
    expect(report.diagnosis!.message).toMatch(new RegExp(`${diagnosis}[.: ]`));
  });
});

describe('of a file with several rules, each is told what it does itself', () => {
  const ADAGRAD = (rate: string, epsilon: string) => `import numpy as np
def adagrad(w, dw, config=None):
    config = {} if config is None else config
    cache = config["cache"] = config.get("cache", 0) + dw**2
    return w - ${rate} * dw / (np.sqrt(cache) + ${epsilon}), config
`;
  const RIGHT = 'config.get("learning_rate", 0.01)';
  const RMSPROP = `def rmsprop(w, dw, config=None):
    return w - config.get("learning_rate") * dw / config.get("eps"), config
`;

  test('that it asks for a name that the config does not have, though another asks for the right one', async () => {
    const report = await graded(
      'adagrad',
      ADAGRAD('config.get("lr", 0.01)', 'config.get("epsilon", 1e-8)') + RMSPROP,
    );
    expect(report.causes).toEqual(['reads-other-key']);
    expect(report.diagnosis!.message).toContain('It asks the config for learning_rate as `lr`.');
  });

  test('and not that it asks for a name for which another asks', async () => {
    const report = await graded('adagrad', ADAGRAD(RIGHT, '1e-8') + RMSPROP);
    expect(report.causes).toEqual(['hyperparameter-fixed']);
    expect(report.diagnosis!.message).not.toContain('eps`');
  });
});

describe('an exception whose own words do not say what to do', () => {
  test.each([
    [
      'a name for a hyperparameter that the config does not have',
      'def sgd(w, dw, config=None):\n    return w - config["lr"] * dw, config\n',
      /^step 1: KeyError: 'lr' \(optim\.py, line 2\)\. The config has it as `learning_rate`\.$/,
    ],
    [
      'a memory that is not there yet',
      'def sgd(w, dw, config=None):\n    config["t"] += 1\n    return w, config\n',
      /KeyError: 't' .*\. At the first step the config has nothing but hyperparameters/,
    ],
    [
      'a config that is taken for the learning rate',
      'def sgd(w, dw, learning_rate=0.01):\n    return w - learning_rate * 2.0 * dw\n',
      /TypeError: .*'dict'.*\. The third argument of a rule is its config, a dict/,
    ],
    [
      'a process',
      'import os\ndef sgd(w, dw, config=None):\n    os.fork()\n    return w, config\n',
      /PermissionError: .*\. A program that is graded starts no other program and opens no connection, as asyncio, .* do\. Call the functions themselves, one after the other\.$/,
    ],
    [
      'a loop of asyncio',
      'import asyncio\nasync def step(w):\n    return w\ndef sgd(w, dw, config=None):\n    return asyncio.run(step(w)), config\n',
      /PermissionError: .*optim\.py, line 5.*, as asyncio, .* do\. Call the functions themselves, one after the other\.$/,
    ],
    [
      'the network',
      'from urllib.request import urlopen\ndef sgd(w, dw, config=None):\n    return urlopen("http://example.org"), config\n',
      /URLError: .*\. A program that is graded has no network: what it needs has to be in the file\.$/,
    ],
    ['a file', 'rate = open("rate.txt").read()\n', /FileNotFoundError: .*has no other file beside it\.$/],
    ['a question', 'rate = float(input())\n', /EOFError: .*\. Nobody is there to type something in\.$/],
  ])('%s', async (_, source, message) => {
    const report = await graded('sgd', source);
    expect(messages(report)[0]).toMatch(message);
  });
});

test('a starter whose next_w is None is not written yet', async () => {
  const starter = `def adam(x, dx, config=None):
    if config is None:
        config = {}
    next_x = None
    # Write the update of Adam here.
    return next_x, config
`;
  const report = await graded('adam', starter);
  expect(report.verdict).toBe('runtime_error');
  for (const message of messages(report)) expect(message).toBe('not written yet: returns None');
});

test('a rule that changes w in place and returns nothing is told to return the pair, since it is written', async () => {
  const report = await graded('sgd', 'def sgd(w, dw, config=None):\n    w -= 0.01 * dw\n');
  expect(messages(report)[0]).toMatch(
    /^step 1: w is changed in place, but no `return` is reached: .* Return the pair \(/,
  );
});

describe('a name that is nearly right', () => {
  test.each([
    ['a slip of a letter', 'def adagard(w, dw, config=None):\n    return w, config\n', 'adagard'],
    ['a class with a longer name', 'class AdaGrads:\n    pass\n', 'AdaGrads'],
    ['another case', 'def Adagrad(w, dw, config=None):\n    return w, config\n', 'Adagrad'],
  ])('%s', async (_, source, name) => {
    const report = await graded('adagrad', source);
    expect(report.verdict).toBe('invalid_submission');
    expect(messages(report)[0]).toContain(`has no \`adagrad\` (did you mean \`${name}\`?)`);
  });

  test.each([
    [
      'the only class that takes steps',
      'class Params:\n    pass\nclass Schritte:\n    def __init__(self, lr=0.01):\n        self.lr = lr\n    def step(self, w, dw):\n        return w - self.lr * dw\n',
      'accepted',
    ],
    [
      'but not one that is named after another optimizer',
      'class Adagrad:\n    def __init__(self, lr=0.01):\n        self.lr = lr\n    def step(self, w, dw):\n        return w - self.lr * dw\n',
      'invalid_submission',
    ],
    [
      'nor one of two',
      'class A:\n    def step(self, w, dw):\n        return w\nclass B:\n    def step(self, w, dw):\n        return w\n',
      'invalid_submission',
    ],
    [
      'nor one that cannot be called, of which is said that the name is missing',
      'class Schritte:\n    def __init__(self, model):\n        pass\n    def step(self, w, dw):\n        return w\n',
      'invalid_submission',
    ],
  ])('what is taken for a name that is missing: %s', async (_, source, verdict) => {
    const report = await graded('sgd', source);
    expect(report.verdict).toBe(verdict);
    expect(messages(report).every((message) => /has no `sgd`/.test(message))).toBe(verdict !== 'accepted');
  });

  test.each([
    [
      'in Python',
      'optim.py',
      'class SGD:\n    def __init__(self, lr=0.01, mu=0.9):\n        self.lr, self.mu, self.v = lr, mu, 0\n    def step(self, w, dw):\n        self.v = self.mu * self.v - self.lr * dw\n        return w + self.v\n',
    ],
    [
      'in JavaScript',
      'optim.js',
      'class SGD {\n  constructor({ lr = 0.01, momentum = 0.9 } = {}) {\n    this.lr = lr;\n    this.momentum = momentum;\n  }\n  step(w, dw) {\n    this.v ??= w.map(() => 0);\n    this.v = this.v.map((v, i) => this.momentum * v - this.lr * dw[i]);\n    return w.map((x, i) => x + this.v[i]);\n  }\n}\n',
    ],
  ])('a class SGD that takes a momentum is SGD with momentum, %s', async (_, fileName, source) => {
    const { whole } = await grade(definition, { fileName, source }, sandboxes);
    const verdicts = Object.fromEntries(whole.questions.map(({ id, verdict }) => [id, verdict]));
    expect(verdicts).toMatchObject({ sgd_momentum: 'accepted', adam: 'invalid_submission' });
    const plain = source.replaceAll(/momentum|mu/g, 'friction');
    const report = (await grade(definition, { fileName, source: plain }, sandboxes)).whole.questions;
    expect(report.find(({ id }) => id === 'sgd_momentum')!.verdict).toBe('invalid_submission');
  });

  test('of two questions that miss a name, none takes the class', async () => {
    const source = 'class Schritte:\n    def step(self, w, dw):\n        return w - 0.01 * dw\n';
    const { whole } = await grade(definition, { fileName: 'optim.py', source }, sandboxes);
    for (const report of whole.questions) expect(report.verdict).toBe('invalid_submission');
  });

  test('nor where the other is played later', async () => {
    const source = 'class Schritte:\n    def step(self, w, dw):\n        return w - 0.01 * dw\n';
    const withheld = (id: string, isWithheld: boolean) => {
      const question = definition.questions.find((each) => each.id === id) as OptimizerQuestion;
      const tests = question.tests.filter(({ visibility }) => (visibility === 'visible') !== isWithheld);
      return { ...question, tests };
    };
    const set = { ...definition, questions: [withheld('sgd', false), withheld('adagrad', true)] };
    const { whole } = await grade(set, { fileName: 'optim.py', source }, sandboxes);
    expect(whole.questions.map(({ verdict }) => verdict)).toEqual(Array(2).fill('invalid_submission'));
  });

  test('nothing is guessed from a name that is not near', async () => {
    const report = await graded('adagrad', 'def helper(w, dw, config=None):\n    return w, config\n');
    expect(messages(report)[0]).toBe(
      'optim.py has no `adagrad`; it has `helper`. Name it exactly `adagrad`.',
    );
  });
});

describe('a call that crashes where the others go well', () => {
  const momentum = (body: string) => `import numpy as np

def sgd_momentum(w, dw, config=None):
${body}
    v = config.get("momentum", 0.9) * config.get("velocity", np.zeros_like(w)) - config.get("learning_rate", 0.01) * dw
    config["velocity"] = v
    return w + v, config
`;

  test('without a config', async () => {
    const report = await graded('sgd_momentum', momentum('    pass'));
    const crashed = messages(report).filter((message) => message.includes('AttributeError'));
    expect(crashed.length).toBeGreaterThan(0);
    for (const message of crashed)
      expect(message).toMatch(/Other calls go well; this one is made without a config\.$/);
    expect(report.diagnosis!.faults).toEqual([]);
  });

  test('with a matrix, after a first step that goes well', async () => {
    const report = await graded(
      'sgd_momentum',
      momentum(
        '    config = {} if config is None else config\n    for x in w if "velocity" in config else []: float(x)',
      ),
    );
    const crashed = messages(report).filter((message) => message.includes('TypeError'));
    expect(crashed.length).toBeGreaterThan(0);
    expect(crashed.some((message) => message.includes('this one is made with a matrix w.'))).toBe(true);
  });
});

test.each([
  [
    'optim.py',
    'import tensorflow as tf\n',
    "No module named 'tensorflow'",
    'Here there are numpy and Python',
  ],
])('a module that is not there is named with what there is: %s', async (fileName, line, missing, there) => {
  const report = await graded('sgd', line + SGD('lr * dw'), fileName);
  expect(report.verdict).not.toBe('accepted');
  expect(messages(report)[0]).toContain(missing);
  expect(messages(report)[0]).toContain(there);
});

test.each(['%matplotlib inline', '!pip install numpy'])(
  'a line of a notebook is called that: %s',
  async (line) => {
    const report = await graded('sgd', `${line}\n${SGD('lr * dw')}`);
    expect(messages(report)[0]).toBe(
      `optim.py cannot be read: SyntaxError: invalid syntax. A line that begins with ${line[0]} is a command of a notebook, and no Python (optim.py, line 1)`,
    );
  },
);

describe('what a rule remembers in float32', () => {
  const MOMENTUM = (kind: string) => `
export function sgd_momentum(w, dw, config = {}) {
  const { learning_rate = 1e-2, momentum = 0.9, velocity = new ${kind}(w.length) } = config;
  w.forEach((_, i) => { velocity[i] = momentum * velocity[i] - learning_rate * dw[i]; });
  return [w.map((x, i) => x + velocity[i]), { ...config, velocity }];
}`;
  const ADAM = (kind: string) => `import numpy as np
def adam(w, dw, config=None):
    c = {} if config is None else config
    b1, b2 = c.get("beta1", 0.9), c.get("beta2", 0.999)
    t = c["t"] = c.get("t", 0) + 1
    m = c["m"] = (b1 * c.get("m", 0) + (1 - b1) * dw).astype(${kind})
    v = c["v"] = (b2 * c.get("v", 0) + (1 - b2) * dw**2).astype(${kind})
    m, v = m / (1 - b1**t), v / (1 - b2**t)
    return w - c.get("learning_rate", 1e-3) * m / (np.sqrt(v) + c.get("epsilon", 1e-8)), c
`;

  test('is what is wrong with a rule that is right but for that', async () => {
    for (const [question, source, fileName] of [
      ['sgd_momentum', MOMENTUM('Float32Array'), 'optim.js'],
      ['adam', ADAM('np.float32'), 'optim.py'],
    ] as const) {
      const report = await graded(question, source, fileName);
      expect(report.verdict).not.toBe('accepted');
      expect(report.causes).toEqual(['single-precision']);
      expect(report.diagnosis!.message).toMatch(/digits are lost on the way: its program has `.*32/);
    }
    expect((await graded('sgd_momentum', MOMENTUM('Float64Array'), 'optim.js')).verdict).toBe('accepted');
    expect((await graded('adam', ADAM('np.float64'))).verdict).toBe('accepted');
  });

  test('and what loses the digits is named where the program shows it, in the tests before the due time alone, too', async () => {
    const rounding = ADAM('np.float64')
      .replace('(b2 * c.get', 'np.round(b2 * c.get')
      .replace(').astype(np.float64)\n    m, v', ', 9)\n    m, v');
    const report = await graded('adam', rounding);
    expect(report.causes).toEqual(['rounded']);
    expect(report.diagnosis!.message).toContain('np.round');
  });

  test('as is a rule whose parameters are', async () => {
    const single = SGD('lr * dw').replace('return w - lr * dw', 'return (w - lr * dw).astype("float32")');
    const report = await graded('sgd', single);
    expect(report.causes).toEqual(['single-precision']);
    expect(report.diagnosis!.message).toContain('digits are lost on the way: its program has `"float32"`');
  });

  test('and not where a test shows more than that, as rounding does', async () => {
    for (const places of [0, 2, 6]) {
      const rounded = SGD('lr * dw').replace('return w - lr * dw', `return (w - lr * dw).round(${places})`);
      const { causes, diagnosis } = await graded('sgd', rounded);
      expect(causes).toEqual(['rounded']);
      expect(diagnosis!.message).toContain(places === 0 ? 'whole numbers' : `${places} decimal places`);
    }
  });
});

describe('a state that is made once, with the size that is needed first', () => {
  const RULE = (state: string) => `${state}
export function sgd_momentum(w, dw, config = {}) {
  const { learning_rate = 1e-2, momentum = 0.9 } = config;
  STEP
  return [w.map((x, i) => x + velocity[i]), config];
}`;
  test.each([
    ['velocity = velocity.map((v, i) => momentum * v - learning_rate * dw[i]);'],
    ['w.forEach((_, i) => { velocity[i] = momentum * velocity[i] - learning_rate * dw[i]; });'],
  ])('is shared by all parameters: %s', async (step) => {
    const source = RULE('let velocity;').replace('STEP', `velocity ??= w.map(() => 0);\n  ${step}`);
    const { causes, diagnosis } = await graded('sgd_momentum', source, 'optim.js');
    expect(causes).toEqual(['state-shared']);
    expect(diagnosis!.message).toContain('all parameters share one state');
  });
});

test.each([
  [
    'optim.py',
    SGD('lr * (dw + np.random.normal(0, 0.1, np.shape(dw)))').replace('def', 'import numpy as np\ndef'),
    'np.random.normal',
  ],
  [
    'optim.js',
    'export const sgd = (w, dw, { learning_rate: lr = 0.01 } = {}) => [w.map((x, i) => x - lr * dw[i] * Math.random()), { learning_rate: lr }];',
    'Math.random',
  ],
])('where chance takes part, that is said: %s', async (fileName, source, draws) => {
  const { diagnosis } = await graded('sgd', source, fileName);
  expect(diagnosis!.message).toContain(`draws numbers by chance, with ${draws}`);
});

test.each([
  [
    'optim.py',
    `import numpy as np
def adam(w, dw, config=None):
    c = {} if config is None else config
    b1, b2 = c.get("beta1", 0.9), c.get("beta2", 0.999)
    t = c["t"] = c.get("t", 0) + 1
    c["m"] = b1 * c.get("m", 0) + (1 - b1) * dw
    c["v"] = b2 * c.get("v", 0) + (1 - b2) * dw**2
    print("step", t, "w", w, "dw", dw, "config", c, "and with all digits", w.tolist(), dw.tolist(), c["m"].tolist(), c["v"].tolist())
    return w - c.get("learning_rate", 1e-3) * c["m"] / (1 - b1**t) / (np.sqrt(c["v"] / (1 - b2**t)) + c.get("epsilon", 1e-8)), c
`,
  ],
])('a right rule that prints all that it has at every step is right: %s', async (fileName, source) => {
  expect((await graded('adam', source, fileName)).verdict).toBe('accepted');
});

test.each([
  ['np.clip(dw, -5, 5)', 'its gradient cut to at most 5'],
  ['np.clip(dw, -0.25, 0.25)', 'its gradient cut to at most 0.25'],
  ['dw * min(1, 5 / max(np.linalg.norm(dw), 1e-300))', 'its gradient cut to the length 5'],
  ['dw * min(1, 40 / max(np.linalg.norm(dw), 1e-300))', 'its gradient cut to the length 40'],
])('a gradient may be cut at any number: %s', async (gradient, words) => {
  const source = SGD(`lr * ${gradient}`).replace('def', 'import numpy as np\ndef');
  const { causes, diagnosis } = await graded('sgd', source);
  expect(causes).toEqual(['hyperparameter-added']);
  expect(diagnosis!.message).toContain(`but with ${words}`);
});

test('a loop over the parameters that ends too early is told which of them never move', async () => {
  const source = (range: string, end: string) => `class SGD:
    def __init__(self, params, lr=0.01):
        self.params, self.lr = list(params), lr
    def step(self, grads):
        for i in ${range}:
            self.params[i] -= self.lr * grads[i]
            ${end}
`;
  const early = await graded('sgd', source('range(len(self.params))', 'break'));
  expect(early.diagnosis!.message).toContain('There w2 never moves, while the other parameters do');
  const late = await graded('sgd', source('range(min(1, len(self.params) - 1), len(self.params))', 'pass'));
  expect(late.diagnosis!.message).toContain('There w1 never moves, while the other parameters do');
});

describe('what the text of a program shows where its steps are those of nothing', () => {
  const STEP = (before: string, change: string) => `import numpy as np
${before}
def sgd(w, dw, config=None):
    config = config or {}
    lr = config.get("learning_rate", 0.01)
    ${change}
    return w - lr * dw * np.cbrt(dw), config
if __name__ == "__main__":
    w = np.random.randn(3)
    print(sgd(w, w))
`;

  test.each([
    ['chance', '', 'dw = dw + np.random.normal(0, 0.01, dw.shape)', 'draws-by-chance', 'np.random.normal'],
    [
      'what outlives a call',
      'seen = []',
      'seen.append(dw); dw = sum(seen)',
      'state-shared',
      '`seen` outlives',
    ],
    ['rounding', '', 'dw = np.round(dw, 3)', 'rounded', '`np.round`, with which digits are lost'],
    [
      'a bound',
      '',
      'dw = np.clip(dw, -9, 8)',
      'hyperparameter-added',
      '`np.clip`, with which large numbers are cut',
    ],
    ['nothing', 'np.random.seed(0)', 'pass', 'unrecognised', 'No optimizer that Stepwise knows'],
  ])('%s is said, and counted', async (_, before, change, cause, words) => {
    const { causes, diagnosis } = await graded('sgd', STEP(before, change));
    expect(causes).toEqual([cause]);
    expect(diagnosis!.message).toContain(words);
  });
});

test('a rule that is right wherever it takes steps, and stops in one test, is told where to look', async () => {
  const stopping = SGD('lr * dw').replace('    lr =', '    if w.size > 4: raise KeyError("w")\n    lr =');
  const { verdict, diagnosis } = await graded('sgd', stopping);
  expect(verdict).toBe('runtime_error');
  expect(diagnosis!.message).toBe('This is SGD. Where it stops, the test says why.');
});
