/** Edits of a draft that are made to take long: no page makes such ones. */
import * as encoding from 'lib0/encoding';

const KEY = 'one';

export type Id = readonly [client: number, clock: number];

/** An update of items that each claim to stand between two others: no page makes such ones. */
export function claiming(
  client: number,
  clock: number,
  items: readonly { left?: Id; right?: Id }[],
  words: { client: number; text: string } | null = null,
): Uint8Array {
  const encoder = encoding.createEncoder();
  const numbers = (...all: number[]) => all.forEach((each) => encoding.writeVarUint(encoder, each));
  numbers(words ? 2 : 1, items.length, client, clock);
  for (const { left, right } of items) {
    encoding.writeUint8(encoder, 4 | (left ? 128 : 0) | (right ? 64 : 0));
    numbers(...(left ?? []), ...(right ?? []));
    encoding.writeVarString(encoder, 'y');
  }
  if (words) {
    numbers(1, words.client, 0);
    encoding.writeUint8(encoder, 4);
    numbers(1);
    encoding.writeVarString(encoder, KEY);
    encoding.writeVarString(encoder, words.text);
  }
  numbers(0);
  return encoding.toUint8Array(encoder);
}

/** `count` items between nothing and each character in turn of another client's text. */
export const tangle = (count: number, client = 1): Uint8Array =>
  claiming(
    client + 1,
    0,
    Array.from({ length: count }, (_, at) => ({ right: [client, at + 1] as const })),
    { client, text: 'x'.repeat(count + 1) },
  );
