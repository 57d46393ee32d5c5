/** Laws 17, 22 and 23: every decision that somebody was told of is there, about what held when it was made, and no other. */
import type { Findings } from '../check.ts';
import type { Stage } from '../stage.ts';
import { epochsWithin, type Entry, type GradingLog } from './log.ts';
import type { QuestionId } from './sheet.ts';

function readDecisions({ db }: Stage) {
  return db.gradeDecision.findMany({
    orderBy: { revision: 'asc' },
    include: {
      items: true,
      answer: { select: { submissionId: true, questionId: true } },
      version: { select: { number: true } },
      run: { select: { rerunId: true } },
    },
  });
}
type Row = Awaited<ReturnType<typeof readDecisions>>[number];

const isOf = ({ by, submissionId, question, order, what }: Entry, row: Row): boolean =>
  row.answer.submissionId === submissionId &&
  row.answer.questionId === question &&
  row.decidedById === by.id &&
  (order[1] === 1 ? row.revision > order[0] : row.revision === order[0]) &&
  (what === 'undone'
    ? row.undoes !== null
    : row.undoes === null && row.kind === what.kind && row.comment === what.comment);

/** The grade that somebody took back had just been taken back: what they asked for holds, and the server says done. */
const isDoneAlready = ({ submissionId, question, order, what }: Entry, row: Row): boolean =>
  what !== 'undone' &&
  what.kind === 'taken_back' &&
  row.kind === 'taken_back' &&
  row.answer.submissionId === submissionId &&
  row.answer.questionId === question &&
  row.supersedes === order[0];

/** Takes over what a row says that the decision was made about, if that can be. */
function believe(entry: Entry, row: Row, log: GradingLog): void {
  const basis = { version: row.version.number - 1, run: row.run?.rerunId ?? null };
  entry.basis = basis;
  if (entry.what === 'undone') return;
  const isPossible = epochsWithin(log, entry.span).some(
    ({ version, reruns }) =>
      version === basis.version &&
      // What is written has no result.
      (entry.question === 'sgd' ? (reruns.get(entry.submissionId) ?? null) : null) === basis.run,
  );
  if (!isPossible)
    log.wrong.push(
      `decision ${row.revision} is about version ${row.version.number} and ${basis.run ?? 'its own run'}`,
    );
}

export async function checkDecisions(
  stage: Stage,
  log: GradingLog,
  { lost, wrong }: Findings,
): Promise<void> {
  const rows = await readDecisions(stage);
  const explained = new Set<number>();
  const repeated = new Set<Entry>();
  for (const entry of log.entries) {
    const { by, submissionId, question, order, what } = entry;
    const row = rows.find((each) => !explained.has(each.revision) && isOf(entry, each));
    if (!row) {
      if (rows.some((each) => isDoneAlready(entry, each))) {
        repeated.add(entry);
        continue;
      }
      const kind = what === 'undone' ? what : what.kind;
      lost.push(`${kind} of ${by.name} about ${question} of ${submissionId}, at ${order.join('+')}`);
      continue;
    }
    explained.add(row.revision);
    believe(entry, row, log);
    if (what === 'undone') continue;
    const items = row.items.map(({ rubricItemId }) => rubricItemId).sort();
    const isSame =
      row.fullMarks === what.fullMarks &&
      row.adjustment === what.adjustment &&
      items.join(' ') === [...what.items].sort().join(' ');
    if (!isSame) wrong.push(`decision ${row.revision} of ${by.name} is not what was decided`);
  }
  log.entries = log.entries.filter((entry) => !repeated.has(entry));
  const people = new Map(
    [...stage.graders, ...stage.students, stage.staff].map((person) => [person.id, person]),
  );
  for (const row of rows.filter(({ revision }) => !explained.has(revision))) {
    const by = people.get(row.decidedById);
    if (!by || !log.unanswered.has(by.id)) {
      wrong.push(`nobody made decision ${row.revision} (${row.kind}, by ${by?.name ?? 'somebody else'})`);
      continue;
    }
    // Asked for when the server died, and done: it counts as any other.
    const { kind, fullMarks, adjustment, comment } = row;
    const items = row.items.map(({ rubricItemId }) => rubricItemId);
    const entry: Entry = {
      by,
      submissionId: row.answer.submissionId,
      question: row.answer.questionId as QuestionId,
      order: [row.revision, 0],
      what: row.undoes === null ? { kind, fullMarks, adjustment, comment, items } : 'undone',
    };
    believe(entry, row, log);
    log.entries.push(entry);
  }
  // Each names the one before it.
  const last = new Map<string, number>();
  for (const row of rows) {
    if (row.supersedes !== (last.get(row.answerId) ?? null))
      wrong.push(`decision ${row.revision} names another`);
    last.set(row.answerId, row.revision);
  }
}
