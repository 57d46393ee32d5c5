import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { followScroll, ScrollLead, type Anchor } from '../../../client/src/features/sheet/scroll.ts';

const from = { clientHeight: 200, scrollHeight: 1000 };
const to = { clientHeight: 300, scrollHeight: 2300 };
const follow = (scrollTop: number, anchors: Anchor[] = []) =>
  followScroll({ ...from, scrollTop }, to, anchors);

describe('following', () => {
  test('both panes begin and end together', () => {
    const anchors: Anchor[] = [
      [100, 900],
      [500, 1000],
    ];
    expect(follow(0, anchors)).toBe(0);
    expect(follow(800, anchors)).toBe(2000);
  });

  test('a block is at the same height of both', () => {
    // Half way: what lies at 400 + 100 of the one is brought to the middle of the other.
    expect(follow(400, [[500, 1700]])).toBe(1700 - 150);
  });

  test('a pane that does not scroll stays', () => {
    expect(followScroll({ ...from, scrollTop: 400 }, { clientHeight: 300, scrollHeight: 300 }, [])).toBe(0);
    expect(followScroll({ clientHeight: 300, scrollHeight: 300, scrollTop: 0 }, to, [])).toBe(0);
  });

  test('anchors out of order are left out', () => {
    expect(
      follow(400, [
        [600, 1800],
        [500, 1700],
        [550, 20],
      ]),
    ).toBe(1550);
  });

  test('it stays within the pane whatever the anchors', () => {
    const anchor = fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 2300 }));
    fc.assert(
      fc.property(
        fc.array(anchor, { maxLength: 8 }),
        fc.integer({ min: 0, max: 800 }),
        (anchors, scrollTop) => {
          const target = follow(scrollTop, anchors);
          expect(target).toBeGreaterThanOrEqual(0);
          expect(target).toBeLessThanOrEqual(2000);
          expect(Number.isFinite(target)).toBe(true);
        },
      ),
    );
  });
});

test('a pane that is moved by the other does not move it back', () => {
  const lead = new ScrollLead(150);
  expect(lead.takes('editor', 0)).toBe(true);
  expect(lead.takes('preview', 10)).toBe(false);
  expect(lead.takes('editor', 100)).toBe(true);
  expect(lead.takes('preview', 200)).toBe(false);
  expect(lead.takes('preview', 260)).toBe(true);
  expect(lead.takes('editor', 300)).toBe(false);
});
