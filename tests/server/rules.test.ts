/** The reading of a rule, and paper, written rule and code side by side: who sees what, and when. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { GradedReport } from '../../contract/report.ts';
import type { RuleSource } from '../../contract/rules.ts';
import { operations } from '../../contract/index.ts';
import { quadratic } from '../../grader/objectives/quadratic.ts';
import { completeHyperparameters } from '../../grader/optimizers/hyperparameters.ts';
import { rmsprop } from '../../grader/optimizers/rmsprop.ts';
import { closedLoop, pointStepper } from '../../grader/rules/run/closedLoop.ts';
import type { Client } from '../support/client.ts';
import { joinUp } from '../support/groups.ts';
import { AFTER_DUE, BEFORE_DUE, COURSE, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const written = (id: string, rule: string) => `kind: written
id: ${id}
label: '${id}'
title: RMSProp
points: 1
rubric:
  - { text: Correct, points: 0 }
  - { text: The update rule lacks its square root, points: -0.5 }
${rule}`;
const ruleFile = (advice: string) =>
  `rule: { optimizer: rmsprop, accepts: [epsilon-inside-root], advice: ${advice}, deduct: true }\n`;

const QUESTIONS = { open: 'before_submitting', later: 'after_due_date', closed: 'never' };
const RULES: Record<string, string> = {
  'assignment.yaml': `title: Rules
course: Course
due: 2026-12-01 14:30
timeZone: America/New_York
group: { max: 3 }
blocks:
  - questions: [open, later, closed, none]
`,
  'questions/none/question.yaml': written('none', ''),
  'questions/none/statement.md': 'Explain.\n',
};
for (const [id, advice] of Object.entries(QUESTIONS)) {
  RULES[`questions/${id}/question.yaml`] = written(id, ruleFile(advice));
  RULES[`questions/${id}/statement.md`] = 'Write the rule.\n';
}

const PROGRAM: Record<string, string> = {
  'assignment.yaml': `title: Program
course: Course
due: 2026-12-01 14:30
timeZone: America/New_York
group: { max: 2 }
submission: { file: optim, languages: [javascript] }
blocks:
  - questions: [rms]
`,
  'questions/rms/question.yaml': `kind: optimizer
id: rms
title: RMSProp
points: 1
entry: rmsprop
optimizer: rmsprop
accepts: [epsilon-inside-root]
defaults: { learning_rate: 0.01, decay_rate: 0.99, epsilon: 1.0e-8 }
diagnosis: where
tests:
  - { kind: trajectory, id: changing, title: Changing, points: 0, plot: true, mode: closed-loop, steps: 9, changes: [{ step: 2, set: { learning_rate: 0.5 } }] }
  - { kind: trajectory, id: shown, title: Shown, points: 1, plot: true, mode: closed-loop, steps: 20 }
`,
  'questions/rms/statement.md': 'Write rmsprop.\n',
  'starter/optim.js': 'export function rmsprop(w, dw, config) {}\n',
};

const rule = (denominator: string) =>
  String.raw`$$r \leftarrow \rho r + (1-\rho) g \odot g$$ $$\theta \leftarrow \theta - \frac{\epsilon}{${denominator}} \odot g$$`;
const RIGHT = rule(String.raw`\delta + \sqrt{r}`);
const ROOTLESS = rule(String.raw`\delta + r`);

/** A report of code without the root: parts at step 1 in both of its plots. */
function rootlessReport(): GradedReport {
  const hyperparameters = { learning_rate: 0.02, decay_rate: 0.95, epsilon: 1e-8 };
  const start = Float64Array.of(1, 2);
  const run = (root: boolean) => {
    const stepper = pointStepper(
      { ...rmsprop.point, root },
      completeHyperparameters(hyperparameters, {}),
      start,
    );
    const rows = closedLoop(stepper, quadratic, start, 20);
    return { rows: rows.map((row) => [...row]), loss: rows.map((row) => quadratic.value(row, 0)) };
  };
  const [yours, reference] = [run(false), run(true)];
  const plot = (testId: string) => ({
    testId,
    title: testId,
    objective: 'quadratic',
    hyperparameters,
    yours: yours.rows,
    reference: reference.rows,
    loss: { yours: yours.loss, reference: reference.loss },
    divergedAt: 1,
  });
  const tests = ['changing', 'shown'].map((id) => ({
    id,
    title: id,
    status: 'failed' as const,
    score: 0,
    maxScore: id === 'shown' ? 1 : 0,
    visibility: 'visible' as const,
    message: 'step 1: …',
  }));
  const diagnosis = {
    optimizer: 'rmsprop',
    conventions: ['epsilon-outside-root' as const],
    faults: ['missing-root' as const],
    message: 'This is RMSProp, but it divides by the second moment itself.',
  };
  const question = {
    id: 'rms',
    verdict: 'wrong_answer' as const,
    score: 0,
    maxScore: 1,
    tests,
    diagnosis,
    causes: [...diagnosis.faults],
  };
  const whole = {
    assignment: 'program',
    score: 0,
    maxScore: 1,
    durationMs: 1,
    questions: [{ ...question, plots: [plot('changing'), plot('shown')], output: '' }],
    language: 'javascript' as const,
  };
  return { format: 2, whole, views: {} };
}

