import type { Question, AssignmentDefinition } from '../../../contract/assignment.ts';
import type { AssignmentView, PublicQuestion } from '../../../contract/assignments.ts';
import type { SetFor, Version } from '../../middleware/subject.ts';
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
  const { parts, maxWords = null, rule } = question;
  return { ...head, kind: 'written', parts, maxWords, ruleAdvice: rule?.advice ?? null };
}

export const hasCode = (definition: AssignmentDefinition): boolean =>
  definition.questions.some(({ kind }) => kind !== 'written');
export const hasWritten = (definition: AssignmentDefinition): boolean =>
  definition.questions.some(({ kind }) => kind === 'written');

type Head = Pick<SetFor, 'slug' | 'dueAt' | 'gradesReleasedAt' | 'hiddenAt' | 'archivedAt' | 'extended'>;

/** What a student is told of more time: whose it is and why. */
function extensionOf({ extended }: Pick<SetFor, 'extended'>): AssignmentView['extension'] {
  if (!extended) return null;
  const { userId, groupId, reason } = extended.extension;
  const kind = userId !== null ? 'student' : groupId !== null ? 'group' : 'section';
  return { setDueAt: extended.setDueAt.toISOString(), for: kind, reason };
}

export function presentHead(
  assignment: Head,
  { number, definition }: Pick<Version, 'number' | 'definition'>,
) {
  return {
    slug: assignment.slug,
    title: definition.title,
    dueAt: assignment.dueAt.toISOString(),
    extension: extensionOf(assignment),
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
  };
}

export function presentAssignment(
  assignment: Head,
  version: Pick<Version, 'number' | 'definition'>,
): AssignmentView {
  const { introduction, macros, blocks, questions, submission, starter } = version.definition;
  return {
    ...presentHead(assignment, version),
    introduction,
    macros,
    blocks,
    questions: questions.map(presentQuestion),
    submission: submission ?? null,
    starter,
  };
}
