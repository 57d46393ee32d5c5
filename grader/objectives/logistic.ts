import { uniform, type Objective } from './objective.ts';

const EXAMPLES = 24;
const SEED = 7150;

/** Example k: two features in [−1, 1] and a label in {0, 1} that a line with some noise separates. */
const DATA = Array.from({ length: EXAMPLES }, (_, k) => {
  const features = [2 * uniform(SEED, k, 0) - 1, 2 * uniform(SEED, k, 1) - 1] as const;
  const label = features[0] - 2 * features[1] + 0.8 * (uniform(SEED, k, 2) - 0.5) > 0 ? 1 : 0;
  return { features, label };
});

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
const RIDGE = 0.01;

export const logistic: Objective = {
  name: 'logistic',
  title: 'Logistic regression',
  formula: String.raw`f(\theta) = -\tfrac1n \sum_k \log p(y_k \mid x_k, \theta) + \tfrac{0.01}{2} \|\theta\|^2`,
  start: [0.5, 1],
  minimum: null,
  anyDimension: false,
  value: ([a = 0, b = 0]) => {
    const losses = DATA.map(({ features, label }) => {
      const z = a * features[0] + b * features[1];
      return Math.log1p(Math.exp(-Math.abs(z))) + Math.max(z, 0) - label * z;
    });
    return losses.reduce((sum, loss) => sum + loss, 0) / EXAMPLES + (RIDGE / 2) * (a * a + b * b);
  },
  gradient: ([a = 0, b = 0]) => {
    const gradient = Float64Array.of(RIDGE * a, RIDGE * b);
    for (const { features, label } of DATA) {
      const residual = (sigmoid(a * features[0] + b * features[1]) - label) / EXAMPLES;
      gradient[0]! += residual * features[0];
      gradient[1]! += residual * features[1];
    }
    return gradient;
  },
};
