/**
 * Laws of programs in C++, Java, Rust and Go: the same program has the same verdict in whatever language it is written, and what only
 * these languages have, whole numbers, copies and variables that hide others, makes a right program none.
 */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const fenced = (language: string, ...lines: string[]): string =>
  ['```' + language, ...lines, '```'].join('\n');

const isCalledRight = (rule: string, expected: string): boolean =>
  isRight(judgeRule(rule, { expect: expected }), { expect: expected });

/** Adam, as it is told apart of any language: M, V, G and W are entries, C1 and C2 what the bias is divided by. */
interface Told {
  m: string;
  v: string;
  step: string;
  c1: string;
  c2: string;
  raised: string;
  start: string;
}

const ADAM: Told = {
  m: 'B1 * M + (1.0 - B1) * G',
  v: 'B2 * V + (1.0 - B2) * G * G',
  step: 'LR * (M / C1) / (ROOT(V / C2) + EPS)',
  c1: '1.0 - POWER(B1)',
  c2: '1.0 - POWER(B2)',
  raised: 'T += 1',
  start: '0.0',
};

interface Writing {
  /** Before a field. */
  self: string;
  root: (of: string) => string;
  power: (of: string, to: string) => string;
  program: (told: Told) => string;
}

/** An expression as a language writes it. */
function written(told: string, { self, root, power }: Writing): string {
  const field = (name: string): string => `${self}${name}`;
  return told
    .replace(/POWER\((\w+)\)/g, (_, of: string) => power(of, 'T'))
    .replace(/ROOT\(([^()]*)\)/g, (_, of: string) => root(of))
    .replace(/\bB([12])\b/g, (_, n: string) => field(`b${n}`))
    .replace(/\bLR\b/g, field('lr'))
    .replace(/\bEPS\b/g, field('eps'))
    .replace(/\bT\b/g, field('t'))
    .replace(/\bM\b/g, field('m[i]'))
    .replace(/\bV\b/g, field('v[i]'))
    .replace(/\bG\b/g, 'g[i]')
    .replace(/\bW\b/g, 'w[i]')
    .replace(/\bC([12])\b/g, 'c$1');
}

const python: Writing = {
  self: 'self.',
  root: (of) => `np.sqrt(${of})`,
  power: (of, to) => `${of} ** ${to}`,
  program: (told) =>
    fenced(
      'python',
      'class Adam:',
      '    def __init__(self, n, lr, b1, b2, eps):',
      '        self.lr, self.b1, self.b2, self.eps = lr, b1, b2, eps',
      `        self.m, self.v, self.t = [${told.start}] * n, [0.0] * n, 0`,
      '    def step(self, w, g):',
      `        ${written(told.raised, python)}`,
      `        c1 = ${written(told.c1, python)}`,
      `        c2 = ${written(told.c2, python)}`,
      '        for i in range(len(w)):',
      `            self.m[i] = ${written(told.m, python)}`,
      `            self.v[i] = ${written(told.v, python)}`,
      `            w[i] -= ${written(told.step, python)}`,
    ),
};

const cpp: Writing = {
  self: '',
  root: (of) => `std::sqrt(${of})`,
  power: (of, to) => `std::pow(${of}, ${to})`,
  program: (told) =>
    fenced(
      'cpp',
      'class Adam {',
      '  double lr, b1, b2, eps;',
      '  std::vector<double> m, v;',
      '  int t;',
      ' public:',
      '  Adam(size_t n, double lr, double b1, double b2, double eps)',
      `      : lr(lr), b1(b1), b2(b2), eps(eps), m(n, ${told.start}), v(n, 0.0), t(0) {}`,
      '  void step(std::vector<double>& w, const std::vector<double>& g) {',
      `    ${written(told.raised, cpp)};`,
      `    const double c1 = ${written(told.c1, cpp)};`,
      `    const double c2 = ${written(told.c2, cpp)};`,
      '    for (size_t i = 0; i < w.size(); ++i) {',
      `      m[i] = ${written(told.m, cpp)};`,
      `      v[i] = ${written(told.v, cpp)};`,
      `      w[i] -= ${written(told.step, cpp)};`,
      '    }',
      '  }',
      '};',
    ),
};

