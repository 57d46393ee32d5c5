/**
 * What a browser test fails by beside its own expectations: an error in a page. Then everybody's page is shown while it is still
 * open. Loaded before the tests of a file are.
 */
import { wrapTests } from '../support/bare/wrapTests.ts';
import { noteError, noteErrorsBy } from './pageErrors.ts';

const errors: unknown[] = [];
let show: () => Promise<void> = () => Promise.resolve();

// An error in a page fails the test that runs, or else the next.
noteErrorsBy((error) => errors.push(error));

/** What shows the pages of the tests that follow. */
export function showBy(pages: () => Promise<void>): void {
  show = pages;
}

/** The same test, which fails by errors in pages as well. */
wrapTests((work) => async (...args) => {
  try {
    await work(...args);
    const [error] = errors.splice(0);
    if (error !== undefined) throw error;
  } catch (error) {
    await show();
    throw error;
  }
});

process.on('uncaughtException', noteError);
