/** An open page that hears events of the server. */
import type { Client } from './client.ts';

/** @param address of a stream @returns what it has heard, that it is open, and that the server has ended it */
export function listening(by: Client, address: string) {
  const heard: unknown[] = [];
  const over = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  void by
    .raw('get', address)
    .buffer(true)
    .parse((response, done) => {
      opened.resolve();
      response.on('data', (chunk: Buffer) => {
        for (const [, data] of chunk.toString().matchAll(/^data: (.*)$/gm)) heard.push(JSON.parse(data!));
      });
      response.on('end', () => done(null, null));
    })
    .then(() => over.resolve());
  return { heard, over: over.promise, opened: opened.promise };
}
