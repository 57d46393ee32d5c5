/**
 * A class at work while the parts of its installation die: people save drafts and hand in code, again and again until they
 * are told that it is stored, and faults come in an order that follows from a seed. Then it is looked up whether all that was
 * acknowledged is stored, and graded, once.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { operations } from '../../contract/index.ts';
import { LastingClient } from '../../server/database/client.ts';
import { createPrisma, type Db } from '../../server/database/prisma.ts';
import { hashPassword } from '../../server/features/session/password.ts';
import { CODE_FILES, SGD_SOURCE, SHEET_FILES } from './assignments.ts';
import { Client, type Answer } from './client.ts';
import { Installation, until } from './installation.ts';

export const FAULTS = [
  'server killed',
  'worker killed',
  'database killed',
  'supervisor killed',
  'connections ended',
  'database frozen',
  'database restarted',
  'disk full',
  'disk full for the log',
  'clock set back',
  'clock set ahead',
] as const;
export type Fault = (typeof FAULTS)[number];

/** Those that need a disk of the installation's own. */
const OF_DISK: readonly Fault[] = ['disk full', 'disk full for the log'];
/** Those whose time until people can go on begins when the fault ends. */
const LASTING: readonly Fault[] = [...OF_DISK, 'database frozen'];

export interface ChaosOptions {
  seed: number;
  students: number;
  /** Each kind comes once in a round, in an order of its own. */
  rounds: number;
  /** All when absent. */
  faults?: readonly Fault[];
}

export interface Chaos {
  faults: number;
  /** Drafts and submissions that were acknowledged. */
  acknowledged: number;
  lost: string[];
  doubled: string[];
  stuck: string[];
  /** Answers of 500 and above that say nothing of what is wrong. */
  silent: string[];
  /** Faults during which health did not say what is wrong. */
  unsaid: string[];
  /** Kinds that this machine cannot have. */
  skipped: Fault[];
  /** Processes that were there after the end. */
  left: string[];
  /** Milliseconds from each fault until a draft was saved again. */
  recoveries: { fault: Fault; ms: number }[];
  /** Milliseconds from when a full disk was felt, by somebody who was refused or by the log, until health said so. */
  said: { fault: Fault; ms: number }[];
}

const COURSE = 'chaos';
const SHEET = { course: COURSE, assignment: 'sheet' };
const CODE = { course: COURSE, assignment: 'code' };
const PASSWORD = 'correct horse';
const DUE = '2099-01-01T00:00:00.000Z';
const CALM_MS = 1_500;
const FROZEN_MS = 3_000;
const FULL_MS = 1_000;
const SUBMIT_EVERY_MS = 8_000;
/** A killed worker's jobs are taken up after at most a heartbeat and a look, each time. */
const GRADED_MS = 240_000;

/** Numbers from 0 to 1 that follow from a seed (Park and Miller). */
function randomFrom(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  const order = values.map((value) => ({ value, at: random() }));
  return order.sort((a, b) => a.at - b.at).map(({ value }) => value);
}

async function ownersUrl(stepwise: Installation): Promise<string> {
  const lines = (await readFile(join(stepwise.directory, 'cluster/postmaster.pid'), 'utf8')).split('\n');
  const password = await readFile(join(stepwise.directory, 'password'), 'utf8');
  return `postgresql://stepwise:${password}@127.0.0.1:${lines[3]}/stepwise`;
}

async function createClass(db: Db, stepwise: Installation, students: number): Promise<void> {
  const course = await db.course.create({
    data: { slug: COURSE, code: 'C 1', title: 'Chaos', term: 'Now', timeZone: 'UTC' },
  });
  const passwordHash = await hashPassword(PASSWORD, { memory: 8, passes: 1, parallelism: 1 });
  const people = ['grace', ...Array.from({ length: students }, (_, n) => `student${n}`)];
  for (const name of people) {
    const user = await db.user.create({ data: { email: `${name}@example.org`, name, passwordHash } });
    const role = name === 'grace' ? 'instructor' : 'student';
    await db.enrolment.create({ data: { courseId: course.id, userId: user.id, role } });
  }
  const grace = await new Client(stepwise.url).signIn('grace@example.org', PASSWORD);
  for (const [slug, files] of Object.entries({ sheet: SHEET_FILES, code: CODE_FILES }))
    await grace.call(operations.publishAssignment, {
      params: { course: COURSE },
      body: { files, slug, due: DUE },
    });
}

