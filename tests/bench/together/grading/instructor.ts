/** An instructor who edits the rubric, pins submissions, releases grades and takes them back. */
import { operations } from '../../../../contract/index.ts';
import { PLACE } from '../stage.ts';
import type { Desk, People } from './desk.ts';
import { FLOOR, sheetNow, type GradingLog } from './log.ts';
import { pointsOf, type QuestionId } from './sheet.ts';

/** Question two gets two more items, which together take away no more than one point. */
export async function makeRubric(instructor: Desk, log: GradingLog): Promise<void> {
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
}

/** What the items of every question that is asked now take away; those of a new question came with its version. */
export async function readRubrics(instructor: Desk, log: GradingLog): Promise<void> {
  for (const question of Object.keys(pointsOf(sheetNow(log))) as QuestionId[])
    await readPoints(instructor, question, log);
}

async function readPoints(instructor: Desk, question: QuestionId, log: GradingLog): Promise<void> {
  const { items } = await instructor.read(operations.listRubricItems, { params: { ...PLACE, question } });
  for (const { id, points } of items) log.points.set(id, points);
}

export const release = (instructor: Desk, released: boolean) =>
  instructor.read(operations.releaseGrades, { params: PLACE, body: { released } });

/** Changes what an item takes away, whoever else does so at the same time; what holds in the end is read then. */
export async function editRubric(desk: Desk, random: () => number, log: GradingLog): Promise<void> {
  const pick = <T>(all: readonly T[]): T | undefined => all[Math.floor(random() * all.length)];
  const question = pick(Object.keys(sheetNow(log).points) as QuestionId[])!;
  const { items } = await desk.read(operations.listRubricItems, { params: { ...PLACE, question } });
  const item = pick(items);
  if (!item) return;
  const points = -Math.floor(random() * 6) / 4;
  await desk.ask(operations.editRubricItem, { params: { rubricItemId: item.id }, body: { points } });
}

export function instructorActs(
  { instructor, students }: People,
  random: () => number,
  log: GradingLog,
): (() => Promise<void>)[] {
  const pick = <T>(all: readonly T[]): T | undefined => all[Math.floor(random() * all.length)];
  const edit = () => editRubric(instructor, random, log);
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
      // What tests give, and what a version gives those who were not asked, is no grade.
      const seen = questions.some(
        ({ question, asked, score, comment, from }) =>
          (asked && question !== 'sgd' && score !== null) || comment !== '' || from !== null,
      );
      if (!released && seen) log.wrong.push(`${student.person.name} sees a grade that is not released`);
    }
  };
  return [edit, edit, edit, pin, show];
}
