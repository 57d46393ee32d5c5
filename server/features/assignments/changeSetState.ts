import type { SetState } from '../../../contract/assignments.ts';
import type { PersonName } from '../../../contract/common.ts';
import type { StudentChange } from '../../../contract/effects.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import type { WorkNews } from '../../database/workNews.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { withEffects } from '../policies/effects.ts';
import { tellOfChanges } from '../policies/tellOfChanges.ts';
import { notify } from '../notifications/notify.ts';
import { unsubmittedWords, setStateWords } from '../notifications/words.ts';
import { askingChanges, askingIn, tellOfAsking } from '../requests/askingChanges.ts';
import { requireSeen } from '../requireSeen.ts';
import { begunWork } from './unsubmitted.ts';
import { lockedSet } from './lockedSet.ts';
import { concernedByState, stateKey, withOtherEnd, withSameEnds } from './tellOfState.ts';
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
  /** As a preview, who has begun and not handed in, of those whose page goes or comes again. */
  unsubmitted: PersonName[] | null;
}

/**
 * Takes a set back, archives it, or opens it again. Submissions, grades and drafts stay as they are. Whoever has begun and still had time, or has
 * some again, is told, and whoever loses the page of what they have begun, or may ask for regrades no more, or again. What was taken back uses no late days, so that scores of other sets may change: whoever sees one is told.
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
    if (stateOf(before) === state) return { state, asking: [], unsubmitted: [] };
    requireSeen(seen, stateOf(before), `Another instructor changed this meanwhile: ${STANDS[stateOf(before)]}.`);
    const could = await askingIn(tx, before, now);
    const after = await tx.assignment.update({
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
    // One that is taken back has a page for those alone who handed in.
    const hasOtherPage = (before.hiddenAt === null) !== (after.hiddenAt === null);
    const unsubmitted = hasOtherPage ? await begunWork(tx, before) : [];
    return { state, asking: askingChanges(could, await askingIn(tx, after, now)), unsubmitted };
  };
  const { changes, unsubmitted } = await withEffects(
    db,
    { courseId, now, preview, adds: true },
    change,
    async (tx, { changes: all, asking, unsubmitted }) => {
      const { id, slug } = assignment;
      const set = { id, slug, title: version.definition.title };
      const userIds = await concernedByState(tx, { id, courseId }, withOtherEnd(all, slug), { state, now });
      const words = setStateWords({ course, set }, state);
      const notice = { kind: 'extension', courseId, key: stateKey(id, now), now } as const;
      await notify(tx, { ...notice, userIds, words });
      const others = unsubmitted.map((each) => each.id).filter((each) => !userIds.includes(each));
      const page = unsubmittedWords({ course, set }, state === 'hidden' ? 'unseen' : 'seen');
      await notify(tx, { ...notice, userIds: others, words: page });
      await tellOfAsking(tx, { course, set }, asking, now);
      await tellOfChanges(
        tx,
        withSameEnds(all, (each) => each.slug === slug),
        { courseId, now, why: 'Another set of the course was taken back or opened again.' },
      );
    },
  );
  if (preview) return { state, changes, unsubmitted };
  news.tell({ kind: 'assignment', assignment: assignment.id });
  return { state, changes: null, unsubmitted: null };
}
