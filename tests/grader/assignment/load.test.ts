import { describe, expect, test } from '@jest/globals';
import type { Problem } from '../../../contract/assignment.ts';
import { loadAssignment } from '../../../grader/assignment/load.ts';
import { ASSIGNMENT_YAML, FILES, filesWith, IDEA_YAML, RMSPROP_YAML } from './files.ts';

const RMSPROP = 'questions/rmsprop/question.yaml';

/** `file:line: message` of every problem. */
const problemsOf = (changes: Record<string, string | null>, slug = 'optimizers') => {
  const { definition, problems } = loadAssignment(filesWith(changes), slug);
  expect(definition === null).toBe(problems.length > 0);
  return problems.map(({ file, line, message }: Problem) => `${file}:${line}: ${message}`);
};
const inRmsprop = (from: string, to: string) => {
  expect(RMSPROP_YAML).toContain(from);
  return problemsOf({ [RMSPROP]: RMSPROP_YAML.replace(from, to) });
};

describe('a right assignment', () => {
  test('is warned where a rule is to take points and no rubric item could', () => {
    const load = (rubric: string) =>
      loadAssignment(
        filesWith({
          'questions/idea/question.yaml': `${IDEA_YAML}rule: { optimizer: adam, deduct: true }\nrubric: [${rubric}]\n`,
        }),
        'optimizers',
      );
    const { definition, problems } = load('{ text: Correct, points: 0 }, { text: Too short, points: -0.5 }');
    expect(definition).not.toBeNull();
    expect(problems).toMatchObject([
      { severity: 'warning', line: 5, message: expect.stringMatching(/^rule\.deduct: no rubric item/) },
    ]);
    expect(load('{ text: The update rule is wrong, points: -0.5 }').problems).toEqual([]);
    expect(load('{ text: Lacks a bias correction, points: -0.5 }').problems).toEqual([]);
  });

  test('becomes one value with its defaults filled in', () => {
    const { definition, problems } = loadAssignment(filesWith({}), 'optimizers');
    expect(problems).toEqual([]);
    expect(definition).toMatchObject({
      slug: 'optimizers',
      dueAt: '2021-02-17T19:30:00.000Z',
      groupMax: 1,
      resubmission: { until: 'released', counts: 'last' },
      introduction: 'Hand in one file.\n',
      blocks: [{ directions: 'Read chapter 8.\n', questions: ['rmsprop', 'idea'] }],
      starter: { 'optim.py': FILES['starter/optim.py'] },
    });
    expect(definition!.questions.map(({ id, statement }) => [id, statement])).toEqual([
      ['rmsprop', 'Write `rmsprop`.\n'],
      ['idea', 'Explain.\n'],
    ]);
    expect(definition!.questions[0]).toMatchObject({ tolerance: 1e-9, partialCredit: [], diagnosis: 'full' });
    expect(definition!.questions[1]).toMatchObject({ rubric: [{ text: 'Correct', points: 0 }] });
  });

  test('labels are the author’s own', () => {
    const { definition } = loadAssignment(
      filesWith({ 'questions/idea/question.yaml': `${IDEA_YAML}label: "5"\n` }),
      'optimizers',
    );
    expect(definition!.questions[1]!.label).toBe('5');
  });
});

test('mistakes in several files are all reported at once, each with file and line', () => {
  const problems = problemsOf(
    {
      'assignment.yaml': ASSIGNMENT_YAML.replace('America/New_York', 'Mars/Olympus')
        .replace('directions.md', 'nowhere.md')
        .replace('[rmsprop, idea]', '[rmsprop, idea, missing]'),
      [RMSPROP]: RMSPROP_YAML.replace('objective', 'objectiv')
        .replace('optimizer: rmsprop', 'optimizer: rmsprop')
        .replace('points: 0.75', 'points: 0.5')
        .replace('decay_rate: 0.99', 'beta2: 0.99'),
      'questions/idea/question.yaml': IDEA_YAML.replace('points: 2', 'points: many').replace(
        'title: The idea',
        'titel: The idea',
      ),
      'questions/idea/statement.md': null,
    },
    'Not A Slug',
  );
  const expected = [
    /^assignment\.yaml:null: the folder's name "Not A Slug" cannot be used/,
    /^assignment\.yaml:4: timeZone: Mars\/Olympus is not an IANA time zone/,
    /^assignment\.yaml:9: the file nowhere\.md is not there/,
    /^questions\/missing\/question\.yaml:null: the file is not there/,
    /^questions\/rmsprop\/question\.yaml:8: defaults: rmsprop needs a default for decay_rate/,
    /^questions\/rmsprop\/question\.yaml:8: defaults\.beta2: rmsprop has no beta2/,
    /^questions\/rmsprop\/question\.yaml:9: tests: the tests' points add up to 0\.75, not to the question's 1/,
    /^questions\/idea\/question\.yaml:4: points: /,
    /^questions\/idea\/question\.yaml:3: .*titel/,
    /^questions\/idea\/statement\.md:null: the file is not there/,
  ];
  for (const pattern of expected) expect(problems).toContainEqual(expect.stringMatching(pattern));
});

