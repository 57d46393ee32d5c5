/**
 * Programs that move lists of parameters, as a seed puts them together: how a loop goes through the lists, where a value is read, how and
 * when it is written. Some are right and some are not, and running them says which.
 */
import { seeded } from '../../../../support/atOnce.ts';
import { SHORT, STATES } from './parts.ts';
import type { Loop, Program } from './parts.ts';
import type { Syntax } from './syntax.ts';

const SETTINGS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sgd: { lr: '0.01' },
  momentum: { lr: '0.01', mu: '0.9' },
  rmsprop: { lr: '0.01', rho: '0.9', eps: '1e-8' },
  adagrad: { lr: '0.01', eps: '1e-8' },
  adam: { lr: '0.001', b1: '0.9', b2: '0.999', eps: '1e-8' },
};

/** One program; the same for the same seed. */
export function programOf(seed: number, syntax: Syntax): Program {
  const chance = seeded(seed);
  // The first numbers of near seeds are near.
  for (let i = 0; i < 8; i++) chance();
  const pick = <T>(of: readonly T[]): T => of[Math.floor(chance() * of.length)]!;
  const form = pick(syntax.forms);
  const optimizer = pick(Object.keys(STATES));
  const states = STATES[optimizer]!;
  const lists = ['params', 'grads', ...states];
  const own = form === 'object' ? syntax.self : '';
  const nameOf = (list: string): string => (list === 'grads' ? list : `${own}${list}`);
  const names = Object.fromEntries(lists.map((list) => [list, SHORT[list]!]));
  const loop: Loop =
    form === 'returned'
      ? { header: '', index: null, names }
      : pick(syntax.loops(form, lists, pick(lists), nameOf));
  const usual = (list: string): string =>
    loop.index === null ? loop.names[list]! : `${nameOf(list)}[${loop.index}]`;
  const lines: string[] = [];
  let copied = '';
  if (chance() < 0.25 && (loop.index !== null || form === 'returned')) {
    copied = pick(lists);
    lines.push(syntax.made(`old_${SHORT[copied]}`, usual(copied)));
  }
  const read = (list: string): string =>
    pick([
      usual(list),
      ...(loop.names[list] === undefined ? [] : [loop.names[list]]),
      ...(copied === list ? [`old_${SHORT[list]}`] : []),
    ]);
  /** Gives an entry the value of `factor · itself ± term`, in one of the ways in which people write it. */
  const write = (list: string, factor: string | null, sign: '+' | '-', term: () => string): string[] => {
    const target = chance() < 0.8 ? usual(list) : read(list);
    const old = read(list);
    const value = (): string => `${factor === null ? old : `${factor} * ${old}`} ${sign} ${term()}`;
    const fresh = `new_${SHORT[list]}`;
    const ways: (() => string[])[] = [
      () => [syntax.given(target, '=', value())],
      () => [
        ...(factor === null ? [] : [syntax.given(target, '*=', factor)]),
        syntax.given(target, `${sign}=`, term()),
      ],
      () => [syntax.made(fresh, value()), syntax.given(target, '=', fresh)],
      ...(syntax.hasParts ? [() => [syntax.given(`${target}[:]`, '=', value())]] : []),
    ];
    return pick(ways)();
  };
  const set = (setting: string): string => `${own}${setting}`;
  const square = (): string =>
    pick([() => `${read('grads')} ** 2`, () => `${read('grads')} * ${read('grads')}`])();
  const average = (list: string, decay: string, of: () => string): string[] =>
    write(list, set(decay), '+', () => `(1 - ${set(decay)}) * ${of()}`);
  const corrected = (list: string, decay: string): string => `${read(list)} / (1 - ${set(decay)} ** ${own}t)`;
  const adaptive = (): string =>
    `${set('lr')} * ${read('grads')} / (${syntax.root}(${read('vs')}) + ${set('eps')})`;
  const updates: Readonly<Record<string, () => string[][]>> = {
    sgd: () => [],
    momentum: () => [write('vs', set('mu'), '+', () => read('grads'))],
    rmsprop: () => [average('vs', 'rho', square)],
    adagrad: () => [write('vs', null, '+', square)],
    adam: () => [average('ms', 'b1', () => read('grads')), average('vs', 'b2', square)],
  };
  const moves: Readonly<Record<string, () => string>> = {
    sgd: () => `${set('lr')} * ${read('grads')}`,
    momentum: () => `${set('lr')} * ${read('vs')}`,
    rmsprop: adaptive,
    adagrad: adaptive,
    adam: () =>
      `${set('lr')} * (${corrected('ms', 'b1')}) / (${syntax.root}(${corrected('vs', 'b2')}) + ${set('eps')})`,
  };
  const parts = [...updates[optimizer]!(), write('params', null, '-', moves[optimizer]!)];
  if (chance() < 0.15) parts.reverse();
  lines.push(...parts.flat());
  const settings = SETTINGS[optimizer]!;
  const code = syntax.written({ form, states, settings, loop, lines, isCounted: optimizer === 'adam' });
  return { form, optimizer, code: code.join('\n') };
}
