/** What was done, in words that follow the name of whoever did it. Pure. */
import { ACTS, type Act } from '../../../contract/auditLog.ts';
import type { JsonValue } from '../../../prisma/generated/internal/prismaNamespace.ts';

type Details = Readonly<Record<string, JsonValue | undefined>>;

/** Acts that are done and undone by one operation: which of them it was, is in the details. */
const WHICH: Partial<Record<Act, (details: Details) => string | undefined>> = {
  archiveCourse: ({ archived }) => (archived === true ? 'archived the course' : 'reopened the course'),
  changeSetState: ({ after }) =>
    ({ hidden: 'hid a set', open: 'opened a set', archived: 'archived a set' })[String(after)],
  markAnswer: ({ mark }) =>
    ({ flagged: 'flagged an answer', skipped: 'skipped an answer', settled: 'settled an answer' })[
      String(mark)
    ],
  releaseGrades: ({ released, planned }) => {
    if (released !== true) return 'took grades or their release back';
    return planned === true ? 'planned a release of grades' : 'released grades';
  },
};

const isAct = (action: string): action is Act => Object.hasOwn(ACTS, action);

/** An act of an older version, which this one does not know, is called as it was. */
export function actWords({ action, details }: { action: string; details: JsonValue }): string {
  if (!isAct(action)) return action;
  const isObject = typeof details === 'object' && details !== null && !Array.isArray(details);
  return WHICH[action]?.(isObject ? details : {}) ?? ACTS[action];
}
