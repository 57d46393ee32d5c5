/** A text is the same in a student's own browser as on the server, or the browser leaves it to the server. */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTryHere, type TryHere } from '../../../client/src/trials/tryHere.ts';
import type { AssignmentDefinition, PublishedOptimizer } from '../../../contract/assignment.ts';
import type { Adjustment } from '../../../contract/tries.ts';
import { readAssignmentFolder } from '../../../grader/assignment/folder.ts';
import { loadAssignment } from '../../../grader/assignment/load.ts';
import { ownTrialOf, trialOf, triedOf, type Asked } from '../../../grader/report/trial.ts';
import { openSandboxes } from '../../../grader/sandbox/index.ts';
import { readInterpreterParts } from '../../../grader/sandbox/javascript/interpreterParts.ts';
import { stopClock } from '../../../grader/sandbox/javascript/player.ts';
import { GLANCE, tryOut } from '../../../grader/tryOut.ts';
import { DEFAULT_LIMITS } from '../../../grader/sandbox/sandbox.ts';

const ROOT = join(import.meta.dirname, '../../..');
const CORPUS = join(ROOT, 'tests/corpus');

const { now } = Date;
const sandboxes = openSandboxes();
let definition: AssignmentDefinition;
let tryHere: TryHere;

beforeAll(async () => {
  const folder = await readAssignmentFolder(join(ROOT, 'assignments/optimizers'));
  definition = loadAssignment(folder, 'optimizers').definition!;
  stopClock();
  tryHere = await createTryHere(await readInterpreterParts());
});
afterAll(async () => {
  Date.now = now;
  await sandboxes.close();
});

function questionOf(id: string): PublishedOptimizer {
  const question = definition.questions.find((each) => each.id === id);
  if (question?.kind !== 'optimizer') throw new Error(`no question ${id} in code`);
  return question;
}

/** What the trier is given, and what the server makes of it. */
async function onServer(question: PublishedOptimizer, asked: Asked): Promise<unknown> {
  const trial = trialOf(question, asked);
  if (trial.kind !== 'play') throw new Error(trial.message);
  const limits = asked.tests === 'plotted' ? GLANCE : DEFAULT_LIMITS;
  const file = { fileName: asked.file.name, source: asked.file.text };
  return asJson(triedOf(await tryOut(trial.question, file, sandboxes, limits), question));
}

/** As a page gets it; null where it is left to the server. */
async function inBrowser(question: PublishedOptimizer, asked: Asked): Promise<unknown> {
  // What is told to a browser has gone over the network.
  const own = asJson(ownTrialOf(question)) as ReturnType<typeof ownTrialOf>;
  return asJson(await tryHere(own!, asked));
}

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const askedOf = (
  path: string,
  { tests = 'plotted', adjustment = null }: { tests?: Asked['tests']; adjustment?: Adjustment | null } = {},
): Asked => ({
  file: { name: `optim.${path.split('.').at(-1)}`, text: readFileSync(path, 'utf8') },
  tests,
  adjustment,
});

const PROGRAMS = globSync('{,homework/}*/{right,wrong}/*.{js,ts}', { cwd: CORPUS }).sort();

test('every program of the corpus is judged in the browser as on the server', async () => {
  expect(PROGRAMS.length).toBeGreaterThan(100);
  const left: string[] = [];
  for (const [index, path] of PROGRAMS.entries()) {
    const question = questionOf(path.split('/').at(-3)!);
    const asked = askedOf(join(CORPUS, path), { tests: index % 4 === 0 ? 'visible' : 'plotted' });
    const here = await inBrowser(question, asked);
    if (here === null) left.push(path);
    else expect([path, here]).toEqual([path, await onServer(question, asked)]);
  }
  // Types that are more than types, and what depends on the machine.
  expect(left.length).toBeLessThanOrEqual(PROGRAMS.length / 20);
});

test('another start and other hyperparameters move both paths alike', async () => {
  const question = questionOf('rmsprop');
  const test = question.tests.find((each) => each.kind === 'trajectory' && each.plot)!.id;
  const adjustment: Adjustment = { test, start: [2, -3], hyperparameters: { learning_rate: 0.5 } };
  const asked = askedOf(join(ROOT, 'assignments/optimizers/solution/optim.js'), { adjustment });
  expect(await inBrowser(question, asked)).toEqual(await onServer(question, asked));
});

