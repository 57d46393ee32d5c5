/** What a student's text does while they type: a picture, and nothing that is kept. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { operations } from '../../contract/index.ts';
import type { Adjustment, Tried, TryOutcome } from '../../contract/tries.ts';
import { checkFolder } from '../../cli/checkFolder.ts';
import { gradeSamples } from '../../grader/assignment/samples.ts';
import { SubmissionsAhead } from '../../server/features/tries/submissionsAhead.ts';
import { createLog } from '../../server/log.ts';
import type { SampleTrial, Trial } from '../../server/trials/messages.ts';
import { openTrier, type Trier } from '../../server/trials/trier.ts';
import { titled } from '../support/assignments.ts';
import { Client } from '../support/client.ts';
import { COURSE, startTestServer, type TestServer } from '../support/testServer.ts';
import { startTrier, type StartedTrier } from '../support/trier.ts';

const TEST = 'kind: trajectory, mode: closed-loop, points: 1, steps: 20, plot: true';
const HYPERPARAMETERS = 'hyperparameters: { learning_rate: 0.02, decay_rate: 0.9, epsilon: 1.0e-8 }';
const question = (id: string, diagnosis: string) => `kind: optimizer
id: ${id}
title: RMSProp
points: 4
entry: rmsprop
optimizer: rmsprop
accepts: [epsilon-outside-root]
defaults: { learning_rate: 0.01, decay_rate: 0.99, epsilon: 1.0e-8 }
diagnosis: ${diagnosis}
tests:
  - { id: bowl, title: Bowl, ${TEST}, ${HYPERPARAMETERS} }
  - { id: numbers, title: Numbers, kind: trajectory, points: 1, steps: 12, ${HYPERPARAMETERS} }
  - { id: later, title: Later, visibility: after_due_date, ${TEST}, start: [3.5, -7.25], ${HYPERPARAMETERS} }
  - { id: secret, title: Secret, visibility: hidden, ${TEST}, start: [1.125, 9.75], ${HYPERPARAMETERS} }
`;
const FILES = {
  'assignment.yaml': `title: Tries
course: Course
due: 2026-12-01 14:30
timeZone: America/New_York
submission: { file: optim, languages: [python, javascript] }
blocks:
  - questions: [rmsprop, where, none]
`,
  ...Object.fromEntries(
    ['full', 'where', 'none'].flatMap((diagnosis) => {
      const id = diagnosis === 'full' ? 'rmsprop' : diagnosis;
      return [
        [`questions/${id}/question.yaml`, question(id, diagnosis)],
        [`questions/${id}/statement.md`, 'Write `rmsprop`.\n'],
      ];
    }),
  ),
};

const python = (denominator: string, before = 'pass') => `import numpy as np
def rmsprop(w, dw, config=None):
    config = {"learning_rate": 1e-2, "decay_rate": 0.99, "epsilon": 1e-8, **(config or {})}
    cache = config["decay_rate"] * config.get("cache", 0) + (1 - config["decay_rate"]) * dw ** 2
    config["cache"] = cache
    ${before}
    return w - config["learning_rate"] * dw / ${denominator}, config
`;
const RIGHT = python('(np.sqrt(cache) + config["epsilon"])');
const WITHOUT_ROOT = python('(cache + config["epsilon"])');

/** On a machine that does much else, the trier comes last. */
const PATIENT_MS = 120_000;

let server: TestServer;
let started: StartedTrier;
let client: Client;
const asked: Trial[] = [];
const graded: SampleTrial[] = [];

beforeAll(async () => {
  started = await startTrier();
  const real = openTrier(started.channel, createLog('test', 'silent'), PATIENT_MS);
  const watched: Trier = {
    play(trial) {
      asked.push(trial);
      return real.play(trial);
    },
    grade(sample) {
      graded.push(sample);
      return real.grade(sample);
    },
    compare: (objective) => real.compare(objective),
  };
  server = await startTestServer(watched);
  const grace = await server.as('grace');
  await grace.call(operations.publishAssignment, {
    params: { course: COURSE },
    body: { files: FILES, slug: 'tries' },
  });
  client = await server.as('ada');
});
afterAll(async () => {
  await server.close();
  await started.close();
});

