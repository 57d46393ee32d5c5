/**
 * What a compiler of C++, Java, Rust or Go would refuse is not called right: types and names that nothing declares, what is no place for a
 * value, entries of a number, counts that do not change. Each wrong program stands beside the right one that it was made of.
 */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const isCalledRight = (language: string, program: string): boolean => {
  const rule = `\`\`\`${language}\n${program}\n\`\`\``;
  return isRight(judgeRule(rule, { expect: 'momentum' }), { expect: 'momentum' });
};

/** A class, all of which is shown. */
const CLASSES: Record<string, string> = {
  cpp: `class Momentum {
  double lr, mu;
  std::vector<double> v;
 public:
  Momentum(size_t n, double lr, double mu) : lr(lr), mu(mu), v(n, 0.0) {}
  void step(std::vector<double>& w, const std::vector<double>& g) {
    for (size_t i = 0; i < w.size(); ++i) {
      const double s = g[i];
      v[i] = mu * v[i] + s;
      w[i] -= lr * v[i];
    }
  }
};`,
  java: `class Momentum {
  private final double lr, mu;
  private final double[] v;
  Momentum(int n, double lr, double mu) {
    this.lr = lr; this.mu = mu;
    v = new double[n];
  }
  void step(double[] w, double[] g) {
    for (int i = 0; i < w.length; ++i) {
      final double s = g[i];
      v[i] = mu * v[i] + s;
      w[i] -= lr * v[i];
    }
  }
}`,
  rust: `struct Momentum { lr: f64, mu: f64, v: Vec<f64> }
impl Momentum {
    fn new(n: usize, lr: f64, mu: f64) -> Self {
        Self { lr, mu, v: vec![0.0; n] }
    }
    fn step(&mut self, w: &mut [f64], g: &[f64]) {
        for i in 0..w.len() {
            let s: f64 = g[i];
            self.v[i] = self.mu * self.v[i] + s;
            w[i] -= self.lr * self.v[i];
        }
    }
}`,
  go: `type Momentum struct {
	lr, mu float64
	v []float64
}
func NewMomentum(n int, lr, mu float64) *Momentum {
	return &Momentum{lr: lr, mu: mu, v: make([]float64, n)}
}
func (o *Momentum) Step(w, g []float64) {
	for i := range w {
		var s float64 = g[i]
		o.v[i] = o.mu*o.v[i] + s
		w[i] -= o.lr * o.v[i]
	}
}`,
};

/** By language, a part of its class as it is and as no compiler takes it. */
const REFUSED: Record<string, [law: string, from: string, to: string][]> = {
  cpp: [
    ['a type', 'const double s', 'const qq s'],
    ['a value as a type', 'const double s', 'const g s'],
    ['the name of a parameter', 'Momentum(size_t n', 'Momentum(size_t qq'],
    ['the name of an array', 'const std::vector<double>& g', 'const std::vector<double>& qq'],
    ['the name of a count', 'size_t i = 0', 'size_t qq = 0'],
    ['a count that changes', '++i', '-+i'],
    ['entries of an array', 'v[i] = mu * v[i] + s', 's[i] = mu * s[i] + s'],
    ['a number of an entry', 'mu * v[i] + s', 'mu * v[w] + s'],
    ['a function for a number', 'mu * v[i] + s', 'mu * v[step] + s'],
  ],
  java: [
    ['a type', 'final double s', 'final qq s'],
    ['a value as a type', 'final double s', 'final mu s'],
    ['a type of an array', 'new double[n]', 'new qq[n]'],
    ['a type of numbers', 'final double s', 'final Map s'],
    ['a type, and no field', 'final double s', 'final v.length s'],
    ['a length', 'new double[n]', 'new double[qq]'],
    ['the name of a parameter', 'Momentum(int n', 'Momentum(int qq'],
    ['the name of an array', 'double[] g)', 'double[] qq)'],
    ['a count that changes', '++i', '-+i'],
    ['entries of an array', 's = g[i]', 's = w.length[i]'],
  ],
  rust: [
    ['a type', 's: f64', 's: qq'],
    ['a type of a parameter', 'lr: f64, mu: f64) ->', 'lr: qq, mu: f64) ->'],
    ['the name of a parameter', 'g: &[f64]', 'qq: &[f64]'],
    ['the name of a count', 'for i in', 'for qq in'],
    ['what a loop goes through', '0..w.len()', '0..qq.len()'],
  ],
  go: [
    ['a type', 'var s float64', 'var s qq'],
    ['a type of a field', 'v []float64\n}', 'v []qq\n}'],
    ['the name of a parameter', '(w, g []float64)', '(w, qq []float64)'],
    ['what a loop goes through', 'range w', 'range qq'],
    ['no module', 'range w', 'range math'],
    ['no function', 'range w', 'range NewMomentum'],
    ['a place for a value', 'w[i] -=', '+w[i] -='],
  ],
};

