import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Uses {@link Semver} correctly and incorrectly, and prints the results. */
final class Main {
    private interface Check {
        void run() throws Exception;
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new AssertionError("does not hold");
        }
    }

    /** Returns the exception that the call throws. */
    private static Semver.SemverException errorOf(Check call) throws Exception {
        try {
            call.run();
        } catch (Semver.SemverException error) {
            return error;
        }
        throw new AssertionError("a call that should fail did not");
    }

    private static Semver.VersionList listOf(String... texts) {
        var list = new Semver.VersionList();
        for (String text : texts) {
            list.push(Semver.Version.parse(text));
        }
        return list;
    }

    private static void versions() {
        try (var older = Semver.Version.parse("1.9.0-rc.1");
                var newer = Semver.Version.parse("1.10.0");
                var same = Semver.Version.parse("1.10.0")) {
            check(older.toString().equals("1.9.0-rc.1"));
            check(older.compare(newer) < 0 && newer.compare(older) > 0 && newer.compare(same) == 0);
        }
    }

    private static void requirements() {
        try (var list = listOf("1.4.9", "1.10.0", "2.0.0");
                var requirement = new Semver.Requirement("^1.4");
                var unmet = new Semver.Requirement("^3");
                var first = list.get(0);
                var last = list.get(2);
                var best = list.best(requirement).orElseThrow()) {
            check(requirement.matches(first) && !requirement.matches(last));
            check(best.toString().equals("1.10.0"));
            check(list.best(unmet).isEmpty());
        }
    }

    private static void sort() throws Exception {
        try (var list = listOf("1.3.0", "3.1.0", "2.2.0")) {
            list.sort((a, b) -> Long.compare(a.minor(), b.minor()));
            check(list.numbers().stream().map(Semver.Numbers::major).toList().equals(List.of(3L, 2L, 1L)));
        }
    }

    /** The library has completed its sort. An aborted sort could leave a version twice in the list. */
    private static void failingComparator() throws Exception {
        try (var list = listOf("4.0.0", "3.0.0", "2.0.0", "1.0.0")) {
            int[] calls = {0};
            String caught = "nothing";
            try {
                list.sort((a, b) -> {
                    if (++calls[0] == 3) {
                        throw new IOException("cannot compare");
                    }
                    return Long.compare(a.major(), b.major());
                });
            } catch (IOException exception) {
                caught = exception.getMessage();
            }
            check(caught.equals("cannot compare") && calls[0] == 3);
            check(list.size() == 4 && list.numbers().stream().distinct().count() == 4);
        }
    }

    private static void retain() throws Exception {
        try (var list = listOf("1.4.9", "2.0.0", "1.10.0");
                var requirement = new Semver.Requirement("^1.4")) {
            Semver.Version[] lent = {null};
            String caught = "nothing";
            try {
                list.retain(version -> {
                    lent[0] = version;
                    throw new IOException(version.toString());
                });
            } catch (IOException exception) {
                caught = exception.getMessage();
            }
            check(caught.equals("1.4.9") && list.size() == 3);
            check(errorOf(() -> lent[0].toString()).text.contains("is null"));
            list.retain(requirement::matches);
            check(list.size() == 2);
        }
    }

    private static void error() throws Exception {
        Semver.SemverException error = errorOf(() -> Semver.Version.parse("1.two.3"));
        check(error.kind == SemverLibrary.ERROR && error.code == SemverLibrary.SYNTAX && !error.text.isEmpty());
    }

    private static void panic() throws Exception {
        try (var list = new Semver.VersionList()) {
            Semver.SemverException error = errorOf(() -> list.get(7));
            check(error.kind == SemverLibrary.PANIC && error.function.equals("semver_version_list_get"));
            check(error.text.contains("index is 7"));
        }
    }

    private static void refused(byte[] text, String message) throws Exception {
        Semver.SemverException error = errorOf(() -> Semver.Version.parse(text));
        check(error.kind == SemverLibrary.INVALID_ARGUMENT && error.text.contains(message));
    }

    private static void manyPanics() throws Exception {
        try (var list = new Semver.VersionList()) {
            for (int i = 0; i < 10_000; i++) {
                int index = i;
                check(errorOf(() -> list.get(index)).kind == SemverLibrary.PANIC);
            }
        }
        versions();
    }

    /** Each thread causes a panic with its own index. When all have done so, each reads its last error. */
    private static void threads() throws Exception {
        int count = 4;
        CyclicBarrier allHaveFailed = new CyclicBarrier(count);
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try (var list = new Semver.VersionList()) {
            List<Future<String>> messages = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int index = 1000 + i;
                Callable<String> call = () -> {
                    errorOf(() -> list.get(index));
                    allHaveFailed.await();
                    return Semver.lastError().text;
                };
                messages.add(threads.submit(call));
            }
            for (int i = 0; i < count; i++) {
                check(messages.get(i).get().contains("index is " + (1000 + i)));
            }
        } finally {
            threads.shutdown();
        }
    }

    private static void ok(String name, Check check) throws Exception {
        check.run();
        System.out.println("ok " + name);
    }

    public static void main(String[] arguments) throws Exception {
        ok("versions", Main::versions);
        ok("requirements", Main::requirements);
        ok("sort", Main::sort);
        ok("failing comparator", Main::failingComparator);
        ok("retain", Main::retain);
        ok("error", Main::error);
        ok("panic", Main::panic);
        ok("null", () -> refused(null, "`text` is null"));
        ok("invalid UTF-8", () -> refused(new byte[] {(byte) 0xff, 0}, "is not UTF-8"));
        ok("10,000 panics", Main::manyPanics);
        ok("threads", Main::threads);
    }
}
