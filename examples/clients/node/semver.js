// The semver library for Node.js, with koffi.
//
// A failure of the library, including a panic, is thrown as SemverError. An exception of a comparator does not cross the
// library: it is kept and thrown again after the library has returned.
//
// The last error belongs to a thread. Here a call and the read of its error are on the same thread. A call with koffi's
// `.async` runs on a thread of a pool, whose last error cannot be read.

import koffi from 'koffi';

export const Kind = { PANIC: 1, INVALID_ARGUMENT: 2, ERROR: 3 };
export const SYNTAX = 1; // SEMVER_SYNTAX: a code of Kind.ERROR
const UNKNOWN = 2; // semver_order: the call failed

const library = koffi.load(process.env.SEMVER_LIBRARY);

koffi.opaque('semver_version');
koffi.opaque('semver_version_req');
koffi.opaque('semver_version_list');
const ErrorRecord = koffi.struct('ffi_guard_error', {
  size: 'size_t', kind: 'int32_t', line: 'uint32_t', column: 'uint32_t', code: 'int32_t',
  function: 'const char *', message: 'const char *', file: 'const char *', count: 'uint64_t',
});
const Parts = koffi.struct('semver_parts', {
  major: 'uint64_t', minor: 'uint64_t', patch: 'uint64_t', prerelease: 'bool',
});
koffi.struct('semver_vec_parts', { ptr: 'semver_parts *', len: 'size_t' });
koffi.proto('int32_t semver_keep(const semver_version *version, void *out, void *data)');
koffi.proto('int32_t semver_compare(const semver_parts *a, const semver_parts *b, void *data)');

const lastErrorRecord = library.func('int32_t semver_last_error(_Inout_ ffi_guard_error *out)');
const clearLastError = library.func('void semver_clear_last_error()');
const stringFree = library.func('void semver_string_free(void *text)');
koffi.disposable('semver_string', 'str', stringFree); // read, then freed by the library

const versionParse = library.func('int32_t semver_version_parse(const void *text, _Out_ semver_version **out)');
const versionText = library.func('semver_string semver_version_text(const semver_version *version)');
const versionCompare = library.func('int32_t semver_version_compare(const semver_version *a, const semver_version *b)');
const versionFree = library.func('void semver_version_free(semver_version *version)');
const reqParse = library.func('int32_t semver_version_req_parse(const void *text, _Out_ semver_version_req **out)');
const reqMatches = library.func(
  'bool semver_version_req_matches(const semver_version_req *req, const semver_version *version)');
const reqFree = library.func('void semver_version_req_free(semver_version_req *req)');
const listNew = library.func('semver_version_list *semver_version_list_new()');
const listPush = library.func('bool semver_version_list_push(semver_version_list *list, semver_version *version)');
const listLen = library.func('size_t semver_version_list_len(const semver_version_list *list)');
const listGet = library.func('semver_version *semver_version_list_get(const semver_version_list *list, size_t index)');
const listBest = library.func(
  'semver_version *semver_version_list_best(const semver_version_list *list, const semver_version_req *req)');
const listSort = library.func(
  'bool semver_version_list_sort(semver_version_list *list, semver_compare *compare, void *data)');
const listRetain = library.func(
  'int32_t semver_version_list_retain(semver_version_list *list, semver_keep *keep, void *data)');
const listParts = library.func('semver_vec_parts semver_version_list_parts(const semver_version_list *list)');
const listFree = library.func('void semver_version_list_free(semver_version_list *list)');
const vecPartsFree = library.func('void semver_vec_parts_free(semver_vec_parts vec)');

/** A copy of the last error of this thread. */
export class SemverError extends Error {
  constructor() {
    const record = { size: koffi.sizeof(ErrorRecord) };
    lastErrorRecord(record);
    super(`${record.function}: ${record.message}`);
    Object.assign(this, { name: 'SemverError', kind: record.kind, code: record.code });
    Object.assign(this, { function: record.function, text: record.message });
  }
}

