/** Scores from a file: what was exported is taken back as it was, and whoever's score changes is said before. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { operations } from '../../contract/index.ts';
import type { Gradebook } from '../../contract/gradebook.ts';
import { canvasCsv } from '../../server/features/gradebook/exports/canvas.ts';
import { evaluationsCsv } from '../../server/features/gradebook/exports/evaluations.ts';
import { gradescopeCsv } from '../../server/features/gradebook/exports/gradescope.ts';
import { nbgraderCsv } from '../../server/features/gradebook/exports/nbgrader.ts';
import { ownCsv, ownSetCsv } from '../../server/features/gradebook/exports/ownCsv.ts';
import { namesOf } from '../../server/features/gradebook/exports/people.ts';
import { planScores } from '../../server/features/score-imports/planScores.ts';
import type { CourseScores } from '../../server/features/score-imports/planScores.ts';
import { readScores } from '../../server/features/score-imports/readScores.ts';
import type { Client } from '../support/client.ts';
import { joinUp } from '../support/groups.ts';
import { SGD_SOURCE } from '../support/assignments.ts';
import {
  AFTER_DUE,
  BEFORE_DUE,
  CODE,
  COURSE,
  passEverything,
  SHEET,
  startTestServer,
} from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const utf8 = (text: string) => Buffer.from(text, 'utf8');
const round = (points: number) => Math.round(points * 1e6) / 1e6;

/** Names, titles and addresses as people choose them. */
const WORDS = ['Ada', '=HYPERLINK("x")', 'Lovelace, Ada', '+1', '岩澤 健吉', 'a "b" c', '-cmd', '@x', 'Day 8 (12)', 'Section', '1: One (5.0 pts)', ' two  blanks ']; // prettier-ignore
const word = fc.oneof(fc.constantFrom(...WORDS), fc.string({ minLength: 1, maxLength: 8 }).filter((text) => text.trim() !== '' && !/[\r\n]/.test(text))); // prettier-ignore
const points = fc.integer({ min: 1, max: 40 }).map((quarters) => quarters / 4);
/** Thirds, as rescaled grades are. */
const share = fc.option(fc.integer({ min: 0, max: 9 }).map((ninths) => ninths / 9));

/** A course with what its gradebook and the importer say of it. */
const course = fc
  .record({
    students: fc.array(word, { minLength: 1, maxLength: 5 }),
    sets: fc.array(fc.record({ title: word, questions: fc.array(fc.record({ title: word, points }), { minLength: 1, maxLength: 3 }) }), { minLength: 1, maxLength: 3 }), // prettier-ignore
    work: fc.array(fc.record({ handedIn: fc.boolean(), late: fc.constantFrom(0, 0, 0.1, 1), shares: fc.array(share, { minLength: 3, maxLength: 3 }) }), { minLength: 15, maxLength: 15 }), // prettier-ignore
  })
  .map(({ students: names, sets: drawn, work }) => {
    const students = names.map((name, index) => ({
      id: `u${index}`,
      name,
      email: `p${index}@x.edu`,
      studentId: index % 2 === 0 ? `00${index}` : '',
    }));
    const sets = drawn.map(({ title, questions }, at) => {
      const slug = `s${at}`;
      const asked = questions.map((question, index) => ({ id: `q${index}`, label: null, ...question }));
      const maxScore = round(asked.reduce((sum, each) => sum + each.points, 0));
      const standing = new Map(
        students.flatMap(({ id }, index) => {
          const { handedIn, late, shares } = work[at * 5 + index]!;
          if (!handedIn) return [];
          const scores = asked.map((each, place) =>
            shares[place] == null ? null : round(shares[place] * each.points),
          );
          const raw = scores.includes(null)
            ? null
            : round(scores.reduce<number>((sum, each) => sum + each!, 0));
          const total = raw === null ? null : round(raw - raw * late);
          const byId = new Map(
            asked.map((each, place) => [each.id, { score: scores[place]!, hasAnswer: true }]),
          );
          return [
            [
              id,
              {
                submissionId: `${slug}${id}`,
                number: 1,
                own: false,
                total,
                raw,
                losesSome: late > 0,
                questions: byId,
              },
            ] as const,
          ];
        }),
      );
      return { slug, title, maxScore, questions: asked, released: at % 2 === 0, standing };
    });
    return { students, sets } satisfies CourseScores;
  });

