import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GraderFault } from '../../../../grader/terms.ts';
import { createJavaScriptSandbox } from '../../../../grader/sandbox/javascript/index.ts';
import type { RunRequest, Sandbox } from '../../../../grader/sandbox/sandbox.ts';
import type { RunResult } from '../../../../grader/episode.ts';
import { episodeOf, requestOf, summarize, vector } from './support.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createJavaScriptSandbox({ threads: 1 });
});
afterAll(() => sandbox.close());

const run = (request: RunRequest): Promise<RunResult> => sandbox.run(request);
const first = async (source: string): Promise<RunResult['episodes'][number] | undefined> =>
  (await run(requestOf(source))).episodes[0];

describe('where a function is found', () => {
  const body = '(w, dw, config) { return [w, config]; }';
  test.each([
    ['export function', `export function rule${body}`],
    ['a plain function', `function rule${body}`],
    ['a plain function above a comment without an end of line', `function rule${body} // done`],
    ['const', 'const rule = (w, dw, config) => [w, config];'],
    ['export as', `function mine${body}\nexport { mine as rule };`],
    ['export default', `export default function rule${body}`],
    ['a default object', `function mine${body}\nexport default { rule: mine };`],
    ['module.exports', `function mine${body}\nmodule.exports = { rule: mine };`],
    ['exports', `exports.rule = function ${body};`],
    ['an awaited import of nothing', `await null;\nexport function rule${body}`],
  ])('%s', async (_, source) => {
    expect(summarize(await run(requestOf(source)))).toBe('completed');
  });

  test('a missing entry, with what there is', async () => {
    const source =
      'export const adam = () => 1;\nfunction sgd() {}\nclass Momentum { step() {} }\nclass Part {}\nconst rate = 0.1;\n// function no() {}';
    const { load, episodes } = await run(requestOf(source, [episodeOf(), episodeOf()]));
    expect(load).toEqual({
      status: 'entry-missing',
      entry: 'rule',
      available: ['adam', 'sgd', 'Momentum', 'Part'],
      steppers: ['Momentum'],
    });
    expect(episodes).toEqual([{ status: 'not-run' }, { status: 'not-run' }]);
  });

  test.each([
    ['export const rule = 3;', 'the number 3'],
    ['export const rule = { learning_rate: 1 };', 'an object with the keys learning_rate'],
    ['export const rule = (w) => w;', 'a function of one argument, not of (w, dw, config)'],
  ])('an entry that cannot be called: %s', async (source, found) => {
    expect((await run(requestOf(source))).load).toEqual({ status: 'entry-unusable', entry: 'rule', found });
  });
});

describe('loading', () => {
  test.each([
    ['function rule(w, dw) {\n  return w +;\n}', 2],
    ['let a = 1;\nlet a = 2;', 2],
    ['export function rule(w, dw) {\n  return [w];\n', 3],
    ['\n\nconst s = "no end', 3],
  ])('a syntax error has its line: %j', async (source, line) => {
    const { load } = await run(requestOf(source));
    expect(load).toMatchObject({ status: 'syntax-error', failure: { type: 'SyntaxError', line } });
  });

  test('the top level raises', async () => {
    const { load } = await run(requestOf('function setUp() {\n  return missing;\n}\nsetUp();'));
    expect(load).toMatchObject({ status: 'raised', failure: { type: 'ReferenceError', line: 2 } });
    expect(load.status === 'raised' && load.failure.trace).toContain('at setUp (optim.js:2');
  });

  test.each(["const x = 1;\nimport np from 'numjs';", "\nconst np = await import('numjs');"])(
    '%j',
    async (source) => {
      const { load } = await run(requestOf(source));
      expect(load).toMatchObject({ status: 'raised', failure: { line: 2 } });
      expect(load.status === 'raised' && load.failure.message).toContain("'numjs'");
    },
  );
});

