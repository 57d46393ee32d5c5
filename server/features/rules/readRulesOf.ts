import type { RuleReading } from '../../../contract/rules.ts';
import { ApiError } from '../../errors.ts';
import { runTask } from '../../tasks/index.ts';
import { notRead } from './notRead.ts';
import type { ReadingRequest } from './readRule.ts';

/** What a page shows in place of a reading that took too much, or for which there is no room now. */
export function unread(error: unknown): RuleReading {
  if (!(error instanceof ApiError)) throw error;
  return notRead(error.message);
}

/**
 * The rules in answers, by the question's id; those that are none are not there. A rule that takes too much is said to be
 * not read: the page that shows it beside other things has to be shown.
 */
export async function readRulesOf(
  requests: readonly ReadingRequest[],
  userId: string,
): Promise<Map<string, RuleReading>> {
  if (requests.length === 0) return new Map();
  const ids = requests.map(({ question }) => question.id);
  try {
    const readings = await runTask('readRules', requests, userId);
    return new Map(readings.flatMap((reading, index) => (reading ? [[ids[index]!, reading] as const] : [])));
  } catch (error) {
    return new Map(ids.map((id) => [id, unread(error)]));
  }
}