class Student {
  readonly name: string;
  readonly #client: Client;
  /** What was answered with success: text of the draft, and ids of submissions. */
  readonly drafts: { text: string; seq: number }[] = [];
  readonly submissions: { id: string; key: string }[] = [];
  /** Sent after the last acknowledged draft, without an answer: it may be stored, or not. */
  unanswered: string[] = [];
  readonly silent: string[] = [];
  savedAt = 0;
  /** When it was first told that there is no room; null where it was not, since the last disk was full. */
  refusedAt: number | null = null;

  constructor(name: string, url: string) {
    this.name = name;
    this.#client = new Client(url);
  }

  async signIn(): Promise<void> {
    await this.#client.signIn(`${this.name}@example.org`, PASSWORD);
  }

  /** Again and again, as the page does; null where it was told to stop before. */
  async #insist(send: () => Promise<Answer>, isOver: () => boolean): Promise<Answer | null> {
    for (;;) {
      const answer = await send().catch(() => null);
      if (answer !== null && answer.status < 300) return answer;
      if (answer !== null && answer.status >= 500 && !/"code":"unavailable"/.test(answer.text))
        this.silent.push(`${answer.status} ${answer.text.slice(0, 200)}`);
      if (answer?.text.includes('no room to store')) this.refusedAt ??= performance.now();
      if (answer?.status === 401 || answer?.status === 403) await this.#client.refresh().catch(() => null);
      if (isOver()) return null;
      await sleep(100);
    }
  }

  async save(isOver: () => boolean): Promise<void> {
    const text = `${this.name} ${this.drafts.length} ${randomUUID()}`;
    this.unanswered.push(text);
    const answer = await this.#insist(
      () => this.#client.send(operations.writeText, { params: { ...SHEET, key: 'one' }, body: { text } }),
      isOver,
    );
    if (answer === null) return;
    this.drafts.push({ text, seq: (answer.body as { seq: number }).seq });
    this.unanswered = [];
    this.savedAt = performance.now();
  }

  async submit(isOver: () => boolean): Promise<void> {
    const key = randomUUID();
    // A source of its own each time, so that none is graded for another.
    const file = { name: 'optim.js', text: `// ${key}\n${SGD_SOURCE}` };
    const body = { idempotencyKey: key, file };
    const answer = await this.#insist(
      () => this.#client.send(operations.createSubmission, { params: CODE, body }),
      isOver,
    );
    if (answer) this.submissions.push({ id: (answer.body as { id: string }).id, key });
  }
}

