/** What several acts take, and how they find whom it names. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { Slug } from '../../contract/assignment.ts';
import { EmailAddress } from '../../contract/common.ts';
import type { RosterPerson, Roster } from '../../contract/roster.ts';
import { UsageError } from '../exit.ts';

export const course = Slug.describe('id of the course, as in its address');
export const set = Slug.describe('id of the set, as in its address');
export const email = EmailAddress.describe('e-mail address');
export const csv = z.string();
export const requestId = z.uuid().describe('id of the request, as in its address and in the list');

/** Of a file, as they are. @throws UsageError */
export function bytesOf(file: string): Promise<Uint8Array<ArrayBuffer>> {
  return readFile(file).catch((error: Error) => {
    throw new UsageError(error.message);
  });
}

/** Somebody of the course. @throws UsageError */
export function personOf({ people, invited }: Roster, address: string): RosterPerson {
  const found = people.find((person) => person.email === address);
  if (found) return found;
  throw new UsageError(
    invited.some((each) => each.email === address)
      ? `${address} is invited and has not joined yet`
      : `nobody in the course has the address ${address}`,
  );
}

/** `2026-12-06 14:30` by the course's clock; a dash for no time. */
export const clock = (at: string | null, timeZone: string): string =>
  at === null ? '–' : new Date(at).toLocaleString('sv-SE', { timeZone }).slice(0, 16);
