/**
 * A seeded random play of people who grade what the writing left: graders, an instructor who changes rubric, versions, due times
 * and results, and students who hand in again and change groups meanwhile. Now and then a server is killed.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { SubmissionView } from '../../../../contract/submissions.ts';
import type { Person, Stage } from '../stage.ts';
import { Desk, type People } from './desk.ts';
import { graderActs } from './graders.ts';
import { instructorActs, makeRubric, release } from './instructor.ts';
import type { GradingLog } from './log.ts';
import { firstSheet } from './sheet.ts';
import { studentActs } from './students.ts';
import { versionActs } from './versions.ts';

type Random = () => number;

export interface GradingPlay {
  random: Random;
  seconds: number;
  log: GradingLog;
  people: People;
}

/** @param received submissions of the writing before */
export async function beginGrading(
  stage: Stage,
  random: Random,
  received: readonly SubmissionView[],
): Promise<{ log: GradingLog; people: People }> {
  const sit = (person: Person) => Desk.of(person, stage.urls, random);
  const instructor = await sit(stage.staff);
  const graders = [];
  for (const person of stage.graders) graders.push(await sit(person));
  const students = [];
  for (const person of stage.students) students.push(await sit(person));
  let moment = 0;
  const tick = () => (moment += 1);
  const log: GradingLog = {
    operations: 0,
    entries: [],
    submissions: new Map(received.map((submission) => [submission.id, submission])),
    unanswered: new Set(),
    points: new Map(),
    bounded: new Set(),
    pins: new Map(),
    versions: [{ sheet: firstSheet(stage.due), steps: {} }],
    reruns: [],
    epochs: [{ span: { asked: tick(), answered: tick() }, version: 0, reruns: new Map() }],
    acts: new Map(),
    wrong: [],
    doubts: [],
    tick,
  };
  await makeRubric(instructor, log);
  return { log, people: { graders, instructor, students } };
}

/** Everybody acts at once until the time is over. */
export async function playGrading(
  stage: Stage,
  { random, seconds, log, people }: GradingPlay,
): Promise<void> {
  const end = Date.now() + seconds * 1_000;
  const live = async (acts: readonly (() => Promise<void>)[], rest: number): Promise<void> => {
    while (Date.now() < end) {
      await acts[Math.floor(random() * acts.length)]!();
      log.operations += 1;
      await pause(random() * rest);
    }
  };
  const haunt = async (): Promise<void> => {
    while (Date.now() < end - 4_000) {
      await pause(3_000 + random() * 4_000);
      await stage.kill(random() < 0.5 ? 0 : 1);
    }
  };
  await Promise.all([
    ...people.graders.map((desk) => live(graderActs(desk, random, log), 60)),
    live([...instructorActs(people, random, log), ...versionActs({ ...people, stage, random, log })], 200),
    ...people.students.map((desk) => live(studentActs(desk, stage, random, log), 1_500)),
    haunt(),
  ]);
  await release(people.instructor, false);
}
