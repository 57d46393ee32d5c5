/** Programs with PyTorch as course work has them: an optimizer of one's own in each of its usual forms, and how it is trained with. */
import { playOf } from '../../../../support/play.ts';
import type { Play } from '../../../../support/play.ts';
import type { Program } from './numpy.ts';
import {
  counts,
  fenced,
  indented,
  OPTIMIZERS,
  rate,
  SETTINGS,
  signatureOf,
  STATES,
  stepInTorch,
} from './steps.ts';
import type { Optimizer, Spelling } from './steps.ts';

interface Draft {
  defined: string[];
  above: string[];
  step: string[];
  /** What clears the gradients; null where the step does. */
  clears: string | null;
}

interface Drawn extends Play {
  optimizer: Optimizer;
}

const spellingOf = (setting: (name: string) => string, time: string): Spelling => ({
  parameter: 'p',
  gradient: 'p.grad',
  state: (name) => name,
  setting,
  time,
});

/** `for p, m, v in zip(params, ms, vs):` */
const through = (optimizer: Optimizer, params: string, listOf: (state: string) => string): string => {
  const states = STATES[optimizer];
  if (states.length === 0) return `for p in ${params}:`;
  return `for ${['p', ...states].join(', ')} in zip(${[params, ...states.map(listOf)].join(', ')}):`;
};

function subclass(drawn: Drawn): Draft {
  const { optimizer, pick } = drawn;
  const states = STATES[optimizer];
  const hasBetas = counts(optimizer) && pick([true, false]);
  const signature = hasBetas
    ? signatureOf(optimizer).replace('beta1=0.9, beta2=0.999', 'betas=(0.9, 0.999)')
    : signatureOf(optimizer);
  const keys = Object.keys(SETTINGS[optimizer]).filter((key) => !hasBetas || !key.startsWith('beta'));
  const isUnpacked = pick([true, false]);
  const isLocal = states.length > 0 && pick([true, false]);
  const setting = (key: string): string =>
    isUnpacked || (hasBetas && key.startsWith('beta')) ? key : `group["${key}"]`;
  const taken = [
    ...(isUnpacked ? keys.map((key) => `${key} = group["${key}"]`) : []),
    ...(hasBetas ? ['beta1, beta2 = group["betas"]'] : []),
  ];
  const spelling: Spelling = {
    ...spellingOf(setting, 't'),
    gradient: 'g',
    state: (name) => (isLocal ? name : `state["${name}"]`),
  };
  const kept = states.map((state) => `state["${state}"]`).join(', ');
  const defaults = [...keys, ...(hasBetas ? ['betas'] : [])].map((key) => `${key}=${key}`).join(', ');
  const name = `My${optimizer.toUpperCase()}`;
  return {
    defined: [
      `class ${name}(torch.optim.Optimizer):`,
      ...indented([
        `def __init__(self, params, ${signature}):`,
        ...indented(
          pick([
            [`super().__init__(params, dict(${defaults}))`],
            [`defaults = dict(${defaults})`, 'super().__init__(params, defaults)'],
          ]),
        ),
        '',
        '@torch.no_grad()',
        `def step(self${pick(['', ', closure=None'])}):`,
        ...indented([
          'for group in self.param_groups:',
          ...indented([
            ...taken,
            'for p in group["params"]:',
            ...indented([
              ...pick([['if p.grad is None:', '    continue'], []]),
              'g = p.grad',
              ...(states.length > 0
                ? [
                    'state = self.state[p]',
                    pick(['if len(state) == 0:', 'if not state:']),
                    ...indented([
                      ...(counts(optimizer) ? ['state["step"] = 0'] : []),
                      ...states.map((state) => `state["${state}"] = torch.zeros_like(p)`),
                    ]),
                  ]
                : []),
              ...(counts(optimizer) ? ['state["step"] += 1', 't = state["step"]'] : []),
              ...(isLocal ? [`${states.join(', ')} = ${kept}`] : []),
              ...stepInTorch(optimizer, spelling, drawn),
            ]),
          ]),
        ]),
      ]),
      '',
    ],
    above: [`opt = ${name}(model.parameters()${rate(drawn)})`],
    step: ['opt.step()'],
    clears: pick(['opt.zero_grad()', 'model.zero_grad()']),
  };
}

function plainClass(drawn: Drawn): Draft {
  const { optimizer, pick } = drawn;
  const setting = (name: string): string => `self.${name}`;
  const lines = [
    ...(counts(optimizer) ? ['self.t += 1'] : []),
    through(optimizer, 'self.params', (state) => `self.${state}`),
    ...indented(stepInTorch(optimizer, spellingOf(setting, 'self.t'), drawn)),
  ];
  return {
    defined: [
      'class Opt:',
      ...indented([
        `def __init__(self, params, ${signatureOf(optimizer)}):`,
        ...indented([
          'self.params = list(params)',
          ...Object.keys(SETTINGS[optimizer]).map((name) => `self.${name} = ${name}`),
          ...STATES[optimizer].map((state) => `self.${state} = [torch.zeros_like(p) for p in self.params]`),
          ...(counts(optimizer) ? ['self.t = 0'] : []),
        ]),
        '',
        ...pick([
          ['@torch.no_grad()', 'def step(self):', ...indented(lines)],
          ['def step(self):', ...indented(['with torch.no_grad():', ...indented(lines)])],
        ]),
        '',
        'def zero_grad(self):',
        ...indented([
          'for p in self.params:',
          ...indented(pick([['p.grad = None'], ['if p.grad is not None:', '    p.grad.zero_()']])),
        ]),
      ]),
      '',
    ],
    above: [`opt = Opt(model.parameters()${rate(drawn)})`],
    step: ['opt.step()'],
    clears: 'opt.zero_grad()',
  };
}

