/** Rules in plain text, and in code beside it: where messages point, and what is not passed over. */
import { describe, expect, test } from '@jest/globals';
import { judgeRule } from '../../../../grader/rules/judge.ts';
import { answerOf, findFormulas } from '../../../../grader/rules/text/markdown.ts';
import type { Piece } from '../../../../grader/rules/text/plain/piece.ts';
import { readRule } from '../../../../grader/rules/parse.ts';

const fence = (code: string): string => `\`\`\`python\n${code}\n\`\`\``;

/** The formulas of an answer, as they are written. */
function formulasOf(answer: string): string[] {
  return findFormulas(answerOf(answer)).map(({ source }) => source);
}

/** Pieces in a line, with their scripts. */
function text(pieces: readonly Piece[]): string {
  const one = (piece: Piece): string => {
    switch (piece.kind) {
      case 'letter':
      case 'word':
        return piece.name;
      case 'digit':
      case 'operator':
      case 'break':
        return piece.text;
      case 'group':
        return `${piece.open}${text(piece.body)}`;
      case 'accent':
        return `${piece.accent}:${text(piece.body)}`;
      case 'root':
        return `√{${text(piece.body)}}`;
      case 'fraction':
        return `{${text(piece.top)} / ${text(piece.bottom)}}`;
      case 'scripts':
        return `${one(piece.base)}${piece.sub ? `_{${text(piece.sub)}}` : ''}${piece.sup ? `^{${text(piece.sup)}}` : ''}`;
    }
  };
  return pieces.map(one).join(' ');
}

describe('equations', () => {
  test.each([
    ['v = beta*v + (1-beta)*g**2', 'v = beta * v + (1 - beta * g^{2}'],
    ['θ ← θ − η·g / (√r + ε)', 'theta ← theta - eta * g / (√ r + epsilon'],
    ['m̂ₜ = mₜ / (1 − β₁ᵗ)', 'hat:m_{t} = m_{t} / (1 - beta_{1}^{t}'],
    ['v_t = 0.9 v_t-1 + g', 'v_{t} = 0.9 v_{t - 1} + g'],
    ['x = max(a, b) * v_hat', 'x = max (a , b * hat:v'],
    ['w -= lr * dL/dw', 'w - = lr * d L / d w'],
    ['E[g²]ₜ = E[g²]ₜ₋₁', 'E [g^{2}_{t} = E [g^{2}_{t - 1}'],
    ['v = Σᵢ₌₁ᵗ gᵢ', 'v = sum_{i = 1}^{t} g_{i}'],
    ['g = ∇_w J(w − αv)', 'g = nabla_{w} J (w - alpha v'],
  ])('%s', (plain, pieces) => {
    const [formula] = findFormulas(answerOf(plain));
    expect(text(formula?.plain?.pieces ?? [])).toBe(pieces);
  });

  test('are found in sentences, lists and tables, and prose is left alone', () => {
    expect(formulasOf('First v = a v + g, then w = w - v. It was slow.')).toHaveLength(2);
    expect(formulasOf('1. v = a v + g\n2. w = w - v')).toEqual(['v = a v + g', 'w = w - v']);
    expect(formulasOf('| average | v = a v + g |\n|---|---|')).toEqual(['v = a v + g']);
    expect(formulasOf('Adam is fast; its accuracy is 90 %.')).toEqual([]);
    expect(formulasOf('where η = learning rate')).toEqual([]);
  });

  test('end where the sentence goes on, in any language', () => {
    for (const [sentence, ...formulas] of [
      ['Di solito η = 0,01 e ε = 1e-8.', 'η = 0,01', 'ε = 1e-8'],
      ['Valores comuns: ρ = 0,9 (ou 0,95) e ε = 1e-6.', 'ρ = 0,9', 'ε = 1e-6'],
      ['Genellikle ε = 1e-8 seçilir.', 'ε = 1e-8'],
      ['G <- G + g^2   (carré terme à terme)', 'G <- G + g^2'],
      ['v = 0.9 (v + g)', 'v = 0.9 (v + g)'],
      ['Adam = momentum-like averages + RMSProp, plus a correction: v = a v + g', 'v = a v + g'],
      ['Nadam = Adam + импульс Нестерова.'],
    ] as const)
      expect([sentence, formulasOf(sentence)]).toEqual([sentence, formulas]);
  });

  test('are none where the rule is told in words', () => {
    const { message } = judgeRule('Momentum keeps a share of the last step.');
    expect(message).toContain('the rule is told in words');
  });

  test('are found in the order of the answer, beside TeX', () => {
    expect(formulasOf('$a = b$\n\nc = d\n\n$e = f$')).toEqual(['a = b', 'c = d', 'e = f']);
  });
});

