/** The picture of a rule and the suggested rubric item come from one reading. */
import { expect, test } from '@jest/globals';
import { adviseOnRule } from '../../../grader/answers/advice.ts';
import type { Convention } from '../../../grader/terms.ts';
import { compareSources } from '../../../grader/rules/sources.ts';

const RUBRIC = [
  { text: 'Correct', points: 0 },
  { text: 'The update rule is missing or wrong', points: -1 },
];

const VELOCITY: readonly Convention[] = [
  'heavy-ball',
  'ema-momentum',
  'learning-rate-inside-velocity',
  'learning-rate-outside-velocity',
];

/** Rules that are right by the convention of their question, its reference's own included. */
const RIGHT: [string, string, readonly Convention[], string][] = [
  [
    'Algorithm 8.3, which the reference of Nesterov momentum names as its source',
    'nesterov',
    [],
    String.raw`$$v \leftarrow \alpha v - \epsilon \nabla f(\theta + \alpha v)$$ $$\theta \leftarrow \theta + v$$`,
  ],
  [
    'the same with time indices',
    'nesterov',
    ['learning-rate-outside-velocity'],
    String.raw`$$v_{t} = \mu v_{t-1} - \eta \nabla f(\theta_{t-1} + \mu v_{t-1}), \theta_t = \theta_{t-1} + v_t$$`,
  ],
  [
    'Algorithm 8.2',
    'momentum',
    [],
    String.raw`$$v \leftarrow \alpha v - \epsilon g$$ $$\theta \leftarrow \theta + v$$`,
  ],
  [
    'heavy ball with the rate outside',
    'momentum',
    [],
    String.raw`$$v \leftarrow \alpha v + g$$ $$\theta \leftarrow \theta - \epsilon v$$`,
  ],
  [
    'an average of gradients where the question accepts it',
    'momentum',
    VELOCITY,
    String.raw`$$v \leftarrow \alpha v + (1-\alpha) g$$ $$\theta \leftarrow \theta - \epsilon v$$`,
  ],
  [
    'epsilon outside of the root',
    'rmsprop',
    [],
    String.raw`$$r \leftarrow \rho r + (1-\rho) g \odot g$$ $$\theta \leftarrow \theta - \frac{\epsilon}{\delta + \sqrt{r}} \odot g$$`,
  ],
  [
    'no epsilon where the question accepts it',
    'rmsprop',
    ['no-epsilon'],
    String.raw`$$r \leftarrow \rho r + (1-\rho) g \odot g$$ $$\theta \leftarrow \theta - \frac{\epsilon}{\sqrt{r}} \odot g$$`,
  ],
];

test.each(RIGHT)('%s is right in the picture and costs nothing', (_, optimizer, accepts, answer) => {
  const { suggestedItem } = adviseOnRule(answer, { optimizer, accepts }, RUBRIC);
  const { sources } = compareSources(
    { answer, macros: {}, name: 'the rule' },
    { optimizer, accepts: [...accepts] },
    null,
  );
  expect(suggestedItem).toBe(0);
  expect(sources.find(({ source }) => source === 'written')).toMatchObject({ right: true });
});

test.each([
  [
    'rmsprop',
    String.raw`$$r \leftarrow \rho r + (1-\rho) g \odot g$$ $$\theta \leftarrow \theta - \frac{\epsilon}{\delta + r} \odot g$$`,
  ],
  [
    'rmsprop',
    String.raw`$$r \leftarrow \rho r + (1-\rho) g \odot g$$ $$\theta \leftarrow \theta - \frac{\epsilon}{\sqrt{\delta + r}} \odot g$$`,
  ],
  [
    'momentum',
    String.raw`$$v \leftarrow \alpha v + (1-\alpha) g$$ $$\theta \leftarrow \theta - \epsilon v$$`,
  ],
  ['momentum', String.raw`$$v \leftarrow \alpha v - \epsilon g$$ $$\theta \leftarrow \theta - v$$`],
])('a rule for %s that costs points is wrong in the picture, too', (optimizer, answer) => {
  expect(adviseOnRule(answer, { optimizer, accepts: [] }, RUBRIC).suggestedItem).toBe(1);
  const { sources } = compareSources(
    { answer, macros: {}, name: 'the rule' },
    { optimizer, accepts: [] },
    null,
  );
  expect(sources.find(({ source }) => source === 'written')).toMatchObject({ right: false });
});
