import { Command } from 'commander';
import { HYPERPARAMETER_NAMES, type HyperparameterName, type Hyperparameters } from '../grader/terms.ts';
import { trace } from '../grader/core/episodes.ts';
import { formatNumber } from '../grader/numbers.ts';
import { findObjective, OBJECTIVES } from '../grader/objectives/index.ts';
import { findOptimizer, OPTIMIZERS } from '../grader/optimizers/index.ts';
import { UsageError } from './exit.ts';

interface TraceFlags {
  objective: string;
  start?: string;
  steps: string;
  set?: string[];
  json?: boolean;
}

const MAX_STEPS = 100_000;
const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).join(', ');

export const traceCommand = () =>
  new Command('trace')
    .description('print the trajectory of a reference optimizer on an objective')
    .argument('<optimizer>', names(OPTIMIZERS))
    .requiredOption('--objective <name>', names(OBJECTIVES))
    .option('--start <numbers>', 'start, such as 1,2')
    .option('--steps <n>', 'number of steps', '10')
    .option('--set <name=value...>', 'hyperparameters, such as learning_rate=0.01')
    .option('--json', 'print the trajectory as JSON')
    .action((name: string, flags: TraceFlags) => {
      const optimizer = findOptimizer(name);
      if (!optimizer) throw new UsageError(`no optimizer ${name}; there are ${names(OPTIMIZERS)}`);
      const objective = findObjective(flags.objective);
      if (!objective) throw new UsageError(`no objective ${flags.objective}; there are ${names(OBJECTIVES)}`);
      const start = parseStart(flags.start, objective.start, objective.anyDimension);
      const steps = Number(flags.steps);
      if (!Number.isInteger(steps) || steps < 0 || steps > MAX_STEPS) {
        throw new UsageError(`--steps: ${flags.steps} is not a whole number from 0 to ${MAX_STEPS}`);
      }
      const hyperparameters = {
        ...optimizer.defaults,
        ...parseSettings(flags.set ?? [], optimizer.name, optimizer.defaults),
      };
      const trajectory = trace(
        optimizer.point,
        objective,
        start,
        Array<Hyperparameters>(steps).fill({}),
        hyperparameters,
      );
      const rows = trajectory.map((theta) => Array.from(theta));
      process.stdout.write(
        flags.json
          ? `${JSON.stringify({ optimizer: name, objective: objective.name, hyperparameters, trajectory: rows })}\n`
          : rows
              .map(
                (row, step) =>
                  `${step}\t${row.map(formatNumber).join('\t')}\tf=${formatNumber(objective.value(trajectory[step]!, step))}\n`,
              )
              .join(''),
      );
    });

function parseStart(
  text: string | undefined,
  customary: readonly number[],
  anyDimension: boolean,
): Float64Array {
  if (text === undefined) return Float64Array.from(customary);
  const start = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  if (!start.every(Number.isFinite))
    throw new UsageError(`--start: ${text} is not a list of numbers such as 1,2`);
  if (!anyDimension && start.length !== customary.length) {
    throw new UsageError(`--start: ${customary.length} numbers expected, found ${start.length}`);
  }
  return Float64Array.from(start);
}

function parseSettings(
  settings: readonly string[],
  optimizer: string,
  defaults: Hyperparameters,
): Hyperparameters {
  const given: Hyperparameters = {};
  for (const setting of settings) {
    const [name = '', value = '', ...rest] = setting.split('=');
    if (!isHyperparameter(name) || (!(name in defaults) && name !== 'weight_decay')) {
      throw new UsageError(`--set: ${optimizer} has no ${name}; it has ${Object.keys(defaults).join(', ')}`);
    }
    if (value.trim() === '' || !Number.isFinite(Number(value)) || rest.length > 0) {
      throw new UsageError(`--set: ${setting} is not of the form ${name}=0.01`);
    }
    given[name] = Number(value);
  }
  return given;
}

const isHyperparameter = (name: string): name is HyperparameterName =>
  HYPERPARAMETER_NAMES.some((known) => known === name);