interface Asked {
  question?: string;
  file?: string;
  tests?: 'plotted' | 'visible';
  adjustment?: Partial<Adjustment> & { test: string };
  by?: Client;
}

async function tryText(text: string, { question = 'rmsprop', file = 'optim.py', by, ...rest }: Asked = {}) {
  const params = { course: COURSE, assignment: 'tries', question };
  const body = { file: { name: file, text }, ...rest };
  const { outcome } = await (by ?? client).call(operations.tryCode, { params, body });
  return outcome;
}

function tried(outcome: TryOutcome): Tried {
  if (outcome.kind !== 'tried') throw new Error(`not tried: ${JSON.stringify(outcome)}`);
  return outcome;
}

/** Every row that a submission, a run, a job, an edit or an audit would add. */
async function rows(): Promise<unknown> {
  const { db } = server;
  return {
    submissions: await db.submission.count(),
    runs: await db.gradingRun.count(),
    jobs: await db.$queryRaw`SELECT count(*)::int FROM pgboss.job WHERE name = 'grading'`,
    updates: await db.documentUpdate.count(),
    audit: await db.auditEvent.count(),
    groups: await db.group.count(),
  };
}

test('a wrong text gets its picture, its first wrong step and its diagnosis, and leaves nothing behind', async () => {
  const before = await rows();
  const wrong = tried(await tryText(WITHOUT_ROOT));
  expect(wrong.plots.map(({ testId, divergedAt }) => [testId, divergedAt])).toEqual([['bowl', 1]]);
  expect(wrong.plots[0]!.yours).toHaveLength(21);
  expect(wrong.diagnosis).toMatchObject({ optimizer: 'rmsprop', faults: ['missing-root'] });
  expect(wrong.withheld).toEqual({ afterDueDate: 1, afterPublished: 0, hidden: 1 });
  const right = tried(await tryText(RIGHT));
  expect(right.plots[0]).toMatchObject({ testId: 'bowl', divergedAt: null });
  expect(right.diagnosis?.faults).toEqual([]);
  expect(await rows()).toEqual(before);
});

test('all visible tests run on request, and whoever asks the trier learns of no other', async () => {
  const outcome = tried(await tryText(RIGHT, { tests: 'visible', by: await server.as('tess') }));
  expect(outcome.tests.map(({ id, status }) => [id, status])).toEqual([
    ['bowl', 'passed'],
    ['numbers', 'passed'],
  ]);
  expect(asked.at(-1)).toMatchObject({ patience: 'whole' });
  const everything = JSON.stringify(asked);
  for (const secret of ['later', 'secret', 'Secret', '3.5', '9.75', 'statement'])
    expect(everything).not.toContain(secret);
});

test('another start and other hyperparameters move both paths', async () => {
  const adjustment = {
    test: 'bowl',
    start: [2, -3] as [number, number],
    hyperparameters: { learning_rate: 0.5 },
  };
  const [plot] = tried(await tryText(WITHOUT_ROOT, { adjustment })).plots;
  expect([plot?.yours[0], plot?.reference[0]]).toEqual([
    [2, -3],
    [2, -3],
  ]);
  expect(plot?.hyperparameters).toMatchObject({ learning_rate: 0.5, decay_rate: 0.9 });
  const refused = await client.fail(operations.tryCode, {
    params: { course: COURSE, assignment: 'tries', question: 'rmsprop' },
    body: { file: { name: 'optim.py', text: RIGHT }, adjustment: { test: 'secret', start: [0, 0] } },
  });
  expect(refused).toMatchObject({ code: 'unacceptable', message: expect.stringContaining('no picture') });
});

test('a mistake of syntax and an exception say their line; the steps before an exception are drawn', async () => {
  const broken = tried(await tryText(`${RIGHT}\nx = (1,\n`));
  expect(broken.failure).toMatchObject({ type: 'SyntaxError', line: 9, step: null });
  expect(broken.plots.every(({ yours }) => yours.length === 1)).toBe(true);
  const raising = python(
    '(np.sqrt(cache) + config["epsilon"])',
    'config["n"] = config.get("n", 0) + 1; 1 / (4 - config["n"])',
  );
  const raised = tried(await tryText(raising));
  expect(raised.failure).toMatchObject({ type: 'ZeroDivisionError', line: 6, step: 4 });
  expect(raised.plots[0]!.yours).toHaveLength(4);
});

