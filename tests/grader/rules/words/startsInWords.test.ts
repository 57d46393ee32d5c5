/**
 * The law of starts in words: a zero is zero in any language, another word that gives a state its value is never run as a constant, and
 * what stands within a loop is done in every step, whatever the language of its header.
 */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

function verdict(rule: string): 'right' | 'wrong' | 'unread' {
  const result = judgeRule(rule, { expect: 'momentum' });
  return isRight(result, { expect: 'momentum' }) ? 'right' : result.understood ? 'wrong' : 'unread';
}

const momentum = (start: string, loop = 'repeat', above = true): string =>
  [
    ...(above ? [`v ${start}`, loop] : [loop, `  v ${start}`]),
    '  g ← gradient(w)',
    '  v ← μ v + g',
    '  w ← w − η v',
  ].join('\n');

describe('words for zero', () => {
  test.each([
    '← zero',
    '← zeros',
    '= all zeros',
    '← zero vector',
    '← 0-vector',
    '← vector of zeros with the shape of w',
    '← Nullvektor',
    '= Null',
    '← vecteur nul',
    '← vector nulo',
    '← vector cero',
    '← vetor nulo',
    '← vettore nullo',
    '← nulvector',
    '← nollvektor',
    '← wektor zerowy',
    '← sıfır vektörü',
    '← vektor nol',
    '← нулевой вектор',
    '← нульовий вектор',
    '← 零向量',
    '← ゼロベクトル',
    '← 영벡터',
  ])('v %s', (start) => {
    expect(verdict(momentum(start))).toBe('right');
    expect(verdict(momentum(start, 'repeat', false))).not.toBe('right');
  });
});

test('other words are no start, and no constant', () => {
  const words = [
    '← Einsvektor',
    '← Zufallsvektor',
    '← startwert',
    ':= null',
    '← vector of ones',
    '= small random numbers',
  ];
  expect(words.map((start) => verdict(momentum(start)))).toEqual(words.map(() => 'unread'));
});

test('in TeX, too', () => {
  const rule = String.raw`. In each step $v \leftarrow \mu v + \nabla L(w)$, $w \leftarrow w - \eta v$.`;
  const zeros = [
    String.raw`$v \leftarrow \text{Nullvektor}$`,
    String.raw`$v_0 = \text{zero vector}$`,
    '$v \\leftarrow$ Nullvektor',
  ];
  expect(zeros.map((start) => verdict(`Before training: ${start}${rule}`))).toEqual(zeros.map(() => 'right'));
  const other = String.raw`$v \leftarrow \text{Startvektor}$`;
  expect(verdict(`Before training: ${other}${rule}`)).toBe('unread');
});

test('but parameters may start anywhere, and names may be told', () => {
  const told = 'w ← random initial weights\nB = number of examples in a batch\n';
  expect(verdict(told + momentum('← 0'))).toBe('right');
});

describe('a zero within a loop, by its indentation alone', () => {
  const loops = [
    'wiederhole',
    'répéter',
    'tekrarla',
    'solange nicht konvergiert',
    'mientras no converja hacer',
    'pour t = 1 à T faire',
    'пока не сошлось',
    'Für jeden Schritt',
    '每次迭代：',
    'One step:',
  ];
  test.each(loops)('%s', (loop) => {
    expect(verdict(momentum('← 0', loop))).toBe('right');
    expect(verdict(momentum('← 0', loop, false))).not.toBe('right');
  });

  test('or told in words alone', () => {
    const told = (line: string): string => `${momentum('← 0')}\n  ${line}`;
    expect(verdict(told('draw the next batch'))).toBe('right');
    expect(verdict(told('reset the gradients to zero'))).toBe('right');
    expect(verdict(told('reset v'))).not.toBe('right');
    expect(verdict(told('setze die Geschwindigkeit zurück auf 0'))).not.toBe('right');
  });

  test('also behind the numbers of the lines', () => {
    const numbered = (lines: string): string =>
      lines
        .split('\n')
        .map((line, i) => `${i + 1}: ${line}`)
        .join('\n');
    expect(verdict(numbered(momentum('← 0', 'wiederhole')))).toBe('right');
    expect(verdict(numbered(momentum('← 0', 'wiederhole', false)))).not.toBe('right');
  });
});

