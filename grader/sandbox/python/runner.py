"""Loads the student's program and plays the episodes of a request, or of several that share the program, each loaded
anew. Runs in the jail, in a process of its own.

Everything here shares the process with student code, which can reach it and break it. What that may lead to is a run
without a result; see wire.py for why a forged result is worth nothing.
"""
from __future__ import annotations

import io
import json
import os
import sys
import time
from typing import Any

import numpy

import chance
import failures
import forms
import hyperparameters
import system
import wire
from arrays import NUMPY, Arrays
from program import Libraries, Program, ending
from returns import BadReturn

_dumps = json.dumps
_frombuffer = numpy.frombuffer
_concatenate = numpy.concatenate
_errstate = numpy.errstate
_seterr = numpy.seterr
#: What NumPy does about overflows and the like when it is loaded.
_errors = numpy.geterr()
_write = os.write
_close = os.close
_sleep = time.sleep

_MAX_NAME = 100


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


def _linear(slopes: numpy.ndarray, offsets: numpy.ndarray, values: list[numpy.ndarray]) -> numpy.ndarray:
    """The gradient at `values`, as the host has it to the last bit. What overflows is no affair of the program's."""
    with _errstate(all='ignore'):
        return slopes * _concatenate(values) + offsets


class Player:
    """Plays episodes one after another and sends their outcomes. `tensors` are for a program that imports torch, where it can."""

    def __init__(
        self, connection: Connection, progress: wire.Progress, program: Program, tensors: Arrays | None
    ) -> None:
        self._connection = connection
        self._progress = progress
        self._program = program
        self._tensors = tensors
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

    @property
    def arrays(self) -> Arrays:
        return self._tensors if self._tensors is not None and self._program.imports_torch() else NUMPY

    def _load(self, episodes: list[dict]) -> dict:
        self.entries = {}
        outcome = self._program.load()
        return _find_entries(self, self._program, episodes) if outcome['status'] == 'loaded' else outcome

    def play_part(self, first: int, episodes: list[dict], numbers: numpy.ndarray) -> bool:
        """With a module of its own, as if no part had been played before. `first` is the place of its first episode in the run.
        False where that cannot be done again."""
        outcome = self._load(episodes)
        libraries = Libraries(self._program)
        self._connection.send(outcome, _NO_NUMBERS)
        if outcome['status'] == 'loaded':
            at = 0
            for index, episode in enumerate(episodes, first):
                count = episode['numbers']
                self.play(index, episode, numbers[at : at + count])
                at += count
        _flush_streams()
        self._connection.send({'printed': _Output.printed}, _NO_NUMBERS)
        return not libraries.are_changed()

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
            end = ending(error)
            if end is not None:
                raise RunEnded({**end, 'step': step}) from None
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

    most = 0
    printed = 0

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        count = _write(self._descriptor, data)
        _Output.printed += count
        while _Output.printed > _Output.most:
            _sleep(1)
        return count


def prepare() -> None:
    """What needs no request. Called in every run."""
    text = {'encoding': 'utf-8', 'errors': 'backslashreplace', 'line_buffering': True}
    sys.stdin = open(0, encoding='utf-8', closefd=False)
    sys.stdout = io.TextIOWrapper(io.BufferedWriter(_Output(1)), **text)
    sys.stderr = io.TextIOWrapper(io.BufferedWriter(_Output(2)), **text)
    chance.begin()


def _flush_streams() -> None:
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # a student may have put anything in their place
        pass


def play(descriptor: int, progress: wire.Progress, tensors: Arrays | None) -> None:
    """The whole of a run but for `prepare`, once the jail is complete."""
    connection = Connection(descriptor)
    text, numbers = connection.receive()
    request = json.loads(text)
    _Output.most, _Output.printed = request['outputBytes'], 0
    streams = sys.stdin, sys.stdout, sys.stderr
    player = Player(connection, progress, Program(request['fileName'], request['source']), tensors)
    episode = number = 0
    for part, episodes in enumerate(request['parts']):
        if part > 0:
            sys.stdin, sys.stdout, sys.stderr = streams
            _seterr(**_errors)
            chance.begin()
        sys.argv[:] = [request['fileName']]
        count = sum(each['numbers'] for each in episodes)
        try:
            goes_on = player.play_part(episode, episodes, numbers[number : number + count])
        except RunEnded:
            _flush_streams()
            break
        if not goes_on:
            break
        episode += len(episodes)
        number += count
    progress.finish()
    # Nobody needs to wait until all memory of this process is given back.
    _close(descriptor)
