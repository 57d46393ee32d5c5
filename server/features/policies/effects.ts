/**
 * Whom a decision changes. It is carried out and everybody's standing compared; a preview takes it back again. So what is
 * said before can never be anything else than what is done.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Effects, SetStanding, StudentChange } from '../../../contract/effects.ts';
import { own } from '../../../contract/own.ts';
import { isOut } from '../../../grader/core/policies/times.ts';
import { totalOfCourse } from '../../../grader/core/policies/total.ts';
import type { Assignment } from '../../../prisma/generated/client.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { isUniqueViolation, isWriteConflict } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { loadDueTimes } from '../../middleware/dueTimes.ts';
import type { DueTime } from '../../middleware/dueTimes.ts';
import { loadCoursePolicy } from '../../middleware/policies.ts';
import { LATEST_VERSION_ID, readVersions } from '../../middleware/versions.ts';
import { computeGradebook } from '../gradebook/getGradebook.ts';
import { partOf } from './part.ts';

interface Standing {
  student: { id: string; name: string };
  total: number | null;
  /** Their own: of the scores that they see. */
  seenTotal: number | null;
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

/** A score with a question held back is seen by nobody. */
export function isScoreSeen({ released, heldBack }: SetStanding, now: Date): boolean {
  return released && Object.values(heldBack).every((until) => until !== null && new Date(until) <= now);
}

/** Until when work is taken: of a set that was taken back or archived not any more. What comes after a release matters to nobody. */
function takenUntil({ acceptedUntil }: DueTime, { hiddenAt, archivedAt }: Assignment, now: Date) {
  const isClosed = hiddenAt !== null || archivedAt !== null;
  return isClosed && (acceptedUntil === null || acceptedUntil > now) ? now : acceptedUntil;
}

/** As the gradebook has it, with the times that hold for each. */
async function standingsIn(tx: Tx, { courseId, ...asked }: Whose): Promise<Standing[]> {
  const { now } = asked;
  const gradebook = await computeGradebook(tx, { courseId, ...asked });
  const { sets, dueTimes } = await setsWithHeldBack(tx, courseId);
  const { categories } = await loadCoursePolicy(tx, courseId);
  return gradebook.rows.map(({ student: { id, name }, cells, total }) => {
    const standings = gradebook.assignments.map(({ slug, title }, index) => {
      const { set, heldBack } = sets.get(slug)!;
      const times = dueTimes.of(set, id);
      const { opensAt, dueAt, releasesAt } = times;
      const released = isOut(releasesAt, now);
      const { submissionId, late, lateDays, score } = cells[index]!;
      const standing = {
        opensAt: opensAt?.toISOString() ?? null,
        dueAt: dueAt.toISOString(),
        acceptedUntil: (released ? times.acceptedUntil : takenUntil(times, set, now))?.toISOString() ?? null,
        releasesAt: releasesAt?.toISOString() ?? null,
        released,
        heldBack,
        late: submissionId === null ? null : late,
        lateDays,
        score,
      };
      return { slug, title, standing };
    });
    const parts = gradebook.assignments.map(({ slug, maxScore, state }, index) => {
      const { status } = cells[index]!;
      const { standing } = standings[index]!;
      const score = isScoreSeen(standing, now) ? standing.score : null;
      const theirs = { slug, maxScore, score, isHidden: state === 'hidden', isMissing: status === 'missing' };
      return partOf(theirs, dueTimes.policyOf(sets.get(slug)!.set));
    });
    const seenTotal = categories.length === 0 ? null : totalOfCourse(categories, parts).percent;
    return { student: { id, name }, total, seenTotal, sets: standings };
  });
}

/** With what they are told of and is no part of a preview, whose reader sees more. */
export interface MadeChange extends StudentChange {
  seenTotal: StudentChange['total'];
}

function changesBetween(before: readonly Standing[], after: readonly Standing[]): MadeChange[] {
  const later = new Map(after.map((each) => [each.student.id, each]));
  return before.flatMap(({ student, total, seenTotal, sets }): MadeChange[] => {
    const now = later.get(student.id);
    // Who is no student of the course any more has no times in it.
    if (!now) return [];
    // By what they are called: sets are listed by their due times, which may be what changes.
    const ofNow = new Map(now.sets.map(({ slug, standing }) => [slug, standing]));
    const changed = sets.flatMap(({ slug, title, standing }) => {
      const then = ofNow.get(slug)!;
      return isDeepStrictEqual(standing, then) ? [] : [{ slug, title, before: standing, after: then }];
    });
    if (changed.length === 0 && total === now.total && seenTotal === now.seenTotal) return [];
    return [
      {
        student,
        sets: changed,
        total: { before: total, after: now.total },
        seenTotal: { before: seenTotal, after: now.seenTotal },
      },
    ];
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
): Promise<{ made: T; changes: MadeChange[] }> {
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

interface Made extends Effects {
  changes: MadeChange[];
}

/** Does a change and says whom it changes; as a preview, takes it back again. @param change what else is answered with */
export async function withEffects<T extends object>(
  db: Db,
  { preview, adds = false, ...whose }: Deciding,
  change: (tx: Tx) => Promise<T>,
  tell?: (tx: Tx, made: T & Made) => Promise<void>,
): Promise<T & Made> {
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
      if (error instanceof Preview) return error.made as T & Made;
      if (!isWriteConflict(error) && !isUniqueViolation(error)) throw error;
      if ((preview || adds) && looks < MOST_LOOKS) continue;
      throw new ApiError(
        'unacceptable',
        'Somebody changed the same at this moment. Look again, then repeat it.',
      );
    }
  }
}