describe('the sheet', () => {
  test.each([
    ['is missing', { 'assignment.yaml': null }, /^assignment\.yaml:null: there is no assignment\.yaml/],
    ['is empty', { 'assignment.yaml': '' }, /^assignment\.yaml:1: .*has to be fields/],
    [
      'is no YAML',
      { 'assignment.yaml': ASSIGNMENT_YAML.replace('[python]', '[python') },
      /^assignment\.yaml:\d+: /,
    ],
    [
      'has a key twice',
      { 'assignment.yaml': `${ASSIGNMENT_YAML}title: Again\n` },
      /^assignment\.yaml:11: this field stands here twice/,
    ],
    [
      'has no blocks',
      { 'assignment.yaml': ASSIGNMENT_YAML.replace(/blocks:[^]*/, 'blocks: []\n') },
      /^assignment\.yaml:8: blocks: /,
    ],
    [
      'lists a question twice',
      { 'assignment.yaml': ASSIGNMENT_YAML.replace('idea]', 'idea, rmsprop]') },
      /^assignment\.yaml:10: question rmsprop is listed twice/,
    ],
    [
      'calls a question as something that every object has',
      {
        'assignment.yaml': ASSIGNMENT_YAML.replace('idea]', 'idea, constructor]'),
        'questions/constructor/question.yaml': IDEA_YAML.replace('id: idea', 'id: constructor'),
        'questions/constructor/statement.md': 'What makes an object?\n',
      },
      /^assignment\.yaml:10: question constructor: the name has a meaning of its own in JavaScript/,
    ],
    [
      'leaves a question out',
      { 'assignment.yaml': ASSIGNMENT_YAML.replace(', idea', '') },
      /^questions\/idea\/question\.yaml:null: the question is in no block/,
    ],
    [
      'names no file to hand in',
      { 'assignment.yaml': ASSIGNMENT_YAML.replace(/submission:[^]*(?=blocks:)/, '') },
      /^assignment\.yaml:1: submission: name the file to hand in/,
    ],
    [
      'is due at a time that the clocks jump over',
      { 'assignment.yaml': ASSIGNMENT_YAML.replace('2021-02-17 14:30', '2021-03-14 02:30') },
      /^assignment\.yaml:3: due: 2021-03-14 02:30 does not exist in America\/New_York/,
    ],
    [
      'is due on a day that no month has',
      { 'assignment.yaml': ASSIGNMENT_YAML.replace('2021-02-17', '2021-02-30') },
      /^assignment\.yaml:3: due: 2021-02-30 14:30 does not exist/,
    ],
  ])('%s', (_, changes, pattern) => {
    const problems = problemsOf(changes);
    expect(problems).toEqual([expect.stringMatching(pattern)]);
  });
});

