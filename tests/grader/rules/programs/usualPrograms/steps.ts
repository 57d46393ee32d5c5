/** Steps as people write them, right by construction: which of several spellings stands there is drawn. */
import type { Play } from '../../../../support/play.ts';

export const OPTIMIZERS = ['sgd', 'momentum', 'nesterov', 'adagrad', 'rmsprop', 'adam', 'adamw'] as const;
export type Optimizer = (typeof OPTIMIZERS)[number];

export const STATES: Readonly<Record<Optimizer, readonly string[]>> = {
  sgd: [],
  momentum: ['v'],
  nesterov: ['v'],
  adagrad: ['s'],
  rmsprop: ['s'],
  adam: ['m', 'v'],
  adamw: ['m', 'v'],
};

/** By name, with the usual numbers. */
export const SETTINGS: Readonly<Record<Optimizer, Readonly<Record<string, string>>>> = {
  sgd: { lr: '0.1' },
  momentum: { lr: '0.01', beta: '0.9' },
  nesterov: { lr: '0.01', mu: '0.9' },
  adagrad: { lr: '0.1', eps: '1e-8' },
  rmsprop: { lr: '0.01', rho: '0.9', eps: '1e-8' },
  adam: { lr: '0.001', beta1: '0.9', beta2: '0.999', eps: '1e-8' },
  adamw: { lr: '0.001', beta1: '0.9', beta2: '0.999', eps: '1e-8', wd: '0.01' },
};

export const counts = (optimizer: Optimizer): boolean => optimizer.startsWith('adam');

/** The settings as parameters: `lr=0.1, eps=1e-8`. */
export const signatureOf = (optimizer: Optimizer, is = '='): string =>
  Object.entries(SETTINGS[optimizer])
    .map(([name, value]) => `${name}${is}${value}`)
    .join(', ');

/** A rate that the call gives, or the usual one. */
export const rate = ({ pick }: Pick<Play, 'pick'>): string => pick(['', ', lr=0.05']);

/** What the things of a rule are called where the step stands. */
export interface Spelling {
  parameter: string;
  gradient: string;
  state: (name: string) => string;
  setting: (name: string) => string;
  time: string;
}

export const indented = (lines: readonly string[]): string[] =>
  lines.map((line) => (line === '' ? '' : `    ${line}`));

export const fenced = (lines: readonly string[]): string =>
  `\`\`\`python\n${lines.join('\n').trimEnd()}\n\`\`\`\n`;

/** @param isInPlace names of a loop are changed where they stand, since a new value of them would be lost */
export function stepInNumpy(
  optimizer: Optimizer,
  { parameter: p, gradient: g, state, setting, time: t }: Spelling,
  { pick, isInPlace }: Pick<Play, 'pick'> & { isInPlace: boolean },
): string[] {
  const [v, m, s] = [state('v'), state('m'), state('s')];
  const [lr, eps] = [setting('lr'), setting('eps')];
  const less = (by: string): string =>
    isInPlace || pick([true, false]) ? `${p} -= ${by}` : `${p} = ${p} - ${by}`;
  const square = pick([`${g} ** 2`, `${g} * ${g}`, `np.square(${g})`]);
  const mean = (of: string, decay: string, value: string): string[] => {
    if (isInPlace) return [`${of} *= ${decay}`, `${of} += (1 - ${decay}) * ${value}`];
    return [
      pick([
        `${of} = ${decay} * ${of} + (1 - ${decay}) * ${value}`,
        `${of} = ${decay} * ${of} + (1.0 - ${decay}) * (${value})`,
      ]),
    ];
  };
  switch (optimizer) {
    case 'sgd':
      return [less(`${lr} * ${g}`)];
    case 'momentum': {
      const beta = setting('beta');
      if (isInPlace) return [`${v} *= ${beta}`, `${v} += ${g}`, less(`${lr} * ${v}`)];
      return pick([
        [`${v} = ${beta} * ${v} + ${g}`, less(`${lr} * ${v}`)],
        [`${v} = ${beta} * ${v} - ${lr} * ${g}`, `${p} += ${v}`],
      ]);
    }
    case 'nesterov': {
      const mu = setting('mu');
      const ahead = less(`${lr} * (${g} + ${mu} * ${v})`);
      if (isInPlace) return [`${v} *= ${mu}`, `${v} += ${g}`, ahead];
      return pick([
        [`${v} = ${mu} * ${v} + ${g}`, ahead],
        [
          `v_prev = ${v}`,
          `${v} = ${mu} * ${v} - ${lr} * ${g}`,
          `${p} += -${mu} * v_prev + (1 + ${mu}) * ${v}`,
        ],
      ]);
    }
    case 'adagrad':
      return [
        `${s} += ${square}`,
        less(
          pick([
            `${lr} * ${g} / (np.sqrt(${s}) + ${eps})`,
            `${lr} / (np.sqrt(${s}) + ${eps}) * ${g}`,
            `${lr} * ${g} / np.sqrt(${s} + ${eps})`,
          ]),
        ),
      ];
    case 'rmsprop':
      return [
        ...mean(s, setting('rho'), square),
        less(pick([`${lr} * ${g} / (np.sqrt(${s}) + ${eps})`, `${lr} * ${g} / np.sqrt(${s} + ${eps})`])),
      ];
    case 'adam':
    case 'adamw': {
      const [beta1, beta2, decay] = [setting('beta1'), setting('beta2'), setting('wd')];
      const means = [
        ...mean(m, beta1, g),
        ...mean(v, beta2, square),
        `m_hat = ${m} / (1 - ${beta1} ** ${t})`,
        `v_hat = ${v} / (1 - ${beta2} ** ${t})`,
      ];
      const step = `m_hat / (np.sqrt(v_hat) + ${eps})`;
      if (optimizer === 'adam') return [...means, less(`${lr} * ${step}`)];
      return pick([
        [...means, less(`${lr} * (${step} + ${decay} * ${p})`)],
        [less(`${lr} * ${decay} * ${p}`), ...means, less(`${lr} * ${step}`)],
      ]);
    }
  }
}

