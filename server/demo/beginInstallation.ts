/** What a start finds or makes: a demo, or a real installation that waits for its first administrator. */
import { LastingClient, UNHURRIED } from '../database/client.ts';
import type { Db } from '../database/prisma.ts';
import { openSetup } from '../features/setup/setupLink.ts';
import { verifyPassword } from '../features/session/password.ts';
import type { GradingQueue } from '../queue/gradingQueue.ts';
import { DEMO_COURSE, DEMO_PASSWORD, DEMO_PEOPLE } from './people.ts';
import { seedDemo } from './seedDemo.ts';

/** When the demo is made: on request, in a database that nobody has used yet, or never. */
export type DemoWish = 'asked' | 'if new' | 'never';

export interface Beginning {
  /** Of the demo's people, those whom the password of this repository lets in. */
  demoPeople: readonly (typeof DEMO_PEOPLE)[number][];
  /** The demo was asked for, but its course's address is taken by another course. */
  demoRefused: boolean;
  /** Of the link `/setup?token=…`; null when there is an administrator. */
  setupToken: string | null;
}

/** Any number, but no other's. */
const ADVISORY_LOCK = 20261126;

interface Means {
  db: Db;
  /** Asked for where a demo is made: to open it takes as long as all else. */
  openQueue: () => Promise<GradingQueue>;
  databaseUrl: string;
}

/** Safe when several processes start at once: they take turns. */
export async function beginInstallation(
  { db, openQueue, databaseUrl }: Means,
  { wish, now }: { wish: DemoWish; now: Date },
): Promise<Beginning> {
  const guard = new LastingClient({ connectionString: databaseUrl, ...UNHURRIED });
  await guard.connect();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]);
    const demoRefused = await makeDemo({ db, openQueue }, wish, now);
    return { demoRefused, setupToken: await openSetup(db, now), demoPeople: await listOpenDemoAccounts(db) };
  } finally {
    await guard.end();
  }
}

/** @returns whether the demo would have touched a course that is not its own */
async function makeDemo(
  { db, openQueue }: Pick<Means, 'db' | 'openQueue'>,
  wish: DemoWish,
  now: Date,
): Promise<boolean> {
  const known = await db.installation.findUnique({ where: { only: true } });
  if (known?.demo !== 'seeding') {
    if (wish === 'never' || known?.demo === 'done') return false;
    const isNew = known === null && !(await db.user.findFirst()) && !(await db.course.findFirst());
    if (wish === 'if new' && !isNew) return false;
    if (await db.course.findUnique({ where: { slug: DEMO_COURSE.slug } })) return true;
    await db.installation.upsert({
      where: { only: true },
      create: { demo: 'seeding' },
      update: { demo: 'seeding' },
    });
  }
  await seedDemo(db, await openQueue(), now);
  await db.installation.update({ where: { only: true }, data: { demo: 'done' } });
  return false;
}

/** Whoever knows this repository can sign in as these. */
async function listOpenDemoAccounts(db: Db): Promise<typeof DEMO_PEOPLE> {
  const users = await db.user.findMany({
    where: { email: { in: DEMO_PEOPLE.map(({ email }) => email) } },
    select: { email: true, passwordHash: true },
  });
  const hashes = new Map(users.map(({ email, passwordHash }) => [email, passwordHash]));
  const opens = await Promise.all(
    DEMO_PEOPLE.map(({ email }) => {
      const hash = hashes.get(email);
      return hash != null && verifyPassword(DEMO_PASSWORD, hash);
    }),
  );
  return DEMO_PEOPLE.filter((_, i) => opens[i]);
}
