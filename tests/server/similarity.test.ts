/** Work that has more in common than the class has: planted copies come first, what was given never counts. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { operations } from '../../contract/index.ts';
import { ROOT } from '../../server/config.ts';
import {
  compareTexts,
  passagesOf,
  type ComparedText,
} from '../../server/features/similarity/compareTexts.ts';
import { CODE_FILES } from '../support/assignments.ts';
import { CODE, COURSE, SHEET, startTestServer, type TestServer } from '../support/testServer.ts';

/** Programs of one optimizer by many hands. */
function programsOf(optimizer: string): string[] {
  const folders = [
    `${optimizer}/right`,
    `${optimizer}/wrong`,
    `courses/${optimizer}`,
    `homework/${optimizer}`,
  ];
  return folders.flatMap((folder) => {
    const path = join(ROOT, 'tests/corpus', folder);
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.py'))
      .sort()
      .map((name) => readFileSync(join(path, name), 'utf8'));
  });
}

const OPTIMIZERS = ['sgd', 'sgd_momentum', 'adagrad', 'rmsprop', 'adam'];
const STARTER = OPTIMIZERS.map(
  (name) =>
    `def ${name}(w, dw, config=None):\n    """Fill in the update of ${name}; return w and config."""\n    if config is None: config = {}\n    config.setdefault("learning_rate", 1e-2)\n    config.setdefault("epsilon", 1e-8)\n    next_w = None\n    return next_w, config\n`,
).join('\n');

/** A class of 200: programs in five parts, each under the course's own starter; the same part is many people's. */
function someClass() {
  const parts = OPTIMIZERS.map(programsOf);
  const works = Array.from({ length: 190 }, (_, index) => ({
    parts: parts.map((list, kind) => (index * (kind * 2 + 7) + kind) % list.length),
  }));
  const texts: ComparedText[] = works.map((work, index) => ({
    id: `student ${index}`,
    fileName: 'optim.py',
    text: [STARTER, ...work.parts.map((part, kind) => parts[kind]![part]!)].join('\n\n'),
  }));
  const own = (id: string) => works[Number(id.split(' ')[1])]!.parts;
  return { texts, parts, own };
}

