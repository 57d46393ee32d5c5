import { execFileSync } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { findInterpreter } from '../../../../grader/sandbox/python/interpreter.ts';

const FOLDER = fileURLToPath(new URL('../../../../grader/sandbox/python/', import.meta.url));
const { EPERM, ENOSYS, ENOTTY } = constants.errno;
const ALLOW = 0x7fff0000;
const KILL = 0x80000000;
const fail = (errno: number) => 0x00050000 | errno;

interface Call {
  number: number;
  arguments?: bigint[];
  architecture?: number;
}

/** What a filter answers to a system call: the few instructions of classic BPF that `seccomp.py` uses. */
function answer(program: Buffer, call: Call & { architecture: number }): number {
  const data = Buffer.alloc(64);
  data.writeUInt32LE(call.number, 0);
  data.writeUInt32LE(call.architecture, 4);
  call.arguments?.forEach((value, i) => data.writeBigUInt64LE(value, 16 + 8 * i));
  let accumulator = 0;
  for (let at = 0; at < program.length; at += 8) {
    const [code, ifTrue, ifFalse] = [program.readUInt16LE(at), program[at + 2] ?? 0, program[at + 3] ?? 0];
    const value = program.readUInt32LE(at + 4);
    if (code === 0x06) return value;
    if (code === 0x20) accumulator = data.readUInt32LE(value);
    else if (code === 0x54) accumulator = (accumulator & value) >>> 0;
    else if (code === 0x15) at += 8 * (accumulator === value ? ifTrue : ifFalse);
    else if (code === 0x35) at += 8 * (accumulator >= value ? ifTrue : ifFalse);
    else throw new Error(`unknown instruction ${code}`);
  }
  throw new Error('the filter ends without an answer');
}

const { interpreter } = await findInterpreter();
const MACHINES = [
  [
    'x86_64',
    0xc000003e,
    { read: 0, socket: 41, execve: 59, kill: 62, ptrace: 101, clone: 56, ioctl: 16, prlimit: 302, fcntl: 72 },
  ],
  [
    'aarch64',
    0xc00000b7,
    {
      read: 63,
      socket: 198,
      execve: 221,
      kill: 129,
      ptrace: 117,
      clone: 220,
      ioctl: 29,
      prlimit: 261,
      fcntl: 25,
    },
  ],
] as const;

describe.each(MACHINES)('the filter for %s', (machine, architecture, numbers) => {
  const script = `import sys; sys.path.insert(0, ${JSON.stringify(FOLDER)}); import seccomp; print(seccomp.build_filter('${machine}').hex())`;
  const hex = execFileSync(interpreter?.path ?? 'python3', ['-B', '-c', script], { encoding: 'utf8' });
  const program = Buffer.from(hex.trim(), 'hex');
  const ask = (call: Call) => answer(program, { architecture, ...call });

  test('allows what computing needs and refuses the rest', () => {
    expect(ask({ number: numbers.read })).toBe(ALLOW);
    for (const number of [numbers.socket, numbers.execve, numbers.kill, numbers.ptrace, 9999]) {
      expect(ask({ number })).toBe(fail(EPERM));
    }
  });

  test('kills for the system calls of another architecture', () => {
    expect(ask({ number: numbers.read, architecture: 0x40000003 })).toBe(KILL);
    expect(ask({ number: 0x40000000 + numbers.read })).toBe(KILL);
  });

  test('lets clone make threads only, in the namespaces that there are', () => {
    const thread = 0x3d0f00n;
    expect(ask({ number: numbers.clone, arguments: [thread] })).toBe(ALLOW);
    expect(ask({ number: numbers.clone, arguments: [17n] })).toBe(fail(EPERM));
    expect(ask({ number: numbers.clone, arguments: [thread | 0x40000000n] })).toBe(fail(EPERM));
    expect(ask({ number: numbers.clone, arguments: [thread | 0x80n] })).toBe(fail(EPERM));
    expect(ask({ number: 435 })).toBe(fail(ENOSYS));
  });

  test('lets limits be read, not set, and finds no terminal', () => {
    expect(ask({ number: numbers.prlimit, arguments: [0n, 9n, 0n, 4096n] })).toBe(ALLOW);
    expect(ask({ number: numbers.prlimit, arguments: [0n, 9n, 4096n, 0n] })).toBe(fail(EPERM));
    expect(ask({ number: numbers.prlimit, arguments: [0n, 9n, 1n << 32n, 0n] })).toBe(fail(EPERM));
    expect(ask({ number: numbers.ioctl })).toBe(fail(ENOTTY));
  });
  test('lets a run change nothing of a descriptor that its copies elsewhere would share', () => {
    const [duplicate, getFlags, setFlags, setOwner, setSignal, setLease, setPipeSize, duplicateCloexec] = [
      0, 3, 4, 8, 10, 1024, 1031, 1030,
    ].map(BigInt);
    for (const command of [duplicate!, getFlags!, duplicateCloexec!])
      expect(ask({ number: numbers.fcntl, arguments: [3n, command] })).toBe(ALLOW);
    for (const command of [setFlags!, setOwner!, setSignal!, setLease!, setPipeSize!, 5n, 6n, 7n, 37n])
      expect(ask({ number: numbers.fcntl, arguments: [3n, command] })).toBe(fail(EPERM));
  });
});