describe('a question', () => {
  test.each([
    ['optimizer: rmsprop', 'optimizer: rmsprob', /:6: optimizer: no optimizer rmsprob; there are sgd, /],
    ['id: rmsprop', 'id: other', /:1: id: is other but the folder is called rmsprop/],
    ['[epsilon-inside-root]', '[epsilon-everywhere]', /:7: accepts #1: /],
    ['id: written-out', 'id: ten-steps', /:15: tests #2\.id: the id ten-steps is used twice/],
    ['steps: 10', 'objective: cubic', /:14: tests #1\.objective: no objective cubic; there are quadratic, /],
    ['steps: 10', 'start: [1, 2, 3]', /:14: tests #1\.start: quadratic has 2 coordinates, not 3/],
    ['steps: 10', 'shape: [2, 2]', /:14: tests #1\.shape: \[2, 2\] does not hold the 2 numbers/],
    ['steps: 10', 'hyperparameters: { beta1: 0.9 }', /:14: tests #1\.hyperparameters\.beta1: rmsprop has no/],
    [
      'steps: 10',
      'changes: [{ step: 30, set: { epsilon: 1 } }]',
      /:14: tests #1\.changes #1\.step: the test has only 20 steps/,
    ],
    [
      'steps: 10',
      'changes: [{ step: 3, set: { beta1: 1 } }]',
      /:14: tests #1\.changes #1\.set\.beta1: rmsprop has no beta1/,
    ],
    ['steps: 10', 'steps: 0', /:14: tests #1\.steps: /],
    ['[[1, 2], [3, 4]]', '[[1, 2], [3]]', /:19: tests #2\.gradients #2: 2 numbers expected, found 1/],
    ['[[1, 2], [3, 4]]', '[]', /:19: tests #2\.gradients: a test without steps proves nothing/],
    ['[[1, 2], [3, 4]]', '[[], []]', /:19: tests #2\.gradients: a test without steps proves nothing/],
    ['[[1, 2], [3, 4]]', '[[1, 2]]\n    mode: closed-loop', /:19: tests #2\.gradients: .* mode: replay/],
    ['steps: 10', 'objective: noisy\n    start: [1]\n    plot: true', /:16: tests #1\.plot: only two/],
  ])('%s → %s', (from, to, pattern) => {
    expect(inRmsprop(from, to)).toEqual([
      expect.stringMatching(new RegExp(`^questions/rmsprop/question\\.yaml${pattern.source}`)),
    ]);
  });

  test('a law that is not claimed of its optimizer', () => {
    const law = '  - { id: law, kind: property, title: Law, points: 0, property: adam-annealing }\n';
    expect(problemsOf({ [RMSPROP]: RMSPROP_YAML + law })).toEqual([
      expect.stringMatching(/:20: tests #3\.property: adam-annealing is claimed of adam, not of rmsprop$/),
    ]);
    const unknown = law.replace('adam-annealing', 'gravity');
    expect(problemsOf({ [RMSPROP]: RMSPROP_YAML + unknown })).toEqual([
      expect.stringMatching(/:20: tests #3\.property: no property gravity; there are adam-/),
    ]);
  });

  test('points that only advice could earn', () => {
    const yaml = RMSPROP_YAML.replace('points: 0.75', 'points: 0')
      .replace('points: 0.25', 'points: 0')
      .concat('  - { id: law, kind: property, title: Law, points: 1, property: rmsprop-recovery }\n');
    expect(problemsOf({ [RMSPROP]: yaml })).toEqual([
      expect.stringMatching(/:9: tests: at least one trajectory test must be worth points$/),
    ]);
  });

  test('partial credit beyond the question', () => {
    const yaml = `${RMSPROP_YAML}partialCredit:\n  - { faults: [missing-root], points: 2 }\n`;
    expect(problemsOf({ [RMSPROP]: yaml })).toEqual([
      expect.stringMatching(/:21: partialCredit #1\.points: a fault cannot earn all of the question's 1$/),
    ]);
  });

  test('a written one that expects an unknown rule', () => {
    const yaml = `${IDEA_YAML}rule: { optimizer: adamantium }\n`;
    expect(problemsOf({ 'questions/idea/question.yaml': yaml })).toEqual([
      expect.stringMatching(/:5: rule\.optimizer: no optimizer adamantium/),
    ]);
  });

  test('a rule with conventions that its optimizer does not have', () => {
    const yaml = `${IDEA_YAML}rule: { optimizer: sgd, accepts: [no-epsilon] }\n`;
    expect(problemsOf({ 'questions/idea/question.yaml': yaml })).toEqual([
      expect.stringMatching(/:5: rule\.accepts: sgd has no conventions/),
    ]);
  });

  test('aliases that would grow without end', () => {
    const bomb = `a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
d: [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
`;
    expect(problemsOf({ [RMSPROP]: bomb })).toEqual([expect.stringMatching(/:1: .*alias/)]);
  });
});

describe('a replay beside one that is longer', () => {
  const replay = (id: string, more: string) =>
    `  - { id: ${id}, kind: trajectory, title: ${id}, points: 0.25, ${more} }\n`;
  const problemsWith = (first: string, second: string) =>
    problemsOf({
      [RMSPROP]: RMSPROP_YAML.replace(/ {2}- id: ten[^]*0\.75\n {4}steps: 10\n/, '')
        .replace('points: 1\n', 'points: 0.75\n')
        .concat(replay('short', first), replay('long', second)),
    });

  test.each([
    ['in nothing else', 'steps: 5', 'steps: 9'],
    ['whatever they are worth to whom', 'steps: 5, tolerance: 1e-3', 'steps: 9, plot: false'],
    [
      'in what comes later as well',
      'steps: 5',
      'steps: 9, changes: [{ step: 7, set: { learning_rate: 0.5 } }]',
    ],
  ])('that differs from it %s gives its last row away', (_, first, second) => {
    expect(problemsWith(first, second)).toEqual([
      expect.stringMatching(
        /^questions\/rmsprop\/question\.yaml:\d+: tests #2\.steps: long is the same replay/,
      ),
    ]);
  });

  test.each([
    ['another start', 'steps: 5', 'steps: 9, start: [1, 3]'],
    ['another rate', 'steps: 5', 'steps: 9, hyperparameters: { learning_rate: 0.3 }'],
    ['a change on the way', 'steps: 5', 'steps: 9, changes: [{ step: 4, set: { learning_rate: 0.5 } }]'],
    ['other readers', 'steps: 5', 'steps: 9, visibility: hidden'],
    ['a closed loop', 'steps: 5', 'steps: 9, mode: closed-loop'],
    ['the same length', 'steps: 5', 'steps: 5'],
  ])('with %s does not', (_, first, second) => expect(problemsWith(first, second)).toEqual([]));
});
