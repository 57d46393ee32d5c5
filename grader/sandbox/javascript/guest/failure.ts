/** What a student's code threw, as plain strings. Getters and proxies among it can only end the student's own run. */
import { clip, describe, isObject } from './describe.ts';

const MAX_MESSAGE = 2_000;
const MAX_STACK = 20_000;

export interface Thrown {
  type: string;
  message: string;
  /** As QuickJS writes it, all frames; empty when there is none. */
  stack: string;
}

export function describeThrown(error: unknown): Thrown {
  try {
    if (!isObject(error)) return { type: 'throw', message: describe(error), stack: '' };
    const { name, message, stack } = error;
    return {
      type: typeof name === 'string' && name !== '' ? clip(name, 80) : 'throw',
      message: typeof message === 'string' ? clip(message, MAX_MESSAGE) : describe(error),
      stack: typeof stack === 'string' ? clip(stack, MAX_STACK) : '',
    };
  } catch {
    return { type: 'throw', message: 'an object that cannot be read', stack: '' };
  }
}
