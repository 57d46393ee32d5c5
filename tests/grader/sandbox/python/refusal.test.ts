import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { GraderFault } from '../../../../grader/terms.ts';
import { LanguageRefused, openSandboxes } from '../../../../grader/sandbox/index.ts';
import { createPythonSandbox, probePython } from '../../../../grader/sandbox/python/index.ts';
import { HONEST, isHonest, request } from './support.ts';

const REASON = 'no namespaces (Operation not permitted); set sysctl user.max_user_namespaces=15000';

/** A Python that answers for itself, as any does, and whose zygote finds that the host cannot isolate it. */
const BARRED_PYTHON = `#!/bin/sh
case "$1" in
  -c) echo '{"executable": "'"$0"'", "python": "3.13.0", "versions": {"numpy": "2.3.0", "torch": null}}' ;;
  *) echo '{"status": "refused", "reason": "${REASON}"}'; exit 1 ;;
esac
`;

describe('a host that cannot isolate Python', () => {
  const configured = process.env.STEPWISE_PYTHON;
  let directory: string;
  let barred: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'stepwise-barred-'));
    barred = join(directory, 'python3');
    writeFileSync(barred, BARRED_PYTHON);
    chmodSync(barred, 0o755);
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
    if (configured === undefined) delete process.env.STEPWISE_PYTHON;
    else process.env.STEPWISE_PYTHON = configured;
  });

  test('refuses the language with the reason, which is a fault of ours', async () => {
    const refusal: unknown = await createPythonSandbox({ python: barred }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(LanguageRefused);
    expect(refusal).toBeInstanceOf(GraderFault);
    expect(refusal).toMatchObject({
      language: 'python',
      reason: REASON,
      message: `This server cannot run Python programs safely: ${REASON}`,
    });
  });

  test('is refused for want of a Python too', async () => {
    const refusal = createPythonSandbox({ python: join(directory, 'none') });
    await expect(refusal).rejects.toMatchObject({
      name: 'LanguageRefused',
      reason: expect.stringMatching(/^no Python 3\.9 or later with NumPy .*none: not found/) as unknown,
    });
  });

  test('is told the same by the probe', async () => {
    expect(await probePython(barred)).toMatchObject({ usable: false, problem: REASON, walls: [] });
  });

  test('grades again as soon as it can', async () => {
    const sandboxes = openSandboxes();
    process.env.STEPWISE_PYTHON = barred;
    await expect(sandboxes.run(request(HONEST))).rejects.toBeInstanceOf(LanguageRefused);
    if (configured === undefined) delete process.env.STEPWISE_PYTHON;
    else process.env.STEPWISE_PYTHON = configured;
    expect(isHonest(await sandboxes.run(request(HONEST)))).toBe(true);
    await sandboxes.close();
  });
});
