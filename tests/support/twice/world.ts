/** What acts are done in, made anew for each: sets, what was handed in, grades. */
import { randomUUID } from 'node:crypto';
import { operations } from '../../../contract/index.ts';
import type { BodyInputOf } from '../../../contract/operation.ts';
import { CODE_FILES, SGD_SOURCE, SHEET_FILES, titled } from '../assignments.ts';
import { NO_TRIER } from '../../../server/trials/trier.ts';
import { Client } from '../client.ts';
import type { GradeSubmission } from '../../../server/worker/gradingHandlers.ts';
import { COURSE, eventually, passEverything, startTestServer } from '../testServer.ts';
import type { TestServer } from '../testServer.ts';

/** One act, as a page would send it. */
export interface Sent {
  /** Who sends it, from two devices; null where nobody is signed in. */
  by: string | null;
  params?: Record<string, string>;
  query?: Record<string, string>;
  /** JSON, or bytes. */
  body?: unknown;
}

export type Scene = (world: World) => Promise<Sent>;

export interface Grade {
  submissionId: string;
  revision: number;
}

export const CHOICE = { appliedItemIds: [], fullMarks: true, adjustment: 0, comment: 'Well.' };
export const COURSE_OF_ITS_OWN = { code: 'N', title: 'New', term: 'Now', timeZone: 'Europe/Vienna' };

export class World {
  readonly server: TestServer;
  readonly #clients = new Map<string, Promise<Client>>();
  #count = 0;
  #isOpen = false;

  constructor(server: TestServer) {
    this.server = server;
  }

  /** As a worker tests: nothing but while a scene waits for results, so that no act is looked at while they come in. */
  readonly grade: GradeSubmission = async (...asked) => {
    await eventually(
      async () => this.#isOpen,
      (isOpen) => isOpen,
    );
    return passEverything(...asked);
  };

  /** Lets what waits be tested, until a rerun is, and nothing is under way. */
  async tested(rerunId: string | null): Promise<void> {
    this.#isOpen = true;
    const waiting = {
      OR: [{ state: 'running' as const }, { state: 'queued' as const, rerunId: rerunId ?? randomUUID() }],
    };
    await eventually(
      () => this.server.db.gradingRun.count({ where: waiting }),
      (count) => count === 0,
    );
    this.#isOpen = false;
  }

  /** Something that no scene had before. */
  name(prefix = 'n'): string {
    this.#count += 1;
    return `${prefix}-${this.#count}`;
  }

  as(name: string): Promise<Client> {
    const known = this.#clients.get(name) ?? this.server.as(name);
    this.#clients.set(name, known);
    return known;
  }

  id(name: string): Promise<string> {
    return this.server.userId(name);
  }

  /** Of somebody new, who is in the course. */
  async person(role: 'student' | 'ta' = 'student'): Promise<string> {
    const name = this.name('person');
    const { db } = this.server;
    const { passwordHash } = await db.user.findFirstOrThrow({ where: { passwordHash: { not: null } } });
    const { id: courseId } = await db.course.findUniqueOrThrow({ where: { slug: COURSE } });
    const { id } = await db.user.create({ data: { email: `${name}@example.org`, name, passwordHash } });
    await db.enrolment.create({ data: { courseId, userId: id, role } });
    return name;
  }

  async set(files = SHEET_FILES): Promise<{ course: string; assignment: string }> {
    const assignment = this.name('set');
    const body = { files: titled(assignment, files), slug: assignment, samples: 'left_out' as const };
    await (await this.as('grace')).call(operations.publishAssignment, { params: { course: COURSE }, body });
    return { course: COURSE, assignment };
  }

  async handIn(name: string, set: { course: string; assignment: string }, isCode = false): Promise<string> {
    const body = {
      idempotencyKey: randomUUID(),
      ...(isCode
        ? { file: { name: 'optim.js', text: SGD_SOURCE } }
        : { answers: { one: 'One', two: 'Two' } }),
    };
    const client = await this.as(name);
    return (await client.call(operations.createSubmission, { params: set, body })).id;
  }

  /** A new set that somebody has handed in. */
  async sheet() {
    const set = await this.set();
    // Of somebody new: how often one hands in is limited.
    const owner = await this.person();
    const submissionId = await this.handIn(owner, set);
    return {
      set,
      owner,
      submissionId,
      question: { ...set, question: 'two' },
      answer: { submissionId, question: 'two' },
    };
  }

  async code() {
    const set = await this.set(CODE_FILES);
    const owner = await this.person();
    return { set, owner, submissionId: await this.handIn(owner, set, true) };
  }

  async decide(
    submissionId: string,
    choice: Partial<BodyInputOf<typeof operations.gradeAnswer>> = {},
  ): Promise<number> {
    const tess = await this.as('tess');
    const params = { submissionId, question: 'two' };
    const body = { ...CHOICE, baseRevision: 0, ...choice };
    return (await tess.call(operations.gradeAnswer, { params, body })).revision;
  }

  async graded() {
    const sheet = await this.sheet();
    return { ...sheet, revision: await this.decide(sheet.submissionId) };
  }

  async release(set: { course: string; assignment: string }): Promise<void> {
    await (await this.as('grace')).call(operations.releaseGrades, { params: set, body: { released: true } });
  }

  async request() {
    const graded = await this.graded();
    await this.release(graded.set);
    const request = await (
      await this.as(graded.owner)
    ).call(operations.askForRegrade, { params: graded.answer, body: { reason: 'Again' } });
    const { submissionId } = graded;
    return { ...graded, params: { submissionId, requestId: request.id } };
  }

  async rubricItem(question: { course: string; assignment: string; question: string }): Promise<string> {
    const tess = await this.as('tess');
    const body = { text: 'Item', points: -1 };
    return (await tess.call(operations.createRubricItem, { params: question, body })).id;
  }

  /** A course of its own, with grace as its instructor. */
  async course(): Promise<string> {
    const slug = this.name('course');
    await (await this.as('root')).call(operations.createCourse, { body: { slug, ...COURSE_OF_ITS_OWN } });
    const { db } = this.server;
    const course = await db.course.findUniqueOrThrow({ where: { slug } });
    await db.enrolment.create({
      data: { courseId: course.id, userId: await this.id('grace'), role: 'instructor' },
    });
    return slug;
  }

  /** A browser of somebody's that no scene had before. */
  async browser(name: string | null): Promise<Client> {
    if (name !== null) return this.server.as(name);
    const client = new Client(this.server.app);
    await client.refresh();
    return client;
  }
}

/** A server with all who act in the scenes. */
export async function startWorld(): Promise<{ server: TestServer; world: World }> {
  const server = await startTestServer(NO_TRIER, { mailMode: 'shown' });
  const world = new World(server);
  const { passwordHash } = await server.db.user.findFirstOrThrow();
  const course = await server.db.course.findFirstOrThrow();
  for (const name of ['root', 'tom']) {
    const data = { email: `${name}@example.org`, name, passwordHash, isAdministrator: name === 'root' };
    const { id: userId } = await server.db.user.create({ data });
    if (name === 'tom')
      await server.db.enrolment.create({ data: { courseId: course.id, userId, role: 'ta' } });
  }
  await server.work(world.grade);
  return { server, world };
}
