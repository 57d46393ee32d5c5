import type { AssignmentDefinition, Problem } from '../../../contract/assignment.ts';
import type { AssignmentView } from '../../../contract/assignments.ts';
import type { VersionPlan } from '../../../contract/versions.ts';
import { isOut, timesFor } from '../../../grader/core/policies/times.ts';
import type { Assignment } from '../../../prisma/generated/client.ts';
import type { Db } from '../../database/prisma.ts';
import type { LoadAssignment } from '../../deps.ts';
import { datesOf } from '../../middleware/dueTimes.ts';
import type { Extension } from '../../middleware/dueTimes.ts';
import { loadCoursePolicy, loadPolicies, policyOfFile } from '../../middleware/policies.ts';
import { presentAssignment } from './present.ts';
import type { Head } from './present.ts';
import { changesSomebody, planVersion } from './planVersion.ts';
import { readFiles } from './readFiles.ts';
import type { AssignmentUpload } from './readFiles.ts';
import { nameProblems } from './uniqueNames.ts';

export interface Check {
  problems: Problem[];
  outcome: {
    assignment: AssignmentView;
    change: 'new' | 'changed' | 'unchanged';
    submissions: number;
    plan: VersionPlan | null;
  } | null;
}

/** The set as it would be for everybody: what was decided on the pages holds, whatever the files say. */
async function headOf(
  db: Db,
  courseId: string,
  {
    slug,
    definition,
    existing,
    now,
  }: { slug: string; definition: AssignmentDefinition; existing: Assignment | null; now: Date },
): Promise<Head> {
  const course = await db.course.findUniqueOrThrow({ where: { id: courseId } });
  const before = existing && (await loadPolicies(db, [existing.id])).get(existing.id);
  const fromFile = policyOfFile(definition.policy, await loadCoursePolicy(db, courseId), course.timeZone);
  const policy = before?.source === 'decided' ? before : fromFile;
  const dueAt = new Date(definition.dueAt);
  const dates = { dueAt, gradesReleasedAt: existing?.gradesReleasedAt ?? null };
  const times = timesFor<Extension>(datesOf(dates, policy), policy, []);
  const { releasesAt } = times;
  return {
    slug,
    dueAt,
    times,
    policy,
    row: { dueAt },
    gradesReleasedAt: isOut(releasesAt, now) ? releasesAt : null,
    hiddenAt: existing?.hiddenAt ?? null,
    archivedAt: existing?.archivedAt ?? null,
  };
}

/** What publishing the files would say and do, without doing it. */
export async function checkAssignment(
  db: Db,
  load: LoadAssignment,
  {
    courseId,
    userId,
    upload,
    now,
  }: { courseId: string; userId: string; upload: AssignmentUpload; now: Date },
): Promise<Check> {
  const read = await readFiles(load, upload, userId);
  const { slug, definition, contentHash, files } = read;
  const twins = await nameProblems(db, courseId, read);
  const problems = [...read.problems, ...twins];
  if (!definition || twins.length > 0) return { problems, outcome: null };
  const existing = await db.assignment.findUnique({
    where: { courseId_slug: { courseId, slug } },
    include: {
      versions: { orderBy: { number: 'desc' }, take: 1, select: { number: true, contentHash: true } },
    },
  });
  const latest = existing?.versions[0];
  const unchanged = latest?.contentHash === contentHash;
  const number = (latest?.number ?? 0) + (unchanged ? 0 : 1);
  const head = await headOf(db, courseId, { slug, definition, existing, now });
  const submissions = existing
    ? await db.submission.count({ where: { group: { assignmentId: existing.id } } })
    : 0;
  let plan: VersionPlan | null = null;
  if (existing && latest && !unchanged) {
    const { versions: _, ...assignment } = existing;
    const next = { definition, contentHash, files, publishedById: userId };
    const made = await planVersion(db, assignment, next, { ...upload, now });
    if (changesSomebody(made)) plan = made;
  }
  return {
    problems,
    outcome: {
      assignment: presentAssignment(head, { number, definition }),
      change: unchanged ? 'unchanged' : latest ? 'changed' : 'new',
      submissions,
      plan,
    },
  };
}
