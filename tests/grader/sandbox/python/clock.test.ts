/** Whose time it is: `clock.py` with a clock that says what it is told. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { findInterpreter } from '../../../../grader/sandbox/python/interpreter.ts';

const FOLDER = fileURLToPath(new URL('../../../../grader/sandbox/python/', import.meta.url));
const { interpreter } = await findInterpreter();

/** Verdicts after each of some spans `[seconds, is the run's own, seconds starved until then]`; limit 4, patience 30. */
function verdicts(spans: [number, boolean, number][]): (string | null)[] {
  const script = `
import json, sys
sys.path.insert(0, ${JSON.stringify(FOLDER)})
import clock
now, starved = 100.0, 0.0
clock.time.monotonic = lambda: now
clock.seconds_starved = lambda processes, pidfd: starved
watch, found = clock.Clock(4, 30, None, 0), []
for seconds, own, starved in json.loads(sys.argv[1]):
    now += seconds
    watch.tick(own)
    found.append(watch.verdict())
print(json.dumps(found))`;
  const spansOfPython = JSON.stringify(spans);
  const printed = execFileSync(interpreter?.path ?? 'python3', ['-B', '-c', script, spansOfPython]);
  return JSON.parse(printed.toString()) as (string | null)[];
}

test('a run has its limit of its own time', () => {
  expect(
    verdicts([
      [3.9, true, 0],
      [0.2, true, 0],
    ]),
  ).toEqual([null, 'time']);
});

test('the time of the host is not the run’s, up to its patience, beyond which the fault is ours', () => {
  expect(
    verdicts([
      [3, true, 0],
      [20, false, 0],
      [0.9, true, 0],
      [9, false, 0],
      [2, false, 0],
    ]),
  ).toEqual([null, null, null, null, 'lag']);
});

test('a limit that is met while others had the processor is not met yet', () => {
  expect(
    verdicts([
      [5, true, 3],
      [1.9, true, 3],
      [0.2, true, 3],
    ]),
  ).toEqual([null, null, 'time']);
  expect(verdicts([[35, true, 34]])).toEqual(['lag']);
});