describe.each(Object.entries(REFUSED))('a class of %s', (language, refused) => {
  const right = CLASSES[language]!;

  test('is right', () => {
    expect(isCalledRight(language, right)).toBe(true);
  });

  test.each(refused)('needs %s: “%s” is not “%s”', (_law, from, to) => {
    expect(right.split(from)).toHaveLength(2);
    expect({
      to,
      is: isCalledRight(
        language,
        right.replace(from, () => to),
      ),
    }).toEqual({ to, is: false });
  });
});

/** What is not shown may declare a name: a file its constants, a class its fields. */
const UNSEEN: [language: string, title: string, right: string, from: string, to: string][] = [
  [
    'cpp',
    'a function of what is not shown has constants, and no arrays',
    'void step(double* w, double* v, const double* g, int n) {\n  for (int i = 0; i < n; ++i) {\n    v[i] = mu * v[i] + g[i];\n    w[i] -= lr * v[i];\n  }\n}',
    'double* v',
    'double* qq',
  ],
  [
    'go',
    'a function of what is not shown has constants, and nothing that it moves',
    'func step(w, v, g float64) (float64, float64) {\n\tv = mu*v + g\n\tw -= lr * v\n\treturn w, v\n}',
    'w -= lr',
    'qq -= lr',
  ],
  [
    'cpp',
    'a method has the fields of its class, and no types of its own',
    'void Momentum::step(double& w, double g) {\n  const double s = g;\n  v = mu * v + s;\n  w -= lr * v;\n}',
    'const double s',
    'const qq s',
  ],
  [
    'java',
    'a method without its class has the fields of the class, and no types of its own',
    'double step(double w, double g) {\n  v = mu * v + g;\n  return w - lr * v;\n}',
    'double w',
    'qq w',
  ],
  [
    'cpp',
    'a default is a number',
    'struct Momentum {\n  double lr, mu, v;\n  Momentum(double lr = double(0.01), double mu = 0.9) : lr(lr), mu(mu), v(0) {}\n  void step(double& w, double g) { v = mu * v + g; w -= lr * v; }\n};',
    'double(0.01)',
    'qq(0.01)',
  ],
  [
    'cpp',
    'a length is asked of an array',
    'struct Momentum {\n  double lr, mu;\n  std::vector<double> v;\n  void step(std::vector<double>& w, std::vector<double>& g) {\n    if (v.size() != w.size()) v.assign(w.size(), 0.0);\n    for (size_t i = 0; i < w.size(); ++i) {\n      v[i] = mu * v[i] + g[i];\n      w[i] -= lr * v[i];\n    }\n  }\n};',
    '!= w.size()',
    '!= qq()',
  ],
  [
    'rust',
    'the names of a pattern are declared, and no others',
    'fn main() {\n    let (mut w, mut v) = (5.0_f64, 0.0);\n    for _ in 0..100 {\n        let g = 2.0 * w;\n        v = 0.9 * v + g;\n        w -= 0.1 * v;\n    }\n}',
    'mut v) =',
    'mut qq) =',
  ],
];

test.each(UNSEEN)('%s: %s', (language, _title, right, from, to) => {
  expect(right.split(from)).toHaveLength(2);
  expect(isCalledRight(language, right)).toBe(true);
  expect(
    isCalledRight(
      language,
      right.replace(from, () => to),
    ),
  ).toBe(false);
});

test('a module that is brought in is one', () => {
  const own = CLASSES.go!.replace('o.mu*o.v[i]', 'tensor.Scale(o.mu, o.v[i])');
  const file = (path: string): string => `package main\nimport "${path}"\n${own}`;
  const reason = (path: string): string => judgeRule(`\`\`\`go\n${file(path)}\n\`\`\``).message;
  expect(reason('gorgonia.org/qq')).toContain('“tensor” is nothing that the program declares');
  expect(reason('gorgonia.org/tensor')).not.toContain('declares');
  expect(judgeRule(`\`\`\`go\n${file('math').replace('range w', 'range math')}\n\`\`\``).understood).toBe(
    false,
  );
});

test('what a compiler refuses is not read line by line as formulas', () => {
  const go = '```go\nfunc step(w *float64, g, qq float64) {\n\t+w = *w - 0.1*g\n}\n```';
  expect(judgeRule(go).message).toContain('a statement that is not understood');
});