const SHEET = { course: COURSE, assignment: 'rules' };
const CODE = { course: COURSE, assignment: 'program' };

let server: TestServer;
let ada: Client, emmy: Client, mary: Client, tess: Client;
let submissionId = '';

beforeAll(async () => {
  server = await startTestServer();
  const grace = await server.as('grace');
  [ada, emmy, mary, tess] = (await Promise.all(
    ['ada', 'emmy', 'mary', 'tess'].map((name) => server.as(name)),
  )) as [Client, Client, Client, Client];
  const params = { course: COURSE };
  await grace.call(operations.publishAssignment, { params, body: { files: RULES, slug: 'rules' } });
  await grace.call(operations.publishAssignment, { params, body: { files: PROGRAM, slug: 'program' } });
  // Ada and Emmy write together; only Emmy programs.
  await joinUp(SHEET, ada, [emmy]);
  const answers = { open: ROOTLESS, later: RIGHT, closed: ROOTLESS, none: RIGHT };
  const body = { idempotencyKey: randomUUID(), answers };
  submissionId = (await ada.call(operations.createSubmission, { params: SHEET, body })).id;
});
beforeEach(() => {
  server.clock.now = BEFORE_DUE;
});
afterAll(() => server.close());

const read = (client: Client, question: string, text = ROOTLESS) =>
  client.call(operations.readRule, { params: { ...SHEET, question }, body: { text } });
const refused = (client: Client, question: string) =>
  client.fail(operations.readRule, { params: { ...SHEET, question }, body: { text: ROOTLESS } });
const sources = (client: Client, question: string) =>
  client.call(operations.compareRuleSources, { params: { submissionId, question } });
const draw = (client: Client, question: string, text = ROOTLESS) =>
  client.call(operations.drawRule, { params: { ...SHEET, question }, body: { text } });
const of = (source: RuleSource['source'], list: RuleSource[] | undefined) =>
  list?.find((each) => each.source === source);

