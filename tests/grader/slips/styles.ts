/** Programs in the styles of people, made from the lines of an optimizer: what one line does wrong, every style does wrong. */

export interface Recipe {
  /** The name of the function or class that a question asks for. */
  entry: string;
  /** The hyperparameters by the names that the lines use: the key of the config and the default. */
  given: Record<string, { key: string; usual: string }>;
  /** What outlives a step, with what it is before the first. A step count is one number, all else one a coordinate. */
  state: Record<string, 'zeros' | 'ones' | '0' | '1'>;
  /** In order, over g, w, the hyperparameters and the state; `next` is the new parameter. */
  lines: string[];
  /** Which part of the state is stored again; all of it where nothing else is said. */
  stores?: string[];
  /** Hyperparameters that are written back. */
  writes?: string[];
  /** A given value that counts as false is taken for a missing one. */
  orDefault?: boolean;
  /** What comes back; the pair where nothing else is said. */
  returns?: 'nothing' | 'config alone' | 'exchanged' | 'none for w';
}

export interface Style {
  name: string;
  ending: '.py' | '.js';
  /** Null where a recipe cannot be written so. */
  write: (recipe: Recipe) => string | null;
}

const isCount = (start: string): boolean => start === '0' || start === '1';
const indented = (lines: readonly string[], by: string): string =>
  lines.map((line) => `${by}${line}\n`).join('');
const storesOf = ({ stores, state }: Recipe): string[] => stores ?? Object.keys(state);

/** cs231n's: state and hyperparameters in one dict. */
const ruleOf =
  (read: (name: string, key: string, usual: string, orDefault: boolean) => string): Style['write'] =>
  (recipe) => {
    const { entry, given, state, lines, writes = [], orDefault = false, returns = 'pair' } = recipe;
    const start = (value: string) =>
      isCount(value) ? value : `np.${value}_like(np.asarray(w, dtype=float))`;
    const body = [
      ...Object.entries(given).map(([name, { key, usual }]) => read(name, key, usual, orDefault)),
      ...Object.entries(state).map(([name, value]) => `${name} = config.get("${name}", ${start(value)})`),
      'g = dw',
      ...lines,
      ...storesOf(recipe).map((name) => `config["${name}"] = ${name}`),
      ...writes.map((name) => `config["${given[name]!.key}"] = ${name}`),
      ...{
        nothing: [],
        pair: ['return next, config'],
        'config alone': ['return config'],
        exchanged: ['return config, next'],
        'none for w': ['next = None', 'return next, config'],
      }[returns],
    ];
    return `import numpy as np\n\n\ndef ${entry}(w, dw, config=None):\n    if config is None:\n        config = {}\n${indented(body, '    ')}`;
  };

const rule = ruleOf((name, key, usual, orDefault) =>
  orDefault ? `${name} = config.get("${key}") or ${usual}` : `${name} = config.get("${key}", ${usual})`,
);

/** Every value is asked for by its key where it is used, after defaults were set. */
const ruleWithDefaults = ruleOf((name, key, usual, orDefault) =>
  orDefault
    ? `${name} = config["${key}"] if config.get("${key}") else ${usual}`
    : `config.setdefault("${key}", ${usual}); ${name} = config["${key}"]`,
);

const withSelf = (line: string, names: readonly string[], self: (name: string) => string): string =>
  line.replace(/\b[a-z]\w*\b/g, (word) => (names.includes(word) ? self(word) : word));

/** Whether two hyperparameters are asked for by one key: arguments of a constructor cannot be. */
const sharesKey = ({ given }: Recipe): boolean =>
  new Set(Object.values(given).map(({ key }) => key)).size < Object.keys(given).length;

/** An object a parameter, with `update(w, dw)`. */
const ofOne: Style['write'] = (recipe) => {
  const { entry, given, state, lines, returns, writes, orDefault } = recipe;
  if (writes || orDefault || (returns && returns !== 'nothing') || sharesKey(recipe)) return null;
  const names = [...Object.keys(given), ...Object.keys(state)];
  const kept = storesOf(recipe);
  const self = (name: string) => (name in given || kept.includes(name) ? `self.${name}` : name);
  const start = (value: string) => (isCount(value) ? value : `np.${value}_like(np.asarray(w, dtype=float))`);
  const forgotten = Object.entries(state).filter(([name]) => !kept.includes(name));
  const remembered = Object.entries(state).filter(([name]) => kept.includes(name));
  return [
    'import numpy as np\n\n',
    `class ${entry}:`,
    `    def __init__(self, ${Object.values(given)
      .map(({ key, usual }) => `${key}=${usual}`)
      .join(', ')}):`,
    ...Object.entries(given).map(([name, { key }]) => `        self.${name} = ${key}`),
    ...remembered.map(([name]) => `        self.${name} = None`),
    '',
    '    def update(self, w, dw):',
    ...remembered.map(([name, value]) => `        if self.${name} is None: self.${name} = ${start(value)}`),
    ...forgotten.map(([name, value]) => `        ${name} = ${start(value)}`),
    '        g = dw',
    ...lines.map((line) => `        ${withSelf(line, names, self)}`),
    ...(returns === 'nothing' ? [] : ['        return next']),
    '',
  ].join('\n');
};

