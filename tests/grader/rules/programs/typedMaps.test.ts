/**
 * The law of what maps and lists hold in languages with types: slices and arrays in a map are the same in every loop, numbers are
 * copies; what is put where there is nothing yet is the start of a state, which each parameter has of its own.
 */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const isCalledRight = (rule: string, expected = 'momentum'): boolean =>
  isRight(judgeRule(rule, { expect: expected }), { expect: expected });

const fenced = (language: string, ...lines: string[]): string =>
  [`\`\`\`${language}`, ...lines, '```'].join('\n');

const go = (type: string, ...turn: string[]): string =>
  fenced(
    'go',
    `func Step(params, grads ${type}, lr float64) {`,
    '\tfor name, p := range params {',
    ...turn.map((each) => `\t\t${each}`),
    '\t}',
    '}',
  );

test('what a loop of Go goes through is shared where it is a slice, and copied where it is not', () => {
  const entries = ['for i := range p {', '\tp[i] -= lr * grads[name][i]', '}'];
  expect(isCalledRight(go('map[string][]float64', ...entries), 'sgd')).toBe(true);
  expect(isCalledRight(go('[][]float64', ...entries), 'sgd')).toBe(true);
  const wrong = [
    go('map[string][3]float64', ...entries),
    go('map[string]float64', 'p -= lr * grads[name]'),
    go(
      'map[string][]float64',
      'q := make([]float64, len(p))',
      'for i := range p {',
      '\tq[i] = p[i] - lr*grads[name][i]',
      '}',
      'p = q',
    ),
  ];
  expect(wrong.filter((rule) => isCalledRight(rule, 'sgd'))).toEqual([]);
});

const java = (key: string, start: string, above = ''): string =>
  fenced(
    'java',
    'class Momentum {',
    above === '' ? '    private final Map<String, double[]> vs = new HashMap<>();' : '',
    '    void step(Map<String, double[]> params, Map<String, double[]> grads) {',
    `        ${above}`,
    '        for (String key : params.keySet()) {',
    '            double[] p = params.get(key);',
    '            double[] g = grads.get(key);',
    `            double[] v = vs.computeIfAbsent(${key}, k -> ${start});`,
    '            for (int i = 0; i < p.length; i++) {',
    '                v[i] = 0.9 * v[i] + g[i];',
    '                p[i] -= 0.1 * v[i];',
    '            }',
    '        }',
    '    }',
    '}',
  );

const rust = (key: string, start: string, copied = ''): string =>
  fenced(
    'rust',
    'struct Momentum { v: HashMap<String, Vec<f64>> }',
    'impl Momentum {',
    '    fn step(&mut self, params: &mut HashMap<String, Vec<f64>>, grads: &HashMap<String, Vec<f64>>) {',
    '        for (name, p) in params.iter_mut() {',
    '            let g = &grads[name];',
    `            let mut v = self.v.entry(${key}).or_insert_with(|| ${start})${copied};`,
    '            for i in 0..p.len() {',
    '                v[i] = 0.9 * v[i] + g[i];',
    '                p[i] -= 0.1 * v[i];',
    '            }',
    '        }',
    '    }',
    '}',
  );

test('a state that is put where there is none', () => {
  expect(isCalledRight(java('key', 'new double[p.length]'))).toBe(true);
  expect(isCalledRight(rust('name.clone()', 'vec![0.0; p.len()]'))).toBe(true);
  const wrong = [
    java('"v"', 'new double[p.length]'),
    java('key', 'p'),
    java('key', 'new double[p.length]', 'Map<String, double[]> vs = new HashMap<>();'),
    rust('name.clone()', 'vec![1.0; p.len()]'),
    rust('name.clone()', 'vec![0.0; p.len()]', '.clone()'),
  ];
  expect(wrong.filter((rule) => isCalledRight(rule))).toEqual([]);
});

test('one state for all parameters in Python too', () => {
  const momentum = (key: string): string =>
    fenced(
      'python',
      'class Momentum:',
      '    def __init__(self):',
      '        self.v = {}',
      '    def step(self, params, grads):',
      '        for k, p in params.items():',
      `            v = self.v.setdefault(${key}, np.zeros_like(p))`,
      '            v *= 0.9',
      '            v += grads[k]',
      '            p -= 0.1 * v',
    );
  expect(isCalledRight(momentum('k'))).toBe(true);
  expect(isCalledRight(momentum('"v"'))).toBe(false);
});

/** Rust with numbers that are written out, in a loop whose turns have no name. */
const main = (start: string, gradient: string): string =>
  fenced(
    'rust',
    'fn main() {',
    '    let mut x = vec![2.0, -3.0];',
    `    let mut v = ${start};`,
    '    for _ in 0..300 {',
    `        let g: Vec<f64> = ${gradient};`,
    '        for i in 0..x.len() {',
    '            v[i] = 0.9 * v[i] + g[i];',
    '            x[i] -= 0.1 * v[i];',
    '        }',
    '    }',
    '}',
  );

test('lists that are written out, and a gradient of each entry', () => {
  const gradient = 'x.iter().map(|xi| 2.0 * xi).collect()';
  expect(isCalledRight(main('vec![0.0, 0.0]', gradient))).toBe(true);
  expect(isCalledRight(main('vec![0.0; 2]', 'grad(&x)'))).toBe(true);
  const wrong = [
    main('vec![1.0, 1.0]', gradient),
    main('vec![0.0, -1.0]', gradient),
    main('vec![0.0, 0.0]', 'x.iter().map(|xi| -2.0 * xi).collect()'),
    main('vec![0.0, 0.0]', 'x.iter().map(|xi| 2.0).collect()'),
  ];
  expect(wrong.filter((rule) => isCalledRight(rule))).toEqual([]);
});
