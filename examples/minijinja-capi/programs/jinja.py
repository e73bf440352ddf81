"""The jinja library with ctypes, which is in the standard library: nothing to compile.

A failure of the library, including a panic, is raised as JinjaError. An exception of a filter does not cross the library:
it is kept, and raised again after the library has returned.
"""

import ctypes
import os
import threading
import weakref
from ctypes import CFUNCTYPE, POINTER, Structure, byref
from ctypes import c_bool, c_char_p, c_double, c_int32, c_int64, c_size_t, c_uint32, c_uint64, c_void_p

SYNTAX, MISSING, CALLBACK, EVALUATION = 1, 2, 3, 4  # codes of errors: JINJA_SYNTAX and so on
UNDEFINED, NONE, BOOL, NUMBER, TEXT, LIST, OBJECT = range(7)  # jinja_kind


class Error(Structure):
    _fields_ = [
        ("size", c_size_t), ("kind", c_int32), ("line", c_uint32), ("column", c_uint32), ("code", c_int32),
        ("function", c_char_p), ("message", c_char_p), ("file", c_char_p), ("count", c_uint64),
    ]


class Place(Structure):
    _fields_ = [("line", c_size_t), ("start", c_size_t), ("end", c_size_t)]


class Str(Structure):
    _fields_ = [("ptr", c_void_p), ("len", c_size_t)]


Filter = CFUNCTYPE(c_int32, POINTER(c_void_p), c_size_t, POINTER(c_void_p), c_void_p)
Destroy = CFUNCTYPE(None, c_void_p)
OUT = POINTER(c_void_p)

# A returned `char *` is a c_void_p, because ctypes converts a c_char_p to `bytes` and loses the address to free.
SIGNATURES = {
    "jinja_last_error": (c_int32, [POINTER(Error)]),
    "jinja_last_error_place": (c_bool, [POINTER(Place)]),
    "jinja_string_free": (None, [c_void_p]),
    "jinja_value_none": (c_void_p, []),
    "jinja_value_from_bool": (c_void_p, [c_bool]),
    "jinja_value_from_int": (c_void_p, [c_int64]),
    "jinja_value_from_float": (c_void_p, [c_double]),
    "jinja_value_from_text": (c_void_p, [c_char_p, c_size_t]),
    "jinja_value_from_items": (c_void_p, [OUT, c_size_t]),
    "jinja_value_from_entries": (c_int32, [POINTER(c_char_p), c_size_t, OUT, c_size_t, OUT]),
    "jinja_value_kind": (c_int32, [c_void_p]),
    "jinja_value_is_true": (c_bool, [c_void_p]),
    "jinja_value_int": (c_bool, [c_void_p, POINTER(c_int64)]),
    "jinja_value_float": (c_bool, [c_void_p, POINTER(c_double)]),
    "jinja_value_text": (Str, [c_void_p]),
    "jinja_value_get": (c_void_p, [c_void_p, c_void_p]),
    "jinja_value_items": (c_int32, [c_void_p, OUT]),
    "jinja_value_free": (None, [c_void_p]),
    "jinja_items_next": (c_void_p, [c_void_p]),
    "jinja_items_free": (None, [c_void_p]),
    "jinja_builder_new": (c_void_p, []),
    "jinja_builder_add_template": (c_int32, [c_void_p, c_char_p, c_char_p, c_size_t]),
    "jinja_builder_add_filter": (c_bool, [c_void_p, c_char_p, Filter, c_void_p, Destroy]),
    "jinja_builder_build": (c_void_p, [c_void_p]),
    "jinja_builder_free": (None, [c_void_p]),
    "jinja_engine_template": (c_int32, [c_void_p, c_char_p, OUT]),
    "jinja_engine_evaluate": (c_int32, [c_void_p, c_char_p, c_void_p, OUT]),
    "jinja_engine_free": (None, [c_void_p]),
    "jinja_template_render": (c_int32, [c_void_p, c_void_p, OUT]),
    "jinja_template_free": (None, [c_void_p]),
}

lib = ctypes.CDLL(os.environ["JINJA_LIBRARY"])
for name, (result, arguments) in SIGNATURES.items():
    getattr(lib, name).restype, getattr(lib, name).argtypes = result, arguments


class JinjaError(Exception):
    """A copy of the last error of this thread, and its place in the template, if it has one."""

    def __init__(self):
        error, place = Error(size=ctypes.sizeof(Error)), Place()
        self.kind = lib.jinja_last_error(byref(error))
        self.code = error.code
        self.message = (error.message or b"").decode()
        self.place = (place.line, place.start, place.end) if lib.jinja_last_error_place(byref(place)) else None
        super().__init__(self.message)


raised = threading.local()  # .exception: of a filter, until the library has returned


