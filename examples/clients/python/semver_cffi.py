"""The semver library with cffi (ABI mode: nothing to compile), with the same interface as semver_ctypes.

A failure of the library, including a panic, is raised as SemverError. An exception of a comparator does not cross the
library: it is kept and raised again after the library has returned.
"""

import os

from cffi import FFI

ffi = FFI()
ffi.cdef("""
    typedef struct { size_t size; int32_t kind; uint32_t line; uint32_t column; int32_t code;
                     const char *function, *message, *file; uint64_t count; } ffi_guard_error;
    typedef struct { uint64_t major; uint64_t minor; uint64_t patch; bool prerelease; } semver_parts;
    typedef struct { semver_parts *ptr; size_t len; } semver_vec_parts;
    typedef struct semver_version semver_version;
    typedef struct semver_version_req semver_version_req;
    typedef struct semver_version_list semver_version_list;

    int32_t semver_last_error(ffi_guard_error *out);
    void semver_clear_last_error(void);
    void semver_string_free(char *text);
    int32_t semver_version_parse(const char *text, semver_version **out);
    char *semver_version_text(const semver_version *version);
    int32_t semver_version_compare(const semver_version *version, const semver_version *other);
    void semver_version_free(semver_version *version);
    int32_t semver_version_req_parse(const char *text, semver_version_req **out);
    bool semver_version_req_matches(const semver_version_req *version_req, const semver_version *version);
    void semver_version_req_free(semver_version_req *version_req);
    semver_version_list *semver_version_list_new(void);
    bool semver_version_list_push(semver_version_list *version_list, semver_version *version);
    size_t semver_version_list_len(const semver_version_list *version_list);
    semver_version *semver_version_list_get(const semver_version_list *version_list, size_t index);
    semver_version *semver_version_list_best(const semver_version_list *version_list, const semver_version_req *req);
    bool semver_version_list_sort(semver_version_list *version_list,
                                  int32_t (*compare)(const semver_parts *, const semver_parts *, void *), void *data);
    int32_t semver_version_list_retain(semver_version_list *version_list,
                                       int32_t (*keep)(const semver_version *, bool *, void *), void *data);
    semver_vec_parts semver_version_list_parts(const semver_version_list *version_list);
    void semver_version_list_free(semver_version_list *version_list);
    void semver_vec_parts_free(semver_vec_parts vec);
""")
lib = ffi.dlopen(os.environ["SEMVER_LIBRARY"])

PANIC, INVALID_ARGUMENT, ERROR = 1, 2, 3  # kinds of an error
SYNTAX = 1  # SEMVER_SYNTAX: a code of ERROR
UNKNOWN = 2  # semver_order: the call has failed; else below, equal to or above 0


def text_of(pointer):
    return ffi.string(pointer).decode() if pointer else ""


class SemverError(Exception):
    """A copy of the last error of this thread."""

    def __init__(self):
        error = ffi.new("ffi_guard_error *", {"size": ffi.sizeof("ffi_guard_error")})
        self.kind = lib.semver_last_error(error)
        self.code = error.code
        self.function, self.message = text_of(error.function), text_of(error.message)
        super().__init__(f"{self.function}: {self.message}")


def owned(pointer, free):
    """Frees the pointer with its owner. Null is a failure."""
    if not pointer:
        raise SemverError
    return ffi.gc(pointer, free)


def checked_by_error(call, *arguments):
    """For functions whose failure value is also a valid result: clears the last error, and reads it after the call."""
    lib.semver_clear_last_error()
    answer = call(*arguments)
    if lib.semver_last_error(ffi.NULL) != 0:
        raise SemverError
    return answer


def parsed(parse, text, out):
    text = text.encode() if isinstance(text, str) else text
    if parse(ffi.NULL if text is None else text, out) != 0:
        raise SemverError
    return out[0]


class Version:
    def __init__(self, pointer):
        self.pointer = owned(pointer, lib.semver_version_free)

    @classmethod
    def parse(cls, text):
        return cls(parsed(lib.semver_version_parse, text, ffi.new("semver_version **")))

    @classmethod
    def lent(cls, pointer):
        """A version that the library owns. It is refused as null once `pointer` is NULL again."""
        version = cls.__new__(cls)
        version.pointer = pointer
        return version

    def __str__(self):
        return text_of(owned(lib.semver_version_text(self.pointer), lib.semver_string_free))

    def compare(self, other):
        order = lib.semver_version_compare(self.pointer, other.pointer)
        if order == UNKNOWN:
            raise SemverError
        return order


class Requirement:
    def __init__(self, text):
        pointer = parsed(lib.semver_version_req_parse, text, ffi.new("semver_version_req **"))
        self.pointer = owned(pointer, lib.semver_version_req_free)

    def matches(self, version):
        return checked_by_error(lib.semver_version_req_matches, self.pointer, version.pointer)


class VersionList:
    def __init__(self, texts=()):
        self.pointer = owned(lib.semver_version_list_new(), lib.semver_version_list_free)
        for text in texts:
            self.push(Version.parse(text))

    def push(self, version):
        """Takes ownership of the version, which cannot be used afterwards."""
        if not lib.semver_version_list_push(self.pointer, version.pointer):
            raise SemverError
        ffi.gc(version.pointer, None)
        version.pointer = ffi.NULL

    def __len__(self):
        return checked_by_error(lib.semver_version_list_len, self.pointer)

    def get(self, index):
        return Version(lib.semver_version_list_get(self.pointer, index))

    def best(self, requirement):
        found = checked_by_error(lib.semver_version_list_best, self.pointer, requirement.pointer)
        return Version(found) if found else None

    def parts(self):
        vec = checked_by_error(lib.semver_version_list_parts, self.pointer)
        try:
            return [(part.major, part.minor, part.patch) for part in ffi.unpack(vec.ptr, vec.len)]
        finally:
            lib.semver_vec_parts_free(vec)

    def sort(self, compare):
        raised = []

        def keep(_kind, exception, _traceback):  # else cffi prints it; after it, the answer is `error`
            raised.append(exception)

        @ffi.callback("int32_t(const semver_parts *, const semver_parts *, void *)", error=0, onerror=keep)
        def call(a, b, _):
            return 0 if raised else compare(a, b)

        is_sorted = lib.semver_version_list_sort(self.pointer, call, ffi.NULL)
        if raised:
            raise raised[0]
        if not is_sorted:
            raise SemverError

    def retain(self, keep):
        """Keeps the versions for which `keep` is true. An exception leaves the list as it is."""
        raised = []

        def failed(_kind, exception, _traceback):
            raised.append(exception)

        @ffi.callback("int32_t(const semver_version *, bool *, void *)", error=1, onerror=failed)
        def call(pointer, out, _):
            version = Version.lent(pointer)
            try:
                out[0] = bool(keep(version))
                return 0
            finally:
                version.pointer = ffi.NULL

        status = lib.semver_version_list_retain(self.pointer, call, ffi.NULL)
        if raised:
            raise raised[0]
        if status != 0:
            raise SemverError
