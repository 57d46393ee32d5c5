/** What a test says when it does not pass: where, expected, found, error — and what to do. Pure. */
import type { Episode, EpisodeOutcome, LoadOutcome, ParameterSpec, Failure, BadReturn } from '../episode.ts';
import { formatNumber } from '../numbers.ts';
import { isCaret, isNotWritten } from './causes.ts';
import type { Divergence } from './compare.ts';
import { distance, otherKey } from './keys.ts';
import { HYPERPARAMETER_NAMES, type HyperparameterName } from '../terms.ts';
import type { Performance } from './performance.ts';

/** `w[1]`, `w[0, 2]`, `w` for a scalar; `w2[…]` where several parameters are stepped in turn. */
export function coordinateName(
  parameters: readonly ParameterSpec[],
  parameter: number,
  coordinate: number,
): string {
  const name = parameters.length > 1 ? `w${parameter + 1}` : 'w';
  const { shape = [], places } = parameters[parameter] ?? {};
  if (shape.length === 0) return name;
  if (shape.length === 1) return `${name}[${places?.[coordinate] ?? coordinate}]`;
  const columns = shape[1]!;
  return `${name}[${Math.floor(coordinate / columns)}, ${coordinate % columns}]`;
}

export function divergenceMessage(divergence: Divergence, parameters: readonly ParameterSpec[]): string {
  const { step, parameter, coordinate, expected, found, ratio, relativeError } = divergence;
  const where = `step ${step}, ${coordinateName(parameters, parameter, coordinate)}`;
  if (!Number.isFinite(found)) {
    return `${where}: expected ${formatNumber(expected)}, found ${formatNumber(found)}. Look for a division by zero or the root of a negative number.`;
  }
  return `${where}: ${expectedAndFound(divergence)}, ${sizeInWords(ratio, relativeError)}`;
}

/** How far off a step is; where nothing should move there is no share of it. */
export function sizeInWords(ratio: number | undefined, relativeError: number): string {
  if (ratio === undefined) return `the step differs in its ${digitOf(relativeError)} digit`;
  if (!Number.isFinite(ratio)) return 'where it should stay as it is';
  const words = timesOff(ratio);
  return words === '' ? `the step differs in its ${digitOf(Math.abs(ratio - 1))} digit` : `the step ${words}`;
}

const ORDINALS =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth'.split(
    ' ',
  );

/** Where two numbers part of which one is so much larger: 1 and 1.000001 do in the seventh digit. */
const digitOf = (relativeError: number): string =>
  ORDINALS[Math.max(0, Math.floor(-Math.log10(relativeError) + 1e-9))] ?? 'last';

/** With a smaller factor, percents say more. */
const FAR_OFF = 1.5;

const factor = (x: number) => formatNumber(Number(x.toPrecision(3)));
const percent = (x: number) => `${formatNumber(Number((100 * x).toPrecision(2)))} %`;

/** How a step compares with the expected one: "is 4 times too large", "is 11 % too small"; empty where hardly at all. */
export function timesOff(ratio: number): string {
  if (ratio === 0) return 'does not move';
  const size = Math.abs(ratio);
  const way = ratio < 0 ? 'goes the wrong way' : '';
  return [way, sizeOff(size)].filter(Boolean).join(' and ');
}

function sizeOff(size: number): string {
  if (Math.abs(size - 1) < 5e-4) return '';
  if (size >= FAR_OFF) return `is ${factor(size)} times too large`;
  if (size <= 1 / FAR_OFF) return `is ${factor(1 / size)} times too small`;
  return size > 1 ? `is ${percent(size - 1)} too large` : `is ${percent(1 - size)} too small`;
}

/** With as many digits as it takes to tell the two apart. */
export function expectedAndFound({ expected, found }: Divergence): string {
  let [right, given] = [formatNumber(expected), formatNumber(found)];
  if (right === given) [right, given] = [expected.toPrecision(16), found.toPrecision(16)];
  return `expected ${right}, found ${given}`;
}

const place = (failure: Failure, fileName: string) =>
  failure.line === null ? '' : ` (${fileName}, line ${failure.line})`;

const RETURN_ADVICE: Record<Exclude<BadReturn, 'nothing-returned'>, string> = {
  'only-parameters': 'Return the config beside next_w: what it remembers is given to the next step.',
  'only-config': 'Return next_w before it.',
  'pair-exchanged': 'The two have changed places.',
  'not-a-pair': 'Return these two, and put what else is to be remembered into the config.',
  'config-not-a-dict': 'The second value must be the config, so that the next step can be given it.',
  'wrong-shape': 'next_w must have the shape of w.',
  'wrong-type': 'next_w must hold real numbers.',
  'complex-values': 'next_w must hold real numbers; is there a root of a negative number?',
};

