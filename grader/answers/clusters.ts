/** Gathers answers of like wording: average-linkage clustering of their cosine distances. Pure. */
import { agnes } from 'ml-hclust';
import { cosine } from './terms.ts';
import type { TermVector } from './terms.ts';

/**
 * Where the dendrogram is cut: two groups are joined while the mean distance (1 − cosine) between their answers is at most
 * this. On the answers of the tests, sorted by hand, groups stay pure up to 0.90 and fall apart below 0.83. It stands
 * below the upper end, for a group too many costs a merge, but a group of two meanings a wrong grade.
 *
 * A fixed height rather than the largest gap or the best silhouette: those re-cut all groups when one answer is added, and
 * a few copied answers made the silhouette split everything but the copies.
 */
const CUT = 0.88;

/**
 * @param vectors in an order that follows from their content, since equal distances are joined in that order
 * @returns groups of indices, each ascending; every index once
 */
export function clusterVectors(vectors: readonly TermVector[]): number[][] {
  if (vectors.length === 0) return [];
  const tree = agnes(distances(vectors), { method: 'average', isDistanceMatrix: true });
  return tree.cut(CUT).map((cluster) => cluster.indices().sort((a, b) => a - b));
}

function distances(vectors: readonly TermVector[]): number[][] {
  const matrix = vectors.map(() => new Array<number>(vectors.length).fill(0));
  vectors.forEach((a, i) => {
    for (let j = 0; j < i; j += 1) {
      const distance = 1 - cosine(a, vectors[j]!);
      matrix[i]![j] = distance;
      matrix[j]![i] = distance;
    }
  });
  return matrix;
}

/** The member that is nearest to all others, the first of equals: it speaks for the group. */
export function medoid(members: readonly number[], vectors: readonly TermVector[]): number {
  let best = members[0]!;
  let most = -Infinity;
  for (const member of members) {
    const likeness = members.reduce((sum, other) => sum + cosine(vectors[member]!, vectors[other]!), 0);
    // Sums of the same cosines in another order differ by rounding.
    if (likeness > most + 1e-9) [best, most] = [member, likeness];
  }
  return best;
}