const EVALUATED = randomUUID();

/** What every export of such a course says, by our name of the format. */
async function filesOf({
  students,
  sets,
}: CourseScores): Promise<{ name: string; csv: string; set?: string; question?: string }[]> {
  const gradebook: Gradebook = {
    assignments: sets.map(({ slug, title, maxScore }) => ({ slug, title, short: title, maxScore, dueAt: '2026-12-01T19:30:00.000Z', gradesReleasedAt: null, releasesAt: null, lastDueAt: '2026-12-01T19:30:00.000Z', category: null, state: 'open' as const, anonymous: false, hasCode: false })), // prettier-ignore
    students: students.length,
    categories: [],
    next: null,
    rows: students.map((student) => ({
      student,
      section: null,
      shares: [],
      total: null,
      cells: sets.map(({ slug, standing }) => {
        const work = standing.get(student.id);
        const lost = work?.total == null ? 0 : round(work.raw! - work.total);
        return { assignment: slug, status: work ? ('graded' as const) : ('missing' as const), score: work?.total ?? null, submissionId: work?.submissionId ?? null, late: false, lost, lateDays: 0 }; // prettier-ignore
      }),
    })),
  };
  const people = new Map(students.map((each) => [each.id, { ...each, ...namesOf(each.name), section: 'A' }]));
  const questionsOf = ({ questions, standing }: CourseScores['sets'][number]) =>
    questions.map((question) => ({
      ...question,
      scores: new Map([...standing].map(([id, work]) => [id, work.questions.get(question.id)!.score])),
    }));
  const evaluationOf = (
    { id }: { id: string },
    { standing }: CourseScores['sets'][number],
    question: string,
  ) => {
    const work = standing.get(id);
    if (!work) return [];
    const { score } = work.questions.get(question)!;
    return [
      { person: people.get(id)!, submissionId: EVALUATED, submittedAt: new Date(0), score, grade: null },
    ];
  };
  const ofSets = sets.map(async (set) => [
    { name: 'own set', csv: await ownSetCsv(gradebook, set.slug, questionsOf(set)), set: set.slug },
    ...(await Promise.all(set.questions.map(async ({ id }) => ({ name: 'evaluations', set: set.slug, question: id, csv: await evaluationsCsv(id, [{ id: 'i', text: 'Score' }, { id: 'j', text: set.title }], students.flatMap((student) => evaluationOf(student, set, id))) })))), // prettier-ignore
    { name: 'gradescope', set: set.slug, csv: await gradescopeCsv(gradebook, set.slug, { people, questions: questionsOf(set), handedIn: new Map() }) }, // prettier-ignore
  ]);
  return [
    { name: 'own', csv: await ownCsv(gradebook) },
    { name: 'canvas', csv: await canvasCsv(gradebook, people) },
    { name: 'nbgrader', csv: await nbgraderCsv(gradebook, people, new Map()) },
    ...(await Promise.all(ofSets)).flat(),
  ];
}

const planOf = (csv: string | Uint8Array, of: CourseScores, set?: string) =>
  planScores(readScores(typeof csv === 'string' ? utf8(csv) : csv, of.sets, set), of);

test('the law: an export of any course, taken back, changes nothing and leaves no number out', async () => {
  await fc.assert(
    fc.asyncProperty(course, async (drawn) => {
      for (const { name, csv, set } of await filesOf(drawn)) {
        const plan = planOf(csv, drawn, set);
        expect([name, plan.sets]).toEqual([name, []]);
        // Canvas has no name for a set but its title; of a set that nobody handed in there is no evaluation.
        const allowed = /title of two sets|^There is nothing below the first line/;
        const problems = plan.problems.filter(({ message }) => !allowed.test(message));
        expect([name, problems]).toEqual([name, []]);
      }
    }),
    { numRuns: 150, seed: 46 },
  );
});