const HOSTILE: [string, string, string, string][] = [
  ['a loop', 'optim.py', python('1', 'while True: pass'), 'time limit'],
  ['a loop at the top', 'optim.py', 'while True: pass\n', 'time limit'],
  ['a flood', 'optim.py', python('1', 'print("x" * 1_000_000)'), 'output limit'],
  ['much memory', 'optim.py', python('1', 'np.ones(2 ** 31)'), 'emory'],
  ['an exit', 'optim.py', python('1', 'import os; os._exit(0)'), 'ended'],
  ['a loop in JavaScript', 'optim.js', 'export function rmsprop() { for (;;); }', 'time limit'],
  [
    'a flood in JavaScript',
    'optim.js',
    'export function rmsprop() { for (;;) console.log("x".repeat(1e5)); }',
    'output limit',
  ],
];

test.each(HOSTILE)(
  '%s ends as in a submission, and the next text is tried',
  async (_, file, text, message) => {
    const by = await server.as('emmy');
    const outcome = tried(await tryText(text, { file, by }));
    expect(outcome.tests[0]).toMatchObject({ message: expect.stringContaining(message) });
    expect(outcome.tests[0]?.status).not.toBe('passed');
    expect(tried(await tryText(`${RIGHT}# after ${_}\n`, { by })).tests[0]).toMatchObject({
      status: 'passed',
    });
  },
);

test('numbers that are none are drawn as gaps', async () => {
  const outcome = tried(await tryText(python('np.zeros_like(w)', 'w = w * np.nan')));
  expect(outcome.plots[0]!.yours[1]).toEqual([null, null]);
  expect(outcome.tests[0]).toMatchObject({ status: 'failed' });
});

test('a try tells no more than the instructor lets a submission tell before the due time', async () => {
  const raising = python('1', 'raise ValueError(w)');
  const where = tried(await tryText(WITHOUT_ROOT, { question: 'where' }));
  expect([where.diagnosis, where.plots.length]).toEqual([null, 1]);
  const none = tried(await tryText(raising, { question: 'none' }));
  expect(none).toMatchObject({ diagnosis: null, plots: [], failure: null });
  expect(none.tests.map(({ message }) => message)).toEqual(['']);
  // What does not even load is no secret.
  expect(tried(await tryText('def f(:\n', { question: 'none' })).failure).toMatchObject({ line: 1 });
});

test('the same text is played once', async () => {
  const by = await server.as('sofia');
  const text = `${RIGHT}# once\n`;
  const first = await tryText(text, { by });
  const played = asked.length;
  expect(await tryText(text, { by })).toEqual(first);
  expect(asked.length).toBe(played);
});

test('thirty texts a minute, and five times as many moves; those known already are free', async () => {
  const by = await server.as('mary');
  const kinds: string[] = [];
  for (let i = 0; i < 30; i++) kinds.push((await tryText(`syntax error ${i}`, { by })).kind);
  expect(kinds).toEqual(Array.from({ length: 30 }, () => 'tried'));
  expect(await tryText('one more', { by })).toEqual({ kind: 'resting', seconds: 2 });
  expect((await tryText('syntax error 3', { by })).kind).toBe('tried');
  // The machine's clock is set right by an hour meanwhile.
  server.clock.now = new Date(server.clock.now.getTime() - 3_600_000);
  server.clock.ticks += 2_000;
  expect((await tryText('one more', { by })).kind).toBe('tried');
  // Whoever drags a start sees five pictures for one text.
  server.clock.ticks += 2_000;
  const test = 'bowl';
  for (let x = 0; x < 5; x++)
    expect((await tryText(RIGHT, { by, adjustment: { test, start: [x, 1] } })).kind).toBe('tried');
  expect((await tryText(RIGHT, { by, adjustment: { test, start: [5, 1] } })).kind).toBe('resting');
});

test('all tests of a text, question by question, count as those of one; ten texts in a minute', async () => {
  const by = await server.as('emmy');
  server.clock.ticks += 60_000;
  const runAll = async (text: string) => {
    const kinds = [];
    for (const question of ['rmsprop', 'where', 'none'])
      kinds.push((await tryText(text, { by, question, tests: 'visible' })).kind);
    return kinds;
  };
  for (let text = 0; text < 10; text++)
    expect(await runAll(`another syntax error ${text}`)).toEqual(['tried', 'tried', 'tried']);
  expect(await runAll('and one more')).toEqual(['resting', 'resting', 'resting']);
  server.clock.ticks += 6_000;
  expect(await runAll('and one more')).toEqual(['tried', 'tried', 'tried']);
});

