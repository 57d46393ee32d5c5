/** Laws of whose text is tried, how often, and what is remembered; and of the way between server and trier. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { handTrialsOn } from '../../../scripts/lib/trials.ts';
import { Allowance } from '../../../server/features/tries/allowance.ts';
import { Desk, Later, NOT_NOW } from '../../../server/features/tries/desk.ts';
import { Kept } from '../../../server/features/tries/kept.ts';
import { createLog } from '../../../server/log.ts';
import type { Trial } from '../../../server/trials/messages.ts';
import { openTrier } from '../../../server/trials/trier.ts';

const PEOPLE = ['ada', 'emmy', 'sofia', 'mary'];
/** Who asks, or `null`: one of those being served is done. */
const events = fc.array(fc.option(fc.constantFrom(...PEOPLE), { freq: 3 }), { maxLength: 60 });

test('the desk serves one text a person at a time, the latest, in the order in which people came', async () => {
  await fc.assert(
    fc.asyncProperty(events, fc.integer({ min: 1, max: 3 }), async (asks, most) => {
      const desk = new Desk(most, Infinity);
      const open: { person: string; text: number; end: () => void }[] = [];
      const begun: { person: string; text: number }[] = [];
      const answers: Promise<{ text: number; answer: unknown }>[] = [];
      const last = new Map<string, number>();
      const ask = (person: string, text: number) => {
        last.set(person, text);
        const answer = desk.serve(person, async () => {
          begun.push({ person, text });
          await new Promise<void>((end) => open.push({ person, text, end }));
          return text;
        });
        answers.push(answer.then((given) => ({ text, answer: given })));
      };
      const settle = () => new Promise((done) => setImmediate(done));
      for (const [text, person] of asks.entries()) {
        if (person === null) open.shift()?.end();
        else ask(person, text);
        await settle();
        expect(open.length).toBeLessThanOrEqual(most);
        expect(new Set(open.map((each) => each.person)).size).toBe(open.length);
      }
      while (open.length > 0) {
        open.shift()!.end();
        await settle();
      }
      const given = await Promise.all(answers);
      // Everybody's last text was tried, and every other was either tried or replaced by a later one.
      for (const [, text] of last) expect(given.find((each) => each.text === text)?.answer).toBe(text);
      for (const { text, answer } of given) expect([text, 'replaced']).toContain(answer);
      // Of one person none is begun after a later one.
      for (const person of PEOPLE) {
        const texts = begun.filter((each) => each.person === person).map((each) => each.text);
        expect(texts).toEqual([...texts].sort((a, b) => a - b));
      }
    }),
    { numRuns: 60 },
  );
});

test('who would wait for longer than a picture is worth is told when to come; those who wait keep their places', async () => {
  let now = 0;
  const desk = new Desk(1, 150, () => now);
  const order: string[] = [];
  const ends: (() => void)[] = [];
  const serve = (person: string) =>
    desk.serve(person, async () => {
      order.push(person);
      await new Promise<void>((end) => ends.push(end));
      return person;
    });
  const settle = () => new Promise((done) => setImmediate(done));
  // Turns of 100 ms each, until that is what is expected.
  for (let turn = 0; turn < 60; turn++) {
    const served = serve('ada');
    await settle();
    now += 100;
    ends.shift()!();
    await served;
  }
  const first = serve('ada');
  const replaced = serve('emmy');
  const told = await serve('mary');
  if (!(told instanceof Later)) throw new Error('let in');
  // Two turns of 100 ms, and a little before their own.
  expect(told.ms).toBe(200);
  const second = serve('emmy');
  expect(await replaced).toBe('replaced');
  now += 100;
  await settle();
  ends.shift()!();
  expect(await first).toBe('ada');
  // One place has become free.
  await settle();
  const third = serve('mary');
  for (let turn = 0; turn < 2; turn++) {
    await settle();
    ends.shift()!();
  }
  expect(await Promise.all([second, third])).toEqual(['emmy', 'mary']);
  expect(order.slice(60)).toEqual(['ada', 'emmy', 'mary']);
});

