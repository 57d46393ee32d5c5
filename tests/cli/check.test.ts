import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Problem } from '../../contract/assignment.ts';
import { EXAMPLE } from '../grader/assignment/authoring.ts';
import { ASSIGNMENT_YAML, FILES, IDEA_YAML, RMSPROP_YAML } from '../grader/assignment/files.ts';
import { stepwise } from './stepwise.ts';

let temporary = '';
beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'stepwise-cli-'));
});
afterAll(() => rm(temporary, { recursive: true }));

async function write(name: string, files: Record<string, string>): Promise<string> {
  const folder = join(temporary, name);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

const RIGHT = `import numpy as np
def rmsprop(w, dw, config=None):
    c = {'learning_rate': 1e-2, 'decay_rate': 0.99, 'epsilon': 1e-8, 'cache': np.zeros_like(w), **(config or {})}
    c['cache'] = c['decay_rate'] * c['cache'] + (1 - c['decay_rate']) * dw ** 2
    return w - c['learning_rate'] * dw / (np.sqrt(c['cache']) + c['epsilon']), c
`;
const NO_ROOT = RIGHT.replace('np.sqrt(c', '(c');

describe('check', () => {
  test('mistakes in different files come all at once, with file and line, and exit 1', async () => {
    const folder = await write('mistaken', {
      ...FILES,
      'assignment.yaml': ASSIGNMENT_YAML.replace('America/New_York', 'America/Boston').replace(
        'directions.md',
        'nowhere.md',
      ),
      'questions/rmsprop/question.yaml': RMSPROP_YAML.replace('points: 0.75', 'points: 0.5').replace(
        'steps: 10',
        'objective: cubic',
      ),
      'questions/idea/question.yaml': IDEA_YAML.replace('points: 2', 'points: many'),
    });
    const { code, stdout } = await stepwise('check', folder);
    expect(code).toBe(1);
    const lines = stdout.trimEnd().split('\n');
    for (const expected of [
      /^assignment\.yaml:4: timeZone: America\/Boston is not an IANA time zone/,
      /^assignment\.yaml:9: the file nowhere\.md is not there$/,
      /^questions\/rmsprop\/question\.yaml:9: tests: the tests' points add up to 0\.75, not/,
      /^questions\/rmsprop\/question\.yaml:14: tests #1\.objective: no objective cubic/,
      /^questions\/idea\/question\.yaml:4: points: /,
    ]) {
      expect(lines).toContainEqual(expect.stringMatching(expected));
    }
    expect(lines.at(-1)).toBe('mistaken: 5 mistakes');
  });

  test('solution and samples must get their verdicts, and their faults where they name them', async () => {
    const folder = await write('sampled', {
      ...FILES,
      'solution/optim.py': RIGHT,
      'questions/rmsprop/samples/wrong_answer/no-root.py': `# diagnosis: missing-root\n${NO_ROOT}`,
      'questions/rmsprop/samples/wrong_answer/right.py': RIGHT,
      'questions/rmsprop/samples/wrong_answer/other-fault.py': `# diagnosis: ascent\n${NO_ROOT}`,
      'questions/rmsprop/samples/wrong/no-verdict.py': NO_ROOT,
    });
    const { code, stdout } = await stepwise('check', folder, '--json');
    expect(code).toBe(1);
    const { problems, samples } = JSON.parse(stdout) as { problems: Problem[]; samples: number };
    expect(samples).toBe(5);
    expect(problems.map(({ file, message }) => `${file}: ${message}`)).toEqual([
      expect.stringMatching(
        /^questions\/rmsprop\/samples\/wrong\/no-verdict\.py: .*no verdict is called wrong; there are accepted, /,
      ),
      'questions/rmsprop/samples/wrong_answer/other-fault.py: gets the verdict wrong_answer: faults ascent expected, found missing-root (“This is RMSProp, but it divides by the second moment itself, without the square root.”)',
      'questions/rmsprop/samples/wrong_answer/right.py: gets the verdict accepted: wrong_answer expected',
    ]);
  });

  test('the example of docs/authoring.md: exit 0; a folder that is not there: exit 2', async () => {
    const folder = await write('first-steps', EXAMPLE);
    expect(await stepwise('check', folder)).toEqual({
      code: 0,
      stdout: 'first-steps: 2 questions, 2 samples, no mistakes\n',
      stderr: '',
    });
    expect((await stepwise('check', join(temporary, 'nothing'))).code).toBe(2);
  });
});
