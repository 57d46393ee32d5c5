/** A sheet like day 8's: five written questions with the author's labels 1, 2, 3, 5 and 6. */
import type { AssignmentDefinition, Question } from '../../../contract/assignment.ts';

function written(id: string, label: string, title: string, points: number, statement: string): Question {
  return {
    kind: 'written',
    id,
    label,
    title,
    points,
    statement,
    rubric: [{ text: 'Correct', points: 0 }],
    parts: [],
  };
}

export const day08: AssignmentDefinition = {
  slug: 'day-08',
  title: 'Day 8: optimizers',
  short: null,
  course: 'CS 7150: Deep Learning',
  dueAt: '2021-02-17T19:30:00.000Z',
  timeZone: 'America/New_York',
  groupMax: 5,
  resubmission: { until: 'released', counts: 'last' },
  policy: null,
  submission: undefined,
  macros: { '\\grad': '\\nabla_\\theta J', '\\pair': '(#1, #2)' },
  introduction: 'Answer in your own words. Work **as a group** and hand in _one_ sheet.',
  blocks: [
    {
      directions:
        'Read [Chapter 8](https://www.deeplearningbook.org/contents/optimization.html), up to page 302.',
      questions: ['momentum', 'adagrad', 'rmsprop'],
    },
    {
      directions:
        'Read the [Adam paper](https://arxiv.org/abs/1412.6980), 100% of sections 1 & 2:\n\n- the algorithm\n- figure 3',
      questions: ['adam-benefits', 'figure-3'],
    },
  ],
  questions: [
    written('momentum', '1', 'Momentum', 1, 'What is momentum? Give the update for $\\theta$ with $\\grad$.'),
    written(
      'adagrad',
      '2',
      'AdaGrad',
      1,
      'Write the update rule of AdaGrad.\n\n$$\nr \\leftarrow \\dots\n$$',
    ),
    written('rmsprop', '3', 'RMSProp', 1, 'How does RMSProp differ from AdaGrad?'),
    written('adam-benefits', '5', 'Benefits of Adam', 2, 'Name two benefits of Adam over `RMSProp`.'),
    written(
      'figure-3',
      '6',
      'Figure 3',
      3,
      'Explain figure 3: *axes*, trend, reason, and what surprised you.',
    ),
  ],
  starter: {},
};
