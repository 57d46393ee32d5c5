/**
 * A TA who grades by keys on a slow laptop: from the key that saves to the next answer on the screen, in a real browser whose
 * processor is slowed down to a quarter.
 */
import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { openBrowser } from '../e2e/browser.ts';
import { figure, percentile, type Bench } from './figures.ts';
import { ASSIGNMENT, COURSE, seedCourse, TA } from './gradingCourse.ts';
import { withStack } from './server.ts';

const SUBMISSIONS = 200;
const ANSWERS = 40;
const WARM_UP = 5;
const SLOWER = 4;
/** Nobody reads an answer faster; what comes next is fetched meanwhile. */
const READING_MS = 1_000;
const MOST_MS = 30_000;

async function openQuestion(page: Page, url: string, question: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('E-mail').fill(TA.email);
  await page.getByLabel('Password', { exact: true }).fill(TA.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/c\//);
  await page.goto(`${url}/c/${COURSE}/grade/${ASSIGNMENT}/${question}`);
  await page.locator('[data-painted]').waitFor();
}

/** Runs in the page: notes of each key `n` how long it took until another answer was painted. */
function takeNotes(): void {
  const delays: number[] = [];
  Object.assign(window, { delays });
  const shown = () => document.querySelector('[data-answer]')?.getAttribute('data-answer') ?? null;
  let pressed: { at: number; on: string | null } | null = null;
  window.addEventListener(
    'keydown',
    ({ key, timeStamp }) => {
      if (key === 'n') pressed = { at: timeStamp, on: shown() };
    },
    true,
  );
  new MutationObserver(() => {
    if (!pressed || shown() === null || shown() === pressed.on) return;
    const { at } = pressed;
    pressed = null;
    // Right after the paint, before what the page puts off until then.
    const painted = () => delays.push(performance.now() - at);
    requestAnimationFrame(() => void scheduler.postTask(painted, { priority: 'user-blocking' }));
  }).observe(document.body, { subtree: true, childList: true, attributes: true });
}

async function delaysOf(url: string, question: string): Promise<number[]> {
  const browser = await openBrowser();
  try {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    await openQuestion(page, url, question);
    await page.evaluate(takeNotes);
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    for (let i = 0; i < WARM_UP + ANSWERS; i += 1) {
      await sleep(READING_MS);
      await page.keyboard.press('1');
      await page.keyboard.press('n');
      const done = (count: number) => (window as unknown as { delays: number[] }).delays.length > count;
      await page.waitForFunction(done, i, { timeout: MOST_MS });
    }
    const delays = await page.evaluate(() => (window as unknown as { delays: number[] }).delays);
    return delays.slice(WARM_UP);
  } finally {
    await browser.close();
  }
}

export async function benchNextAnswer(): Promise<Bench> {
  const delays = await withStack(
    (db) => seedCourse(db, SUBMISSIONS, { graded: false }),
    ({ url, seeded }) => delaysOf(url, seeded.questions[0]!),
  );
  const title = 'key to next answer painted';
  return {
    name: 'next',
    setting: {
      node: process.version,
      processors: availableParallelism(),
      answers: ANSWERS,
      'times slower': SLOWER,
      'load of the machine': loadavg()[0]!.toFixed(1),
    },
    figures: [
      figure('nextAnswerP50', `${title}, p50`, percentile(delays, 0.5), 'ms'),
      figure('nextAnswerP95', `${title}, p95`, percentile(delays, 0.95), 'ms', '≤ 100'),
    ],
  };
}
