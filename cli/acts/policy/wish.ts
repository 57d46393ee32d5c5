/** Policies as they are changed: by the course's clock, and by a patch in JSON. */
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { SetPolicyView, SetPolicyWish } from '../../../contract/policies.ts';
import { UsageError } from '../../exit.ts';
import { clock } from '../inputs.ts';

/** What stands, in the words in which it is decided. */
export function wishOf({ policy }: SetPolicyView, timeZone: string): SetPolicyWish {
  const { opensAt, closesAt, heldBack, ...rest } = policy;
  const time = (at: string | null) => (at === null ? null : clock(at, timeZone));
  return {
    ...rest,
    opens: time(opensAt),
    closes: time(closesAt),
    heldBack: Object.fromEntries(Object.entries(heldBack).map(([question, at]) => [question, time(at)])),
  };
}

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const isObject = (value: unknown): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is named takes the patch's value, and objects within are patched likewise; the rest stays. */
export function patched(value: unknown, patch: Json): Json {
  if (!isObject(patch) || !isObject(value)) return patch;
  const named = Object.entries(patch).map(([name, part]) => [name, patched(value[name], part)] as const);
  return { ...value, ...Object.fromEntries(named) };
}

/** @param given JSON, or `@file`, or `@-` for standard input @throws UsageError */
export async function readPatch(given: string): Promise<Json> {
  const from = given.startsWith('@') ? given.slice(1) : null;
  const json =
    from === null
      ? given
      : await (from === '-' ? text(process.stdin) : readFile(from, 'utf8')).catch((error: Error) => {
          throw new UsageError(`--patch: ${error.message}`);
        });
  try {
    return JSON.parse(json) as Json;
  } catch (error) {
    throw new UsageError(`--patch is no JSON: ${(error as Error).message}`);
  }
}