/** By methods that change a tensor where it stands, or by its operators. */
export function stepInTorch(
  optimizer: Optimizer,
  { parameter: p, gradient: g, state, setting, time: t }: Spelling,
  { pick }: Pick<Play, 'pick'>,
): string[] {
  const [v, m, s] = [state('v'), state('m'), state('s')];
  const [lr, eps] = [setting('lr'), setting('eps')];
  const less = (by: string): string =>
    pick([`${p} -= ${lr} * ${by}`, `${p}.sub_(${lr} * ${by})`, `${p}.add_(${by}, alpha=-${lr})`]);
  const lessQuotient = (of: string, by: string): string =>
    pick([`${p} -= ${lr} * ${of} / ${by}`, `${p}.addcdiv_(${of}, ${by}, value=-${lr})`]);
  switch (optimizer) {
    case 'sgd':
      return [less(g)];
    case 'momentum':
      return [`${v}.mul_(${setting('beta')}).add_(${g})`, less(v)];
    case 'nesterov': {
      const mu = setting('mu');
      const ahead = pick([`d = ${g} + ${mu} * ${v}`, `d = ${g}.add(${v}, alpha=${mu})`]);
      return [`${v}.mul_(${mu}).add_(${g})`, ahead, less('d')];
    }
    case 'adagrad':
      return [
        pick([`${s}.addcmul_(${g}, ${g}, value=1)`, `${s} += ${g} ** 2`, `${s}.add_(${g}.pow(2))`]),
        lessQuotient(g, pick([`(${s}.sqrt() + ${eps})`, `(torch.sqrt(${s}) + ${eps})`])),
      ];
    case 'rmsprop': {
      const rho = setting('rho');
      return [
        pick([
          `${s}.mul_(${rho}).addcmul_(${g}, ${g}, value=1 - ${rho})`,
          `${s}.mul_(${rho}).add_((1 - ${rho}) * ${g} ** 2)`,
        ]),
        lessQuotient(g, `(${s}.sqrt() + ${eps})`),
      ];
    }
    case 'adam':
    case 'adamw': {
      const [beta1, beta2, decay] = [setting('beta1'), setting('beta2'), setting('wd')];
      const corrections = [`bc1 = 1 - ${beta1} ** ${t}`, `bc2 = 1 - ${beta2} ** ${t}`];
      const step = pick([
        [
          `m_hat = ${m} / (1 - ${beta1} ** ${t})`,
          `v_hat = ${v} / (1 - ${beta2} ** ${t})`,
          lessQuotient('m_hat', `(v_hat.sqrt() + ${eps})`),
        ],
        [...corrections, `denom = (${v} / bc2).sqrt() + ${eps}`, `${p} -= ${lr} / bc1 * ${m} / denom`],
        [
          ...corrections,
          `step_size = ${lr} / bc1`,
          `denom = (${v}.sqrt() / math.sqrt(bc2)).add_(${eps})`,
          `${p}.addcdiv_(${m}, denom, value=-step_size)`,
        ],
      ]);
      const shrink = pick([`${p}.mul_(1 - ${lr} * ${decay})`, `${p} -= ${lr} * ${decay} * ${p}`]);
      return [
        ...(optimizer === 'adamw' ? [shrink] : []),
        pick([`${m}.mul_(${beta1}).add_(${g}, alpha=1 - ${beta1})`, `${m}.lerp_(${g}, 1 - ${beta1})`]),
        `${v}.mul_(${beta2}).addcmul_(${g}, ${g}, value=1 - ${beta2})`,
        ...step,
      ];
    }
  }
}
