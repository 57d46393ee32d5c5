import { ServerMessage, type PageMessage } from '../../../../../contract/documents.ts';

/** What is used of a WebSocket. */
export interface SocketLike {
  send: (data: string) => void;
  close: () => void;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
}

export interface DocumentSocketOptions {
  openSocket: () => SocketLike;
  /** Whether the browser is still signed in as the person whose page this is; rejects where nobody answers. */
  isStillMe: () => Promise<boolean>;
  onOpen: () => void;
  onMessage: (message: ServerMessage) => void;
  onClose: () => void;
  /** Somebody else has signed in meanwhile: nothing of this page may go out any more. */
  onStranger: () => void;
  random: () => number;
}

const FIRST_RETRY_MS = 400;
const LONGEST_RETRY_MS = 15_000;
/** Longer than the page's own presence takes to come back. */
const SILENCE_MS = 65_000;

/** A connection that comes back: after a pause that grows, and at once when the network returns. */
export class DocumentSocket {
  readonly #options: DocumentSocketOptions;
  #socket: SocketLike | null = null;
  #open = false;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #connecting = false;
  #stopped = false;

  constructor(options: DocumentSocketOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** Connects now, whatever pause is left. */
  connect(): void {
    if (this.#stopped || this.#socket !== null || this.#connecting) return;
    clearTimeout(this.#retry);
    this.#connecting = true;
    this.#options.isStillMe().then(
      (isMe) => {
        this.#connecting = false;
        if (this.#stopped) return;
        if (isMe) this.#openNow();
        else this.#options.onStranger();
      },
      () => {
        this.#connecting = false;
        this.#later();
      },
    );
  }

  send(message: PageMessage): void {
    if (this.#open) this.#socket?.send(JSON.stringify(message));
  }

  /** Lets the connection go; another one is made. */
  drop(): void {
    const socket = this.#socket;
    if (socket === null) return;
    this.#ended(socket);
    socket.close();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#silence);
    const socket = this.#socket;
    this.#socket = null;
    this.#open = false;
    socket?.close();
  }

  #openNow(): void {
    const socket = this.#options.openSocket();
    this.#socket = socket;
    socket.onopen = () => {
      if (this.#socket !== socket) return;
      this.#open = true;
      this.#heard();
      this.#options.onOpen();
    };
    socket.onmessage = ({ data }) => {
      if (this.#socket !== socket) return;
      this.#heard();
      const message = parse(data);
      // A message that this page does not know is from a newer server; the page goes on with what it knows.
      if (message === null) return;
      this.#failures = 0;
      this.#options.onMessage(message);
    };
    socket.onclose = () => this.#ended(socket);
  }

  #ended(socket: SocketLike): void {
    if (this.#socket !== socket) return;
    this.#socket = null;
    this.#open = false;
    clearTimeout(this.#silence);
    this.#options.onClose();
    this.#later();
  }

  #later(): void {
    if (this.#stopped) return;
    clearTimeout(this.#retry);
    const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures);
    this.#failures += 1;
    this.#retry = setTimeout(() => this.connect(), longest * (0.5 + this.#options.random() / 2));
  }

  #heard(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.drop(), SILENCE_MS);
  }
}

function parse(data: unknown): ServerMessage | null {
  try {
    return ServerMessage.safeParse(JSON.parse(String(data))).data ?? null;
  } catch {
    return null;
  }
}