test('the law: a file with a column a question says exactly the scores that it was exported with', async () => {
  await fc.assert(
    fc.asyncProperty(course, fc.array(share, { minLength: 9, maxLength: 9 }), async (drawn, others) => {
      // The course as it is later: other scores of the same answers.
      const later: CourseScores = {
        ...drawn,
        sets: drawn.sets.map((set, at) => ({
          ...set,
          standing: new Map(
            [...set.standing].map(([id, work], index) => {
              const questions = new Map(
                set.questions.map((question, place) => {
                  const drawnShare = others[(at + index + place) % 9]!;
                  const score = drawnShare === null ? null : round(drawnShare * question.points);
                  return [question.id, { score, hasAnswer: true }];
                }),
              );
              return [id, { ...work, questions }];
            }),
          ),
        })),
      };
      const ofSets = (await filesOf(drawn)).filter(({ set }) => set !== undefined);
      for (const { name, csv, set: slug, question: only } of ofSets) {
        const set = drawn.sets.find((each) => each.slug === slug)!;
        const now = later.sets.find((each) => each.slug === slug)!;
        const wanted = [...set.standing].flatMap(([id, work]) =>
          [...work.questions].flatMap(([question, { score }]) => {
            const before = now.standing.get(id)!.questions.get(question)!.score;
            const isThere = only === undefined || only === question;
            return !isThere || score === null || score === before ? [] : [[id, question, before, score]];
          }),
        );
        const made = planOf(csv, later, slug).sets.flatMap(({ changes }) => changes);
        const said = made.map(({ student, question, before, after }) => [
          student.id,
          question.id,
          before,
          after,
        ]);
        expect([name, said.toSorted()]).toEqual([name, wanted.toSorted()]);
      }
    }),
    { numRuns: 100, seed: 47 },
  );
});

