import type { Question } from '../../../contract/assignment.ts';
import type { RuleReading } from '../../../contract/rules.ts';
import { headlineOf, isRight, judgeRule } from '../../../grader/rules/judge.ts';
import type { RuleResult } from '../../../grader/rules/result.ts';
import { answerOf, findFormulas } from '../../../grader/rules/text/markdown.ts';
import { byItself, ONE_TEXT_MS } from '../../tasks/byItself.ts';
import { givenUp } from './notRead.ts';
import { ruleOf, type RuleFile } from './ruleOf.ts';

export function presentReading(result: RuleResult, { optimizer, accepts }: RuleFile): RuleReading {
  return {
    understood: result.understood,
    headline: headlineOf(result),
    right: isRight(result, { expect: optimizer, accepts }),
    message: result.message,
    remarks: [...result.assumptions, ...result.notices],
  };
}

/**
 * UTF-16 units: of a longer text `judgeRule` reads nothing and says so, and to search it takes seconds where many
 * formulas are not closed.
 */
const MAX_SEARCHED = 20_000;

export interface ReadingRequest {
  question: Question;
  text: string;
  macros: Record<string, string>;
}

/** What the rule in a text is; null where the question asks for none, or no formula is written. Run in a process: see `server/tasks`. */
export function readRule(
  question: Question,
  text: string,
  macros: Record<string, string>,
  timeMs = ONE_TEXT_MS,
): RuleReading | null {
  const rule = ruleOf(question);
  if (!rule) return null;
  return byItself<RuleReading | null>(
    () => {
      if (text.length <= MAX_SEARCHED && findFormulas(answerOf(text)).length === 0) return null;
      return presentReading(judgeRule(text, { expect: rule.optimizer, accepts: rule.accepts, macros }), rule);
    },
    givenUp,
    timeMs,
  );
}