describe('one step', () => {
  test('raises, with line and trace of the student alone', async () => {
    const source =
      'const helper = (w) => {\n  return w.nothing.x;\n};\nexport function rule(w, dw, config) {\n  if (config.t) helper(w);\n  return [w, { t: 1 }];\n}';
    const outcome = await first(source);
    expect(outcome).toMatchObject({ status: 'raised', step: 1, failure: { type: 'TypeError', line: 2 } });
    if (outcome?.status !== 'raised') throw new Error('unreachable');
    expect(outcome.rows).toEqual([[vector(1, 2)]]);
    expect(outcome.failure.trace.split('\n')).toHaveLength(2);
    expect(outcome.failure.trace).not.toContain('guest');
  });

  test('has no line where QuickJS reports a wrong one: an assignment to a constant', async () => {
    const outcome = await first(
      'function rule(w, dw) {\n  const a = 1;\n  a = 2;\n  let b = 3;\n  return [w, b];\n}',
    );
    expect(outcome).toMatchObject({ status: 'raised', failure: { message: "'a' is read-only", line: null } });
  });

  test.each([
    ['', 'nothing-returned', 'undefined'],
    ['return null', 'nothing-returned', 'null'],
    ['w[0] = 7', 'nothing-returned', 'undefined, with w changed in place'],
    ['return w', 'only-parameters', 'a Float64Array of 2'],
    ['return Array.from(w)', 'only-parameters', 'an array of 2 numbers'],
    ['return [w]', 'not-a-pair', 'an array of 1'],
    ['return config', 'only-config', 'an object with the keys learning_rate'],
    [
      'return [config, w]',
      'pair-exchanged',
      'first an object with the keys learning_rate, then a Float64Array of 2',
    ],
    ['return { w2: w, config }', 'not-a-pair', 'an object with the keys w2, config'],
    ['return Promise.resolve([w, config])', 'not-a-pair', 'a Promise (write the function without async)'],
    ['return [w, null]', 'config-not-a-dict', 'null'],
    ['return [w, [1]]', 'config-not-a-dict', 'an array of 1'],
    ['return [w, "lr"]', 'config-not-a-dict', 'the string "lr"'],
    ['return [[1, 2, 3], config]', 'wrong-shape', 'shape [3]'],
    ['return [[[1, 2], [3, 4]], config]', 'wrong-shape', 'shape [2, 2]'],
    ['return [1, config]', 'wrong-shape', 'the number 1'],
    ['return [undefined, config]', 'wrong-type', 'undefined'],
    ['return [["1", "2"], config]', 'wrong-type', 'the string "1" at [0]'],
    ['return [[1, undefined], config]', 'wrong-type', 'undefined at [1]'],
    ['return [new BigInt64Array(2), config]', 'wrong-type', 'a BigInt at [0]'],
    ['return [new Map(), config]', 'wrong-type', 'a Map'],
  ])('%s', async (statement, reason, found) => {
    const outcome = await first(`function rule(w, dw, config) { ${statement}; }`);
    expect(outcome).toMatchObject({ status: 'bad-return', step: 0, reason, found });
  });

  test('not-a-number and infinity are numbers', async () => {
    const outcome = await first('function rule(w, dw, config) { return [[NaN, -Infinity], config]; }');
    expect(outcome).toMatchObject({
      status: 'completed',
      rows: [[vector(NaN, -Infinity)], [vector(NaN, -Infinity)], [vector(NaN, -Infinity)]],
    });
  });

  test('float32 is told apart', async () => {
    const outcome = await first(
      'function rule(w, dw, config) { return [Float32Array.from(w, (x) => x / 3), config]; }',
    );
    expect(outcome).toMatchObject({ status: 'completed', dtypes: ['float32'] });
    expect(outcome?.status === 'completed' && outcome.rows[0]).toEqual([
      vector(Math.fround(1 / 3), Math.fround(2 / 3)),
    ]);
  });
});

