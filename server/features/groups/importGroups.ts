import { createHash } from 'node:crypto';
import type { ResponseOf } from '../../../contract/operation.ts';
import type { importGroups as operation } from '../../../contract/arranging.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import type { WorkNews } from '../../database/workNews.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { arrangeGroups, type Arrangement, type Preview } from './arrangeGroups.ts';
import { listGroups } from './listGroups.ts';
import { ACTIVE } from '../roster/active.ts';
import { runTask } from '../../tasks/index.ts';

type Import = ResponseOf<typeof operation>;

const MOST_PROBLEMS = 200;

interface Members {
  members: readonly { id: string }[];
}

/**
 * The moves that make the wished groups. Each goes on with the document of the present group that has most of its members,
 * unless somebody is in that group whom the file does not name: whoever is not named stays where they are.
 */
export function movesFor(
  wished: readonly Members[],
  present: readonly Members[],
): Omit<Arrangement, 'reason'>[] {
  const named = new Set(wished.flatMap(({ members }) => members.map(({ id }) => id)));
  const goesOn = new Set<Members>();
  const apart: string[] = [];
  const together: string[][] = [];
  for (const { members } of wished) {
    const ids = new Set(members.map(({ id }) => id));
    const shared = (group: Members) => group.members.filter(({ id }) => ids.has(id)).length;
    const [home] = present
      .filter((group) => !goesOn.has(group) && group.members.every(({ id }) => named.has(id)))
      .filter((group) => ids.size > 1 && shared(group) > 0)
      .toSorted((a, b) => shared(b) - shared(a));
    if (home !== undefined) goesOn.add(home);
    const isIn = (group: Members | undefined, id: string) =>
      group?.members.some((member) => member.id === id) ?? false;
    for (const id of ids) if (!isIn(home, id) && present.some((group) => isIn(group, id))) apart.push(id);
    // Those of the document that goes on come first: the others are put into theirs.
    if (ids.size > 1)
      together.push([...ids].toSorted((a, b) => Number(isIn(home, b)) - Number(isIn(home, a))));
  }
  return [
    ...apart.map((id) => ({ userIds: [id], arrangement: 'apart' as const })),
    ...together.map((userIds) => ({ userIds, arrangement: 'together' as const })),
  ];
}

type Line = Awaited<ReturnType<typeof runTask<'readGroups'>>>;

/** What the file makes of the groups as they are. The digest names just these: the file, and the groups whose people it names. */
async function planOf(db: Db | Tx, subject: AssignmentSubject, { rows, problems: bad }: Line) {
  const { course, version } = subject;
  const { groupMax } = version.definition;
  const problems = [...bad];
  const students = await db.enrolment.findMany({
    where: { courseId: course.id, role: 'student', ...ACTIVE },
    select: { user: { select: { id: true, name: true, email: true } } },
  });
  const byEmail = new Map(students.map(({ user }) => [user.email, { id: user.id, name: user.name }]));
  const groups = new Map<string, { id: string; name: string }[]>();
  const seen = new Map<string, number>();
  for (const { line, group, email } of rows) {
    const student = byEmail.get(email);
    const earlier = seen.get(email);
    seen.set(email, earlier ?? line);
    if (!student) problems.push({ line, message: `${email} is no student of this course.` });
    else if (earlier !== undefined)
      problems.push({ line, message: `${email} stands in line ${earlier} already.` });
    else groups.set(group, [...(groups.get(group) ?? []), student]);
  }
  for (const [name, members] of groups) {
    if (members.length <= groupMax) continue;
    const line = rows.find(({ group }) => group === name)?.line ?? 1;
    problems.push({
      line,
      message: `Group ${name} has ${members.length} members; at most ${groupMax} are possible.`,
    });
  }
  const present = await listGroups(db, subject);
  const isAsWished = (members: readonly { id: string }[]) =>
    members.length === 1
      ? present.alone.some(({ id }) => id === members[0]?.id)
      : present.groups.some(
          (group) =>
            group.members.length === members.length &&
            group.members.every(({ id }) => members.some((member) => member.id === id)),
        );
  const planned = [...groups].map(([name, members]) => ({ name, members, changed: !isAsWished(members) }));
  const named = new Set(planned.flatMap(({ members }) => members.map(({ id }) => id)));
  const touched = present.groups
    .filter(({ members }) => members.some(({ id }) => named.has(id)))
    .map(({ id, members }) => [id, members.map((member) => member.id).toSorted()]);
  problems.sort((one, other) => one.line - other.line);
  const facts = JSON.stringify([problems, planned, touched]);
  return {
    problems,
    planned,
    moves: movesFor(
      planned.filter((group) => group.changed),
      present.groups,
    ),
    digest: createHash('sha256').update(facts).digest('base64url'),
  };
}

/**
 * Groups from a CSV file: everything that is wrong is said at once, and nothing is changed then.
 *
 * @param confirm the digest of the plan that was seen; absent: whatever the groups are
 * @throws ApiError unacceptable where groups, or the file, are others than the plan was made for
 */
export async function importGroups(
  db: Db,
  news: WorkNews,
  subject: AssignmentSubject,
  {
    csv,
    reason,
    confirm,
    preview,
    actorId,
    now,
  }: {
    csv: string;
    reason: string;
    confirm?: string | undefined;
    preview: Preview | null;
    actorId: string;
    now: Date;
  },
): Promise<Import> {
  const file = await runTask('readGroups', csv, actorId);
  let made: Awaited<ReturnType<typeof planOf>> | undefined;
  const plan = async (tx: Db | Tx): Promise<Arrangement[]> => {
    made = await planOf(tx, subject, file);
    if (preview === null && confirm !== undefined && confirm !== made.digest)
      throw new ApiError(
        'unacceptable',
        'Groups of the set, or the file, have changed since you looked. Nothing was changed: look at the new plan.',
      );
    return made.problems.length > 0 ? [] : made.moves.map((move) => ({ ...move, reason }));
  };
  const changes = await arrangeGroups(db, news, subject, { plan, actorId, now, preview });
  const { problems, planned, digest } = made!;
  if (problems.length > MOST_PROBLEMS)
    throw new ApiError('too_large', `The file has ${problems.length} bad lines; is it the right one?`);
  const isGood = problems.length === 0;
  return {
    problems,
    groups: planned,
    changes: isGood ? changes : null,
    digest,
    applied: isGood && preview === null,
  };
}
