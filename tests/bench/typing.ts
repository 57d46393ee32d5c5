/**
 * Two browsers on one sheet: how long after a key its letter is on the writer's and on a teammate's screen, and whether the
 * typing stutters, in an answer of 20 kB. Server, database, worker and both browsers share the machine; the processor time
 * of a key is the writer's main thread alone, and so the same on a busy machine.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { operations } from '../../contract/index.ts';
import { loadAssignment } from '../../grader/assignment/load.ts';
import type { Db } from '../../server/database/prisma.ts';
import { NO_NEWS } from '../../server/database/workNews.ts';
import { publishAssignment } from '../../server/features/assignments/publishAssignment.ts';
import { hashPassword } from '../../server/features/session/password.ts';
import { openBrowser } from '../e2e/browser.ts';
import { SHEET_FILES } from '../support/assignments.ts';
import { Client } from '../support/client.ts';
import { figure, percentile, type Bench } from './figures.ts';
import { withStack } from './server.ts';

const PLACE = { course: 'course', assignment: 'sheet' };
const PASSWORD = 'typing quickly';
const NAMES = ['ada', 'emmy'] as const;
const ANSWER_BYTES = 20_000;
const KEYS = 120;
/** A fast typist: a hundred words a minute. */
const BETWEEN_MS = 120;
const IDLE_MS = 3_000;
/** In no name and nowhere else in the answer. */
const LETTER = 'x';

async function seed(db: Db): Promise<void> {
  const course = await db.course.create({
    data: { slug: PLACE.course, code: 'C 1', title: 'Typing', term: 'Now', timeZone: 'UTC' },
  });
  const passwordHash = await hashPassword(PASSWORD, { memory: 8, passes: 1, parallelism: 1 });
  const users = NAMES.map((name) => ({ id: randomUUID(), name, email: `${name}@example.org`, passwordHash }));
  await db.user.createMany({ data: users });
  await db.enrolment.createMany({
    data: users.map(({ id }) => ({ courseId: course.id, userId: id, role: 'student' as const })),
  });
  const due = new Date(Date.now() + 3_600_000).toISOString();
  const upload = { files: SHEET_FILES, slug: PLACE.assignment, due };
  const load = (files: Map<string, string>, slug: string) => Promise.resolve(loadAssignment(files, slug));
  await publishAssignment(db, NO_NEWS, load, {
    courseId: course.id,
    publishedById: users[0]!.id,
    now: new Date(),
    upload,
  });
}

async function joinUp(url: string, db: Db): Promise<void> {
  const [ada, emmy] = await Promise.all(
    NAMES.map((name) => new Client(url).signIn(`${name}@example.org`, PASSWORD)),
  );
  const { id: userId } = await db.user.findUniqueOrThrow({ where: { email: 'emmy@example.org' } });
  await ada!.call(operations.inviteToMyGroup, { params: PLACE, body: { userId } });
  const { invitations } = await emmy!.call(operations.getMyGroup, { params: PLACE });
  const params = { ...PLACE, invitationId: invitations[0]!.id };
  await emmy!.call(operations.acceptInvitation, { params, body: { bring: true } });
}

async function openSheet(browser: Browser, url: string, name: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(`${name}@example.org`);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/c\//);
  await page.goto(`/c/${PLACE.course}/sets/${PLACE.assignment}`);
  await page.locator('#question-one .cm-content').waitFor();
  return page;
}

/** What a page notes while one types. Times are milliseconds since 1970 and of one clock. */
interface Notes {
  keys: number[];
  /** How many letters of the first line were painted, and when. */
  painted: [count: number, at: number][];
  frames: number[];
  tasks: number[];
}