const PROGRAMS = [
  ['v = 0', 'v = mu * v + g', 'w = w - lr * v'],
  ['v = 0', 'v = 0', 'v = mu * v + g', 'w = w - lr * v'],
  ['r = 0', 'r = rho * r + (1 - rho) * g^2', 'w = w - lr * g / (sqrt(r) + eps)'],
  ['r = 0', 'w = w - lr * g / (sqrt(r) + eps)', 'r = rho * r + (1 - rho) * g^2'],
  ['r = 0', 'w = w - lr * g / (sqrt(r) + eps)', 'r = r + g^2'],
  [
    'm = v = 0',
    'm = b1 * m + (1 - b1) * g',
    'v = b2 * v + (1 - b2) * g^2',
    'w = w - lr * m / (sqrt(v) + eps)',
  ],
] as const;

describe('pseudo-code', () => {
  test.each(PROGRAMS)('runs as Python does: %s, %s, %s …', (start, ...steps) => {
    const program = (header: string): string =>
      [start, header, ...steps.map((line) => `    ${line}`)].join('\n');
    const python = judgeRule(fence(program('for t in range(9):').replaceAll('^', '**')));
    const code = program('for t = 1 to T do')
      .replaceAll('=', '←')
      .replace('t ← 1', 't = 1')
      .replaceAll(' * ', ' · ');
    expect(python.understood).toBe(true);
    for (const text of [`\`\`\`\n${code}\n\`\`\``, code, program('repeat until converged:')]) {
      const { optimizer, faults } = judgeRule(text);
      expect({ optimizer, faults }).toEqual({ optimizer: python.optimizer, faults: python.faults });
    }
  });

  test('is told of by the sentences around it', () => {
    const loop = 'v = 0\nrepeat:\n  v = mu v + g\n  w = w - lr v';
    for (const words of [
      'mu = 0.9 is a good default.',
      'With mu = 0 it is gradient descent.',
      'lr is the rate.',
    ])
      expect(judgeRule(`${loop}\n\n${words}`).message).toBe('This is SGD with momentum.');
  });

  test('holds two equations where they stand in columns', () => {
    const columns =
      'm = b1*m + (1-b1)*g      v = b2*v + (1-b2)*g^2\nw = w - lr*m/(1-b1^t)/(sqrt(v/(1-b2^t)) + eps)';
    expect(judgeRule(`\`\`\`\n${columns}\n\`\`\``).message).toBe('This is Adam.');
  });

  test('counts its steps', () => {
    const loop = 'repeat:\n  m = b1 m + (1 - b1) g\n  w = w - lr m / (1 - b1^t)';
    expect(judgeRule(`t = 1\n${loop}`).message).toContain('a step count that never grows');
    expect(
      judgeRule(fence('t = 1\nm = 0\nwhile True:\n    m = b1*m + (1-b1)*g\n    w -= lr*m/(1-b1**t)')).message,
    ).toContain('a step count that never grows');
  });
});

