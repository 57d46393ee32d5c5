/** An open page that hears events of the server. */
import type { Client } from './client.ts';

/** @param address of a stream @returns what it has heard, that it is open, that the server has ended it, and what leaves it */
export function listening(by: Client, address: string) {
  const heard: unknown[] = [];
  const over = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  let leave = () => undefined as void;
  void by
    .raw('get', address)
    .buffer(true)
    .parse((response, done) => {
      opened.resolve();
      response.on('error', () => undefined);
      leave = () => {
        (response as unknown as { destroy: () => void }).destroy();
        done(null, null);
      };
      response.on('data', (chunk: Buffer) => {
        for (const [, data] of chunk.toString().matchAll(/^data: (.*)$/gm)) heard.push(JSON.parse(data!));
      });
      response.on('end', () => done(null, null));
    })
    .then(
      () => over.resolve(),
      () => over.resolve(),
    );
  return { heard, over: over.promise, opened: opened.promise, close: () => leave() };
}
