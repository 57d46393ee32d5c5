/** Which caption belongs to which image. */
import type { Range } from './document.ts';
import type { Writer } from './writer.ts';

const IMAGE = /^include(?:graphics|svg)$/;
const CAPTION = /^(?:sub)?caption(?:of)?$/;

/** The one caption of a figure with one image is that image's. */
export function pairCaption(writer: Writer, { from, to }: Range): void {
  const { document } = writer;
  const of = (pattern: RegExp): number[] =>
    document.tokens
      .slice(from, to)
      .flatMap(({ kind, name }, at) => (kind === 'command' && pattern.test(name) ? [from + at] : []));
  const [image, ...images] = of(IMAGE);
  const [caption, ...captions] = of(CAPTION);
  if (image === undefined || caption === undefined || images.length + captions.length > 0) return;
  const isOf = document.tokens[caption]!.name === 'captionof';
  const { texts } = document.arguments(caption + 1, to, isOf ? '{[T' : '*[T');
  if (texts[0] === undefined) return;
  const text = writer.inline(texts[0]);
  // In Markdown the caption stands between brackets.
  if (text === '' || !isBalanced(text)) return;
  writer.captions.set(image, text);
  writer.captions.set(caption, '');
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.replace(/\\./g, '').matchAll(/[[\]]/g)) {
    depth += bracket === '[' ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