async function endConnections(url: string): Promise<void> {
  const owner = new LastingClient(url);
  await owner.connect();
  await owner.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()`);
  await owner.end();
}

/**
 * Of a machine whose clock was set back, all that was written lies ahead; where it was set ahead, all that was written is
 * old. The clock of this machine stays as it is.
 */
async function shiftWhatWasWritten(url: string, by: string): Promise<void> {
  const owner = new LastingClient(url);
  await owner.connect();
  await owner.query(
    `
    UPDATE pgboss.job SET created_on = created_on + $by, start_after = start_after + $by,
      started_on = started_on + $by, heartbeat_on = heartbeat_on + $by, completed_on = completed_on + $by;
    UPDATE pgboss.queue SET monitor_on = monitor_on + $by, monitor_claim_on = monitor_claim_on + $by, maintain_on = maintain_on + $by;
    UPDATE grading_runs SET queued_at = queued_at + $by, started_at = started_at + $by, counts_from = counts_from + $by`.replaceAll(
      '$by',
      `interval '${by}'`,
    ),
  );
  await owner.end();
}

/** Makes PostgreSQL begin its next file of the log, for which there is no room: it gives up, and cannot start again. */
async function beginNextLog(url: string): Promise<void> {
  const owner = new LastingClient(url);
  await owner.connect().catch(() => undefined);
  for (let time = 0; time < 50; time += 1) {
    const isUp = await owner
      .query(`SELECT pg_logical_emit_message(false, 'full', 'full'), pg_switch_wal()`)
      .then(
        () => true,
        () => false,
      );
    if (!isUp) break;
  }
  await owner.end().catch(() => undefined);
}

interface Scene {
  stepwise: Installation;
  /** Of the owner of the database. */
  url: string;
  chaos: Chaos;
  students: readonly Student[];
}

/** Until health says so, and a while longer. */
async function fillDisk(fault: Fault, { stepwise, url, chaos, students }: Scene): Promise<void> {
  for (const student of students) student.refusedAt = null;
  const giveBack = await stepwise.fillDisk();
  try {
    if (fault === 'disk full for the log') await beginNextLog(url);
    const reason =
      fault === 'disk full' ? /disk of the database is full/ : /disk of the database is full|does not answer/;
    const from = performance.now();
    const isSaid = await until(
      'health says so',
      async () => {
        const health = await stepwise.health();
        return health?.status === 'degraded' && reason.test(health.reason ?? '');
      },
      20_000,
    ).catch(() => false);
    const saidAt = performance.now();
    const refusals = students.flatMap(({ refusedAt }) => refusedAt ?? []);
    const felt = fault === 'disk full' ? Math.min(saidAt, ...refusals) : from;
    if (isSaid) chaos.said.push({ fault, ms: saidAt - felt });
    else chaos.unsaid.push(fault);
    await sleep(FULL_MS);
  } finally {
    await giveBack();
  }
}

async function perform(fault: Fault, scene: Scene): Promise<void> {
  const { stepwise, url } = scene;
  switch (fault) {
    case 'disk full':
    case 'disk full for the log':
      return fillDisk(fault, scene);
    case 'clock set back':
      return shiftWhatWasWritten(url, '1 hour');
    case 'clock set ahead':
      return shiftWhatWasWritten(url, '-1 hour');
    case 'server killed':
      return void (await stepwise.kill('server'));
    case 'worker killed':
      return void (await stepwise.kill('worker'));
    case 'database killed':
      return void (await stepwise.kill('postgres'));
    case 'database restarted':
      return void (await stepwise.kill('postgres', 'SIGINT'));
    case 'connections ended':
      return endConnections(url);
    case 'database frozen': {
      const frozen = await stepwise.freezeDatabase();
      await sleep(FROZEN_MS);
      for (const pid of frozen) process.kill(pid, 'SIGCONT');
      return;
    }
    case 'supervisor killed': {
      process.kill(stepwise.supervisor, 'SIGKILL');
      await stepwise.ended();
      // As systemd does, or whoever looks after services on the machine.
      await stepwise.start();
    }
  }
}

/** Compares what was acknowledged with what is stored. */
async function lookUp(
  db: Db,
  students: readonly Student[],
): Promise<Pick<Chaos, 'lost' | 'doubled' | 'stuck'>> {
  const [lost, doubled, stuck]: string[][] = [[], [], []];
  const isGraded = { state: 'done', scores: { equals: { sgd: 4 } } } as const;
  for (const student of students) {
    for (const { id, key } of student.submissions) {
      const stored = await db.submission.count({ where: { idempotencyKey: key } });
      if (stored === 0) lost!.push(`submission ${id} of ${student.name}`);
      if (stored > 1) doubled!.push(`submission ${id} of ${student.name}`);
      const runs = await db.gradingRun.findMany({ where: { submissionId: id } });
      if (runs.length > 1) doubled!.push(`${runs.length} runs of submission ${id}`);
      const graded = await db.gradingRun.count({ where: { submissionId: id, ...isGraded } });
      if (graded === 0) stuck!.push(`submission ${id}: ${runs.map(({ state }) => state).join()}`);
    }
    const user = await db.user.findUniqueOrThrow({ where: { email: `${student.name}@example.org` } });
    const stored = await db.documentUpdate.findMany({
      where: { userId: user.id, document: { group: { assignment: { slug: 'sheet' } } } },
      select: { seq: true },
    });
    const seqs = new Set(stored.map(({ seq }) => seq));
    for (const { text, seq } of student.drafts)
      if (!seqs.has(seq)) lost!.push(`draft ${seq}, “${text}”, of ${student.name}`);
  }
  return { lost: lost!, doubled: doubled!, stuck: stuck! };
}

export async function playChaos({
  seed,
  students: count,
  rounds,
  faults = FAULTS,
}: ChaosOptions): Promise<Chaos> {
  const random = randomFrom(seed);
  const stepwise = await Installation.create({ WORKER_CONCURRENCY: '2' }, { wantsDisk: true });
  const possible = faults.filter((fault) => stepwise.hasDisk || !OF_DISK.includes(fault));
  const chaos: Chaos = {
    faults: 0,
    acknowledged: 0,
    lost: [],
    doubled: [],
    stuck: [],
    silent: [],
    unsaid: [],
    skipped: faults.filter((fault) => !possible.includes(fault)),
    left: [],
    recoveries: [],
    said: [],
  };
  try {
    await stepwise.start();
    let url = await ownersUrl(stepwise);
    let db = createPrisma(url, 2);
    await createClass(db, stepwise, count);
    const students = Array.from({ length: count }, (_, n) => new Student(`student${n}`, stepwise.url));
    for (const student of students) await student.signIn();

    let isOver = false;
    const over = (): boolean => isOver;
    const savers = students.map(async (student) => {
      while (!isOver) {
        await student.save(over);
        await sleep(100);
      }
    });
    const submitters = students.map(async (student, n) => {
      await sleep((n * SUBMIT_EVERY_MS) / count);
      while (!isOver) {
        await student.submit(over);
        await sleep(SUBMIT_EVERY_MS);
      }
    });
    for (let round = 0; round < rounds; round += 1) {
      for (const fault of shuffled(possible, random)) {
        await sleep(CALM_MS * (0.5 + random()));
        const from = performance.now();
        await perform(fault, { stepwise, url, chaos, students });
        const done = performance.now();
        await until(
          `somebody saves after: ${fault}`,
          () => students.some(({ savedAt }) => savedAt > done),
          120_000,
        );
        const ms = performance.now() - (LASTING.includes(fault) ? done : from);
        chaos.recoveries.push({ fault, ms });
        chaos.faults += 1;
        if (fault === 'supervisor killed') url = await ownersUrl(stepwise);
      }
    }
    isOver = true;
    await Promise.all([...savers, ...submitters]);

    await stepwise.untilWell();
    await db.$disconnect();
    db = createPrisma(await ownersUrl(stepwise), 2);
    const found = await until(
      'all is graded',
      async () => {
        const looked = await lookUp(db, students);
        return looked.stuck.length === 0 && looked;
      },
      GRADED_MS,
    ).catch(() => lookUp(db, students));
    Object.assign(chaos, found);
    // The draft that stands is the last that was acknowledged, or one that was sent after it.
    for (const student of students) {
      const client = await new Client(stepwise.url).signIn(`${student.name}@example.org`, PASSWORD);
      const { texts } = await client.call(operations.getDocument, { params: SHEET });
      const expected = [student.drafts.at(-1)?.text, ...student.unanswered];
      const stands = texts.find(({ key }) => key === 'one')?.text;
      if (!expected.includes(stands)) chaos.lost.push(`the last draft of ${student.name}: ${stands}`);
    }
    chaos.silent = students
      .flatMap(({ silent }) => silent)
      .flatMap((said) => [said, ...stepwise.linesWith(/"requestId":"([^"]+)"/.exec(said)?.[1] ?? said)]);
    chaos.acknowledged = students.reduce((sum, one) => sum + one.drafts.length + one.submissions.length, 0);
    await db.$disconnect();
  } finally {
    await stepwise.remove();
  }
  chaos.left = stepwise.left();
  return chaos;
}