const java: Writing = {
  self: 'this.',
  root: (of) => `Math.sqrt(${of})`,
  power: (of, to) => `Math.pow(${of}, ${to})`,
  program: (told) =>
    fenced(
      'java',
      'public class Adam {',
      '  private final double lr, b1, b2, eps;',
      '  private final double[] m, v;',
      '  private int t = 0;',
      '  public Adam(int n, double lr, double b1, double b2, double eps) {',
      '    this.lr = lr; this.b1 = b1; this.b2 = b2; this.eps = eps;',
      '    m = new double[n];',
      `    Arrays.fill(m, ${told.start});`,
      '    v = new double[n];',
      '  }',
      '  public void step(double[] w, double[] g) {',
      `    ${written(told.raised, java)};`,
      `    double c1 = ${written(told.c1, java)};`,
      `    double c2 = ${written(told.c2, java)};`,
      '    for (int i = 0; i < w.length; i++) {',
      `      m[i] = ${written(told.m, java)};`,
      `      v[i] = ${written(told.v, java)};`,
      `      w[i] -= ${written(told.step, java)};`,
      '    }',
      '  }',
      '}',
    ),
};

const rust: Writing = {
  self: 'self.',
  root: (of) => `(${of}).sqrt()`,
  power: (of, to) => `${of}.powi(${to})`,
  program: (told) =>
    fenced(
      'rust',
      'pub struct Adam { lr: f64, b1: f64, b2: f64, eps: f64, m: Vec<f64>, v: Vec<f64>, t: i32 }',
      'impl Adam {',
      '    pub fn new(n: usize, lr: f64, b1: f64, b2: f64, eps: f64) -> Self {',
      `        Self { lr, b1, b2, eps, m: vec![${told.start}; n], v: vec![0.0; n], t: 0 }`,
      '    }',
      '    pub fn step(&mut self, w: &mut [f64], g: &[f64]) {',
      `        ${written(told.raised, rust)};`,
      `        let c1 = ${written(told.c1, rust)};`,
      `        let c2 = ${written(told.c2, rust)};`,
      '        for i in 0..w.len() {',
      `            self.m[i] = ${written(told.m, rust)};`,
      `            self.v[i] = ${written(told.v, rust)};`,
      `            w[i] -= ${written(told.step, rust)};`,
      '        }',
      '    }',
      '}',
    ),
};

const go: Writing = {
  self: 'a.',
  root: (of) => `math.Sqrt(${of})`,
  power: (of, to) => `math.Pow(${of}, float64(${to}))`,
  program: (told) =>
    fenced(
      'go',
      'type Adam struct {',
      '\tlr, b1, b2, eps float64',
      '\tm, v []float64',
      '\tt int',
      '}',
      'func NewAdam(n int, lr, b1, b2, eps float64) *Adam {',
      '\tm := make([]float64, n)',
      '\tfor i := range m {',
      `\t\tm[i] = ${told.start}`,
      '\t}',
      '\treturn &Adam{lr: lr, b1: b1, b2: b2, eps: eps, m: m, v: make([]float64, n)}',
      '}',
      'func (a *Adam) Step(w, g []float64) {',
      `\t${written(told.raised, go)}`,
      `\tc1 := ${written(told.c1, go)}`,
      `\tc2 := ${written(told.c2, go)}`,
      '\tfor i := range w {',
      `\t\ta.m[i] = ${written(told.m, go)}`,
      `\t\ta.v[i] = ${written(told.v, go)}`,
      `\t\tw[i] -= ${written(told.step, go)}`,
      '\t}',
      '}',
    ),
};

const CHANGES: [title: string, change: Partial<Told>][] = [
  ['as it is', {}],
  ['the other decay', { m: 'B2 * M + (1.0 - B2) * G' }],
  ['no square', { v: 'B2 * V + (1.0 - B2) * G' }],
  ['a plus for a minus', { v: 'B2 * V + (1.0 + B2) * G * G' }],
  ['no root', { step: 'LR * (M / C1) / (V / C2 + EPS)' }],
  ['no correction of the one', { step: 'LR * M / (ROOT(V / C2) + EPS)' }],
  ['no correction of the other', { step: 'LR * (M / C1) / (ROOT(V) + EPS)' }],
  ['no correction', { step: 'LR * M / (ROOT(V) + EPS)' }],
  ['corrected by the other', { c1: '1.0 - POWER(B2)' }],
  ['up the hill', { step: '-LR * (M / C1) / (ROOT(V / C2) + EPS)' }],
  ['the gradient alone', { step: 'LR * G / (ROOT(V / C2) + EPS)' }],
  ['another start', { start: '1.0' }],
  ['epsilon in the root', { step: 'LR * (M / C1) / ROOT(V / C2 + EPS)' }],
  ['a division where a product is', { m: 'B1 * M + (1.0 - B1) / G' }],
  ['counted in twos', { raised: 'T += 2' }],
];

