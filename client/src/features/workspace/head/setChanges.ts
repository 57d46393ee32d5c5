/** What a new version of a set, or other times and rules, change for those who are writing. Pure. */
import type { AssignmentView, PublicQuestion } from '../../../../../contract/assignments.ts';
import { questionName } from '../../../../../contract/questionName.ts';
import { lateDaysWords, penaltyWords } from '../../../components/lateWords.ts';

export interface SetChange {
  what: 'due' | 'late' | 'out' | 'new' | 'reworded' | 'points' | 'around';
  words: string;
  /** Of a time what it was and what it is; null for none. */
  times?: { before: string | null; after: string | null; none: string };
  /** The question to go to; null where there is none any more. */
  question: string | null;
}

/** What a reader is asked, apart from what it is worth. */
const wording = ({ points: _, ...asked }: PublicQuestion): string => JSON.stringify(asked);

const around = ({ introduction, blocks, starter, submission }: AssignmentView): string =>
  JSON.stringify([introduction, blocks.map(({ directions }) => directions), starter, submission]);

const pointsWords = (points: number): string => `${points} ${points === 1 ? 'point' : 'points'}`;

const COUNTS: Record<AssignmentView['resubmission']['counts'], string> = {
  last: 'Your last submission counts now.',
  last_before_due: 'Your last submission in time counts now.',
  best: 'Your best submission counts now.',
  first: 'Your first submission counts now.',
};
/** "90 minutes", "2 hours". */
function lengthWords(minutes: number): string {
  const [count, unit] = minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute'];
  return `${count} ${count === 1 ? unit : `${unit}s`}`;
}

/** Until when one may hand in again, as it is for the reader, whenever the set is due for them. */
function againWords({ dueAt, resubmission: { until, endsAt } }: AssignmentView): string {
  const after = Math.round((Date.parse(endsAt ?? dueAt) - Date.parse(dueAt)) / 60_000);
  const ends: Record<typeof until, string> = {
    due: 'until the set is due, and no longer',
    late: `for ${lengthWords(after)} after the set is due`,
    graded: 'until you are graded',
    released: 'until grades are released',
  };
  return `You can submit again ${ends[until]}.`;
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

/** What a score comes to depend on beside what is asked: late work, and which submission counts. A student's own, with their extensions. */
function ruleChanges(before: AssignmentView, after: AssignmentView): SetChange[] {
  const [was, is] = [before.rule, after.rule];
  const [paid, pays] = [penaltyWords(was.late), penaltyWords(is.late)];
  const grace = (view: AssignmentView) => Date.parse(view.rule.inTimeUntil) - Date.parse(view.dueAt);
  const [most, mostNow] = [was.late.lateDays, is.late.lateDays];
  const isOfUse = after.lateDays !== null;
  const minutes = Math.round(grace(after) / 60_000);
  const words = [
    grace(before) !== grace(after) &&
      (minutes === 0
        ? 'Nothing after the due time is in time any more.'
        : `Up to ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} after the due time is in time now.`),
    paid !== pays &&
      (pays === null ? 'Late work loses no points any more.' : sentence(`from now on ${pays}`)),
    isOfUse &&
      most !== mostNow &&
      (mostNow === null
        ? 'This set may use all late days that you have.'
        : `This set may use at most ${mostNow} late ${mostNow === 1 ? 'day' : 'days'} now.`),
    before.lateDays?.budget !== after.lateDays?.budget &&
      (after.lateDays === null
        ? 'Late days are of no use here any more.'
        : sentence(lateDaysWords(after.lateDays)!)),
    before.resubmission.counts !== after.resubmission.counts && COUNTS[after.resubmission.counts],
    againWords(before) !== againWords(after) && againWords(after),
    was.late.missing !== is.late.missing &&
      (is.late.missing === 'zero'
        ? 'Whoever does not submit this set has 0 points for it in the total.'
        : 'Whoever does not submit this set has it left out of the total.'),
  ].filter((each) => typeof each === 'string');
  const accepted: SetChange[] =
    was.acceptedUntil === is.acceptedUntil
      ? []
      : [
          {
            what: 'late',
            words: 'Work is taken until another time:',
            times: { before: was.acceptedUntil, after: is.acceptedUntil, none: 'when grades come' },
            question: null,
          },
        ];
  return [...accepted, ...words.map((each): SetChange => ({ what: 'late', words: each, question: null }))];
}

/** In the order of the set; what is not asked any more first. */
export function setChanges(before: AssignmentView, after: AssignmentView): SetChange[] {
  const known = new Map(before.questions.map((question) => [question.id, question]));
  const left = new Set(after.questions.map(({ id }) => id));
  const out = before.questions
    .filter(({ id }) => !left.has(id))
    .map((question): SetChange => ({
      what: 'out',
      words: `${questionName(question)} is not asked any more.`,
      question: null,
    }));
  const changed = after.questions.flatMap((question): SetChange[] => {
    const { id, points } = question;
    const name = questionName(question);
    const old = known.get(id);
    if (old === undefined) return [{ what: 'new', words: `${name} is new.`, question: id }];
    return [
      ...(wording(old) === wording(question)
        ? []
        : [
            { what: 'reworded' as const, words: `${name} has another wording. Read it again.`, question: id },
          ]),
      ...(old.points === points
        ? []
        : [
            {
              what: 'points' as const,
              words: `${name} is worth ${pointsWords(points)} instead of ${old.points}.`,
              question: id,
            },
          ]),
    ];
  });
  const due: SetChange[] =
    before.dueAt === after.dueAt
      ? []
      : [
          {
            what: 'due',
            words: 'The due time has changed:',
            times: { before: before.dueAt, after: after.dueAt, none: 'none' },
            question: null,
          },
        ];
  const rest: SetChange[] =
    around(before) === around(after)
      ? []
      : [{ what: 'around', words: 'The text around the questions has changed.', question: null }];
  return [...due, ...ruleChanges(before, after), ...out, ...changed, ...rest];
}
