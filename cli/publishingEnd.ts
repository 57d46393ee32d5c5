/** Where a set is published: on a server, by its API, or in a database, by the same use cases. */
import { checkAssignment, publishAssignment } from '../contract/publishing.ts';
import type { BodyInputOf, ResponseOf } from '../contract/operation.ts';
import { UsageError } from './exit.ts';
import { Remote } from './remote.ts';

export type Upload = BodyInputOf<typeof publishAssignment>;

export interface PublishingEnd {
  /** What publishing would do. */
  check: (upload: Upload) => Promise<ResponseOf<typeof checkAssignment>>;
  /** @throws what has a message for people, and for another plan than was confirmed this one in its `details` */
  publish: (upload: Upload) => Promise<ResponseOf<typeof publishAssignment>>;
}

export async function onServer<T>(
  server: string,
  course: string,
  work: (end: PublishingEnd) => Promise<T>,
): Promise<T> {
  const remote = await Remote.at(server);
  const params = { course };
  return work({
    check: (body) => remote.call(checkAssignment, { params, body }),
    // They have run here, those that train networks among them, or were left out by whoever publishes.
    publish: (body) => remote.call(publishAssignment, { params, body: { ...body, samples: 'left_out' } }),
  });
}

/** @param as address of the instructor who publishes; the first of the course when absent */
export async function onDatabase<T>(
  { course: slug, as }: { course: string; as?: string | undefined },
  work: (end: PublishingEnd) => Promise<T>,
): Promise<T> {
  // What needs no database starts without loading one.
  const { withDatabase } = await import('../server/database/withDatabase.ts');
  const { checkAssignment: check } = await import('../server/features/assignments/checkAssignment.ts');
  const { publishAssignment: publish } = await import('../server/features/assignments/publishAssignment.ts');
  const { loadAssignment } = await import('../grader/assignment/load.ts');
  const { NO_NEWS } = await import('../server/database/workNews.ts');
  return withDatabase(async (db) => {
    const course = await db.course.findUnique({ where: { slug } });
    if (!course) {
      const known = await db.course.findMany({ select: { slug: true } });
      throw new UsageError(
        `no course ${slug}; there are ${known.map((each) => each.slug).join(', ') || 'none yet'}`,
      );
    }
    const instructor = await db.enrolment.findFirst({
      where: {
        courseId: course.id,
        role: 'instructor',
        leftAt: null,
        ...(as !== undefined && { user: { email: as } }),
      },
    });
    if (!instructor) throw new UsageError(`${as ?? 'nobody'} is an instructor of ${slug}`);
    const { courseId, userId } = instructor;
    return work({
      check: (upload) => check(db, loadAssignment, { courseId, userId, upload, now: new Date() }),
      publish: (upload) =>
        publish(db, NO_NEWS, loadAssignment, { courseId, publishedById: userId, now: new Date(), upload }),
    });
  });
}