test('while submissions wait for the grader, they go first', async () => {
  const { db } = server;
  const submission = await client.call(operations.createSubmission, {
    params: { course: COURSE, assignment: 'tries' },
    body: { idempotencyKey: crypto.randomUUID(), file: { name: 'optim.py', text: RIGHT } },
  });
  await new Promise((done) => setTimeout(done, 300));
  const played = asked.length;
  expect(await tryText(`${RIGHT}# busy\n`)).toEqual({
    kind: 'busy',
    waiting: 1,
    seconds: expect.any(Number),
  });
  expect(asked.length).toBe(played);
  // One that takes long keeps nobody for good, and one that trains has a queue of its own.
  const where = { submissionId: submission.id };
  for (const data of [{ state: 'running' }, { state: 'queued', trains: true }] as const) {
    await db.gradingRun.updateMany({ where, data });
    await new Promise((done) => setTimeout(done, 300));
    expect((await tryText(`${RIGHT}# ${data.state}\n`)).kind).toBe('tried');
  }
  await db.gradingRun.updateMany({
    where: { submissionId: submission.id },
    data: { state: 'failed', trains: false, finishedAt: new Date() },
  });
  await new Promise((done) => setTimeout(done, 300));
  expect((await tryText(`${RIGHT}# busy\n`)).kind).toBe('tried');
});

test('what a try may do is decided after it has waited for a submission, not before', async () => {
  const emmy = await server.as('emmy');
  const wait = Promise.withResolvers<number>();
  const comes = Promise.withResolvers<void>();
  const gone = jest.spyOn(SubmissionsAhead.prototype, 'gone').mockImplementationOnce(() => {
    comes.resolve();
    return wait.promise;
  });
  const played = asked.length;
  const answer = emmy.send(operations.tryCode, {
    params: { course: COURSE, assignment: 'tries', question: 'rmsprop' },
    body: { file: { name: 'optim.py', text: `${RIGHT}# of nobody\n` } },
  });
  void answer.catch(() => undefined);
  await comes.promise;
  expect(gone).toHaveBeenCalledWith('underWay', expect.any(Number));
  const where = { userId: await server.userId('emmy') };
  await server.db.enrolment.updateMany({ where, data: { leftAt: new Date() } });
  wait.resolve(0);
  expect((await answer).status).toBe(403);
  expect(asked.length).toBe(played);
  gone.mockRestore();
  await server.db.enrolment.updateMany({ where, data: { leftAt: null } });
});

test('from the moment that somebody hands in, who is signed in, until they are answered, a submission is under way', async () => {
  const arrive = jest.spyOn(SubmissionsAhead.prototype, 'arrive');
  const handIn = (by: Client) =>
    by.send(operations.createSubmission, {
      params: { course: COURSE, assignment: 'tries' },
      body: { idempotencyKey: crypto.randomUUID() },
    });
  const stranger = new Client(server.app);
  await stranger.refresh();
  await handIn(stranger);
  expect(arrive).not.toHaveBeenCalled();
  await handIn(client);
  expect(arrive).toHaveBeenCalledTimes(1);
  arrive.mockRestore();
  // Nobody grades it here: what comes behind it would wait.
  await server.db.gradingRun.updateMany({
    where: { state: 'queued' },
    data: { state: 'failed', finishedAt: new Date() },
  });
  await new Promise((done) => setTimeout(done, 300));
});

const ofSamples = (files: Record<string, string>) => ({
  params: { course: COURSE },
  body: { slug: 'tries', files: { ...FILES, ...files } },
});
const IN_ORDER = [
  'solution/optim.py',
  'questions/rmsprop/samples/wrong_answer/no-root.py',
  'questions/rmsprop/samples/accepted/misjudged.py',
  'questions/where/samples/partially_accepted/found-by-a-hidden-test.py',
] as const;
/** Right but for a start that only a hidden test has. */
const WRONG_WHERE_HIDDEN = python(
  '(np.sqrt(cache) + config["epsilon"])',
  'dw = -dw if abs(w[1] - 9.75) < 1e-9 else dw',
);
const SAMPLES = {
  [IN_ORDER[0]]: RIGHT,
  [IN_ORDER[1]]: `# diagnosis: ascent\n${WITHOUT_ROOT}`,
  [IN_ORDER[2]]: WITHOUT_ROOT,
  [IN_ORDER[3]]: `# of students nobody is told\n${WRONG_WHERE_HIDDEN}`,
};

