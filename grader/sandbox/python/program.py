"""The student's file, from its text to a module, and what it can change beyond that module. Runs in the jail."""
from __future__ import annotations

import builtins
import os
import sys
from types import CodeType, ModuleType

import numpy

import failures

#: In the RuntimeError of a tensor for which there is no memory.
_TORCH_WITHOUT_MEMORY = "DefaultCPUAllocator: can't allocate memory"


def ending(error: BaseException) -> dict | None:
    """The outcome of what ends a whole run, None for an exception that is the episode's own affair."""
    if isinstance(error, MemoryError):
        return {'status': 'limit', 'limit': 'memory'}
    if isinstance(error, RuntimeError) and _TORCH_WITHOUT_MEMORY in failures.message_of(error):
        return {'status': 'limit', 'limit': 'memory'}
    if isinstance(error, SystemExit):
        return {'status': 'died', 'reason': 'the program called exit'}
    return None


class Program:
    """The student's file, and the module that it was made last."""

    def __init__(self, file_name: str, source: str) -> None:
        self.file_name = file_name
        self.source = source
        self.module = ModuleType('')
        self._code: CodeType | None = None

    def load(self) -> dict:
        """Executes the file as a new module; the outcome is a LoadOutcome of sandbox.ts."""
        try:
            code = self._code = self._code or compile(self.source, self.file_name, 'exec', dont_inherit=True)
        except MemoryError:
            return {'status': 'limit', 'limit': 'memory'}
        except (SyntaxError, ValueError, RecursionError, OverflowError) as error:
            return {
                'status': 'syntax-error',
                'failure': failures.syntax_failure(error, self.file_name, self.source),
            }
        self.module = ModuleType(os.path.splitext(self.file_name)[0])
        self.module.__file__ = self.file_name
        sys.modules[self.module.__name__] = self.module
        try:
            exec(code, vars(self.module))
        except BaseException as error:
            return ending(error) or {'status': 'raised', 'failure': self.failure(error)}
        return {'status': 'loaded'}

    def imports_torch(self) -> bool:
        """At its top level; the words in a text or a comment, which the host cannot tell apart, do not count."""
        return self._code is not None and any(name.split('.')[0] == 'torch' for name in self._code.co_names)

    def failure(self, error: BaseException) -> dict:
        return failures.failure(error, self.file_name, self.source)


class Libraries:
    """The modules that a program can reach by their names, as they are once it is loaded."""

    def __init__(self, program: Program) -> None:
        imported = [value for value in vars(program.module).values() if type(value) is ModuleType]
        self._before = [(module, dict(vars(module))) for module in (builtins, numpy, *imported)]

    def are_changed(self) -> bool:
        """A function that is set in one of them would be there for the next part of a run as well."""
        try:
            return any(vars(module) != before for module, before in self._before)
        except Exception:  # noqa: BLE001  what was set may not like to be compared
            return True
