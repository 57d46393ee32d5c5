import type { PersonName } from '../../../../../contract/common.ts';
import type { SubmissionView } from '../../../../../contract/submissions.ts';
import { ApiError, isApiError } from '../../../api/ApiError.ts';
import type { StoredRequest, WorkStore } from '../kept/WorkStore.ts';

/** A submission that was asked for and has not been received, as far as this page knows. */
export interface OutgoingRequest extends StoredRequest {
  state: 'sending' | 'waiting' | 'refused';
}

/** One that waited and has arrived. */
export interface Received {
  idempotencyKey: string;
  course: string;
  assignment: string;
  title: string;
  dueAt: string;
  number: number;
  submittedAt: string;
  late: boolean;
  /** Whom it names: who was in the group when it arrived, not when it was asked for. */
  members: readonly PersonName[];
}

export interface SubmissionOutboxOptions {
  store: WorkStore;
  /**
   * @param askedAt null on the first try, which is now
   * @throws {ApiError}
   */
  send: (request: StoredRequest, askedAt: string | null) => Promise<SubmissionView>;
  /** Whether the browser is still signed in as the person who asked; rejects where nobody answers. */
  isStillMe: () => Promise<boolean>;
  onChange: (outgoing: readonly OutgoingRequest[]) => void;
  onReceived: (received: Received) => void;
}

/** These pass by themselves; every other refusal is for good. */
const PASSING = new Set(['unreachable', 'unavailable', 'not_signed_in', 'throttled', 'internal', 'csrf']);

/**
 * Submissions on their way. A request is kept on the device before it is sent, with its idempotency key and everything
 * the page had at the click, so that it arrives once, whatever happens to network, page or server meanwhile.
 */
export class SubmissionOutbox {
  readonly #options: SubmissionOutboxOptions;
  #requests: readonly OutgoingRequest[] = [];
  #retrying: Promise<void> | null = null;
  /** Keys of those that the device has, unless another tab has seen to them. */
  readonly #onDevice = new Set<string>();

  constructor(options: SubmissionOutboxOptions) {
    this.#options = options;
  }

  list(): readonly OutgoingRequest[] {
    return this.#requests;
  }

  /** Takes over what earlier pages left on this device, and sends it. */
  async start(): Promise<void> {
    const stored = await this.#options.store.all('requests').catch(() => []);
    const known = new Set(this.#requests.map(({ idempotencyKey }) => idempotencyKey));
    const found = stored
      .filter(({ idempotencyKey }) => !known.has(idempotencyKey))
      .map((request): OutgoingRequest => ({
        ...request,
        state: request.refusal === null ? 'waiting' : 'refused',
      }));
    for (const { idempotencyKey } of found) this.#onDevice.add(idempotencyKey);
    this.#set([...this.#requests, ...found]);
    await this.retry();
  }

  /**
   * @param isWatched whether whoever asked still looks at what becomes of it; where nobody does, the page is told as of one that waited
   * @returns the submission, or null where the request waits for the network, or nobody looks
   * @throws {ApiError} when it was refused for good, to whoever looks; it is forgotten then
   */
  async submit(request: StoredRequest, isWatched = () => true): Promise<SubmissionView | null> {
    // Before the device has it, which may be read at this moment.
    this.#set([...this.#requests, { ...request, state: 'sending' }]);
    // Where the device keeps nothing, the tab's memory must do.
    await this.#options.store
      .change({ requests: { put: [request] } })
      .then(() => this.#onDevice.add(request.idempotencyKey))
      .catch(() => undefined);
    try {
      const submission = await this.#options.send(request, null);
      await this.#forget(request.idempotencyKey);
      if (isWatched()) return submission;
      this.#arrived(request, submission);
      return null;
    } catch (error) {
      if (isWatched() && (!passes(error) || isFault(error))) {
        await this.#forget(request.idempotencyKey);
        throw error;
      }
      if (!passes(error)) {
        await this.#refuse(request, error);
        return null;
      }
      this.#become(request.idempotencyKey, 'waiting');
      return null;
    }
  }

  /** Sends what waits, one after the other, in the order in which it was asked for. */
  retry(): Promise<void> {
    this.#retrying ??= this.#sendWaiting().finally(() => {
      this.#retrying = null;
    });
    return this.#retrying;
  }

