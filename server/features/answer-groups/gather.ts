/** Answers are gathered once: what was handed in never changes, so the same answers have the same groups. */
import { createHash } from 'node:crypto';
import { runTask } from '../../tasks/index.ts';
import type { GatheredGroup, Gathering } from './gatherAnswers.ts';

/** Gatherings that are kept: ids and names, no texts. */
const MOST_KEPT = 200;

const kept = new Map<string, Promise<GatheredGroup[]>>();

/** @throws ApiError unacceptable when it takes too long, throttled when too much waits */
export function gather(gathering: Gathering, userId: string): Promise<GatheredGroup[]> {
  const key = keyOf(gathering);
  const groups = kept.get(key) ?? start(gathering, key, userId);
  // The most recently asked for stand last.
  kept.delete(key);
  kept.set(key, groups);
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
  return groups;
}

function keyOf({ answers, options, rubric }: Gathering): string {
  const ids = answers.map(({ id }) => id).sort();
  return createHash('sha256')
    .update(JSON.stringify([ids, options, rubric]))
    .digest('hex');
}

function start(gathering: Gathering, key: string, userId: string): Promise<GatheredGroup[]> {
  const groups = runTask('gatherAnswers', gathering, userId);
  groups.catch(() => kept.delete(key));
  return groups;
}
