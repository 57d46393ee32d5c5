import { describe, expect, test } from '@jest/globals';
import { percentText, pointsText, toldApart } from '../../../client/src/components/points.ts';

describe('what a number was and is', () => {
  test('is said as every other number where that tells them apart', () => {
    expect(toldApart([1, 0.5], pointsText)).toEqual(['1', '0.5']);
    expect(toldApart([-2, 6.125], pointsText)).toEqual(['−2', '6.13']);
    expect(toldApart([66.72, 66.84], percentText)).toEqual(['66.7 %', '66.8 %']);
  });

  test('is never said alike where it is another one', () => {
    expect(toldApart([66.72, 66.74], percentText)).toEqual(['66.72 %', '66.74 %']);
    expect(toldApart([1 / 3, 0.333], pointsText)).toEqual(['0.3333', '0.333']);
    expect(toldApart([0, -0.0001], pointsText)).toEqual(['0', '−0.0001']);
  });

  test('says none where there was none, and one number as it is', () => {
    expect(toldApart([null, 2], pointsText, 'no score')).toEqual(['no score', '2']);
    expect(toldApart([2 / 3, 2 / 3], pointsText)).toEqual(['0.67', '0.67']);
    expect(toldApart([null, null], percentText)).toEqual(['none', 'none']);
  });
});
