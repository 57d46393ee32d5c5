/** What a test says when it does not pass: where, expected, found, error — and what to do. Pure. */
import type { Episode, EpisodeOutcome, LoadOutcome, ParameterSpec, Failure, BadReturn } from '../episode.ts';
import { formatNumber } from '../numbers.ts';
import type { Divergence } from './compare.ts';
import { distance } from './keys.ts';
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
  const size = isFarOff(ratio)
    ? `the step ${timesOff(ratio)}`
    : `relative error ${relativeError.toExponential(1)}`;
  return `${where}: ${expectedAndFound(divergence)}, ${size}`;
}

/** With a smaller factor, the relative error says more. */
const FAR_OFF = 1.5;
const isFarOff = (ratio: number | undefined): ratio is number =>
  ratio !== undefined && Number.isFinite(ratio) && !(ratio < FAR_OFF && ratio > 1 / FAR_OFF);

const factor = (x: number) => formatNumber(Number(x.toPrecision(3)));

/** How a step compares with the expected one: "is 4 times too large". */
export function timesOff(ratio: number): string {
  if (ratio === 0) return 'does not move';
  const size = Math.abs(ratio);
  const way = ratio < 0 ? 'goes the wrong way' : '';
  const isSame = Math.abs(size - 1) < 5e-4;
  const times = isSame
    ? ''
    : `is ${size > 1 ? `${factor(size)} times too large` : `${factor(1 / size)} times too small`}`;
  return [way, times].filter(Boolean).join(' and ') || 'is right';
}

/** With as many digits as it takes to tell the two apart. */
export function expectedAndFound({ expected, found }: Divergence): string {
  let [right, given] = [formatNumber(expected), formatNumber(found)];
  if (right === given) [right, given] = [expected.toPrecision(16), found.toPrecision(16)];
  return `expected ${right}, found ${given}`;
}

const place = (failure: Failure, fileName: string) =>
  failure.line === null ? '' : ` (${fileName}, line ${failure.line})`;

const RETURN_ADVICE: Record<BadReturn, string> = {
  'nothing-returned': 'Return the pair (next_w, config).',
  'not-a-pair': 'Return the pair (next_w, config).',
  'config-not-a-dict': 'The second value must be the config, so that the next step can be given it.',
  'wrong-shape': 'next_w must have the shape of w.',
  'wrong-type': 'next_w must hold real numbers.',
  'complex-values': 'next_w must hold real numbers; is there a root of a negative number?',
};

const LIMIT_TEXT = {
  time: 'it ran longer than the time limit and was stopped. Is there a loop that never ends?',
  memory: 'it used more memory than the limit and was stopped.',
  output: 'it printed more than the output limit and was stopped. Remove the prints from inside the rule.',
} as const;

/** Some forms return a pair, an object of one parameter the new one alone. */
const adviceOn = ({ reason, expected }: Extract<EpisodeOutcome, { status: 'bad-return' }>): string =>
  reason === 'nothing-returned' && expected === 'the new parameter'
    ? 'Return it at the end.'
    : RETURN_ADVICE[reason];

/** The message of an episode that did not run to its end. */
export function outcomeMessage(outcome: EpisodeOutcome, fileName: string): string {
  switch (outcome.status) {
    case 'completed':
      return '';
    case 'raised':
      return `step ${outcome.step + 1}: ${outcome.failure.type}: ${outcome.failure.message}${place(outcome.failure, fileName)}`;
    case 'bad-return':
      if (outcome.step === 0 && outcome.reason === 'wrong-type' && outcome.found === 'None')
        return 'not written yet: returns None';
      return `step ${outcome.step + 1}: expected ${outcome.expected}, found ${outcome.found}. ${adviceOn(outcome)}`;
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
      return `${fileName} fails while it is loaded: ${load.failure.type}: ${load.failure.message}${place(load.failure, fileName)}`;
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