/** Where an object that transforms gradients is asked for, the second of the two is a state. */
const IN_PLACE_OF_A_PAIR: ReadonlySet<BadReturn> = new Set(['only-parameters', 'only-config', 'not-a-pair']);

const LIMIT_TEXT = {
  time: 'it ran longer than the time limit and was stopped. Is there a loop that never ends?',
  memory: 'it used more memory than the limit and was stopped.',
  output: 'it printed more than the output limit and was stopped. Remove the prints from inside the rule.',
} as const;

const isHyperparameter = (name: string): boolean =>
  (HYPERPARAMETER_NAMES as readonly string[]).includes(name);

type BadOutcome = Extract<EpisodeOutcome, { status: 'bad-return' }>;

/** What came back instead, and what to do. */
function returnMessage({ step, reason, found, expected }: BadOutcome): string {
  if (reason !== 'nothing-returned') {
    const isOneNumber = reason === 'wrong-shape' && /single number|^the number/.test(found);
    const sum = isOneNumber ? ' Is something summed over its coordinates, or only one of them updated?' : '';
    const advice =
      IN_PLACE_OF_A_PAIR.has(reason) && !expected.includes('config') ? 'Return both.' : RETURN_ADVICE[reason];
    return `step ${step + 1}: expected ${expected}, found ${found}. ${advice}${sum}`;
  }
  const [none, inPlace] = found.split(', ');
  const changed = inPlace === undefined ? '' : 'w is changed in place, but ';
  const what = expected === 'the new parameter' ? 'it' : expected.replace(/^a pair/, 'the pair');
  const missing = `${changed}no \`return\` is reached: the call gives back ${none}.`;
  return `step ${step + 1}: ${missing} Return ${what} at the end, outside of every loop and branch.`;
}

/** What an exception comes from that says what a program finds around it, when it is loaded and later. */
function surroundingsHint({ type, message }: Failure): string {
  if (type === 'PermissionError' && message.startsWith('[Errno 1]'))
    return '. A program that is graded starts no other program and opens no connection, as asyncio, multiprocessing and subprocess do. Call the functions themselves, one after the other.';
  if (/name resolution|Name or service not known/.test(message))
    return '. A program that is graded has no network: what it needs has to be in the file.';
  if (type === 'FileNotFoundError') return '. A program that is graded has no other file beside it.';
  return type === 'EOFError' ? '. Nobody is there to type something in.' : '';
}

/** What an exception most often comes from, where its own words do not say so. */
function failureHint({ failure, step }: Extract<EpisodeOutcome, { status: 'raised' }>): string {
  const { type, message } = failure;
  if (isCaret(message)) return '. A power is written **: ^ is an exclusive or.';
  if (step === 0 && type === 'TypeError' && /^unsupported operand.*'dict'/.test(message))
    return '. The third argument of a rule is its config, a dict: the hyperparameters are in it, by their names.';
  if (type === 'KeyError' && step > 0)
    return `. The config that step ${step} gave back does not have it: under which name is it stored?`;
  return surroundingsHint(failure);
}

/** Said of a name that the config of the first step does not have. Empty otherwise. */
export function keyHint({ outcome, plan }: Pick<Performance, 'outcome' | 'plan'>): string {
  if (outcome.status !== 'raised' || outcome.step > 0 || outcome.failure.type !== 'KeyError') return '';
  const key = /^'(\w[\w -]*)'$/.exec(outcome.failure.message)?.[1];
  const { config } = plan.episode.parameters[0]!;
  if (key === undefined || config === null || key in config) return '';
  const names = Object.keys(config) as HyperparameterName[];
  const meant = names.find((name) => otherKey(name, `'${key}'`) !== null);
  if (meant) return `. The config has it as \`${meant}\`.`;
  return isHyperparameter(key)
    ? '. It is not given in this test, so that it has its default.'
    : '. At the first step the config has nothing but hyperparameters: what is to be remembered begins there.';
}

/** The message of an episode that did not run to its end. */
export function outcomeMessage(outcome: EpisodeOutcome, fileName: string): string {
  switch (outcome.status) {
    case 'completed':
      return '';
    case 'raised':
      return `step ${outcome.step + 1}: ${outcome.failure.type}: ${outcome.failure.message}${place(outcome.failure, fileName)}${failureHint(outcome)}`;
    case 'bad-return':
      return isNotWritten(outcome) ? 'not written yet: returns None' : returnMessage(outcome);
    case 'limit':
      return `${outcome.step === null ? '' : `step ${outcome.step + 1}: `}${LIMIT_TEXT[outcome.limit]}`;
    case 'died':
      return `the program was ended: ${outcome.reason}`;
    case 'not-run':
      return 'Not run: an earlier test ended the program.';
  }
}

