import { isDeepStrictEqual } from 'node:util';
import type { Db, Tx } from '../../database/prisma.ts';
import { countingScores } from './countingScores.ts';
import { freshScores, rowsToKeep } from './keepScores.ts';

export interface VerifiedScores {
  scores: number;
  answers: number;
  /** Not compared, since somebody was changing them. */
  changing: number;
  /** Each a line: which, what is kept and what the law says. */
  differences: string[];
}

type Row = Record<string, unknown>;

/** As JSON, in which PostgreSQL and JavaScript write every number alike. */
async function keptRows(tx: Tx, assignmentId: string): Promise<{ scores: Row[]; answers: Row[] }> {
  const [scores, answers] = [
    await tx.$queryRaw<{ row: Row }[]>`
      SELECT to_json(k) AS row FROM kept_scores k WHERE assignment_id = ${assignmentId}::uuid`,
    await tx.$queryRaw<{ row: Row }[]>`
      SELECT to_json(k) AS row FROM kept_answers k WHERE assignment_id = ${assignmentId}::uuid`,
  ];
  const instant = ({ row }: { row: Row }): Row => ({
    ...row,
    submitted_at: new Date(row.submitted_at as string).toISOString(),
  });
  return { scores: scores.map(instant), answers: answers.map(({ row }) => row) };
}

function compare(
  kind: string,
  keyOf: (row: Row) => string,
  kept: readonly Row[],
  right: readonly Row[],
): string[] {
  const rows = new Map(kept.map((row) => [keyOf(row), row]));
  const expected = new Map(right.map((row) => [keyOf(row), row]));
  return [...new Set([...rows.keys(), ...expected.keys()])].flatMap((key) => {
    const [is, shouldBe] = [rows.get(key), expected.get(key)];
    if (isDeepStrictEqual(is, shouldBe)) return [];
    const say = (row: Row | undefined) => (row === undefined ? 'nothing' : JSON.stringify(row));
    return [`${kind} ${key}: kept ${say(is)}, computed ${say(shouldBe)}`];
  });
}

/** In one snapshot: whatever bears no mark is what the law says. */
async function verifySet(tx: Tx, assignmentId: string): Promise<VerifiedScores> {
  const marks = await tx.scoreChange.findMany({ where: { assignmentId }, select: { userId: true } });
  const marked = new Set(marks.map(({ userId }) => userId));
  const kept = await keptRows(tx, assignmentId);
  const counting = await countingScores(tx, [assignmentId]);
  // One whose score is being changed stands for all that names them: another submission may count now.
  const named = await tx.submissionMember.findMany({
    where: {
      userId: { in: [...marked].filter((id) => id !== null) },
      submission: { group: { assignmentId } },
    },
    select: { submissionId: true },
  });
  const changing = new Set(named.map(({ submissionId }) => submissionId));
  const isStill = ({ submission_id: id, user_id: user }: Row): boolean =>
    !marked.has(null) && !changing.has(String(id)) && !marked.has(typeof user === 'string' ? user : '');
  const computed = counting.map(rowsToKeep);
  const scores: Row[] = computed.flatMap((each) => each.scores);
  const answers: Row[] = computed.flatMap((each) => each.answers);
  return {
    scores: kept.scores.length,
    answers: kept.answers.length,
    changing: marked.has(null) ? counting.length : changing.size,
    differences: [
      ...compare('score', (row) => String(row.user_id), kept.scores.filter(isStill), scores.filter(isStill)),
      ...compare(
        'answer',
        (row) => `${String(row.submission_id)} ${String(row.question_id)}`,
        kept.answers.filter(isStill),
        answers.filter(isStill),
      ),
    ],
  };
}

/** Computes every score of some sets anew and compares it with the one that is kept. */
export async function verifyScores(db: Db, assignmentIds: readonly string[]): Promise<VerifiedScores> {
  await freshScores(db, assignmentIds);
  const all: VerifiedScores = { scores: 0, answers: 0, changing: 0, differences: [] };
  for (const id of assignmentIds) {
    const one = await db.$transaction((tx) => verifySet(tx, id), {
      isolationLevel: 'RepeatableRead',
      timeout: 600_000,
    });
    all.scores += one.scores;
    all.answers += one.answers;
    all.changing += one.changing;
    all.differences.push(...one.differences);
  }
  return all;
}

/** Marks everything, so that whoever reads next computes it anew. */
export async function forgetScores(db: Db, assignmentIds: readonly string[]): Promise<void> {
  await db.scoreChange.createMany({ data: assignmentIds.map((assignmentId) => ({ assignmentId })) });
  await db.keptAnswer.deleteMany({ where: { assignmentId: { in: [...assignmentIds] } } });
  await db.keptScore.deleteMany({ where: { assignmentId: { in: [...assignmentIds] } } });
}