/** A rule that makes an object at its first call and keeps it in the config. */
const keptObject: Style['write'] = (recipe) => {
  if (recipe.returns) return null;
  const written = ofOne({ ...recipe, entry: 'Own' });
  if (written === null) return null;
  const { entry, given } = recipe;
  const keys = Object.values(given).map(({ key }) => `"${key}"`);
  return [
    written,
    '',
    `def ${entry}(w, dw, config=None):`,
    '    config = {} if config is None else config',
    '    if "own" not in config:',
    `        config["own"] = Own(**{key: config[key] for key in [${keys.join(', ')}] if key in config})`,
    '    return config["own"].update(w, dw), config',
    '',
  ].join('\n');
};

/** One object for all parameters, which come by name. */
const byName: Style['write'] = (recipe) => {
  const { entry, given, state, lines, returns, writes, orDefault } = recipe;
  if (writes || orDefault || returns || sharesKey(recipe)) return null;
  const kept = storesOf(recipe);
  const names = [...Object.keys(given), ...Object.keys(state)];
  const self = (name: string) =>
    name in given ? `self.${name}` : kept.includes(name) ? `self.${name}[k]` : name;
  const start = (value: string) => (isCount(value) ? value : `np.${value}_like(np.asarray(w, dtype=float))`);
  return [
    'import numpy as np\n\n',
    `class ${entry}:`,
    `    def __init__(self, ${Object.values(given)
      .map(({ key, usual }) => `${key}=${usual}`)
      .join(', ')}):`,
    ...Object.entries(given).map(([name, { key }]) => `        self.${name} = ${key}`),
    ...kept.map((name) => `        self.${name} = {}`),
    '',
    '    def update(self, params, grads):',
    '        for k in params.keys():',
    '            w, g = params[k], grads[k]',
    ...Object.entries(state).map(([name, value]) =>
      kept.includes(name)
        ? `            if k not in self.${name}: self.${name}[k] = ${start(value)}`
        : `            ${name} = ${start(value)}`,
    ),
    ...lines.map((line) => `            ${withSelf(line, names, self)}`),
    '            params[k] = next',
    '',
  ].join('\n');
};

/** One object for all parameters, as in torch.optim. */
const ofAll: Style['write'] = (recipe) => {
  const { entry, given, state, lines, returns, writes, orDefault } = recipe;
  if (writes || orDefault || returns || sharesKey(recipe)) return null;
  const kept = storesOf(recipe);
  const names = [...Object.keys(given), ...Object.keys(state)];
  const self = (name: string) =>
    name in given ? `self.${name}` : kept.includes(name) ? `self.${name}[i]` : name;
  const start = (value: string) => (isCount(value) ? value : `np.${value}_like(np.asarray(p, dtype=float))`);
  const forgotten = Object.entries(state).filter(([name]) => !kept.includes(name));
  return [
    'import numpy as np\n\n',
    `class ${entry}:`,
    `    def __init__(self, params, ${Object.values(given)
      .map(({ key, usual }) => `${key}=${usual}`)
      .join(', ')}):`,
    '        self.params = list(params)',
    ...Object.entries(given).map(([name, { key }]) => `        self.${name} = ${key}`),
    ...Object.entries(state)
      .filter(([name]) => kept.includes(name))
      .map(([name, value]) => `        self.${name} = [${start(value)} for p in self.params]`),
    '',
    '    def step(self, grads):',
    '        for i, (w, g) in enumerate(zip(self.params, grads)):',
    ...forgotten.map(([name, value]) => `            ${name} = ${start(value).replaceAll('(p,', '(w,')}`),
    ...lines.map((line) => `            ${withSelf(line, names, self)}`),
    '            self.params[i] = next',
    '',
  ].join('\n');
};

/** What a loop over the coordinates has before it, inside and after it; null where a recipe cannot be written so. */
function partsOfLoop({ state, lines, writes = [], returns }: Recipe) {
  // What is written back is so once a step, not once a coordinate.
  if (lines.some((line) => /np\.(?!sqrt|abs)/.test(line)) || returns === 'none for w' || writes.length > 0)
    return null;
  const counts = Object.entries(state).filter(([, value]) => isCount(value));
  const vectors = Object.entries(state).filter(([, value]) => !isCount(value));
  const isOfCount = (line: string) =>
    counts.some(([name]) => line.startsWith(`${name} = `) || line === `${name} += 1`);
  const first = lines.findIndex((line) => !isOfCount(line));
  return {
    counts,
    vectors,
    before: lines.slice(0, first),
    inside: lines.slice(first).filter((line) => !isOfCount(line)),
    after: lines.slice(first).filter(isOfCount),
  };
}

