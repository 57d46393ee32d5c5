/** What the charts have in common. */
import type * as Plot from '@observablehq/plot';

export interface Drawing {
  svg: SVGSVGElement;
  /** Marks a step. */
  mark: (step: number) => void;
  /** Between the chart's own units and shares of its width and height, from the upper left. */
  shareOf: (x: number, y: number) => { left: number; top: number };
  at: (left: number, top: number) => { x: number; y: number };
}

const SVG = 'http://www.w3.org/2000/svg';

function svgElement(name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** One image with one description: the labels that Plot gives its groups would be read as loose words. */
function asImage(element: Element, description: string): SVGSVGElement {
  if (!(element instanceof SVGSVGElement)) throw new Error('Plot drew no SVG');
  for (const group of element.querySelectorAll('[aria-label]')) group.removeAttribute('aria-label');
  element.setAttribute('role', 'img');
  element.setAttribute('aria-label', description);
  return element;
}

export type Shape = 'circle' | 'square' | 'triangle';

/** How a trajectory is told from the others: by colour, dash and marker, each enough by itself, and by its name. */
export interface Look {
  colour: string;
  name: string;
  dash?: string;
  shape: Shape;
}

export const YOURS: Look = { colour: 'var(--yours)', name: 'yours', shape: 'circle' };
export const REFERENCE: Look = {
  colour: 'var(--reference)',
  name: 'reference',
  dash: '5 4',
  shape: 'square',
};
/** Between the two in nothing: neutral in hue, dotted, with triangles. */
export const WRITTEN: Look = { colour: 'var(--written)', name: 'written', dash: '1.5 4', shape: 'triangle' };

/** A hollow shape around the current step, so that a mark beneath stays in sight. */
function marker({ shape, colour }: Look, x: number, y: number): SVGElement {
  const look = { fill: 'none', stroke: colour, 'stroke-width': 2.5 };
  switch (shape) {
    case 'circle':
      return svgElement('circle', { cx: x, cy: y, r: 8, ...look });
    case 'square':
      return svgElement('rect', { x: x - 7, y: y - 7, width: 14, height: 14, ...look });
    case 'triangle':
      return svgElement('path', { d: `M${x} ${y - 10}l9.5 16.5h-19Z`, ...look });
  }
}

/** Of every chart. */
export const CHART_STYLE = {
  background: 'none',
  color: 'var(--muted)',
  fontSize: '12px',
  overflow: 'hidden',
};

/** The lowest line is the axis's word, below its numbers. */
export const MARGINS = { marginTop: 24, marginRight: 16, marginBottom: 38 };

/** Of the name of a line, which stands on a seam of the page's colour so that what it covers does not disturb it. */
export const NAME_STYLE = { stroke: 'var(--page)', strokeWidth: 4, fontWeight: 600, fontSize: 13 };

/** A place on a chart in its own units, and whose it is. */
export interface Place {
  look: Look;
  x: number;
  y: number;
}

/** A chart with a marker on each of the places of the current step, the first of them on top. */
export function drawingOf(
  chart: ReturnType<typeof Plot.plot>,
  description: string,
  placesAt: (step: number) => readonly Place[],
): Drawing {
  const svg = asImage(chart, description);
  const scale = { x: chart.scale('x'), y: chart.scale('y') };
  const marks = svgElement('g', {});
  svg.append(marks);
  const [width, height] = [Number(svg.getAttribute('width')), Number(svg.getAttribute('height'))];
  return {
    svg,
    shareOf: (x, y) => ({
      left: Number(scale.x?.apply(x)) / width,
      top: Number(scale.y?.apply(y)) / height,
    }),
    at: (left, top) => ({
      x: Number(scale.x?.invert?.(left * width)),
      y: Number(scale.y?.invert?.(top * height)),
    }),
    mark: (step) => {
      const markers = placesAt(step).map(({ look, x, y }) =>
        marker(look, Number(scale.x?.apply(x)), Number(scale.y?.apply(y))),
      );
      marks.replaceChildren(...markers.toReversed());
    },
  };
}
