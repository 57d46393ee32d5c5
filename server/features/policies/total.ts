/** A student's total of a course. */
import type { TotalView } from '../../../contract/policies.ts';
import { totalOfCourse } from '../../../grader/core/policies/total.ts';
import type { Db } from '../../database/prisma.ts';
import { loadCoursePolicy, loadPolicies } from '../../middleware/policies.ts';
import { listMyAssignments } from '../assignments/listAssignments.ts';
import { partOf } from './part.ts';

/** From what the student may see, so that it tells of nothing else. */
export async function getMyTotal(
  db: Db,
  reading: { courseId: string; userId: string; now: Date },
): Promise<TotalView> {
  const { courseId } = reading;
  const { categories } = await loadCoursePolicy(db, courseId);
  if (categories.length === 0) return { percent: null, categories: [] };
  const [rows, sets] = await Promise.all([
    listMyAssignments(db, reading),
    db.assignment.findMany({ where: { courseId }, select: { id: true, slug: true } }),
  ]);
  const policies = await loadPolicies(
    db,
    sets.map(({ id }) => id),
  );
  const parts = rows.map(({ slug, maxScore, state, mine }) => {
    const { id } = sets.find((each) => each.slug === slug)!;
    const isMissing = mine?.progress === 'missing';
    const theirs = { slug, maxScore, isHidden: state === 'hidden', isMissing, score: mine?.score ?? null };
    return partOf(theirs, policies.get(id)!);
  });
  const total = totalOfCourse(categories, parts);
  return {
    percent: total.percent,
    categories: categories.map(({ id, title, weight, dropLowest }) => {
      const { percent, dropped } = total.categories.find((each) => each.id === id)!;
      return { id, title, weight, dropLowest, percent, dropped };
    }),
  };
}
