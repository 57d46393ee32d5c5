import { and, type Place, type Words } from './words.ts';

type CourseNamed = Place['course'];

const subjectOf = ({ code }: CourseNamed, archived: boolean): string =>
  `${code}: the course ${archived ? 'was archived' : 'is open again'}`;

interface OfStudent {
  archived: boolean;
  /** The sets in which they could still work, or can again. */
  writes: readonly string[];
  /** Those of which they could ask for a regrade, or can again. */
  asks: readonly string[];
  /** Whether a request of theirs is open. */
  waits: boolean;
}

export const courseStateWords = (
  course: CourseNamed,
  { archived, writes, asks, waits }: OfStudent,
): Words => {
  const taken = writes.length > 0 && `no more work is taken in ${and(writes)}`;
  const asked = asks.length > 0 && `no regrade can be asked for in ${and(asks)}`;
  const answered = waits && 'your open regrade request is not answered';
  const goOn = writes.length > 0 && `go on with ${and(writes)} while the dates allow`;
  const ask = asks.length > 0 && `ask for regrades in ${and(asks)}`;
  const parts = (all: (string | false)[]) => and(all.filter((each) => each !== false));
  return {
    subject: subjectOf(course, archived),
    text: archived
      ? `${course.code} was put into the archive: for now ${parts([taken, asked, answered])}. What you wrote and submitted is kept, and you can read everything. If you still need something, ask your instructor.`
      : `${course.code} is open again: you can ${parts([goOn, ask]) || 'read the answer to your regrade request when it comes'}.`,
    path: `/c/${course.slug}`,
  };
};

export const staffCourseStateWords = (
  course: CourseNamed,
  { archived, by }: { archived: boolean; by: string },
): Words => ({
  subject: subjectOf(course, archived),
  text: archived
    ? `${by} put ${course.code} into the archive: everything can be read, and nobody can write, submit, grade or ask. An instructor can open it again under Settings.`
    : `${by} opened ${course.code} again, with the sets that were open when it was archived.`,
  path: `/c/${course.slug}`,
});
