/** The pages of a TA with two hundred submissions of five answers: how long the server takes over HTTP, warm. */
import { availableParallelism } from 'node:os';
import { createPool } from '../../server/database/client.ts';
import { operations } from '../../contract/index.ts';
import { loadAssignment } from '../../grader/assignment/load.ts';
import { createApp } from '../../server/app.ts';
import { migrate } from '../../server/database/migrate.ts';
import { createPrisma, type Db } from '../../server/database/prisma.ts';
import { watchDatabase } from '../../server/database/watch.ts';
import { NO_NEWS } from '../../server/database/workNews.ts';
import { whyUnseen } from '../../server/features/assignments/whyUnseen.ts';
import { openRunChannel } from '../../server/database/runChannel.ts';
import { createLog } from '../../server/log.ts';
import { NO_TRIER } from '../../server/trials/trier.ts';
import { openGradingQueue } from '../../server/queue/gradingQueue.ts';
import { Client } from '../support/client.ts';
import { percentile, timed, timedInTurn, type Bench, type Figure } from './figures.ts';
import { ASSIGNMENT, COURSE, TA, seedCourse } from './gradingCourse.ts';
import { withOwnDatabase } from '../support/ownDatabase.ts';

const SUBMISSIONS = 200;
const WARM_UP = 3;
const ROUNDS = 30;
const GRADE_ROUNDS = 5;
const GOAL = '< 200';

/** The server on a database of its own, until `work` is done. */
function withServer<T>(work: (client: Client, db: Db) => Promise<T>): Promise<T> {
  return withOwnDatabase('bench', async (url) => {
    await migrate(url);
    const log = createLog('bench', 'silent');
    const db = createPrisma(url);
    const sessionPool = createPool(url, 4);
    const runs = await openRunChannel(url, log);
    const queue = await openGradingQueue(url, log);
    const watch = watchDatabase(url, log);
    const { express: app } = createApp(
      {
        db,
        queue,
        runs,
        news: NO_NEWS,
        watch,
        trier: NO_TRIER,
        mail: { mode: 'off', secret: '', baseUrl: () => '', seen: () => null, poke: () => undefined },
        loadAssignment,
        whyUnseen,
        clock: () => new Date(),
        ticks: () => performance.now(),
        log,
      },
      { sessionPool, sessionSecret: 'bench', secure: false, trustProxy: 0 },
    );
    try {
      return await work(new Client(app), db);
    } finally {
      await Promise.all([watch.close(), queue.close(), runs.close(), sessionPool.end(), db.$disconnect()]);
    }
  });
}

export function benchGrading(): Promise<Bench> {
  return withServer(async (client, db) => {
    const { questions, submissionIds, answerBytes } = await seedCourse(db, SUBMISSIONS);
    await client.signIn(TA.email, TA.password);
    const assignment = { course: COURSE, assignment: ASSIGNMENT };
    const firstTimes: number[] = [];
    for (const question of questions) {
      const params = { ...assignment, question };
      firstTimes.push(await timed(() => client.call(operations.listAnswerGroups, { params })));
    }
    let turn = 0;
    const question = () => questions[turn % questions.length]!;
    const submissionId = () => submissionIds[(turn * 7) % submissionIds.length]!;
    const pages = {
      listAssignments: () => client.call(operations.listAssignments, { params: { course: COURSE } }),
      listGradingQuestions: () => client.call(operations.listGradingQuestions, { params: assignment }),
      listGradingAnswers: () =>
        client.call(operations.listGradingAnswers, { params: { ...assignment, question: question() } }),
      getGradingAnswer: () => {
        turn += 1;
        const params = { submissionId: submissionId(), question: question() };
        return client.call(operations.getGradingAnswer, { params });
      },
      listAnswerGroups: () =>
        client.call(operations.listAnswerGroups, { params: { ...assignment, question: question() } }),
      getGradebook: () => client.call(operations.getGradebook, { params: { course: COURSE } }),
    };
    await timedInTurn(WARM_UP, pages);
    const times = await timedInTurn(ROUNDS, pages);
    const figures = Object.entries(times).flatMap(([id, values]): Figure[] => [
      { id: `${id}.p50`, title: `${id}, p50`, value: percentile(values, 0.5), unit: 'ms', goal: GOAL },
      { id: `${id}.p95`, title: `${id}, p95`, value: percentile(values, 0.95), unit: 'ms', goal: GOAL },
    ]);
    figures.push(
      {
        id: 'listAnswerGroups.first',
        title: 'listAnswerGroups of a question for the first time, the longest',
        value: Math.max(...firstTimes),
        unit: 'ms',
        goal: '',
      },
      {
        id: 'gradeAnswerGroup',
        title: `gradeAnswerGroup of ${SUBMISSIONS} answers, p50`,
        value: percentile(await gradeAll(client, { ...assignment, question: questions[0]! }), 0.5),
        unit: 'ms',
        goal: '< 500',
      },
    );
    return {
      name: 'grading',
      setting: {
        node: process.version,
        processors: availableParallelism(),
        submissions: SUBMISSIONS,
        answers: SUBMISSIONS * questions.length,
        'bytes an answer': Math.round(answerBytes),
      },
      figures,
    };
  });
}

/** Grades all answers to a question as one group, again and again. @returns milliseconds of each time */
async function gradeAll(
  client: Client,
  params: { course: string; assignment: string; question: string },
): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < GRADE_ROUNDS; round += 1) {
    const { groups, rubric } = await client.call(operations.listAnswerGroups, { params });
    const answers = groups
      .flatMap((group) => group.answers)
      .map(({ submissionId, grade }) => ({ submissionId, baseRevision: grade?.revision ?? 0 }));
    const body = { groupName: 'All', answers, appliedItemIds: [rubric[0]!.id], comment: 'See section 8.5.' };
    times.push(await timed(() => client.call(operations.gradeAnswerGroup, { params, body })));
  }
  return times;
}
