import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import type { Deps } from './deps.ts';
import { createPool } from './database/client.ts';
import { createPrisma } from './database/prisma.ts';
import { openRunChannel } from './database/runChannel.ts';
import { readSecret } from './database/secrets.ts';
import { watchDatabase } from './database/watch.ts';
import { openWorkNews } from './database/workNews.ts';
import { OperatorError, systemCode } from './errors.ts';
import { whyUnseen } from './features/assignments/whyUnseen.ts';
import { startSender } from './features/mail/sender.ts';
import { startKeepingScores } from './features/grading/scoreKeeper.ts';
import { startTellingOfReleases } from './features/policies/releasesCome.ts';
import type { OpenIdSettings } from './features/openid/provider.ts';
import { serveDocuments } from './features/documents/socket.ts';
import type { Log } from './log.ts';
import { NO_TRIER, openTrier, type Channel } from './trials/trier.ts';
import { closeTasks, runTask } from './tasks/index.ts';
import { sayBuild, serveBuiltClient, serveClientSources } from './middleware/serveClient.ts';
import { openGradingQueue } from './queue/gradingQueue.ts';

/**
 * A connection on which nothing is asked stays open for so long. Where it ends while a request is on its way, as it may on a busy
 * machine, its sender is told that it was cut off: with Node's five seconds whoever thinks for a moment could be.
 */
const KEPT_OPEN_MS = 65_000;

export interface RunningServer {
  /** Where browsers find it. */
  url: string;
  /** Ends requests, streams and connections. */
  close(): Promise<void>;
}

export interface StartOptions {
  /** Pages from their sources. */
  sources?: boolean;
  /** The way to the trier; null where nobody has started one. */
  trierBy?: Channel | null;
  /** In place of the settings' provider: tests have one without TLS. */
  openId?: OpenIdSettings | null;
}

/** The server on a database that has all migrations. */
export async function startServer(
  config: Config,
  databaseUrl: string,
  log: Log,
  { sources = false, trierBy = null, openId = config.openId }: StartOptions = {},
): Promise<RunningServer> {
  const db = createPrisma(databaseUrl);
  const sessionPool = createPool(databaseUrl, 4, (error) => log.warn({ err: error }, 'session pool'));
  const runs = await openRunChannel(databaseUrl, log);
  const queue = await openGradingQueue(databaseUrl, log);
  const news = await openWorkNews(databaseUrl, db, log);
  const watch = watchDatabase(databaseUrl, log);
  const isDemo = (await db.installation.findUnique({ where: { only: true } }))?.demo != null;
  let address = config.publicUrl ?? '';
  const mail = {
    mode: config.smtp ? 'sent' : isDemo ? 'shown' : 'off',
    secret: await readSecret(db, 'mail'),
    baseUrl: () => address,
  } as const;
  const sender = startSender(db, log, { smtp: config.smtp, mail, clock: () => new Date() });
  const deps: Deps = {
    db,
    mail: { ...mail, seen: sender.seen, poke: sender.poke },
    queue,
    runs,
    news,
    trier: trierBy ? openTrier(trierBy, log) : NO_TRIER,
    watch,
    loadAssignment: (files, slug, userId) => runTask('loadAssignment', { files, slug }, userId),
    whyUnseen,
    clock: () => new Date(),
    ticks: () => performance.now(),
    log,
  };
  const app = createApp(deps, {
    sessionPool,
    sessionSecret: await readSecret(db, 'session'),
    secure: config.publicUrl?.startsWith('https:') ?? false,
    trustProxy: config.trustProxy,
    openId,
    client: sources ? await serveClientSources() : serveBuiltClient(),
    ...(!sources && { sayBuild: sayBuild() }),
  });
  const scores = startKeepingScores(db, log);
  const releases = startTellingOfReleases(deps);
  const server = createServer({ keepAliveTimeout: KEPT_OPEN_MS }, app.express);
  const documents = serveDocuments(server, {
    deps,
    authenticate: app.authenticate,
    publicUrl: config.publicUrl,
  });
  const close = async () => {
    const closed = new Promise((done) => server.close(done));
    // Event streams never end by themselves.
    server.closeAllConnections();
    // These neither end by themselves nor by that.
    await documents.close();
    await closed;
    await sender.close();
    await Promise.all([
      closeTasks(),
      scores.close(),
      releases.close(),
      watch.close(),
      news.close(),
      queue.close(),
      runs.close(),
      sessionPool.end(),
    ]);
    await db.$disconnect();
  };
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(config.port, config.host, resolve);
    });
  } catch (error) {
    await close();
    if (systemCode(error) === 'EADDRINUSE') {
      throw new OperatorError(`Port ${config.port} is taken: stop what uses it, or set PORT to another.`);
    }
    if (systemCode(error) === 'EACCES') {
      throw new OperatorError(`Port ${config.port} is reserved: set PORT to one above 1023.`);
    }
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  address = (config.publicUrl ?? `http://${config.host}:${port}`).replace(/\/$/, '');
  return { url: config.publicUrl ?? address, close };
}
