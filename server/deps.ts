import type { AssignmentDefinition, Problem } from '../contract/assignment.ts';
import type { Db } from './database/prisma.ts';
import type { DatabaseWatch } from './database/watch.ts';
import type { RunChannel } from './database/runChannel.ts';
import type { WorkNews } from './database/workNews.ts';
import type { MailMode } from '../contract/health.ts';
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

/** Why a student does not see a set, in words for them; null where they do. */
export type WhyUnseen = (
  db: Db,
  of: {
    course: { code: string; timeZone: string };
    set: { id: string; hiddenAt: Date | null };
    /** For this student. */
    opensAt: Date | null;
  },
  reading: { userId: string; now: Date },
) => Promise<string | null>;

/** What a feature needs to know of mail; it is sent by server/features/mail/sender.ts. */
export interface MailState {
  mode: MailMode;
  /** Makes the tokens in mails, so that none is stored. */
  secret: string;
  /** Where links in mails lead. */
  baseUrl: () => string;
  /** As the sender last saw it; null before. */
  seen: () => { waiting: number; failed: number; unsure: number } | null;
  /** Looks at once for what is to be sent. */
  poke: () => void;
}

/** All that the features need from outside. */
export interface Deps {
  db: Db;
  queue: GradingQueue;
  runs: RunChannel;
  news: WorkNews;
  trier: Trier;
  mail: MailState;
  watch: DatabaseWatch;
  loadAssignment: LoadAssignment;
  /** Which sets students see is the sets' own affair, and is asked before any operation. */
  whyUnseen: WhyUnseen;
  /** The server's clock rules: due times are judged by it alone. */
  clock: () => Date;
  /** Milliseconds of a clock that nobody sets: how long something takes is measured by it alone. */
  ticks: () => number;
  log: Log;
}
