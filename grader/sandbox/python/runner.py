"""Loads the student's program and plays the episodes of a request. Runs in the jail, in a process of its own.

Everything here shares the process with student code, which can reach it and break it. What that may lead to is a run
without a result; see wire.py for why a forged result is worth nothing.
"""
from __future__ import annotations

import io
import json
import os
import sys
import time
from types import ModuleType
from typing import Any

import numpy

import chance
import failures
import forms
import hyperparameters
import system
import wire
from arrays import NUMPY, Arrays
from returns import BadReturn

_dumps = json.dumps
_frombuffer = numpy.frombuffer
_concatenate = numpy.concatenate
_errstate = numpy.errstate
_write = os.write
_close = os.close
_sleep = time.sleep

_MAX_NAME = 100


#: In the RuntimeError of a tensor for which there is no memory.
_TORCH_WITHOUT_MEMORY = "DefaultCPUAllocator: can't allocate memory"


class RunEnded(Exception):
    """The rest of the run is not played: a limit was met or the program left."""

    def __init__(self, outcome: dict) -> None:
        super().__init__(outcome)
        self.outcome = outcome


class Connection:
    """Frames to and from the host."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def receive(self) -> tuple[bytes, numpy.ndarray]:
        head, count = wire.FRAME.unpack(wire.receive(self._descriptor, wire.FRAME.size))
        text = wire.receive(self._descriptor, head)
        return text, _frombuffer(wire.receive(self._descriptor, 8 * count), '<f8')

    def send(self, message: dict | None, numbers: memoryview) -> None:
        # A lone surrogate is passed on as it is, for the host to clean.
        text = _dumps(message, ensure_ascii=False).encode(errors='surrogatepass') if message is not None else b''
        wire.send(self._descriptor, wire.FRAME.pack(len(text), len(numbers) // 8) + text)
        wire.send(self._descriptor, numbers)


_NO_NUMBERS = memoryview(b'')


def _ending(error: BaseException) -> dict | None:
    """The outcome of what ends a whole run, None for an exception that is the episode's own affair."""
    if isinstance(error, MemoryError):
        return {'status': 'limit', 'limit': 'memory'}
    if isinstance(error, RuntimeError) and _TORCH_WITHOUT_MEMORY in failures.message_of(error):
        return {'status': 'limit', 'limit': 'memory'}
    if isinstance(error, SystemExit):
        return {'status': 'died', 'reason': 'the program called exit'}
    return None


class Program:
    """The student's file as a module."""

    def __init__(self, file_name: str, source: str) -> None:
        self.file_name = file_name
        self.source = source
        self.module = ModuleType(os.path.splitext(file_name)[0])
        self.module.__file__ = file_name
        self._names: tuple[str, ...] = ()

    def load(self) -> dict:
        """Executes the module; the outcome is a LoadOutcome of sandbox.ts."""
        try:
            code = compile(self.source, self.file_name, 'exec', dont_inherit=True)
        except MemoryError:
            return {'status': 'limit', 'limit': 'memory'}
        except (SyntaxError, ValueError, RecursionError, OverflowError) as error:
            return {
                'status': 'syntax-error',
                'failure': failures.syntax_failure(error, self.file_name, self.source),
            }
        self._names = code.co_names
        sys.modules[self.module.__name__] = self.module
        try:
            exec(code, vars(self.module))
        except BaseException as error:
            return _ending(error) or {'status': 'raised', 'failure': self.failure(error)}
        return {'status': 'loaded'}

    def imports_torch(self) -> bool:
        """At its top level; the words in a text or a comment, which the host cannot tell apart, do not count."""
        return any(name.split('.')[0] == 'torch' for name in self._names)

    def failure(self, error: BaseException) -> dict:
        return failures.failure(error, self.file_name, self.source)


def _linear(slopes: numpy.ndarray, offsets: numpy.ndarray, values: list[numpy.ndarray]) -> numpy.ndarray:
    """The gradient at `values`, as the host has it to the last bit. What overflows is no affair of the program's."""
    with _errstate(all='ignore'):
        return slopes * _concatenate(values) + offsets


