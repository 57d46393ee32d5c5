/** The port that Compose publishes: connections that were made to this machine go on from within a network. Forked with an address. */
import { connect, type Server } from 'node:net';
import { pipeline } from 'node:stream';

const [host, port] = process.argv.slice(2);

process.once('message', (_, published) => {
  (published as Server).on('connection', (outside) => {
    const inside = connect(Number(port), host);
    const over = (): void => undefined;
    pipeline(outside, inside, over);
    pipeline(inside, outside, over);
  });
  process.send?.('listening');
});
process.once('disconnect', () => process.exit(0));
