import type { RubricItem } from '../../../contract/grading.ts';
import { adviseOnRule, suggestItem } from '../../../grader/answers/advice.ts';
import { byItself } from '../../tasks/byItself.ts';
import { groupAnswers } from '../../../grader/answers/groups.ts';
import type { AnswerGroup, GroupOptions } from '../../../grader/answers/groups.ts';

export interface Gathering {
  /** Ids of rows of the table `answers`, which are immutable. */
  answers: { id: string; markdown: string }[];
  options: GroupOptions;
  /** Without archived items; the ids say whether a gathering is the same. */
  rubric: Pick<RubricItem, 'id' | 'text' | 'points'>[];
}

export interface GatheredGroup extends AnswerGroup {
  /** Id of the rubric item that the group speaks for; only where the question asks for a rule. */
  suggestedItemId: string | null;
}

/** Gathers answers that say the same; an answer that cannot be read holds up no other. Run in a process: see `server/tasks`. */
export function gatherAnswers({ answers, options, rubric }: Gathering): GatheredGroup[] {
  const markdownOf = new Map(answers.map(({ id, markdown }) => [id, markdown]));
  const suggestionOf = ({ by, rule, members }: AnswerGroup): string | null => {
    if (!options.rule || by === 'text') return null;
    const markdown = markdownOf.get(members[0] ?? '') ?? '';
    // Where a group has no rule of its own it is read as the page of one answer reads it.
    const index = rule
      ? suggestItem(markdown, rule, options.rule, rubric)
      : adviseOnRule(markdown, options.rule, rubric, options.macros).suggestedItem;
    return index === null ? null : (rubric[index]?.id ?? null);
  };
  return groupAnswers(answers, options, byItself).map((group) => ({
    ...group,
    suggestedItemId: suggestionOf(group),
  }));
}
