/** A scheduled rule as lines of plain text, which can be read beside the formulas of an answer, with their times or without any. */
import { within } from './code.ts';
import type { Code, Schedule } from './code.ts';

/** How formulas write the time of what a step makes: `t+1` of v_{t+1}. */
export interface Times {
  letter: string;
  offset: number;
}

/** The name of what is made in a step: `m` of `m#1`. */
const withoutCount = (target: string): string => target.replace(/#\d+$/, '');

/** What a step makes. */
export interface Line {
  name: string;
  text: string;
  /** Names of what it is made of. */
  from: readonly string[];
}

/**
 * The equations of a program that makes every name once in a step, each from what stands above it.
 * @param rename names by those of the formulas
 * @param gradient its name; null where it is to be said where it is taken
 * @returns null of a rule that lines would not say: with a start, a history, or a name that is made twice
 */
export function linesOf(
  { instructions, lookahead }: Schedule,
  times: Times | null,
  rename: (name: string) => string,
  gradient: string | null,
): Line[] | null {
  const nameOf = (target: string): string => rename(withoutCount(target));
  const lines: Line[] = [];
  const clocks = new Map<string, string>();
  const made = (target: string, slot: number): string => {
    const name = nameOf(target);
    return clocks.get(name) ?? (times ? `${name}_{${timeOf(times, slot)}}` : name);
  };
  const names: Names = { made, time: times ? timeOf(times, 0) : 't', gradient: gradient ?? 'g' };
  if (lookahead && gradient === null) {
    if (!within(lookahead).every(isSayable)) return null;
    names.gradient = `∇J(${textOf(lookahead, names)})`;
  }
  const isMade = (name: string): boolean => lines.some((line) => line.name === name);
  for (const { target, code } of instructions) {
    const name = nameOf(target);
    const parts = within(code);
    // `m = m#1`
    if (code.kind === 'state' && nameOf(code.name) === name) continue;
    const isPlain = parts.every(
      (part) => isSayable(part) && !(part.kind === 'state' && part.slot < 0 && isMade(nameOf(part.name))),
    );
    if (!isPlain || isMade(name)) return null;
    const text = textOf(code, names);
    const from = parts.flatMap((part) => (part.kind === 'state' ? nameOf(part.name) : []));
    // What counts the steps is the time itself.
    if (parts.every(({ kind }) => /^(?:time|number|binary)$/.test(kind))) clocks.set(name, text);
    else lines.push({ name, text: `${made(name, 0)} = ${text}`, from });
  }
  return lines;
}

const timeOf = ({ letter, offset }: Times, slot: number): string => {
  const steps = offset + slot;
  return steps === 0 ? letter : `${letter}${steps > 0 ? '+' : ''}${steps}`;
};

const isSayable = ({ kind }: Code): boolean => !/^(?:start|element|index|history)$/.test(kind);

/** How lines name what they are made of. */
interface Names {
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
      return code.name;
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
