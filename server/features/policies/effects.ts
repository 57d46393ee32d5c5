/**
 * Whom a decision changes. It is carried out and everybody's standing compared; a preview takes it back again. So what is
 * said before can never be anything else than what is done.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Effects, SetStanding, StudentChange } from '../../../contract/policies.ts';
import { isOut } from '../../../grader/core/policies/times.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { isWriteConflict } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { loadDueTimes } from '../../middleware/dueTimes.ts';
import { LATEST_VERSION_ID, readVersions } from '../../middleware/versions.ts';
import { computeGradebook } from '../gradebook/getGradebook.ts';

interface Standing {
  student: { id: string; name: string };
  total: number | null;
  sets: { slug: string; title: string; standing: SetStanding }[];
}

/** The sets of a course, and of each the questions whose grades come out later. */
async function setsWithHeldBack(tx: Tx, courseId: string) {
  const sets = await tx.assignment.findMany({
    where: { courseId },
    include: { versions: LATEST_VERSION_ID },
  });
  const versions = await readVersions(
    tx,
    sets.flatMap((set) => set.versions),
  );
  const definitions = new Map(versions.map(({ id, definition }) => [id, definition]));
  const dueTimes = await loadDueTimes(tx, sets);
  const bySlug = sets.map((set) => {
    const until = dueTimes.policyOf(set).set.heldBack;
    const questions = definitions.get(set.versions[0]?.id ?? '')?.questions ?? [];
    const held = questions.filter(({ id }) => id in until);
    const heldBack = Object.fromEntries(held.map(({ id, title }) => [title, until[id] ?? null]));
    return [set.slug, { set, heldBack }] as const;
  });
  return { dueTimes, sets: new Map(bySlug) };
}

/** As the gradebook has it, with the times that hold for each. */
async function standingsIn(tx: Tx, courseId: string, now: Date): Promise<Standing[]> {
  const gradebook = await computeGradebook(tx, courseId, now);
  const { sets, dueTimes } = await setsWithHeldBack(tx, courseId);
  return gradebook.rows.map(({ student: { id, name }, cells, total }) => ({
    student: { id, name },
    total,
    sets: gradebook.assignments.map(({ slug, title }, index) => {
      const { set, heldBack } = sets.get(slug)!;
      const { opensAt, dueAt, acceptedUntil, releasesAt } = dueTimes.of(set, id);
      const { submissionId, late, lateDays, score } = cells[index]!;
      const standing = {
        opensAt: opensAt?.toISOString() ?? null,
        dueAt: dueAt.toISOString(),
        acceptedUntil: acceptedUntil?.toISOString() ?? null,
        releasesAt: releasesAt?.toISOString() ?? null,
        released: isOut(releasesAt, now),
        heldBack,
        late: submissionId === null ? null : late,
        lateDays,
        score,
      };
      return { slug, title, standing };
    }),
  }));
}

function changesBetween(before: readonly Standing[], after: readonly Standing[]): StudentChange[] {
  const later = new Map(after.map((each) => [each.student.id, each]));
  return before.flatMap(({ student, total, sets }): StudentChange[] => {
    const now = later.get(student.id);
    // Who is no student of the course any more has no times in it.
    if (!now) return [];
    const changed = sets.flatMap(({ slug, title, standing }, index) => {
      const then = now.sets[index]!.standing;
      return isDeepStrictEqual(standing, then) ? [] : [{ slug, title, before: standing, after: then }];
    });
    if (changed.length === 0 && total === now.total) return [];
    return [{ student, sets: changed, total: { before: total, after: now.total } }];
  });
}

/** Ends a transaction without its changes, with what they would have done. */
class Preview<T> extends Error {
  readonly made: T;
  constructor(made: T) {
    super('preview');
    this.made = made;
  }
}

interface Deciding {
  courseId: string;
  now: Date;
  preview: boolean;
}

/** A course of two thousand is looked at twice. */
const LONGEST_MS = 60_000;

/** Does a change and says whom it changes; as a preview, takes it back again. @param change what else is answered with */
export async function withEffects<T extends object>(
  db: Db,
  { courseId, now, preview }: Deciding,
  change: (tx: Tx) => Promise<T>,
  tell?: (tx: Tx, effects: Effects) => Promise<void>,
): Promise<T & Effects> {
  try {
    return await db.$transaction(
      async (tx) => {
        const before = await standingsIn(tx, courseId, now);
        const result = await change(tx);
        const after = await standingsIn(tx, courseId, now);
        const made = { ...result, changes: changesBetween(before, after), applied: !preview };
        if (preview) throw new Preview(made);
        await tell?.(tx, made);
        return made;
      },
      // Before and after are of one moment.
      { isolationLevel: 'RepeatableRead', timeout: LONGEST_MS },
    );
  } catch (error) {
    if (error instanceof Preview) return error.made as T & Effects;
    if (isWriteConflict(error))
      throw new ApiError(
        'unacceptable',
        'Somebody changed the same at this moment. Look again, then repeat it.',
      );
    throw error;
  }
}
