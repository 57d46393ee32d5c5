import { SPANS, type Span, type SubmissionTimes } from '../../../contract/submissionTimes.ts';
import type { Db } from '../../database/prisma.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';

/** As many bars as can be looked at beside each other. */
const MOST = 60;
const HOURS: Record<Span, number> = { hour: 1, day: 24, week: 7 * 24 };

/**
 * How many submissions of a set came when, those of one group each. A day begins and ends on the course's clock, so that one of 23
 * hours is a day, too.
 */
export async function getSubmissionTimes(
  db: Db,
  { assignment, course }: AssignmentSubject,
): Promise<SubmissionTimes> {
  const [ends] = await db.$queryRaw<{ hours: number | null }[]>`
    SELECT extract(epoch FROM max(submitted_at) - min(submitted_at))::float8 / 3600 AS hours
    FROM submissions s JOIN groups g ON g.id = s.group_id
    WHERE g.assignment_id = ${assignment.id}::uuid`;
  const hours = ends?.hours ?? null;
  if (hours === null) return { span: 'hour', counts: [] };
  const span = SPANS.find((each) => hours / HOURS[each] < MOST - 1) ?? 'week';
  const step = `1 ${span}`;
  // The hour that a clock skips or strikes twice is an hour all the same.
  const zone = span === 'hour' ? 'UTC' : course.timeZone;
  const counts = await db.$queryRaw<{ from: Date; submissions: number; afterDue: number }[]>`
    WITH came AS (
      SELECT date_trunc(${span}, submitted_at, ${zone}) AT TIME ZONE ${zone} AS wall,
        submitted_at > ${assignment.dueAt} AS late
      FROM submissions s JOIN groups g ON g.id = s.group_id
      WHERE g.assignment_id = ${assignment.id}::uuid
    ), spans AS (
      SELECT generate_series(max(wall), min(wall), -${step}::interval) AS wall FROM came ORDER BY 1 DESC LIMIT ${MOST}
    )
    SELECT spans.wall AT TIME ZONE ${zone} AS "from", count(came.wall)::int AS submissions,
      (count(*) FILTER (WHERE late))::int AS "afterDue"
    FROM spans LEFT JOIN came USING (wall)
    GROUP BY spans.wall ORDER BY spans.wall`;
  return {
    span,
    counts: counts.map(({ from, ...count }) => ({ from: from.toISOString(), ...count })),
  };
}
