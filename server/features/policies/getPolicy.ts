import type { Question } from '../../../contract/assignment.ts';
import type { CoursePolicyView, LastDecision, SetPolicyView } from '../../../contract/policies.ts';
import type { JsonValue } from '../../../prisma/generated/internal/prismaNamespace.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { loadCoursePolicy, loadPolicies } from '../../middleware/policies.ts';
import { LATEST_VERSION, readVersion } from '../../middleware/versions.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { everAsked, versionLineOf } from '../grading/versionLine.ts';
import { PERSON_NAME } from '../people.ts';

/** The decision that stands about a set, or, without one, about the course itself. */
export async function lastDecision(
  db: Db | Tx,
  courseId: string,
  assignmentId: string | null,
): Promise<{ last: LastDecision | null; policy: JsonValue }> {
  const row = await db.policyDecision.findFirst({
    where: { courseId, assignmentId },
    orderBy: { revision: 'desc' },
    select: { revision: true, policy: true, decidedBy: PERSON_NAME, decidedAt: true },
  });
  if (!row) return { last: null, policy: null };
  const { policy, decidedAt, ...last } = row;
  return { last: { ...last, decidedAt: decidedAt.toISOString() }, policy };
}

export async function getSetPolicy(
  db: Db,
  { course, assignment, version }: AssignmentSubject,
): Promise<SetPolicyView> {
  const { last } = await lastDecision(db, course.id, assignment.id);
  const decisions = await db.policyDecision.findMany({
    where: { assignmentId: assignment.id },
    orderBy: { revision: 'desc' },
    select: { policy: true, decidedBy: PERSON_NAME, decidedAt: true },
  });
  const { policy, row, gradesReleasedAt } = assignment;
  const asked = version.definition.questions;
  const gone = Object.keys(policy.set.heldBack).filter((held) => !asked.some(({ id }) => id === held));
  const line = gone.length === 0 ? [] : await versionLineOf(db, assignment.id);
  const namedIn = ({ id, label, title }: Question) => ({ id, label: label ?? null, title });
  return {
    policy: policy.set,
    last,
    source: policy.source,
    dueAt: row.dueAt.toISOString(),
    releasesAt: row.gradesReleasedAt?.toISOString() ?? null,
    released: gradesReleasedAt !== null,
    course: policy.course,
    questions: [
      ...asked.map(namedIn),
      ...gone.map((id) => {
        const { question } = everAsked(line, id);
        return { ...namedIn(question), id, title: `${question.title} (taken out)` };
      }),
    ],
    decisions: decisions.map(({ policy: decided, decidedBy, decidedAt }) => ({
      decidedBy,
      decidedAt: decidedAt.toISOString(),
      taken: decided === null,
    })),
  };
}

export async function getCoursePolicy(db: Db, courseId: string): Promise<CoursePolicyView> {
  const sets = await db.assignment.findMany({
    where: { courseId },
    include: { versions: LATEST_VERSION },
    orderBy: [{ dueAt: 'asc' }, { slug: 'asc' }],
  });
  const policies = await loadPolicies(
    db,
    sets.map(({ id }) => id),
  );
  return {
    policy: await loadCoursePolicy(db, courseId),
    last: (await lastDecision(db, courseId, null)).last,
    sets: sets.flatMap(({ id, slug, versions: [latest] }) => {
      if (!latest) return [];
      const { category, weight, late } = policies.get(id)!.set;
      const { title } = readVersion(latest).definition;
      return [{ slug, title, category, weight, hasOwnRules: late !== null }];
    }),
  };
}
