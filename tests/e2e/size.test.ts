/** How much JavaScript a student's page takes over the network, cold. A size, not a time: it is the same everywhere. */
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const KB = 1_000;
const WITHOUT_EDITOR = 300 * KB;
const WITH_EDITOR = 450 * KB;
/** ms */
const LATER_MS = 1_000;
const COURSE = '/c/cs-7150';

const running = inBrowser();

/** Bytes of scripts as transferred, headers included, until the page is quiet. */
async function scriptBytes(page: Page, path: string, shown: string): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const scripts = new Set<string>();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  // What a page fetches a second later, while there is a network, is no part of its opening.
  await page.addInitScript((later) => {
    const real = window.setTimeout.bind(window);
    window.setTimeout = ((act: () => void, ms?: number, ...rest: unknown[]) =>
      ms !== undefined && ms >= later ? 0 : real(act, ms, ...rest)) as typeof window.setTimeout;
  }, LATER_MS);
  await page.goto(path);
  await page.locator(shown).first().waitFor();
  await page.waitForLoadState('networkidle');
  await session.detach();
  return bytes;
}

test.each([
  ['the list of sets', COURSE, 'h2', WITHOUT_EDITOR],
  ['grades', `${COURSE}/grades`, 'table', WITHOUT_EDITOR],
  ['feedback', `${COURSE}/sets/day-08-graded/feedback`, 'main .katex >> visible=true', WITHOUT_EDITOR],
  ['a sheet', `${COURSE}/sets/day-08`, '.cm-content', WITH_EDITOR],
  ['a receipt', `${COURSE}/sets/day-08-graded/receipt/1`, 'main .katex >> visible=true', WITHOUT_EDITOR],
  ['the history', `${COURSE}/sets/day-08-graded/history`, 'h1', WITHOUT_EDITOR],
  ['code', `${COURSE}/sets/optimizers/code`, '.cm-content', WITH_EDITOR],
])(
  '%s',
  async (_name, path, shown, limit) => {
    const { stack, browser } = running();
    const page = await signIn(browser, stack.url, 'student1', 'about:blank');
    const bytes = await scriptBytes(page, path, shown);
    process.stdout.write(`${path}: ${(bytes / KB).toFixed(1)} kB of scripts, at most ${limit / KB}\n`);
    expect(bytes).toBeLessThanOrEqual(limit);
    // Nothing was measured where nothing came.
    expect(bytes).toBeGreaterThan(50 * KB);
    await page.context().close();
  },
  60_000,
);