/** `(2,)`, `(2, 3)` and torch's `(2)`, as exceptions about shapes have them. */
const SHAPE = /\((\d+(?:, ?\d+)*),?\)/g;

/**
 * Said of an exception at the first step that names a shape which this test does not have and an earlier one had: what
 * was kept then is still there. Empty otherwise.
 */
export function strayShapeHint(
  outcome: EpisodeOutcome,
  shapes: readonly number[][],
  earlier: readonly number[][],
): string {
  if (outcome.status !== 'raised' || outcome.step > 0) return '';
  const isAmong = (some: readonly number[][], name: string) => some.some((shape) => shape.join() === name);
  const stray = Array.from(outcome.failure.message.matchAll(SHAPE)).find(([, lengths]) => {
    const name = lengths!.replaceAll(' ', '');
    return !isAmong(shapes, name) && isAmong(earlier, name);
  });
  return stray
    ? `. Here nothing has the shape ${stray[0]}, but an earlier test had: what outlives the call, in a global or a default argument?`
    : '';
}

const MISSING_MODULE = /^(?:ModuleNotFoundError|ImportError)$/;

/** A name with another case, other underscores, or a slip of a letter or two. */
function didYouMean(entry: string, available: readonly string[]): string {
  const plain = (name: string) => name.toLowerCase().replaceAll('_', '');
  const near =
    available.find((name) => plain(name) === plain(entry)) ??
    available.find((name) => distance(plain(name), plain(entry)) <= (entry.length > 4 ? 2 : 1));
  return near ? ` (did you mean \`${near}\`?)` : '';
}

/** Said of an exception where most other calls went well: what is special about this one. Empty otherwise. */
export function callHint(
  { outcome, plan }: Pick<Performance, 'outcome' | 'plan'>,
  all: readonly Pick<Performance, 'outcome' | 'plan'>[],
): string {
  if (outcome.status !== 'raised') return '';
  const well = all.filter((other) => other.outcome.status === 'completed').map((other) => other.plan.episode);
  if (well.length * 2 < all.length) return '';
  const { parameters } = plan.episode;
  const shapes = (episode: Episode) => episode.parameters.map(({ shape }) => shape.length);
  const isNew = (length: number) =>
    shapes(plan.episode).includes(length) && !well.some((episode) => shapes(episode).includes(length));
  const ways: [boolean, string][] = [
    [
      parameters.some(({ config }) => config === null) &&
        well.every((episode) => episode.parameters.every(({ config }) => config !== null)),
      'without a config',
    ],
    [isNew(0), 'with a scalar w'],
    [isNew(2), 'with a matrix w'],
  ];
  const way = ways.find(([holds]) => holds)?.[1];
  return way ? `. Other calls go well; this one is made ${way}.` : '';
}

/** The message of a file that did not load; empty for one that did. */
export function loadMessage(load: LoadOutcome, fileName: string): string {
  switch (load.status) {
    case 'loaded':
      return '';
    case 'syntax-error':
      return `${fileName} cannot be read: ${load.failure.type}: ${load.failure.message}${place(load.failure, fileName)}`;
    case 'raised':
      if (MISSING_MODULE.test(load.failure.type) && /^No module named '[^']*'$/.test(load.failure.message))
        return `${fileName} fails while it is loaded: ${load.failure.message}${place(load.failure, fileName)}. Here there are numpy and Python's own library; torch where the course has it.`;
      return `${fileName} fails while it is loaded: ${load.failure.type}: ${load.failure.message}${place(load.failure, fileName)}${surroundingsHint(load.failure)}`;
    case 'limit':
      return `While ${fileName} is loaded, ${LIMIT_TEXT[load.limit]}`;
    case 'died':
      return `While ${fileName} is loaded, the program was ended: ${load.reason}`;
    case 'entry-missing':
      return load.available.length > 0
        ? `${fileName} has no \`${load.entry}\`${didYouMean(load.entry, load.available)}; it has ${load.available.map((name) => `\`${name}\``).join(', ')}. Name it exactly \`${load.entry}\`.`
        : `${fileName} has no \`${load.entry}\`.`;
    case 'entry-unusable':
      return `\`${load.entry}\` cannot be called as \`${load.entry}(w, dw, config)\`: ${load.found}`;
  }
}
