/**
 * Texts that have more in common than the class has: fingerprints of runs of tokens, winnowed (Schleimer, Wilkerson and
 * Aiken, "Winnowing: Local Algorithms for Document Fingerprinting", SIGMOD 2003), by Dolos. Pure.
 */
import {
  File,
  type Fragment,
  FingerprintIndex,
  Pair,
  Region,
  TokenizedFile,
  type FileEntry,
} from '@dodona/dolos-core';
import { tokensOf } from './tokens.ts';

export interface ComparedText {
  id: string;
  text: string;
  /** Tells the language of code; null for an answer in words. */
  fileName: string | null;
}

export interface Comparing {
  texts: readonly ComparedText[];
  /** What everybody was given; it never counts. */
  given: readonly ComparedText[];
  /** Pairs of ids that are not compared: the same person's. */
  apart: readonly (readonly [string, string])[];
}

export interface SimilarPair {
  left: string;
  right: string;
  /** How much of both is in the other, from 0 to 1; what was given, and what most have, aside. */
  similarity: number;
}

/** Where two texts say the same: offsets into each. */
export interface Passage {
  left: [number, number];
  right: [number, number];
}

/** Tokens of a run, and runs of which one is kept. Of code there are more tokens to a thought than of words. */
const CODE = { run: 18, window: 10 };
const WORDS = { run: 7, window: 4 };
/** Of a longer text the beginning counts. */
const MOST_TOKENS = 20_000;
/** What so large a part of the texts has is how one writes it, not from whom. */
const COMMON_PART = 0.2;
const FEWEST_COMMON = 6;
/** A run that a single text repeats more often is a pattern, and comparing it with itself grows with its square. */
const MOST_REPEATED = 50;
/** Pairs that are looked at closely, of those with the most runs in common. */
const LOOKED_AT = 400;
const MOST_PAIRS = 100;

function tokenized({ id, text, fileName }: ComparedText): TokenizedFile {
  const tokens = tokensOf(text, fileName).slice(0, MOST_TOKENS);
  return new TokenizedFile(
    new File(id, text),
    tokens.map(({ kind }) => kind),
    // The library thinks in rows and columns; a text as one row has offsets.
    tokens.map(({ from, to }) => new Region(0, from, 0, to)),
  );
}

function indexOf({ texts, given }: Pick<Comparing, 'texts' | 'given'>): FingerprintIndex {
  const { run, window } = texts[0]?.fileName == null ? WORDS : CODE;
  const mostFiles = Math.max(FEWEST_COMMON, Math.ceil(texts.length * COMMON_PART));
  const index = new FingerprintIndex(run, window, false, mostFiles);
  index.addFiles(texts.map(tokenized));
  // After the texts: what is added before is forgotten.
  for (const text of given) index.addIgnoredFile(tokenized(text));
  const repeated = index
    .sharedFingerprints()
    .filter((each) => each.files().some((file) => each.occurrencesOf(file).length > MOST_REPEATED));
  index.addIgnoredHashes(repeated.map(({ hash }) => hash));
  return index;
}

/** How many runs each two texts have in common, the most first. */
function candidatesOf(index: FingerprintIndex): [FileEntry, FileEntry][] {
  const entries = new Map(index.entries().map((entry) => [entry.file.id, entry]));
  const shared = new Map<string, { pair: [FileEntry, FileEntry]; runs: number }>();
  for (const fingerprint of index.sharedFingerprints()) {
    if (fingerprint.ignored) continue;
    const files = fingerprint.files().flatMap(({ id }) => entries.get(id) ?? []);
    for (const [place, left] of files.entries())
      for (const right of files.slice(place + 1)) {
        const key = [left.file.id, right.file.id].sort().join(' ');
        const found = shared.get(key) ?? { pair: [left, right] as [FileEntry, FileEntry], runs: 0 };
        found.runs += 1;
        shared.set(key, found);
      }
  }
  return [...shared.values()].sort((a, b) => b.runs - a.runs).map(({ pair }) => pair);
}

/** Occurrences of an entry's runs that count. */
const countedRuns = ({ kgrams, ignored, file }: FileEntry): number =>
  kgrams.length - [...ignored].reduce((sum, each) => sum + each.occurrencesOf(file).length, 0);

interface Measured extends SimilarPair {
  /** Occurrences of runs that both have. */
  overlap: number;
}

function measured([left, right]: [FileEntry, FileEntry]): Measured {
  const { overlap } = new Pair(left, right);
  const runs = countedRuns(left) + countedRuns(right);
  const similarity = runs === 0 ? 0 : Math.min(1, overlap / runs);
  return { left: left.file.path, right: right.file.path, similarity, overlap };
}

/** @returns the most similar pairs, the most first; of those that are alike, the longer ones */
export function compareTexts({ apart, ...comparing }: Comparing): SimilarPair[] {
  const samePerson = new Set(apart.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
  return candidatesOf(indexOf(comparing))
    .filter(([left, right]) => !samePerson.has(`${left.file.path} ${right.file.path}`))
    .slice(0, LOOKED_AT)
    .map(measured)
    .sort((a, b) => b.similarity - a.similarity || b.overlap - a.overlap)
    .slice(0, MOST_PAIRS)
    .map(({ left, right, similarity }) => ({ left, right, similarity }));
}

export interface Looking extends Omit<Comparing, 'apart'> {
  left: string;
  right: string;
}

/** The fingerprints find a passage; it begins and ends where the tokens do not agree any more. */
function extended(one: TokenizedFile, other: TokenizedFile, fragment: Fragment): Passage {
  const agree = (left: number, right: number): boolean =>
    one.tokens[left] !== undefined && one.tokens[left] === other.tokens[right];
  const [first, last] = [fragment.pairs[0]!, fragment.pairs.at(-1)!];
  let [left, right] = [first.left.start, first.right.start];
  while (agree(left - 1, right - 1)) [left, right] = [left - 1, right - 1];
  let [leftEnd, rightEnd] = [last.left.stop, last.right.stop];
  while (agree(leftEnd + 1, rightEnd + 1)) [leftEnd, rightEnd] = [leftEnd + 1, rightEnd + 1];
  const span = ({ mapping }: TokenizedFile, from: number, to: number): [number, number] => [
    mapping[from]!.startCol,
    mapping[to]!.endCol,
  ];
  return { left: span(one, left, leftEnd), right: span(other, right, rightEnd) };
}

/** What two of the texts have in common, in the order of the left one. */
export function passagesOf({ left, right, ...comparing }: Looking): Passage[] {
  const entries = indexOf(comparing).entries();
  const [one, other] = [left, right].map((id) => entries.find(({ file }) => file.path === id));
  if (!one || !other) return [];
  return new Pair(one, other).buildFragments().map((fragment) => extended(one.file, other.file, fragment));
}