test('however many come, those who are let in begin about as soon as was said', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ at: fc.nat(2_000), takes: fc.integer({ min: 10, max: 60 }) }), {
        minLength: 60,
        maxLength: 120,
      }),
      async (comers) => {
        let now = 0;
        const [most, patience] = [2, 200];
        const desk = new Desk(most, patience, () => now);
        const playing: { until: number; end: () => void }[] = [];
        const waits: number[] = [];
        let crowded = 0;
        const settle = () => new Promise((done) => setImmediate(done));
        const sorted = comers.toSorted((a, b) => a.at - b.at);
        const endBy = async (moment: number) => {
          for (;;) {
            const next = playing.toSorted((a, b) => a.until - b.until)[0];
            if (!next || next.until > moment) return;
            now = Math.max(now, next.until);
            playing.splice(playing.indexOf(next), 1);
            next.end();
            await settle();
          }
        };
        for (const [person, { at, takes }] of sorted.entries()) {
          await endBy(at);
          now = at;
          void desk
            .serve(`person ${person}`, async () => {
              waits.push(now - at);
              await new Promise<void>((end) => playing.push({ until: now + takes, end }));
            })
            .then((answer) => answer instanceof Later && crowded++);
          await settle();
        }
        await endBy(Infinity);
        expect(waits.length + crowded).toBe(comers.length);
        // By the longest turn instead of the usual one.
        expect(Math.max(...waits)).toBeLessThanOrEqual((patience / 10) * 60);
        expect(crowded === 0 || waits.length > 0).toBe(true);
      },
    ),
    { numRuns: 30 },
  );
});

/** A class that writes, and asks when it is told to. Turns take as long as `takes` says of the moment. */
async function play({ people, pause, takes, until }: Play): Promise<Seen> {
  let now = 0;
  const desk = new Desk(2, 200, () => now);
  const seen: Seen = { served: Array.from({ length: people }, () => []), refused: 0, idle: 0 };
  const due: { at: number; happen: () => void }[] = [];
  const after = (ms: number, happen: () => void) => due.push({ at: now + ms, happen });
  let playing = 0;
  const ask = async (person: number): Promise<void> => {
    const answer = await desk.serve(`person ${person}`, async () => {
      const ms = takes(now);
      playing += 1;
      await new Promise<void>((done) => after(ms ?? 50, done));
      playing -= 1;
      return ms === null ? NOT_NOW : 'served';
    });
    if (answer instanceof Later) {
      seen.refused += 1;
      after(answer.ms, () => void ask(person));
    } else {
      seen.served[person]!.push(now);
      after(pause, () => void ask(person));
    }
  };
  for (let person = 0; person < people; person++) after((pause * person) / people, () => void ask(person));
  while (due.length > 0) {
    const next = due.reduce((least, other) => (other.at < least.at ? other : least));
    if (next.at > until) break;
    if (playing === 0) seen.idle += next.at - now;
    now = next.at;
    due.splice(due.indexOf(next), 1);
    next.happen();
    await new Promise((done) => setImmediate(done));
  }
  return seen;
}

interface Play {
  people: number;
  pause: number;
  /** Milliseconds of a turn; null while nothing can be done. */
  takes: (now: number) => number | null;
  until: number;
}

interface Seen {
  /** When each person was. */
  served: number[][];
  refused: number;
  idle: number;
}

test('more people than can be served come as often as each other, seldom in vain, and the desk is never idle for long', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 20, max: 120 }),
      fc.integer({ min: 20, max: 90 }),
      async (people, ms) => {
        const until = 40_000;
        const { served, refused, idle } = await play({ people, pause: 500, takes: () => ms, until });
        const counts = served.map(({ length }) => length);
        const all = counts.reduce((sum, count) => sum + count, 0);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(
          Math.max(2, 0.25 * Math.max(...counts)),
        );
        // Once for each picture, and a few times until it is known how long turns take.
        expect(refused).toBeLessThanOrEqual(1.5 * all + 3 * people);
        if ((people * ms) / 2 > 1_000) expect(idle).toBeLessThan(0.1 * until);
      },
    ),
    { numRuns: 15 },
  );
});

