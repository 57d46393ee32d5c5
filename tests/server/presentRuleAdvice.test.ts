/** A TA sees what the rule in an answer is, with the rubric item that says the same. */
import { expect, test } from '@jest/globals';
import type { Question } from '../../contract/assignment.ts';
import type { RubricItem } from '../../contract/grading.ts';
import { presentRuleAdvice } from '../../server/features/grading/presentRuleAdvice.ts';

const QUESTION: Question = {
  kind: 'written',
  id: 'rmsprop',
  title: 'The idea of RMSProp',
  points: 1,
  rubric: [],
  parts: [],
  rule: { optimizer: 'rmsprop', accepts: ['epsilon-inside-root'], advice: 'never', deduct: false },
  statement: '',
};

const item = (key: number, text: string, points: number): RubricItem => ({
  id: `00000000-0000-7000-8000-00000000000${key}`,
  key,
  text,
  points,
  applied: 0,
  group: null,
  archivedAt: null,
});
const RUBRIC = [item(1, 'Correct', 0), item(2, 'The update rule is missing or wrong', -0.5)];

const rule = (denominator: string) =>
  String.raw`$$r \leftarrow \rho r + (1-\rho) g \odot g$$ $$\theta \leftarrow \theta - \frac{\epsilon}{${denominator}} \odot g$$`;

test('a right rule suggests the item "Correct"', () => {
  const advice = presentRuleAdvice(QUESTION, rule(String.raw`\sqrt{\delta + r}`), RUBRIC, {});
  expect(advice).toMatchObject({ understood: true, right: true, suggestedItemId: RUBRIC[0]?.id });
});

test('a rule without its root suggests the item about wrong rules, and says what is missing', () => {
  const advice = presentRuleAdvice(QUESTION, rule(String.raw`\delta + r`), RUBRIC, {});
  expect(advice).toMatchObject({ understood: true, right: false, suggestedItemId: RUBRIC[1]?.id });
  expect(advice?.message).toContain('without the square root');
});

test('an answer without a rule is not called wrong', () => {
  const advice = presentRuleAdvice(QUESTION, 'It forgets the distant past.', RUBRIC, {});
  expect(advice).toMatchObject({ understood: false, right: false, suggestedItemId: null });
});

test('where no rule is asked for, none is read', () => {
  const { rule: _, ...question } = QUESTION as Extract<Question, { kind: 'written' }>;
  expect(presentRuleAdvice(question, rule(String.raw`\delta + r`), RUBRIC, {})).toBeNull();
});
