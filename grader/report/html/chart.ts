/** What the charts have in common: area, axes, lines with their marks. Everything is in units of the SVG's viewBox. */
import type { ScaleContinuousNumeric } from 'd3-scale';
import { html, type Content, type Html } from './escape.ts';
import { numberWords } from './words.ts';

export type Scale = ScaleContinuousNumeric<number, number>;
export type Pixel = readonly [x: number, y: number];

export interface Area {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The room around the drawing is that of the axes' words. */
export const areaOf = (width: number, height: number): Area => ({
  width,
  height,
  left: 50,
  right: width - 14,
  top: 24,
  bottom: height - 36,
});

/** Read by a screen reader as one image with one description. */
export const chart = (area: Area, label: string, contents: Content): Html => html`
  <svg class="chart" viewBox="0 0 ${area.width} ${area.height}" role="img" aria-label="${label}">
    ${contents}
  </svg>
`;

/** Cuts what it holds at the edges of the area. `id` must be its own in the page. */
export const clipped = ({ left, right, top, bottom }: Area, id: string, contents: Content): Html => html`
  <clipPath id="${id}">
    <rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}"></rect>
  </clipPath>
  <g clip-path="url(#${id})">${contents}</g>
`;

export interface Axis {
  scale: Scale;
  label: string;
  ticks: readonly number[];
}

export const axesOf = ({ left, right, top, bottom }: Area, x: Axis, y: Axis): Html => html`
  <g class="axes">
    ${y.ticks.map((tick) => {
      const at = y.scale(tick).toFixed(1);
      return html`<path class="grid" d="M${left} ${at}H${right}"></path>
        <text x="${left - 6}" y="${at}" dy="0.35em" text-anchor="end">${tickWords(tick)}</text>`;
    })}
    ${x.ticks.map((tick) => {
      const at = x.scale(tick).toFixed(1);
      return html`<path class="grid" d="M${at} ${bottom}v4"></path>
        <text x="${at}" y="${bottom + 16}" text-anchor="middle">${tickWords(tick)}</text>`;
    })}
    <path class="frame" d="M${left} ${top}H${right}V${bottom}H${left}Z"></path>
    <text x="${right}" y="${bottom + 31}" text-anchor="end">${x.label}</text>
    <text x="4" y="${top - 9}">${y.label}</text>
  </g>
`;

const tickWords = (value: number): string =>
  value !== 0 && (Math.abs(value) >= 1e4 || Math.abs(value) < 1e-3)
    ? value.toExponential().replaceAll('-', '−').replace('e+', 'e')
    : numberWords(value);

export type Whose = 'yours' | 'reference';

/** One line over the steps. */
export interface Series {
  whose: Whose;
  /** One pixel a step, without a gap. */
  pixels: readonly Pixel[];
  /** Step of the first pixel. */
  first: number;
}

/** Marks at every step are a string of beads when there are many; then only about so many get one. */
const BEADS = 26;

/** Coordinates beyond which a browser's own arithmetic ends. */
const FAR = 2e4;

/** Pulled in along its own direction when it is out of every reach. */
const near = ([x, y]: Pixel): Pixel => {
  const pull = Math.min(1, FAR / Math.max(Math.abs(x), Math.abs(y), 1));
  return [x * pull, y * pull];
};

/** Line, beads, and the ring that the script moves to the step of the slider. */
export function seriesOf({ whose, pixels, first }: Series, step: number): Html {
  const points = pixels.map(near).map((pixel) => pixel.map((value) => value.toFixed(1)).join(','));
  const stride = Math.ceil(pixels.length / BEADS);
  const current = pixels[step - first];
  return html`
    <polyline class="line ${whose}" data-first="${first}" points="${points.join(' ')}"></polyline>
    <g class="beads ${whose}">
      ${pixels.filter((_, i) => i % stride === 0).map((pixel) => html`<use href="#bead-${whose}" ${placed(pixel)} />`)}
    </g>
    <use class="ring ${whose}" href="#ring-${whose}" ${current ? placed(current) : html`display="none"`} />
  `;
}

const placed = (pixel: Pixel): Html => {
  const [x, y] = near(pixel);
  return html`x="${x.toFixed(1)}" y="${y.toFixed(1)}"`;
};

/** The shapes that every chart of the page uses: circles are yours, squares the reference's. */
export const SHAPES = html`
  <svg class="shapes" aria-hidden="true">
    <defs>
      <circle id="bead-yours" r="2.6"></circle>
      <rect id="bead-reference" x="-3.4" y="-3.4" width="6.8" height="6.8"></rect>
      <circle id="ring-yours" r="7.5"></circle>
      <rect id="ring-reference" x="-9" y="-9" width="18" height="18"></rect>
      <path id="cross" d="M-6 -6L6 6M6 -6L-6 6"></path>
      <path id="arrow" d="M-9 -5.5L2 0L-9 5.5Z"></path>
    </defs>
  </svg>
`;

/** ✕ where the two part. */
export const crossAt = (pixel: Pixel): Html =>
  html`<use class="cross halo" href="#cross" ${placed(pixel)} /><use
      class="cross"
      href="#cross"
      ${placed(pixel)}
    />`;

/** Leaves the frame here, towards `angle` (degrees, clockwise from the right). */
export const arrowAt = (whose: Whose, [x, y]: Pixel, angle: number): Html =>
  html`<use
    class="arrow ${whose}"
    href="#arrow"
    transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${Math.round(angle)})"
  />`;

export interface Name {
  text: string;
  whose: Whose | 'both';
  at: Pixel;
  /** −1 above the line, 1 below. */
  side: -1 | 1;
}

const NAME_WIDTH = 70;

/** The name of a line beside it, kept inside the area. */
export function nameOf({ text, whose, at: [x, y], side }: Name, area: Area): Html {
  const anchor = x > area.right - NAME_WIDTH ? 'end' : 'start';
  const beside = y + side * 15;
  const baseline = (beside < area.top + 6 || beside > area.bottom - 6 ? y - side * 15 : beside) + 4;
  return html`<text
    class="name ${whose}"
    x="${(x + (anchor === 'end' ? -6 : 6)).toFixed(1)}"
    y="${baseline.toFixed(1)}"
    text-anchor="${anchor}"
    >${text}</text
  >`;
}
