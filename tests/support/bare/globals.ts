/** In the place of `@jest/globals`; loaded by the first test, when the runner has made them. */
import type * as Globals from '@jest/globals';

const made = globalThis as unknown as typeof Globals;
export const { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest, test } = made;
