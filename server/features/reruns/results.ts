/** What a rerun would change: of each submission the result without it and with it. */
import type { RerunResult } from '../../../contract/reruns.ts';
import type { TestStatus } from '../../../grader/terms.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { COUNTING_RUNS, SCORED, scoreQuestion, totalOf } from '../grading/scores.ts';
import type { ScoredSubmission } from '../grading/scores.ts';
import type { VersionLine } from '../grading/versionLine.ts';
import { commonStanding, standingsOf } from '../grading/standing.ts';
import type { Standing } from '../grading/standing.ts';
import { currentOf, versionLineOf } from '../grading/versionLine.ts';
import type { Veil } from '../../middleware/veil.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';
import { countingSubmissions } from '../submissions/counting.ts';

const RUN = { ...SCORED.runs.select, countsFrom: true, graderVersion: true } as const;

/** The runs that would count if there were no such rerun. */
export const runWithout = (rerunId: string) =>
  ({
    ...COUNTING_RUNS,
    where: { ...COUNTING_RUNS.where, OR: [{ rerunId: null }, { rerunId: { not: rerunId } }] },
  }) as const satisfies Prisma.Submission$runsArgs;

/** A result as whoever lets it count or not decides upon it. */
export type Stands = Pick<
  RerunResult,
  | 'submissionId'
  | 'number'
  | 'members'
  | 'counts'
  | 'kind'
  | 'before'
  | 'after'
  | 'byHand'
  | 'applied'
  | 'seen'
>;

type StandingOf = (questionId: string) => Standing | null;

/** Points of the questions in code: those that a run has a say in. */
function pointsOf(line: VersionLine, submission: ScoredSubmission, standingOf: StandingOf): number | null {
  const questions = currentOf(line).definition.questions.filter(({ kind }) => kind !== 'written');
  return totalOf(
    questions.map((question) => scoreQuestion(line, question, submission, standingOf(question.id))),
  );
}

const isByHand = (line: VersionLine, standingOf: StandingOf): boolean =>
  currentOf(line).definition.questions.some(
    ({ id, kind }) => kind !== 'written' && standingOf(id)?.decision.kind === 'grade',
  );

/** Submissions of a rerun with the run that stands without it, and the rerun's own. */
async function readRuns(db: Db | Tx, assignmentId: string, rerunId: string) {
  const runs = await db.gradingRun.findMany({
    where: { rerunId },
    select: {
      ...RUN,
      submission: {
        select: {
          ...SCORED,
          id: true,
          number: true,
          members: { select: { user: PERSON_NAME } },
          runs: { ...runWithout(rerunId), select: RUN },
        },
      },
    },
  });
  const named = runs.flatMap(({ submission }) =>
    submission.members.map(({ user }) => ({ assignmentId, userId: user.id, submissionId: submission.id })),
  );
  const standings = await standingsOf(db, named);
  return runs.map(({ submission, ...run }) => {
    const userIds = submission.members.map(({ user }) => user.id);
    const standingOf: StandingOf = (questionId) =>
      commonStanding(standings.all(userIds, submission.id, questionId));
    return { submission, run, standingOf };
  });
}

interface TestOutcome {
  question: string;
  id: string;
  title: string;
  status: TestStatus;
}

/** How the tests of runs came out; the database takes them out of the reports, which are large. */
async function outcomesOf(db: Db, runIds: readonly string[]): Promise<Map<string, TestOutcome[]>> {
  const rows = await db.$queryRaw<{ id: string; tests: TestOutcome[] }[]>`
    SELECT run.id, jsonb_agg(jsonb_build_object(
      'question', question->>'id', 'id', test->>'id', 'title', test->>'title', 'status', test->>'status'
    )) AS tests
    FROM grading_runs run,
      jsonb_array_elements(COALESCE(run.report->'whole'->'questions', run.report->'questions')) question,
      jsonb_array_elements(question->'tests') test
    WHERE run.id = ANY(${[...runIds]}::uuid[]) AND run.state = 'done'
    GROUP BY run.id`;
  return new Map(rows.map(({ id, tests }) => [id, tests]));
}

