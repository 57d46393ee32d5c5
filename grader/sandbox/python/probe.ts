/** What `stepwise doctor` and the server's start want to know: can this host run students' Python, and if not, why. */
import { LanguageRefused } from '../refusal.ts';
import { bubblewrapVersion } from './bubblewrap.ts';
import {
  findInterpreter,
  findTorchInterpreter,
  type Interpreter,
  type TorchInterpreter,
  type Unsuitable,
} from './interpreter.ts';
import { describeFallen, tryWalls } from './walls.ts';
import { Zygote } from './zygote.ts';

/** One thing that keeps student code in. */
export interface Wall {
  name: string;
  stands: boolean;
  /** Without a required wall nothing is graded; the others are a second line. */
  required: boolean;
  /** How it is built here, or what to do where it is missing. */
  note: string;
}

export interface PythonProbe {
  interpreter: Interpreter | null;
  /** For programs that import torch; null where there is none, which leaves the others as they are. */
  torch: TorchInterpreter | null;
  /** Pythons that were found but do not serve. */
  unsuitable: Unsuitable[];
  walls: Wall[];
  /** Whether students' Python can be graded on this host. */
  usable: boolean;
  /** Why not and what to do; empty when usable. */
  problem: string;
}

function optionalWalls(zygote: Zygote, bubblewrap: string | null): Wall[] {
  const { userNamespace, cgroup, cgroupNote } = zygote.greeting;
  return [
    {
      name: 'a user id of its own for every run',
      stands: !userNamespace,
      required: false,
      note: userNamespace ? 'needs root; other walls keep runs apart' : '',
    },
    {
      name: 'memory cgroup',
      stands: cgroup !== null,
      required: false,
      note:
        cgroup === null
          ? `${cgroupNote}; delegate a memory cgroup to this user to have it`
          : `version ${cgroup}`,
    },
    {
      name: 'bubblewrap around it all',
      stands: zygote.bubblewrap,
      required: false,
      note:
        bubblewrap === null ? 'not installed; on Debian: apt install bubblewrap' : `version ${bubblewrap}`,
    },
  ];
}

/** Starts a zygote, tries its walls from the inside, and stops it. Never rejects. */
export async function probePython(python?: string): Promise<PythonProbe> {
  const [{ interpreter, unsuitable }, torch, bubblewrap] = await Promise.all([
    findInterpreter(python),
    findTorchInterpreter(),
    bubblewrapVersion(),
  ]);
  const found = {
    interpreter,
    torch,
    unsuitable: unsuitable.filter(({ problem }) => problem !== 'not found'),
    bubblewrap,
  };
  if (interpreter === null) {
    const problem = 'no Python 3.9 or later with NumPy; on Debian: apt install python3-numpy';
    return { ...found, walls: [], usable: false, problem };
  }
  try {
    const zygote = await Zygote.start({
      python: interpreter.path,
      packages: ['numpy'],
      slots: 1,
      log: () => {},
    });
    try {
      const required = await tryWalls(zygote);
      const walls = [
        ...required.map((wall) => ({ ...wall, required: true, note: '' })),
        ...optionalWalls(zygote, bubblewrap),
      ];
      const problem = describeFallen(required);
      return { ...found, walls, usable: problem === '', problem };
    } finally {
      await zygote.stop();
    }
  } catch (error) {
    const problem =
      error instanceof LanguageRefused
        ? error.reason
        : error instanceof Error
          ? error.message
          : String(error);
    return { ...found, walls: [], usable: false, problem };
  }
}
