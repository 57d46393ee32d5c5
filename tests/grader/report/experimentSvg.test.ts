/** The figure as an image: it needs nothing beside it, and an upload takes it as it is. */
import { expect, test } from '@jest/globals';
import type { Experiment } from '../../../contract/report.ts';
import { experimentSvg } from '../../../grader/report/experimentSvg.ts';
import { safeSvg } from '../../../server/features/images/inspect/svg.ts';

const EXPERIMENT: Experiment = {
  epochs: 2,
  stepsAnEpoch: 8,
  pointsAnEpoch: 4,
  closeUp: 1,
  curves: ['plain & simple', 'with <dropout>'].flatMap((variant) =>
    ['AdaGrad', 'Adam'].map((rule, i) => ({
      id: `${rule}/${variant}`,
      rule,
      variant,
      yours: [2, 1.5, 1, 0.9, 0.8, 0.7, null, null],
      reference: [2, 1.4, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4],
      partsAt: i === 0 ? 3 : null,
    })),
  ),
  claims: [],
};

test('every panel with its curves, made safe without losing any of them', () => {
  const svg = experimentSvg(EXPERIMENT);
  const lines = (text: string) => [...text.matchAll(/stroke-dasharray/g)].length;
  // Two variants, the close-up and the whole, two references each, and the legend.
  expect(lines(svg)).toBe(9);
  expect(svg).toContain('The first epoch, with &lt;dropout&gt;');
  const safe = safeSvg(svg);
  expect(safe).toMatchObject({ ok: true });
  if (!safe.ok) return;
  expect(lines(safe.svg)).toBe(9);
  expect(safe.svg).toContain('2 epochs, plain &amp; simple');
});
