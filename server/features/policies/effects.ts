/**
 * Whom a decision changes. It is carried out and everybody's standing compared; a preview takes it back again. So what is
 * said before can never be anything else than what is done.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Effects, SetStanding, StudentChange } from '../../../contract/effects.ts';
import { own } from '../../../contract/own.ts';
import { isOut } from '../../../grader/core/policies/times.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { isUniqueViolation, isWriteConflict } from '../../database/prisma.ts';
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
    const held = questions.filter(({ id }) => Object.hasOwn(until, id));
    const heldBack = Object.fromEntries(held.map(({ id, title }) => [title, own(until, id) ?? null]));
    return [set.slug, { set, heldBack }] as const;
  });
  return { dueTimes, sets: new Map(bySlug) };
}

/** As the gradebook has it, with the times that hold for each. */
async function standingsIn(tx: Tx, { courseId, ...asked }: Whose): Promise<Standing[]> {
  const { now } = asked;
  const gradebook = await computeGradebook(tx, { courseId, ...asked });
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
    // By what they are called: sets are listed by their due times, which may be what changes.
    const ofNow = new Map(now.sets.map(({ slug, standing }) => [slug, standing]));
    const changed = sets.flatMap(({ slug, title, standing }) => {
      const then = ofNow.get(slug)!;
      return isDeepStrictEqual(standing, then) ? [] : [{ slug, title, before: standing, after: then }];
    });
    if (changed.length === 0 && total === now.total) return [];
    return [{ student, sets: changed, total: { before: total, after: now.total } }];
  });
}

interface Whose {
  courseId: string;
  now: Date;
  /** Of some students alone, where a change can be about nobody else; everybody when absent. */
  userIds?: readonly string[] | undefined;
  /** Sets of which a reader of the preview learns times alone: they see their work without names. */
  anonymous?: ReadonlySet<string> | undefined;
}

/** Does a change, and says whom it has changed. What else happens meanwhile has to wait, or it would be taken for the change’s. */
export async function compared<T>(
  tx: Tx,
  whose: Whose,
  change: () => Promise<T>,
): Promise<{ made: T; changes: StudentChange[] }> {
  if (whose.userIds?.length === 0) return { made: await change(), changes: [] };
  const before = await standingsIn(tx, whose);
  const made = await change();
  return { made, changes: changesBetween(before, await standingsIn(tx, whose)) };
}

/** Ends a transaction without its changes, with what they would have done. */
class Preview<T> extends Error {
  readonly made: T;
  constructor(made: T) {
    super('preview');
    this.made = made;
  }
}

interface Deciding extends Whose {
  preview: boolean;
  /** Where another change comes between, it is begun again: it replaces nothing that anybody decided. */
  adds?: boolean;
}

/**
 * Of changes of a course whose effects are compared one happens after the other: whoever began on what was there before another
 * one ended finds that out here, since the row is another one by then.
 */
export async function holdCourse(tx: Tx, courseId: string): Promise<void> {
  await tx.$executeRaw`UPDATE courses SET archived_at = archived_at WHERE id = ${courseId}::uuid`;
}

/** A course of two thousand is looked at twice. */
export const LONG_TRANSACTION = { timeout: 60_000 };

/** So often is begun again what others' changes have ended. */
const MOST_LOOKS = 5;

/** Does a change and says whom it changes; as a preview, takes it back again. @param change what else is answered with */
export async function withEffects<T extends object>(
  db: Db,
  { preview, adds = false, ...whose }: Deciding,
  change: (tx: Tx) => Promise<T>,
  tell?: (tx: Tx, made: T & Effects) => Promise<void>,
): Promise<T & Effects> {
  for (let looks = 1; ; looks += 1) {
    try {
      return await db.$transaction(
        async (tx) => {
          if (!preview) await holdCourse(tx, whose.courseId);
          const { made: result, changes } = await compared(tx, whose, () => change(tx));
          const made = { ...result, changes, applied: !preview };
          if (preview) throw new Preview(made);
          await tell?.(tx, made);
          return made;
        },
        // Before and after are of one moment.
        { isolationLevel: 'RepeatableRead', ...LONG_TRANSACTION },
      );
    } catch (error) {
      if (error instanceof Preview) return error.made as T & Effects;
      if (!isWriteConflict(error) && !isUniqueViolation(error)) throw error;
      if ((preview || adds) && looks < MOST_LOOKS) continue;
      throw new ApiError(
        'unacceptable',
        'Somebody changed the same at this moment. Look again, then repeat it.',
      );
    }
  }
}
