/** An experiment from the instructor's folder to the group's report: published with its data, trained by the worker. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { operations } from '../../contract/index.ts';
import { urlOf } from '../../contract/operation.ts';
import { SubmissionEvent } from '../../contract/submissions.ts';
import { readAssignmentFolder } from '../../grader/assignment/folder.ts';
import { openTrainers } from '../../grader/experiments/laboratories.ts';
import { grade } from '../../grader/grade.ts';
import { openSandboxes } from '../../grader/sandbox/index.ts';
import { openExperimentData } from '../../server/worker/experimentData.ts';
import type { Client } from '../support/client.ts';
import { TestPage } from '../support/page.ts';
import { BEFORE_DUE, COURSE, eventually, startTestServer, type TestServer } from '../support/testServer.ts';

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

  const text = await readFile(SAMPLE, 'utf8');
  const handIn = async (who: Client) => {
    const body = { idempotencyKey: randomUUID(), file: { name: 'optim.py', text } };
    return (await who.call(operations.createSubmission, { params: FIGURE_3, body })).id;
  };
  // Taken out of the queue, and put into it again.
  const id = await handIn(ada);
  const params = { submissionId: id };
  const emmy = await server.as('emmy');
  expect((await emmy.fail(operations.stopTraining, { params })).code).toBe('forbidden');
  expect((await ada.fail(operations.trainAgain, { params })).code).toBe('locked');
  await ada.call(operations.stopTraining, { params });
  expect((await ada.fail(operations.stopTraining, { params })).message).toBe('The training is over already.');
  expect((await ada.call(operations.getSubmission, { params })).run).toMatchObject({
    state: 'failed',
    stopped: true,
  });
  // A page that had followed the run to its end is told that it begins again.
  const page = await TestPage.open(await server.listen(), FIGURE_3, { cookie: ada.cookie });
  await ada.call(operations.trainAgain, { params });
  await page.next('changed', ({ what }) => what === 'submissions');
  page.close();
  const waiting = await handIn(emmy);
  const told = Promise.withResolvers<void>();
  const stream = emmy
    .raw('get', urlOf(operations.streamSubmission, { submissionId: waiting }))
    .buffer(true)
    .parse((response, done) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (text.includes('data: ')) told.resolve();
      });
      response.on('end', () => done(null, text));
    })
    .then(({ body }) => body as string);
  // No worker takes anything before it is said how many begin before it.
  await told.promise;

  const data = openExperimentData(server.db);
  let trained = 0;
  await server.work((definition, program, { versionId, ...training }) => {
    trained++;
    const experiments = { ...trainers, ...training, dataOf: data.ofVersion(versionId), epochs: 1 };
    return grade(definition, program, sandboxes, { experiments });
  });
  // Training has the lowest priority: beside other work it takes as long as it takes.
  const over = async (who: Client, submissionId: string) => {
    const ask = () => who.call(operations.getSubmission, { params: { submissionId } });
    return (await eventually(ask, ({ run }) => run?.state === 'done')).report!;
  };
  const ran = await over(ada, id);
  // The same text is not trained twice, whoever hands it in.
  expect(await over(emmy, waiting)).toEqual(ran);
  expect(trained).toBe(1);
  const said = [...(await stream).matchAll(/^data: (.*)$/gm)].map(([, json]) =>
    SubmissionEvent.parse(JSON.parse(json!)),
  );
  expect(said[0]!.training).toEqual({ before: 1, waitSeconds: null, progress: null });
  expect(said.at(-1)).toMatchObject({ run: { state: 'done' }, training: null });
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
