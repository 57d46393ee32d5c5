/** Gathers answers that say the same, for grading them together. Pure. */
import { createHash } from 'node:crypto';
import { CONVENTION_TEXT } from '../core/diagnosis.ts';
import type { Convention } from '../terms.ts';
import { judgeRule } from '../rules/judge.ts';
import type { RuleResult } from '../rules/result.ts';
import { answerOf, findFormulas } from '../rules/text/markdown.ts';
import { clusterVectors, medoid } from './clusters.ts';
import { readLines } from './lines.ts';
import type { AnswerText } from './lines.ts';
import { quoteOf, ruleName } from './names.ts';
import { termsOf, vectorize } from './terms.ts';
import type { TermVector } from './terms.ts';

export interface AnswerGroup {
  /** Follows from the content: from the rule, or from the answer that speaks for the group. */
  key: string;
  /** Unique among the groups; plain text in parts written by students. */
  name: string;
  /** What its members have in common. */
  by: 'rule' | 'text' | 'empty';
  /** Of a group by rule, what the rule was read as in one of its answers. */
  rule: RuleResult | null;
  /** Ids, ascending. */
  members: string[];
}

export interface GroupOptions {
  /** The rule that the question asks for; without it answers are gathered by their text alone. */
  rule?: { optimizer: string; accepts: readonly Convention[] };
  /** TeX macros of the sheet. */
  macros?: Record<string, string>;
}

/** What is read of a text. */
interface Read {
  answer: AnswerText;
  /** Null where no rule is asked for, or the text was given up. */
  result: RuleResult | null;
  /** In which way it has no known rule; empty where none is asked for. */
  kind: string;
}

/** One text with all who wrote it: copies are judged once and have one say in what is common. */
interface Distinct extends Read {
  text: string;
  ids: string[];
}

/** Reads one text of many; what is made of it where it is given up, since it takes too much, is said by `otherwise`. */
type Reading = <Made>(read: () => Made, otherwise: () => Made) => Made;

/** What is read of an answer here; the rule reader takes no more either. */
const MAX_READ = 20_000;

/**
 * Every id in exactly one group, the largest groups first and the empty answers last; the order of `answers` has no say.
 * @param answers with ids that are unique
 * @param alone   how long one text may take, if that is to be bounded
 */
export function groupAnswers(
  answers: readonly { id: string; markdown: string }[],
  options: GroupOptions = {},
  alone: Reading = (read) => read(),
): AnswerGroup[] {
  const texts = new Map<string, string[]>();
  for (const { id, markdown } of answers) {
    const text = isBlank(markdown) ? '' : markdown.replace(/\r\n?/g, '\n').trim();
    const ids = texts.get(text);
    if (ids) ids.push(id);
    else texts.set(text, [id]);
  }
  const empty = texts.get('') ?? [];
  texts.delete('');
  const distinct = [...texts]
    .sort(([a], [b]) => compare(a, b))
    .map(([text, ids]): Distinct => {
      const given = (): Read => ({ answer: readLines(''), result: null, kind: 'Not read' });
      return { text, ids, ...alone(() => readText(text, options), given) };
    });
  const groups = [...byRule(distinct, options.rule?.accepts ?? []), ...byText(distinct)].sort(
    (a, b) => b.members.length - a.members.length || compare(a.key, b.key),
  );
  if (empty.length > 0) {
    groups.push({ key: 'empty', name: 'Empty', by: 'empty', rule: null, members: empty.sort(compare) });
  }
  return withUniqueNames(groups);
}

