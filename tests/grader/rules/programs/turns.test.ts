/** Loops within a step: over the parameters the rule is that of each; over anything else a state changes in every turn. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

function isCalledRight(code: string, expected: string, fence = ''): boolean {
  const result = judgeRule(`\`\`\`${fence}\n${code}\n\`\`\``, { expect: expected });
  return isRight(result, { expect: expected });
}

const EXAMPLES = [
  'for each example in B:',
  'for x, y in zip(xb, yb):',
  'für jedes Beispiel (x, y) in B:',
  'для каждого примера (x, y) из B:',
  'para cada exemplo (x, y) em B:',
  'pour chaque échantillon de B :',
  'per ogni campione in B:',
  'voor elk voorbeeld in B:',
  'her örnek için:',
  '各サンプル (x, y) について:',
  '对 B 中每个样本 (x, y):',
];

/** Adam, with the moments in the loop over the examples or behind it. */
const adam = (header: string, indent: string): string => `m = 0, v = 0, t = 0
for each batch B:
    t = t + 1
    g = 0
    ${header}
        g = g + grad(w)
${indent}m = b1*m + (1-b1)*g
${indent}v = b2*v + (1-b2)*g^2
    w = w - a * (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps)`;

describe('a loop over the examples of a batch', () => {
  test.each(EXAMPLES)('changes no state but in every turn: %s', (header) => {
    expect(isCalledRight(adam(header, '        '), 'adam')).toBe(false);
  });

  test.each(EXAMPLES.filter((header) => !header.startsWith('对')))(
    'may add up the gradient: %s',
    (header) => {
      expect(isCalledRight(adam(header, '    '), 'adam')).toBe(true);
    },
  );

  const inside = (loop: string, end: string): string => `let v = 0;
for (const batch of batches) {
  let g = 0;
  ${loop} {
    g += grad(w, x, y) / batch.length;
    v = mu * v + g;
  }${end}
  w -= lr * v;
}`;

  test('nor in JavaScript', () => {
    for (const [loop, end] of [
      ['batch.forEach(([x, y]) =>', ');'],
      ['for (const [x, y] of zip(xs, ys))', ''],
    ] as const) {
      const code = inside(loop, end);
      expect(isCalledRight(code, 'momentum', 'js')).toBe(false);
      const outside = code
        .replace('    v = mu * v + g;\n', '')
        .replace('  w -=', '  v = mu * v + g;\n  w -=');
      expect(isCalledRight(outside, 'momentum', 'js')).toBe(true);
    }
  });

  test('moves the parameters by no sum that is not whole yet', () => {
    const code = `for xb, yb in loader:
    g = 0
    for x, y in zip(xb, yb):
        g = g + grad(w, x, y)
        w = w - lr * g`;
    expect(isCalledRight(code, 'sgd', 'python')).toBe(false);
  });
});

describe('a loop over the parameters', () => {
  test.each([
    'for p, g, v in zip(params, grads, vs):\n    v *= mu\n    v += g\n    p -= lr * v',
    'for k in params:\n    v[k] = mu * v[k] + g[k]\n    params[k] -= lr * v[k]',
    'for i in range(len(w)):\n    v[i] = mu * v[i] + g[i]\nfor i in range(len(w)):\n    w[i] -= lr * v[i]',
  ])('is that of one: %s', (step) => {
    expect(isCalledRight(step, 'momentum', 'python')).toBe(true);
  });

  test('and the second one goes on from the first', () => {
    const code = `for batch in loader:
    v = 0
    for p, g in zip(params, grads):
        v = mu * v + g
        p -= lr * v`;
    expect(isCalledRight(code, 'momentum', 'python')).toBe(false);
  });
});

test('a caption within a loop is no loop', () => {
  const code = (caption: string): string =>
    `v = 0\nfor each batch:\n    g = grad(w)\n    ${caption}\n        v = mu*v + g\n        w = w - a*v`;
  expect(isCalledRight(code('update:'), 'momentum')).toBe(true);
  expect(isCalledRight(code('si x(k) > 3:'), 'momentum')).toBe(false);
});

