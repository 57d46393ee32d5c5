/** What the two charts have in common. */

export interface Drawing {
  svg: SVGSVGElement;
  /** Marks a step. */
  mark: (step: number) => void;
}

const SVG = 'http://www.w3.org/2000/svg';

export function svgElement(name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** One image with one description: the labels that Plot gives its groups would be read as loose words. */
export function asImage(element: Element, description: string): SVGSVGElement {
  if (!(element instanceof SVGSVGElement)) throw new Error('Plot drew no SVG');
  for (const group of element.querySelectorAll('[aria-label]')) group.removeAttribute('aria-label');
  element.setAttribute('role', 'img');
  element.setAttribute('aria-label', description);
  return element;
}

export const YOURS = { colour: 'var(--yours)', name: 'yours' };
export const REFERENCE = { colour: 'var(--reference)', name: 'reference', dash: '5 4' };

/** A hollow circle or square around the current step, so that a mark beneath stays in sight. */
export function marker(shape: 'circle' | 'square', colour: string, x: number, y: number): SVGElement {
  const look = { fill: 'none', stroke: colour, 'stroke-width': 2.5 };
  return shape === 'circle'
    ? svgElement('circle', { cx: x, cy: y, r: 8, ...look })
    : svgElement('rect', { x: x - 7, y: y - 7, width: 14, height: 14, ...look });
}