test('a mistake of syntax and an exception say the same line', async () => {
  const question = questionOf('sgd');
  for (const text of [
    'export function sgd(w, dw, config) {\n  return [w, config\n}\n',
    'export function sgd(w, dw, config) {\n  config.n = (config.n ?? 0) + 1;\n  if (config.n === 4) dw.no.way;\n  return [w, config];\n}\n',
    'import fs from "fs";\nexport function sgd(w, dw, config) { return [w, config]; }\n',
    'export const other = 1;\n',
    'console.log("seen", globalThis.fetch, typeof document, typeof postMessage, typeof importScripts);\nexport const sgd = (w, dw, config) => [w, config];\n',
  ]) {
    const asked: Asked = { file: { name: 'optim.js', text }, tests: 'visible', adjustment: null };
    expect(await inBrowser(question, asked)).toEqual(await onServer(question, asked));
  }
});

const sourceOf = (attack: string) => readFileSync(join(ROOT, 'tests/attacks/javascript', attack), 'utf8');
/** Whatever takes too long is ended by whoever gave the thread, as in the sandbox's own tests. */
const ATTACKS = globSync('*.js', { cwd: join(ROOT, 'tests/attacks/javascript') }).filter(
  (name) => !/^\/\/ expect: .*limit (?:time|memory)/m.test(sourceOf(name)),
);

const MOST_TRIES = 5;

test('whatever a program does to its interpreter, the next text is judged as before', async () => {
  const question = questionOf('sgd');
  const honest: Asked = askedOf(join(ROOT, 'assignments/optimizers/solution/optim.js'));
  const right = await onServer(question, honest);
  expect(ATTACKS.length).toBeGreaterThan(20);
  const before = Object.getOwnPropertyNames(globalThis).length;
  for (const name of ATTACKS) {
    const text = sourceOf(name).replaceAll('rule', 'sgd');
    await inBrowser(question, { ...honest, file: { name: basename(name), text } });
    // On a slow machine it may run out of time, which leaves it to the server.
    let judged = await inBrowser(question, honest);
    for (let i = 1; i < MOST_TRIES && judged === null; i++) judged = await inBrowser(question, honest);
    expect([name, judged]).toEqual([name, right]);
  }
  expect(Object.getOwnPropertyNames(globalThis).length).toBe(before);
});

test('what ends by the clock is left to the server', async () => {
  const text = 'export function sgd() { for (;;); }';
  const asked: Asked = { file: { name: 'optim.js', text }, tests: 'plotted', adjustment: null };
  expect(await inBrowser(questionOf('sgd'), asked)).toBeNull();
});

test('a browser is told the visible tests, and nothing where it is to know less than judging takes', () => {
  const question = questionOf('rmsprop');
  const [visible] = question.tests.filter(({ visibility }) => visibility === 'visible');
  const secret = { ...visible!, id: 'secret', visibility: 'hidden' as const };
  const told = ownTrialOf({ ...question, tests: [...question.tests, secret] })!;
  expect(told.question.tests.every(({ visibility }) => visibility === 'visible')).toBe(true);
  expect(told.withheld.hidden).toBe((ownTrialOf(question)?.withheld.hidden ?? 0) + 1);
  expect(JSON.stringify(told)).not.toContain('secret');
  expect(told.question).not.toHaveProperty('statement');
  expect(told.question.partialCredit).toEqual([]);
  for (const diagnosis of ['where', 'none'] as const)
    expect(ownTrialOf({ ...question, diagnosis })).toBeNull();
  const objective = {
    name: 'own',
    title: 'Own',
    file: 'objectives/own.py',
    formula: '',
    start: [1, 2],
    source: 'x',
  };
  const own = {
    ...question,
    objectives: [objective],
    tests: [{ ...visible!, objective: 'own' } as typeof visible & object],
  };
  expect(ownTrialOf(own)).toBeNull();
});
