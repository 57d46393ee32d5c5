import type { PersonName } from '../../../contract/common.ts';
import type {
  getGradingStatistics as operation,
  QuestionStatistics,
} from '../../../contract/gradingStatistics.ts';
import type { ResponseOf } from '../../../contract/operation.ts';
import { differenceOf, medianOf, summaryOf, timesOf } from '../../../grader/core/statistics.ts';
import type { GradingAct } from '../../../grader/core/statistics.ts';
import type { Db } from '../../database/prisma.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { staffOf } from '../requests/listRequests.ts';
import { agreementsIn } from './agreement.ts';
import { keptDecisions } from '../grading/keptScores.ts';
import type { KeptDecision } from '../grading/keptScores.ts';

/** Clicks that decided something, undoing included: it takes time, too. Files of scores have no time. */
async function actsIn(db: Db, assignmentId: string): Promise<GradingAct[]> {
  const rows = await db.$queryRaw<{ by: string; at: Date; question: string; answers: number }[]>`
    SELECT d.decided_by_id AS by, min(d.decided_at) AS at, a.question_id AS question,
      count(*) FILTER (WHERE d.kind = 'grade' AND d.undoes IS NULL)::int AS answers
    FROM grade_decisions d
    JOIN answers a ON a.id = d.answer_id
    JOIN submissions s ON s.id = a.submission_id
    JOIN groups g ON g.id = s.group_id
    WHERE g.assignment_id = ${assignmentId}::uuid AND d.import_id IS NULL
    GROUP BY d.action_id, d.decided_by_id, a.question_id`;
  return rows.map(({ at, ...row }) => ({ ...row, at: at.getTime() }));
}

type Times = ReturnType<typeof timesOf>;

function timeOf(times: Times): { seconds: number | null; timed: number } {
  return { seconds: medianOf(times.map(({ seconds }) => seconds)), timed: times.length };
}

/** A grade by a person, with its score. */
type Graded = KeptDecision & { grader: PersonName; score: number; decidedAt: Date };

function gradersOf(graded: readonly Graded[], times: Times): QuestionStatistics['graders'] {
  const byGrader = Map.groupBy(graded, ({ grader }) => grader.id);
  return [...byGrader.values()]
    .map((theirs) => {
      const person = theirs[0]!.grader;
      const scoresOf = (each: readonly Graded[]) => each.map(({ score }) => score);
      const inTime = theirs.toSorted((a, b) => a.decidedAt.getTime() - b.decidedAt.getTime());
      const half = inTime.length >> 1;
      return {
        person,
        scores: summaryOf(scoresOf(theirs))!,
        fromOthers: differenceOf(
          scoresOf(theirs),
          scoresOf(graded.filter(({ grader }) => grader.id !== person.id)),
        ),
        later: differenceOf(scoresOf(inTime.slice(half)), scoresOf(inTime.slice(0, half))),
        ...timeOf(times.filter(({ by }) => by === person.id)),
      };
    })
    .toSorted((a, b) => a.person.name.localeCompare(b.person.name));
}

/** How the questions of the version in force were graded, by the grades that stand. */
export async function getGradingStatistics(
  db: Db,
  { course, assignment, version }: AssignmentSubject,
): Promise<ResponseOf<typeof operation>> {
  const [answers, acts, items, staff] = await Promise.all([
    keptDecisions(db, assignment.id),
    actsIn(db, assignment.id),
    db.rubricItem.findMany({
      where: { assignmentId: assignment.id },
      orderBy: { position: 'asc' },
      include: { group: true },
    }),
    staffOf(db, course.id),
  ]);
  const { questions: asked } = version.definition;
  const agreements = await agreementsIn(db, assignment, { questions: asked, items });
  const times = Map.groupBy(timesOf(acts), ({ question }) => question);
  const byQuestion = Map.groupBy(answers, ({ questionId }) => questionId);
  const questions = asked.map(({ id, label, title, kind, points }): QuestionStatistics => {
    const ofQuestion = byQuestion.get(id) ?? [];
    const graded = ofQuestion.filter((each): each is Graded => each.grader !== null && each.score !== null);
    const ofItem = Map.groupBy(
      graded.flatMap(({ itemIds, grader }) => itemIds.map((item) => ({ item, by: grader.id }))),
      ({ item }) => item,
    );
    const inTime = times.get(id) ?? [];
    return {
      id,
      label: label ?? null,
      title,
      kind,
      points,
      answers: ofQuestion.length,
      scores: summaryOf(ofQuestion.flatMap(({ score }) => score ?? [])),
      ...timeOf(inTime),
      items: items
        .filter(
          ({ questionId, archivedAt, id: item }) =>
            questionId === id && (archivedAt === null || ofItem.has(item)),
        )
        .map(({ id: item, text, points: adds }) => {
          const uses = ofItem.get(item) ?? [];
          const byGrader = Object.fromEntries(
            [...Map.groupBy(uses, ({ by }) => by)].map(([by, theirs]) => [by, theirs.length]),
          );
          return { id: item, text, points: adds, applied: uses.length, byGrader };
        }),
      graders: gradersOf(
        graded.filter(({ imported }) => !imported),
        inTime,
      ),
      second: agreements.get(id) ?? null,
    };
  });
  return { questions, staff };
}