/** Number after number, with `math` and lists, so that it takes vectors alone. */
const loopInPython: Style['write'] = (recipe) => {
  const { entry, given, orDefault, returns } = recipe;
  const parts = partsOfLoop(recipe);
  if (!parts || orDefault || returns) return null;
  const { counts, vectors, before, inside, after } = parts;
  const written = (line: string) => line.replaceAll('np.abs', 'abs').replaceAll('np.', 'math.');
  const kept = storesOf(recipe);
  return [
    'import math\n\n',
    `def ${entry}(weights, gradient, config=None):`,
    '    config = {} if config is None else config',
    ...Object.entries(given).map(([name, { key, usual }]) => `    ${name} = config.get("${key}", ${usual})`),
    ...counts.map(([name, value]) => `    ${name} = config.get("${name}", ${value})`),
    ...vectors.map(
      ([name, value]) =>
        `    ${name}s = config.get("${name}s", [${value === 'ones' ? '1.0' : '0.0'}] * len(weights))`,
    ),
    '    out = []',
    ...before.map((line) => `    ${written(line)}`),
    '    for i in range(len(weights)):',
    '        w, g = weights[i], float(gradient[i])',
    ...vectors.map(([name]) => `        ${name} = ${name}s[i]`),
    ...inside.map((line) => `        ${written(line)}`),
    ...vectors.filter(([name]) => kept.includes(name)).map(([name]) => `        ${name}s[i] = ${name}`),
    '        out.append(next)',
    ...after.map((line) => `    ${written(line)}`),
    ...counts.filter(([name]) => kept.includes(name)).map(([name]) => `    config["${name}"] = ${name}`),
    ...vectors.filter(([name]) => kept.includes(name)).map(([name]) => `    config["${name}s"] = ${name}s`),
    '    return out, config',
    '',
  ].join('\n');
};

/** A loop over the coordinates, with what is remembered in arrays of the config. */
const loop: Style['write'] = (recipe) => {
  const { entry, given, state, orDefault, returns = 'pair' } = recipe;
  const parts = partsOfLoop(recipe);
  // Two strokes begin a comment here.
  if (!parts || returns === 'none for w' || recipe.lines.some((line) => line.includes('//'))) return null;
  const { counts, vectors, before, inside, after } = parts;
  const written = (line: string) => `${line.replaceAll('np.', 'Math.')};`;
  const known = new Set([...Object.keys(given), ...Object.keys(state), 'g', 'w', 'next']);
  const own = [...new Set(inside.map((line) => /^(\w+) =/.exec(line)?.[1] ?? 'next'))].filter(
    (name) => !known.has(name),
  );
  const kept = storesOf(recipe);
  const end = {
    nothing: '',
    pair: 'return [out, config];',
    'config alone': 'return config;',
    exchanged: 'return [config, out];',
  }[returns];
  return [
    `export function ${entry}(weights, gradient, config = {}) {`,
    ...Object.entries(given).map(
      ([name, { key, usual }]) => `  let ${name} = config.${key} ${orDefault ? '||' : '??'} ${usual};`,
    ),
    ...counts.map(([name, value]) => `  let ${name} = config.${name} ?? ${value};`),
    ...vectors.map(
      ([name, value]) =>
        `  const ${name}s = config.${name}s ?? new Float64Array(weights.length)${value === 'ones' ? '.fill(1)' : ''};`,
    ),
    '  const out = new Float64Array(weights.length);',
    ...before.map((line) => `  ${written(line)}`),
    '  for (let i = 0; i < weights.length; i++) {',
    '    let g = gradient[i];',
    '    let w = weights[i];',
    ...vectors.map(([name]) => `    let ${name} = ${name}s[i];`),
    `    let ${[...own, 'next'].join(', ')};`,
    ...inside.map((line) => `    ${written(line)}`),
    ...vectors.filter(([name]) => kept.includes(name)).map(([name]) => `    ${name}s[i] = ${name};`),
    '    out[i] = next;',
    '  }',
    ...after.map((line) => `  ${written(line)}`),
    ...counts.filter(([name]) => kept.includes(name)).map(([name]) => `  config.${name} = ${name};`),
    ...vectors.filter(([name]) => kept.includes(name)).map(([name]) => `  config.${name}s = ${name}s;`),
    `  ${end}`,
    '}',
    '',
  ].join('\n');
};

export const STYLES: readonly Style[] = [
  { name: 'a function with a config', ending: '.py', write: rule },
  { name: 'a function that sets defaults', ending: '.py', write: ruleWithDefaults },
  { name: 'an object of one parameter', ending: '.py', write: ofOne },
  { name: 'an object of all parameters', ending: '.py', write: ofAll },
  { name: 'an object that a rule keeps', ending: '.py', write: keptObject },
  { name: 'an object of parameters by name', ending: '.py', write: byName },
  { name: 'a loop over a vector', ending: '.py', write: loopInPython },
  { name: 'a loop in JavaScript', ending: '.js', write: loop },
];