describe('limits', () => {
  test('time: the steps before it are kept, later episodes do not run', async () => {
    const source = 'let n = 0;\nfunction rule(w, dw, config) { if (++n > 4) for (;;); return [w, config]; }';
    const request = requestOf(source, [episodeOf(), episodeOf(), episodeOf()], {
      limits: { wallSeconds: 0.2 },
    });
    const { episodes } = await run(request);
    expect(episodes.map(({ status }) => status)).toEqual(['completed', 'limit', 'not-run']);
    expect(episodes[1]).toEqual({ status: 'limit', limit: 'time', step: 1, rows: [[vector(1, 2)]] });
  });

  test('a raised episode does not stop the next one', async () => {
    const source = 'let n = 0;\nfunction rule(w, dw, config) { if (++n === 1) throw 1; return [w, config]; }';
    const { episodes } = await run(requestOf(source, [episodeOf(), episodeOf()]));
    expect(episodes.map(({ status }) => status)).toEqual(['raised', 'completed']);
  });

  test('output is kept up to the limit', async () => {
    const source =
      'console.log("ä".repeat(20), [1, new Float64Array([2, 3])], { a: -0 });\nfor (;;) console.warn("more");';
    const { load, output } = await run(requestOf(source, undefined, { limits: { outputBytes: 100 } }));
    expect(load).toEqual({ status: 'limit', limit: 'output' });
    expect(output).toContain(`${'ä'.repeat(20)} [ 1, Float64Array(2) [ 2, 3 ] ] { a: -0 }\nmore\n`);
    expect(Buffer.byteLength(output)).toBeLessThanOrEqual(100);
  });
});

describe('runs are alone and always the same', () => {
  test('nothing stays from one run to the next', async () => {
    await run(
      requestOf(
        'globalThis.left = 1; Array.prototype.left = 1; Math.sqrt = null;\nfunction rule(w, dw, c) { return [w, c]; }',
      ),
    );
    const source =
      'function rule(w, dw, c) { return [[typeof left === "undefined" ? 1 : 0, [].left ?? Math.sqrt(4)], c]; }';
    expect(await first(source)).toMatchObject({
      status: 'completed',
      rows: [[vector(1, 2)], [vector(1, 2)], [vector(1, 2)]],
    });
  });

  test('clock and chance', async () => {
    const source =
      'function rule(w, dw, c) { return [[Math.random(), Date.now() + new Date().getTime()], c]; }';
    expect(await first(source)).toEqual(await first(source));
  });
});

describe('faults that are ours', () => {
  const rule = 'function rule(w, dw, config) { return [w, config]; }';
  test.each([
    ['no gradient function', requestOf(rule, [episodeOf({ gradients: null })])],
    ['too few gradients', requestOf(rule, [episodeOf({ gradients: [[vector(1, 2)]] })])],
    [
      'a start without its shape',
      requestOf(rule, [episodeOf({ parameters: [{ shape: [3], start: vector(1), config: null }] })]),
    ],
    [
      'a gradient function that throws',
      {
        ...requestOf(rule, [episodeOf({ gradients: null })]),
        gradient: () => {
          throw new Error('ours');
        },
      },
    ],
  ])('%s', async (_, request) => {
    await expect(run(request)).rejects.toThrow(GraderFault);
    expect(summarize(await run(requestOf(rule)))).toBe('completed');
  });
});

describe('the sandbox itself', () => {
  const rule = 'function rule(w, dw, config) { return [w, config]; }';

  test('more runs at once than threads, one of them endless', async () => {
    const endless = requestOf('for (;;);', undefined, { limits: { wallSeconds: 0.3 } });
    const results = await Promise.all([
      run(endless),
      ...Array.from({ length: 4 }, () => run(requestOf(rule))),
    ]);
    expect(results.map(summarize)).toEqual([
      'load limit time',
      ...Array.from({ length: 4 }, () => 'completed'),
    ]);
  });

  test('closed: a run under way and every later one is a fault, not a verdict', async () => {
    const closing = await createJavaScriptSandbox({ threads: 1 });
    const underWay = expect(closing.run(requestOf('for (;;);'))).rejects.toThrow(GraderFault);
    await closing.close();
    await underWay;
    await expect(closing.run(requestOf(rule))).rejects.toThrow(GraderFault);
  });
});
