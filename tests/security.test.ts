/** `docs/security.md` promises nothing without a test, and dependencies are looked at. */
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAffected, KnownAdvisories, LockFile } from '../scripts/lib/advisories.ts';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const words = (text: string): string => text.replace(/\s+/g, ' ');

const page = read('docs/security.md');
const promises = page
  .slice(page.indexOf('## Promises'), page.indexOf('## Who runs as whom'))
  .split(/^- /m)
  .slice(1)
  .map((promise) => words(promise.split('\n#')[0] ?? '').trim());

describe('every promise names a test that is there', () => {
  test.each(promises)('%s', (promise) => {
    const [, file = '', title] = /Test: `([^`]+)`(?:: "([^"]+)")?\.$/.exec(promise) ?? [];
    expect(file).not.toBe('');
    expect(words(read(file))).toContain(title ?? 'test');
  });
});

test('there are promises', () => expect(promises.length).toBeGreaterThan(15));

test('no locked version is on the known list', () => {
  const lock = LockFile.parse(JSON.parse(read('package-lock.json')));
  const known = KnownAdvisories.parse(JSON.parse(read('docs/known-advisories.json')));
  expect(known.flatMap((advisory) => isAffected(lock, advisory))).toEqual([]);
});

test('a version before the mended one is found at any depth, a later one is not', () => {
  const packages = {
    'node_modules/ws': { version: '8.17.1' },
    'node_modules/a/node_modules/ws': { version: '8.9.3' },
    'node_modules/news': { version: '1.0.0' },
  };
  const found = isAffected({ packages }, { name: 'ws', mendedIn: '8.17.1', reason: '' });
  expect(found).toEqual(['ws@8.9.3']);
});
