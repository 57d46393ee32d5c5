/** Stepwise and a browser for the tests of one file. */
import { afterAll, beforeAll } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { showBy } from './failures.ts';
import { startStack, type Stack } from './stack.ts';

/** Characters of a page that a failed test shows. */
const SHOWN = 4_000;

/** What everybody saw when a test failed. */
async function showPages(browser: Browser | undefined): Promise<void> {
  for (const page of browser?.contexts().flatMap((context) => context.pages()) ?? []) {
    const text = await page
      .locator('body')
      .innerText({ timeout: 10_000 })
      .catch((error: unknown) => String(error));
    console.log(`${page.url()}\n${text.replace(/\n{2,}/g, '\n').slice(0, SHOWN)}`);
  }
}

/** Starts both before the tests of the file that calls it, and ends them afterwards; call what it returns in a test. */
export function inBrowser(): () => { stack: Stack; browser: Browser } {
  let stack: Stack | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(), openBrowser()]);
  });
  showBy(() => showPages(browser));
  afterAll(async () => {
    await browser?.close();
    await stack?.close();
  });
  return () => {
    if (!stack || !browser) throw new Error('asked for before the tests begin');
    return { stack, browser };
  };
}
