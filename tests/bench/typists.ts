/**
 * A class that types, as a process of its own: its machines are elsewhere, so that it comes after every part that is measured, and what
 * it takes of the processors is told. It types when its parent says so.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { operations } from '../../contract/index.ts';
import type { TryOutcome } from '../../contract/tries.ts';
import { Asker } from '../../client/src/features/code/live/asker.ts';
import { giveWay, sessionGivesWay } from '../../server/priority.ts';
import { endWithParent } from '../../server/supervised.ts';
import { Browser } from './browser.ts';

export interface Class {
  url: string;
  people: readonly { email: string; question: string }[];
  password: string;
  /** What they write. */
  set: { course: string; assignment: string };
  solution: string;
}

/** What the parent says: who comes, then for how long they type, again and again. */
export type ToTypists = { come: Class } | { seconds: number };

export interface Typing {
  /** Milliseconds from asking until the picture's numbers are there, of those that were not refused. */
  pictures: number[];
  /** Milliseconds from a pause until the numbers of its text, or of a later one, are there: refusals and asking again included. */
  waits: number[];
  /** Texts of which there was no picture when the writing ended. */
  unseen: number;
  /** Of whatever kind. */
  answers: number;
  /** How often each other answer was given. */
  others: Record<string, number>;
  /** Milliseconds of the processors that the class itself took. */
  used: number;
}

/** Everybody pauses so often. */
const PAUSE_MS = 3_000;

/** @returns what a text of theirs does */
type Ask = (text: string) => Promise<TryOutcome>;

/** A text that nobody had before, wrong in every other. */
const textOf = (solution: string, person: number, text: number): string =>
  `${text % 2 === 0 ? solution : solution.replaceAll('np.sqrt(', '(')}# ${person} ${text}\n`;

/** As the page does: by its own way of asking, with the newest text at each pause. */
async function type(
  ask: Ask,
  person: number,
  { solution, until, typing }: { solution: string; until: number; typing: Typing },
): Promise<void> {
  // Not all at the same moment.
  await sleep(((PAUSE_MS * person) / 200) % PAUSE_MS);
  /** When the writer paused after texts of which there is no picture yet, the oldest first. */
  const owed: number[] = [];
  const failed = Promise.withResolvers<never>();
  const asker = new Asker<{ paused: number; text: string }>({
    here: () => Promise.resolve(null),
    there: async ({ paused, text }) => {
      const start = performance.now();
      const outcome = await ask(text);
      typing.answers += 1;
      if (outcome.kind === 'tried') {
        const now = performance.now();
        typing.pictures.push(now - start);
        typing.waits.push(...owed.splice(0, owed.lastIndexOf(paused) + 1).map((each) => now - each));
      } else typing.others[outcome.kind] = (typing.others[outcome.kind] ?? 0) + 1;
      return outcome;
    },
    heard: ({ answer }) => answer.kind === 'failed' && failed.reject(answer.error),
    passes: () => false,
  });
  try {
    for (let text = 0; performance.now() < until; text += 1) {
      const paused = performance.now();
      owed.push(paused);
      asker.want({ paused, text: textOf(solution, person, Math.round(paused) * 2 + (text % 2)) });
      await Promise.race([sleep(Math.max(0, paused + PAUSE_MS - performance.now())), failed.promise]);
    }
  } finally {
    asker.end();
  }
  typing.unseen += owed.length;
}

async function typeAll(asks: readonly Ask[], solution: string, seconds: number): Promise<Typing> {
  const typing: Typing = { pictures: [], waits: [], unseen: 0, answers: 0, others: {}, used: 0 };
  const until = performance.now() + 1000 * seconds;
  const before = process.cpuUsage();
  await Promise.all(asks.map((ask, person) => type(ask, person, { solution, until, typing })));
  const { user, system } = process.cpuUsage(before);
  return { ...typing, used: (user + system) / 1000 };
}

async function signInAll({ url, people, password, set, solution }: Class): Promise<Ask[]> {
  const asks: Ask[] = [];
  const first = new Map<string, number>();
  for (const [person, { email, question }] of people.entries()) {
    const browser = await new Browser(url).signIn(email, password);
    const params = { ...set, question };
    asks.push(async (text) => {
      const { outcome } = await browser.ask(operations.tryCode, {
        params,
        body: { file: { name: 'optim.py', text } },
      });
      return outcome;
    });
    if (!first.has(question)) first.set(question, person);
  }
  // With the first of each Python starts, and for the first wrong text of a question the trier lists what it might be.
  for (const person of first.values())
    for (const text of [0, 1]) await asks[person]!(textOf(solution, person, text));
  return asks;
}

endWithParent();
giveWay('trier');
void sessionGivesWay('trier');
let asks: Ask[] = [];
let solution = '';
process.on('message', (said: ToTypists) => {
  const work = async (): Promise<Typing | 'here'> => {
    if ('seconds' in said) return typeAll(asks, solution, said.seconds);
    asks = await signInAll(said.come);
    ({ solution } = said.come);
    return 'here';
  };
  work().then(
    (done) => process.send!(done),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.send!('ready');
