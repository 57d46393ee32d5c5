import { z } from 'zod';
import { getGradingAnswer } from '../../../contract/grading.ts';
import type { GradingAnswer } from '../../../contract/grading.ts';
import { closeRequest, getRequest } from '../../../contract/requests.ts';
import { scoreOf } from '../../../grader/core/rubric.ts';
import { UsageError } from '../../exit.ts';
import { defineAct } from '../act.ts';
import { course, requestId } from '../inputs.ts';
import { found, requestLines, requestParams } from './found.ts';

const keys = z.array(z.string().regex(/^\d+$/, 'the number of an item, such as 2')).optional();

const taken = z.object({
  course,
  request: requestId,
  reply: closeRequest.body.shape.reply.describe('what the student reads; needed where the score stays'),
  give: keys.describe('number of a rubric item that the answer gets; as often as you like'),
  take: keys.describe('number of a rubric item that it loses'),
  adjustment: z.coerce
    .number()
    .min(-1000)
    .max(1000)
    .optional()
    .describe('points beside the items, instead of those so far'),
  comment: z.string().max(10_000).optional().describe('instead of the comment so far'),
});

export const requestClose = defineAct({
  words: 'request close',
  about: 'answer a regrade request for good: with a reply, or with another grade whose reason it is',
  scope: 'requests',
  operations: [getRequest, getGradingAnswer, closeRequest],
  args: ['course', 'request'],
  input: taken,
  async run(server, input) {
    const { request } = await found(server, input.course, input.request);
    const { submissionId, question } = request;
    const answer = await server.call(getGradingAnswer, { params: { submissionId, question } });
    const grade = gradeOf(answer, input);
    const after = grade === null ? answer.score : scoreWith(answer, grade);
    return {
      value: { request, before: answer.score, after, grade },
      lines: [
        ...requestLines(request),
        ...answer.rubric.map(
          ({ id, key, text, points }) =>
            `  ${(grade ?? answer.grade)?.appliedItemIds.includes(id) ? '[x]' : '[ ]'} ${key} ${text} (${points})`,
        ),
        `→ ${answer.score ?? '–'} → ${after ?? '–'} points${input.reply === '' ? '' : `. ${input.reply}`}`,
      ],
      apply: async () => ({
        value: await server.call(closeRequest, {
          params: requestParams(request),
          body: { reply: input.reply, grade },
        }),
        lines: ['Closed.'],
      }),
    };
  },
});

type Grade = Pick<
  NonNullable<GradingAnswer['grade']>,
  'appliedItemIds' | 'fullMarks' | 'adjustment' | 'comment'
>;

/** The grade that stands with what is to be other; null where nothing is. @throws UsageError for an item that there is not */
function gradeOf({ grade, rubric }: GradingAnswer, input: z.output<typeof taken>) {
  const { give = [], take = [], adjustment, comment } = input;
  if (give.length + take.length === 0 && adjustment === undefined && comment === undefined) return null;
  const idOf = (key: string): string => {
    const item = rubric.find((each) => String(each.key) === key);
    if (!item) throw new UsageError(`the rubric has no item ${key}`);
    return item.id;
  };
  const stands: Grade =
    grade === null || grade.kind === 'taken_back'
      ? { appliedItemIds: [], fullMarks: false, adjustment: 0, comment: '' }
      : grade;
  const lost = take.map(idOf);
  const kept = stands.appliedItemIds.filter((id) => !lost.includes(id));
  return {
    appliedItemIds: [...new Set([...kept, ...give.map(idOf)])],
    fullMarks: stands.fullMarks,
    adjustment: adjustment ?? stands.adjustment,
    comment: comment ?? stands.comment,
    baseRevision: grade?.revision ?? 0,
  };
}

/** The score that the server will give. */
function scoreWith({ question, automatic, maxScore, rubric }: GradingAnswer, grade: Grade): number | null {
  const { appliedItemIds, fullMarks, adjustment } = grade;
  const items = rubric.filter(({ id }) => appliedItemIds.includes(id));
  const decision = { fullMarks, items, adjustment };
  return scoreOf({ written: question.kind === 'written', automatic, maximum: maxScore, decision });
}
