/** What the instructor does to the set itself: versions and due times, reruns, taking it back. */
import { operations } from '../../../../contract/index.ts';
import type { VersionPlan, VersionSteps } from '../../../../contract/versions.ts';
import { PLACE, type Stage } from '../stage.ts';
import type { Desk } from './desk.ts';
import { noteEpoch, sheetNow, type GradingLog } from './log.ts';
import { changed, filesOf, type Sheet } from './sheet.ts';

/** So often a plan that is out of date is made anew: others grade and hand in all the time. */
const PLANS = 8;

export interface Office {
  stage: Stage;
  instructor: Desk;
  students: readonly Desk[];
  random: () => number;
  log: GradingLog;
}

/** One of the ways that a plan offers, for each question of which there is a choice. */
function chooseSteps({ questions }: VersionPlan, random: () => number): VersionSteps {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
  return Object.fromEntries(
    questions.flatMap(({ id, grades, missing }) => {
      const step = {
        ...(grades && { grades: pick(grades.options) }),
        ...(missing && { missing: pick(['zero', 'full'] as const) }),
      };
      return Object.keys(step).length === 0 ? [] : [[id, step]];
    }),
  );
}

/** @returns what the plan said of each student; null when nothing was published */
export async function publish(
  { stage, instructor, random, log }: Office,
  sheet: Sheet,
): Promise<VersionPlan['students'] | null> {
  const due = new Date(sheet.due).toISOString();
  const body = { files: filesOf(sheet), slug: PLACE.assignment, due };
  const params = { course: PLACE.course };
  for (let attempt = 0; attempt < PLANS; attempt += 1) {
    const { outcome, problems } = await instructor.read(operations.checkAssignment, { params, body });
    if (!outcome) throw new Error(`the play's own files have mistakes: ${JSON.stringify(problems)}`);
    if (outcome.change === 'unchanged') return null;
    const steps = outcome.plan ? chooseSteps(outcome.plan, random) : {};
    // Whoever chooses looks at what that does.
    const looked = await instructor.read(operations.checkAssignment, { params, body: { ...body, steps } });
    const plan = looked.outcome?.plan;
    const asked = log.tick();
    const answer = await instructor.insist(operations.publishAssignment, {
      params,
      body: { ...body, steps, ...(plan && { plan: plan.token }) },
    });
    if (answer.kind === 'refused') {
      if (answer.body.error.code === 'version_plan') continue;
      log.wrong.push(`publishing was refused: ${answer.body.error.message}`);
      return null;
    }
    if (answer.body.version !== log.versions.length + 1)
      log.wrong.push(`version ${answer.body.version} after ${log.versions.length}`);
    const row = await stage.db.assignmentVersion.findFirstOrThrow({
      where: { number: answer.body.version },
    });
    // What was not chosen is what is usual.
    const kept = row.steps as VersionSteps;
    for (const [id, step] of Object.entries(steps))
      if (Object.entries(step).some(([key, value]) => kept[id]?.[key as keyof typeof step] !== value))
        log.wrong.push(`version ${row.number} does not do with ${id} what was chosen`);
    log.versions.push({ sheet, steps: kept });
    noteEpoch(log, 'publishAssignment', asked);
    return plan?.students ?? [];
  }
  return null;
}

