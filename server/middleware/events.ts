import type { Response } from 'express';
import type { z } from 'zod';

/** Proxies close a connection on which nothing moves. */
const HEARTBEAT_MS = 15_000;

/** Server-sent events: one for each value, until the values end or the caller goes. */
export async function streamEvents(
  response: Response,
  values: AsyncIterable<unknown>,
  schema: z.ZodType,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  response.status(200).set({
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store',
    // Keeps nginx from holding events back.
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS);
  try {
    for await (const value of values) {
      // What came of what was being read when its reader was to read nothing any more.
      if (signal.aborted) break;
      response.write(`event: ${name}\ndata: ${JSON.stringify(schema.parse(value))}\n\n`);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    clearInterval(heartbeat);
    response.end();
  }
}
