/** The first thing that is found at any of the items, null where there is none. */
export function firstOf<Item, Found>(
  items: Iterable<Item>,
  find: (item: Item) => Found | false | null | undefined,
): Found | null {
  for (const item of items) {
    const found = find(item);
    if (found) return found;
  }
  return null;
}
