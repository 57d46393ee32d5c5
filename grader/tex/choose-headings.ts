/** Which of the places that look like headings are believed. */
import { RANKS, type Heading } from './heading.ts';
import type { Question } from '../../contract/assignment.ts';

export function chooseHeadings(found: Heading[], questions: Question[]): Heading[] {
  let chosen: Heading[] = [];
  for (const rank of RANKS) {
    const ofRank = found.filter((heading) => heading.rank === rank);
    if (ofRank.length === 0) continue;
    if (chosen.length > 0) chosen = fillGaps(chosen, ofRank, questions);
    else if (ofRank.some((heading) => heading.question !== null)) chosen = ofRank;
  }
  return chosen;
}

/** Adds weaker headings between the chosen ones where they are exactly questions that are missing there, in order. */
function fillGaps(chosen: Heading[], weaker: Heading[], questions: Question[]): Heading[] {
  const rankOf = (heading: Heading | undefined): number =>
    heading?.question ? questions.indexOf(heading.question) : -1;
  const taken = new Set(chosen.map((heading) => heading.question));
  const all = [...chosen];
  for (let gap = 0; gap <= chosen.length; gap += 1) {
    const [before, after] = [chosen[gap - 1], chosen[gap]];
    const inside = weaker.filter(({ from }) => from >= (before?.to ?? 0) && from < (after?.from ?? Infinity));
    const end = after === undefined || after.question === null ? questions.length : rankOf(after);
    if (weaker[0]?.rank === 'counted') recount(inside, questions.slice(rankOf(before) + 1, end), taken);
    let last = rankOf(before);
    const fits = inside.every((heading) => {
      const place = rankOf(heading);
      const next = heading.question !== null && !taken.has(heading.question) && place > last && place < end;
      last = place;
      return next;
    });
    if (fits) all.push(...inside);
  }
  return all.sort((one, other) => one.from - other.from);
}

/** Counted headings between others are the missing questions there, when they are as many. */
function recount(inside: Heading[], between: Question[], taken: ReadonlySet<Question | null>): void {
  const missing = between.filter((question) => !taken.has(question));
  inside.forEach((heading, index) => {
    heading.question = missing.length === inside.length ? missing[index]! : null;
  });
}
