/** What leaves the server packed, and how it says so. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import express from 'express';
import request from 'supertest';
import { sendText } from '../../server/middleware/packing.ts';
import { serveBuiltClient } from '../../server/middleware/serveClient.ts';

const SCRIPT = `export const words = ${JSON.stringify('step '.repeat(500))};`;
const PAGE = `<!doctype html><title>Stepwise</title>${'<p>'.repeat(500)}`;

let built: string;
let app: express.Express;

beforeAll(async () => {
  built = await mkdtemp(join(tmpdir(), 'stepwise-client-'));
  await mkdir(join(built, 'assets'));
  const files = { 'assets/index-abc.js': SCRIPT, 'index.html': PAGE, 'assets/small-abc.js': 'x;' };
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(built, name), text);
    if (text.length < 1_000) continue;
    await writeFile(join(built, `${name}.br`), brotliCompressSync(text));
    await writeFile(join(built, `${name}.gz`), gzipSync(text));
  }
  app = express();
  app.get('/api/rows', (req, res) =>
    sendText(req, res.type('json'), JSON.stringify({ rows: 'row '.repeat(2_000) })),
  );
  app.get('/api/row', (req, res) => sendText(req, res.type('json'), '{"rows":"row"}'));
  app.use(serveBuiltClient(built));
});
afterAll(() => rm(built, { recursive: true }));

const get = (path: string, encodings: string) =>
  request(app).get(path).set('Accept-Encoding', encodings).buffer(true);

describe('files of the build', () => {
  test.each([
    // Browsers list gzip first and mean no preference by it.
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['identity', undefined],
  ])('for %s', async (encodings, encoding) => {
    const script = await get('/assets/index-abc.js', encodings);
    expect(script.status).toBe(200);
    expect(script.headers['content-encoding']).toBe(encoding);
    expect(script.headers['content-type']).toMatch(/javascript/);
    expect(script.headers['vary']).toContain('Accept-Encoding');
    expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(script.text).toBe(SCRIPT);
    const page = await get('/c/cs-7150/sets/day-08?next=x', encodings);
    expect(page.headers['content-encoding']).toBe(encoding);
    expect(page.headers['content-type']).toMatch(/html/);
    expect(page.headers['cache-control']).toBe('no-cache');
    expect(page.text).toBe(PAGE);
  });

  test('have a tag for each encoding, by which an unchanged one is not sent again', async () => {
    const [packed, plain] = [await get('/c/cs-7150', 'br'), await get('/c/cs-7150', 'identity')];
    expect(packed.headers['etag']).not.toBe(plain.headers['etag']);
    const again = await get('/c/cs-7150', 'br').set('If-None-Match', packed.headers['etag'] ?? '');
    expect(again.status).toBe(304);
  });

  test('that are small come as they are, and one that is not there is not found', async () => {
    const small = await get('/assets/small-abc.js', 'br');
    expect(small.headers['content-encoding']).toBeUndefined();
    expect((await get('/assets/gone-abc.js', 'br')).status).toBe(404);
  });
});

describe('answers of the API', () => {
  test.each([
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['identity', undefined],
  ])('for %s', async (encodings, encoding) => {
    const rows = await get('/api/rows', encodings);
    expect(rows.headers['content-encoding']).toBe(encoding);
    expect(rows.headers['vary']).toContain('Accept-Encoding');
    expect(rows.headers['content-type']).toMatch(/json/);
    expect((rows.body as { rows: string }).rows).toHaveLength(8_000);
  });
  test('that are small are not packed', async () => {
    expect((await get('/api/row', 'br')).headers['content-encoding']).toBeUndefined();
  });
});
