/** Students who hand in again, join and leave while their work is graded. */
import { operations } from '../../../../contract/index.ts';
import { PLACE, type Stage } from '../stage.ts';
import type { Desk } from './desk.ts';
import { sheetNow, type GradingLog } from './log.ts';
import { FILE, isProgram, program } from './sheet.ts';

/** What people may do who hand in: also called while nobody grades. */
export function studentActs(
  desk: Desk,
  stage: Stage,
  random: () => number,
  log: GradingLog,
): (() => Promise<void>)[] {
  const handIn = async (): Promise<void> => {
    desk.count += 1;
    const own = `${desk.person.name}, ${desk.count}`;
    const asked = Object.keys(sheetNow(log).points).filter((id) => id === 'two' || random() < 0.3);
    const answers = random() < 0.3 ? {} : Object.fromEntries(asked.map((id) => [id, own]));
    const isCode = sheetNow(log).tests.length > 0 && random() < 0.6;
    const file = isCode ? { name: FILE, text: program(Math.floor(random() * 7)) } : null;
    const submission = await desk.handIn(answers, file);
    if (!submission) return;
    log.submissions.set(submission.id, submission);
    if (file && submission.file?.text !== file.text)
      log.wrong.push(`submission ${submission.id} has another program than was handed in`);
    if (submission.file && !isProgram(submission.file.text))
      log.wrong.push(`nobody wrote the program of submission ${submission.id}: ${submission.file.text}`);
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
