/** A place that looks like the heading of a question, and its dress. */
import type { Question } from '../../contract/assignment.ts';

/** Kinds of dress, the one believed first at the front. */
export const RANKS = [
  'ours',
  'words',
  'counted',
  'section-number',
  'styled-number',
  'bare-number',
  'title',
] as const;
export type Rank = (typeof RANKS)[number];

export interface Heading {
  rank: Rank;
  /** The question, null for a number that the sheet does not have and for directions. */
  question: Question | null;
  /** As written: the number or the title; empty for the sheet's own directions, which end an answer too. */
  label: string;
  /** Offsets of the heading in the source; the answer begins at `to`. */
  from: number;
  to: number;
  /** The student's words inside the heading, besides number, title and points. */
  extra: string;
  /** TeX that the student's own command for the heading prints after it. */
  rest: string;
}
