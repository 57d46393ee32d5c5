/** How lists of sets call them. Titles are the authors', and nothing keeps two sets of a course from having the same. */

interface Named {
  slug: string;
  title: string;
}

/** Titles that more than one set has. */
export function twinTitles(sets: readonly Pick<Named, 'title'>[]): Set<string> {
  return new Set(sets.map(({ title }) => title).filter((title, index, all) => all.indexOf(title) !== index));
}

/** By slug what each set is called: its title, and its short name behind it where another one has the same title. */
export function setNames(sets: readonly Named[]): Map<string, string> {
  const twins = twinTitles(sets);
  return new Map(
    sets.map(({ slug, title }) => [slug, twins.has(title) && title !== slug ? `${title} (${slug})` : title]),
  );
}