/** By UTF-16 units: the same on every machine, whatever its locale. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const isBlank = (markdown: string): boolean => !/[^\s\p{C}]/u.test(markdown);

function readText(text: string, { rule, macros = {} }: GroupOptions): Read {
  const answer = readLines(text.slice(0, MAX_READ));
  if (!rule) return { answer, result: null, kind: '' };
  const result = judgeRule(text, { expect: rule.optimizer, accepts: rule.accepts, macros });
  return { answer, result, kind: result.optimizer === null ? kindOf(text, result) : '' };
}

/** One group a rule and what is wrong with it: which of the accepted conventions it is written in is no difference to grade. */
function byRule(distinct: readonly Distinct[], accepts: readonly Convention[]): AnswerGroup[] {
  const rules = new Map<string, { optimizer: string; result: RuleResult; members: string[] }>();
  const told = ({ conventions }: RuleResult) => conventions.filter((id) => !accepts.includes(id));
  for (const { result, ids } of distinct) {
    if (!result || result.optimizer === null) continue;
    const { optimizer } = result;
    const key = ['rule', optimizer, [...result.faults].sort().join('+'), told(result).sort().join('+')];
    const found = rules.get(key.join(':'));
    if (found) found.members.push(...ids);
    else rules.set(key.join(':'), { optimizer, result, members: [...ids] });
  }
  const names = [...rules.values()].map(({ optimizer, result }) => ruleName(optimizer, result.faults));
  return [...rules].map(([key, { result, members }], i): AnswerGroup => {
    const isAmbiguous = names.filter((name) => name === names[i]).length > 1;
    const conventions = isAmbiguous ? told(result).map((id) => CONVENTION_TEXT[id]) : [];
    const name = [names[i], ...conventions].join(', ');
    return { key, name, by: 'rule', rule: result, members: members.sort(compare) };
  });
}

/** Answers without a known rule. Having none, an unreadable one and an unknown one are different things to grade. */
function byText(distinct: readonly Distinct[]): AnswerGroup[] {
  const vectors = vectorize(distinct.map(({ text, answer }) => nonEmpty(termsOf(answer), text)));
  const common = mean(vectors);
  const kinds = new Map<string, number[]>();
  distinct.forEach(({ result, kind }, i) => {
    if (result && result.optimizer !== null) return;
    kinds.set(kind, [...(kinds.get(kind) ?? []), i]);
  });
  return [...kinds].flatMap(([kind, indices]) => {
    const own = indices.map((i) => vectors[i]!);
    return clusterVectors(own).map((cluster): AnswerGroup => {
      const { text, answer } = distinct[indices[medoid(cluster, own)]!]!;
      const typical = mean(cluster.map((i) => own[i]!));
      const quote = quoteOf(answer, difference(typical, common));
      const says = quote === '' ? 'no words' : `says: “${quote}”`;
      const name = kind === '' ? says.charAt(0).toUpperCase() + says.slice(1) : `${kind}; ${says}`;
      const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
      const members = cluster.flatMap((i) => distinct[indices[i]!]!.ids).sort(compare);
      return { key: `text:${hash}`, name, by: 'text', rule: null, members };
    });
  });
}

/** An answer of signs or pictures alone is like itself only. */
const nonEmpty = (terms: string[], text: string): string[] => (terms.length > 0 ? terms : [text]);

const ASSIGNMENT = /=|←|:=|\\(?:leftarrow|gets|coloneqq|mapsto)(?![A-Za-z])/;

function kindOf(text: string, { understood }: RuleResult): string {
  if (understood) return 'No known rule';
  return findFormulas(answerOf(text)).some(({ source }) => ASSIGNMENT.test(source))
    ? 'Rule not understood'
    : 'No rule';
}

function mean(vectors: readonly TermVector[]): TermVector {
  const sum = new Map<string, number>();
  for (const vector of vectors) {
    for (const [term, weight] of vector) sum.set(term, (sum.get(term) ?? 0) + weight / vectors.length);
  }
  return sum;
}

function difference(a: TermVector, b: TermVector): TermVector {
  return new Map([...a].map(([term, weight]) => [term, weight - (b.get(term) ?? 0)]));
}

function withUniqueNames(groups: readonly AnswerGroup[]): AnswerGroup[] {
  const taken = new Set<string>();
  return groups.map((group) => {
    let name = group.name;
    for (let n = 2; taken.has(name); n += 1) name = `${group.name} (${n})`;
    taken.add(name);
    return { ...group, name };
  });
}