describe('equations that set a state or the count behind a rule in a sentence', () => {
  const inline = String.raw`$g_t = \nabla L(\theta_{t-1})$, $m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t$, $v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2$, $\hat m_t = m_t/(1-\beta_1^t)$, $\hat v_t = v_t/(1-\beta_2^t)$, $\theta_t = \theta_{t-1} - \eta \hat m_t/(\sqrt{\hat v_t}+\epsilon)$`;
  const shown = inline.replace(/\$, \$/g, '$$$$\n$$$$').replace(/^\$|\$$/g, '$$$$');
  const isCalledRight = (said: string): boolean[] =>
    [`${inline}${said}`, `${shown}\n${said}`].map((rule) =>
      isRight(judgeRule(rule, { expect: 'adam' }), { expect: 'adam' }),
    );

  test.each([
    ' with $m_0 = 0$',
    ', where $m_0 = v_0 = 0$',
    ', with $m_0 = 0$, $v_0 = 0$, $t = 0$.',
    ', with $t = 1, 2, \\dots$',
    '. Before the first step, $t = 0$.',
    '. Start with $t \\leftarrow 0$.',
    '. $m_0 \\leftarrow 0$, $v_0 \\leftarrow 0$, $t \\leftarrow 0$.',
    '. Then $t \\leftarrow t + 1$.',
  ])('as it has to be: %s', (said) => {
    expect(isCalledRight(said)).toEqual([true, true]);
  });

  test.each([
    ' with $m_0 = g_0$',
    ', where $m_0 = g_1$',
    ' with $v_0 = g_0^2$',
    ' and $v_0 = \\epsilon$',
    ' with $m_0 = 1$',
    '. Then $t \\leftarrow 1$.',
    '. $t \\leftarrow 0$.',
    '. Finally, $t = 0$.',
    '. After that, $t = 1$.',
    '. Then $t \\leftarrow 2t$.',
    '. Then $m \\leftarrow 0$.',
  ])('and otherwise: %s', (said) => {
    expect(isCalledRight(said)).toEqual([false, false]);
  });
});

describe('corrections of the bias in words', () => {
  const isAdam = (said: string): boolean => {
    const rule = String.raw`- $m_t = 0.9\,m_{t-1} + 0.1\,g_t$.
- $v_t = 0.999\,v_{t-1} + 0.001\,g_t^2$.
- ${said}
- $\theta_t = \theta_{t-1} - 0.001\cdot \hat m_t / (\sqrt{\hat v_t} + 10^{-8})$.`;
    return isRight(judgeRule(rule, { expect: 'adam' }), { expect: 'adam' });
  };
  const told = String.raw`Divide the first one by $1-0.9^t$ and the second one by $1-0.999^t$; call the results $\hat m_t$ and $\hat v_t$.`;

  test('each state by the power of its own decay', () => {
    expect(isAdam(told)).toBe(true);
  });

  test.each([
    ['0.9^t$ and', '0.99^t$ and'],
    ['first', 'second'],
    ['0.999^t', '0.999'],
    ['Divide', 'Multiply'],
    ['by $1-0.999', 'by the root of $1-0.999'],
    [String.raw`and $\hat v_t$`, ''],
    ['Divide', 'Do not divide'],
  ])('and nothing else: %s as %s', (from, to) => {
    const other =
      from === 'first' ? told.replace('second', 'FIRST').replace('first', to) : told.replace(from, () => to);
    expect(isAdam(other)).toBe(false);
  });
});

test.each([
  ['Before each call add 1; v is initialised with', 'Before each call add 1, v is initialised with'],
  ['每次调用之前加 1；v 初始化为', '每次调用之前 t 加 1；v 初始化为'],
])('a number of what is said before is no start: %s', (...openings) => {
  const rule = String.raw`$v_t = \mu v_{t-1} + g_t$, $w_t = w_{t-1} - \eta v_t$.`;
  for (const opening of openings) {
    expect(verdict(`${rule} ${opening} 0.`)).toBe('right');
    expect(verdict(`${rule} ${opening} 1.`)).not.toBe('right');
  }
});
