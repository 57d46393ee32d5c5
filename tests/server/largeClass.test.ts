/**
 * What the pages of a class read of the database, in rows: each becomes an object on the one thread that everybody waits for. A
 * page that loads a class to show a count is as right as any other, and with ten answers nobody sees it.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { operations } from '../../contract/index.ts';
import { CLASS, fillClass, PASSWORD, prepareClass, STAFF, type Work } from '../bench/growthCourse.ts';
import { Client } from '../support/client.ts';
import { startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const STUDENTS = 120;
const SETS = 3;
/** Who asks, about what, by which rules, and the questions of some sets. */
const A_FEW = 50;

let rows = 0;
const prototype = pg.Result.prototype as unknown as { addRow: (row: unknown) => void };
const { addRow } = prototype;
prototype.addRow = function (row) {
  rows += 1;
  addRow.call(this, row);
};

let server: TestServer;
let staff: Client;
let written: Work;
beforeAll(async () => {
  server = await startTestServer();
  ({ written } = await fillClass(await prepareClass(server.databaseUrl, { students: STUDENTS, sets: SETS })));
  staff = await new Client(server.app).signIn(STAFF, PASSWORD);
  // Whoever looks first has the scores computed, which are kept then.
  await staff.call(operations.getGradebook, { params: { course: CLASS } });
});
afterAll(() => {
  prototype.addRow = addRow;
  return server.close();
});

async function rowsOf(look: () => Promise<unknown>): Promise<number> {
  rows = 0;
  await look();
  return rows;
}

test('what shows counts reads a few rows, and nothing reads more than two for each student', async () => {
  const course = { course: CLASS };
  const set = { ...course, assignment: written.assignment };
  const [question] = written.questions as [string];
  const [submissionId] = written.submissions as [string];
  const answer = { submissionId, question };
  const counts = {
    sets: () => staff.call(operations.listAssignments, { params: course }),
    questions: () => staff.call(operations.listGradingQuestions, { params: set }),
  };
  const lists = {
    gradebook: () => staff.call(operations.getGradebook, { params: course }),
    'a page of it': () => staff.call(operations.getGradebook, { params: course, query: { limit: 10 } }),
    scores: () => staff.call(operations.getQuestionScores, { params: set }),
    answers: () => staff.call(operations.listGradingAnswers, { params: { ...set, question } }),
    'an answer': () => staff.call(operations.getGradingAnswer, { params: answer }),
  };
  for (const [page, look] of Object.entries(counts)) {
    const read = await rowsOf(look);
    expect([page, read < A_FEW ? 'a few' : read]).toEqual([page, 'a few']);
  }
  for (const [page, look] of Object.entries(lists)) {
    const read = await rowsOf(look);
    expect([page, read < 2 * STUDENTS + A_FEW ? 'two each' : read]).toEqual([page, 'two each']);
  }
});
