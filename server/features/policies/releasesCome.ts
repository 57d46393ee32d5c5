/** A planned release comes by itself: nobody does anything then, and open pages show something else from then on (law 28). */
import type { Db } from '../../database/prisma.ts';
import type { WorkNews } from '../../database/workNews.ts';
import type { Deps } from '../../deps.ts';
import { loadPolicies, type PolicyOfSet } from '../../middleware/policies.ts';

interface Releasing {
  gradesReleasedAt: Date | null;
  extensions: { releasesAt: Date | null }[];
}

/** What of a set is to be read for `comingOutAt`. */
export const RELEASING = {
  id: true,
  gradesReleasedAt: true,
  extensions: { where: { releasesAt: { not: null } }, select: { releasesAt: true } },
} as const;

/** When something of a set comes out for somebody: the set itself, for those who have it later, and each question that is held back. */
export function comingOutAt(
  { gradesReleasedAt, extensions }: Releasing,
  { set: { heldBack } }: Pick<PolicyOfSet, 'set'>,
): Date[] {
  const times = [gradesReleasedAt, ...extensions.map(({ releasesAt }) => releasesAt)];
  const held = Object.values(heldBack).map((until) => (until === null ? null : new Date(until)));
  return [...times, ...held].filter((at) => at !== null);
}

interface Planned {
  assignment: string;
  times: Date[];
}

async function readPlanned(db: Db): Promise<Planned[]> {
  const sets = await db.assignment.findMany({
    where: { hiddenAt: null, course: { archivedAt: null }, gradesReleasedAt: { not: null } },
    select: RELEASING,
  });
  const policies = await loadPolicies(
    db,
    sets.map(({ id }) => id),
  );
  return sets.map((set) => ({ assignment: set.id, times: comingOutAt(set, policies.get(set.id)!) }));
}

const LOOK_MS = 1_000;
/** What is planned is read again when a set has changed; and so often, should that not have been heard. */
const READ_MS = 60_000;

/** Tells the open pages of a course when the time of a release comes, within a second. */
export function startTellingOfReleases({
  db,
  news,
  clock,
  log,
}: Pick<Deps, 'db' | 'clock' | 'log'> & { news: Pick<WorkNews, 'tell' | 'hear'> }): {
  close: () => Promise<void>;
} {
  let told = clock();
  let planned: Planned[] = [];
  let readAt = -Infinity;
  news.hear((heard) => {
    if (heard === null || heard.kind === 'assignment') readAt = -Infinity;
  });

  async function look(): Promise<void> {
    const now = clock();
    if (performance.now() - readAt > READ_MS) {
      // Before it is read: what changes meanwhile has it read once more.
      readAt = performance.now();
      planned = await readPlanned(db);
    }
    for (const { assignment, times } of planned)
      if (times.some((at) => at > told && at <= now)) news.tell({ kind: 'assignment', assignment });
    told = now;
  }

  let timer: NodeJS.Timeout;
  let working = Promise.resolve();
  const later = () => {
    timer = setTimeout(() => {
      working = look()
        // What came meanwhile is told when it can be read again.
        .catch((error: unknown) => log.debug({ err: error }, 'cannot look for releases now'))
        .then(later);
    }, LOOK_MS).unref();
  };
  later();
  return {
    async close() {
      clearTimeout(timer);
      await working;
      clearTimeout(timer);
    },
  };
}
