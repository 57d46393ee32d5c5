/** A scheduled rule as lines of plain text, which can be read beside the formulas of an answer, with their times or without any. */
import { within } from './code.ts';
import type { Code, Schedule } from './code.ts';

/** How formulas write the time of what a step makes: `t+1` of v_{t+1}. */
export interface Times {
  letter: string;
  offset: number;
}

/** The name of what is made in a step: `m` of `m#1` and of `self.m`. */
const baseOf = (target: string): string => target.replace(/#\d+$/, '').replace(/^self\./, '');

/** How lines call what the program has under other names. */
export interface Renaming {
  rename: (name: string) => string;
  constant: (name: string) => string;
  /** The gradient; null where it is to be said where it is taken. */
  gradient: string | null;
}

/** What a step makes. */
export interface Line {
  name: string;
  text: string;
  /** Names of what it is made of. */
  from: readonly string[];
}

/** A schedule with what its states are before the first step. */
interface Started {
  schedule: Schedule;
  startOf: (target: string) => number;
}

/**
 * The equations of a program, one for each name that a step makes, from what stands above it.
 * @returns null of a rule that lines would not say: with a start, a history, or an old value that is used behind the new one
 */
export function linesOf(
  { schedule: { instructions, lookahead }, startOf }: Started,
  times: Times | null,
  { rename, constant, gradient }: Renaming,
): Line[] | null {
  const nameOf = (target: string): string => rename(baseOf(target));
  const lines: Line[] = [];
  /** Names that count the steps, and what a name held before it is made once more. */
  const texts = new Map<string, string>();
  const made = (target: string, slot: number): string => {
    const name = nameOf(target);
    return (
      texts.get(slot < 0 ? name : target) ??
      texts.get(name) ??
      (times ? `${name}_{${timeOf(times, slot)}}` : name)
    );
  };
  const names: Names = { constant, made, time: times ? timeOf(times, 0) : 't', gradient: gradient ?? 'g' };
  if (lookahead && gradient === null) {
    if (!within(lookahead).every(isSayable)) return null;
    names.gradient = `∇J(${textOf(lookahead, names)})`;
  }
  const isMade = (name: string): boolean => lines.some((line) => line.name === name);
  const own = instructions.filter(
    ({ target, code }) => !(code.kind === 'state' && baseOf(code.name) === baseOf(target)),
  );
  const last = new Map(own.map(({ target }) => [nameOf(target), target]));
  for (const { target, code } of own) {
    const name = nameOf(target);
    const parts = within(code);
    const isPlain = parts.every(
      (part) => isSayable(part) && !(part.kind === 'state' && part.slot < 0 && isMade(nameOf(part.name))),
    );
    if (!isPlain || isMade(name)) return null;
    const text = textOf(code, names);
    const factor = factorOf(code, name, nameOf);
    const from = parts.flatMap((part) => (part.kind === 'state' ? nameOf(part.name) : []));
    // What counts the steps is the time itself.
    if (parts.every(({ kind }) => /^(?:time|number|binary)$/.test(kind))) texts.set(name, text);
    else if (isCount(code, name, nameOf)) texts.set(name, `(${names.time})`);
    // `b1t = b1t * b1`, from 1 on
    else if (factor && startOf(target.replace(/#\d+$/, '')) === 1)
      texts.set(name, `(${textOf(factor, names)}^${names.time})`);
    else if (last.get(name) !== target) texts.set(target, `(${text})`);
    else lines.push({ name, text: `${made(name, 0)} = ${text}`, from });
  }
  return lines;
}

/** `t = t + 1`, which starts at 0 where it does not say. */
const isCount = (code: Code, name: string, nameOf: (target: string) => string): boolean =>
  code.kind === 'binary' &&
  code.operator === '+' &&
  code.left.kind === 'state' &&
  code.left.slot < 0 &&
  nameOf(code.left.name) === name &&
  code.right.kind === 'number' &&
  code.right.value === 1;

/** What a state is multiplied by in every step, and nothing else; null of any other. */
function factorOf(code: Code, name: string, nameOf: (target: string) => string): Code | null {
  if (code.kind !== 'binary' || code.operator !== '*') return null;
  const isOwn = (each: Code): boolean => each.kind === 'state' && each.slot < 0 && nameOf(each.name) === name;
  const factor = isOwn(code.left) ? code.right : isOwn(code.right) ? code.left : null;
  return factor?.kind === 'constant' || factor?.kind === 'number' ? factor : null;
}

const timeOf = ({ letter, offset }: Times, slot: number): string => {
  const steps = offset + slot;
  return steps === 0 ? letter : `${letter}${steps > 0 ? '+' : ''}${steps}`;
};

const isSayable = ({ kind }: Code): boolean => !/^(?:start|element|index|history)$/.test(kind);

/** How lines name what they are made of. */
interface Names {
  constant: (name: string) => string;
  made: (name: string, slot: number) => string;
  time: string;
  gradient: string;
}

function textOf(code: Code, names: Names): string {
  const inner = (part: Code): string => textOf(part, names);
  switch (code.kind) {
    case 'number':
      return code.value < 0 ? `(${code.value})` : `${code.value}`;
    case 'constant':
      return names.constant(code.name);
    case 'time':
      return `(${names.time})`;
    case 'state':
      return names.made(code.name, code.slot);
    case 'gradient':
      return names.gradient;
    case 'call':
      return `${code.name}(${code.args.map(inner).join(', ')})`;
    case 'binary':
      return `(${inner(code.left)} ${code.operator} ${inner(code.right)})`;
    default:
      return '';
  }
}
