/**
 * Sends what stands in the outbox. A row is taken for so long that no attempt lasts longer; if the sender dies with it, it
 * is taken again, unless the server was getting the text by then: nobody sends that a second time by itself. What a
 * server refuses for now is tried again with growing pauses, what it refuses for good is for operators, and so is what may
 * have arrived. See docs/adr/0033-what-is-said-is-a-row-first.md and 0052-a-mail-is-handed-over-once.md.
 */
import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { SendMailOptions } from 'nodemailer';
import type { Mail } from '../../../prisma/generated/client.ts';
import type { Db } from '../../database/prisma.ts';
import { troubleOf } from '../../database/trouble.ts';
import type { MailState } from '../../deps.ts';
import type { Log } from '../../log.ts';
import { eachApart } from '../notifications/eachApart.ts';
import { tellOfLateResults } from '../grading/tellOfLateResults.ts';
import { remindOfDueSets, tellOfPlannedReleases, writeDigests } from '../notifications/remind.ts';
import { compose } from './compose.ts';
import { countMails } from './outbox.ts';

export interface Smtp {
  url: string;
  from: string;
}

export interface SenderSettings {
  smtp: Smtp | null;
  mail: Pick<MailState, 'mode' | 'secret' | 'baseUrl'>;
  clock: () => Date;
  /** Tests look more often, and for mail alone. */
  everyMs?: number;
  remindEveryMs?: number;
}

export interface Sender {
  seen: MailState['seen'];
  poke(): void;
  close(): Promise<void>;
}

const EVERY_MS = 2_000;
/** Due sets and digests wait for minutes without harm. */
const REMIND_EVERY_MS = 60_000;
const AT_ONCE = 20;
/** Longer than all of nodemailer's limits below together. */
const TAKEN_MS = 120_000;
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 3_600_000;
const GIVEN_UP_MS = 3 * 86_400_000;
const KEPT_MS = 30 * 86_400_000;

/** What nodemailer throws, as far as it says anything. */
interface SmtpError extends Error {
  responseCode?: number;
  code?: string;
}

const NOT_KNOWN = 'A server had all of it, and nobody knows whether it took it.';

/** Refused for good: the server answered with a 5xx to this very message; all else may go by. */
const isFinal = ({ responseCode = 0, code }: SmtpError): boolean =>
  responseCode >= 500 && code !== 'EAUTH' && code !== 'ECONNECTION';

const pauseAfter = (attempts: number): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** Math.max(attempts - 1, 0), LONGEST_PAUSE_MS);

interface Handing extends SendMailOptions {
  /** Done when the server asks for the text, before its first byte is read. */
  handOver: () => Promise<void>;
}

/** SMTP: all that is said before the text can be said again; from then on a message may arrive without anybody's answer. */
async function* after(first: () => Promise<void>, text: Readable): AsyncGenerator<Uint8Array> {
  await first();
  yield* text as AsyncIterable<Uint8Array>;
}

function transportOf({ url, from }: Smtp) {
  const transport = createTransport(
    {
      url,
      pool: true,
      maxConnections: 4,
      connectionTimeout: 15_000,
      greetingTimeout: 15_000,
      socketTimeout: 60_000,
    },
    { from: { name: 'Stepwise', address: from } },
  );
  transport.use('stream', ({ data, message }, done) => {
    const { handOver } = data as Handing;
    message.processFunc((text) => Readable.from(after(handOver, text), { objectMode: false }));
    done();
  });
  return transport;
}

async function dropOldMails(db: Db, now: Date): Promise<void> {
  const old = new Date(now.getTime() - KEPT_MS);
  await db.mail.deleteMany({ where: { state: { not: 'waiting' }, writtenAt: { lt: old } } });
}