def checked(status):
    """Raises the failure of a status, or the exception of the filter that caused it."""
    exception, raised.exception = getattr(raised, "exception", None), None
    if status != 0:
        raise exception or JinjaError()


def owned(pointer):
    if not pointer:
        raise JinjaError
    return pointer


def to_c(value):
    """Returns a new jinja_value, which the caller owns."""
    if value is None:
        return owned(lib.jinja_value_none())
    if isinstance(value, bool):
        return owned(lib.jinja_value_from_bool(value))
    if isinstance(value, int):
        return owned(lib.jinja_value_from_int(value))
    if isinstance(value, float):
        return owned(lib.jinja_value_from_float(value))
    if isinstance(value, str):
        text = value.encode()
        return owned(lib.jinja_value_from_text(text, len(text)))
    if isinstance(value, dict):
        keys = [key.encode() for key in value]
        items, out = array(value.values()), c_void_p()
        checked(lib.jinja_value_from_entries((c_char_p * len(keys))(*keys), len(keys), items, len(items), byref(out)))
        return out.value
    items = array(value)
    return owned(lib.jinja_value_from_items(items, len(items)))


def array(values):
    """Returns an array of new values. If one of them fails, the others are freed."""
    items = []
    try:
        for value in values:
            items.append(to_c(value))
    except BaseException:
        for item in items:
            lib.jinja_value_free(item)
        raise
    return (c_void_p * len(items))(*items)


def from_c(pointer):
    """Returns a copy of a jinja_value, which stays as it is."""
    kind = lib.jinja_value_kind(pointer)
    if kind == BOOL:
        return lib.jinja_value_is_true(pointer)
    if kind == NUMBER:
        integer, number = c_int64(), c_double()
        if lib.jinja_value_int(pointer, byref(integer)):
            return integer.value
        return number.value if lib.jinja_value_float(pointer, byref(number)) else None
    if kind == TEXT:
        text = lib.jinja_value_text(pointer)
        return ctypes.string_at(text.ptr, text.len).decode()
    if kind == LIST:
        return [taken(item) for item in items(pointer)]
    if kind == OBJECT:
        return {taken(key): taken(item) for key, item in entries(pointer)}
    return None


def taken(pointer):
    """Returns a copy of a jinja_value, and frees it."""
    try:
        return from_c(pointer)
    finally:
        lib.jinja_value_free(pointer)


def items(pointer):
    out = c_void_p()
    checked(lib.jinja_value_items(pointer, byref(out)))
    try:
        while item := lib.jinja_items_next(out):
            yield item
    finally:
        lib.jinja_items_free(out)


def entries(pointer):
    for key in items(pointer):
        yield key, lib.jinja_value_get(pointer, key)


def filter_for_c(function):
    """Returns a function of C that calls a filter of Python."""

    @Filter
    def call(arguments, count, out, _):  # ctypes would print what is raised here, and go on
        try:
            out[0] = to_c(function(*(from_c(arguments[index]) for index in range(count))))
            return 0
        except BaseException as exception:
            raised.exception = exception
            return 1

    return call


class Handle:
    """Owns an object of the library, and frees it."""

    def __init__(self, pointer, free):
        self.pointer = owned(pointer)
        self.owned = weakref.finalize(self, free, pointer)


class Template(Handle):
    def __init__(self, pointer):
        super().__init__(pointer, lib.jinja_template_free)

    def render(self, **context):
        values, out = to_c(context), c_void_p()
        try:
            checked(lib.jinja_template_render(self.pointer, values, byref(out)))
        finally:
            lib.jinja_value_free(values)
        try:
            return ctypes.string_at(out).decode()
        finally:
            lib.jinja_string_free(out)


class Engine(Handle):
    """Templates and filters, by name."""

    def __init__(self, templates, filters=None):
        builder = Handle(lib.jinja_builder_new(), lib.jinja_builder_free)
        self.filters = {name: filter_for_c(function) for name, function in (filters or {}).items()}
        for name, function in self.filters.items():
            if not lib.jinja_builder_add_filter(builder.pointer, name.encode(), function, None, Destroy()):
                raise JinjaError
        for name, source in templates.items():
            text = source.encode()
            checked(lib.jinja_builder_add_template(builder.pointer, name.encode(), text, len(text)))
        builder.owned.detach()  # the call takes it
        super().__init__(lib.jinja_builder_build(builder.pointer), lib.jinja_engine_free)

    def template(self, name):
        out = c_void_p()
        checked(lib.jinja_engine_template(self.pointer, name.encode(), byref(out)))
        template = Template(out.value)
        template.engine = self  # keeps the filters, which Python owns
        return template

    def evaluate(self, expression, **context):
        values, out = to_c(context), c_void_p()
        try:
            checked(lib.jinja_engine_evaluate(self.pointer, expression.encode(), values, byref(out)))
        finally:
            lib.jinja_value_free(values)
        return taken(out.value)
