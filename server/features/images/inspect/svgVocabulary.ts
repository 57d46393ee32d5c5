/**
 * What an SVG may consist of: shapes, text and paint. Left out on purpose, with all that is not listed: script,
 * filters (`svg.ts` says why), foreignObject, animation (it can change a reference after the check), and every `on…` attribute.
 * Names: https://www.w3.org/TR/SVG2/eltindex.html and https://www.w3.org/TR/SVG2/attindex.html
 */
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

export const ELEMENTS = words(`
  svg g defs symbol use switch title desc style
  path rect circle ellipse line polyline polygon image
  text tspan textPath
  linearGradient radialGradient stop pattern clipPath mask marker
`);

/** Elements in which text is more than white space between other elements. */
export const TEXT_ELEMENTS = words('text tspan textPath title desc style');

export const GRADIENTS = words('linearGradient radialGradient');

/** Attributes that say nothing but a name. */
export const NAMES = words('id class aria-label');

/** `href`, `style` and the namespaces have rules of their own. */
export const ATTRIBUTES = words(`
  lang role aria-hidden version type media xml:space xml:lang
  x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy d points width height viewBox preserveAspectRatio pathLength
  transform gradientTransform gradientUnits spreadMethod offset patternTransform patternUnits patternContentUnits
  clipPathUnits maskUnits maskContentUnits markerWidth markerHeight markerUnits refX refY orient
  rotate textLength lengthAdjust startOffset method spacing side
  fill fill-opacity fill-rule stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin
  stroke-miterlimit stroke-opacity stroke-width opacity color color-interpolation
  stop-color stop-opacity paint-order mix-blend-mode isolation
  clip-path clip-rule mask marker-start marker-mid marker-end
  display visibility overflow shape-rendering text-rendering image-rendering vector-effect
  font-family font-size font-size-adjust font-stretch font-style font-variant font-weight
  text-anchor text-decoration dominant-baseline alignment-baseline baseline-shift letter-spacing word-spacing
  writing-mode direction unicode-bidi white-space
`);