/** Takes rows for some time; several senders never take the same. */
async function take(db: Db, now: Date): Promise<Mail[]> {
  // Whoever had these is gone.
  await db.mail.updateMany({
    where: { state: 'waiting', handedAt: { not: null }, notBefore: { lte: now } },
    data: { state: 'unsure', problem: NOT_KNOWN },
  });
  return db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM mails WHERE state = 'waiting' AND handed_at IS NULL AND not_before <= ${now}
      ORDER BY not_before LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED`;
    return tx.mail.updateManyAndReturn({
      where: { id: { in: rows.map(({ id }) => id) } },
      data: { attempts: { increment: 1 }, notBefore: new Date(now.getTime() + TAKEN_MS) },
    });
  });
}

export function startSender(
  db: Db,
  log: Log,
  { smtp, mail, clock, everyMs = EVERY_MS, remindEveryMs = REMIND_EVERY_MS }: SenderSettings,
): Sender {
  const transport = smtp && transportOf(smtp);
  let seen: ReturnType<Sender['seen']> = null;
  let closing = false;
  let remindedAt = -Infinity;

  async function send(row: Mail): Promise<void> {
    if (!transport || !smtp) return;
    const { subject, text, headers } = compose(row, { secret: mail.secret, baseUrl: mail.baseUrl() });
    // Of this attempt: who took it since then has another number.
    const mine = { id: row.id, attempts: row.attempts };
    let isHanded = false;
    const handOver = async () => {
      const where = { ...mine, state: 'waiting', handedAt: null } as const;
      const { count } = await db.mail.updateMany({ where, data: { handedAt: clock() } });
      if (count === 0) throw new Error('another sender has it');
      isHanded = true;
    };
    const wish: Handing = {
      to: { name: '', address: row.address },
      subject,
      text,
      headers,
      messageId: `<${row.id}@${smtp.from.split('@')[1]}>`,
      date: row.writtenAt,
      disableFileAccess: true,
      disableUrlAccess: true,
      handOver,
    };
    try {
      await transport.sendMail(wish);
    } catch (error) {
      const { message: problem, responseCode } = error as SmtpError;
      const now = clock();
      const isOver = isFinal(error as SmtpError) || now.getTime() - row.writtenAt.getTime() > GIVEN_UP_MS;
      const notBefore = new Date(now.getTime() + pauseAfter(row.attempts));
      await db.mail.updateMany({
        where: { ...mine, state: 'waiting' },
        data:
          isHanded && responseCode === undefined
            ? { state: 'unsure', problem: `${NOT_KNOWN} ${problem}` }
            : isOver
              ? { state: 'failed', problem, handedAt: null }
              : { notBefore, problem, handedAt: null },
      });
      log.warn({ mail: row.id, kind: row.kind, attempts: row.attempts, problem }, 'mail not sent');
      return;
    }
    // What it said is with its reader now, and no business of ours any more.
    await db.mail.updateMany({
      where: { ...mine, state: { in: ['waiting', 'unsure'] } },
      data: { state: 'sent', sentAt: clock(), text: '', problem: null },
    });
  }

  async function look(): Promise<void> {
    const now = clock();
    if (performance.now() - remindedAt > remindEveryMs) {
      remindedAt = performance.now();
      await eachApart(
        [remindOfDueSets, tellOfPlannedReleases, tellOfLateResults, writeDigests, dropOldMails],
        (job) => job(db, now),
      ).catch((error: unknown) => {
        if (troubleOf(error) !== null) throw error;
        log.error({ err: error }, 'reminders');
      });
    }
    if (mail.mode === 'off') await db.mail.deleteMany({ where: { state: 'waiting' } });
    if (mail.mode === 'shown')
      await db.mail.updateMany({ where: { state: 'waiting' }, data: { state: 'shown', sentAt: now } });
    for (let rows = transport ? await take(db, now) : []; rows.length > 0;) {
      await Promise.all(rows.map(send));
      if (closing || rows.length < AT_ONCE) break;
      rows = await take(db, clock());
    }
    seen = await countMails(db);
  }

  let wake: (() => void) | null = null;
  let poked = false;
  const pause = () =>
    new Promise<void>((done) => {
      const timer = setTimeout(done, poked ? 0 : everyMs);
      poked = false;
      wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  const working = (async () => {
    while (!closing) {
      await look().catch((error: unknown) => {
        if (troubleOf(error) === null && !closing) log.error({ err: error }, 'outbox');
      });
      if (!closing) await pause();
    }
  })();

  return {
    seen: () => seen,
    poke: () => {
      poked = true;
      wake?.();
    },
    async close() {
      closing = true;
      wake?.();
      await working;
      transport?.close();
    },
  };
}
