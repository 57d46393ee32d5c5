import { getAssignment, listAssignments } from '../../../../contract/assignments.ts';
import type { BodyInputOf } from '../../../../contract/operation.ts';
import { tryAsStudent } from '../../../../contract/trying.ts';
import { call } from '../../api/call.ts';
import { invalidate } from '../../api/query.ts';
import { readSessionAgain } from '../../app/session.tsx';

/** Opens a set as its only student would, in a course of one's own. @returns its page */
export async function openTrial(course: string, body: BodyInputOf<typeof tryAsStudent>): Promise<string> {
  const opened = await call(tryAsStudent, { params: { course }, body });
  // There may be a course more.
  await readSessionAgain();
  await invalidate(getAssignment, listAssignments);
  return `/c/${opened.course}/sets/${opened.set}`;
}
