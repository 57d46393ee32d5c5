/** The gradebook in the files of other systems: their columns by name, our numbers, and nothing that runs in a spreadsheet. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { operations } from '../../contract/index.ts';
import { namesOf } from '../../server/features/gradebook/exports/people.ts';
import type { Client } from '../support/client.ts';
import { AFTER_DUE, COURSE, SHEET, startTestServer, type TestServer } from '../support/testServer.ts';

let server: TestServer;
let grace: Client;
const params = { course: COURSE };

beforeAll(async () => {
  server = await startTestServer();
  grace = await server.as('grace');
  const ada = await server.userId('ada');
  await server.db.user.update({ where: { id: ada }, data: { name: '=Ada, Countess of Lovelace' } });
  await server.db.enrolment.updateMany({ where: { userId: ada }, data: { studentId: '0042', section: 'A' } });
  // Ada in time and graded; Emmy an hour late and ungraded; the others not at all.
  const handIn = async (name: string) =>
    (await server.as(name)).call(operations.createSubmission, {
      params: SHEET,
      body: { idempotencyKey: randomUUID(), answers: { one: name, two: name } },
    });
  await handIn('ada');
  await handIn('ada');
  server.clock.now = new Date('2026-12-01T20:30:05Z');
  await handIn('emmy');
  server.clock.now = AFTER_DUE;
  grace = await server.as('grace');
  const { submissions } = await grace.call(operations.listSubmissions, { params: SHEET });
  const submissionId = submissions.find(({ number, members }) => number === 2 && members[0]?.id === ada)!.id;
  for (const question of ['one', 'two'])
    await grace.call(operations.gradeAnswer, {
      params: { submissionId, question },
      body: { baseRevision: 0, appliedItemIds: [], fullMarks: true, adjustment: 0, comment: '' },
    });
});
afterAll(() => server.close());

const read = (csv: string) => parse(csv, { bom: true, columns: true }) as Record<string, string>[];
const gradebook = async () => {
  const { assignments, rows } = await grace.call(operations.getGradebook, { params });
  const column = assignments.findIndex(({ slug }) => slug === 'sheet');
  const cellOf = (email: string) => rows.find(({ student }) => student.email === email)!.cells[column]!;
  return { sheet: assignments[column]!, assignments, cellOf };
};

test('for Canvas: its five columns, a column a set, and the points possible first', async () => {
  const csv = await grace.call(operations.exportGradebook, { params, query: { format: 'canvas' } });
  const { sheet, assignments, cellOf } = await gradebook();
  const [possible, ...students] = read(csv);
  expect(Object.keys(possible!)).toEqual([
    'Student',
    'ID',
    'SIS User ID',
    'SIS Login ID',
    'Section',
    ...assignments.map(({ title }) => title),
  ]);
  expect(possible).toMatchObject({ Student: 'Points Possible', [sheet.title]: String(sheet.maxScore) });
  const ada = students.find((each) => each['SIS Login ID'] === 'ada@example.org')!;
  expect(ada).toMatchObject({ 'SIS User ID': '0042', Section: 'A', ID: '' });
  expect(Number(ada[sheet.title])).toBe(cellOf('ada@example.org').score);
  // An ungraded cell is blank, never 0.
  expect(students.find((each) => each['SIS Login ID'] === 'emmy@example.org')).toMatchObject({
    [sheet.title]: '',
  });
});

test('as nbgrader does: a row a set and student', async () => {
  const csv = await grace.call(operations.exportGradebook, { params, query: { format: 'nbgrader' } });
  const { sheet, assignments, cellOf } = await gradebook();
  const rows = read(csv);
  expect(Object.keys(rows[0]!)).toEqual(
    'assignment duedate timestamp student_id last_name first_name email raw_score late_submission_penalty score max_score'.split(
      ' ',
    ),
  );
  expect(rows).toHaveLength(assignments.length * 4);
  const ada = rows.find((row) => row.assignment === 'sheet' && row.email === 'ada@example.org')!;
  expect(ada).toMatchObject({
    student_id: '0042',
    duedate: '2026-12-01 19:30:00',
    timestamp: '2026-12-01 17:30:00',
    max_score: String(sheet.maxScore),
  });
  expect(Number(ada.score)).toBe(cellOf('ada@example.org').score);
  const mary = rows.find((row) => row.assignment === 'sheet' && row.email === 'mary@example.org')!;
  expect(mary).toMatchObject({ timestamp: '', score: '', student_id: 'mary@example.org' });
});

test('as Gradescope does: lateness, counts, and a column a question that sums up to the total', async () => {
  const rows = read(await grace.call(operations.exportSetScores, { params: SHEET }));
  const names = Object.keys(rows[0]!);
  expect(names.slice(0, 13)).toEqual([
    'First Name',
    'Last Name',
    'SID',
    'Email',
    'Sections',
    'Total Score',
    'Max Points',
    'Status',
    'Submission ID',
    'Submission Time',
    'Lateness (H:M:S)',
    'View Count',
    'Submission Count',
  ]);
  const of = (name: string) => rows.find((row) => row.Email === `${name}@example.org`)!;
  expect(of('ada')).toMatchObject({
    Status: 'Graded',
    'Lateness (H:M:S)': '00:00:00',
    'Submission Count': '2',
  });
  const questions = names.slice(13);
  expect(questions.length).toBeGreaterThan(1);
  const sum = questions.reduce((total, name) => total + Number(of('ada')[name]), 0);
  expect(sum).toBe(Number(of('ada')['Total Score']));
  expect(of('emmy')).toMatchObject({ Status: 'Ungraded', 'Lateness (H:M:S)': '01:00:05', 'Total Score': '' });
  expect(of('mary')).toMatchObject({ Status: 'Missing', 'Submission ID': '', 'Submission Count': '0' });

  // What the course lets pass is in time here, too.
  const decide = (graceMinutes: number) =>
    grace.call(operations.decideCoursePolicy, { params, body: { policy: { late: { graceMinutes } } } });
  const emmys = async () =>
    read(
      await grace.call(operations.exportSetScores, { params: SHEET, query: { format: 'gradescope' } }),
    ).find(({ Email }) => Email === 'emmy@example.org')!['Lateness (H:M:S)'];
  const isLate = async () => (await gradebook()).cellOf('emmy@example.org').late;
  await decide(61);
  expect([await emmys(), await isLate()]).toEqual(['00:00:00', false]);
  await decide(59);
  expect([await emmys(), await isLate()]).toEqual(['01:00:05', true]);
  await decide(0);
});

test('no cell of any file begins like a formula', async () => {
  const files = [
    ...(await Promise.all(
      (['stepwise', 'canvas', 'nbgrader'] as const).map((format) =>
        grace.call(operations.exportGradebook, { params, query: { format } }),
      ),
    )),
    await grace.call(operations.exportSetScores, { params: SHEET }),
    await grace.call(operations.exportEvaluations, { params: { ...SHEET, question: 'one' } }),
  ];
  for (const file of files) {
    const cells = (parse(file, { bom: true }) as string[][]).flat();
    expect(cells.some((cell) => cell.includes('Lovelace'))).toBe(true);
    // A negative number is no formula.
    for (const cell of cells) expect(cell).not.toMatch(/^[=+@\t\r]|^-(?![\d.]+$)/);
  }
});

test('fetched in parts, or one set alone, it is the same gradebook', async () => {
  const whole = await grace.call(operations.getGradebook, { params });
  const rows: typeof whole.rows = [];
  let after: string | undefined;
  do {
    const part = await grace.call(operations.getGradebook, {
      params,
      query: { limit: 3, ...(after && { after }) },
    });
    expect(part.rows.length).toBeLessThanOrEqual(3);
    expect({ ...part, rows: [], next: null }).toEqual({ ...whole, rows: [] });
    rows.push(...part.rows);
    after = part.next ?? undefined;
  } while (after !== undefined);
  expect(whole.rows.length).toBeGreaterThan(3);
  expect(rows).toEqual(whole.rows);
  const none = await grace.call(operations.getGradebook, { params, query: { limit: 0 } });
  expect(none).toEqual({ ...whole, rows: [] });
  const column = whole.assignments.findIndex(({ slug }) => slug === 'sheet');
  const one = await grace.call(operations.getGradebook, { params, query: { set: 'sheet' } });
  expect(one.assignments).toEqual([whole.assignments[column]]);
  expect(one.rows).toEqual(
    whole.rows.map((row) => ({ ...row, cells: [row.cells[column]], shares: [], total: null })),
  );
});

test('question by question a set sums up to its score, and what is not graded is no number', async () => {
  const { questions, rows } = await grace.call(operations.getQuestionScores, { params: SHEET });
  const { cellOf } = await gradebook();
  const of = async (name: string) => {
    const id = await server.userId(name);
    return rows.find(({ userId }) => userId === id)?.scores;
  };
  expect(questions.map(({ id }) => id)).toEqual(['one', 'two']);
  const ada = (await of('ada'))!;
  expect(ada.reduce<number>((sum, score) => sum + Number(score), 0)).toBe(cellOf('ada@example.org').score);
  expect(await of('emmy')).toEqual(['ungraded', 'ungraded']);
  expect(await of('mary')).toBeUndefined();
});

test('names are parted as importers part them', () => {
  expect(namesOf('Ada Lovelace')).toEqual({ firstName: 'Ada', lastName: 'Lovelace' });
  expect(namesOf(' Plato ')).toEqual({ firstName: 'Plato', lastName: '' });
  expect(namesOf('Sofia Vasilyevna Kovalevskaya')).toEqual({
    firstName: 'Sofia Vasilyevna',
    lastName: 'Kovalevskaya',
  });
});

test('as Gradescope’s evaluations: a row for whoever handed in, a column a rubric item, and who graded', async () => {
  const question = { ...SHEET, question: 'one' };
  const rows = read(await grace.call(operations.exportEvaluations, { params: question }));
  const { items } = await grace.call(operations.listRubricItems, { params: question });
  expect(Object.keys(rows[0]!)).toEqual([
    'Assignment Submission ID',
    'Question Submission ID',
    'First Name',
    'Last Name',
    'SID',
    'Email',
    'Sections',
    'Score',
    'Submission Time',
    ...items.map(({ text }) => text),
    'Adjustment',
    'Comments',
    'Grader',
    'Tags',
  ]);
  const of = (name: string) => rows.find((row) => row.Email === `${name}@example.org`);
  const [item] = items;
  const submissionId = of('emmy')!['Assignment Submission ID']!;
  expect(of('ada')).toMatchObject({ SID: '0042', Grader: 'grace', Adjustment: '0' });
  expect(of('emmy')).toMatchObject({ Score: '', Grader: '', [item!.text]: 'false' });
  expect(of('mary')).toBeUndefined();
  const body = {
    baseRevision: 0,
    appliedItemIds: [item!.id],
    fullMarks: false,
    adjustment: -0.25,
    comment: '=Look',
  };
  await grace.call(operations.gradeAnswer, { params: { submissionId, question: 'one' }, body });
  const csv = await grace.call(operations.exportEvaluations, { params: question });
  const emmy = read(csv).find((row) => row.Email === 'emmy@example.org')!;
  expect(emmy).toMatchObject({ Adjustment: '-0.25', Comments: "'=Look", [item!.text]: 'true' });
  // The file says itself which question it is of, and whose score another number would change.
  const number = Number(emmy.Score);
  const raised = csv.replace(`,${number},`, `,${number - 0.25},`);
  const plan = await grace.call(operations.importScores, { params, query: {}, body: Buffer.from(raised) });
  expect(plan).toMatchObject({ format: 'gradescope', columns: ['Score'], problems: [] });
  expect(plan.sets.flatMap(({ changes }) => changes)).toMatchObject([
    { question: { id: 'one' }, before: number, after: number - 0.25 },
  ]);
});