/** Runs in the page. */
function takeNotes(letter: string): void {
  const notes: Notes = { keys: [], painted: [], frames: [], tasks: [] };
  Object.assign(window, { notes });
  const since1970 = (at: number) => performance.timeOrigin + at;
  window.addEventListener('keydown', (event) => notes.keys.push(since1970(event.timeStamp)), true);
  const content = document.querySelector('#question-one .cm-content')!;
  const afterPaint = (then: () => void) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = then;
      port2.postMessage(null);
    });
  new MutationObserver(() => {
    const count = (content.querySelector('.cm-line')?.textContent ?? '').split(letter).length - 1;
    if (count > (notes.painted.at(-1)?.[0] ?? 0))
      afterPaint(() => notes.painted.push([count, since1970(performance.now())]));
  }).observe(content, { subtree: true, childList: true, characterData: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) notes.tasks.push(duration);
  }).observe({ type: 'longtask' });
  let last = performance.now();
  const frame = (at: number) => {
    notes.frames.push(at - last);
    last = at;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

const notesOf = (page: Page): Promise<Notes> =>
  page.evaluate(() => (window as unknown as { notes: Notes }).notes);

async function threadMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1_000;
}

/** Of each key how long it took until a page had painted its letter. */
const delays = (keys: readonly number[], { painted }: Notes): number[] =>
  keys.flatMap((at, index) => {
    const seen = painted.find(([count]) => count > index);
    return seen ? [seen[1] - at] : [];
  });

async function type(browser: Browser, url: string) {
  const [ada, emmy] = [await openSheet(browser, url, 'ada'), await openSheet(browser, url, 'emmy')];
  const editor = ada.locator('#question-one .cm-content');
  await editor.click();
  const sentence = 'The quick brown dog jumps over the lazy log, and $v_t$ decays. ';
  const paragraph = `${sentence.repeat(6)}\n\n`;
  await ada.keyboard.insertText(`\n\n${paragraph.repeat(Math.ceil(ANSWER_BYTES / paragraph.length))}`);
  await ada.keyboard.press('Control+Home');
  await emmy.locator('#question-one .cm-line', { hasText: 'lazy log' }).first().waitFor();
  // The preview and whatever else the pages begin with.
  await sleep(3_000);
  for (const page of [ada, emmy]) await page.evaluate(takeNotes, LETTER);
  const session = await ada.context().newCDPSession(ada);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  // What the page does at every frame whether one types or not, this bench's own notes included.
  const idleFrom = performance.now();
  const idleBefore = await threadMs(session);
  await sleep(IDLE_MS);
  const idle = ((await threadMs(session)) - idleBefore) / (performance.now() - idleFrom);
  const from = performance.now();
  const before = await threadMs(session);
  for (let i = 0; i < KEYS; i += 1) {
    await ada.keyboard.press(LETTER);
    await sleep(BETWEEN_MS);
  }
  await sleep(1_000);
  const used = (await threadMs(session)) - before - idle * (performance.now() - from);
  const [own, theirs] = [await notesOf(ada), await notesOf(emmy)];
  const keys = own.keys.slice(0, KEYS);
  return { own, used, toSelf: delays(keys, own), toTeammate: delays(keys, theirs) };
}

export async function benchTyping(): Promise<Bench> {
  const { own, used, toSelf, toTeammate } = await withStack(seed, async ({ url, db }) => {
    await joinUp(url, db);
    const browser = await openBrowser();
    try {
      return await type(browser, url);
    } finally {
      await browser.close();
    }
  });
  return {
    name: 'typing',
    setting: { keys: KEYS, betweenMs: BETWEEN_MS, bytes: ANSWER_BYTES, node: process.version },
    figures: [
      figure('toTeammateP50', "key to a teammate's screen, p50", percentile(toTeammate, 0.5), 'ms', '60'),
      figure('toTeammateP95', "key to a teammate's screen, p95", percentile(toTeammate, 0.95), 'ms'),
      figure('toSelfP50', 'key to the own screen, p50', percentile(toSelf, 0.5), 'ms', '50'),
      figure('toSelfP95', 'key to the own screen, p95', percentile(toSelf, 0.95), 'ms'),
      figure('longestFrame', 'longest frame', Math.max(...own.frames), 'ms', '50'),
      figure('framesOver50', 'frames over 50 ms', own.frames.filter((ms) => ms > 50).length, 'cases', '0'),
      figure('longTasks', 'tasks over 50 ms', own.tasks.length, 'cases', '0'),
      figure('threadPerKey', 'processor time of the page a key', used / KEYS, 'ms'),
      figure('lost', 'letters that the teammate never saw', KEYS - toTeammate.length, 'cases', '0'),
    ],
  };
}
