/** What Python says of programs by running them. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Program } from './parts.ts';

const RUNS = String.raw`
import json, sys
import numpy as np

def start():
    return [np.array([0.7, -0.4]), np.array([1.3])]

def slope(params):
    return [1.7 * p + np.sin(3 * p + 0.4) for p in params]

def reference(name, steps):
    w, g = start(), None
    m, v = [np.zeros_like(p) for p in w], [np.zeros_like(p) for p in w]
    for t in range(1, steps + 1):
        g = slope(w)
        for i in range(len(w)):
            if name == 'sgd':
                w[i] = w[i] - 0.01 * g[i]
            elif name == 'momentum':
                v[i] = 0.9 * v[i] + g[i]
                w[i] = w[i] - 0.01 * v[i]
            elif name == 'rmsprop':
                v[i] = 0.9 * v[i] + 0.1 * g[i] ** 2
                w[i] = w[i] - 0.01 * g[i] / (np.sqrt(v[i]) + 1e-8)
            elif name == 'adagrad':
                v[i] = v[i] + g[i] ** 2
                w[i] = w[i] - 0.01 * g[i] / (np.sqrt(v[i]) + 1e-8)
            else:
                m[i] = 0.9 * m[i] + 0.1 * g[i]
                v[i] = 0.999 * v[i] + 0.001 * g[i] ** 2
                w[i] = w[i] - 0.001 * (m[i] / (1 - 0.9 ** t)) / (np.sqrt(v[i] / (1 - 0.999 ** t)) + 1e-8)
    return w

def whole(form, code, steps):
    slope_at = lambda w: 1.7 * w + np.sin(3 * w + 0.4)
    names = {'np': np, 'grad': slope_at, 'steps': steps, 'w': 0.7}
    exec(code, names)
    if form == 'loop':
        return names['w']
    made, w = names['Optimizer'](), 0.7
    for t in range(steps):
        w = made.step(w, slope_at(w))
    return w

def runs(form, name, code, steps):
    names = {'np': np}
    exec(code, names)
    w = start()
    count = {'sgd': 0, 'adam': 2}.get(name, 1)
    states = [[np.zeros_like(p) for p in w] for _ in range(count)]
    if form == 'object':
        made = names['Optimizer'](w)
        for t in range(1, steps + 1):
            made.step(slope(made.params))
        return made.params
    as_dict = lambda of: {str(i): each for i, each in enumerate(of)}
    if form == 'dictionaries':
        w, states = as_dict(w), [as_dict(each) for each in states]
    for t in range(1, steps + 1):
        time = [t] if name == 'adam' else []
        if form == 'returned':
            g = slope(w)
            for i in range(len(w)):
                given = [each[i] for each in states]
                result = names['step'](w[i], g[i], *given, *time)
                w[i], kept = (result[0], result[1:]) if count > 0 else (result, [])
                for each, value in zip(states, kept):
                    each[i] = value
        elif form == 'dictionaries':
            names['step'](w, as_dict(slope(w.values())), *states, *time)
        else:
            names['step'](w, slope(w), *states, *time)
    return list(w.values()) if form == 'dictionaries' else w

def takes(form, optimizer, code, original=None, steps=5):
    if original is not None:
        expected = [whole(form, original, steps)]
    else:
        expected = reference(optimizer, steps)
    try:
        w = runs(form, optimizer, code, steps) if original is None else [whole(form, code, steps)]
    except Exception:
        return False
    return all(np.allclose(a, b, rtol=1e-9, atol=1e-12) for a, b in zip(w, expected))

json.dump([takes(**each) for each in json.load(open(sys.argv[1]))], sys.stdout)
`;

/** Which of them take the steps of their optimizers. */
export async function rightInPython(programs: readonly Program[]): Promise<boolean[]> {
  const directory = await mkdtemp(join(tmpdir(), 'stepwise-ran-'));
  try {
    const path = join(directory, 'programs.json');
    await writeFile(path, JSON.stringify(programs));
    const { stdout } = await promisify(execFile)('python3', ['-c', RUNS, path], { maxBuffer: 1 << 24 });
    return JSON.parse(stdout) as boolean[];
  } finally {
    await rm(directory, { recursive: true });
  }
}
