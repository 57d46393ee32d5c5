/**
 * What a browser test fails by beside its own expectations: an error in a page. Then everybody's page is shown while it is still
 * open. Loaded before the tests of a file are.
 */
import type * as Globals from '@jest/globals';
import { noteError, noteErrorsBy } from './pageErrors.ts';

const globals = globalThis as unknown as typeof Globals;

const errors: unknown[] = [];
let show: () => Promise<void> = () => Promise.resolve();

// An error in a page fails the test that runs, or else the next.
noteErrorsBy((error) => errors.push(error));

/** What shows the pages of the tests that follow. */
export function showBy(pages: () => Promise<void>): void {
  show = pages;
}

/** The same test, which fails by errors in pages as well. */
const watched =
  <T extends unknown[]>(work: (...args: T) => unknown) =>
  async (...args: T): Promise<void> => {
    try {
      await work(...args);
      const [error] = errors.splice(0);
      if (error !== undefined) throw error;
    } catch (error) {
      await show();
      throw error;
    }
  };

const { test } = globals;
const each = test.each.bind(test) as (table: unknown[]) => (name: string, work: Work, ms?: number) => void;
type Work = (...args: unknown[]) => unknown;

globals.test = Object.assign(
  (name: string, work: () => unknown, ms?: number) => test(name, watched(work), ms),
  test,
  {
    each: (table: unknown[]) => (name: string, work: Work, ms?: number) =>
      each(table)(name, watched(work), ms),
  },
) as typeof test;

process.on('uncaughtException', noteError);
