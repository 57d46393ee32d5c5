/** Graders who are sent to answers, meet, collide, comment, take back, undo and grade groups. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Grade, GradeConflict, GradingAnswer, GradingAnswerRow } from '../../../../contract/grading.ts';
import { operations } from '../../../../contract/index.ts';
import { PLACE } from '../stage.ts';
import type { Desk } from './desk.ts';
import { editRubric } from './instructor.ts';
import { epochsWithin, sheetNow, type Choice, type GradingLog, type Span } from './log.ts';
import { pointsOf, type QuestionId } from './sheet.ts';

const EMPTY: Choice = { kind: 'comment', items: [], fullMarks: false, adjustment: 0, comment: '' };

export function graderActs(desk: Desk, random: () => number, log: GradingLog): (() => Promise<void>)[] {
  const pick = <T>(all: readonly T[]): T | undefined => all[Math.floor(random() * all.length)];
  const { person: by } = desk;
  const isGone = (question: QuestionId, span: Span): boolean =>
    epochsWithin(log, span).some(
      ({ version }) => pointsOf(log.versions[version]!.sheet)[question] === undefined,
    );
  const lost = () => void log.unanswered.add(by.id);
  /** Null where the question is not asked now, or was not asked then. */
  const look = async (submissionId: string, question: QuestionId): Promise<GradingAnswer | null> => {
    const answer = await desk.insist(operations.getGradingAnswer, { params: { submissionId, question } });
    return answer.kind === 'done' ? answer.body : null;
  };
  const rowsOf = async (question: QuestionId): Promise<GradingAnswerRow[]> => {
    const answer = await desk.insist(operations.listGradingAnswers, { params: { ...PLACE, question } });
    return answer.kind === 'done' ? answer.body.answers : [];
  };
  const anyAnswer = async (question: QuestionId): Promise<string | undefined> =>
    pick(await rowsOf(question))?.submissionId;
  const anyQuestion = (): QuestionId => pick(Object.keys(pointsOf(sheetNow(log))) as QuestionId[])!;
  const choose = (items: readonly string[], grade: Grade | null): Choice => {
    desk.count += 1;
    const comment = `<${by.name}.${desk.count}>`;
    const roll = random();
    if (roll < 0.15 && grade?.kind !== 'grade') return { ...EMPTY, comment };
    const chosen = { ...EMPTY, kind: 'grade', comment } as const;
    if (roll < 0.4) return { ...chosen, fullMarks: true };
    if (roll < 0.6) return { ...chosen, adjustment: -(1 + Math.floor(random() * 4)) / 4 };
    const some = items.filter(() => random() < 0.5);
    return some.length > 0 ? { ...chosen, items: some } : { ...chosen, fullMarks: true };
  };
  const bodyOf = ({ items, fullMarks, adjustment, comment }: Choice) => ({
    appliedItemIds: [...items],
    fullMarks,
    adjustment,
    comment,
  });

  const decide = async (submissionId: string, question: QuestionId): Promise<void> => {
    const answer = await look(submissionId, question);
    if (!answer) return;
    const { rubric, grade } = answer;
    // Somebody who thinks for a moment: others decide meanwhile.
    await pause(random() * 80);
    let looked = grade;
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const what = choose(
        rubric.map(({ id }) => id),
        looked,
      );
      const params = { submissionId, question };
      const body = { ...bodyOf(what), baseRevision: looked?.revision ?? 0 };
      const asked = log.tick();
      const answer = await desk.ask(operations.gradeAnswer, { params, body });
      if (answer.kind === 'unanswered') return lost();
      const span = { asked, answered: log.tick() };
      if (answer.kind === 'done') {
        log.entries.push({ by, submissionId, question, order: [answer.body.revision, 0], what, span });
        return;
      }
      const { code, details } = answer.body.error;
      if (code !== 'grade_conflict') {
        const refused = `${by.name} was refused: ${answer.body.error.message}`;
        // It may have been taken out of the set meanwhile, by somebody who has not heard so yet.
        log.doubts.push(() => (code === 'not_found' && isGone(question, span) ? null : refused));
        return;
      }
      // Both are shown: the next attempt names the other's.
      looked = (details as GradeConflict).theirs;
      if (looked !== null) continue;
      // Each of the group may have another grade since: then none stands for all of them, and they are told apart.
      const now = await look(submissionId, question);
      if (now?.grade === null && now.apart.length === 0) log.wrong.push('a conflict with nothing');
    }
  };
  const gradeNext = async (): Promise<void> => {
    const question = anyQuestion();
    const answer = await desk.ask(operations.nextAnswer, {
      params: { ...PLACE, question },
      body: { after: null },
    });
    if (answer.kind === 'done' && answer.body.submissionId) await decide(answer.body.submissionId, question);
  };
  const gradeAny = async (): Promise<void> => {
    const question = anyQuestion();
    const id = await anyAnswer(question);
    if (id) await decide(id, question);
  };
  const gradeOld = async (): Promise<void> => {
    // From a page that was opened before the group handed in again.
    const id = pick([...log.submissions.keys()]);
    if (id) await decide(id, anyQuestion());
  };
  const claim = async (): Promise<void> => {
    const question = anyQuestion();
    const submissionId = await anyAnswer(question);
    if (!submissionId) return;
    const answer = await desk.ask(operations.claimAnswer, {
      params: { submissionId, question },
      body: { hold: [] },
    });
    if (answer.kind === 'done' && answer.body.here.some(({ id }) => id === by.id))
      log.wrong.push(`${by.name} meets themselves`);
  };
  const takeBack = async (): Promise<void> => {
    const question = anyQuestion();
    const submissionId = await anyAnswer(question);
    const grade = submissionId ? (await look(submissionId, question))?.grade : null;
    if (!submissionId || grade?.kind !== 'grade' || grade.from !== null) return;
    const params = { submissionId, question };
    const query = { baseRevision: grade.revision };
    const asked = log.tick();
    const answer = await desk.ask(operations.ungradeAnswer, { params, query });
    if (answer.kind === 'unanswered') return lost();
    const span = { asked, answered: log.tick() };
    const what = { ...EMPTY, kind: 'taken_back' } as const;
    if (answer.kind === 'done')
      log.entries.push({ by, submissionId, question, order: [grade.revision, 1], what, span });
  };
  const undo = async (): Promise<void> => {
    const answer = await desk.ask(operations.undoGrading, { params: PLACE });
    if (answer.kind === 'unanswered') return lost();
    if (answer.kind !== 'done') return;
    const question = answer.body.question as QuestionId;
    // What is restored was made about what held when it was made.
    for (const { submissionId, grade } of answer.body.answers)
      log.entries.push({ by, submissionId, question, order: [grade.revision, 0], what: 'undone' });
  };
  const gradeGroup = async (): Promise<void> => {
    const question = anyQuestion();
    const params = { ...PLACE, question };
    const some = (await rowsOf(question)).filter(() => random() < 0.4).slice(0, 4);
    const found = await Promise.all(some.map(({ submissionId }) => look(submissionId, question)));
    const looked = found.filter((answer) => answer !== null);
    if (looked.length === 0) return;
    const what = {
      ...choose(
        looked[0]!.rubric.map(({ id }) => id),
        looked.find(({ grade }) => grade?.kind === 'grade')?.grade ?? null,
      ),
    };
    const targets = looked.map(({ submissionId, grade }) => ({
      submissionId,
      baseRevision: grade?.revision ?? 0,
    }));
    const body = { ...bodyOf(what), groupName: 'Alike', answers: targets };
    const asked = log.tick();
    const answer = await desk.ask(operations.gradeAnswerGroup, { params, body });
    if (answer.kind === 'unanswered') return lost();
    const span = { asked, answered: log.tick() };
    if (answer.kind !== 'done') return;
    const conflicts = new Set(answer.body.conflicts.map(({ submissionId }) => submissionId));
    for (const { submissionId, baseRevision } of targets)
      if (!conflicts.has(submissionId))
        log.entries.push({ by, submissionId, question, order: [baseRevision, 1], what, span });
  };
  const edit = () => editRubric(desk, random, log);
  const often = [gradeNext, gradeNext, gradeNext, gradeAny, gradeAny];
  return [...often, gradeOld, claim, takeBack, undo, gradeGroup, edit];
}
