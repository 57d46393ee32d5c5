/** The lists of optimizers and faults are written by a command, and checked in: here, that nobody forgot to call it. */
import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { ROOT } from '../../scripts/lib/architecture.ts';

test('the lists are those of the folders', () => {
  const check = () =>
    execFileSync(process.execPath, ['scripts/registries.ts', '--check'], { cwd: ROOT, encoding: 'utf8' });
  expect(check()).toBe('');
});
