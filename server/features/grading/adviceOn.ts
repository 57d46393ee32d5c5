import type { RuleAdvice } from '../../../contract/grading.ts';
import { runTask } from '../../tasks/index.ts';
import { ruleOf } from '../rules/ruleOf.ts';
import { unread } from '../rules/readRulesOf.ts';
import type { AdviceRequest } from './presentRuleAdvice.ts';

/** The rule of a written answer, and the rubric item that fits it; null where no rule is asked for or none is there. */
export async function adviceOn(request: AdviceRequest, userId: string): Promise<RuleAdvice | null> {
  const rule = ruleOf(request.question);
  if (!rule || request.answer.trim() === '') return null;
  try {
    return await runTask('adviseOnRule', request, userId);
  } catch (error) {
    return { ...unread(error), deduct: rule.deduct, suggestedItemId: null };
  }
}
