/** Which sets a student sees: not one that is taken back or not open yet, unless they handed something in for it. */
import type { WhyUnseen } from '../../deps.ts';
import { wallClockOf } from '../wallClock.ts';

export const whyUnseen: WhyUnseen = async (db, { course, set, opensAt }, { userId, now }) => {
  const isClosed = opensAt !== null && now < opensAt;
  if (!set.hiddenAt && !isClosed) return null;
  const members = { some: { userId } };
  const handedIn = await db.submission.count({ where: { group: { assignmentId: set.id }, members } });
  if (handedIn > 0) return null;
  if (set.hiddenAt) return `${course.code} has taken this set back. Nothing that you wrote is lost.`;
  return `This set is not open yet: it opens ${wallClockOf(opensAt!, course.timeZone)}.`;
};
