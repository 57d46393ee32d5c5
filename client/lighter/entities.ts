/** In place of `entities`, whose table of names every browser has already. */
const place = document.implementation.createHTMLDocument('').createElement('div');

/** @param entity one entity with its semicolon, as markdown-it finds it: no markup can be in it. */
export function decodeHTMLStrict(entity: string): string {
  place.innerHTML = entity;
  const decoded = place.textContent;
  // Of a name that is not known the browser takes a known beginning, as in `&ampx;`.
  return decoded.length > 1 && decoded.endsWith(';') ? entity : decoded;
}
