import { isDeepStrictEqual } from 'node:util';
import type { Act } from '../../../contract/auditLog.ts';
import { own } from '../../../contract/own.ts';
import type { SeenRerun } from '../../../contract/reruns.ts';
import { isOut } from '../../../grader/core/policies/times.ts';
import type { Tx } from '../../database/prisma.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { actsSince, lastActOf } from '../audit-log/actsSince.ts';
import { requireSeen } from '../requireSeen.ts';
import type { Stands } from './results.ts';

/** What can have made a result another one, or whose it is: done to a submission of the same people. */
const TO_WORK: readonly Act[] = [
  'adoptSecondGrading',
  'closeRequest',
  'createSubmission',
  'gradeAnswer',
  'gradeAnswerGroup',
  'importScores',
  'pinSubmission',
  'regradeSubmission',
  'undoGrading',
  'undoScoreImport',
  'ungradeAnswer',
  'ungradeAnswerGroup',
];
/** The same, done to the set, its reruns and its rubric. */
const TO_OTHERS: readonly Act[] = [
  'applyRerun',
  'decideSetPolicy',
  'editRubricItem',
  'publishAssignment',
  'setRubricGroup',
  'undoRerun',
];
const RELEASES: readonly Act[] = ['releaseGrades'];

interface Asked extends Pick<AssignmentSubject, 'course' | 'assignment'> {
  now: Date;
  seen: SeenRerun | undefined;
  /** Those that this is about, as they stand. */
  stands: readonly Stands[];
}

/** What is otherwise than it was seen, and who did what since that it is. */
async function meanwhile(
  tx: Tx,
  { course, assignment, stands }: Asked,
  { seen, released }: { seen: SeenRerun; released: boolean },
): Promise<string> {
  const set = { assignmentId: assignment.id };
  const others = stands.filter((each) => seen.results[each.submissionId] !== each.seen);
  const userIds = others.flatMap(({ members }) => members.map(({ id }) => id));
  const [work, ...about] = await Promise.all([
    tx.submission.findMany({
      where: { group: set, members: { some: { userId: { in: userIds } } } },
      select: { id: true },
    }),
    tx.rerun.findMany({ where: set, select: { id: true } }),
    tx.rubricItem.findMany({ where: set, select: { id: true } }),
    tx.rubricGroup.findMany({ where: set, select: { id: true } }),
  ]);
  const changes = [
    ...(seen.released === released
      ? []
      : [released ? 'students read the grades by now' : 'the grades were taken back']),
    ...(others.length === 0
      ? []
      : [
          others.length === 1
            ? 'one of these results is another'
            : `${others.length} of these results are others`,
        ]),
  ];
  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
  const subjects = [assignment.slug, assignment.id];
  const said = await actsSince(tx, course, seen.lastAct, [
    ...(seen.released === released ? [] : [{ actions: RELEASES, subjects }]),
    ...(others.length === 0
      ? []
      : [
          { actions: TO_WORK, subjects: ids(work) },
          { actions: TO_OTHERS, subjects: [...about.flatMap(ids), ...subjects] },
        ]),
  ]);
  return `Since this was looked at, ${changes.join(', and ')}${said === null ? '' : `: ${said}`}.`;
}

/**
 * Whoever lets results count, or no longer count, has seen them as they stand, and whether students read them.
 *
 * @throws ApiError not_as_seen with what stands, and who did what since
 */
export async function requireSeenRerun(tx: Tx, asked: Asked): Promise<void> {
  const { assignment, course, seen, stands, now } = asked;
  if (seen === undefined) return;
  const { gradesReleasedAt } = await tx.assignment.findUniqueOrThrow({ where: { id: assignment.id } });
  const released = isOut(gradesReleasedAt, now);
  const shown = stands.flatMap(({ submissionId }) => {
    const one = own(seen.results, submissionId);
    return one === undefined ? [] : [[submissionId, one]];
  });
  const [before, after] = [
    { released: seen.released, results: Object.fromEntries(shown) as SeenRerun['results'] },
    { released, results: Object.fromEntries(stands.map((each) => [each.submissionId, each.seen])) },
  ];
  if (isDeepStrictEqual(before, after)) return;
  const lastAct = await lastActOf(tx, course.id);
  requireSeen<SeenRerun>(
    { ...before, lastAct },
    { ...after, lastAct },
    await meanwhile(tx, asked, { seen, released }),
  );
}
