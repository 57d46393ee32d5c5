/**
 * The pages of a large class, and what they cost when the database around it grows: how long the server takes over HTTP,
 * how long its thread is kept and how much memory it needs. The rows are made by PostgreSQL itself; see `growthCourse.ts`.
 */
import { availableParallelism } from 'node:os';
import { operations } from '../../contract/index.ts';
import { Client } from '../support/client.ts';
import type { Bench, Figure } from './figures.ts';
import { CLASS, PASSWORD, STAFF, emailOf, fillAround, fillClass, prepareClass } from './growthCourse.ts';
import { memoryOfTree } from './memory.ts';
import { measurePages } from './pages.ts';
import { withStack } from './server.ts';

const ROUNDS = 20;

interface Options {
  students: number;
  sets: number;
  /** To add in other courses; the pages of the class are measured again after that. */
  submissions: number;
}

export function benchGrowth({ students, sets, submissions }: Options): Promise<Bench> {
  return withStack(
    (_, databaseUrl) => prepareClass(databaseUrl, { students, sets }),
    async ({ url, server, seeded }) => {
      // One program is handed in and graded in earnest: its report becomes everybody's.
      const first = await new Client(url).signIn(emailOf(1), PASSWORD);
      await seeded.handInCode(first);
      const { written, code } = await fillClass(seeded);
      const staff = await new Client(url).signIn(STAFF, PASSWORD);

      let turn = 0;
      const one = <T>(from: readonly T[]): T => from[(turn++ * 7) % from.length]!;
      const course = { course: CLASS };
      const sheet = { ...course, assignment: written.assignment };
      const pages = {
        getGradebook: () => staff.call(operations.getGradebook, { params: course }),
        'getGradebook of 250': () =>
          staff.call(operations.getGradebook, { params: course, query: { limit: 250 } }),
        'getGradebook of a set': () =>
          staff.call(operations.getGradebook, { params: course, query: { set: written.assignment } }),
        getQuestionScores: () => staff.call(operations.getQuestionScores, { params: sheet }),
        exportSetScores: () => staff.call(operations.exportSetScores, { params: sheet }),
        listAssignments: () => staff.call(operations.listAssignments, { params: course }),
        listGradingQuestions: () => staff.call(operations.listGradingQuestions, { params: sheet }),
        listGradingAnswers: () =>
          staff.call(operations.listGradingAnswers, {
            params: { ...sheet, question: one(written.questions) },
          }),
        getGradingAnswer: () =>
          staff.call(operations.getGradingAnswer, {
            params: { submissionId: one(written.submissions), question: one(written.questions) },
          }),
        'getGradingAnswer of code': () =>
          staff.call(operations.getGradingAnswer, {
            params: { submissionId: one(code.submissions), question: one(code.questions) },
          }),
        'listAssignments of a student': () => first.call(operations.listAssignments, { params: course }),
        'getFeedback of a student': () => first.call(operations.getFeedback, { params: sheet }),
      };

      const measure = (suffix: string): Promise<Figure[]> =>
        measurePages(server, pages, { rounds: ROUNDS, suffix });

      const figures = await measure('');
      if (submissions > 0) {
        await fillAround(seeded, submissions);
        figures.push(...(await measure('.grown')));
      }
      figures.push({
        id: 'memory',
        title: 'memory of the server after all of these',
        value: memoryOfTree(server.pid!)?.own ?? NaN,
        unit: 'MB',
        goal: '≤ 350',
      });
      return {
        name: 'growth',
        setting: {
          node: process.version,
          processors: availableParallelism(),
          students,
          sets,
          questions: written.questions.length,
          'other submissions': submissions,
        },
        figures,
      };
    },
    'tests/bench/watchedServer.ts',
  );
}
