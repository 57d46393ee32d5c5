/** Stepwise and a browser for the tests of one file. */
import { afterAll, beforeAll } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { startStack, type Stack } from './stack.ts';

/** Starts both before the tests of the file that calls it, and ends them afterwards; call what it returns in a test. */
export function inBrowser(): () => { stack: Stack; browser: Browser } {
  let stack: Stack | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(), openBrowser()]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.close();
  }, 60_000);
  return () => {
    if (!stack || !browser) throw new Error('asked for before the tests begin');
    return { stack, browser };
  };
}