describe.each(CHANGES)('%s', (_title, change) => {
  const told = { ...ADAM, ...change };
  const verdict = (rule: string) => {
    const { understood, optimizer, faults, conventions } = judgeRule(rule, { expect: 'adam' });
    return { understood, optimizer, faults, conventions, right: isCalledRight(rule, 'adam') };
  };

  test.each([
    ['C++', cpp],
    ['Java', java],
    ['Rust', rust],
    ['Go', go],
  ])('is in %s what it is in Python', (_language, writing) => {
    const rule = writing.program(told);
    expect({ rule, ...verdict(rule) }).toEqual({ rule, ...verdict(python.program(told)) });
  });
});

test('Adam is right, and each of its changes but the place of epsilon is not', () => {
  const right = CHANGES.filter(([, change]) => isCalledRight(cpp.program({ ...ADAM, ...change }), 'adam'));
  expect(right.map(([title]) => title)).toEqual(['as it is', 'epsilon in the root']);
});

/** A right program, and what makes it none by one word or sign. */
const TWINS: [title: string, optimizer: string, right: string, ...wrong: [from: string, to: string][]][] = [
  [
    'a number of C is given by value',
    'sgd',
    fenced('c', 'void step(double *w, double g, double lr) {', '  *w -= lr * g;', '}'),
    ['double *w, double g, double lr) {\n  *w', 'double w, double g, double lr) {\n  w'],
    ['double lr', 'int lr'],
  ],
  [
    'a reference of C++ is no copy',
    'sgd',
    fenced('cpp', 'void step(double& w, double g, double lr) {', '  w -= lr * g;', '}'),
    ['double& w', 'double w'],
    ['double& w', 'int& w'],
  ],
  [
    'a vector of C++ is copied where no reference is written',
    'momentum',
    fenced(
      'cpp',
      'void step(std::vector<double>& w, std::vector<double>& v, const std::vector<double>& g) {',
      '  for (size_t i = 0; i < w.size(); ++i) {',
      '    auto& s = v[i];',
      '    s = 0.9 * s + g[i];',
      '    w[i] -= 0.01 * s;',
      '  }',
      '}',
    ),
    ['vector<double>& w', 'vector<double> w'],
    ['vector<double>& v', 'vector<double> v'],
    ['auto& s', 'auto s'],
    ['++i', '--i'],
    ['0.9 *', '9 / 10 *'],
  ],
  [
    'what a loop of C++ goes through is copied where no reference is written',
    'sgd',
    fenced('cpp', 'for (auto& p : params) {', '  p.value -= lr * p.grad;', '}'),
    ['auto& p', 'auto p'],
  ],
  [
    'a static variable of C is kept',
    'momentum',
    fenced(
      'c',
      'double step(double w, double g) {',
      '  static double v = 0.0;',
      '  v = 0.9 * v + g;',
      '  return w - 0.01 * v;',
      '}',
    ),
    ['static double', 'double'],
    ['static double', 'static int'],
    ['double step', 'int step'],
  ],
  [
    'a variable of Java is a field where none is declared',
    'momentum',
    fenced(
      'java',
      'class Momentum {',
      '  private double v;',
      '  double step(double w, double g) {',
      '    v = 0.9 * this.v + g;',
      '    return w - 0.01 * v;',
      '  }',
      '}',
    ),
    ['    v = 0.9', '    double v = 0.9'],
    ['private double v', 'private int v'],
    ['0.9 *', '(0.9 ^ 1) *'],
  ],
  [
    'an array of Java is changed entry by entry',
    'sgd',
    fenced('java', 'void step(double[] w, double[] g) {', '  w[0] -= 0.1 * g[0];', '}'),
    ['w[0] -= 0.1 * g[0]', 'w = minus(w, g)'],
    ['double[] g', 'int[] g'],
  ],
  [
    'a variable of Rust hides the one around it',
    'momentum',
    fenced(
      'rust',
      'let mut v = 0.0;',
      'for _ in 0..steps {',
      '    let g = grad(w);',
      '    v = 0.9 * v + g;',
      '    w -= 0.01 * v;',
      '}',
    ),
    ['    v = 0.9', '    let v = 0.9'],
    ['mut v = 0.0', 'mut v = 1.0'],
  ],
  [
    'an object of Rust and what it is given are borrowed',
    'momentum',
    fenced(
      'rust',
      'impl Momentum {',
      '    fn step(&mut self, w: &mut [f64], g: &[f64]) {',
      '        for ((w, v), g) in w.iter_mut().zip(self.v.iter_mut()).zip(g) {',
      '            *v = 0.9 * *v + g;',
      '            *w -= 0.01 * *v;',
      '        }',
      '    }',
      '}',
    ),
    ['&mut self', 'self'],
    ['w: &mut [f64]', 'mut w: Vec<f64>'],
    ['            *v = ', '            let v = &'],
  ],
  [
    'a method of Go has a pointer to its object',
    'momentum',
    fenced(
      'go',
      'func (o *Momentum) Step(w *float64, g float64) {',
      '\to.v = 0.9*o.v + g',
      '\t*w -= 0.01 * o.v',
      '}',
    ),
    ['o *Momentum', 'o Momentum'],
    [
      'w *float64, g float64) {\n\to.v = 0.9*o.v + g\n\t*w',
      'w float64, g float64) {\n\to.v = 0.9*o.v + g\n\tw',
    ],
    ['\to.v = ', '\tv := '],
  ],
  [
    'what a loop of Go goes through is copied',
    'sgd',
    fenced('go', 'for i := range w {', '\tw[i] -= 0.01 * g[i]', '}'),
    ['i := range w {\n\tw[i]', 'i, x := range w {\n\tx'],
    ['0.01', '1/100'],
  ],
];

