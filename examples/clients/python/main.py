"""Uses the semver library correctly and incorrectly: `main.py ctypes` or `main.py cffi`."""

import importlib
import sys
import threading

semver = importlib.import_module(f"semver_{sys.argv[1]}")
Version, Requirement, VersionList = semver.Version, semver.Requirement, semver.VersionList


def check(holds):
    if not holds:
        raise AssertionError("does not hold")


def error_of(call, *arguments):
    """Returns the error that the call raises."""
    try:
        call(*arguments)
    except semver.SemverError as error:
        return error
    raise AssertionError("a call that should fail did not")


def versions():
    older, newer = Version.parse("1.9.0-rc.1"), Version.parse("1.10.0")
    check(str(older) == "1.9.0-rc.1")
    check(older.compare(newer) < 0 < newer.compare(older))
    check(newer.compare(Version.parse("1.10.0")) == 0)


def requirements():
    versions = VersionList(["1.4.9", "1.10.0", "2.0.0"])
    requirement = Requirement("^1.4")
    check(requirement.matches(versions.get(0)) and not requirement.matches(versions.get(2)))
    check(str(versions.best(requirement)) == "1.10.0")
    check(versions.best(Requirement("^3")) is None)


def sort():
    versions = VersionList(["1.3.0", "3.1.0", "2.2.0"])
    versions.sort(lambda a, b: a.minor - b.minor)
    check(versions.parts() == [(3, 1, 0), (2, 2, 0), (1, 3, 0)])


def failing_comparator():
    """The library has completed its sort. An aborted sort could leave a version twice in the list."""
    versions = VersionList(["4.0.0", "3.0.0", "2.0.0", "1.0.0"])
    calls = 0

    def compare(a, b):
        nonlocal calls
        calls += 1
        if calls == 3:
            raise ValueError("cannot compare")
        return a.major - b.major

    try:
        versions.sort(compare)
    except ValueError as error:
        check(str(error) == "cannot compare" and calls == 3)
    else:
        raise AssertionError("what the comparator raised is lost")
    check(len(versions) == 4 and sorted(versions.parts()) == [(major, 0, 0) for major in (1, 2, 3, 4)])


def retain():
    versions, lent = VersionList(["1.4.9", "2.0.0", "1.10.0"]), []

    def fail(version):
        lent.append(version)
        raise ValueError(str(version))

    try:
        versions.retain(fail)
    except ValueError as error:
        check(str(error) == "1.4.9" and len(versions) == 3)
    else:
        raise AssertionError("what the callback raised is lost")
    check("is null" in error_of(str, lent[0]).message)
    versions.retain(Requirement("^1.4").matches)
    check([str(versions.get(index)) for index in range(len(versions))] == ["1.4.9", "1.10.0"])


def error():
    error = error_of(Version.parse, "1.two.3")
    check(error.kind == semver.ERROR and error.code == semver.SYNTAX and error.message)


def panic():
    error = error_of(VersionList().get, 7)
    check(error.kind == semver.PANIC and error.function == "semver_version_list_get")
    check("index is 7" in error.message)


def refused(text, message):
    error = error_of(Version.parse, text)
    check(error.kind == semver.INVALID_ARGUMENT and message in error.message)


def many_panics():
    empty = VersionList()
    for index in range(10_000):
        check(error_of(empty.get, index).kind == semver.PANIC)
    check(str(Version.parse("1.0.0")) == "1.0.0")


def threads(count=4):
    """Each thread causes a panic with its own index. When all have done so, each reads its last error."""
    empty, all_have_failed, messages = VersionList(), threading.Barrier(count), {}

    def call(index):
        error_of(empty.get, index)
        all_have_failed.wait()
        messages[index] = semver.SemverError().message

    started = [threading.Thread(target=call, args=(1000 + i,)) for i in range(count)]
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()
    check(len(messages) == count and all(f"index is {index}" in message for index, message in messages.items()))


if __name__ == "__main__":
    checks = {
        "versions": versions,
        "requirements": requirements,
        "sort": sort,
        "failing comparator": failing_comparator,
        "retain": retain,
        "error": error,
        "panic": panic,
        "null": lambda: refused(None, "`text` is null"),
        "invalid UTF-8": lambda: refused(b"\xff", "is not UTF-8"),
        "10,000 panics": many_panics,
        "threads": threads,
    }
    for name, run in checks.items():
        run()
        print("ok", name, flush=True)
