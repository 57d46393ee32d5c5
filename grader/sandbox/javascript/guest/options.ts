/** Hyperparameters for classes and transformations, under the course's names and those of torch.optim and optax. */
import { hasOwn } from './intrinsics.ts';

export type Options = Record<string, unknown>;

const ALIASES: Record<string, string[]> = {
  learning_rate: ['learning_rate', 'lr', 'learningRate'],
  momentum: ['momentum'],
  decay_rate: ['decay_rate', 'alpha', 'decay', 'decayRate'],
  beta1: ['beta1', 'b1'],
  beta2: ['beta2', 'b2'],
  epsilon: ['epsilon', 'eps'],
  weight_decay: ['weight_decay', 'weightDecay'],
};

/** A fresh object with every hyperparameter under each of its names, and `betas` when one of the two is given. */
export function optionsOf(config: Record<string, number>): Options {
  const options: Options = {};
  changeOptions(options, config, true);
  if (config['beta1'] !== undefined || config['beta2'] !== undefined) {
    options['betas'] = [config['beta1'] ?? 0.9, config['beta2'] ?? 0.999];
  }
  return options;
}

/** Writes settings under all their names, or only under those that `options` has already. */
export function changeOptions(options: Options, settings: Record<string, number>, all: boolean): void {
  for (const name in settings) {
    const names = ALIASES[name] ?? [name];
    for (let i = 0; i < names.length; i++) {
      const alias = names[i] as string;
      if (all || hasOwn(options, alias)) options[alias] = settings[name];
    }
  }
  const betas = options['betas'] as number[] | undefined;
  if (betas === undefined) return;
  if (settings['beta1'] !== undefined) betas[0] = settings['beta1'];
  if (settings['beta2'] !== undefined) betas[1] = settings['beta2'];
}
