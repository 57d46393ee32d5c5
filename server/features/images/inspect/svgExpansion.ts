/** What an SVG draws once all references are followed: ten `<use>` of ten `<use>` of … is small to send only. */
import { XmlElement } from '@rgrove/parse-xml';
import { localUrls } from './svgStyle.ts';

const MAX_DRAWN = 500_000;

function referencesOf({ attributes }: XmlElement): string[] {
  const ids: string[] = [];
  for (const name in attributes) {
    const value = attributes[name]!;
    if (value.includes('url(')) ids.push(...localUrls(value));
    else if (value.startsWith('#') && (name === 'href' || name === 'xlink:href')) ids.push(value.slice(1));
  }
  return ids;
}

/** Why an image draws too much, after its name; null when it does not. */
export function expansionProblem(root: XmlElement): string | null {
  const byId = new Map<string, XmlElement>();
  const collect = (element: XmlElement): void => {
    const { id } = element.attributes;
    // Of equal ids the first counts.
    if (id !== undefined && !byId.has(id)) byId.set(id, element);
    for (const child of element.children) if (child instanceof XmlElement) collect(child);
  };
  collect(root);

  /** Elements drawn for one, itself included; infinite while it is being counted, so that it stays so within itself. */
  const drawn = new Map<XmlElement, number>();
  const count = (element: XmlElement): number => {
    const known = drawn.get(element);
    if (known !== undefined) return known;
    drawn.set(element, Infinity);
    let sum = 1;
    for (const child of element.children) if (child instanceof XmlElement) sum += count(child);
    for (const id of referencesOf(element)) {
      const target = byId.get(id);
      if (target !== undefined) sum += count(target);
    }
    drawn.set(element, sum);
    return sum;
  };
  const total = count(root);
  if (total <= MAX_DRAWN) return null;
  return total === Infinity
    ? 'has an element that refers to itself, which browsers do not draw. Save it as PDF or PNG.'
    : `draws more than ${MAX_DRAWN} elements. Save it as PNG.`;
}