test('when turns take less than they did, or have to wait now and then, it is noticed soon', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 60, max: 120 }),
      fc.integer({ min: 200, max: 600 }),
      fc.integer({ min: 0, max: 300 }),
      async (people, slow, pauses) => {
        const [quick, slowUntil, until] = [20, 5_000, 25_000];
        // Every second the first turns wait until whoever goes first is done.
        const takes = (now: number) => (now < slowUntil ? slow : quick + Math.max(0, pauses - (now % 1_000)));
        const { served } = await play({ people, pause: 1_000, takes, until });
        const atTheEnd = served.flat().filter((at) => at > slowUntil + 8_000).length;
        const left = (until - slowUntil - 8_000) / 1_000;
        const possible = Math.min(people, (2 * (1_000 - pauses)) / quick);
        expect(atTheEnd).toBeGreaterThan(0.6 * possible * left);
      },
    ),
    { numRuns: 15 },
  );
});

test('while nothing can be done people look seldom, and it is noticed when something can', async () => {
  const [opens, people] = [60_000, 100];
  const { served, refused } = await play({
    people,
    pause: 3_000,
    takes: (now) => (now < opens ? null : 20),
    until: opens + 15_000,
  });
  // A class that asked again every second would be refused 6,000 times.
  expect(refused).toBeLessThan(2_000);
  for (const times of served) expect(times[0]).toBeLessThan(opens + 10_000);
});

test('who came when told and could not be served comes before those who came later', async () => {
  let now = 0;
  const desk = new Desk(1, 100, () => now);
  const toldTo = async (person: string, work: () => Promise<typeof NOT_NOW>) => {
    const told = await desk.serve(person, work);
    if (!(told instanceof Later)) throw new Error(`${person} was served`);
    return told.ms;
  };
  const notNow = () => Promise.resolve(NOT_NOW);
  now += await toldTo('ada', notNow);
  const served: string[] = [];
  const ends: (() => void)[] = [];
  const come = (person: string) =>
    desk.serve(person, async () => {
      served.push(person);
      await new Promise<void>((end) => ends.push(end));
      return person;
    });
  const others = Array.from({ length: 40 }, (_, i) => come(`person ${i}`));
  const ada = come('ada');
  for (let isOver = false; !isOver;) {
    await new Promise((done) => setImmediate(done));
    isOver = ends.length === 0;
    ends.shift()?.();
  }
  expect(await ada).toBe('ada');
  // Of those who came after her most were told to come later, each after the one before.
  const late = (await Promise.all(others)).flatMap((each) => (each instanceof Later ? [each.ms] : []));
  expect(late).toHaveLength(41 - served.length);
  expect(late.length).toBeGreaterThan(30);
  expect(late).toEqual(late.toSorted((a, b) => a - b));
});