export function versionActs(office: Office): (() => Promise<void>)[] {
  const { instructor, students, random, log } = office;
  const pick = <T>(all: readonly T[]): T | undefined => all[Math.floor(random() * all.length)];

  const publishAnother = async (): Promise<void> => {
    const times = [...log.submissions.values()].map(({ submittedAt }) => Date.parse(submittedAt));
    await publish(office, changed(sheetNow(log), { random, times: [...times, Date.now() + 3_600_000] }));
  };

  const startRerun = async (): Promise<void> => {
    const scope = pick(['counting', 'counting', 'all', 'chosen'] as const)!;
    const submissionIds = scope === 'chosen' ? [...log.submissions.keys()].filter(() => random() < 0.2) : [];
    await instructor.ask(operations.startRerun, { params: PLACE, body: { scope, submissionIds } });
    // Whether the answer came or not: what is under way says the server.
    const { reruns } = await instructor.read(operations.listReruns, { params: PLACE });
    for (const { id, version } of reruns.toReversed())
      if (!log.reruns.some((each) => each.id === id))
        log.reruns.push({ id, version: version - 1, applied: new Map(), over: false });
  };

  /** Goes on with the last rerun, as soon as its results are there. */
  const decideRerun = async (): Promise<void> => {
    const rerun = log.reruns.at(-1);
    if (!rerun || rerun.over || rerun.applied.size > 0) return startRerun();
    const params = { ...PLACE, rerun: rerun.id };
    const { state, results } = await instructor.read(operations.getRerun, { params });
    if (state === 'running') {
      if (random() < 0.1) await instructor.ask(operations.stopRerun, { params });
      return;
    }
    if (random() < 0.25) {
      await instructor.ask(operations.discardRerun, { params });
      rerun.over = true;
      return;
    }
    const ready = results.filter(({ kind }) => kind !== 'errored' && kind !== 'waiting');
    const wanted = (random() < 0.5 ? ready : ready.filter(() => random() < 0.6)).map(
      ({ submissionId }) => submissionId,
    );
    if (wanted.length === 0) {
      rerun.over = true;
      return;
    }
    const asked = log.tick();
    const answer = await instructor.ask(operations.applyRerun, { params, body: { submissionIds: wanted } });
    await settle(rerun.id, answer.kind, wanted);
    if (answer.kind === 'refused') log.wrong.push(`applying was refused: ${answer.body.error.message}`);
    noteEpoch(log, rerun.applied.size > 0 ? 'applyRerun' : null, asked);
  };

  const undoRerun = async (): Promise<void> => {
    const rerun = pick(log.reruns.filter(({ applied }) => applied.size > 0));
    if (!rerun) return;
    const asked = log.tick();
    const answer = await instructor.ask(operations.undoRerun, { params: { ...PLACE, rerun: rerun.id } });
    await settle(rerun.id, answer.kind, []);
    if (answer.kind === 'refused') log.wrong.push(`undoing was refused: ${answer.body.error.message}`);
    if (rerun.applied.size === 0) rerun.over = random() < 0.5;
    noteEpoch(log, rerun.applied.size === 0 ? 'undoRerun' : null, asked);
  };

  /** What of a rerun counts now: what was asked for, or, where the server died over it, what it has become. */
  const settle = async (id: string, kind: string, wanted: readonly string[]): Promise<void> => {
    const rerun = log.reruns.find((each) => each.id === id)!;
    const { results } = await instructor.read(operations.getRerun, { params: { ...PLACE, rerun: id } });
    const applied = results.filter((each) => each.applied).map(({ submissionId }) => submissionId);
    if (kind === 'done' && applied.toSorted().join() !== wanted.toSorted().join())
      log.wrong.push(`of rerun ${id} something else counts than was asked for`);
    const since = log.tick();
    rerun.applied = new Map(applied.map((each) => [each, since]));
  };

  /** Takes the set back and opens it again: whoever handed in reads on. */
  const shelve = async (): Promise<void> => {
    const set = (state: 'hidden' | 'archived' | 'open') =>
      instructor.read(operations.changeSetState, { params: PLACE, body: { state } });
    await set(pick(['hidden', 'archived'] as const)!);
    const submission = pick([...log.submissions.values()]);
    const member = submission && pick(submission.members);
    if (submission && member) {
      const desk = students.find(({ person }) => person.id === member.id)!;
      const read = await desk.insist(operations.getSubmission, { params: { submissionId: submission.id } });
      if (read.kind !== 'done') log.wrong.push(`${member.name} cannot read what they handed in`);
    }
    await set('open');
  };

  return [
    publishAnother,
    publishAnother,
    publishAnother,
    decideRerun,
    decideRerun,
    decideRerun,
    decideRerun,
    undoRerun,
    shelve,
  ];
}
