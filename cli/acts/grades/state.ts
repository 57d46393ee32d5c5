/** What one has to know before grades come out or are taken back. */
import { getCourse } from '../../../contract/courses.ts';
import type { ReleaseStanding } from '../../../contract/gradebook.ts';
import { listExtensions } from '../../../contract/extensions.ts';
import { listGradingQuestions } from '../../../contract/grading.ts';
import { decideSetPolicy, getSetPolicy } from '../../../contract/policies.ts';
import { UsageError } from '../../exit.ts';
import type { Asked } from '../act.ts';
import { wishOf } from '../policy/wish.ts';

export const STATE_OPERATIONS = [getCourse, getSetPolicy, listExtensions, listGradingQuestions] as const;

/** @param question one of the set's; @throws UsageError for another */
export async function stateOf(
  server: Asked<(typeof STATE_OPERATIONS)[number]>,
  params: { course: string; assignment: string },
  question: string | undefined,
) {
  const { timeZone } = await server.call(getCourse, { params: { course: params.course } });
  const view = await server.call(getSetPolicy, { params });
  const { questions } = await server.call(listGradingQuestions, { params });
  if (question !== undefined && !questions.some(({ id }) => id === question))
    throw new UsageError(
      `the set has no question ${question}, but ${questions.map(({ id }) => id).join(', ')}`,
    );
  const { dueAt, extensions } = await server.call(listExtensions, { params });
  // Of whoever has the longest.
  const lastDueAt = [dueAt, ...extensions.flatMap((each) => each.dueAt ?? [])].toSorted().at(-1)!;
  const seen: ReleaseStanding = { released: view.released, at: view.releasesAt };
  return { timeZone, view, seen, questions, lastDueAt };
}

/** @param at when a question's grades come out: at a time, never yet (null), or with the set's (undefined) */
export async function holdBack(
  server: Asked<typeof decideSetPolicy>,
  params: { course: string; assignment: string },
  { timeZone, view }: Pick<Awaited<ReturnType<typeof stateOf>>, 'timeZone' | 'view'>,
  { question, at, preview }: { question: string; at: string | null | undefined; preview: boolean },
) {
  const { heldBack, ...wish } = wishOf(view, timeZone);
  const { [question]: _, ...others } = heldBack;
  const policy = { ...wish, heldBack: at === undefined ? others : { ...others, [question]: at } };
  return server.call(decideSetPolicy, { params, body: { policy, preview } });
}
