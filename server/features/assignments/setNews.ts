/** Tells open pages of a course that a set of it, or what they show of answers, has changed, so that what was taken back is shown no longer. */
import type { SetsEvent } from '../../../contract/assignments.ts';
import type { z } from 'zod';
import { isOut } from '../../../grader/core/policies/times.ts';
import type { Followed } from '../../database/newsLine.ts';
import type { Deps } from '../../deps.ts';

interface Reader {
  courseId: string;
  userId: string;
  /** They hear of what concerns themselves, and of grades only while those are out. */
  isStudent: boolean;
}

type Event = z.input<typeof SetsEvent>;

export function setWatch({ db, news, clock }: Pick<Deps, 'db' | 'news' | 'clock'>) {
  /** Of which set the news are: asked once for all pages that hear them. */
  const sets = new WeakMap<Followed, Promise<{ courseId: string; gradesReleasedAt: Date | null } | null>>();
  const setOf = (heard: Followed) => {
    const known = sets.get(heard);
    if (known) return known;
    const asked = db.assignment.findUnique({
      where: { id: heard.assignment },
      select: { courseId: true, gradesReleasedAt: true },
    });
    // Prisma asks when it is waited for, and each time anew.
    const once = asked.then((set) => set);
    sets.set(heard, once);
    return once;
  };

  const isFor = async ({ courseId, userId, isStudent }: Reader, heard: Followed): Promise<boolean> => {
    if (heard.kind === 'submitted') return !isStudent && heard.course === courseId;
    const isOwn = !isStudent || heard.kind !== 'answers' || (heard.people?.includes(userId) ?? true);
    if (!isOwn) return false;
    const set = await setOf(heard);
    if (set?.courseId !== courseId) return false;
    return !isStudent || heard.kind === 'assignment' || isOut(set.gradesReleasedAt, clock());
  };

  return async function* watchSets(
    reader: Reader,
    { after, signal }: { after: string | undefined; signal: AbortSignal },
  ): AsyncGenerator<Event> {
    // Staff's lists say who has handed in, a student's page of its own hears so from its document.
    const isHeard = ({ kind }: Followed) => kind !== 'claims' && !(reader.isStudent && kind === 'submitted');
    for await (const heard of news.follow(after, signal, isHeard)) {
      if (heard === null) yield {};
      else {
        const concern = await Promise.all(heard.map((each) => isFor(reader, each)));
        const own = heard.filter((_, index) => concern[index]);
        // Of what is handed in only lists know, which hear of everything.
        const submissions = own.map((each) =>
          each.kind === 'answers' ? each.submissions : each.kind === 'submitted' ? [] : null,
        );
        const isMore = reader.isStudent || submissions.includes(null);
        if (own.length > 0)
          yield isMore ? {} : { submissionIds: [...new Set(submissions.flatMap((ids) => ids ?? []))] };
      }
    }
  };
}
