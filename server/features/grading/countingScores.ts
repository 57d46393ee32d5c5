import type { RunState } from '../../../prisma/generated/client.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { countingSubmissions } from '../submissions/counting.ts';
import { runSeen } from '../submissions/runSeen.ts';
import { SCORED, scoreQuestion } from './scores.ts';
import type { QuestionScore } from './scores.ts';
import { commonScore, commonStanding, standingsOf } from './standing.ts';
import type { Standing } from './standing.ts';
import { currentOf, versionLinesOf } from './versionLine.ts';

export interface CountingScores {
  assignmentId: string;
  submissionId: string;
  groupId: string;
  /** Of its group. */
  alias: string;
  number: number;
  submittedAt: Date;
  /** Null where there is no program. */
  runState: RunState | null;
  /** Those for whom it counts. */
  students: { userId: string; scores: QuestionScore[] }[];
  /** For all of them together: of a question that one has no grade for, there is none. */
  scores: (QuestionScore & { standing: Standing | null; hasAnswer: boolean })[];
}

interface Asked {
  /** Of one student, or of some. */
  userId?: string | readonly string[];
  /** Of one question; submissions that do not have it are left out. */
  questionId?: string;
  /** When a student asks: they learn that a run is over when the tests that they see are. Absent: staff. */
  studentAt?: Date;
}

/**
 * The submissions that count, each with the state and score of every question for every student for whom it counts: what
 * the gradebook, lists, exports and counts of progress are made of. Texts and people stay in the database.
 */
export async function countingScores(
  db: Db | Tx,
  assignmentIds: readonly string[],
  { userId, questionId, studentAt }: Asked = {},
): Promise<CountingScores[]> {
  const counting = await countingSubmissions(db, assignmentIds, userId, studentAt);
  const usersOf = new Map<string, string[]>();
  for (const each of counting)
    usersOf.set(each.submissionId, [...(usersOf.get(each.submissionId) ?? []), each.userId]);
  const submissions = await db.submission.findMany({
    where: { id: { in: [...usersOf.keys()] } },
    select: {
      id: true,
      groupId: true,
      number: true,
      submittedAt: true,
      group: { select: { assignmentId: true, alias: true } },
      answers: { select: { questionId: true } },
      ...SCORED,
    },
  });
  const isStaff = studentAt === undefined;
  const standings = await standingsOf(db, counting, questionId);
  const lines = await versionLinesOf(db, assignmentIds);
  return submissions.flatMap(({ id, group, answers, runs, versionId, ...submission }): CountingScores[] => {
    const line = lines.get(group.assignmentId)!;
    const { questions: all } = currentOf(line).definition;
    const questions = all.filter((each) => questionId === undefined || each.id === questionId);
    if (questions.length === 0) return [];
    const userIds = usersOf.get(id) ?? [];
    const seen = { versionId, runs: runs.map((run) => runSeen(run, { isStaff })) };
    const students = userIds.map((each) => ({ userId: each, scores: [] as QuestionScore[] }));
    const scores = questions.map((question) => {
      const shared = standings.all(userIds, id, question.id);
      const scoreFor = (standing: Standing | null) => scoreQuestion(line, question, seen, standing);
      for (const { userIds: some, standing } of shared) {
        const score = scoreFor(standing);
        for (const student of students) if (some.includes(student.userId)) student.scores.push(score);
      }
      const hasAnswer = answers.some((answer) => answer.questionId === question.id);
      return { ...commonScore(shared, scoreFor), standing: commonStanding(shared), hasAnswer };
    });
    return [
      {
        ...submission,
        assignmentId: group.assignmentId,
        alias: group.alias,
        submissionId: id,
        runState: seen.runs[0]?.state ?? null,
        students,
        scores,
      },
    ];
  });
}

/** The submissions that were asked a question and count for somebody, with the state of that answer. */
export async function answersThatCount(db: Db | Tx, assignmentId: string, questionId: string) {
  const counting = await countingScores(db, [assignmentId], { questionId });
  // One that came in since has no answer to grade.
  return counting.flatMap(({ scores: [score], ...each }) =>
    score?.asked && score.hasAnswer ? [{ ...each, score }] : [],
  );
}
