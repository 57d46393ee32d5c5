/** What a start makes of a database: a demo only where nobody has been, and never over somebody's course. */
import { expect, test } from '@jest/globals';
import { demoWish } from '../../scripts/lib/installation.ts';
import { beginInstallation } from '../../server/demo/beginInstallation.ts';
import type { DemoWish } from '../../server/demo/beginInstallation.ts';
import { createPrisma } from '../../server/database/prisma.ts';
import type { Db } from '../../server/database/prisma.ts';
import { createLog } from '../../server/log.ts';
import { openGradingQueue } from '../../server/queue/gradingQueue.ts';
import { cloneDatabase } from '../support/databases.ts';

const NOW = new Date('2026-12-01T12:00:00Z');
const COURSE = { slug: 'cs-7150', code: 'Mine', title: 'Mine', term: 'Mine', timeZone: 'UTC' };

async function withNewDatabase(
  play: (db: Db, begin: (wish: DemoWish) => ReturnType<typeof beginInstallation>) => Promise<void>,
): Promise<void> {
  const databaseUrl = await cloneDatabase();
  const db = createPrisma(databaseUrl, 4);
  const queue = await openGradingQueue(databaseUrl, createLog('test', 'silent'));
  try {
    await play(db, (wish) =>
      beginInstallation({ db, openQueue: () => Promise.resolve(queue), databaseUrl }, { wish, now: NOW }),
    );
  } finally {
    await queue.close();
    await db.$disconnect();
  }
}

test.each([
  ['the embedded database', [], 'if new'],
  ['the embedded database', ['no-demo'], 'never'],
  ['the embedded database', ['demo'], 'asked'],
  ['a database of its own', [], 'never'],
  ['a database of its own', ['no-demo'], 'never'],
  ['a database of its own', ['demo'], 'asked'],
] as const)('a start with %s and the options [%s] wishes for a demo: %s', (database, options, wish) => {
  const databaseUrl = database === 'the embedded database' ? null : 'postgresql://localhost/stepwise';
  const given: readonly string[] = options;
  expect(
    demoWish({ databaseUrl }, { demo: given.includes('demo'), 'no-demo': given.includes('no-demo') }),
  ).toBe(wish);
});

test('a real installation has no account at all, but a link; and later starts make no demo of it', () =>
  withNewDatabase(async (db, begin) => {
    const first = await begin('never');
    expect(first).toMatchObject({ demoPeople: [], setupToken: expect.stringMatching(/^[\w-]{32}$/) });
    const second = await begin('if new');
    expect(second.setupToken).not.toBe(first.setupToken);
    expect([await db.user.count(), await db.course.count()]).toEqual([0, 0]);
  }));

test('a first start makes the demo once, whoever starts beside it, and finishes one that was interrupted', () =>
  withNewDatabase(async (db, begin) => {
    const starts = await Promise.all([begin('if new'), begin('if new')]);
    expect(starts.map(({ demoPeople }) => demoPeople.length)).toEqual([6, 6]);
    expect(starts.map(({ setupToken }) => setupToken)).toEqual([null, null]);
    const submissions = await db.submission.count();
    await db.installation.update({ where: { only: true }, data: { demo: 'seeding' } });
    await db.enrolment.deleteMany({ where: { user: { email: 'ta@stepwise.example' } } });
    await begin('never');
    expect(await db.submission.count()).toBe(submissions);
    expect(await db.enrolment.count({ where: { user: { email: 'ta@stepwise.example' } } })).toBe(1);
    // Done once, it is people's: what they take out stays out.
    await db.enrolment.deleteMany({ where: { user: { email: 'ta@stepwise.example' } } });
    await begin('if new');
    expect(await db.enrolment.count({ where: { user: { email: 'ta@stepwise.example' } } })).toBe(0);
  }));

test.each(['if new', 'asked', 'never'] as const)('a course is never touched (%s)', (wish) =>
  withNewDatabase(async (db, begin) => {
    await db.course.create({ data: COURSE });
    const { demoRefused, demoPeople } = await begin(wish);
    expect([demoRefused, demoPeople]).toEqual([wish === 'asked', []]);
    expect(await db.course.findMany()).toMatchObject([COURSE]);
    expect([await db.user.count(), await db.assignment.count()]).toEqual([0, 0]);
  }),
);
