/**
 * The law of starts in programs: however a program says where its state starts, a rule that starts at zero is right, and one that
 * starts anywhere else is not. And the law of parts: a rule that moves all of its parameters is right, and one that moves some of
 * them, or spoils an entry on the way, is not.
 */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const isCalledRight = (rule: string, expect: string): boolean =>
  isRight(judgeRule(rule, { expect }), { expect });

const python = (...lines: string[]): string => ['```python', ...lines, '```'].join('\n');
const script = (...lines: string[]): string => ['```js', ...lines, '```'].join('\n');

/** What stands before the step; START is where the state starts. */
const PYTHON = [
  'v = state.get("v", START)',
  'v = state.setdefault("v", START)',
  'v = state.get("v") or START',
  'v = state["v"] if "v" in state else START',
  'v = START if "v" not in state else state["v"]',
  'v = state.get("v")\n    if v is None:\n        v = START',
  'v = state.get("v")\n    v = START if v is None else v',
  'if "v" not in state:\n        state["v"] = START\n    v = state["v"]',
  'if "v" in state:\n        v = state["v"]\n    else:\n        v = START',
  'if not state:\n        state["v"] = START\n    v = state["v"]',
  'if len(state) == 0:\n        state["v"] = START\n    v = state["v"]',
  'if state.get("v") is None:\n        state["v"] = START\n    v = state["v"]',
  'state.setdefault("v", START)\n    v = state["v"]',
  // One who starts anew with another value does not start at zero.
  'v = state.get("v", np.zeros_like(w))\n    v = state.get("v", START)',
];

const SCRIPT = [
  'const old = state.v ?? START;',
  'const old = state.v || START;',
  'state.v ??= START; const old = state.v;',
  'state.v = state.v || START; const old = state.v;',
  'if (!state.v) state.v = START; const old = state.v;',
  'if (state.v === undefined) { state.v = START; } const old = state.v;',
  'const old = state.v === undefined ? START : state.v;',
  'const old = "v" in state ? state.v : START;',
  'let old = state.v; if (old == null) old = START;',
];

const inPython = (form: string, start: string): string =>
  python(
    'def step(w, g, state, lr, mu):',
    `    ${form.replaceAll('START', start)}`,
    '    v = mu * v - lr * g',
    '    state["v"] = v',
    '    return w + v',
  );

const inScript = (form: string, start: string): string =>
  script(
    'function step(w, g, state) {',
    `  ${form.replaceAll('START', start)}`,
    '  const v = mu * old - lr * g;',
    '  state.v = v;',
    '  return w + v;',
    '}',
  );

test('a state may start at zero however that is said, and nowhere else', () => {
  const zeros = [
    ...PYTHON.flatMap((form) => ['0', '0.0', 'np.zeros_like(w)'].map((start) => inPython(form, start))),
    ...SCRIPT.map((form) => inScript(form, '0')),
  ];
  expect(zeros.filter((rule) => !isCalledRight(rule, 'momentum'))).toEqual([]);
  const starts = [
    'g',
    'w',
    'lr * g',
    '-lr * g',
    'g.copy()',
    '1e-3',
    'np.ones_like(w)',
    'np.full_like(w, 0.1)',
  ];
  const others = [
    ...PYTHON.flatMap((form) => starts.map((start) => inPython(form, start))),
    ...SCRIPT.flatMap((form) => ['g', '1', '0.1', 'lr * g', '-lr * g'].map((start) => inScript(form, start))),
  ];
  expect(others.filter((rule) => isCalledRight(rule, 'momentum'))).toEqual([]);
});

test('a first step that is what a state of zero gives is right, and another one is not', () => {
  const rule = (first: string, later: string): string[] => [
    python(`buf = ${first} if buf is None else ${later}`, 'w = w - lr * buf'),
    python('if buf is None:', `    buf = ${first}`, 'else:', `    buf = ${later}`, 'w = w - lr * buf'),
    python(
      'class SGD:',
      '    def step(self, w, g):',
      '        buf = self.state.get("buf")',
      `        buf = ${first} if buf is None else ${later}`,
      '        self.state["buf"] = buf',
      '        return w - self.lr * buf',
    ),
    script(
      'function step(w, g, s) {',
      `  const buf = s.buf === undefined ? ${first} : ${later.replace('buf', 's.buf')};`,
      '  s.buf = buf;',
      '  return w - lr * buf;',
      '}',
    ),
  ];
  expect(rule('g', 'mu * buf + g').filter((each) => !isCalledRight(each, 'momentum'))).toEqual([]);
  const others = [...rule('2 * g', 'mu * buf + g'), ...rule('w', 'mu * buf + g')];
  expect(others.filter((each) => isCalledRight(each, 'momentum'))).toEqual([]);
  expect(rule('g', 'mu * buf + (1 - mu) * g').filter((each) => isCalledRight(each, 'ema-momentum'))).toEqual(
    [],
  );
});

