import type * as Globals from '@jest/globals';

/** What the runner made before the tests of a file are loaded. */
export const globals = globalThis as unknown as typeof Globals;

export type Work = (...args: unknown[]) => void | Promise<void>;

/** Every test that is defined from now on is `around` itself. */
export function wrapTests(around: (work: Work) => Work): void {
  const { test } = globals;
  const each = test.each.bind(test) as (table: unknown[]) => (name: string, work: Work) => void;
  globals.test = Object.assign((name: string, work: Work) => test(name, around(work)), test, {
    each: (table: unknown[]) => (name: string, work: Work) => each(table)(name, around(work)),
  }) as typeof test;
}
