/** An experiment from the instructor's folder to the group's report: published with its data, trained by the worker. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { operations } from '../../contract/index.ts';
import { readAssignmentFolder } from '../../grader/assignment/folder.ts';
import { openTrainers } from '../../grader/experiments/laboratories.ts';
import { grade } from '../../grader/grade.ts';
import { openSandboxes } from '../../grader/sandbox/index.ts';
import { openExperimentData } from '../../server/worker/experimentData.ts';
import { until } from '../support/installation.ts';
import { BEFORE_DUE, COURSE, startTestServer, type TestServer } from '../support/testServer.ts';

const FOLDER = join(import.meta.dirname, '../../assignments/figure-3');
const SAMPLE = join(FOLDER, 'questions/figure-3/samples/partially_accepted/missing-root.py');
const FIGURE_3 = { course: COURSE, assignment: 'figure-3' };

let server: TestServer;
const sandboxes = openSandboxes();
const trainers = openTrainers();
beforeAll(async () => {
  server = await startTestServer();
  server.clock.now = BEFORE_DUE;
});
afterAll(async () => {
  trainers.close();
  await sandboxes.close();
  await server.close();
});

test('figure 3 is published, answered, trained and seen by the student and by staff', async () => {
  const grace = await server.as('grace');
  const due = '2026-12-01T14:30:00.000Z';
  const files = Object.fromEntries(await readAssignmentFolder(FOLDER));
  const published = await grace.call(operations.publishAssignment, {
    params: { course: COURSE },
    body: { files, slug: 'figure-3', due },
  });
  expect(published).toMatchObject({ change: 'new', problems: [] });

  const ada = await server.as('ada');
  const seen = await ada.send(operations.getAssignment, { params: FIGURE_3 });
  expect(seen.body).toMatchObject({
    hasCode: true,
    questions: [{ kind: 'experiment', entries: ['adagrad', 'nesterov', 'adam'] }],
  });
  // Neither the reference's curves nor what the network is judged by.
  expect(seen.text).not.toMatch(/dataHash|reference"|hyperparameters/);

  const { id } = await ada.call(operations.createSubmission, {
    params: FIGURE_3,
    body: { idempotencyKey: randomUUID(), file: { name: 'optim.py', text: await readFile(SAMPLE, 'utf8') } },
  });
  const data = openExperimentData(server.db);
  await server.work((definition, program, { versionId, ...options }) => {
    const experiments = { ...trainers, dataOf: data.ofVersion(versionId), epochs: 1 };
    return grade(definition, program, sandboxes, { ...options, experiments });
  });
  const ran = await until('the experiment is over', async () => {
    const { run, report } = await ada.call(operations.getSubmission, { params: { submissionId: id } });
    return run?.state === 'done' ? report : null;
  });
  await data.close();
  expect(ran).toMatchObject({ score: 2, maxScore: 3 });
  const [question] = ran.questions;
  expect(question!.diagnosis).toMatchObject({ optimizer: 'adagrad', faults: ['missing-root'] });
  const { curves } = question!.experiment!;
  expect(curves.map(({ id: curve, partsAt }) => [curve, partsAt])).toEqual([
    ['adagrad/plain', 1],
    ['nesterov/plain', null],
    ['adam/plain', null],
    ['adagrad/dropout', 1],
    ['nesterov/dropout', null],
    ['adam/dropout', null],
  ]);
  for (const { yours, reference } of curves) expect(yours).toHaveLength(reference.length);

  const tess = await server.as('tess');
  const answer = await tess.call(operations.getGradingAnswer, {
    params: { ...FIGURE_3, question: 'figure-3', submissionId: id },
  });
  expect(answer.report!.experiment).toEqual(question!.experiment);
});
