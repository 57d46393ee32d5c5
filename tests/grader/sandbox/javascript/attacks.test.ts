import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createJavaScriptSandbox } from '../../../../grader/sandbox/javascript/index.ts';
import type { Sandbox } from '../../../../grader/sandbox/sandbox.ts';
import { requestOf, summarize, vector } from './support.ts';

const folder = new URL('../../../attacks/javascript/', import.meta.url);
const files = readdirSync(folder).sort();
const limits = { wallSeconds: 1, cpuSeconds: 0.5, memoryBytes: 32 * 2 ** 20, outputBytes: 8 * 2 ** 10 };

const HONEST =
  'export const rule = (w, dw, config) => [w.map((x, i) => x - config.learning_rate * i), config];';

describe('attacks on the JavaScript sandbox', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createJavaScriptSandbox({ threads: 1 });
  });
  afterAll(() => sandbox.close());

  test.each(files)('%s ends as it must, and the next honest run is right', async (file) => {
    const source = readFileSync(new URL(file, folder), 'utf8');
    const expected = /^\/\/ expect: (.+)$/m.exec(source)?.[1];
    expect(summarize(await sandbox.run(requestOf(source, undefined, { limits })))).toBe(expected);

    const honest = await sandbox.run(requestOf(HONEST, undefined, { limits }));
    expect(honest).toEqual({
      load: { status: 'loaded' },
      episodes: [
        {
          status: 'completed',
          rows: [[vector(1, 2 - 0.1)], [vector(1, 2 - 0.1 - 0.1)], [vector(1, 2 - 0.1 - 0.1 - 0.1)]],
          dtypes: ['float64'],
        },
      ],
      output: '',
    });
  });

  test('there are enough of them', () => {
    expect(files.length).toBeGreaterThanOrEqual(40);
  });
});
