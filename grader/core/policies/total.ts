/** A student's total of a course. Values in, values out. */

export interface Category {
  id: string;
  /** Beside those of the other categories; only their proportion matters. */
  weight: number;
  /** So many sets with the lowest percentages count for nothing, as long as one is left. */
  dropLowest: number;
}

/** A set as it counts for a student. */
export interface Part {
  set: string;
  category: string | null;
  /** Beside the other sets of its category. */
  weight: number;
  /** Null where it does not count: nothing is known yet, or a missing one is left out. */
  percent: number | null;
}

export interface CategoryTotal {
  id: string;
  /** Null while no set of it counts. */
  percent: number | null;
  dropped: string[];
}

export interface Total {
  /** Null while nothing counts. */
  percent: number | null;
  categories: CategoryTotal[];
}

/** What a set gave, in percent; one without points counts for nothing. */
export const percentOf = (score: number | null, maximum: number): number | null =>
  score === null || maximum <= 0 ? null : (100 * score) / maximum;

function mean(parts: readonly { weight: number; percent: number }[]): number | null {
  const weights = parts.reduce((sum, { weight }) => sum + weight, 0);
  if (weights === 0) return null;
  return round(parts.reduce((sum, { weight, percent }) => sum + weight * percent, 0) / weights);
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6;

function totalOfCategory({ id, dropLowest }: Category, parts: readonly Part[]): CategoryTotal {
  const counted = parts
    .flatMap((part) => (part.percent === null || part.weight === 0 ? [] : { ...part, percent: part.percent }))
    // Of two that are as low the one that comes first is dropped.
    .sort((a, b) => a.percent - b.percent);
  const drop = Math.max(0, Math.min(dropLowest, counted.length - 1));
  return {
    id,
    percent: mean(counted.slice(drop)),
    dropped: counted.slice(0, drop).map(({ set }) => set),
  };
}

/** Categories of which nothing counts yet give their weight to the others. */
export function totalOfCourse(categories: readonly Category[], parts: readonly Part[]): Total {
  const totals = categories.map((category) => ({
    ...totalOfCategory(
      category,
      parts.filter((part) => part.category === category.id),
    ),
    weight: category.weight,
  }));
  const known = totals.flatMap(({ percent, weight }) => (percent === null ? [] : [{ percent, weight }]));
  return {
    percent: mean(known),
    categories: totals.map(({ id, percent, dropped }) => ({ id, percent, dropped })),
  };
}