test('a loop’s name that gets a new value is not put back by itself', () => {
  const zip = (line: string): string =>
    `for p, g, v in zip(params, grads, vs):\n    ${line}\n    p -= lr * v`;
  expect(isCalledRight(zip('v *= mu; v += g'), 'momentum', 'python')).toBe(true);
  expect(isCalledRight(zip('v = mu * v + g'), 'momentum', 'python')).toBe(false);
});

test('a count in a dictionary grows once for all parameters', () => {
  const adam = (inside: string, outside: string): string => `m = {p: torch.zeros_like(p) for p in params}
v = {p: torch.zeros_like(p) for p in params}
count = {'t': 0}

def adam_step(lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
${outside}    for p in params:
        g = p.grad
${inside}        m[p].mul_(b1).add_(g, alpha=1 - b1)
        v[p].mul_(b2).addcmul_(g, g, value=1 - b2)
        m_hat = m[p] / (1 - b1 ** count['t'])
        denom = (v[p] / (1 - b2 ** count['t'])).sqrt().add(eps)
        p.addcdiv_(m_hat, denom, value=-lr)`;
  expect(isCalledRight(adam('', "    count['t'] += 1\n"), 'adam', 'python')).toBe(true);
  expect(isCalledRight(adam("        count['t'] += 1\n", ''), 'adam', 'python')).toBe(false);
});

describe('blocks that go up to an end', () => {
  const julia = (change: string): string => `function nag(x, grad; lr=0.01, mu=0.9, iters=1000)
    v = zero(x)
    for k in 1:iters
        g = grad(x)
        vold = v
        ${change}
        x .+= (1 + mu) .* v .- mu .* vold
    end
    return x
end`;
  test('hold the steps of Julia, where an array that is changed in place has no old value', () => {
    expect(isCalledRight(julia('v = mu .* v .- lr .* g'), 'nesterov', 'julia')).toBe(true);
    expect(isCalledRight(julia('v .= mu .* v .- lr .* g'), 'nesterov', 'julia')).toBe(false);
    expect(isCalledRight(julia('@. v = mu * v - lr * g'), 'nesterov', 'julia')).toBe(false);
  });

  test('and of MATLAB', () => {
    const matlab = (start: string, inside: string): string =>
      `${start}\nfor k = 1:K\n    ${inside}g = gradf(x);\n    v = mu*v + g;\n    x = x - alpha*v;\nend`;
    expect(isCalledRight(matlab('v = zeros(size(x));', ''), 'momentum', 'matlab')).toBe(true);
    expect(isCalledRight(matlab('', 'v = zeros(size(x)); '), 'momentum', 'matlab')).toBe(false);
  });
});