test('samples of a set that is being written get what the command line gives them, one a call, and leave nothing behind', async () => {
  const grace = await server.as('grace');
  const before = await rows();
  const request = ofSamples(SAMPLES);
  let ran = await grace.call(operations.runSamples, request);
  const left = () => ran.samples.filter(({ result }) => result === null).length;
  for (let calls = 1; left() > 0; calls++) {
    expect([left(), ran.wait]).toEqual([IN_ORDER.length - calls, null]);
    ran = await grace.call(operations.runSamples, request);
  }
  const files = new Map(Object.entries(request.body.files));
  const folder = await mkdtemp(join(tmpdir(), 'stepwise-samples-'));
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, 'tries', path)), { recursive: true });
    await writeFile(join(folder, 'tries', path), text);
  }
  const byPath = <T extends { path: string }>(results: T[]) =>
    results.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const onTheLine = await gradeSamples(join(folder, 'tries'));
  await rm(folder, { recursive: true });
  expect(byPath(ran.samples.map(({ path, result }) => ({ path, ...result! })))).toEqual(byPath(onTheLine));
  expect(Object.fromEntries(ran.samples.map(({ path, result }) => [path, result!.complaint]))).toEqual({
    [IN_ORDER[0]]: '',
    [IN_ORDER[1]]: expect.stringContaining('faults ascent expected, found missing-root'),
    [IN_ORDER[2]]: expect.stringMatching(/^accepted expected \(“This is RMSProp, but/),
    [IN_ORDER[3]]: '',
  });
  expect(ran).toMatchObject({ leftOut: [], left: 0, problems: [{ file: 'questions/none/question.yaml' }] });
  expect(await rows()).toEqual(before);
});

test('what has run is not run again, and of changed files only what they decide', async () => {
  const grace = await server.as('grace');
  const runs = graded.length;
  const statement = { 'questions/none/statement.md': 'In other words.\n' };
  const again = await grace.call(operations.runSamples, ofSamples({ ...SAMPLES, ...statement }));
  expect(again.samples.filter(({ result }) => result === null)).toEqual([]);
  expect(graded.length).toBe(runs);
  const changed = {
    'questions/where/question.yaml': question('where', 'where').replace('title: RMSProp', 'title: Other'),
  };
  const partly = await grace.call(operations.runSamples, ofSamples({ ...SAMPLES, ...changed }));
  // The solution is of all questions; one of the two has run by this call.
  expect(partly.samples.filter(({ result }) => result === null)).toHaveLength(1);
  expect(graded.length).toBe(runs + 1);
});

test('samples are an instructor’s, wait for submissions, and are not run where the files have mistakes', async () => {
  for (const name of ['ada', 'tess'])
    expect(await (await server.as(name)).fail(operations.runSamples, ofSamples({}))).toMatchObject({
      status: 403,
    });
  const grace = await server.as('grace');
  const broken = ofSamples({ ...SAMPLES, 'assignment.yaml': 'title: [' });
  expect(await grace.fail(operations.runSamples, broken)).toMatchObject({ code: 'unacceptable' });
  const run = await server.db.gradingRun.findFirstOrThrow();
  await server.db.gradingRun.update({ where: { id: run.id }, data: { state: 'queued', finishedAt: null } });
  await new Promise((done) => setTimeout(done, 300));
  const runs = graded.length;
  const fresh = ofSamples({ 'solution/optim.py': `${RIGHT}# later\n` });
  expect(await grace.call(operations.runSamples, fresh)).toMatchObject({
    wait: { kind: 'busy', waiting: 1, seconds: 3 },
  });
  expect(graded.length).toBe(runs);
  await server.db.gradingRun.update({
    where: { id: run.id },
    data: { state: run.state, finishedAt: run.finishedAt },
  });
});