test('ten copies, renamed and in another order, come first among two hundred programs; the starter never counts', () => {
  const { texts, parts, own } = someClass();
  const copies = Array.from({ length: 10 }, (_, index) => {
    const from = index * 17;
    const reordered = own(`student ${from}`)
      .map((part, kind) => parts[kind]![part]!)
      .toReversed();
    const renamed = [...reordered, STARTER]
      .join('\n\n')
      .replace(/#.*$/gm, '')
      .replace(/\bw\b/g, 'theta')
      .replace(/\b(dw|grad|g)\b/g, 'slope')
      .replace(/\bconfig\b/g, 'settings');
    return { id: `copy ${from}`, fileName: 'optim.py', text: renamed };
  });
  const given = [{ id: 'starter', fileName: 'optim.py', text: STARTER }];
  const found = compareTexts({ texts: [...texts, ...copies], given, apart: [] });
  const planted = found.slice(0, 10).map(({ left, right }) => [left, right].sort().join(' = '));
  expect(planted.sort()).toEqual(copies.map(({ id }) => `${id} = student ${id.split(' ')[1]}`).sort());

  // Whoever hands in the starter alone has nothing in common with anybody.
  const empty = ['one', 'other'].map((id) => ({ id, fileName: 'optim.py', text: `${STARTER}\n# ${id}\n` }));
  const withEmpty = compareTexts({ texts: [...texts.slice(0, 30), ...empty], given, apart: [] });
  expect(
    withEmpty.filter(({ left, right }) => /^(one|other)$/.test(left) || /^(one|other)$/.test(right)),
  ).toEqual([]);
});

test('passages are offsets into both texts, whatever the names in them', () => {
  const [left, right] = [
    'def f(w, g, c):\n    c["m"] = 0.9 * c["m"] + 0.1 * g\n    return w - 0.01 * c["m"] / (abs(g) ** 0.5 + 1e-8), c\n',
    'import numpy\n\ndef ff(x, grad, s):\n    s["m"] = 0.9 * s["m"] + 0.1 * grad  # mean\n    return x - 0.01 * s["m"] / (abs(grad) ** 0.5 + 1e-8), s\n',
  ].map((text, place) => ({ id: String(place), fileName: 'a.py', text }));
  const passages = passagesOf({ texts: [left!, right!], given: [], left: '0', right: '1' });
  expect(passages.length).toBeGreaterThan(0);
  const covered = passages.map((passage) => right!.text.slice(...passage.right)).join(' ');
  expect(covered).toContain('s["m"] = 0.9');
  expect(covered).not.toContain('import');
});

test('a text that repeats itself a hundred thousand times ends as any other', () => {
  const texts = ['a', 'b', 'c'].map((id) => ({
    id,
    fileName: null,
    text: 'the same few words again '.repeat(20_000),
  }));
  expect(compareTexts({ texts, given: [], apart: [] })).toHaveLength(3);
});

describe('in the course', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());

  test('nor does the starter of an earlier version, with which some began', async () => {
    const grace = await server.as('grace');
    const starter = ['sgd', 'momentum', 'adam']
      .map(
        (name) =>
          `export function ${name}(w, dw, config = null) {\n  config = config ?? {};\n  const rate = config.learning_rate ?? 1e-2;\n  const epsilon = config.epsilon ?? 1e-8;\n  const next = w.map((value, i) => value - rate * dw[i] * epsilon);\n  return [next, config];\n}\n`,
      )
      .join('\n');
    for (const text of [starter, '// Begin here.\n'])
      await grace.call(operations.publishAssignment, {
        params: { course: COURSE },
        body: { files: { ...CODE_FILES, 'starter/optim.js': text }, slug: 'code' },
      });
    for (const [name, own] of [
      ['ada', 'export const one = Math.hypot(3, 4);'],
      ['emmy', 'export function two() { return [0, 1].reverse(); }'],
    ] as const)
      await (
        await server.as(name)
      ).call(operations.createSubmission, {
        params: CODE,
        body: { idempotencyKey: randomUUID(), file: { name: 'optim.js', text: `${starter}${own}\n` } },
      });
    const found = await grace.call(operations.listSimilarWork, { params: CODE, query: { work: 'code' } });
    expect(found).toEqual({ compared: 2, pairs: [] });
  });

  const ESSAY =
    'Momentum keeps a running sum of the gradients, so that steps add up along a valley while those across it cancel, and the path no longer swings from wall to wall.';

  test('staff see the pair with its names and passages; students and other courses see nothing', async () => {
    const handIn = async (name: string, one: string) => {
      const client = await server.as(name);
      await client.call(operations.createSubmission, {
        params: SHEET,
        body: { idempotencyKey: randomUUID(), answers: { one, two: name } },
      });
    };
    await handIn('ada', ESSAY);
    await handIn('emmy', `I think this: ${ESSAY.replace('gradients', 'slopes')}`);
    await handIn(
      'sofia',
      'It remembers where it came from, like a ball that rolls down a hill and does not stop at once.',
    );

    const tess = await server.as('tess');
    const found = await tess.call(operations.listSimilarWork, { params: SHEET, query: { work: 'one' } });
    expect(found.compared).toBe(3);
    expect(found.pairs).toHaveLength(1);
    const [{ left, right, similarity }] = found.pairs as [(typeof found.pairs)[number]];
    expect([left, right].map(({ people }) => people[0]?.name).sort()).toEqual(['ada', 'emmy']);
    expect(similarity).toBeGreaterThan(0.5);

    const params = { ...SHEET, left: left.submissionId, right: right.submissionId };
    const pair = await tess.call(operations.compareWork, { params, query: { work: 'one' } });
    expect(pair.passages.map(({ left: span }) => pair.left.text.slice(...span)).join(' ')).toContain(
      'steps add up along a valley',
    );

    const ada = await server.as('ada');
    for (const operation of [operations.listSimilarWork, operations.compareWork]) {
      const answer = await ada.send(operation, { params, query: { work: 'one' } });
      expect(answer.status).toBe(403);
    }
    // An answer to another set is not to be had through this one.
    const elsewhere = await tess.send(operations.compareWork, {
      params: { ...params, ...CODE, course: COURSE },
      query: { work: 'code' },
    });
    expect(elsewhere.status).toBe(404);
    expect(
      (await tess.send(operations.listSimilarWork, { params: SHEET, query: { work: 'three' } })).status,
    ).toBe(404);
  });
});
