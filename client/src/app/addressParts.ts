import { Slug } from '../../../contract/assignment.ts';
import { Id } from '../../../contract/common.ts';

/** Parts of addresses that are names, such as that of a set. */
export const NAMES = ['course', 'set', 'question', 'draft'];

/**
 * Whether every part can be one of something that is there: else nothing is at the address, and nobody need be asked. A part that is
 * no name, and no number of a receipt, is an id.
 */
export const canBe = (parts: Readonly<Record<string, string | undefined>>): boolean =>
  Object.entries(parts).every(
    ([part, value]) => part === 'number' || (NAMES.includes(part) ? Slug : Id).safeParse(value).success,
  );