describe('what is not understood', () => {
  test.each([
    ['in a sentence', 'So we set w = w - lr * g unless it is small.', 'unless'],
    ['in a block', fence('for t in range(9):\n    w = np.clip(w - lr*g, -1, 1)'), 'clip'],
    ['of an unknown function', fence('w = w - lr * whiten(g)'), 'whiten'],
    ['behind the loop', fence('for t in range(9):\n    v = 0.9*v + g\nw -= lr*v'), 'for'],
  ])('%s is pointed at where the student wrote it', (_, answer, token) => {
    const result = readRule(answer);
    expect(result).toMatchObject({ understood: false, token });
    if (result.understood) throw new Error('it was understood');
    expect(answer).toContain(result.source);
    expect(result.source.slice(result.offset, result.offset + token.length)).toBe(token);
  });

  test('a call that may change anything stops the reading of its block only', () => {
    const update = 'v = 0.9*v + 0.1*g**2\nw -= lr*g/(np.sqrt(v) + eps)';
    expect(judgeRule(fence(`${update}\nproject(w)`)).understood).toBe(false);
    expect(judgeRule(`${fence(update)}\n${fence('draw(losses)')}`).optimizer).toBe('rmsprop');
  });

  test('to find formulas never throws', () => {
    expect(() => findFormulas(answerOf(fence('project(w)')))).not.toThrow();
  });
});

describe('code beside formulas', () => {
  const formulas = String.raw`$$r \gets \rho r + (1-\rho) g^2$$ $$w \gets w - \frac{\eta}{\sqrt{r}+\epsilon} g$$`;

  test('that says the same adds nothing', () => {
    const answer = `${formulas}\n${fence('s = rho*s + (1-rho)*g**2\nx -= lr*g/(np.sqrt(s) + eps)')}`;
    expect(judgeRule(answer)).toEqual(judgeRule(formulas));
  });

  test('that computes another rule is not passed over', () => {
    const result = judgeRule(`${formulas}\n${fence('s = rho*s + (1-rho)*g**2\nx -= lr*g/(s + eps)')}`);
    expect(result).toMatchObject({ understood: false, optimizer: null });
    expect(result.message).toContain('another rule than the formulas');
  });

  test.each(['Plain SGD would be `w -= lr * g`.', 'We got accuracy = 90 % with lr = 0.01.'])(
    'is no contradiction where it speaks of something else: %s',
    (words) => {
      expect(judgeRule(`${formulas}\n\n${words}`).optimizer).toBe('rmsprop');
    },
  );
});

describe('words behind a step that begins its line in backticks', () => {
  const adamW = [
    'p = p * (1 - lr * wd)',
    'm = b1*m + (1-b1)*g',
    'v = b2*v + (1-b2)*g**2',
    'p = p - lr * (m / (1 - b1**t)) / (sqrt(v / (1 - b2**t)) + eps)',
  ];
  const nesterov = ['v_prev = v', 'v = mu*v - lr*g', 'w = w - mu*v_prev + (1+mu)*v'];
  const rmsprop = ['r = rho*r + (1-rho)*g*g', 'w = w - lr*g/(sqrt(r)+eps)'];
  const WORDS = [
    ' — сначала веса уменьшаются',
    ' (first moment)',
    ', dann',
    ': the average',
    ' ist der Schritt',
  ];

  test.each([
    ['adamw', adamW],
    ['nesterov', nesterov],
    ['rmsprop', rmsprop],
  ])('take none of the steps of %s away, whichever they stand behind', (expected, steps) => {
    for (let behind = 0; behind < 2 ** steps.length; behind += 1)
      for (const said of WORDS)
        for (const mark of ['1. ', '- ', '']) {
          const lines = steps.map((step, i) => `${mark}\`${step}\`${(behind >> i) % 2 === 1 ? said : ''}`);
          const answer = lines.join(mark === '' ? '\n\n' : '\n');
          expect({ answer, ...judgeRule(answer, { expect: expected }) }).toMatchObject({
            optimizer: expected,
            faults: [],
          });
        }
  });
});
