/**
 * A seeded random play of people who grade what the writing left: graders who are sent to answers, meet, collide, comment, take
 * back, undo and grade groups; an instructor who edits the rubric, pins, releases and takes back; students who hand in
 * again and change groups meanwhile. Now and then a server is killed.
 */
import { operations } from '../../../../contract/index.ts';
import type { Grade, GradeConflict, GradingAnswer } from '../../../../contract/grading.ts';
import type { SubmissionView } from '../../../../contract/submissions.ts';
import { PLACE, type Person, type Stage } from '../stage.ts';
import { Desk } from './desk.ts';
import { FLOOR, QUESTIONS, type Choice, type GradingLog, type QuestionId } from './log.ts';

type Random = () => number;

export interface People {
  graders: Desk[];
  instructor: Desk;
  students: Desk[];
}

export interface GradingPlay {
  random: Random;
  seconds: number;
  log: GradingLog;
  people: People;
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** @param received submissions of the writing before */
export async function beginGrading(
  stage: Stage,
  random: Random,
  received: readonly SubmissionView[],
): Promise<{ log: GradingLog; people: People }> {
  const sit = (person: Person) => Desk.of(person, stage.urls, random);
  const instructor = await sit(stage.staff);
  const graders = [];
  for (const person of stage.graders) graders.push(await sit(person));
  const students = [];
  for (const person of stage.students) students.push(await sit(person));
  const log: GradingLog = {
    operations: 0,
    entries: [],
    submissions: new Map(received.map((submission) => [submission.id, submission])),
    unanswered: new Set(),
    points: new Map(),
    bounded: new Set(),
    pins: new Map(),
    wrong: [],
  };
  await makeRubric(instructor, log);
  return { log, people: { graders, instructor, students } };
}

/** Question two gets two more items, which together take away no more than one point. */
async function makeRubric(instructor: Desk, log: GradingLog): Promise<void> {
  const params = { ...PLACE, question: 'two' };
  const rules = { name: 'Formula', exclusive: false, floor: FLOOR, cap: null };
  await instructor.read(operations.setRubricGroup, { params, body: rules });
  for (const text of ['No root', 'No decay']) {
    const { id } = await instructor.read(operations.createRubricItem, {
      params,
      body: { text, points: -0.75 },
    });
    const change = { params: { rubricItemId: id }, body: { group: rules.name } };
    await instructor.read(operations.editRubricItem, change);
    log.bounded.add(id);
  }
  for (const question of QUESTIONS) await readPoints(instructor, question, log);
}

async function readPoints(instructor: Desk, question: QuestionId, log: GradingLog): Promise<void> {
  const { items } = await instructor.read(operations.listRubricItems, { params: { ...PLACE, question } });
  for (const { id, points } of items) log.points.set(id, points);
}

/** Everybody acts at once until the time is over. */
export async function playGrading(
  stage: Stage,
  { random, seconds, log, people }: GradingPlay,
): Promise<void> {
  const end = Date.now() + seconds * 1_000;
  const live = async (acts: readonly (() => Promise<void>)[], rest: number): Promise<void> => {
    while (Date.now() < end) {
      await acts[Math.floor(random() * acts.length)]!();
      log.operations += 1;
      await pause(random() * rest);
    }
  };
  const haunt = async (): Promise<void> => {
    while (Date.now() < end - 4_000) {
      await pause(3_000 + random() * 4_000);
      await stage.kill(random() < 0.5 ? 0 : 1);
    }
  };
  await Promise.all([
    ...people.graders.map((desk) => live(graderActs(desk, random, log), 60)),
    live(instructorActs(people, random, log), 400),
    ...people.students.map((desk) => live(studentActs(desk, stage, random, log), 1_500)),
    haunt(),
  ]);
  await release(people.instructor, false);
}

export const release = (instructor: Desk, released: boolean) =>
  instructor.read(operations.releaseGrades, { params: PLACE, body: { released } });

/** What people may do who hand in: also called while nobody grades. */
export function studentActs(
  desk: Desk,
  stage: Stage,
  random: Random,
  log: GradingLog,
): (() => Promise<void>)[] {
  const handIn = async (): Promise<void> => {
    desk.count += 1;
    const own = `${desk.person.name}, ${desk.count}`;
    const both = random() < 0.3;
    const answers = random() < 0.3 ? {} : { two: own, ...(both && { one: own }) };
    const submission = await desk.handIn(answers);
    if (submission) log.submissions.set(submission.id, submission);
  };
  const leave = async (): Promise<void> => {
    await desk.ask(operations.leaveMyGroup, { params: PLACE });
  };
  const join = async (): Promise<void> => {
    const other = stage.students[Math.floor(random() * stage.students.length)]!;
    await desk.ask(operations.inviteToMyGroup, { params: PLACE, body: { userId: other.id } });
    const answer = await desk.ask(operations.getMyGroup, { params: PLACE });
    const invitation = answer.kind === 'done' ? answer.body.invitations[0] : undefined;
    if (!invitation) return;
    const params = { ...PLACE, invitationId: invitation.id };
    await desk.ask(operations.acceptInvitation, { params, body: { bring: random() < 0.5 } });
  };
  return [handIn, handIn, handIn, handIn, join, leave];
}

function instructorActs(
  { instructor, students }: People,
  random: Random,
  log: GradingLog,
): (() => Promise<void>)[] {
  const pick = <T>(all: readonly T[]): T | undefined => all[Math.floor(random() * all.length)];
  const edit = async (): Promise<void> => {
    const question = pick(QUESTIONS)!;
    const params = { ...PLACE, question };
    const { items } = await instructor.read(operations.listRubricItems, { params });
    const item = pick(items);
    if (!item) return;
    const points = -Math.floor(random() * 6) / 4;
    await instructor.ask(operations.editRubricItem, { params: { rubricItemId: item.id }, body: { points } });
    // Whether the answer came or not: what the rubric says now.
    await readPoints(instructor, question, log);
  };
  const pin = async (): Promise<void> => {
    const submission = pick([...log.submissions.values()]);
    const member = submission && pick(submission.members);
    if (!submission || !member) return;
    const isOff = log.pins.get(member.id) === submission.id;
    const params = { submissionId: submission.id };
    const body = { userId: member.id, reason: isOff ? null : 'the play' };
    await instructor.read(operations.pinSubmission, { params, body });
    if (isOff) log.pins.delete(member.id);
    else log.pins.set(member.id, submission.id);
  };
  const show = async (): Promise<void> => {
    for (const released of [true, false]) {
      await release(instructor, released);
      // Releasing is an instant: whoever reads afterwards reads by it.
      const student = pick(students)!;
      const answer = await student.insist(operations.getFeedback, { params: PLACE });
      if (answer.kind !== 'done') continue;
      const { questions, gradesReleasedAt } = answer.body;
      if ((gradesReleasedAt !== null) !== released) log.wrong.push('a release that is not seen');
      const seen = questions.some(
        ({ score, comment, from }) => score !== null || comment !== '' || from !== null,
      );
      if (!released && seen) log.wrong.push(`${student.person.name} sees a grade that is not released`);
    }
  };
  return [edit, edit, edit, pin, show];
}

const EMPTY: Choice = { kind: 'comment', items: [], fullMarks: false, adjustment: 0, comment: '' };

export function graderActs(desk: Desk, random: Random, log: GradingLog): (() => Promise<void>)[] {
  const pick = <T>(all: readonly T[]): T | undefined => all[Math.floor(random() * all.length)];
  const { person: by } = desk;
  const lost = () => void log.unanswered.add(by.id);
  const look = async (submissionId: string, question: QuestionId): Promise<GradingAnswer> =>
    desk.read(operations.getGradingAnswer, { params: { submissionId, question } });
  const anyAnswer = async (question: QuestionId): Promise<string | undefined> => {
    const params = { ...PLACE, question };
    return pick((await desk.read(operations.listGradingAnswers, { params })).answers)?.submissionId;
  };
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
    const { rubric, grade } = await look(submissionId, question);
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
      const answer = await desk.ask(operations.gradeAnswer, { params, body });
      if (answer.kind === 'unanswered') return lost();
      if (answer.kind === 'done') {
        log.entries.push({ by, submissionId, question, order: [answer.body.revision, 0], what });
        return;
      }
      const { code, details } = answer.body.error;
      if (code !== 'grade_conflict') {
        log.wrong.push(`${by.name} was refused: ${answer.body.error.message}`);
        return;
      }
      // Both are shown: the next attempt names the other's.
      looked = (details as GradeConflict).theirs;
      if (looked === null) log.wrong.push('a conflict with nothing');
    }
  };
  const gradeNext = async (): Promise<void> => {
    const question = pick(QUESTIONS)!;
    const answer = await desk.ask(operations.nextAnswer, {
      params: { ...PLACE, question },
      body: { after: null },
    });
    if (answer.kind === 'done' && answer.body.submissionId) await decide(answer.body.submissionId, question);
  };
  const gradeAny = async (): Promise<void> => {
    const question = pick(QUESTIONS)!;
    const id = await anyAnswer(question);
    if (id) await decide(id, question);
  };
  const gradeOld = async (): Promise<void> => {
    // From a page that was opened before the group handed in again.
    const id = pick([...log.submissions.keys()]);
    if (id) await decide(id, pick(QUESTIONS)!);
  };
  const claim = async (): Promise<void> => {
    const question = pick(QUESTIONS)!;
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
    const question = pick(QUESTIONS)!;
    const submissionId = await anyAnswer(question);
    const grade = submissionId ? (await look(submissionId, question)).grade : null;
    if (!submissionId || grade?.kind !== 'grade' || grade.from !== null) return;
    const params = { submissionId, question };
    const query = { baseRevision: grade.revision };
    const answer = await desk.ask(operations.ungradeAnswer, { params, query });
    if (answer.kind === 'unanswered') return lost();
    if (answer.kind === 'done')
      log.entries.push({
        by,
        submissionId,
        question,
        order: [grade.revision, 1],
        what: { ...EMPTY, kind: 'taken_back' },
      });
  };
  const undo = async (): Promise<void> => {
    const answer = await desk.ask(operations.undoGrading, { params: PLACE });
    if (answer.kind === 'unanswered') return lost();
    if (answer.kind !== 'done') return;
    const question = answer.body.question as QuestionId;
    for (const { submissionId, grade } of answer.body.answers)
      log.entries.push({ by, submissionId, question, order: [grade.revision, 0], what: 'undone' });
  };
  const gradeGroup = async (): Promise<void> => {
    const question = pick(QUESTIONS)!;
    const params = { ...PLACE, question };
    const { answers } = await desk.read(operations.listGradingAnswers, { params });
    const some = answers.filter(() => random() < 0.4).slice(0, 4);
    if (some.length === 0) return;
    const looked = await Promise.all(some.map(({ submissionId }) => look(submissionId, question)));
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
    const answer = await desk.ask(operations.gradeAnswerGroup, { params, body });
    if (answer.kind === 'unanswered') return lost();
    if (answer.kind !== 'done') return;
    const conflicts = new Set(answer.body.conflicts.map(({ submissionId }) => submissionId));
    for (const { submissionId, baseRevision } of targets)
      if (!conflicts.has(submissionId))
        log.entries.push({ by, submissionId, question, order: [baseRevision, 1], what });
  };
  return [gradeNext, gradeNext, gradeNext, gradeAny, gradeAny, gradeOld, claim, takeBack, undo, gradeGroup];
}