describe('what a program does by the way', () => {
  test('two names of one array', () => {
    const adam = (start: string): string => `${start}
for t in range(1, T + 1):
    g = grad(w)
    m *= b1
    m += (1 - b1) * g
    v *= b2
    v += (1 - b2) * g**2
    w = w - lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps)`;
    expect(isCalledRight(adam('m, v = np.zeros(n), np.zeros(n)'), 'adam', 'python')).toBe(true);
    expect(isCalledRight(adam('m = v = np.zeros(n)'), 'adam', 'python')).toBe(false);
    expect(isCalledRight(adam('m = v = 0.0'), 'adam', 'python')).toBe(true);
  });

  test('a helper that changes its argument', () => {
    const code = (line: string): string => `def norm(g, w):
    ${line}
    return np.linalg.norm(g)

v = 0
for t in range(T):
    g = grad(w)
    log.append(norm(g, w))
    v = mu * v + g
    w = w - lr * v`;
    expect(isCalledRight(code('g = g + wd * w'), 'momentum', 'python')).toBe(true);
    expect(isCalledRight(code('g += wd * w'), 'momentum', 'python')).toBe(false);
  });

  test('powers that begin with one factor', () => {
    const adam = (start: string): string => `p1 = ${start}; p2 = ${start === '1' ? '1' : 'b2'}; m = 0; v = 0
for t in range(T):
    g = grad(w)
    p1 *= b1
    p2 *= b2
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g * g
    w = w - lr * (m / (1 - p1)) / (np.sqrt(v / (1 - p2)) + eps)`;
    expect(isCalledRight(adam('1'), 'adam', 'python')).toBe(true);
    expect(isCalledRight(adam('b1'), 'adam', 'python')).toBe(false);
  });

  test('whole numbers that do not divide', () => {
    const step = (half: string): string => `static void step(double[] w, double[] g, double[] h, double lr) {
    for (int i = 0; i < w.length; i++) {
        h[i] += g[i] * g[i];
        w[i] -= lr * g[i] / (Math.pow(h[i], ${half}) + 1e-8);
    }
}`;
    expect(isCalledRight(step('0.5'), 'adagrad', 'java')).toBe(true);
    expect(isCalledRight(step('1 / 2d'), 'adagrad', 'java')).toBe(true);
    expect(isCalledRight(step('1 / 2'), 'adagrad', 'java')).toBe(false);
  });

  test('cases of a switch, what is caught and what is left out are not done always', () => {
    const step = (lines: string): string =>
      `for t in range(T):\n    g = grad(w)\n${lines}\n    w = w - lr * v`;
    expect(isCalledRight(step('    v = mu * v + g'), 'momentum', 'python')).toBe(true);
    for (const lines of [
      '    match kind:\n        case 1:\n            v = mu * v + g',
      '    try:\n        check(g)\n    except ValueError:\n        v = mu * v + g',
      '    v = mu * v + g\n    del v',
    ])
      expect(isCalledRight(step(lines), 'momentum', 'python')).toBe(false);
  });

  test('a function that is given back holds the state of the one around it', () => {
    const made = (inside: string, outside: string): string => `def make(n, lr=0.1, mu=0.9):
${outside}    def step(w, g):
        nonlocal v
${inside}        v = mu * v - lr * g
        return w + v
    return step`;
    expect(isCalledRight(made('', '    v = np.zeros(n)\n'), 'momentum', 'python')).toBe(true);
    expect(isCalledRight(made('        v = np.zeros(n)\n', '    v = 0\n'), 'momentum', 'python')).toBe(false);
  });
});

test('steps that are left out in words are not passed over', () => {
  const code = (words: string): string =>
    `para t = 1, 2, …, T:\n    g ← ∇f(θ)\n    v ← μ·v + g\n    si t es múltiplo de 10:\n        ${words}\n    θ ← θ − η·v`;
  expect(isCalledRight(code('continuar con el siguiente t'), 'momentum')).toBe(false);
});

test('a list of one array many times has one state for all', () => {
  const code = (zeros: string): string => `vel = ${zeros}
def update(ws, gs, lr=0.05, mu=0.9):
    for w, v, g in zip(ws, vel, gs):
        v *= mu
        v += g
        w -= lr * v`;
  expect(isCalledRight(code('[np.zeros(16) for _ in ws]'), 'momentum', 'python')).toBe(true);
  expect(isCalledRight(code('[np.zeros(16)] * len(ws)'), 'momentum', 'python')).toBe(false);
});

test('a condition on one line holds for what stands behind it alone', () => {
  const kotlin = (line: string): string => `fun update(w: DoubleArray, g: DoubleArray) {
    for (i in w.indices) {
        ${line}avg[i] = rho * avg[i] + (1 - rho) * g[i] * g[i]
        w[i] -= eta * g[i] / (Math.sqrt(avg[i]) + eps)
    }
}`;
  expect(isCalledRight(kotlin(''), 'rmsprop', 'kotlin')).toBe(true);
  expect(isCalledRight(kotlin('if (g[i] == 0.0) continue\n        '), 'rmsprop', 'kotlin')).toBe(false);
});

test('data that a step draws say nothing of the parameters', () => {
  const code = `buf = np.zeros_like(w)
for step in range(T):
    X, y = next(batches)
    g = grad_loss(w, X, y)
    buf = mu * buf + g
    w -= lr * buf`;
  const result = judgeRule(`\`\`\`python\n${code}\n\`\`\`\n\nWith \`mu = 0\` it is plain SGD.`, {
    expect: 'momentum',
  });
  expect(isRight(result, { expect: 'momentum' })).toBe(true);
});