test('publishing ends though a submission waits that no worker takes', async () => {
  const grace = await server.as('grace');
  const run = await server.db.gradingRun.findFirstOrThrow();
  await server.db.gradingRun.update({ where: { id: run.id }, data: { state: 'queued', finishedAt: null } });
  await new Promise((done) => setTimeout(done, 300));
  const files = titled('behind', { ...FILES, 'solution/optim.py': `${RIGHT}# behind\n` });
  const published = await grace.call(operations.publishAssignment, {
    params: { course: COURSE },
    body: { files, slug: 'behind' },
  });
  expect(published.version).toBe(1);
  await server.db.gradingRun.update({
    where: { id: run.id },
    data: { state: run.state, finishedAt: run.finishedAt },
  });
});

const OWN = {
  'assignment.yaml': `${FILES['assignment.yaml'].replace('title: Tries', 'title: Proved').replace('[rmsprop, where, none]', '[rmsprop]')}objectives:
  - { name: bowl, title: Bowl, file: objectives/bowl.js, start: [1, 2] }
`,
  'questions/rmsprop/question.yaml': question('rmsprop', 'full').replace(
    'title: Bowl,',
    'title: Bowl, objective: bowl,',
  ),
  'questions/rmsprop/statement.md': 'Write `rmsprop`.\n',
};
const bowl = (factor: number) =>
  `export const value = (x) => x[0] ** 2 + x[1] ** 2;\nexport const gradient = (x) => x.map((each) => ${factor} * each);\n`;

test.each([
  ['all as it says', bowl(2), RIGHT, WITHOUT_ROOT],
  ['a solution that is wrong', bowl(2), WITHOUT_ROOT, WITHOUT_ROOT],
  ['a sample that must fail and does not', bowl(2), RIGHT, RIGHT],
  ['an objective with another gradient', bowl(3), RIGHT, WITHOUT_ROOT],
])(
  'publishing refuses what check refuses, with the same words: %s',
  async (_, objective, solution, sample) => {
    const grace = await server.as('grace');
    const files = {
      ...OWN,
      'objectives/bowl.js': objective,
      'solution/optim.py': solution,
      'questions/rmsprop/samples/wrong_answer/no-root.py': sample,
    };
    const folder = await mkdtemp(join(tmpdir(), 'stepwise-samples-'));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const { problems } = await checkFolder(folder, { slug: 'proved' });
    await rm(folder, { recursive: true });
    const errors = problems.filter(({ severity }) => severity === 'error');
    const request = { params: { course: COURSE }, body: { files, slug: 'proved' } };
    const count = () => server.db.assignmentVersion.count({ where: { assignment: { slug: 'proved' } } });
    const before = await count();
    if (errors.length > 0) {
      const refused = await grace.fail(operations.publishAssignment, request);
      expect(refused).toMatchObject({ code: 'samples_refused', details: { problems: errors } });
      expect(await count()).toBe(before);
    }
    // On purpose it goes out all the same, as with the command line's --no-samples.
    const samples = errors.length > 0 ? ('left_out' as const) : ('run' as const);
    await grace.call(operations.publishAssignment, { ...request, body: { ...request.body, samples } });
    expect(await count()).toBe(before + 1);
  },
);

test('what could not be run is not published as if it had', async () => {
  const grace = await server.as('grace');
  const alone = await startTestServer();
  const author = await alone.as('grace');
  const files = titled('Alone', { ...FILES, 'solution/optim.py': RIGHT });
  const request = { params: { course: COURSE }, body: { files, slug: 'alone' } };
  expect(await author.fail(operations.publishAssignment, request)).toMatchObject({
    code: 'samples_refused',
    message: expect.stringContaining('what runs them is not there'),
  });
  await alone.close();
  expect(await grace.call(operations.publishAssignment, request)).toMatchObject({ change: 'new' });
});

test('what is not asked for is refused with a reason', async () => {
  const params = { course: COURSE, assignment: 'tries', question: 'rmsprop' };
  const body = { file: { name: 'other.py', text: RIGHT } };
  expect(await client.fail(operations.tryCode, { params, body })).toMatchObject({
    code: 'unacceptable',
    message: 'other.py cannot be tried: write optim.py or optim.js or optim.mjs.',
  });
});
