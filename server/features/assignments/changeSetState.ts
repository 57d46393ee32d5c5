import type { SetState } from '../../../contract/assignments.ts';
import type { SetStanding, StudentChange } from '../../../contract/effects.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import type { WorkNews } from '../../database/workNews.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { withEffects } from '../policies/effects.ts';
import { tellOfChanges } from '../policies/tellOfChanges.ts';
import { notify } from '../notifications/notify.ts';
import { setStateWords } from '../notifications/words.ts';
import { requireSeen } from '../requireSeen.ts';
import { lockedSet } from './lockedSet.ts';
import { stateOf } from './whyClosed.ts';

const STANDS: Readonly<Record<SetState, string>> = {
  open: 'the set is open',
  hidden: 'the set was taken back',
  archived: 'the set is archived',
};

type Where = Pick<AssignmentSubject, 'course' | 'assignment' | 'version'>;

interface Changed {
  state: SetState;
  /** As a preview, whom it would change. */
  changes: StudentChange[] | null;
}

/** The same, of which nothing is to be said of when work is taken: it is said in other words. */
const withSameEnd = (set: StudentChange['sets'][number]): StudentChange['sets'][number] => ({
  ...set,
  after: { ...set.after, acceptedUntil: set.before.acceptedUntil },
});

/**
 * Tells of it whoever has begun, and whoever was still in time or was told before that no more work is taken. To those who never saw the set it is
 * none of their news.
 */
async function tellOfState(
  tx: Tx,
  { course, assignment, version }: Where,
  changed: readonly { userId: string; after: SetStanding }[],
  { state, now }: { state: SetState; now: Date },
): Promise<void> {
  const userId = { in: changed.map((each) => each.userId) };
  const group = { assignmentId: assignment.id };
  const [inGroups, named, told] = await Promise.all([
    tx.groupMember.findMany({ where: { group, userId }, select: { userId: true } }),
    tx.submissionMember.findMany({ where: { submission: { group }, userId }, select: { userId: true } }),
    tx.notification.findMany({
      where: { userId, key: { startsWith: `extension ${assignment.id} state ` } },
      select: { userId: true },
    }),
  ]);
  const wereInTime = changed.filter(({ after: { opensAt, dueAt } }) => {
    const isSeen = opensAt === null || new Date(opensAt) <= now;
    return state !== 'open' && isSeen && new Date(dueAt) > now;
  });
  await notify(tx, {
    kind: 'extension',
    courseId: course.id,
    userIds: [...inGroups, ...named, ...told, ...wereInTime].map((each) => each.userId),
    key: `${assignment.id} state ${now.toISOString()}`,
    words: setStateWords({ course, set: { slug: assignment.slug, title: version.definition.title } }, state),
    now,
  });
}

/**
 * Takes a set back, archives it, or opens it again. Submissions, grades and drafts stay as they are. Whoever has begun and still had time, or has
 * some again, is told. What was taken back uses no late days, so that scores of other sets may change: whoever sees one is told.
 */
export async function changeSetState(
  db: Db,
  news: WorkNews,
  { course, assignment, version }: Where,
  {
    userId,
    now,
    state,
    preview,
    seen,
  }: { userId: string; now: Date; state: SetState; preview: boolean; seen?: SetState | undefined },
): Promise<Changed> {
  const courseId = course.id;
  const change = async (tx: Tx) => {
    const before = await lockedSet(tx, assignment.id);
    if (stateOf(before) === state) return { state };
    requireSeen(seen, stateOf(before), `Another instructor changed this meanwhile: ${STANDS[stateOf(before)]}.`);
    await tx.assignment.update({
      where: { id: assignment.id },
      data: {
        hiddenAt: state === 'hidden' ? (before.hiddenAt ?? now) : null,
        archivedAt: state === 'archived' ? (before.archivedAt ?? now) : null,
      },
    });
    await recordAudit(tx, {
      actorId: userId,
      courseId,
      action: 'changeSetState',
      subject: assignment.slug,
      details: { before: stateOf(before), after: state },
    });
    return { state };
  };
  const { changes } = await withEffects(
    db,
    { courseId, now, preview, adds: true },
    change,
    async (tx, { changes: all }) => {
      const isOf = ({ slug }: { slug: string }) => slug === assignment.slug;
      const changed = all.flatMap(({ student, sets }) => {
        const own = sets.find(isOf);
        const isOther = own && own.before.acceptedUntil !== own.after.acceptedUntil;
        return isOther ? [{ userId: student.id, after: own.after }] : [];
      });
      await tellOfState(tx, { course, assignment, version }, changed, { state, now });
      const rest = all.map(({ sets, ...each }) => ({ ...each, sets: sets.map((set) => (isOf(set) ? withSameEnd(set) : set)) }));
      await tellOfChanges(tx, rest, { courseId, now, why: 'Another set of the course was taken back or opened again.' });
    },
  );
  if (preview) return { state, changes };
  news.tell({ kind: 'assignment', assignment: assignment.id });
  return { state, changes: null };
}
