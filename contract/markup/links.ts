/** Which links of a text lead nowhere, read with the parser that draws it. */
import type { Token } from 'markdown-it';
import { MAX_ANSWER } from './limits.ts';
import { createParser, isLink } from './parser.ts';

export interface DeadLink {
  href: string;
  /** 1-based line of the block that it stands in. */
  line: number;
}

/** Links that are drawn without an address, since it is none of the web or of a mailbox. */
export function deadLinksIn(source: string): DeadLink[] {
  if (source.length > MAX_ANSWER) return [];
  return createParser()
    .parse(source, {})
    .flatMap((block) =>
      [...linksIn(block.children ?? [])]
        .filter((href) => !isLink(href))
        .map((href) => ({ href, line: (block.map?.[0] ?? 0) + 1 })),
    );
}

/** In the captions of images, too. */
function* linksIn(tokens: readonly Token[]): Generator<string> {
  for (const token of tokens) {
    if (token.type === 'link_open') yield String(token.attrGet('href') ?? '');
    yield* linksIn(token.children ?? []);
  }
}
