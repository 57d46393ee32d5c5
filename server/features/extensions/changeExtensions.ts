import type { DueChange, ExtensionOutcome, Target } from '../../../contract/extensions.ts';
import { fromWallClock } from '../../../grader/assignment/time.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import type { WorkNews } from '../../database/workNews.ts';
import { ApiError } from '../../errors.ts';
import { loadDueTimes } from '../../middleware/dueTimes.ts';
import type { DueTimes } from '../../middleware/dueTimes.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { ACTIVE } from '../roster/active.ts';
import { countingSubmissions } from '../submissions/counting.ts';
import { isLate } from '../submissions/present.ts';
import { notify } from '../notifications/notify.ts';
import { extensionWords } from '../notifications/words.ts';
import { listExtensions } from './listExtensions.ts';

interface Act {
  actorId: string;
  now: Date;
  preview: boolean;
}

/** Ends a transaction without its changes, with what they would have done. */
class Preview extends Error {
  readonly outcome: ExtensionOutcome;
  constructor(outcome: ExtensionOutcome) {
    super('preview');
    this.outcome = outcome;
  }
}

type SetOf = AssignmentSubject['assignment'];

async function whomItChanges(tx: Tx, set: SetOf, before: DueTimes, after: DueTimes): Promise<DueChange[]> {
  const students = await tx.enrolment.findMany({
    where: { courseId: set.courseId, role: 'student', ...ACTIVE },
    select: { user: { select: { id: true, name: true } } },
    orderBy: { user: { name: 'asc' } },
  });
  const counting = await countingSubmissions(tx, [set.id]);
  const submissions = await tx.submission.findMany({
    where: { id: { in: counting.map(({ submissionId }) => submissionId) } },
    select: { id: true, submittedAt: true },
  });
  return students.flatMap(({ user }): DueChange[] => {
    const [was, will] = [before.of(set, user.id), after.of(set, user.id)];
    if (was.dueAt.getTime() === will.dueAt.getTime()) return [];
    const counted = counting.find(({ userId }) => userId === user.id)?.submissionId;
    const submission = submissions.find(({ id }) => id === counted);
    return [
      {
        student: user,
        before: was.dueAt.toISOString(),
        after: will.dueAt.toISOString(),
        lateBefore: submission ? isLate(submission, was) : null,
        lateAfter: submission ? isLate(submission, will) : null,
      },
    ];
  });
}

/** Does a change and says whom it changes; as a preview, takes it back again. So both can never say different things. */
async function withOutcome(
  db: Db,
  news: WorkNews,
  set: SetOf,
  preview: boolean,
  change: (tx: Tx) => Promise<void>,
  tell: (tx: Tx, changes: readonly DueChange[]) => Promise<void> = async () => undefined,
): Promise<ExtensionOutcome> {
  try {
    const outcome = await db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM assignments WHERE id = ${set.id}::uuid FOR UPDATE`;
      const before = await loadDueTimes(tx, [set]);
      await change(tx);
      const after = await loadDueTimes(tx, [set]);
      const changes = await whomItChanges(tx, set, before, after);
      const made = { ...(await listExtensions(tx, set)), changes, applied: !preview };
      if (preview) throw new Preview(made);
      await tell(tx, changes);
      return made;
    });
    news.tell({ kind: 'assignment', assignment: set.id });
    return outcome;
  } catch (error) {
    if (error instanceof Preview) return error.outcome;
    throw error;
  }
}

const NO_STUDENT = new ApiError('not_found', 'This student is not in the course.');
const NO_GROUP = new ApiError('not_found', 'This group is not there any more.');

/** @throws ApiError not_found when there is nobody of that kind */
async function assertTarget(tx: Tx, set: SetOf, target: Target): Promise<void> {
  const { courseId } = set;
  if (target.kind === 'student') {
    const where = { courseId, userId: target.userId, role: 'student' as const, ...ACTIVE };
    if ((await tx.enrolment.count({ where })) === 0) throw NO_STUDENT;
  } else if (target.kind === 'group') {
    const where = { id: target.groupId, assignmentId: set.id };
    if ((await tx.group.count({ where })) === 0) throw NO_GROUP;
  } else if ((await tx.enrolment.count({ where: { courseId, section: target.section } })) === 0) {
    throw new ApiError('not_found', `Nobody is in section ${target.section}.`);
  }
}

function momentOf(until: string, zone: string): Date {
  const at = fromWallClock(until.replace('T', ' '), zone);
  if (at instanceof Date) return at;
  throw new ApiError(
    'unacceptable',
    `There is no ${until.replace('T', ' ')} in ${zone}: the day does not exist, or clocks are put forward then. Choose another time.`,
  );
}

export function grantExtension(
  db: Db,
  news: WorkNews,
  { course, assignment: set, version }: AssignmentSubject,
  { target, until, reason, actorId, now, preview }: Act & { target: Target; until: string; reason: string },
): Promise<ExtensionOutcome> {
  const dueAt = momentOf(until, course.timeZone);
  if (dueAt <= set.dueAt) {
    throw new ApiError('unacceptable', 'That is no later than the set is due. An extension gives more time.');
  }
  const grant = async (tx: Tx) => {
    await assertTarget(tx, set, target);
    const { kind, ...whom } = target;
    const data = { assignmentId: set.id, ...whom, dueAt, reason, grantedById: actorId, grantedAt: now };
    const { id } = await tx.extension.create({ data });
    await recordAudit(tx, {
      actorId,
      courseId: course.id,
      action: 'grantExtension',
      subject: set.slug,
      details: { id, kind, ...whom, dueAt: dueAt.toISOString(), reason },
    });
  };
  return withOutcome(db, news, set, preview, grant, (tx, changes) =>
    notify(tx, {
      kind: 'extension',
      courseId: course.id,
      userIds: changes.map(({ student }) => student.id),
      key: `${set.id} ${now.toISOString()}`,
      words: extensionWords(
        { course, set: { slug: set.slug, title: version.definition.title } },
        dueAt,
        reason,
      ),
      now,
    }),
  );
}

export function revokeExtension(
  db: Db,
  news: WorkNews,
  { course, assignment: set }: AssignmentSubject,
  { id, actorId, preview }: Omit<Act, 'now'> & { id: string },
): Promise<ExtensionOutcome> {
  return withOutcome(db, news, set, preview, async (tx) => {
    const row = await tx.extension.findFirst({ where: { id, assignmentId: set.id } });
    if (!row) throw new ApiError('not_found', 'This extension was taken back already.');
    await tx.extension.delete({ where: { id } });
    const { userId, groupId, section, reason } = row;
    await recordAudit(tx, {
      actorId,
      courseId: course.id,
      action: 'revokeExtension',
      subject: set.slug,
      details: { id, userId, groupId, section, dueAt: row.dueAt.toISOString(), reason },
    });
  });
}
