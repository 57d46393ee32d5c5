import { shortOf, type Question, type AssignmentDefinition } from '../../../contract/assignment.ts';
import type { AssignmentView, PublicQuestion, RuleView } from '../../../contract/assignments.ts';
import type { Extension } from '../../middleware/dueTimes.ts';
import type { SetFor } from '../../middleware/subject.ts';
import type { Version } from '../../middleware/versions.ts';
import { stateOf } from './whyClosed.ts';
import { againUntil } from '../submissions/mayHandIn.ts';
import { maxScoreOf } from '../grading/scores.ts';

/** What everybody may see of a question: never its tests, rubric, reference or defaults. */
export function presentQuestion(question: Question): PublicQuestion {
  const { id, title, points, statement } = question;
  const head = { id, label: question.label ?? null, title, points, statement };
  if (question.kind === 'optimizer') return { ...head, kind: 'optimizer', entry: question.entry };
  if (question.kind === 'experiment')
    return { ...head, kind: 'experiment', entries: question.rules.map(({ entry }) => entry) };
  const { parts, maxWords = null, rule, figure = null } = question;
  return { ...head, kind: 'written', parts, maxWords, ruleAdvice: rule?.advice ?? null, figure };
}

export const hasCode = (definition: AssignmentDefinition): boolean =>
  definition.questions.some(({ kind }) => kind !== 'written');
export const hasWritten = (definition: AssignmentDefinition): boolean =>
  definition.questions.some(({ kind }) => kind === 'written');

export type Head = Pick<
  SetFor,
  'slug' | 'dueAt' | 'gradesReleasedAt' | 'hiddenAt' | 'archivedAt' | 'times' | 'policy'
> & { row: Pick<SetFor['row'], 'dueAt'> };

/** What a student is told of an override: whose it is and why. */
function overrideOf({ userId, groupId, reason }: Extension) {
  const kind = userId !== null ? ('student' as const) : groupId !== null ? ('group' as const) : ('section' as const);
  return { for: kind, reason };
}

function extensionOf({ times, row }: Pick<Head, 'times' | 'row'>): AssignmentView['extension'] {
  const { due } = times.because;
  return due && { setDueAt: row.dueAt.toISOString(), ...overrideOf(due) };
}

function ruleOf({ times, policy, gradesReleasedAt }: Head): RuleView {
  const { because } = times;
  return {
    opensAt: times.opensAt?.toISOString() ?? null,
    inTimeUntil: times.inTimeUntil.toISOString(),
    acceptedUntil: times.acceptedUntil?.toISOString() ?? null,
    releasesAt: gradesReleasedAt ? null : (times.releasesAt?.toISOString() ?? null),
    late: policy.late,
    moved: (['opens', 'window', 'closes', 'releases'] as const).flatMap((what) => {
      const override = because[what];
      return override ? [{ what, ...overrideOf(override) }] : [];
    }),
  };
}

export function presentHead(
  assignment: Head,
  { number, definition }: Pick<Version, 'number' | 'definition'>,
  lateDays: AssignmentView['lateDays'] = null,
) {
  return {
    slug: assignment.slug,
    title: definition.title,
    short: shortOf(definition),
    dueAt: assignment.dueAt.toISOString(),
    extension: extensionOf(assignment),
    rule: ruleOf(assignment),
    lateDays,
    gradesReleasedAt: assignment.gradesReleasedAt?.toISOString() ?? null,
    state: stateOf(assignment),
    groupMax: definition.groupMax,
    resubmission: {
      until: definition.resubmission.until,
      endsAt: againUntil(assignment, definition.resubmission)?.toISOString() ?? null,
      counts: definition.resubmission.counts,
    },
    maxScore: maxScoreOf(definition),
    version: number,
    hasWritten: hasWritten(definition),
    hasCode: hasCode(definition),
    figures: definition.questions.flatMap((question) => {
      if (question.kind !== 'written' || !question.figure) return [];
      const { id, label = null, title, figure } = question;
      return [{ question: id, label, title, figure }];
    }),
  };
}

export function presentAssignment(
  assignment: Head,
  version: Pick<Version, 'number' | 'definition'>,
  lateDays: AssignmentView['lateDays'] = null,
): AssignmentView {
  const { introduction, macros, blocks, questions, submission, starter } = version.definition;
  return {
    ...presentHead(assignment, version, lateDays),
    introduction,
    macros,
    blocks,
    questions: questions.map(presentQuestion),
    submission: submission ?? null,
    starter,
  };
}
