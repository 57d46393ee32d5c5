/** Grading with a sandbox that plays points of the design space instead of programs. */
import { describe, expect, test } from '@jest/globals';
import { loadAssignment } from '../../grader/assignment/load.ts';
import { completeHyperparameters } from '../../grader/optimizers/hyperparameters.ts';
import { findOptimizer } from '../../grader/optimizers/index.ts';
import { emptyMemory, step } from '../../grader/optimizers/space.ts';
import { grade } from '../../grader/grade.ts';
import { languageOf } from '../../grader/terms.ts';
import type { Sandboxes } from '../../grader/sandbox/index.ts';
import type { RunRequest } from '../../grader/sandbox/sandbox.ts';
import type { RunResult } from '../../grader/episode.ts';
import { filesWith, RMSPROP_YAML } from './assignment/files.ts';

const definitionOf = (yaml: string) =>
  loadAssignment(filesWith({ 'questions/rmsprop/question.yaml': yaml }), 'optimizers').definition!;

/** A sandbox whose every program is a right RMSProp that rounds its result. */
function playing(round: (x: number) => number, dtype: string) {
  const requests: RunRequest[] = [];
  const sandboxes: Sandboxes = {
    run: (request) => {
      requests.push(request);
      return Promise.resolve(play(request, round, dtype));
    },
    close: () => Promise.resolve(),
  };
  return { requests, sandboxes };
}

function play({ episodes }: RunRequest, round: (x: number) => number, dtype: string): RunResult {
  const { point, defaults } = findOptimizer('rmsprop')!;
  const outcomes = episodes.map(({ parameters, gradients }) => {
    const [{ start, config }] = parameters as [(typeof parameters)[0]];
    const memory = emptyMemory(start.length);
    let theta = start;
    const rows = gradients!.map(([gradient]) => {
      const h = completeHyperparameters(config ?? {}, defaults);
      theta = step(point, h, memory, theta, gradient!).map(round);
      return [theta];
    });
    return { status: 'completed' as const, rows, dtypes: [dtype] };
  });
  return { load: { status: 'loaded' }, episodes: outcomes, output: 'printed' };
}

const file = { fileName: 'optim.py', source: '' };

describe('grading', () => {
  test('a right program gets full marks on what can be graded by machine', async () => {
    const { sandboxes, requests } = playing((x) => x, 'float64');
    const { whole: report } = await grade(definitionOf(RMSPROP_YAML), file, sandboxes);
    expect(report).toMatchObject({ assignment: 'optimizers', score: 1, maxScore: 1, language: 'python' });
    expect(report.questions.map(({ id, verdict }) => [id, verdict])).toEqual([['rmsprop', 'accepted']]);
    expect(report.questions[0]!.output).toBe('printed');
    expect(requests).toHaveLength(1);
  });

  test('what enters the sandbox has neither titles nor points nor expected values', async () => {
    const { sandboxes, requests } = playing((x) => x, 'float64');
    await grade(definitionOf(RMSPROP_YAML), file, sandboxes);
    expect(Object.keys(requests[0]!.episodes[0]!).sort()).toEqual([
      'changes',
      'dtype',
      'entry',
      'gradients',
      'parameters',
      'steps',
    ]);
  });

  test('single precision is refused, unless the question allows it', async () => {
    const { sandboxes } = playing(Math.fround, 'float32');
    const { whole: strict } = await grade(definitionOf(RMSPROP_YAML), file, sandboxes);
    expect(strict.questions[0]).toMatchObject({ verdict: 'wrong_answer', score: 0 });
    const { whole: lenient } = await grade(
      definitionOf(`${RMSPROP_YAML}allowFloat32: true\n`),
      file,
      sandboxes,
    );
    expect(lenient.questions[0]).toMatchObject({ verdict: 'accepted', score: 1 });
  });

  test('allowing single precision excuses no error in double precision', async () => {
    const { sandboxes } = playing((x) => x * (1 + 1e-7), 'float64');
    const { whole: report } = await grade(
      definitionOf(`${RMSPROP_YAML}allowFloat32: true\n`),
      file,
      sandboxes,
    );
    expect(report.questions[0]!.verdict).toBe('wrong_answer');
  });

  test('a file without a known ending is refused before anything runs', async () => {
    const { sandboxes } = playing((x) => x, 'float64');
    await expect(
      grade(definitionOf(RMSPROP_YAML), { ...file, fileName: 'optim.rb' }, sandboxes),
    ).rejects.toThrow(RangeError);
    expect(['a.py', 'a.JS', 'a.ts', 'a.mjs', 'a', 'a.pyc'].map(languageOf)).toEqual([
      'python',
      'javascript',
      'typescript',
      'javascript',
      null,
      null,
    ]);
  });
});