test('a work that fails makes room for the next', async () => {
  const desk = new Desk(1, 10);
  await expect(desk.serve('ada', () => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
  expect(await desk.serve('ada', () => Promise.resolve('served'))).toBe('served');
});

test('in no minute does anybody get more than twice their allowance, and whoever waits as told gets theirs', () => {
  const pauses = fc.array(fc.tuple(fc.constantFrom(...PEOPLE), fc.integer({ min: 0, max: 20_000 })), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(pauses, fc.integer({ min: 1, max: 30 }), (asks, perMinute) => {
      let now = 0;
      const allowance = new Allowance(perMinute, () => now);
      const taken = new Map<string, number[]>();
      for (const [person, pause] of asks) {
        now += pause;
        const seconds = allowance.take(person, 1);
        if (seconds > 0) {
          // Rounded up to a millisecond: the clock of a page is no finer.
          now += Math.ceil(seconds * 1000);
          expect(allowance.take(person, 1)).toBe(0);
        }
        taken.set(person, [...(taken.get(person) ?? []), now]);
      }
      for (const times of taken.values())
        for (const end of times)
          expect(times.filter((at) => at > end - 60_000 && at <= end).length).toBeLessThanOrEqual(
            2 * perMinute,
          );
    }),
    // Sums that rounding leaves a little short.
    {
      examples: [
        [
          [
            ['emmy', 0],
            ['emmy', 197],
            ['emmy', 0],
          ],
          2,
        ],
      ],
    },
  );
});

test('what is kept is what was used last, within the room', () => {
  const uses = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.integer({ min: 1, max: 6 })));
  fc.assert(
    fc.property(uses, (sets) => {
      const kept = new Kept<number>(10);
      let expected: [string, number][] = [];
      for (const [key, size] of sets) {
        kept.set(key, size, size);
        expected = [...expected.filter(([other]) => other !== key), [key, size]];
        while (expected.reduce((sum, [, each]) => sum + each, 0) > 10) expected.shift();
      }
      for (const key of ['a', 'b', 'c', 'd', 'e']) expect(kept.get(key)).toBe(new Map(expected).get(key));
      kept.set('huge', 11, 11);
      expect(kept.get('huge')).toBeUndefined();
    }),
  );
});

const TRIAL = { file: { name: 'optim.py', text: '' } } as Trial;

/** Two ends that the supervisor has of a process. */
function end() {
  const listeners: ((message: unknown) => void)[] = [];
  const ends: (() => void)[] = [];
  const got: unknown[] = [];
  let isThere = true;
  return {
    got,
    say: (message: unknown) => listeners.forEach((listener) => listener(message)),
    die: () => {
      isThere = false;
      ends.forEach((listener) => listener());
    },
    send: (message: unknown) => {
      if (isThere) got.push(message);
      return isThere;
    },
    hear: (listener: (message: unknown) => void) => void listeners.push(listener),
    onEnd: (listener: () => void) => void ends.push(listener),
  };
}

test('a trier that dies, is not there or says nonsense leaves nobody waiting', async () => {
  const server = end();
  const trier = end();
  handTrialsOn([server], trier);
  const heard: ((message: unknown) => void)[] = [];
  const asServer = openTrier(
    { send: (message) => server.say(message), hear: (listener) => void heard.push(listener) },
    createLog('test', 'silent'),
  );
  const deliver = () => {
    for (const message of server.got.splice(0)) heard.forEach((listener) => listener(message));
  };
  const first = asServer.play(TRIAL);
  expect(trier.got).toMatchObject([{ toTrier: { trial: TRIAL } }]);
  trier.say({ fromTrier: { kind: 'played', id: randomUUID(), played: { record: 'forged' } } });
  trier.say('nonsense');
  deliver();
  trier.die();
  deliver();
  expect(await first).toEqual({ kind: 'lost' });
  const second = asServer.play(TRIAL);
  deliver();
  expect(await second).toEqual({ kind: 'lost' });
});

test('parts of one thing count once, each of them once; others in between change nothing of it', () => {
  let now = 0;
  const allowance = new Allowance(6, () => now);
  const run = (of: string, ...names: string[]) => names.map((name) => allowance.take('ada', 3, { of, name }));
  expect(run('first', 'sgd', 'adam', 'rmsprop')).toEqual([0, 0, 0]);
  expect(allowance.take('ada', 0.5)).toBe(0);
  expect(run('first', 'adagrad')).toEqual([0]);
  // Of 2.5 that are left: another text, and a part that was asked for before, are as much again.
  expect(run('second', 'sgd')).toEqual([5]);
  expect(run('first', 'sgd')).toEqual([5]);
  now += 5_000;
  expect(run('second', 'sgd', 'adam')).toEqual([0, 0]);
  // The first is no more the last one.
  expect(run('first', 'lamb')).toEqual([30]);
  expect(allowance.take('emmy', 3, { of: 'second', name: 'rmsprop' })).toBe(0);
});