const lists = (optimizer: Optimizer): string[] => [
  'params = list(model.parameters())',
  ...STATES[optimizer].map((state) => `${state}s = [torch.zeros_like(p) for p in params]`),
];

function ofFunction(drawn: Drawn): Draft {
  const { optimizer, pick } = drawn;
  const name = pick(['step', `${optimizer}_step`, 'update']);
  const more = STATES[optimizer].map((state) => `, ${state}s`).join('');
  const t = counts(optimizer) ? ', t' : '';
  const cleared = pick([['p.grad = None'], ['p.grad.zero_()'], []]);
  return {
    defined: [
      '@torch.no_grad()',
      `def ${name}(params${more}${t}, ${signatureOf(optimizer)}):`,
      ...indented([
        through(optimizer, 'params', (state) => `${state}s`),
        ...indented([
          ...stepInTorch(
            optimizer,
            spellingOf((setting) => setting, 't'),
            drawn,
          ),
          ...cleared,
        ]),
      ]),
      '',
    ],
    above: [...lists(optimizer), ...(t ? ['t = 0'] : [])],
    step: [...(t ? ['t += 1'] : []), `${name}(params${more}${t}${rate(drawn)})`],
    clears: cleared.length > 0 ? null : 'model.zero_grad()',
  };
}

function inLine(drawn: Drawn): Draft {
  const { optimizer } = drawn;
  return {
    defined: [],
    above: [
      ...lists(optimizer),
      ...Object.entries(SETTINGS[optimizer]).map(([name, value]) => `${name} = ${value}`),
      ...(counts(optimizer) ? ['t = 0'] : []),
    ],
    step: [
      ...(counts(optimizer) ? ['t += 1'] : []),
      'with torch.no_grad():',
      ...indented([
        through(optimizer, 'params', (state) => `${state}s`),
        ...indented(
          stepInTorch(
            optimizer,
            spellingOf((setting) => setting, 't'),
            drawn,
          ),
        ),
      ]),
    ],
    clears: 'model.zero_grad()',
  };
}

export function programInTorch(seed: number): Program {
  const play = playOf(seed + 1);
  const { pick } = play;
  const optimizer = pick(OPTIMIZERS);
  const { defined, above, step, clears } = pick([subclass, plainClass, ofFunction, inLine])({
    ...play,
    optimizer,
  });
  const loop = pick(['loader', 'whole', 'strides', 'order'] as const);
  const [x, y] = loop === 'whole' ? ['X', 'y'] : ['xb', 'yb'];
  const loss = pick([
    [`loss = loss_fn(model(${x}), ${y})`],
    [`loss = torch.nn.functional.mse_loss(model(${x}), ${y})`],
    [`pred = model(${x})`, `loss = ((pred - ${y}) ** 2).mean()`],
  ]);
  const moved = [...loss, 'loss.backward()', ...step];
  const cleared =
    clears === null
      ? moved
      : pick([
          [clears, ...moved],
          [...moved, clears],
        ]);
  const [before, noted, shown] = pick([
    [[], [], []],
    [['total = 0.0'], ['total += loss.item()'], ['print(epoch, total / len(X))']],
    [['losses = []'], ['losses.append(loss.item())'], []],
    [
      ['running_loss = 0.0'],
      [`running_loss += loss.item() * len(${x})`],
      ['print(f"{epoch}: {running_loss:.3f}")'],
    ],
  ]);
  const turn = [...cleared, ...noted];
  const batches = {
    loader: ['for xb, yb in loader:'],
    strides: ['for i in range(0, len(X), 32):', '    xb, yb = X[i:i + 32], y[i:i + 32]'],
    order: ['for idx in torch.randperm(len(X)).split(32):', '    xb, yb = X[idx], y[idx]'],
  };
  const trained =
    loop === 'whole'
      ? [...before, 'for epoch in range(100):', ...indented(turn)]
      : ['for epoch in range(20):', ...indented([...before, ...batches[loop], ...indented(turn), ...shown])];
  const model = pick([
    'model = torch.nn.Linear(10, 1)',
    'model = torch.nn.Sequential(torch.nn.Linear(10, 32), torch.nn.ReLU(), torch.nn.Linear(32, 1))',
    'model = Net()',
  ]);
  return {
    expect: optimizer,
    text: fenced(['import math', 'import torch', '', ...defined, model, ...above, '', ...trained]),
  };
}