describe('a reading', () => {
  test('is there while writing, where the instructor lets it be', async () => {
    const { reading } = await read(ada, 'open');
    expect(reading).toMatchObject({
      understood: true,
      right: false,
      headline: 'Read as RMSProp without the square root',
    });
    expect((await read(ada, 'open', RIGHT)).reading).toMatchObject({
      right: true,
      headline: 'Read as RMSProp, epsilon outside the root',
    });
  });

  test('says at which token it stopped, and what would help', async () => {
    const { reading } = await read(ada, 'open', String.raw`$$r = \rho r + \tanh(g), \quad w = w - \eta r$$`);
    expect(reading).toMatchObject({ understood: false, right: false });
    expect(reading?.message).toMatch(/^Not understood: .+ At “.+” \(character \d+/);
  });

  test('is none where there is no formula yet', async () => {
    expect(await read(ada, 'open', 'RMSProp forgets the distant past.')).toEqual({ reading: null });
    expect(await read(ada, 'open', '')).toEqual({ reading: null });
  });

  test('of a text that is too long says so', async () => {
    const { reading } = await read(ada, 'open', `$x$ ${'word '.repeat(5000)}`);
    expect(reading?.message).toContain('Only answers up to 20000 characters are read');
  });

  test('is locked for students before its time, with the reason, and never for staff', async () => {
    expect(await refused(ada, 'later')).toMatchObject({
      status: 409,
      code: 'locked',
      message: 'How Stepwise reads the rule in this question is shown after the due time.',
    });
    expect(await refused(ada, 'closed')).toMatchObject({
      code: 'locked',
      message: 'For this question only the staff see how Stepwise reads the rule.',
    });
    expect((await read(tess, 'closed')).reading?.right).toBe(false);
    server.clock.now = AFTER_DUE;
    expect((await read(ada, 'later')).reading?.right).toBe(false);
    expect(await refused(ada, 'closed')).toMatchObject({ code: 'locked' });
  });

  test('is not found where no rule is asked for', async () => {
    expect(await refused(ada, 'none')).toMatchObject({ status: 404 });
    expect(await refused(tess, 'nothing')).toMatchObject({ status: 404 });
  });

  test('tells students nothing of the rubric', async () => {
    const feedback = await ada.call(operations.getFeedback, { params: SHEET });
    for (const shown of [await read(ada, 'open'), feedback])
      expect(JSON.stringify(shown)).not.toMatch(/suggested|deduct|lacks its square root/);
    expect(feedback.questions.map(({ rule }) => rule?.right ?? null)).toEqual([false, null, null, null]);
    const answer = await tess.call(operations.getGradingAnswer, {
      params: { submissionId, question: 'open' },
    });
    expect(answer.rule).toMatchObject({ deduct: true, suggestedItemId: answer.rubric[1]?.id });
    expect(answer.grade).toBeNull();
  });

  test('is slowed down for whoever asks all the time, and for nobody else', async () => {
    const asks = await Promise.all(
      Array.from({ length: 121 }, () =>
        mary.call(operations.readRule, { params: { ...SHEET, question: 'open' }, body: { text: '' } }).then(
          () => 'read',
          () => 'refused',
        ),
      ),
    );
    expect(asks.filter((answer) => answer === 'refused').length).toBeGreaterThan(0);
    expect(await refused(mary, 'open')).toMatchObject({ status: 429, code: 'throttled' });
    expect((await read(ada, 'open')).reading).not.toBeNull();
  });
});

describe('a rule that is being written', () => {
  test('is drawn beside the paper’s as far as it can be run, and nothing of it is kept', async () => {
    const before = await server.db.answer.count();
    const { comparison } = await draw(ada, 'open');
    expect(of('written', comparison.sources)).toMatchObject({ partsAt: 1, right: false });
    expect(of('written', comparison.sources)?.because).toContain('without the square root');
    const { comparison: half } = await draw(ada, 'open', String.raw`$$r \leftarrow \rho r +$$`);
    expect(half.sources.map(({ source }) => source)).toEqual(['paper']);
    expect(half.remarks.join()).toContain('The written rule is not drawn');
    expect(await server.db.answer.count()).toBe(before);
  });

  test('is drawn when and where its reading is shown', async () => {
    const fail = (client: Client, question: string) =>
      client.fail(operations.drawRule, { params: { ...SHEET, question }, body: { text: RIGHT } });
    expect(await fail(ada, 'later')).toMatchObject({ code: 'locked' });
    expect(await fail(ada, 'closed')).toMatchObject({ code: 'locked' });
    expect(await fail(ada, 'none')).toMatchObject({ status: 404 });
    expect(of('written', (await draw(tess, 'closed', RIGHT)).comparison.sources)?.right).toBe(true);
    server.clock.now = AFTER_DUE;
    expect(of('written', (await draw(ada, 'later', RIGHT)).comparison.sources)?.partsAt).toBeNull();
  });
});

describe('the sources', () => {
  test('without code: the paper and the rule, and why there is no code', async () => {
    const { comparison } = await sources(ada, 'open');
    expect(comparison?.sources.map(({ source, name }) => [source, name])).toEqual([
      ['paper', 'RMSProp'],
      ['written', 'the rule in question open'],
    ]);
    expect(of('written', comparison?.sources)).toMatchObject({ partsAt: 1, right: false });
    expect(comparison?.remarks.join()).toContain('There is no code for RMSProp');
  });

  test('are locked for students as the reading is, and null where no rule is asked for', async () => {
    const fail = (client: Client, question: string) =>
      client.fail(operations.compareRuleSources, { params: { submissionId, question } });
    expect(await fail(ada, 'closed')).toMatchObject({ code: 'locked' });
    expect(await fail(ada, 'later')).toMatchObject({ code: 'locked' });
    expect(await fail(mary, 'open')).toMatchObject({ status: 403 });
    expect((await sources(tess, 'closed')).comparison?.sources).toHaveLength(2);
    expect(await sources(tess, 'none')).toEqual({ comparison: null });
    server.clock.now = AFTER_DUE;
    expect(of('written', (await sources(ada, 'later')).comparison?.sources)?.partsAt).toBeNull();
  });

  describe('with code by one of the members', () => {
    beforeAll(async () => {
      const file = { name: 'optim.js', text: 'export function rmsprop(w, dw, config) {}' };
      const body = { idempotencyKey: randomUUID(), file };
      const { id } = await emmy.call(operations.createSubmission, { params: CODE, body });
      const done = {
        state: 'done' as const,
        report: rootlessReport(),
        scores: { rms: 0 },
        startedAt: server.clock.now,
        finishedAt: server.clock.now,
      };
      await server.db.gradingRun.updateMany({ where: { submissionId: id }, data: done });
    });

    test('whoever wrote the code sees it beside a text that they write; the others see the text alone', async () => {
      const drawn = async (client: Client, text: string) =>
        (await draw(client, 'open', text)).comparison.sources.map(({ source }) => source);
      expect(await drawn(emmy, RIGHT)).toEqual(['paper', 'written', 'code']);
      expect(await drawn(ada, RIGHT)).toEqual(['paper', 'written']);
    });

    test('staff see all three on the code’s objective, start and hyperparameters', async () => {
      const { comparison } = await sources(tess, 'later');
      expect(comparison).toMatchObject({
        objective: 'quadratic',
        hyperparameters: { learning_rate: 0.02, decay_rate: 0.95, epsilon: 1e-8 },
        remarks: [],
      });
      expect(comparison?.sources.map(({ points }) => points.length)).toEqual([21, 21, 21]);
      expect(of('written', comparison?.sources)).toMatchObject({ partsAt: null, right: true });
      const code = of('code', comparison?.sources);
      expect(code).toMatchObject({ name: 'rmsprop in optim.js, submission 1', partsAt: 1, right: false });
      expect(code?.because).toMatch(/^the denominator: .*without the square root/);
    });

    test('its author sees it too, but not yet the diagnosis that is shown after the due time', async () => {
      const before = of('code', (await sources(emmy, 'open')).comparison?.sources);
      expect(before?.partsAt).toBe(1);
      expect(before?.because).not.toMatch(/root|denominator/);
      server.clock.now = AFTER_DUE;
      expect(of('code', (await sources(emmy, 'open')).comparison?.sources)?.because).toContain('square root');
    });

    test('a member of the sheet’s group alone does not see code of a group she is not in', async () => {
      server.clock.now = AFTER_DUE;
      const { comparison } = await sources(ada, 'open');
      expect(comparison?.sources.map(({ source }) => source)).toEqual(['paper', 'written']);
    });

    test('plots that are withheld are no source', async () => {
      const { whole } = rootlessReport();
      const questions = whole.questions.map((question) => ({
        ...question,
        tests: question.tests.map((each) => ({ ...each, visibility: 'hidden' as const })),
      }));
      const nothing = whole.questions.map((question) => ({ ...question, tests: [], plots: [] }));
      const report = {
        format: 2,
        whole: { ...whole, questions },
        views: { visible: { ...whole, questions: nothing } },
      };
      await server.db.gradingRun.updateMany({ where: { state: 'done' }, data: { report } });
      expect(of('code', (await sources(emmy, 'open')).comparison?.sources)).toBeUndefined();
      expect(of('code', (await sources(tess, 'open')).comparison?.sources)).toBeDefined();
    });
  });
});
