/** TeX as an editor colours it. */

export interface TexToken {
  kind: 'command' | 'begin' | 'end' | 'brace' | 'script' | 'number' | 'comment';
  from: number;
  to: number;
}

const TOKEN =
  /(?<begin>\\begin\{[A-Za-z]*\*?\})|(?<end>\\end\{[A-Za-z]*\*?\})|(?<command>\\(?:[A-Za-z]+|[^]))|(?<comment>%.*)|(?<brace>[{}])|(?<script>[_^&])|(?<number>\d+(?:\.\d+)?)/g;

/** Tokens with a colour of their own, in order; letters and operators have none. */
export function texTokens(tex: string): TexToken[] {
  return [...tex.matchAll(TOKEN)].map(({ index, 0: { length }, groups }) => {
    const kind = Object.entries(groups ?? {}).find(([, text]) => text !== undefined)![0];
    return { kind: kind as TexToken['kind'], from: index, to: index + length };
  });
}
