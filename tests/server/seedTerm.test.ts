/** A term that is made: what stands in the database is what was planned, and nobody else's course is touched. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createPrisma } from '../../server/database/prisma.ts';
import type { Db } from '../../server/database/prisma.ts';
import { planTerm } from '../../server/demo/term/plan.ts';
import type { TermPlan } from '../../server/demo/term/plan.ts';
import { randomFrom } from '../../server/demo/term/random.ts';
import { seedTerm } from '../../server/demo/term/seedTerm.ts';
import { readPrograms } from '../../server/demo/term/work.ts';
import type { Program } from '../../server/demo/term/work.ts';
import { inDays } from '../../server/demo/acts.ts';

import { createLog } from '../../server/log.ts';
import { openGradingQueue } from '../../server/queue/gradingQueue.ts';
import type { GradingQueue } from '../../server/queue/gradingQueue.ts';
import { closeTasks } from '../../server/tasks/index.ts';
import { createGradingHandlers } from '../../server/worker/gradingHandlers.ts';
import { cloneDatabase } from '../support/databases.ts';
import { keptWrongly, passEverything } from '../support/testServer.ts';

const NOW = new Date('2026-12-01T12:00:00Z');
const TERM = { slug: 'term', students: 14, sets: 4, seed: 5, password: 'correct horse', now: NOW };

let db: Db;
let queue: GradingQueue;
let graded = 0;
beforeAll(async () => {
  const databaseUrl = await cloneDatabase();
  db = createPrisma(databaseUrl, 8);
  const log = createLog('test', 'silent');
  queue = await openGradingQueue(databaseUrl, log);
  const handlers = createGradingHandlers({
    db,
    gradeSubmission: (definition, program, options) => {
      graded += 1;
      return passEverything(definition, program, options);
    },
    graderVersion: 'test',
    postpone: async () => {},
    clock: () => new Date(),
    log,
  });
  await queue.work(2, handlers);
});
afterAll(async () => {
  await queue.close();
  await closeTasks();
  await db.$disconnect();
});

const plan = (seed: number, students: number, sets: number, programs: readonly Program[]): TermPlan =>
  planTerm({
    students,
    sets,
    seed,
    now: NOW,
    programs,
    dueIn: (days) => inDays(days, { timeZone: 'UTC' }, NOW),
  });

test('the same seed gives the same term; nobody hands in twice beside themselves, in a group too large, or tomorrow', async () => {
  const programs = await readPrograms(randomFrom(1));
  expect(new Set(programs.map(({ text }) => text)).size).toBe(programs.length);
  fc.assert(
    fc.property(
      fc.nat(),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 7 }),
      (seed, students, sets) => {
        const term = plan(seed, students, sets, programs);
        expect(plan(seed, students, sets, programs)).toEqual(term);
        for (const set of term.sets) {
          const who = set.groups.flatMap((group) => group.students);
          expect(new Set(who).size).toBe(who.length);
          for (const { students: members, attempts } of set.groups) {
            expect(members.length).toBeLessThanOrEqual(set.folder === 'optimizers' ? 1 : 3);
            const times = attempts.map(({ at }) => at.getTime());
            expect(times).toEqual(times.toSorted((a, b) => a - b));
            expect(times.at(-1)).toBeLessThanOrEqual(NOW.getTime());
          }
        }
      },
    ),
    { numRuns: 30 },
  );
});

test('a term is in the database as it was planned, each program is run once a set, and scores are right', async () => {
  const made = await seedTerm({ db, queue }, TERM);
  const submissions = await db.submission.findMany({
    select: {
      answers: { select: { text: true, decisions: { select: { kind: true } } } },
      files: { select: { text: true } },
      runs: { select: { state: true, report: true } },
      members: true,
      group: { select: { assignment: { select: { slug: true } } } },
    },
  });
  const attempts = made.sets.flatMap(({ slug, groups }) =>
    groups.flatMap((group) => group.attempts.map((attempt) => ({ slug, group, attempt }))),
  );
  expect(submissions.length).toBe(attempts.length);
  const textOf = (texts: readonly string[]): string =>
    texts
      .filter((text) => text !== '')
      .toSorted()
      .join('\n');
  expect(
    submissions
      .map(({ group, members, files, answers }) => [
        group.assignment.slug,
        members.length,
        textOf([...files, ...answers].map(({ text }) => text)),
      ])
      .toSorted(),
  ).toEqual(
    attempts
      .map(({ slug, group, attempt: { file, answers } }) => [
        slug,
        group.students.length,
        textOf([file?.text ?? '', ...Object.values(answers ?? {}).map(({ text }) => text)]),
      ])
      .toSorted(),
  );
  const code = submissions.filter(({ files }) => files.length > 0);
  expect(
    code.every(({ runs }) => runs.length === 1 && runs[0]!.state === 'done' && runs[0]!.report !== null),
  ).toBe(true);
  expect(graded).toBe(
    new Set(code.map(({ files, group }) => `${group.assignment.slug} ${files[0]!.text}`)).size,
  );
  expect(graded).toBe(made.programs);
  const decided = submissions.flatMap(({ answers }) =>
    answers.filter(({ decisions }) => decisions.length > 0),
  );
  expect(decided.length).toBe(made.grades);
  expect(await db.extension.count()).toBeGreaterThan(0);
  expect(await db.mail.count()).toBe(0);
  expect(await keptWrongly(db)).toEqual([]);
});

test('where there is such a course, or are its people, nothing is done', async () => {
  const before = await Promise.all([db.user.count(), db.submission.count(), db.auditEvent.count()]);
  await expect(seedTerm({ db, queue }, { ...TERM, seed: 6 })).rejects.toThrow('--course');
  await db.course.update({ where: { slug: 'term' }, data: { slug: 'elsewhere' } });
  await expect(seedTerm({ db, queue }, { ...TERM, seed: 6 })).rejects.toThrow('--course');
  expect(await Promise.all([db.user.count(), db.submission.count(), db.auditEvent.count()])).toEqual(before);
});
