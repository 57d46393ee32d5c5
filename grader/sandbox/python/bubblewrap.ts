/** bubblewrap as a second wall around the zygote, where it is installed. The zygote's own walls do not rely on it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Null where bubblewrap is not installed. */
export async function bubblewrapVersion(): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('bwrap', ['--version']);
    return stdout.trim().replace(/^bubblewrap /, '');
  } catch {
    return null;
  }
}

/**
 * The command line that runs `command` with the host's files read-only, except for `directory` and cgroups, and without
 * the host's processes. Root keeps its capabilities inside, since the zygote needs them for walls of its own. The network
 * stays until the zygote leaves it: a claim of user ids is a name in the host's network, and in another one every zygote
 * would claim the same.
 */
export function insideBubblewrap(directory: string, command: readonly string[]): string[] {
  const files = ['--ro-bind', '/', '/', '--bind', directory, directory];
  // The /dev that bubblewrap makes is a tmpfs without bounds until it is read-only.
  const system = ['--dev', '/dev', '--remount-ro', '/dev', '--proc', '/proc'];
  const cgroups = ['--bind-try', '/sys/fs/cgroup', '/sys/fs/cgroup'];
  const namespaces = ['--unshare-pid', '--unshare-ipc', '--unshare-uts', '--die-with-parent'];
  const capabilities = process.geteuid?.() === 0 ? ['--cap-add', 'ALL'] : [];
  return ['bwrap', ...files, ...system, ...cgroups, ...namespaces, ...capabilities, '--', ...command];
}
