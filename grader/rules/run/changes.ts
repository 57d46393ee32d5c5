/** The rules that one change makes of a rule: a root or a square more or less, another sign, a term or a factor less. */
import type { Code, Schedule } from './code.ts';

export interface Change {
  /** Such as “in “W”, the gradient in place of its square”. */
  said: string;
  schedule: Schedule;
}

interface Edit {
  said: string;
  code: Code;
}

const call = (name: 'sqrt' | 'abs', of: Code): Code => ({ kind: 'call', name, args: [of] });
const isSame = (one: Code, other: Code): boolean => JSON.stringify(one) === JSON.stringify(other);

function partsOf(code: Code): Code[] {
  if (code.kind === 'binary') return [code.left, code.right];
  return code.kind === 'call' ? code.args : code.kind === 'history' ? [code.body] : [];
}

/** The code and all that it consists of. */
export const within = (code: Code): Code[] => [code, ...partsOf(code).flatMap(within)];

/** What a term is called: by the gradient or the first state in it. */
function spelled(code: Code): string {
  const plain = (name: string): string => `“${name.replace(/#.*/, '')}”`;
  if (code.kind === 'number') return String(code.value);
  if (code.kind === 'state' || code.kind === 'constant') return plain(code.name);
  if (code.kind === 'gradient' || code.kind === 'element') return 'the gradient';
  const inside = within(code).find(({ kind }) => kind === 'state' || kind === 'gradient');
  return inside ? `the term with ${spelled(inside)}` : 'a term';
}

/** The square of what, written as a power or as a product. */
function baseOfSquare(code: Code): Code | null {
  if (code.kind !== 'binary') return null;
  const { operator, left, right } = code;
  if (operator === '^') return right.kind === 'number' && right.value === 2 ? left : null;
  return operator === '*' && isSame(left, right) ? left : null;
}

function* editsHere(code: Code): Generator<Edit> {
  const base = baseOfSquare(code);
  if (base) {
    yield { said: `${spelled(base)} in place of its square`, code: base };
    yield { said: `the absolute value of ${spelled(base)} in place of its square`, code: call('abs', base) };
  }
  const [of] = partsOf(code);
  if (code.kind === 'call' && of && (code.name === 'sqrt' || code.name === 'abs')) {
    yield {
      said: `${spelled(of)} without the ${code.name === 'sqrt' ? 'root' : 'absolute value'}`,
      code: of,
    };
    if (of.kind === 'binary' && of.operator === '/')
      yield { said: 'the root of the denominator alone', code: { ...of, right: call('sqrt', of.right) } };
  }
  if (code.kind === 'gradient' || code.kind === 'element')
    yield {
      said: 'the square of the gradient in place of the gradient',
      code: { kind: 'binary', operator: '^', left: code, right: { kind: 'number', value: 2 } },
    };
  if (code.kind === 'state' || (code.kind === 'binary' && /[+/]/.test(code.operator)))
    yield { said: `the root of ${spelled(code)}`, code: call('sqrt', code) };
  if (code.kind !== 'binary') return;
  const { operator, left, right } = code;
  if (operator === '+' || operator === '-') {
    yield {
      said: `the other sign before ${spelled(right)}`,
      code: { ...code, operator: operator === '+' ? '-' : '+' },
    };
    yield { said: `leaving out ${operator} ${spelled(right)}`, code: left };
    if (operator === '+') yield { said: `leaving out ${spelled(left)}`, code: right };
  }
  if (operator === '*' || operator === '/') {
    yield {
      said: `leaving out the ${operator === '*' ? 'factor' : 'division by'} ${spelled(right)}`,
      code: left,
    };
    if (operator === '*') yield { said: `leaving out the factor ${spelled(left)}`, code: right };
  }
}

function* editsOf(code: Code): Generator<Edit> {
  yield* editsHere(code);
  for (const [i, part] of partsOf(code).entries())
    for (const { said, code: changed } of editsOf(part)) {
      if (code.kind === 'binary') yield { said, code: { ...code, [i === 0 ? 'left' : 'right']: changed } };
      if (code.kind === 'call') yield { said, code: { ...code, args: code.args.with(i, changed) } };
      if (code.kind === 'history') yield { said, code: { ...code, body: changed } };
    }
}

export function* changesOf(schedule: Schedule): Generator<Change> {
  for (const [i, instruction] of schedule.instructions.entries())
    for (const { said, code } of editsOf(instruction.code))
      yield {
        said: `in “${instruction.target.replace(/#.*/, '')}”, ${said}`,
        schedule: { ...schedule, instructions: schedule.instructions.with(i, { ...instruction, code }) },
      };
}