describe('what a file says', () => {
  const standing = (more: object = {}) => ({ submissionId: 'one', number: 1, own: false, total: 3, raw: 3, losesSome: false, questions: new Map([['q', { score: 3, hasAnswer: true }]]), ...more }); // prettier-ignore
  const of: CourseScores = {
    students: ['ada', 'emmy', 'mary', 'lise'].map((name, index) => ({ id: name, name, email: `${name}@x.edu`, studentId: `00${index}` })), // prettier-ignore
    sets: [
      {
        slug: 'sheet', title: 'Sheet', maxScore: 10, released: true, questions: [{ id: 'q', label: null, title: 'Q', points: 10 }],
        standing: new Map([['ada', standing()], ['emmy', standing()], ['mary', standing({ submissionId: 'two', total: 2.7, losesSome: true })]]), // prettier-ignore
      },
      {
        slug: 'two', title: 'Two', maxScore: 5, released: false, questions: [{ id: 'a', label: null, title: 'A', points: 2 }, { id: 'b', label: null, title: 'B', points: 3 }],
        standing: new Map([['ada', { submissionId: 'three', number: 1, own: false, total: null, raw: null, losesSome: false, questions: new Map([['a', { score: null, hasAnswer: true }], ['b', { score: 8 / 3, hasAnswer: false }]]) }]]), // prettier-ignore
      },
    ],
  }; // prettier-ignore
  const both = 'Ada,ada@x.edu,4\nEmmy,emmy@x.edu,4\n';

  /** What the file is; whose score becomes what; and which lines are left out, each with a part of the reason. */
  const SHAPES: [string, string | Uint8Array, string[], [number, string][]][] = [
    ['people who share an answer', `Name,Email,sheet/q (of 10)\n${both}`, ['2 ada q 3→4', '3 emmy q 3→4'], []],
    ['one of them', 'Name,Email,sheet/q (of 10)\nAda,ada@x.edu,4\n', ['2 ada q 3→4', '– emmy q 3→4'], []],
    ['one of them with another number', 'Name,Email,sheet/q (of 10)\nAda,ada@x.edu,4\nEmmy,emmy@x.edu,3\n', [], [[2, 'ada, emmy handed in together']]],
    ['a total of one question', `Name,Email,sheet (of 10)\n${both}`, ['2 ada q 3→4', '3 emmy q 3→4'], []],
    ['one of them with another total', 'Name,Email,sheet (of 10)\nAda,ada@x.edu,4\nEmmy,emmy@x.edu,3\n', [], [[2, 'ada, emmy handed in together']]],
    ['a total of which lateness took some', 'Name,Email,sheet (of 10)\nMary,mary@x.edu,5\n', [], [[2, 'lateness takes some of mary’s score']]],
    ['the same as it is', 'Name,Email,sheet (of 10)\nMary,mary@x.edu,2.7\n', [], []],
    ['points before lateness', 'assignment,student_id,email,raw_score,score,max_score\nsheet,002,mary@x.edu,5,4.5,10\n', ['2 mary q 3→5'], []],
    ['points after lateness alone', 'assignment,student_id,email,raw_score,score,max_score\nsheet,002,,3,5,10\n', [], [[2, 'Change raw_score instead']]],
    ['a total of several questions', 'Name,Email,two (of 5)\nAda,ada@x.edu,4\n', [], [[2, 'a total of 2 questions']]],
    ['a total that the questions do not make', 'Name,Email,two/b (of 3),two (of 5)\nAda,ada@x.edu,2.67,4\n', [], [[2, 'Change the columns of the questions']]],
    ['a first grade; a blank cell changes nothing', 'Name,Email,two/a (of 2),two/b (of 3)\nAda,ada@x.edu,1.5,\n', ['2 ada a null→1.5'], []],
    ['what was rounded on the way', 'Name,Email,two/b (of 3)\nAda,ada@x.edu,2.67\n', [], []],
    ['a question that came in later', 'Name,Email,two/b (of 3)\nAda,ada@x.edu,1\n', [], [[2, 'no answer to this question']]],
    ['formulas', 'Name,Email,sheet/q (of 10)\nAda,ada@x.edu,=1+1\nEmmy,emmy@x.edu,\'=2+2\nMary,mary@x.edu,"=HYPERLINK(""http://evil"")"\n', [], [[2, 'looks like a formula'], [3, 'looks like a formula'], [4, 'looks like a formula']]],
    ['what is no number', 'Name,Email,sheet/q (of 10)\nAda,ada@x.edu,EX\nEmmy,emmy@x.edu,-1\nMary,mary@x.edu,11\n', [], [[2, 'is no number'], [3, 'below 0'], [4, 'more than the 10 points']]],
    ['semicolons with a decimal comma', 'Name;Email;sheet/q (of 10)\nMary;mary@x.edu;4,5\n', ['2 mary q 3→4.5'], []],
    ['UTF-16 with a mark', Buffer.from('\ufeffName\tEmail\tsheet/q (of 10)\r\nMary\tMARY@x.edu\t4.5\r\n', 'utf16le'), ['2 mary q 3→4.5'], []],
    ['a byte order mark and lines of Windows', '\ufeffName,Email,sheet/q (of 10)\r\nMary,mary@x.edu,4.5\r\n', ['2 mary q 3→4.5'], []],
    ['somebody else', 'Name,Email,sheet/q (of 10)\nX,x@x.edu,4\nLise,lise@x.edu,4\n', [], [[2, 'no student of this course'], [3, 'handed nothing in']]],
    ['twins', 'Name,Email,sheet/q (of 10)\nMary,mary@x.edu,4\nMary,Mary@x.edu,5\n', ['2 mary q 3→4'], [[3, 'stands in line 2 already']]],
    ['two people in one line', 'First Name,Last Name,SID,Email,Total Score,Max Points,1: Q (10.0 pts)\nM,,001,mary@x.edu,,10,4\n', [], [[2, 'are two people here']]],
    ['other points than here', 'Name,Email,sheet/q (of 20)\nMary,mary@x.edu,4\n', [], [[0, 'out of 20 points in the file and out of 10 here']]],
    ['Canvas’s own file', 'Student,ID,SIS User ID,SIS Login ID,Section,Sheet (1234),Final Score\n,,,,,Manual Posting,\n    Points Possible,,,,,10,(read only)\n"X, Ada",7,000,ada,A,4,80\n"Student, Test",9,,abc,A,,\n', ['4 ada q 3→4', '– emmy q 3→4'], []],
    ['Gradescope’s own file', 'First Name,Last Name,SID,Email,Sections,Total Score,Max Points,Status,Submission ID,Submission Time,Lateness (H:M:S),View Count,Submission Count,1: Q (10.0 pts)\nM,,002,mary@x.edu,A,4.0,10.0,Graded,1,2026-12-01 10:00:00 -0500,00:00:00,0,1,4.0\n', ['2 mary q 3→4'], []],
    ['questions of no set', 'First Name,Last Name,SID,Email,Total Score,1: Z (10.0 pts)\nM,,002,mary@x.edu,,4\n', [], [[0, 'No set has just these questions']]],
    ['a set that is not here', 'assignment,student_id,email,raw_score,score,max_score\nnone,002,mary@x.edu,5,5,10\nnone,001,emmy@x.edu,5,5,10\n', [], [[2, 'There is no set none here']]],
    ['columns of nobody', 'Who,Points\nMary,4\n', [], [[0, 'not the columns of an export']]],
    ['a quotation mark without its partner', 'Name,Email,sheet/q (of 10)\nMary,"mary@x.edu,4\n', [], [[2, 'no partner']]],
    ['nothing', '', [], [[0, 'nothing below the first line']]],
    ['a spreadsheet as it is', Buffer.from('504b0304140006000800000021000000', 'hex'), [], [[0, 'Save as']]],
  ]; // prettier-ignore

  test.each(SHAPES)('%s', (_, csv, changes, problems) => {
    const plan = planOf(csv, of);
    const said = plan.sets.flatMap((set) =>
      set.changes.map(
        ({ line, student, question, before, after }) =>
          `${line ?? '–'} ${student.id} ${question.id} ${before}→${after}`,
      ),
    );
    expect(said).toEqual(changes);
    expect(plan.problems.map(({ line }) => line)).toEqual(problems.map(([line]) => line));
    for (const [index, [, part]] of problems.entries()) expect(plan.problems[index]?.message).toContain(part);
  });

  test('whatever the bytes, they are read without a crash', () => {
    const cell = fc.oneof(
      fc.constantFrom('Name', 'Email', 'mary@x.edu', 'sheet/q (of 10)', '4', '=1', '"', ';', ',', '\n', 'Total Score', 'Student', 'SIS User ID', 'Section', 'raw_score', 'max_score', 'assignment'), // prettier-ignore
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 40 }), (cells) => {
        for (const { message } of planOf(cells.join(''), of).problems)
          expect(message.length).toBeGreaterThan(10);
      }),
      { numRuns: 300, seed: 13 },
    );
  });
});