/** Returns the value, or throws if it is the failure value. */
function checked(answer, failed) {
  if (failed(answer)) throw new SemverError();
  return answer;
}

/** For functions whose failure value is also a valid result: clears the last error, and reads it after the call. */
function checkedByError(call) {
  clearLastError();
  return checked(call(), () => lastErrorRecord(null) !== 0);
}

const isNull = (pointer) => pointer === null;

function parsed(parse, text) {
  const out = [null];
  const bytes = typeof text === 'string' ? Buffer.from(`${text}\0`) : text;
  checked(parse(bytes, out), (status) => status !== 0);
  return out[0];
}

// Frees an object of the library when its owner is no longer referenced.
const owners = new FinalizationRegistry(({ pointer, free }) => free(pointer));

class Handle {
  constructor(pointer, free) {
    this.pointer = checked(pointer, isNull);
    owners.register(this, { pointer, free }, this);
  }

  /** The library has taken ownership. */
  release() {
    owners.unregister(this);
    this.pointer = null;
  }
}

export class Version extends Handle {
  constructor(pointer) {
    super(pointer, versionFree);
  }

  /** Parses a string, or bytes in UTF-8 with a NUL at the end. */
  static parse(text) {
    return new Version(parsed(versionParse, text));
  }

  /** A version that the library owns. It is refused as null once its pointer is null again. */
  static lent(pointer) {
    return Object.assign(Object.create(Version.prototype), { pointer });
  }

  toString() {
    return checked(versionText(this.pointer), isNull);
  }

  compare(other) {
    return checked(versionCompare(this.pointer, other.pointer), (order) => order === UNKNOWN);
  }
}

export class Requirement extends Handle {
  constructor(text) {
    super(parsed(reqParse, text), reqFree);
  }

  matches(version) {
    return checkedByError(() => reqMatches(this.pointer, version.pointer));
  }
}

export class VersionList extends Handle {
  constructor(texts = []) {
    super(listNew(), listFree);
    for (const text of texts) this.push(Version.parse(text));
  }

  /** Takes ownership of the version, which cannot be used afterwards. */
  push(version) {
    checked(listPush(this.pointer, version.pointer), (taken) => !taken);
    version.release();
  }

  get length() {
    return checkedByError(() => listLen(this.pointer));
  }

  /** Throws if the index is out of range, because the library panics then. */
  get(index) {
    return new Version(listGet(this.pointer, index));
  }

  /** Returns null if no version meets the requirement. */
  best(requirement) {
    const best = checkedByError(() => listBest(this.pointer, requirement.pointer));
    return best === null ? null : new Version(best);
  }

  parts() {
    const vec = checkedByError(() => listParts(this.pointer));
    try {
      return koffi.decode(vec.ptr, Parts, vec.len);
    } finally {
      vecPartsFree(vec);
    }
  }

  sort(compare) {
    let thrown = null;
    const call = (a, b) => {
      try {
        return thrown ? 0 : compare(koffi.decode(a, Parts), koffi.decode(b, Parts));
      } catch (error) {
        thrown = { error };
        return 0;
      }
    };
    const sorted = listSort(this.pointer, call, null);
    if (thrown) throw thrown.error;
    checked(sorted, (any) => !any);
  }

  /** Keeps the versions for which `keep` returns true. An exception leaves the list as it is. */
  retain(keep) {
    let thrown = null;
    const call = (pointer, out) => {
      const version = Version.lent(pointer);
      try {
        koffi.encode(out, 'bool', Boolean(keep(version)));
        return 0;
      } catch (error) {
        thrown = { error };
        return 1;
      } finally {
        version.pointer = null;
      }
    };
    const status = listRetain(this.pointer, call, null);
    if (thrown) throw thrown.error;
    checked(status, (any) => any !== 0);
  }
}