/** Tests that come out otherwise. */
function differences(before: readonly TestOutcome[], after: readonly TestOutcome[]): RerunResult['tests'] {
  const keyed = (tests: readonly TestOutcome[]) =>
    new Map(tests.map((test) => [`${test.question} ${test.id}`, test]));
  const [old, now] = [keyed(before), keyed(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [a, b] = [old.get(key), now.get(key)];
    if (a?.status === b?.status) return [];
    const { question, id, title } = (b ?? a)!;
    return [{ question, id, title, before: a?.status ?? null, after: b?.status ?? null }];
  });
}

const ORDER: readonly RerunResult['kind'][] = ['up', 'down', 'errored', 'same', 'waiting'];

function kindOf(state: string, before: number | null, after: number | null): RerunResult['kind'] {
  if (state === 'failed') return 'errored';
  if (state !== 'done') return 'waiting';
  if (before === after) return 'same';
  return before === null || (after !== null && after > before) ? 'up' : 'down';
}

type Run = Prisma.GradingRunGetPayload<{ select: typeof RUN }>;

/** The runs that count with one of a rerun: in its place, where it is applied, and before all others where it would be. */
function runsWith(run: Run, others: readonly Run[]): Run[] {
  const from = run.countsFrom;
  const later = from === null ? [] : others.filter(({ countsFrom }) => countsFrom! > from);
  return [...later, run, ...others.slice(later.length)];
}

type Read = Awaited<ReturnType<typeof readRuns>>[number];

/** Scores without and with the results of a rerun, whether it is applied or not. */
async function compared(
  db: Db | Tx,
  assignmentId: string,
  rerunId: string,
): Promise<(Read & { stands: Stands })[]> {
  const [line, read, counting] = await Promise.all([
    versionLineOf(db, assignmentId),
    readRuns(db, assignmentId, rerunId),
    countingSubmissions(db, [assignmentId]),
  ]);
  const counted = new Set(counting.map(({ submissionId }) => submissionId));
  return read.map((each) => {
    const { submission, run, standingOf } = each;
    const before = pointsOf(line, submission, standingOf);
    const after =
      run.state === 'done'
        ? pointsOf(line, { ...submission, runs: runsWith(run, submission.runs) }, standingOf)
        : null;
    const kind = kindOf(run.state, before, after);
    const [counts, applied] = [counted.has(submission.id), run.countsFrom !== null];
    const byHand = isByHand(line, standingOf);
    const words = [counts && 'counts', byHand && 'by hand', applied && 'applied'].filter(Boolean);
    const stands = {
      submissionId: submission.id,
      number: submission.number,
      members: peopleOf(submission.members),
      ...{ counts, kind, before, after, byHand, applied },
      seen: `${kind} ${before} ${after} ${words.join(' ')}`,
    };
    return { ...each, stands };
  });
}

/** Each submission of a rerun as it stands. */
export const standsOf = async (tx: Tx, assignmentId: string, rerunId: string): Promise<Stands[]> =>
  (await compared(tx, assignmentId, rerunId)).map(({ stands }) => stands);

/** Each submission of a rerun with what it would change; those that change first, and of those alike by the names that are read. */
export async function resultsOf(
  db: Db,
  { assignmentId, rerunId, veil }: { assignmentId: string; rerunId: string; veil: Veil | null },
): Promise<RerunResult[]> {
  const read = await compared(db, assignmentId, rerunId);
  const runIds = read.flatMap(({ submission, run }) => [run.id, ...submission.runs.map(({ id }) => id)]);
  const outcomes = await outcomesOf(db, runIds);
  const results = read.map(({ submission, run, stands }): RerunResult => {
    const [standing] = submission.runs;
    return {
      ...stands,
      tests:
        run.state === 'done'
          ? differences(outcomes.get(standing?.id ?? '') ?? [], outcomes.get(run.id) ?? [])
          : [],
      graderBefore: standing?.graderVersion ?? null,
      graderAfter: run.graderVersion,
    };
  });
  const nameOf = ({ members }: RerunResult) =>
    (veil ? veil.namesFor(members.map(({ id }) => id))[0] : members[0]?.name) ?? '';
  return results.sort(
    (a, b) =>
      ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) ||
      nameOf(a).localeCompare(nameOf(b)) ||
      a.submissionId.localeCompare(b.submissionId),
  );
}
