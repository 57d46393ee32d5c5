import { expect, test } from '@jest/globals';
import { effectSummary, showsNothing } from '../../../client/src/features/dates/effectSummary.ts';
import type { SetStanding, StudentChange } from '../../../contract/effects.ts';

const NOW: SetStanding = {
  opensAt: null,
  dueAt: '2026-12-03T19:30:00.000Z',
  acceptedUntil: null,
  releasesAt: null,
  released: false,
  heldBack: {},
  late: false,
  lateDays: 0,
  score: null,
};

/** A release, for students with these scores; undefined for one who handed nothing in. */
const releaseFor = (...scores: (number | null | undefined)[]): StudentChange[] =>
  scores.map((score, index) => {
    const before = { ...NOW, late: score === undefined ? null : false, score: score ?? null };
    const student = { id: `u${index}`, name: `Student ${index}` };
    const set = { slug: 'day-08', title: 'Day 8', before, after: { ...before, released: true } };
    return { student, sets: [set], total: { before: null, after: null } };
  });

test('of a release is said how many see a score and how many have none, never one of the other', () => {
  expect(effectSummary(releaseFor(4, 0, null, undefined))).toBe(
    'Changes 4 students, 2 see their grades, 1 without a score yet',
  );
  expect(effectSummary(releaseFor(null, null))).toBe('Changes 2 students, 2 without a score yet');
});

test('points are gained or lost where there was a score; a score that comes or goes is neither', () => {
  const from = (before: number | null, after: number | null): StudentChange => {
    const set = { slug: 's', title: 'S', before: { ...NOW, score: before }, after: { ...NOW, score: after } };
    const student = { id: `${before} ${after}`, name: 'Ada' };
    return { student, sets: [set], total: { before: null, after: null } };
  };
  expect(effectSummary([from(1, 2), from(0, 3), from(2, 0), from(null, 5), from(4, null)])).toBe(
    'Changes 5 students, 2 gain points, 1 lose points, 1 get a score, 1 without a score from then on',
  );
});

test('a release that shows no score to anybody who handed in is known as one', () => {
  expect(showsNothing(releaseFor(null, null, undefined))).toBe(true);
  expect(showsNothing(releaseFor(null, 0))).toBe(false);
  // Nobody handed in: nobody is told anything.
  expect(showsNothing(releaseFor(undefined))).toBe(false);
  expect(showsNothing([])).toBe(false);
});
