/** The law of lists: an item is a statement of its own, and no term of the one above it, whatever it says. */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

function verdict(rule: string, expected = 'momentum'): string {
  const result = judgeRule(rule, { expect: expected });
  return isRight(result, { expect: expected }) ? 'right' : result.understood ? 'wrong' : 'unread';
}

const list = (end: string, step = 'w ← w − η·v'): string =>
  `- Init: v = 0\n- Repeat until convergence:\n    1. g ← gradient(w)\n    2. v ← μ·v + g\n    3. ${step}\n${end}`;

test('what is returned in the end is no term, in whatever language', () => {
  const ends = [
    'return w',
    'Gib w zurück',
    'Retourner w',
    'Devolver w',
    'Restituisci w',
    'Вернуть w',
    '返回 w',
    'w döndür',
    'Zwróć w',
    'Kembalikan w',
    'Retorne w',
    'Trả về w',
  ];
  expect(ends.filter((end) => verdict(list(`- ${end}`)) !== 'right')).toEqual([]);
  expect(verdict(`- v = μ v + g\n- w = w − η v\n- return w`)).toBe('right');
});

test('a line that is indented goes on', () => {
  expect(verdict(list('       - η·g'))).toBe('wrong');
  expect(verdict(list('- v·2 w'))).not.toBe('right');
});

test('a line of words may name the gradient, and nothing made from it', () => {
  const adagrad = (said: string): string =>
    `r = 0\nrepeat until convergence:\n    ${said}\n    r ← r + G²\n    w ← w − η G/(√r + ε)`;
  expect(verdict(adagrad('Compute the gradient G'), 'adagrad')).toBe('right');
  expect(verdict(adagrad('Tính gradient G trên minibatch'), 'adagrad')).toBe('right');
  expect(verdict(adagrad('Compute the squared gradient G'), 'adagrad')).not.toBe('right');
  expect(verdict(adagrad('Compute the running mean of the gradient G'), 'adagrad')).not.toBe('right');
});
