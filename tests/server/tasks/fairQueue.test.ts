/** The law: one person's tasks delay others by their fair share at most, whatever is asked for in whatever order. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FairQueue } from '../../../server/tasks/fairQueue.ts';
import type { Started } from '../../../server/tasks/fairQueue.ts';

const LIMITS = { atOnce: 2, perPerson: 4, waiting: 40, bytes: 1_000 };

interface Play {
  person: string;
  at: number;
  takes: number;
  long: boolean;
}

interface Ran extends Play {
  started: number;
  ended: number;
}

/** Runs plays by a clock of their own. */
function simulate(plays: Play[], atOnce = LIMITS.atOnce) {
  let now = 0;
  const queue = new FairQueue<Play>({ ...LIMITS, atOnce }, () => now);
  const running: (Started<Play> & { until: number; started: number })[] = [];
  const ran: Ran[] = [];
  const refused: Play[] = [];
  const coming = [...plays].sort((a, b) => a.at - b.at);
  const startAll = () => {
    for (let started = queue.next(); started; started = queue.next())
      running.push({ ...started, started: now, until: now + started.task.takes });
    expect(running.length).toBeLessThanOrEqual(atOnce);
    expect(new Set(running.map(({ task }) => task.person)).size).toBe(running.length);
  };
  while (coming.length > 0 || running.length > 0) {
    running.sort((a, b) => a.until - b.until);
    const arrival = coming[0]?.at ?? Infinity;
    if (running[0] && running[0].until <= arrival) {
      const { task, end, until, started } = running.shift()!;
      now = until;
      end();
      ran.push({ ...task, started, ended: until });
    } else {
      const play = coming.shift()!;
      now = play.at;
      if (queue.add({ person: play.person, long: play.long, bytes: 1 }, play) !== null) refused.push(play);
    }
    startAll();
  }
  return { ran, refused };
}

const play = fc.record({
  person: fc.constantFrom('ada', 'emmy', 'mary', 'tess'),
  at: fc.integer({ min: 0, max: 5_000 }),
  takes: fc.integer({ min: 1, max: 10_000 }),
  long: fc.boolean(),
});

describe('whatever is asked for', () => {
  test('each task runs once or is refused, and those of one person in their order, one at a time', () => {
    fc.assert(
      fc.property(fc.array(play, { maxLength: 60 }), (plays) => {
        const { ran, refused } = simulate(plays);
        expect(ran.length + refused.length).toBe(plays.length);
        for (const person of ['ada', 'emmy', 'mary', 'tess']) {
          const own = ran.filter((each) => each.person === person).sort((a, b) => a.started - b.started);
          own.slice(1).reduce((before, each) => {
            expect(each.started).toBeGreaterThanOrEqual(before.ended);
            expect(each.at).toBeGreaterThanOrEqual(before.at);
            return each;
          }, own[0]!);
        }
      }),
      { seed: 13 },
    );
  });

  test('who asked for little waits for no heavy task of others: one process is kept', () => {
    const attacker = fc.constantFrom('a', 'b', 'c', 'd');
    const takes = fc.integer({ min: 5_000, max: 10_000 });
    const hostile = fc.record({
      person: attacker,
      at: fc.integer({ min: 21_000, max: 30_000 }),
      takes,
      long: fc.boolean(),
    });
    // Each of them has used much before, at the latest by the 20th second.
    const first = ['a', 'b', 'c', 'd'].map((person) => ({ person, at: 0, takes: 5_000, long: false }));
    fc.assert(
      fc.property(
        fc.array(hostile, { maxLength: 30 }),
        fc.integer({ min: 30_000, max: 40_000 }),
        (attack, at) => {
          const { ran } = simulate([...first, ...attack, { person: 'ada', at, takes: 20, long: false }]);
          expect(ran.find(({ person }) => person === 'ada')!.started).toBe(at);
        },
      ),
      { seed: 13 },
    );
  });

  test('who has used least is next', () => {
    const plays = [
      ...Array.from({ length: 4 }, () => ({ person: 'ada', at: 0, takes: 400, long: false })),
      { person: 'emmy', at: 0, takes: 400, long: false },
      { person: 'mary', at: 1, takes: 10, long: false },
    ];
    const { ran } = simulate(plays);
    expect(ran.find(({ person }) => person === 'mary')!.started).toBe(400);
  });
});

describe('limits', () => {
  const ask = (person: string, bytes = 1) => ({ person, long: false, bytes });

  test('of a person, of all, and of bytes', () => {
    const queue = new FairQueue<number>({ atOnce: 2, perPerson: 2, waiting: 4, bytes: 100 }, () => 0);
    expect([1, 2, 3].map((n) => queue.add(ask('ada'), n))).toEqual([null, null, 'person']);
    expect(queue.add(ask('emmy', 99), 4)).toBe('all');
    expect(queue.add(ask('emmy', 98), 5)).toBeNull();
    expect(queue.add(ask('mary', 0), 6)).toBeNull();
    expect(queue.add(ask('mary', 0), 7)).toBe('all');
    expect(queue.clear()).toEqual([1, 2, 5, 6]);
    expect(queue.add(ask('emmy', 1_000), 8)).toBeNull();
  });
});