class Player:
    """Plays episodes one after another and sends their outcomes."""

    def __init__(
        self, connection: Connection, progress: wire.Progress, program: Program, arrays: Arrays
    ) -> None:
        self._connection = connection
        self._progress = progress
        self._program = program
        self.arrays = arrays
        self._rows = _frombuffer(progress.rows, '<f8')
        self._used = 0
        self.entries: dict[str, Any] = {}

    def _ask(self, rows: list[numpy.ndarray]) -> numpy.ndarray:
        """The gradient at `rows`, which are sent by this for the step before."""
        self._connection.send(None, memoryview(b''.join(row.tobytes() for row in rows)))
        return self._connection.receive()[1]

    @staticmethod
    def _split(flat: numpy.ndarray, rows: list[numpy.ndarray]) -> list[numpy.ndarray]:
        gradients, at = [], 0
        for row in rows:
            gradients.append(flat[at : at + len(row)])
            at += len(row)
        return gradients

    def _keep(self, numbers: numpy.ndarray) -> None:
        if self._used + len(numbers) > len(self._rows):
            self._flush({'status': 'partly'})
        self._rows[self._used : self._used + len(numbers)] = numbers
        self._used += len(numbers)

    def _flush(self, message: dict) -> None:
        self._connection.send(message, self._progress.rows[: 8 * self._used])
        self._used = 0

    def play(self, index: int, episode: dict, numbers: numpy.ndarray) -> None:
        """`numbers` are the starts of all parameters and the gradients: of every step in replay, else of the first; or
        the slopes and then the offsets of every step where they are linear."""
        self._progress.set(index, 0, 0)
        changes = {each['step']: hyperparameters.as_floats(each['set']) for each in episode['changes']}
        parameters, at = [], 0
        for each in episode['parameters']:
            size = each['size']
            start = numbers[at : at + size]
            config = None if each['config'] is None else hyperparameters.as_floats(each['config'])
            parameters.append(forms.Parameter(self.arrays, each['shape'], episode['dtype'], start, config))
            at += size
        gradients = numbers[at:].reshape(-1, at)
        try:
            self._flush(self._steps(index, episode, parameters, changes, gradients))
            self._progress.set(index + 1, 0, 0)
        except RunEnded as end:
            self._flush(end.outcome)
            raise

    def _steps(
        self,
        index: int,
        episode: dict,
        parameters: list[forms.Parameter],
        changes: dict[int, dict],
        gradients: numpy.ndarray,
    ) -> dict:
        dtypes: list[str] = []
        steps, given = episode['steps'], episode['given']
        asks = given == 'first'
        stepper = None
        step = 0
        try:
            while step < steps:
                self._progress.set(index, step, 8 * self._used)
                values = [parameter.value for parameter in parameters]
                if given == 'linear':
                    flat = _linear(gradients[step], gradients[steps + step], values)
                else:
                    flat = self._ask(values) if asks and step > 0 else gradients[step]
                rows = self._split(flat, values)
                if stepper is None:
                    stepper = self.entries[episode['entry']](parameters)
                for parameter, (row, dtype) in zip(parameters, stepper.step(rows, changes.get(step, {}))):
                    parameter.value = row
                    if dtype not in dtypes:
                        dtypes.append(dtype)
                step += 1
                # Whoever asks sends the rows of all steps but the last with the question that follows.
                if not asks or step == steps:
                    for parameter in parameters:
                        self._keep(parameter.value)
        except BadReturn as bad:
            return {
                'status': 'bad-return',
                'step': step,
                'reason': bad.reason,
                'found': failures.cut(bad.found),
                'expected': bad.expected,
            }
        except wire.ConnectionEnded:
            raise
        except BaseException as error:
            ending = _ending(error)
            if ending is not None:
                raise RunEnded({**ending, 'step': step}) from None
            return {'status': 'raised', 'step': step, 'failure': self._program.failure(error)}
        keeps = None if stepper is None else stepper.keeps
        return {'status': 'completed', 'dtypes': dtypes, **({} if keeps is None else {'keeps': keeps})}


def _find_entries(player: Player, program: Program, episodes: list[dict]) -> dict:
    for entry in {episode['entry']: None for episode in episodes}:
        try:
            player.entries[entry] = forms.find_form(program.module, entry, player.arrays)
        except forms.EntryMissing as missing:
            available = [failures.cut(name, _MAX_NAME) for name in missing.available]
            steppers = [failures.cut(name, _MAX_NAME) for name in missing.steppers]
            return {'status': 'entry-missing', 'entry': entry, 'available': available, 'steppers': steppers}
        except forms.EntryUnusable as unusable:
            return {'status': 'entry-unusable', 'entry': entry, 'found': failures.cut(unusable.found)}
    return {'status': 'loaded'}


def settle() -> None:
    """The same surroundings for every run: chance, environment, module path. Called once, before the forks."""
    chance.settle()
    os.environ.clear()
    system.clear_environment()
    sys.path[:] = [path for path in sys.path if os.path.isdir(path)]


class _Output(io.RawIOBase):
    """Standard output and error. Whoever has written too much waits here for the keeper's kill, so that a flood always
    ends at the same statement, however fast the keeper reads."""

    left = 0

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        count = _write(self._descriptor, data)
        _Output.left -= count
        while _Output.left < 0:
            _sleep(1)
        return count


def prepare() -> None:
    """What needs no request. Called in every run."""
    chance.begin()
    text = {'encoding': 'utf-8', 'errors': 'backslashreplace', 'line_buffering': True}
    sys.stdin = open(0, encoding='utf-8', closefd=False)
    sys.stdout = io.TextIOWrapper(io.BufferedWriter(_Output(1)), **text)
    sys.stderr = io.TextIOWrapper(io.BufferedWriter(_Output(2)), **text)


def play(descriptor: int, progress: wire.Progress, tensors: Arrays | None) -> None:
    """The whole of a run but for `prepare`, once the jail is complete. `tensors` are for a program that imports torch, where it can."""
    connection = Connection(descriptor)
    text, numbers = connection.receive()
    request = json.loads(text)
    sys.argv[:] = [request['fileName']]
    _Output.left = request['outputBytes']
    program = Program(request['fileName'], request['source'])
    outcome = program.load()
    arrays = tensors if tensors is not None and program.imports_torch() else NUMPY
    player = Player(connection, progress, program, arrays)
    if outcome['status'] == 'loaded':
        outcome = _find_entries(player, program, request['episodes'])
    connection.send(outcome, _NO_NUMBERS)
    if outcome['status'] == 'loaded':
        at = 0
        for index, episode in enumerate(request['episodes']):
            count = episode['numbers']
            try:
                player.play(index, episode, numbers[at : at + count])
            except RunEnded:
                break
            at += count
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # a student may have put anything in their place
        pass
    progress.finish()
    # Nobody needs to wait until all memory of this process is given back.
    _close(descriptor)
