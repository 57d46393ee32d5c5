/** What a loop goes through side by side stands in one order, and all of it is gone through: each parameter has its own gradient and state. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const MOMENTUM = { expect: 'momentum' };
const isCalledRight = (rule: string): boolean => isRight(judgeRule(rule, MOMENTUM), MOMENTUM);

const zipped = (over: string): string => `\`\`\`python
def step(params, grads, v, lr=0.01, mu=0.9):
    for p, g, u in ${over}:
        u *= mu
        u += g
        p -= lr * u
\`\`\``;

const counted = (header: string, state: string, gradient: string): string => `\`\`\`python
class Momentum:
    def __init__(self, params, lr=0.01, mu=0.9):
        self.params, self.lr, self.mu = params, lr, mu
        self.v = [np.zeros_like(p) for p in params]
    def step(self, grads):
        for ${header}:
            self.v[${state}] = self.mu * self.v[${state}] + ${gradient}
            p -= self.lr * self.v[${state}]
\`\`\``;

const rust = (header: string): string => `\`\`\`rust
struct Momentum { lr: f64, mu: f64, v: Vec<f64> }
impl Momentum {
    fn new(n: usize, lr: f64, mu: f64) -> Self {
        Momentum { lr, mu, v: vec![0.0; n] }
    }
    fn step(&mut self, w: &mut Vec<f64>, g: &[f64]) {
        for ${header} {
            *v = self.mu * *v + g;
            *w -= self.lr * *v;
        }
    }
}
\`\`\``;

const go = (header: string): string => `\`\`\`go
type Momentum struct {
	lr, mu float64
	v []float64
}

func NewMomentum(n int) *Momentum {
	return &Momentum{lr: 0.01, mu: 0.9, v: make([]float64, n)}
}

func (o *Momentum) Step(w, g []float64) {
	for i := range ${header} {
		o.v[i] = o.mu*o.v[i] + g[i]
		w[i] -= o.lr * o.v[i]
	}
}
\`\`\``;

describe('a loop over parameters, gradients and states', () => {
  test.each([
    zipped('zip(params, grads, v)'),
    zipped('list(zip(params, grads, v))'),
    zipped('zip(reversed(params), reversed(grads), reversed(v))'),
    zipped('zip(params[::-1], grads[::-1], v[::-1])'),
    zipped('reversed(list(zip(params, grads, v)))'),
    counted('i, (p, g) in enumerate(zip(self.params, grads))', 'i', 'g'),
    counted('i, p in enumerate(self.params)', 'i', 'grads[i]'),
    counted('i, p in enumerate(self.params, 1)', 'i - 1', 'grads[i - 1]'),
    rust('((w, v), g) in w.iter_mut().zip(self.v.iter_mut()).zip(g.iter())'),
    go('w'),
    go('w[:]'),
  ])('in one order: %s', (rule) => {
    expect(isCalledRight(rule)).toBe(true);
  });

  test.each([
    zipped('zip(params, grads[::-1], v)'),
    zipped('zip(params, grads, reversed(v))'),
    zipped('zip(params, sorted(grads), v)'),
    zipped('zip(params, v, grads)'),
    counted('i, (p, g) in enumerate(zip(self.params, reversed(grads)))', 'i', 'g'),
    counted('i, p in enumerate(reversed(self.params))', 'i', 'grads[i]'),
    rust('((w, v), g) in w.iter_mut().zip(self.v.iter_mut()).zip(g.iter().rev())'),
  ])('in different orders: %s', (rule) => {
    expect(isCalledRight(rule)).toBe(false);
  });

  test.each([
    counted('i, (p, g) in enumerate(zip(self.params, grads), 1)', 'i', 'g'),
    counted('i, p in enumerate(self.params, 1)', 'i', 'grads[i]'),
    counted('i, p in enumerate(self.params)', 'i', 'grads[i - 1]'),
    counted('i, p in enumerate(self.params)', 'i', 'grads[-i]'),
  ])('with another entry beside each: %s', (rule) => {
    expect(isCalledRight(rule)).toBe(false);
  });

  test.each([
    zipped('zip(params[1:], grads[1:], v[1:])'),
    zipped('zip(params[:-1], grads, v)'),
    zipped('list(zip(params, grads, v))[:-1]'),
    zipped('itertools.islice(zip(params, grads, v), 2)'),
    counted('i, (p, g) in enumerate(zip(self.params[1:], grads[1:]))', 'i', 'g'),
    rust('((w, v), g) in w.iter_mut().zip(self.v.iter_mut()).zip(g.iter().skip(1))'),
    rust('((w, v), g) in w.iter_mut().zip(self.v.iter_mut()).zip(g.iter()).take(3)'),
    go('w[1:]'),
  ])('of some of them: %s', (rule) => {
    expect(isCalledRight(rule)).toBe(false);
  });

  test('goes through some of the data as it likes', () => {
    const program = [
      'v = 0',
      'for x, y in zip(X[:100], Y[:100]):',
      '    g = grad(w, x, y)',
      '    v = mu * v + g',
      '    w -= lr * v',
    ];
    expect(isCalledRight(['```python', ...program, '```'].join('\n'))).toBe(true);
  });
});
