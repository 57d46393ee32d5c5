import type { AssignmentDefinition, Problem } from '../contract/assignment.ts';
import type { Db } from './database/prisma.ts';
import type { RunChannel } from './database/runChannel.ts';
import type { WorkNews } from './database/workNews.ts';
import type { Log } from './log.ts';
import type { GradingQueue } from './queue/gradingQueue.ts';

/** Reads the files of an assignment; `grader/assignment/load.ts` in production. */
export type LoadAssignment = (
  files: Map<string, string>,
  slug: string,
) => { definition: AssignmentDefinition | null; problems: Problem[] };

/** All that the features need from outside. */
export interface Deps {
  db: Db;
  queue: GradingQueue;
  runs: RunChannel;
  news: WorkNews;
  loadAssignment: LoadAssignment;
  /** The server's clock rules: due times are judged by it alone. */
  clock: () => Date;
  log: Log;
}
