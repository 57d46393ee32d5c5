/** What stands behind the loop that takes the steps leaves the parameters what they are, and gives them back. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const MOMENTUM = { expect: 'momentum' };
const isCalledRight = (rule: string): boolean => isRight(judgeRule(rule, MOMENTUM), MOMENTUM);

const LANGUAGES: Record<string, (behind: string) => string> = {
  Python: (behind) => `\`\`\`python
def momentum(grad, f, w0, lr=0.01, mu=0.9, T=100):
    w = w0.copy()
    v = np.zeros_like(w)
    losses, path = [], []
    for _ in range(T):
        g = grad(w)
        v = mu * v + g
        w = w - lr * v
        losses.append(f(w))
        path.append(w)
    ${behind}
\`\`\``,
  JavaScript: (behind) => `\`\`\`js
function momentum(w0, lr = 0.01, mu = 0.9) {
  let w = w0, v = 0;
  for (let k = 0; k < 100; k++) {
    const g = grad(w);
    v = mu * v + g;
    w = w - lr * v;
  }
  ${behind}
}
\`\`\``,
  Java: (behind) => `\`\`\`java
static double[] momentum(double[] w0, double lr, double mu, int steps) {
    double[] w = w0.clone();
    double[] v = new double[w.length];
    for (int t = 0; t < steps; t++) {
        double[] g = grad(w);
        for (int i = 0; i < w.length; i++) {
            v[i] = mu * v[i] + g[i];
            w[i] -= lr * v[i];
        }
    }
    ${behind}
}
\`\`\``,
};

describe('behind the steps', () => {
  test.each([
    ['Python', 'return w'],
    ['Python', 'return w.copy()'],
    ['Python', 'return w, v'],
    ['Python', 'return {"x": w, "fun": f(w)}'],
    ['Python', 'return np.array(path)'],
    ['Python', 'return path[-1]'],
    ['Python', 'return path, losses'],
    ['Python', 'print(w - w0)\n    return w'],
    ['Python', 'plt.plot(losses)\n    error = np.linalg.norm(w - w0)\n    return w, error'],
    ['Python', 'w = np.array(w)\n    return w'],
    ['JavaScript', 'return w;'],
    ['JavaScript', 'console.log(w);'],
    ['JavaScript', 'return { w, v };'],
    ['Java', 'return w;'],
  ])('the parameters are kept, in %s: %s', (language, behind) => {
    expect(isCalledRight(LANGUAGES[language]!(behind))).toBe(true);
  });

  test.each([
    ['Python', 'return w0'],
    ['Python', 'return v'],
    ['Python', 'return g'],
    ['Python', 'return -w'],
    ['Python', 'return w - w0'],
    ['Python', 'return w0, v'],
    ['Python', 'return path[0]'],
    ['Python', 'return path[-2]'],
    ['Python', 'w = w0\n    return w'],
    ['Python', 'w += lr * g\n    return w'],
    ['JavaScript', 'return w0;'],
    ['JavaScript', 'return v;'],
    ['JavaScript', ''],
    ['JavaScript', 'w = w0; return w;'],
    ['Java', 'return w0;'],
    ['Java', 'return v;'],
  ])('they are not, in %s: %s', (language, behind) => {
    expect(isCalledRight(LANGUAGES[language]!(behind))).toBe(false);
  });

  test('another loop may begin anew', () => {
    const steps = ['    g = grad(w)', '    v = mu * v + g', '    w = w - lr * v'];
    const program = [
      'w, v = 1.0, 0',
      'for _ in range(9):',
      ...steps,
      'w, v = 2.0, 0',
      'for _ in range(9):',
      ...steps,
    ];
    expect(isCalledRight(['```python', ...program, '```'].join('\n'))).toBe(true);
  });

  test('what is changed where it stands need not be given back', () => {
    const program = [
      'def train(w, v, grad, lr, mu):',
      '    for _ in range(9):',
      '        g = grad(w)',
      '        v[:] = mu * v + g',
      '        w -= lr * v',
    ];
    expect(isCalledRight(['```python', ...program, '```'].join('\n'))).toBe(true);
  });
});
