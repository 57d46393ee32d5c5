/** Laws of when a page asks what a text does. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { TryOutcome } from '../../../contract/tries.ts';
import { Asker, type Clock, type Heard } from '../../../client/src/features/code/live/asker.ts';

const settle = () => new Promise((done) => setImmediate(done));
const TRIED = { kind: 'tried' } as TryOutcome;

/** Time that goes on when it is told to. */
class Hours implements Clock {
  #now = 0;
  #sleepers: { until: number; wake: () => void }[] = [];

  now = () => this.#now;
  sleep = (ms: number, signal: AbortSignal) =>
    new Promise<void>((wake) => {
      this.#sleepers.push({ until: this.#now + ms, wake });
      signal.addEventListener('abort', () => wake());
    });

  async goOn(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await settle();
      const next = this.#sleepers.toSorted((a, b) => a.until - b.until)[0];
      if (!next || next.until > end) break;
      this.#sleepers.splice(this.#sleepers.indexOf(next), 1);
      this.#now = Math.max(this.#now, next.until);
      next.wake();
    }
    this.#now = end;
    await settle();
  }
}

/** A page with a server that answers when, and what, it is told to. */
function page(here: (wanted: number) => TryOutcome | null = () => null) {
  const hours = new Hours();
  const asked: { wanted: number; at: number; answer: (outcome: TryOutcome | Error) => void }[] = [];
  const heard: Heard<number>[] = [];
  const asker = new Asker<number>(
    {
      here: (wanted) => Promise.resolve(here(wanted)),
      there: (wanted) =>
        new Promise((resolve, reject) => {
          const answer = (outcome: TryOutcome | Error) =>
            outcome instanceof Error ? reject(outcome) : resolve(outcome);
          asked.push({ wanted, at: hours.now(), answer });
        }),
      heard: (each) => heard.push(each),
      passes: (error) => (error as Error).message === 'passing',
    },
    hours,
  );
  return { asker, hours, asked, heard };
}

test('whatever is written and answered: one request at a time, never before the named moment, and the newest text is asked for in the end', async () => {
  const outcomes = fc.oneof(
    fc.constant(TRIED),
    fc.double({ min: 0.2, max: 5, noNaN: true }).map((seconds): TryOutcome => ({ kind: 'crowded', seconds })),
  );
  const events = fc.array(
    fc.oneof(
      fc.record({ does: fc.constant('writes' as const), after: fc.nat(2000) }),
      fc.record({ does: fc.constant('answers' as const), after: fc.nat(2000), outcome: outcomes }),
    ),
    { maxLength: 60 },
  );
  await fc.assert(
    fc.asyncProperty(events, async (happenings) => {
      const { asker, hours, asked, heard } = page();
      let [text, answered, from] = [0, 0, 0];
      const answer = (outcome: TryOutcome) => {
        asked[answered++]!.answer(outcome);
        from = outcome.kind === 'crowded' ? hours.now() + 1000 * outcome.seconds : 0;
      };
      const check = () => {
        expect(asked.length - answered).toBeLessThanOrEqual(1);
        if (asked.length > answered) expect(asked.at(-1)!.at).toBeGreaterThanOrEqual(from);
      };
      for (const happening of happenings) {
        await hours.goOn(happening.after);
        check();
        if (happening.does === 'writes') {
          asker.want(++text);
          const before = asked.length;
          await settle();
          if (asked.length > before) expect(asked.at(-1)!.wanted).toBe(text);
        } else if (asked.length > answered) answer(happening.outcome);
      }
      await hours.goOn(10_000);
      while (asked.length > answered) {
        check();
        answer(TRIED);
        await hours.goOn(10_000);
      }
      if (text > 0) expect(heard.at(-1)).toMatchObject({ wanted: text, answer: TRIED });
      expect(asked.map(({ wanted }) => wanted)).toEqual(
        asked.map(({ wanted }) => wanted).toSorted((a, b) => a - b),
      );
    }),
    { numRuns: 60 },
  );
});

test('a text that is slow to be tried is not given up for the next: whoever never pauses for long sees pictures, too', async () => {
  const { asker, hours, asked, heard } = page();
  for (let text = 1; text <= 8; text++) {
    asker.want(text);
    await hours.goOn(400);
    if (text % 4 === 0) asked.at(-1)!.answer(TRIED);
  }
  await settle();
  expect(heard.map(({ wanted }) => wanted)).toEqual([1, 5]);
  expect(asked.at(-1)!.wanted).toBe(8);
});

test('what needs no server waits for no turn there', async () => {
  const { asker, hours, asked, heard } = page((wanted) => (wanted === 2 ? TRIED : null));
  asker.want(1);
  await settle();
  asked[0]!.answer({ kind: 'crowded', seconds: 5 });
  await settle();
  asker.want(2);
  await settle();
  expect(heard.at(-1)).toMatchObject({ wanted: 2, answer: TRIED });
  asker.want(3);
  await hours.goOn(4_900);
  expect(asked).toHaveLength(1);
  await hours.goOn(200);
  expect(asked.map(({ wanted }) => wanted)).toEqual([1, 3]);
});

test('an error is said; one that passes by itself is asked past, and after another the next text is', async () => {
  const { asker, hours, asked, heard } = page();
  asker.want(1);
  await settle();
  asked[0]!.answer(new Error('passing'));
  await hours.goOn(10_000);
  expect(asked).toHaveLength(2);
  asked[1]!.answer(new Error('lasting'));
  await hours.goOn(60_000);
  expect(asked).toHaveLength(2);
  expect(heard.map(({ answer, refused }) => [answer.kind, refused])).toEqual([
    ['failed', 0],
    ['failed', 1],
  ]);
  asker.want(2);
  await settle();
  expect(asked[2]!.wanted).toBe(2);
});

test('who has gone hears nothing and asks for nothing', async () => {
  const { asker, hours, asked, heard } = page();
  asker.want(1);
  await settle();
  asker.end();
  asked[0]!.answer({ kind: 'crowded', seconds: 1 });
  await hours.goOn(60_000);
  expect([asked.length, heard.length]).toEqual([1, 0]);
});
