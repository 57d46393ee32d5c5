import type { CoursePolicyView, SetPolicyView } from '../../../contract/policies.ts';
import type { Db } from '../../database/prisma.ts';
import { loadCoursePolicy, loadPolicies } from '../../middleware/policies.ts';
import { LATEST_VERSION, readVersion } from '../../middleware/versions.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { PERSON_NAME } from '../people.ts';

export async function getSetPolicy(
  db: Db,
  { assignment, version }: AssignmentSubject,
): Promise<SetPolicyView> {
  const decisions = await db.policyDecision.findMany({
    where: { assignmentId: assignment.id },
    orderBy: { revision: 'desc' },
    select: { policy: true, decidedBy: PERSON_NAME, decidedAt: true },
  });
  const { policy, row } = assignment;
  return {
    policy: policy.set,
    source: policy.source,
    dueAt: row.dueAt.toISOString(),
    releasesAt: row.gradesReleasedAt?.toISOString() ?? null,
    course: policy.course,
    questions: version.definition.questions.map(({ id, label, title }) => ({
      id,
      title: label ? `${label} · ${title}` : title,
    })),
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
    sets: sets.flatMap(({ id, slug, versions: [latest] }) => {
      if (!latest) return [];
      const { category, weight, late } = policies.get(id)!.set;
      const { title } = readVersion(latest).definition;
      return [{ slug, title, category, weight, hasOwnRules: late !== null }];
    }),
  };
}
