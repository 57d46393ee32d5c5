import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { mount } from '../../middleware/mount.ts';
import { describeImage } from '../images/serveImage.ts';
import { PERSON_NAME } from '../people.ts';
import { changeSetState } from './changeSetState.ts';
import { checkAssignment } from './checkAssignment.ts';
import { listCourseAssignments, listMyAssignments } from './listAssignments.ts';
import { lateDaysIn, loadLateness, setsOfCourse } from '../policies/lateness.ts';
import { SampleRuns } from '../set-samples/runSamples.ts';
import { getSetImage } from './getSetImage.ts';
import { planCsv } from './planCsv.ts';
import { presentAssignment } from './present.ts';
import { publishAssignment } from './publishAssignment.ts';
import { setWatch } from './setNews.ts';

/** A folder of text files; to read as much as that keeps the server's thread for less than a twentieth of a second. */
const FILES_LIMIT = '8mb';

export function assignmentRoutes(deps: Deps): Router {
  const router = Router();
  const { db, news, loadAssignment } = deps;
  const samples = new SampleRuns(deps);

  mount(router, deps, operations.listAssignments, async ({ course, user, role, now }) => ({
    assignments:
      role === 'student'
        ? await listMyAssignments(db, { courseId: course.id, userId: user.id, now })
        : await listCourseAssignments(db, course.id, now),
  }));
  const watchSets = setWatch(deps);
  mount(
    router,
    deps,
    operations.streamSets,
    ({ course, user, role, query: { after }, signal }) =>
      watchSets({ courseId: course.id, userId: user.id, isStudent: role === 'student' }, { after, signal }),
    { event: 'sets' },
  );
  mount(router, deps, operations.getAssignment, async ({ assignment, version, user, role }) => {
    if (role !== 'student') return presentAssignment(assignment, version);
    const lateness = await loadLateness(db, await setsOfCourse(db, assignment.courseId), [user.id]);
    return presentAssignment(assignment, version, lateDaysIn(lateness, assignment.row, user.id));
  });
  mount(router, deps, operations.getSetImage, async ({ version, params, user, role, response }) => {
    const wanted = { image: params.image, student: role === 'student' ? user.id : null };
    const { bytes, mediaType } = await getSetImage(db, version, wanted);
    describeImage(response, { name: params.image, mediaType });
    // Another version may have another image of the name: a browser asks whether it has.
    response.set('Cache-Control', 'private, no-cache');
    return bytes;
  });
  mount(
    router,
    deps,
    operations.checkAssignment,
    ({ course, user, body, now }) =>
      checkAssignment(db, loadAssignment, { courseId: course.id, userId: user.id, upload: body, now }),
    { limit: FILES_LIMIT },
  );
  mount(
    router,
    deps,
    operations.exportVersionPlan,
    async ({ course, user, body, now, response }) => {
      const checked = await checkAssignment(db, loadAssignment, {
        courseId: course.id,
        userId: user.id,
        upload: body,
        now,
      });
      if (!checked.outcome?.plan)
        throw new ApiError('unacceptable', 'There is no plan: nothing that was handed in would change.');
      response.attachment(`${checked.outcome.assignment.slug}-version-${checked.outcome.plan.version}.csv`);
      return planCsv(checked.outcome.plan);
    },
    { limit: FILES_LIMIT },
  );
  mount(
    router,
    deps,
    operations.publishAssignment,
    async ({ course, user, body, now, signal }) => {
      if (body.samples === 'run') await samples.insist({ upload: body, userId: user.id, signal });
      return publishAssignment(db, news, loadAssignment, {
        courseId: course.id,
        publishedById: user.id,
        now,
        upload: body,
      });
    },
    { limit: FILES_LIMIT },
  );
  mount(
    router,
    deps,
    operations.runSamples,
    ({ body, user, signal }) => samples.runNext({ upload: body, userId: user.id, signal }),
    { limit: FILES_LIMIT },
  );
  mount(router, deps, operations.changeSetState, (call) =>
    changeSetState(db, news, call, { ...call.body, userId: call.user.id, now: call.now }),
  );
  mount(router, deps, operations.listVersions, async ({ assignment }) => {
    const versions = await db.assignmentVersion.findMany({
      where: { assignmentId: assignment.id },
      orderBy: { number: 'desc' },
      select: { number: true, contentHash: true, publishedAt: true, publishedBy: PERSON_NAME },
    });
    return {
      versions: versions.map((version) => ({ ...version, publishedAt: version.publishedAt.toISOString() })),
    };
  });
  return router;
}
