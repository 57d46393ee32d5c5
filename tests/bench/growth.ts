/**
 * The pages of a large class, and what they cost when the database around it grows: how long the server takes over HTTP,
 * how long its thread is kept and how much memory it needs. The rows are made by PostgreSQL itself; see `growthCourse.ts`.
 */
import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { operations } from '../../contract/index.ts';
import { Client } from '../support/client.ts';
import { percentile, timed, type Bench, type Figure } from './figures.ts';
import { CLASS, PASSWORD, STAFF, emailOf, fillAround, fillClass, prepareClass } from './growthCourse.ts';
import { cpuOf, memoryOfTree } from './memory.ts';
import { withStack } from './server.ts';

const WARM_UP = 2;
const ROUNDS = 20;

interface Options {
  students: number;
  sets: number;
  /** To add in other courses; the pages of the class are measured again after that. */
  submissions: number;
}

interface Pause {
  ms: number;
  busyMs: number;
}

export function benchGrowth({ students, sets, submissions }: Options): Promise<Bench> {
  return withStack(
    (_, databaseUrl) => prepareClass(databaseUrl, { students, sets }),
    async ({ url, server, seeded }) => {
      const waiting = new Map<string, (pause: Pause) => void>();
      server.on('message', (message: { longest?: Pause; id?: string }) => {
        if (message.longest) waiting.get(message.id ?? '')?.(message.longest);
      });
      const longest = (): Promise<Pause> =>
        new Promise((done) => {
          const id = randomUUID();
          waiting.set(id, done);
          server.send({ longest: id });
        });

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

      const measure = async (suffix: string): Promise<Figure[]> => {
        const figures: Figure[] = [];
        for (const [name, load] of Object.entries(pages)) {
          const firstMs = await timed(load);
          for (let time = 1; time < WARM_UP; time += 1) await load();
          await longest();
          const times: number[] = [];
          const cpuBefore = cpuOf(server.pid!);
          for (let round = 0; round < ROUNDS; round += 1) times.push(await timed(load));
          const cpu = (cpuOf(server.pid!) - cpuBefore) / ROUNDS;
          const { busyMs } = await longest();
          const figure = (id: string, title: string, value: number, goal: string): Figure => ({
            id: `${name}.${id}${suffix}`,
            title: `${name}, ${title}${suffix && ', grown'}`,
            value,
            unit: 'ms',
            goal,
          });
          figures.push(
            figure('first', 'the first time', firstMs, ''),
            figure('p50', 'p50', percentile(times, 0.5), ''),
            figure('p95', 'p95', percentile(times, 0.95), '≤ 150'),
            figure('cpu', 'processor time of the server', cpu, ''),
            figure('thread', 'the thread worked in a row', busyMs, '≤ 50'),
          );
        }
        return figures;
      };

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