describe.each(TWINS)('%s', (_title, optimizer, right, ...wrong) => {
  test('and is right', () => {
    expect({ right, is: isCalledRight(right, optimizer) }).toEqual({ right, is: true });
  });

  test.each(wrong)('and not with “%s” as “%s”', (from, to) => {
    expect(right.split(from)).toHaveLength(2);
    const rule = right.replace(from, () => to);
    expect({ rule, is: isCalledRight(rule, optimizer) }).toEqual({ rule, is: false });
  });
});

/** What may change a value, and is no equation. */
const BESIDE: [title: string, optimizer: string, rule: string][] = [
  [
    'update clause of cpp',
    'sgd',
    fenced('cpp', 'for (int i = 0; i < n; w[i] -= lr * g[i], i++) { w[i] *= 0.9; }'),
  ],
  [
    'assignment in a condition of cpp',
    'momentum',
    fenced('cpp', 'if ((v = 0)) { }', 'v = mu * v + g;', 'w -= lr * v;'),
  ],
  ['macro of cpp', 'sgd', fenced('cpp', '#define STEP(x) x -= 2 * lr * g', 'w -= lr * g;', 'STEP(w);')],
  [
    'reset in else of java',
    'momentum',
    fenced(
      'java',
      'for (int t = 0; t < n; t++) {',
      '  if (t % 10 == 0) { v = 0; }',
      '  v = mu * v + g;',
      '  w -= lr * v;',
      '}',
    ),
  ],
  [
    'match resets of rust',
    'momentum',
    fenced(
      'rust',
      'for t in 0..n {',
      '    match t { 5 => { v = 0.0; } _ => {} }',
      '    let g = grad(w);',
      '    v = mu * v + g;',
      '    w -= lr * v;',
      '}',
    ),
  ],
  [
    'switch of go',
    'momentum',
    fenced(
      'go',
      'for t := 0; t < n; t++ {',
      '\tswitch { case t > 5: v = 0 }',
      '\tg := grad(w)',
      '\tv = mu*v + g',
      '\tw -= lr * v',
      '}',
    ),
  ],
  [
    'unknown method of cpp',
    'momentum',
    fenced(
      'cpp',
      'for (int t = 0; t < n; t++) {',
      '  auto g = grad(w);',
      '  v = mu * v + g;',
      '  w -= lr * v;',
      '  v.clip(1.0);',
      '}',
    ),
  ],
  [
    'cout with assignment of cpp',
    'momentum',
    fenced(
      'cpp',
      'for (int t = 0; t < n; t++) {',
      '  double g = grad(w);',
      '  v = mu * v + g;',
      '  w -= lr * v;',
      '  std::cout << (v = 0) << std::endl;',
      '}',
    ),
  ],
  [
    'early return of cpp',
    'momentum',
    fenced(
      'cpp',
      'void step(double& w, double& v, double g) {',
      '  if (g > 0) return;',
      '  v = mu * v + g;',
      '  w -= lr * v;',
      '}',
    ),
  ],
  [
    'goto of cpp',
    'momentum',
    fenced(
      'cpp',
      'void step(double& w, double& v, double g) {',
      '  goto end;',
      '  v = mu * v + g;',
      '  w -= lr * v;',
      '  end: ;',
      '}',
    ),
  ],
  [
    'finally of java',
    'momentum',
    fenced(
      'java',
      'void step(double[] w, double[] v, double[] g) {',
      '  for (int i = 0; i < w.length; i++) {',
      '    try { v[i] = mu * v[i] + g[i]; } finally { v[i] = 0; }',
      '    w[i] -= lr * v[i];',
      '  }',
      '}',
    ),
  ],
  [
    'usize shadow of rust',
    'adam',
    fenced(
      'rust',
      'let beta1 = 1 - 1 / 10;',
      'm = beta1 as f64 * m + (1.0 - beta1 as f64) * g;',
      'v = 0.999 * v + 0.001 * g * g;',
      'w -= lr * m / (v.sqrt() + eps);',
    ),
  ],
  [
    'comma of cpp',
    'rmsprop',
    fenced('cpp', 's = 0.9 * s + 0.1 * g * g, s = 0;', 'w -= lr * g / (sqrt(s) + eps);'),
  ],
  [
    'deferred of go',
    'sgd',
    fenced('go', 'func step(w *float64, g float64) {', '\tdefer func() { *w += g }()', '\t*w -= lr * g', '}'),
  ],
  [
    'ternary effect of cpp',
    'momentum',
    fenced('cpp', 't > 3 ? v = 0 : v = 1;', 'v = mu * v + g;', 'w -= lr * v;'),
  ],
  [
    'postfix inside of java',
    'momentum',
    fenced(
      'java',
      'void step(double[] w, double[] g) {',
      '  for (int i = 0; i < w.length; i++) {',
      '    v[i] = mu * v[i++] + g[i];',
      '    w[i] -= lr * v[i];',
      '  }',
      '}',
    ),
  ],
  [
    'swap of rust',
    'momentum',
    fenced(
      'rust',
      'for i in 0..n {',
      '    v[i] = mu * v[i] + g[i];',
      '    w[i] -= lr * v[i];',
      '    std::mem::swap(&mut v, &mut u);',
      '}',
    ),
  ],
  [
    'switch fallthrough of cpp',
    'momentum',
    fenced('cpp', 'switch (t) { default: v = mu * v + g; }', 'w -= lr * v;'),
  ],
  [
    'do while zero of cpp',
    'momentum',
    fenced('cpp', 'do { v = mu * v + g; w -= lr * v; v = 0; } while (t < 3);'),
  ],
  [
    'while let of rust',
    'momentum',
    fenced(
      'rust',
      'while let Some(g) = it.next() {',
      '    v = mu * v + g;',
      '    w -= lr * v;',
      '    v *= 0.5;',
      '}',
    ),
  ],
  [
    'delete element of cpp',
    'momentum',
    fenced(
      'cpp',
      'for (int i = 0; i < n; i++) {',
      '  v[i] = mu * v[i] + g[i];',
      '  w[i] -= lr * v[i];',
      '  v.erase(v.begin());',
      '}',
    ),
  ],
];

test.each(BESIDE)('%s is not passed over', (_title, optimizer, rule) => {
  expect({ rule, is: isCalledRight(rule, optimizer) }).toEqual({ rule, is: false });
});
