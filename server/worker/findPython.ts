/**
 * Tells the parent which Pythons this process's user has and where they lie: what has to be shown to a worker that sees
 * little else.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { findInterpreter, findTorchInterpreter } from '../../grader/sandbox/python/interpreter.ts';

const ASK = `
import json, os, sys
places = {sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix, *sys.path[1:]}
print(json.dumps([os.path.dirname(os.path.realpath(sys.executable)), *places]))
`;

async function placesOf(python: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)(python, ['-c', ASK], { cwd: '/' });
  return z.array(z.string()).parse(JSON.parse(stdout));
}

const [{ interpreter }, torch] = await Promise.all([findInterpreter(), findTorchInterpreter()]);
const found = { python: interpreter?.path ?? null, torch: torch?.path ?? null };
const pythons = [...new Set(Object.values(found))].filter((path) => path !== null);
const places = (await Promise.all(pythons.map(placesOf))).flat();
process.send?.({ ...found, places: [...pythons, ...places] }, () => process.exit(0));
