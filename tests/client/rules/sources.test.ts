import { describe, expect, test } from '@jest/globals';
import type { RuleReading, RuleSource, RuleSources } from '../../../contract/rules.ts';
import { frameOf, nameLines, type Point } from '../../../client/src/components/plot/trajectory.ts';
import { partingsOf, stepsOf } from '../../../client/src/components/plot/picture.ts';
import { lookOf } from '../../../client/src/features/rules/readingWords.ts';
import { LOOKS, pictureOfSources, summaryOf } from '../../../client/src/features/rules/sourcesPicture.ts';

const source = (given: Partial<RuleSource> & Pick<RuleSource, 'source'>): RuleSource => ({
  name: given.source,
  points: [
    [1, 2],
    [0.5, 1],
    [0.25, 0.5],
  ],
  losses: [3, 2, 1],
  partsAt: null,
  because: '',
  right: true,
  ...given,
});
const paper = source({ source: 'paper', name: 'RMSProp' });
const rootless = source({
  source: 'written',
  partsAt: 1,
  because: 'the denominator: no square root',
  right: false,
  points: [
    [1, 2],
    [3, 4],
    [null, null],
  ],
});
const code = source({ source: 'code', partsAt: 2, because: 'epsilon inside the root', right: true });
const comparison = (...sources: RuleSource[]): RuleSources => ({
  objective: 'quadratic',
  hyperparameters: {},
  sources,
  remarks: [],
});

describe('a picture of the three sources', () => {
  const picture = pictureOfSources(comparison(paper, rootless, code));
  test('draws the paper last, on top, and has a look for each', () => {
    expect(picture.paths.map(({ look }) => look.name)).toEqual(['code', 'written', 'paper']);
    for (const part of ['colour', 'dash', 'shape'] as const)
      expect(new Set(Object.values(LOOKS).map((look) => look[part])).size).toBe(3);
  });
  test('marks where they part, the fault apart from the convention', () => {
    expect(partingsOf(picture)).toEqual([1, 2]);
    expect(picture.paths.map(({ accepted }) => accepted)).toEqual([true, false, true]);
    expect(stepsOf(picture)).toBe(2);
  });
});

describe('the sentence', () => {
  test('says of each where and in which term it parts', () => {
    expect(summaryOf(comparison(paper, rootless, code))).toBe(
      'Over 2 steps, the written rule parts from the paper at step 1 (the denominator: no square root); the code parts from the paper at step 2 (epsilon inside the root).',
    );
  });
  test('says that a rule agrees, or that there is none', () => {
    expect(summaryOf(comparison(paper, source({ source: 'written' })))).toBe(
      'Over 2 steps, the written rule agrees with the paper.',
    );
    const beside = source({ source: 'written', because: 'For b: this is SGD, but uphill.', right: false });
    expect(summaryOf(comparison(paper, beside))).toBe(
      'Over 2 steps, the written rule agrees with the paper as far as it is drawn (For b: this is SGD, but uphill).',
    );
    expect(summaryOf(comparison(paper))).toBe('Over 2 steps, the paper’s algorithm alone.');
  });
});

describe('names at lines', () => {
  const line = (...rows: [number, number][]): Point[] => rows.map(([x, y], step) => ({ step, x, y }));
  const straight = line([1, 1], [0.5, 0.5], [0, 0]);
  const bent = line([1, 1], [-1, 1], [0, 0]);
  const names = (...lines: Point[][]) =>
    nameLines(
      lines.map((points, index) => ({ name: 'abc'.charAt(index), points })),
      frameOf(straight, bent, null),
    );
  test('are shared by lines that lie on each other', () => {
    expect(names(straight, bent, straight)).toMatchObject([
      { name: 'a and c', line: 0 },
      { name: 'b', line: 1, at: { x: -1, y: 1 } },
    ]);
  });
  test('are one where all lie on each other', () => {
    expect(names(straight, straight, straight)).toMatchObject([{ name: 'a, b and c', at: { x: 1, y: 1 } }]);
  });
});

test('a reading is a tick, a triangle or a ring, and only a right one needs no more words', () => {
  const reading = (understood: boolean, right: boolean): RuleReading => ({
    understood,
    right,
    headline: '',
    message: '',
    remarks: [],
  });
  expect(lookOf(reading(true, true))).toEqual({ status: 'passed', brief: true });
  expect(lookOf(reading(true, false))).toEqual({ status: 'late', brief: false });
  expect(lookOf(reading(false, false))).toEqual({ status: 'ungraded', brief: false });
});
