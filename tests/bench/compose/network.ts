/** Networks and their members, each member a namespace; all of them hang on switches that reach nothing else. */
import { run } from './container.ts';

/** Addresses that no network in the world has (RFC 2544). */
const RANGE = '198.18';

export interface Member {
  namespace: string;
  /** By the network's name. */
  addresses: Record<string, string>;
}

export class Networks {
  readonly #prefix: string;
  readonly #names: readonly string[];
  readonly #members: string[] = [];
  readonly #made: string[] = [];

  private constructor(prefix: string, names: readonly string[]) {
    this.#prefix = prefix;
    this.#names = names;
  }

  /** @param prefix of the namespaces' names */
  static async create(prefix: string, names: readonly string[]): Promise<Networks> {
    const networks = new Networks(prefix, names);
    await networks.#namespace('switch');
    for (const name of names) {
      await networks.#inSwitch('link', 'add', name, 'type', 'bridge');
      await networks.#inSwitch('link', 'set', name, 'up');
    }
    return networks;
  }

  #inSwitch(...args: string[]): Promise<string> {
    return run('ip', '-n', `${this.#prefix}-switch`, ...args);
  }

  async #namespace(name: string): Promise<string> {
    const namespace = `${this.#prefix}-${name}`;
    await run('ip', 'netns', 'add', namespace);
    this.#made.push(namespace);
    await run('ip', '-n', namespace, 'link', 'set', 'lo', 'up');
    return namespace;
  }

  async join(name: string, networks: readonly string[]): Promise<Member> {
    const namespace = await this.#namespace(name);
    const number = this.#members.push(name);
    const addresses: Record<string, string> = {};
    for (const network of networks) {
      const index = this.#names.indexOf(network);
      const address = `${RANGE}.${index}.${number}`;
      const cable = this.#cable(name, network);
      await this.#inSwitch('link', 'add', cable, 'type', 'veth', 'peer', 'name', network, 'netns', namespace);
      await this.#inSwitch('link', 'set', cable, 'master', network, 'up');
      await run('ip', '-n', namespace, 'address', 'add', `${address}/24`, 'dev', network);
      await run('ip', '-n', namespace, 'link', 'set', network, 'up');
      addresses[network] = address;
    }
    return { namespace, addresses };
  }

  /** Names of links are short. */
  #cable(name: string, network: string): string {
    return `v${this.#members.indexOf(name) + 1}-${network}`.slice(0, 15);
  }

  /** Nothing passes, and nobody is told: neither end hears that the other is gone. */
  async cutOff(name: string, network: string): Promise<void> {
    await this.#inSwitch('link', 'set', this.#cable(name, network), 'down');
  }

  async reconnect(name: string, network: string): Promise<void> {
    await this.#inSwitch('link', 'set', this.#cable(name, network), 'up');
  }

  async remove(): Promise<void> {
    for (const namespace of this.#made) await run('ip', 'netns', 'delete', namespace);
  }
}
