import type { AssignmentDefinition, Problem } from '../contract/assignment.ts';
import type { Db } from './database/prisma.ts';
import type { DatabaseWatch } from './database/watch.ts';
import type { RunChannel } from './database/runChannel.ts';
import type { WorkNews } from './database/workNews.ts';
import type { Log } from './log.ts';
import type { GradingQueue } from './queue/gradingQueue.ts';
import type { Trier } from './trials/trier.ts';

interface LoadedAssignment {
  definition: AssignmentDefinition | null;
  problems: Problem[];
}

/** Reads the files of an assignment; in production `grader/assignment/load.ts` in a process of the pool, on behalf of a person. */
export type LoadAssignment = (
  files: Map<string, string>,
  slug: string,
  userId: string,
) => LoadedAssignment | Promise<LoadedAssignment>;

/** All that the features need from outside. */
export interface Deps {
  db: Db;
  queue: GradingQueue;
  runs: RunChannel;
  news: WorkNews;
  trier: Trier;
  watch: DatabaseWatch;
  loadAssignment: LoadAssignment;
  /** The server's clock rules: due times are judged by it alone. */
  clock: () => Date;
  log: Log;
}
