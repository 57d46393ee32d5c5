import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { type AttackResult, playCorpus } from './corpus.ts';
import { mounts, startedFromNow } from './support.ts';

const CHECKOUT = fileURLToPath(new URL('../../../../', import.meta.url)).replace(/\/$/, '');
const NOBODY = '65534';
const LONG = 300_000;

/** Plays the corpus as an ordinary user, through a mount of the checkout that such a user can certainly reach. */
async function playCorpusAsNobody(): Promise<AttackResult[]> {
  const view = mkdtempSync(join(tmpdir(), 'stepwise-checkout-'));
  const seen = (path: string) => path.replace(CHECKOUT, view);
  const script = `
    chmod 755 "$1" && mount --bind "$0" "$1" && cd / &&
    exec setpriv --reuid ${NOBODY} --regid ${NOBODY} --clear-groups \
      env -i PATH=/usr/local/bin:/usr/bin:/bin "$2" "$1/tests/grader/sandbox/python/corpus.ts"`;
  try {
    const { stdout } = await promisify(execFile)(
      'unshare',
      ['--mount', 'sh', '-c', script, CHECKOUT, view, seen(process.execPath)],
      { maxBuffer: 2 ** 24 },
    );
    return JSON.parse(stdout) as AttackResult[];
  } finally {
    rmSync(view, { recursive: true });
  }
}

/** Every attack that did not end as its first line says, or that left something. */
function surprises(results: AttackResult[]): AttackResult[] {
  return results.filter(
    ({ expected, found, breach, honestAfterwards, clean }) =>
      !expected.includes(found) || breach || !honestAfterwards || !clean,
  );
}

describe('the attacks on the Python sandbox', () => {
  test(
    'end as expected and leave nothing',
    async () => {
      const [started, mountsBefore] = [startedFromNow(), mounts()];
      const results = await playCorpus();
      expect(results.length).toBeGreaterThan(50);
      expect(surprises(results)).toEqual([]);
      expect({ started: started(), mounts: mounts() }).toEqual({ started: [], mounts: mountsBefore });
    },
    LONG,
  );

  if (process.getuid?.() === 0) {
    test(
      'do so too when everything belongs to an ordinary user',
      async () => {
        const results = await playCorpusAsNobody();
        expect(results.length).toBeGreaterThan(50);
        expect(surprises(results)).toEqual([]);
      },
      LONG,
    );
  }
});