  /** Takes a request back, or dismisses a refused one. What the server has already received stays received. */
  async cancel(idempotencyKey: string): Promise<void> {
    await this.#forget(idempotencyKey);
  }

  async #sendWaiting(): Promise<void> {
    const waiting = this.#requests
      .filter(({ state }) => state === 'waiting')
      .toSorted((a, b) => a.askedAt.localeCompare(b.askedAt));
    if (waiting.length === 0) return;
    // Of another account that has signed in meanwhile nothing is known, and to it nothing is shown.
    if (!(await this.#options.isStillMe().catch(() => false))) return;
    for (const { idempotencyKey } of waiting) {
      await this.#leaveToOthers();
      const request = this.#requests.find((each) => each.idempotencyKey === idempotencyKey);
      if (request === undefined || request.state !== 'waiting') continue;
      this.#become(idempotencyKey, 'sending');
      try {
        const submission = await this.#options.send(request, request.askedAt);
        await this.#forget(idempotencyKey);
        this.#arrived(request, submission);
      } catch (error) {
        if (!passes(error)) {
          await this.#refuse(request, error);
          continue;
        }
        this.#become(idempotencyKey, 'waiting');
        // A fault may be of this one alone; the others have their due times, too.
        if (!isFault(error)) return;
      }
    }
  }

  /** What another tab has taken off the device was received or taken back there. */
  async #leaveToOthers(): Promise<void> {
    const stored = await this.#options.store.all('requests').catch(() => null);
    if (stored === null) return;
    const left = new Set(stored.map(({ idempotencyKey }) => idempotencyKey));
    const gone = this.#requests.filter(
      ({ idempotencyKey, state }) =>
        state === 'waiting' && this.#onDevice.has(idempotencyKey) && !left.has(idempotencyKey),
    );
    if (gone.length > 0) this.#set(this.#requests.filter((request) => !gone.includes(request)));
  }

  #arrived(request: StoredRequest, { number, submittedAt, late, members }: SubmissionView): void {
    const { idempotencyKey, course, assignment, title, dueAt } = request;
    const received = { idempotencyKey, course, assignment, title, dueAt, number, submittedAt, late, members };
    this.#options.onReceived(received);
  }

  async #refuse(request: StoredRequest, error: unknown): Promise<void> {
    // It was taken back while it was on its way.
    if (!this.#requests.some(({ idempotencyKey }) => idempotencyKey === request.idempotencyKey)) return;
    const refusal = {
      code: error instanceof ApiError ? error.code : 'internal',
      message: error instanceof Error ? error.message : String(error),
    };
    const row = { ...rowOf(request), refusal };
    await this.#options.store.change({ requests: { put: [row] } }).catch(() => undefined);
    this.#set(
      this.#requests.map((each) =>
        each.idempotencyKey === request.idempotencyKey ? { ...row, state: 'refused' } : each,
      ),
    );
  }

  #become(idempotencyKey: string, state: OutgoingRequest['state']): void {
    this.#set(
      this.#requests.map((each) => (each.idempotencyKey === idempotencyKey ? { ...each, state } : each)),
    );
  }

  async #forget(idempotencyKey: string): Promise<void> {
    this.#set(this.#requests.filter((each) => each.idempotencyKey !== idempotencyKey));
    await this.#options.store.change({ requests: { remove: [idempotencyKey] } }).catch(() => undefined);
  }

  #set(requests: readonly OutgoingRequest[]): void {
    this.#requests = requests;
    this.#options.onChange(requests);
  }
}

/** Without what this page knows beside it. */
function rowOf(request: StoredRequest & { state?: unknown }): StoredRequest {
  const { state: _, ...row } = request;
  return row;
}

const isFault = (error: unknown): boolean => isApiError(error, 'internal');

function passes(error: unknown): boolean {
  return error instanceof ApiError && PASSING.has(error.code);
}
