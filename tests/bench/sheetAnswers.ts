/** Made-up answers to a prep sheet, the same at every call: rules from the corpus between sentences of the fixtures. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readCorpus } from '../grader/rules/corpusScore.ts';

const FIXTURES = join(import.meta.dirname, '../grader/answers/fixtures');
const IDEAS = ['momentum', 'sparse', 'rmsprop', 'bias'] as const;

const EMPTY = 0.03;
const COPIED = 0.1;
const WITHOUT_RULE = 0.15;
/** Characters, the longest sentence and rule not counted. */
const LENGTH = { least: 800, most: 1700 };

/** Numbers in [0, 1) that follow from the seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function readSentences(): string[][] {
  return IDEAS.flatMap((name) => {
    const ideas = parse(readFileSync(join(FIXTURES, `${name}.yaml`), 'utf8')) as { answers: string[] }[];
    return ideas.map(({ answers }) => answers.flatMap((answer) => answer.split(/(?<=\.)\s+/)));
  });
}

/**
 * 1 to 2 kB each: one in thirty empty, one in ten a copy of an earlier one.
 *
 * @param optimizer whose rule the question asks for; null where it asks for none
 */
export function makeAnswers(count: number, optimizer: string | null, seed: number): string[] {
  const random = randomFrom(seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const ideas = readSentences();
  const rules = readCorpus()
    .filter((entry) => entry.optimizer === optimizer)
    .map(({ rule }) => rule.trim());
  const answers: string[] = [];
  while (answers.length < count) {
    const kind = random();
    if (kind < EMPTY) answers.push('');
    else if (kind < EMPTY + COPIED && answers.length > 0) answers.push(pick(answers));
    else {
      // What an answer says is one idea, with a stray sentence of others.
      const idea = pick(ideas);
      const wanted = LENGTH.least + random() * (LENGTH.most - LENGTH.least);
      const paragraphs = rules.length > 0 && random() >= WITHOUT_RULE ? [pick(rules)] : [];
      while (paragraphs.join('\n\n').length < wanted) {
        const sentences = Array.from({ length: 3 }, () => pick(random() < 0.8 ? idea : pick(ideas)));
        paragraphs.splice(Math.floor(random() * (paragraphs.length + 1)), 0, sentences.join(' '));
      }
      answers.push(paragraphs.join('\n\n'));
    }
  }
  return answers;
}
