import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface FarDatabase {
  url: string;
  close(): Promise<void>;
}

/**
 * A database on another machine: what goes there and comes back takes a while, so that what is asked at once is answered in
 * any order.
 *
 * @param delay milliseconds for which the next bytes are on their way; those of a connection keep their order
 */
export async function farDatabase(url: string, delay: () => number): Promise<FarDatabase> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const pass = (from: Socket, to: Socket) => {
    let passing = Promise.resolve();
    sockets.add(from);
    from.on('data', (bytes) => {
      const ms = delay();
      passing = passing.then(async () => {
        if (ms > 0) await sleep(ms);
        to.write(bytes);
      });
    });
    // `close` follows.
    from.on('error', () => undefined);
    from.on('close', () => {
      sockets.delete(from);
      void passing.then(() => to.destroy());
    });
  };
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    pass(near, far);
    pass(far, near);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await once(server.close(), 'close');
    },
  };
}
