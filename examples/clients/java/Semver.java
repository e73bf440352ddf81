import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The semver library for Java, by JNA.
 *
 * <p>A failure of the library, a panic of its Rust code included, is thrown as {@link SemverException}. What a
 * comparator throws does not cross the library: it is kept until the library has returned, and thrown then.
 *
 * <p>The last error belongs to a thread of the system. Call from platform threads: a virtual one may go on with
 * another thread of the system between the call and the question why it failed.
 */
final class Semver {
    private static final SemverLibrary C = SemverLibrary.C;

    private Semver() {}

    /** A copy of the last error of the thread that makes it. */
    static final class SemverException extends RuntimeException {
        final int kind;
        final int code;
        final String function;
        final String text;

        private SemverException(SemverLibrary.ErrorRecord record) {
            super(string(record.function) + ": " + string(record.message));
            kind = record.kind;
            code = record.code;
            function = string(record.function);
            text = string(record.message);
        }
    }

    static SemverException lastError() {
        SemverLibrary.ErrorRecord record = new SemverLibrary.ErrorRecord();
        C.semver_last_error(record);
        return new SemverException(record);
    }

    private static String string(Pointer text) {
        return text == null ? "" : text.getString(0, UTF_8.name());
    }

    /** The answer, unless it is the function's failure value. */
    private static <T> T checked(T answer, Predicate<T> failed) {
        if (failed.test(answer)) {
            throw lastError();
        }
        return answer;
    }

    /** For a function whose failure value is a good answer as well: the last error tells, cleared before the call. */
    private static <T> T checkedByError(Supplier<T> call) {
        C.semver_clear_last_error();
        return checked(call.get(), any -> C.semver_last_error(null) != SemverLibrary.NONE);
    }

    private interface Parse {
        int call(byte[] text, PointerByReference out);
    }

    private static Pointer parsed(Parse parse, byte[] text) {
        PointerByReference out = new PointerByReference();
        checked(parse.call(text, out), status -> status != 0);
        return out.getValue();
    }

    private static byte[] terminated(String text) {
        return (text + "\0").getBytes(UTF_8);
    }

    /** Owns what the library allocated. Once closed it is null, which the library refuses. */
    private abstract static class Handle implements AutoCloseable {
        private final Consumer<Pointer> free;
        Pointer pointer;

        Handle(Pointer pointer, Consumer<Pointer> free) {
            this.pointer = checked(pointer, any -> any == null);
            this.free = free;
        }

        @Override
        public void close() {
            free.accept(release());
        }

        Pointer release() {
            Pointer released = pointer;
            pointer = null;
            return released;
        }
    }

    static final class Version extends Handle {
        private Version(Pointer pointer) {
            super(pointer, C::semver_version_free);
        }

        static Version parse(String text) {
            return parse(terminated(text));
        }

        /** As C takes it: UTF-8 with a NUL at the end. */
        static Version parse(byte[] text) {
            return new Version(parsed(C::semver_version_parse, text));
        }

        @Override
        public String toString() {
            Pointer text = checked(C.semver_version_text(pointer), any -> any == null);
            try {
                return string(text);
            } finally {
                C.semver_string_free(text);
            }
        }

        int compare(Version other) {
            int order = C.semver_version_compare(pointer, other.pointer);
            return checked(order, any -> any == SemverLibrary.UNKNOWN);
        }
    }

    static final class Requirement extends Handle {
        Requirement(String text) {
            super(parsed(C::semver_version_req_parse, terminated(text)), C::semver_version_req_free);
        }

        boolean matches(Version version) {
            return checkedByError(() -> C.semver_version_req_matches(pointer, version.pointer)) != 0;
        }
    }

    /** The numbers of a version. */
    record Numbers(long major, long minor, long patch, boolean prerelease) {
        private static Numbers of(Pointer pointer) {
            SemverLibrary.Parts parts = new SemverLibrary.Parts(pointer);
            return new Numbers(parts.major, parts.minor, parts.patch, parts.prerelease != 0);
        }
    }

    /** Below, equal to or above 0; not a {@code Comparator}, which could not throw what it likes. */
    interface Compare {
        int compare(Numbers a, Numbers b) throws Exception;
    }

    static final class VersionList extends Handle {
        VersionList() {
            super(C.semver_version_list_new(), C::semver_version_list_free);
        }

        /** Takes the version over: it cannot be used afterwards. */
        void push(Version version) {
            checked(C.semver_version_list_push(pointer, version.pointer), taken -> taken == 0);
            version.release();
        }

        long size() {
            return checkedByError(() -> C.semver_version_list_len(pointer)).longValue();
        }

        /** Throws where there is no such index: the library panics then. */
        Version get(long index) {
            return new Version(C.semver_version_list_get(pointer, new SemverLibrary.Size(index)));
        }

        Optional<Version> best(Requirement requirement) {
            Pointer best = checkedByError(() -> C.semver_version_list_best(pointer, requirement.pointer));
            return Optional.ofNullable(best).map(Version::new);
        }

        List<Numbers> numbers() {
            SemverLibrary.VecParts.ByValue vec = checkedByError(() -> C.semver_version_list_parts(pointer));
            try {
                int size = new SemverLibrary.Parts().size();
                return IntStream.range(0, vec.len.intValue())
                        .mapToObj(i -> Numbers.of(vec.ptr.share((long) i * size)))
                        .toList();
            } finally {
                C.semver_vec_parts_free(vec);
            }
        }

        /** Whatever the comparator throws comes out of here; JNA alone would print it and go on. */
        void sort(Compare compare) throws Exception {
            Throwable[] thrown = {null};
            SemverLibrary.Compare call = (a, b, data) -> {
                try {
                    return thrown[0] == null ? compare.compare(Numbers.of(a), Numbers.of(b)) : 0;
                } catch (Throwable any) {
                    thrown[0] = any;
                    return 0;
                }
            };
            byte sorted = C.semver_version_list_sort(pointer, call, null);
            if (thrown[0] instanceof Error error) {
                throw error;
            }
            if (thrown[0] instanceof Exception exception) {
                throw exception;
            }
            checked(sorted, any -> any == 0);
        }
    }
}
