/**
 * The last minutes before a due time: everybody is signed in already, saves, then hands in sheet and code at a moment of
 * their own within the last seconds, or all at once. Server, worker, database and the class share the machine; what each
 * of them cost is told, too, since that says the same on a machine with other things to do.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { operations } from '../../contract/index.ts';
import type { Db } from '../../server/database/prisma.ts';
import { Browser } from './browser.ts';
import { CODE, PASSWORD, SHEET, countLost, emailOf, seedClass, untilGraded, writeWork } from './deadline.ts';
import { percentile, timed, type Bench, type Figure } from './figures.ts';
import { cpuOf, cpuOfTree } from './memory.ts';
import { withStack } from './server.ts';

/** So many sign in at a time: passwords are hashed on purpose slowly, and that is no part of this. */
const SIGN_IN_LANES = 4;
const PATIENCE_MS = 600_000;

interface Options {
  students: number;
  /** Seconds; 0 for all at once. */
  spread: number;
}

async function postmasterOf(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ data_directory: string }[]>`SHOW data_directory`;
  return Number(readFileSync(join(row!.data_directory, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

async function signInAll(url: string, students: number): Promise<Browser[]> {
  const clients: Browser[] = [];
  let next = 0;
  const lane = async () => {
    for (let i = next++; i < students; i = next++)
      clients[i] = await new Browser(url).signIn(emailOf(i), PASSWORD);
  };
  await Promise.all(Array.from({ length: SIGN_IN_LANES }, lane));
  return clients;
}

export async function benchStorm({ students, spread }: Options): Promise<Bench> {
  const work = await writeWork(students);
  return withStack(
    (db) => seedClass(db, students),
    async ({ url, db, server, worker }) => {
      const clients = await signInAll(url, students);
      const postmaster = await postmasterOf(db);
      const parts = {
        server: () => cpuOf(server.pid!),
        worker: () => cpuOf(worker.pid!),
        'worker and sandbox': () => cpuOfTree(worker.pid!),
        PostgreSQL: () => cpuOfTree(postmaster),
      };
      const used = () => Object.entries(parts).map(([name, read]) => [name, read()] as const);
      const before = new Map(used());
      const times: Record<'save' | 'submit', number[]> = { save: [], submit: [] };
      let errors = 0;
      const step = async (name: keyof typeof times, call: () => Promise<unknown>) => {
        const failed = (error: unknown) => {
          errors += 1;
          console.error(error);
        };
        times[name].push(await timed(() => call().catch(failed)));
      };
      const start = performance.now();
      let lastReceipt = 0;
      const handIn = async (student: number): Promise<void> => {
        const client = clients[student]!;
        const { answers, code } = work[student]!;
        // In an order that has nothing to do with that of the database.
        await sleep(((student * 7919) % students) * ((spread * 1000) / students));
        for (const [key, text] of Object.entries(answers))
          await step('save', () =>
            client.call(operations.writeText, { params: { ...SHEET, key }, body: { text } }),
          );
        const sheet = { idempotencyKey: randomUUID(), answers };
        await step('submit', () => client.call(operations.createSubmission, { params: SHEET, body: sheet }));
        const file = { idempotencyKey: randomUUID(), file: { name: 'optim.py', text: code } };
        await step('submit', () => client.call(operations.createSubmission, { params: CODE, body: file }));
        lastReceipt = performance.now();
      };
      await Promise.all(work.map((_, student) => handIn(student)));
      const lastReport = await untilGraded(db, students, PATIENCE_MS);
      const cost = used().map(([name, ms]): Figure => ({
        id: `cost.${name.replaceAll(' ', '-')}`,
        title: `processor time a student of ${name}: five saves, sheet, code, report`,
        value: (ms - before.get(name)!) / students,
        unit: 'ms',
        goal: '',
      }));
      const [serverMs, , workerMs, databaseMs] = cost.map(({ value }) => value);
      const figure = (id: string, title: string, value: number, goal = ''): Figure => ({
        id,
        title,
        value,
        unit: 'ms',
        goal,
      });
      return {
        name: 'storm',
        setting: { node: process.version, processors: availableParallelism(), students, seconds: spread },
        figures: [
          figure('save.p95', 'save a draft, p95', percentile(times.save, 0.95)),
          figure('submit.p50', 'hand in, p50', percentile(times.submit, 0.5)),
          figure('submit.p95', 'hand in, p95', percentile(times.submit, 0.95), spread > 0 ? '≤ 300' : ''),
          figure('receipt', 'from the start to the last receipt', lastReceipt - start),
          figure('report', 'from the last receipt to the last report', lastReport - lastReceipt, '≤ 5000'),
          ...cost,
          figure('cost', 'processor time a student of all parts', serverMs! + workerMs! + databaseMs!, ''),
          { id: 'errors', title: 'requests that failed', value: errors, unit: 'errors', goal: '0' },
          {
            id: 'lost',
            title: 'answers, files and reports lost or changed',
            value: await countLost(db, work),
            unit: 'texts',
            goal: '0',
          },
        ],
      };
    },
  );
}