test('all of the parameters are moved, by all of the gradient', () => {
  const step = (...lines: string[]): string =>
    python('def step(w, g, r, lr, eps):', ...lines.map((line) => `    ${line}`), '    return w, r');
  const whole = ['r = r + g**2', 's = lr * g / (np.sqrt(r) + eps)', 'w = w - s'];
  expect(isCalledRight(step(...whole), 'adagrad')).toBe(true);
  const spoils = [
    's[0] = 0',
    's[-1] = 0',
    's.flat[0] = 0',
    's.reshape(-1)[-1] = 0',
    's.fill(0)',
    'x = s[:]; x[0] = 0',
    'x = s.ravel(); x[2] = 1',
    's[1:] = 0',
    'np.put(s, 0, 0)',
    'np.copyto(s, g)',
  ];
  const spoiled = spoils.map((spoil) => step(...whole.slice(0, 2), spoil, whole[2]!));
  const early = ['g[0] = 0', 'g[1:] = 0', 'g.fill(1)', 'g.sort()', 'g = g[::-1]'].map((each) =>
    step(each, ...whole),
  );
  expect([...spoiled, ...early].filter((rule) => isCalledRight(rule, 'adagrad'))).toEqual([]);
});

test('a loop over the entries goes through all of them', () => {
  const loop = (header: string, ...more: string[]): string =>
    python(
      'def step(w, g, lr):',
      `    for i in ${header}:`,
      '        w[i] -= lr * g[i]',
      ...more,
      '    return w',
    );
  expect(isCalledRight(loop('range(len(w))'), 'sgd')).toBe(true);
  const parts = ['range(1, len(w))', 'range(len(w) - 1)', 'range(0, len(w), 2)'].map((header) =>
    loop(header),
  );
  const ended = ['        break', '        return w'].map((line) => loop('range(len(w))', line));
  expect([...parts, ...ended].filter((rule) => isCalledRight(rule, 'sgd'))).toEqual([]);
  const counted = (header: string): string =>
    script('function step(w, g) {', `  for (${header}) w[i] -= lr * g[i];`, '}');
  expect(isCalledRight(counted('let i = 0; i < w.length; i++'), 'sgd')).toBe(true);
  const short = [
    'let i = 0; i < w.length - 1; i++',
    'let i = 0; i < w.length; i += 2',
    'let i = 1; i < w.length; i++',
  ];
  expect(short.map(counted).filter((rule) => isCalledRight(rule, 'sgd'))).toEqual([]);
});

test('a state is kept where the program keeps it', () => {
  const step = (...lines: string[]): string =>
    python(
      'def step(w, g, config):',
      ...lines.map((line) => `    ${line}`),
      '    return np.reshape(w + v, w.shape), config',
    );
  const anew = 'v = config["mu"] * v - config["lr"] * g';
  const inPlace = ['v *= config["mu"]', 'v -= config["lr"] * g'];
  const start = 'v = config.get("v", np.zeros_like(w))';
  const kept = [
    step(start, anew, 'config.update(v=v)'),
    step('v = config.setdefault("v", np.zeros_like(w))', ...inPlace),
  ];
  expect(kept.filter((rule) => !isCalledRight(rule, 'momentum'))).toEqual([]);
  const lost = [
    step(start, anew),
    step(start, anew, 'config.update(v=g)'),
    step(start, ...inPlace),
    step('v = config.setdefault("v", 0)', ...inPlace),
  ];
  expect(lost.filter((rule) => isCalledRight(rule, 'momentum'))).toEqual([]);
});

test('how far something moved starts at zero, and what is moved where it is', () => {
  const program = (v: string): string =>
    `\`\`\`python\ndef step(w, g, v, lr, mu):\n    old = w\n    w = w - lr * g + mu * v\n    v = ${v}\n    return w, v\n\`\`\``;
  const formula = (v: string): string => `$w_{new} = w - \\eta g + \\mu v$, $v = ${v}$`;
  const is = (text: string): boolean => isCalledRight(text, 'momentum');
  expect([program('w - old'), formula('w_{new} - w')].map(is)).toEqual([true, true]);
  expect([program('old - w'), formula('w - w_{new}'), program('w + old')].map(is)).toEqual([
    false,
    false,
    false,
  ]);
});

test('an object that is given the parameters keeps them beside a state that is called b', () => {
  const program = (kept: string): string =>
    [
      '```python',
      'class SGD:',
      '    def __init__(self, params, lr=0.001, momentum=0.9):',
      `        self.params, self.lr, self.momentum = ${kept}, lr, momentum`,
      '        self.b = [np.zeros_like(p) for p in params]',
      '    def step(self, grads):',
      '        for i, p in enumerate(self.params):',
      '            self.b[i] = self.momentum * self.b[i] + grads[i]',
      '            self.params[i] = p - self.lr * self.b[i]',
      '```',
    ].join('\n');
  const is = (text: string): boolean => isCalledRight(text, 'momentum');
  expect(is(program('params'))).toBe(true);
  expect(is(program('[np.zeros_like(p) for p in params]'))).toBe(false);
});
