/** Which images an answer shows, read with the parser that draws it. */
import type { Token } from 'markdown-it';
import { MAX_ANSWER } from './limits.ts';
import { createParser, imageName } from './parser.ts';

/** Images wherever they stand, in a link or in the caption of another image too. */
function* imagesIn(tokens: readonly Token[]): Generator<Token> {
  for (const token of tokens) {
    if (token.type === 'image') yield token;
    yield* imagesIn(token.children ?? []);
  }
}

/** Names of images that an answer shows, such as `figures/loss.png`, each once; addresses of other sites are none. */
export function imageNamesIn(source: string): string[] {
  // An answer that is too long is not drawn either; most answers show none, and need not be parsed.
  if (source.length > MAX_ANSWER || !source.includes('![')) return [];
  const names = [...imagesIn(createParser().parse(source, {}))].map((token) =>
    imageName(String(token.attrGet('src') ?? '')),
  );
  return [...new Set(names.filter((name) => name !== null && name !== ''))] as string[];
}
