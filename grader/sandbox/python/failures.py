"""Exceptions of student code as `Failure` records: type, message, line and a traceback of the student's own frames."""
from __future__ import annotations

from types import TracebackType

_MAX_MESSAGE = 2000
_MAX_FRAMES = 8
_MAX_TYPE = 80
_MAX_TRACE = 6000
_type_name = type.__dict__['__name__'].__get__


def cut(text: str, length: int = _MAX_MESSAGE) -> str:
    """What students name and say may be of any length; a message of the runner is not (talk.py)."""
    return text if len(text) <= length else text[:length] + '…'


def message_of(error: BaseException) -> str:
    try:
        return cut(str(error))
    except BaseException:  # a student's own __str__ may raise anything
        return '(its message could not be read)'


def _own_frames(traceback: TracebackType | None, file_name: str) -> list[tuple[int, str]]:
    frames = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if code.co_filename == file_name:
            frames.append((traceback.tb_lineno, code.co_name))
        traceback = traceback.tb_next
    return frames


def _trace(frames: list[tuple[int, str]], file_name: str, lines: list[str]) -> list[str]:
    shown = ['Traceback (most recent call last):']
    if len(frames) > _MAX_FRAMES:
        shown.append('  … %d more calls' % (len(frames) - _MAX_FRAMES))
    for line, function in frames[-_MAX_FRAMES:]:
        shown.append('  File "%s", line %d, in %s' % (file_name, line, cut(function, 200)))
        if 0 < line <= len(lines):
            shown.append('    ' + lines[line - 1].strip()[:200])
    return shown


def failure(error: BaseException, file_name: str, source: str) -> dict:
    """`line` is that of the deepest frame in the student's file, None when the student's code was not reached."""
    kind, message = cut(_type_name(type(error)), _MAX_TYPE), message_of(error)
    frames = _own_frames(error.__traceback__, file_name)
    trace = _trace(frames, file_name, source.splitlines()) if frames else []
    trace.append('%s: %s' % (kind, message))
    return {
        'type': kind,
        'message': message,
        'line': frames[-1][0] if frames else None,
        'trace': cut('\n'.join(trace), _MAX_TRACE),
    }


def syntax_failure(error: Exception, file_name: str, source: str) -> dict:
    """For what `compile` raises: a SyntaxError with its line, or its objection to the source as a whole."""
    kind = _type_name(type(error))
    line = error.lineno if isinstance(error, SyntaxError) else None
    message = error.msg if isinstance(error, SyntaxError) else str(error)
    lines = source.splitlines()
    trace = ['%s: %s' % (kind, message)]
    if line is not None and 0 < line <= len(lines):
        if lines[line - 1].startswith(('%', '!')):
            message += '. A line that begins with %s is a command of a notebook, and no Python' % lines[line - 1][0]
        trace[:0] = ['  File "%s", line %d' % (file_name, line), '    ' + lines[line - 1].strip()[:200]]
    return {'type': kind, 'message': cut(message), 'line': line, 'trace': cut('\n'.join(trace), _MAX_TRACE)}
