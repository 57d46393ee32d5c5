import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../grader/rules/judge.ts';
import { isFaulty, readCorpus, scoreCorpus } from './corpusScore.ts';

const corpus = readCorpus();
const score = scoreCorpus(corpus, () => performance.now());

test('the corpus is large, 40 % of it is faulty, and its ids are unique', () => {
  expect(corpus.length).toBeGreaterThanOrEqual(150);
  expect(corpus.filter(isFaulty).length / corpus.length).toBeGreaterThan(0.35);
  expect(new Set(corpus.map((entry) => entry.id)).size).toBe(corpus.length);
});

/** How a message begins to tell of a term. */
const TERM =
  /In “[^”]+”:|here the gradient is taken,|he gradient is taken at|othing keeps what|” is computed and never used|” starts at/g;

/** What else is named: another optimizer, a fault, what belongs to another parameter, what is odd. */
const OTHERWISE_NAMED =
  /this (?:is (?!none)|has the form)|gradient or a state of|stands for something else|It has /i;

/** Of these it is unread which of two things is meant: "(Some leave out 1 − β: v = βv + dW.)", `(1 − α)v + αg²`. */
const UNREAD = ['essay-ema-decay-stated', 'rmsprop-alpha-complement'];

test('every rule is what the corpus says of it, but those that are known to be unread', () => {
  expect(score.misses.filter((miss) => !UNREAD.some((id) => miss.startsWith(`${id}: `)))).toEqual([]);
  expect(score.misses.filter((miss) => !miss.includes('found not understood'))).toEqual([]);
});

test('no faulty rule is called right, whether or not its optimizer was asked for', () => {
  expect(score.falselyRight).toEqual([]);
});

test('asking for the optimizer of a rule changes nothing in what the rule is', () => {
  expect(score.swayed).toEqual([]);
});

test('a rule is called wrong only where one thing is named that is wrong with it', () => {
  const OPTIMIZERS = ['momentum', 'adagrad', 'rmsprop', 'adam', 'adamw'];
  const unnamed = corpus.flatMap((entry, i) => {
    const expects = new Set([entry.asked ?? entry.optimizer, OPTIMIZERS[i % OPTIMIZERS.length]!]);
    return [...expects].flatMap((expect) => {
      const result = judgeRule(entry.rule, { expect });
      if (!result.understood || result.optimizer !== null) return [];
      // Of several parameters each has a rule of its own.
      const ofEach = result.message.split(/(?=For \S+: )/);
      const isNamed = ofEach.some((message) => {
        const terms = message.match(TERM)?.length ?? 0;
        return terms === 1 || OTHERWISE_NAMED.test(message);
      });
      return isNamed ? [] : [`${entry.id} as ${expect}: ${result.message}`];
    });
  });
  expect(unnamed).toEqual([]);
});

test('rules under several names are not understood where none of them is asked for', () => {
  const named = corpus.filter(({ id }) =>
    /^named-(inline|display|bold|heading|list|table|section)-/.test(id),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(({ rule }) => judgeRule(rule).understood).map(({ id }) => id)).toEqual([]);
  expect(named.filter(({ rule }) => judgeRule(rule, { expect: 'adam' }).understood)).toEqual([]);
});

test('a rule is right for no optimizer but its own', () => {
  const some = corpus.filter((entry, i) => !isFaulty(entry) && entry.asked === undefined && i % 5 === 0);
  const wrongly = some.filter((entry) => {
    const other = entry.optimizer === 'adam' ? 'rmsprop' : 'adam';
    return isRight(judgeRule(entry.rule, { expect: other }), { expect: other });
  });
  expect(wrongly.map((entry) => entry.id)).toEqual([]);
});
