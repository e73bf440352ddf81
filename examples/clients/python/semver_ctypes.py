"""The semver library with ctypes, which is in the standard library: nothing to compile.

A failure of the library, including a panic, is raised as SemverError. An exception of a comparator does not cross the
library: it is kept and raised again after the library has returned.
"""

import ctypes
import os
import weakref
from ctypes import CFUNCTYPE, POINTER, Structure, byref
from ctypes import c_bool, c_char_p, c_int32, c_size_t, c_uint32, c_uint64, c_void_p

PANIC, INVALID_ARGUMENT, ERROR = 1, 2, 3  # kinds of an error
SYNTAX = 1  # SEMVER_SYNTAX: a code of ERROR
UNKNOWN = 2  # semver_order: the call has failed; else below, equal to or above 0


class Error(Structure):
    _fields_ = [
        ("size", c_size_t), ("kind", c_int32), ("line", c_uint32), ("column", c_uint32), ("code", c_int32),
        ("function", c_char_p), ("message", c_char_p), ("file", c_char_p), ("count", c_uint64),
    ]


class Parts(Structure):
    _fields_ = [("major", c_uint64), ("minor", c_uint64), ("patch", c_uint64), ("prerelease", c_bool)]


class VecParts(Structure):
    _fields_ = [("ptr", POINTER(Parts)), ("len", c_size_t)]


Keep = CFUNCTYPE(c_int32, c_void_p, POINTER(c_bool), c_void_p)
Compare = CFUNCTYPE(c_int32, POINTER(Parts), POINTER(Parts), c_void_p)

# A returned `char *` is a c_void_p, because ctypes converts a c_char_p to `bytes` and loses the address to free.
SIGNATURES = {
    "semver_last_error": (c_int32, [POINTER(Error)]),
    "semver_clear_last_error": (None, []),
    "semver_string_free": (None, [c_void_p]),
    "semver_version_parse": (c_int32, [c_char_p, POINTER(c_void_p)]),
    "semver_version_text": (c_void_p, [c_void_p]),
    "semver_version_compare": (c_int32, [c_void_p, c_void_p]),
    "semver_version_free": (None, [c_void_p]),
    "semver_version_req_parse": (c_int32, [c_char_p, POINTER(c_void_p)]),
    "semver_version_req_matches": (c_bool, [c_void_p, c_void_p]),
    "semver_version_req_free": (None, [c_void_p]),
    "semver_version_list_new": (c_void_p, []),
    "semver_version_list_push": (c_bool, [c_void_p, c_void_p]),
    "semver_version_list_len": (c_size_t, [c_void_p]),
    "semver_version_list_get": (c_void_p, [c_void_p, c_size_t]),
    "semver_version_list_best": (c_void_p, [c_void_p, c_void_p]),
    "semver_version_list_sort": (c_bool, [c_void_p, Compare, c_void_p]),
    "semver_version_list_retain": (c_int32, [c_void_p, Keep, c_void_p]),
    "semver_version_list_parts": (VecParts, [c_void_p]),
    "semver_version_list_free": (None, [c_void_p]),
    "semver_vec_parts_free": (None, [VecParts]),
}

lib = ctypes.CDLL(os.environ["SEMVER_LIBRARY"])
for name, (result, arguments) in SIGNATURES.items():
    getattr(lib, name).restype, getattr(lib, name).argtypes = result, arguments


class SemverError(Exception):
    """A copy of the last error of this thread."""

    def __init__(self):
        error = Error(size=ctypes.sizeof(Error))
        self.kind = lib.semver_last_error(byref(error))
        self.code = error.code
        self.function = (error.function or b"").decode()
        self.message = (error.message or b"").decode()
        super().__init__(f"{self.function}: {self.message}")


def checked(answer, failed):
    """Returns the value, or raises if it is the failure value."""
    if failed(answer):
        raise SemverError
    return answer


def checked_by_error(call, *arguments):
    """For functions whose failure value is also a valid result: clears the last error, and reads it after the call."""
    lib.semver_clear_last_error()
    answer = call(*arguments)
    return checked(answer, lambda _: lib.semver_last_error(None) != 0)


def parsed(parse, text):
    out = c_void_p()
    checked(parse(text.encode() if isinstance(text, str) else text, byref(out)), lambda status: status != 0)
    return out.value


class Handle:
    """Owns an object of the library, and frees it."""

    def __init__(self, pointer, free):
        self.pointer = checked(pointer, lambda pointer: pointer is None)
        self.owned = weakref.finalize(self, free, pointer)


class Version(Handle):
    def __init__(self, pointer):
        super().__init__(pointer, lib.semver_version_free)

    @classmethod
    def parse(cls, text):
        return cls(parsed(lib.semver_version_parse, text))

    @classmethod
    def lent(cls, pointer):
        """A version that the library owns. It is refused as null once `pointer` is None again."""
        version = cls.__new__(cls)
        version.pointer = pointer
        return version

    def __str__(self):
        text = checked(lib.semver_version_text(self.pointer), lambda text: text is None)
        try:
            return ctypes.string_at(text).decode()
        finally:
            lib.semver_string_free(text)

    def compare(self, other):
        return checked(lib.semver_version_compare(self.pointer, other.pointer), lambda order: order == UNKNOWN)


class Requirement(Handle):
    def __init__(self, text):
        super().__init__(parsed(lib.semver_version_req_parse, text), lib.semver_version_req_free)

    def matches(self, version):
        return checked_by_error(lib.semver_version_req_matches, self.pointer, version.pointer)


class VersionList(Handle):
    def __init__(self, texts=()):
        super().__init__(lib.semver_version_list_new(), lib.semver_version_list_free)
        for text in texts:
            self.push(Version.parse(text))

    def push(self, version):
        """Takes ownership of the version, which cannot be used afterwards."""
        checked(lib.semver_version_list_push(self.pointer, version.pointer), lambda taken: not taken)
        version.owned.detach()
        version.pointer = None

    def __len__(self):
        return checked_by_error(lib.semver_version_list_len, self.pointer)

    def get(self, index):
        return Version(lib.semver_version_list_get(self.pointer, index))

    def best(self, requirement):
        found = checked_by_error(lib.semver_version_list_best, self.pointer, requirement.pointer)
        return None if found is None else Version(found)

    def parts(self):
        vec = checked_by_error(lib.semver_version_list_parts, self.pointer)
        try:
            return [(part.major, part.minor, part.patch) for part in vec.ptr[: vec.len]]
        finally:
            lib.semver_vec_parts_free(vec)

    def sort(self, compare):
        raised = []

        @Compare
        def call(a, b, _):  # ctypes would print what is raised here, and go on with any number as the answer
            try:
                return 0 if raised else compare(a.contents, b.contents)
            except BaseException as exception:
                raised.append(exception)
                return 0

        is_sorted = lib.semver_version_list_sort(self.pointer, call, None)
        if raised:
            raise raised[0]
        checked(is_sorted, lambda is_sorted: not is_sorted)

    def retain(self, keep):
        """Keeps the versions for which `keep` is true. An exception leaves the list as it is."""
        raised = []

        @Keep
        def call(pointer, out, _):
            version = Version.lent(pointer)
            try:
                out[0] = bool(keep(version))
                return 0
            except BaseException as exception:
                raised.append(exception)
                return 1
            finally:
                version.pointer = None

        status = lib.semver_version_list_retain(self.pointer, call, None)
        if raised:
            raise raised[0]
        checked(status, lambda status: status != 0)
