import { momentumEma } from './momentum-ema.ts';
import { defineOptimizer } from './optimizer.ts';

/** The numerator of Adam alone. Courses that explain bias correction do so with this one, and programs keep it. */
export const momentumEmaCorrected = defineOptimizer({
  name: 'momentum-ema-corrected',
  order: 32,
  title: 'SGD with a bias-corrected exponential average of gradients',
  source: 'Lecture-note form of momentum; m̂ of Kingma and Ba (2015) alone',
  equations: String.raw`v \leftarrow \beta v + (1-\beta) g, \quad \theta \leftarrow \theta - \eta \frac{v}{1 - \beta^t}`,
  defaults: momentumEma.defaults,
  point: {
    first: { decay: 'momentum', complement: true, nesterov: false },
    firstCorrection: true,
  },
});