describe('in a course', () => {
  let server: TestServer;
  let grace: Client;
  const params = { course: COURSE };
  const submissions = new Map<string, string>();
  const FORMATS = ['stepwise', 'canvas', 'nbgrader'] as const;

  beforeAll(async () => {
    server = await startTestServer();
    const [ada, emmy, mary] = await Promise.all(['ada', 'emmy', 'mary'].map((name) => server.as(name)));
    await joinUp(SHEET, ada!, [emmy!]);
    for (const [name, client] of Object.entries({ ada: ada!, mary: mary! })) {
      const { id } = await client.call(operations.createSubmission, {
        params: SHEET,
        body: { idempotencyKey: randomUUID(), answers: { one: name, two: name } },
      });
      submissions.set(name, id);
    }
    server.clock.now = AFTER_DUE;
    grace = await server.as('grace');
    const [, item] = (await grace.call(operations.listRubricItems, { params: { ...SHEET, question: 'two' } }))
      .items;
    const grade = (name: string, question: string, body: object) =>
      grace.call(operations.gradeAnswer, {
        params: { submissionId: submissions.get(name)!, question },
        body: { baseRevision: 0, appliedItemIds: [], ...body },
      });
    await grade('ada', 'one', { adjustment: -1 / 3 });
    await grade('ada', 'two', { appliedItemIds: [item!.id], comment: 'Where is the formula?' });
    await grade('mary', 'one', { fullMarks: true });
  });
  afterAll(() => server.close());

  const look = (csv: string) => grace.call(operations.importScores, { params, body: utf8(csv) });
  const apply = (csv: string, confirm: string) =>
    grace.call(operations.importScores, { params, body: utf8(csv), query: { confirm } });
  const exportSet = (format: 'stepwise' | 'gradescope') =>
    grace.call(operations.exportSetScores, { params: SHEET, query: { format } });
  const gradeOf = async (name: string, question: string) =>
    (
      await grace.call(operations.getGradingAnswer, {
        params: { submissionId: submissions.get(name)!, question },
      })
    ).grade;
  /** The file with other numbers, by address and heading. */
  function edited(csv: string, cells: Record<string, Record<string, number>>): string {
    const rows = parse(csv, { bom: true, columns: true }) as Record<string, string>[];
    return stringify(
      rows.map((row) => ({ ...row, ...cells[row.Email!] })),
      { header: true },
    );
  }

  test('every export, taken back, changes nothing', async () => {
    const files = await Promise.all([
      ...FORMATS.map((format) => grace.call(operations.exportGradebook, { params, query: { format } })),
      exportSet('stepwise'),
      exportSet('gradescope'),
    ]);
    for (const file of files) {
      const plan = await look(file);
      expect(plan).toMatchObject({ sets: [], problems: [], importId: null });
      expect(plan.unchanged).toBeGreaterThan(0);
    }
  });

  test('a changed file is looked at, does exactly that with items and comments kept, and is undone as a whole', async () => {
    const before = await exportSet('stepwise');
    const file = edited(before, {
      'ada@example.org': { 'sheet/two (of 2)': 1.75 },
      'emmy@example.org': { 'sheet/two (of 2)': 1.75 },
      'mary@example.org': { 'sheet/one (of 1)': 0, 'sheet/two (of 2)': 0.25 },
    });
    const plan = await look(file);
    expect(plan).toMatchObject({ format: 'stepwise', problems: [] });
    expect(await exportSet('stepwise')).toBe(before);
    // Whoever grades in between is not overrun: the plan that was seen is refused.
    const { revision } = (await gradeOf('mary', 'one'))!;
    const other = await grace.call(operations.gradeAnswer, {
      params: { submissionId: submissions.get('mary')!, question: 'one' },
      body: { baseRevision: revision, appliedItemIds: [], adjustment: -0.5 },
    });
    const refused = await grace.fail(operations.importScores, { params, body: utf8(file), query: { confirm: plan.digest } }); // prettier-ignore
    expect(refused.code).toBe('unacceptable');
    expect(await gradeOf('mary', 'one')).toEqual(other);

    const seen = await look(file);
    const changes = seen.sets.flatMap((set) => set.changes.map(({ student, question, before: was, after }) => `${student.name} ${question.id} ${was}→${after}`)); // prettier-ignore
    expect(changes.toSorted()).toEqual(['ada two 0.5→1.75', 'emmy two 0.5→1.75', 'mary one 0.5→0', 'mary two null→0.25']); // prettier-ignore
    const { importId } = await apply(file, seen.digest);
    const kept = await gradeOf('ada', 'two');
    expect(kept).toMatchObject({ score: 1.75, adjustment: 1.25, comment: 'Where is the formula?' });
    expect(kept?.appliedItemIds).toHaveLength(1);
    expect((await look(file)).sets).toEqual([]);
    const events = await server.db.auditEvent.findMany({ where: { action: 'importScores' } });
    expect(events.map(({ details }) => details)).toContainEqual({
      question: 'one',
      score: 0,
      before: 0.5,
      was: { score: 0.5, adjustment: -0.5 },
    });
    expect(events).toHaveLength(3);

    const [listed] = (await grace.call(operations.listScoreImports, { params })).imports;
    expect(listed).toMatchObject({ id: importId, by: { name: 'grace' }, sets: ['A sheet'], answers: 3, undone: 0 }); // prettier-ignore
    const undo = () => grace.call(operations.undoScoreImport, { params: { ...params, importId: importId! } });
    // What is decided anew stays.
    await grace.call(operations.gradeAnswer, {
      params: { submissionId: submissions.get('mary')!, question: 'two' },
      body: { baseRevision: (await gradeOf('mary', 'two'))!.revision, appliedItemIds: [], fullMarks: true },
    });
    expect(await undo()).toEqual({ undone: 2, left: 1 });
    expect(await gradeOf('ada', 'two')).toMatchObject({ score: 0.5, comment: 'Where is the formula?' });
    expect(await gradeOf('mary', 'one')).toMatchObject({ score: 0.5 });
    expect(await gradeOf('mary', 'two')).toMatchObject({ score: 2 });
    expect(await undo()).toEqual({ undone: 0, left: 1 });
  });

  test('Gradescope’s file', async () => {
    const csv = edited(await exportSet('gradescope'), {
      'ada@example.org': { '1: First (1.0 pts)': 0.25 },
      'emmy@example.org': { '1: First (1.0 pts)': 0.25 },
    });
    const plan = await look(csv);
    expect(plan).toMatchObject({ format: 'gradescope', problems: [] });
    await apply(csv, plan.digest);
    expect(await gradeOf('ada', 'one')).toMatchObject({ score: 0.25 });
    expect((await look(csv)).sets).toEqual([]);
  });

  test('a number for an answer in code stands, whatever the tests give; undone, theirs is back', async () => {
    server.clock.now = BEFORE_DUE;
    const sofia = await server.as('sofia');
    const { id } = await sofia.call(operations.createSubmission, {
      params: CODE,
      body: { idempotencyKey: randomUUID(), file: { name: 'optim.js', text: SGD_SOURCE } },
    });
    server.clock.now = AFTER_DUE;
    grace = await server.as('grace');
    const score = async () => {
      const csv = await grace.call(operations.exportGradebook, { params, query: { format: 'stepwise' } });
      return edited(csv, {})
        .split('\n')
        .find((line) => line.includes('sofia@'));
    };
    const csv = edited(
      await grace.call(operations.exportGradebook, { params, query: { format: 'stepwise' } }),
      {
        'sofia@example.org': { 'code (of 4)': 2.5 },
      },
    );
    const plan = await look(csv);
    expect(plan.sets).toMatchObject([{ slug: 'code', changes: [{ before: null, after: 2.5 }] }]);
    const { importId } = await apply(csv, plan.digest);
    await server.work(passEverything);
    const isTested = async () =>
      (await server.db.gradingRun.count({ where: { submissionId: id, state: 'done' } })) > 0;
    while (!(await isTested())) await setTimeout(50);
    expect(await score()).toContain(',2.5,graded');
    await grace.call(operations.undoScoreImport, { params: { ...params, importId: importId! } });
    expect(await score()).toContain(',4,graded');
  });

  test('grades that are out are said, and their students are told, of the undoing too', async () => {
    await grace.call(operations.releaseGrades, { params: SHEET, body: { released: true } });
    const csv = edited(await exportSet('stepwise'), { 'mary@example.org': { 'sheet/one (of 1)': 1 } });
    const plan = await look(csv);
    expect(plan.sets).toMatchObject([{ slug: 'sheet', released: true }]);
    const { importId } = await apply(csv, plan.digest);
    const [mary, ada] = [await server.userId('mary'), await server.userId('ada')];
    const told = (userId: string) => server.db.notification.count({ where: { userId, kind: 'graded' } });
    expect([await told(mary), await told(ada)]).toEqual([1, 0]);
    const undo = () => grace.call(operations.undoScoreImport, { params: { ...params, importId: importId! } });
    expect(await undo()).toEqual({ undone: 1, left: 0 });
    expect([await told(mary), await told(ada)]).toEqual([2, 0]);
    await undo();
    expect(await told(mary)).toBe(2);
  });
});
