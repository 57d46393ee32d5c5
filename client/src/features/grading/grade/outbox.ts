/**
 * Grades on their way to the server. Grading goes on while they are sent; what could not be sent waits and is sent
 * again when the server answers. What is on its way is kept on the device, and sent by the next page where this one ends.
 */
import {
  getGradingAnswer,
  gradeAnswer,
  listGradingAnswers,
  listGradingQuestions,
  type Grade,
} from '../../../../../contract/grading.ts';
import { call, sessionEnded } from '../../../api/call.ts';
import { invalidate, putInto } from '../../../api/query.ts';
import { reachable } from '../../../api/reachability.ts';
import { createSignal } from '../../../api/signal.ts';
import { GradeOutbox, type OutgoingGrade } from './GradeOutbox.ts';
import { forgetGrade, keepGrade, openKept, type KeptGrade } from './keptGrades.ts';

export const outbox = createSignal<readonly OutgoingGrade[]>([]);

const grades = new GradeOutbox({
  send: ({ submissionId, question, grade, baseRevision }) =>
    call(gradeAnswer, { params: { submissionId, question }, body: { ...grade, baseRevision } }),
  keep: keepGrade,
  forget: forgetGrade,
  onChange: outbox.set,
  onSaved: (grade, saved) => {
    remember(grade, saved);
    void invalidate(listGradingAnswers, listGradingQuestions);
  },
  // With the new rubric and answer saving works again. The list has it as graded.
  onStuck: () => void invalidate(getGradingAnswer, listGradingAnswers),
});

export const outgoing = (submissionId: string, question: string): OutgoingGrade | null =>
  grades.find(submissionId, question);

/** Revision of this page's last decision about an answer that has arrived; null while there is none. */
export const arrived = (submissionId: string, question: string): number | null =>
  grades.arrived(submissionId, question);

/** Submission ids of answers to a question whose grades have not arrived. */
export function onTheWay(question: string): string[] {
  return grades.list().flatMap((each) => (each.question === question ? [each.submissionId] : []));
}

export const sendGrade = (grade: KeptGrade): Promise<void> => grades.send(grade);

export function dropGrade(grade: OutgoingGrade): void {
  grades.drop(grade);
  void invalidate(getGradingAnswer, listGradingAnswers);
}

export const allSent = (): Promise<void> => grades.allSent();

/** Whose earlier pages are seen to. */
let seenTo: string | null = null;

/** Sends what an earlier page of a person has left, once a page. */
export async function sendKept(userId: string): Promise<void> {
  if (seenTo === userId) return;
  seenTo = userId;
  for (const kept of await openKept(userId))
    // What was decided on this page meanwhile is newer.
    if (
      outgoing(kept.submissionId, kept.question) === null &&
      arrived(kept.submissionId, kept.question) === null
    )
      void sendGrade(kept);
}

/** A decision about this very answer can be taken back; what stands beside a grade that was carried over is a comment. */
const ownOf = ({ kind, from }: Grade): 'grade' | 'comment' | null => {
  if (kind === 'taken_back') return null;
  return from === null ? kind : 'comment';
};

function remember({ submissionId, question }: KeptGrade, grade: Grade): void {
  putInto(getGradingAnswer, { params: { submissionId, question } }, (answer) => {
    // A colleague may have decided, and been read, since.
    if ((answer.grade?.revision ?? 0) > grade.revision) return answer;
    const score = grade.kind === 'grade' ? grade.score : answer.automatic;
    return { ...answer, grade, own: ownOf(grade), score };
  });
}

const retry = () => grades.retry();
reachable.subscribe(() => reachable.get() && retry());
sessionEnded.subscribe(() => !sessionEnded.get() && retry());
window.addEventListener('beforeunload', (event) => {
  if (grades.list().length > 0) event.preventDefault();
});
