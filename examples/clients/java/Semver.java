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
 * The semver library for Java, with JNA.
 *
 * <p>A failure of the library, including a panic, is thrown as {@link SemverException}. An exception of a comparator does
 * not cross the library: it is kept and thrown again after the library has returned.
 *
 * <p>The last error belongs to a thread of the system. Call from platform threads: a virtual thread may change the thread
 * of the system between the call and the read of its error.
 */
final class Semver {
    private static final SemverLibrary C = SemverLibrary.C;

    private Semver() {}

    /** A copy of the last error of the thread that creates it. */
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

    /** Returns the value, or throws if it is the failure value. */
    private static <T> T checked(T answer, Predicate<T> failed) {
        if (failed.test(answer)) {
            throw lastError();
        }
        return answer;
    }

    /** For functions whose failure value is also a valid result: clears the last error, and reads it after the call. */
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

    /** Owns an object of the library. After it is closed it is null, which the library rejects. */
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

        /** Returns the string as UTF-8 with a NUL at the end. */
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

    /** Returns a number below, equal to or above 0. May throw any exception, unlike a {@code Comparator}. */
    interface Compare {
        int compare(Numbers a, Numbers b) throws Exception;
    }

    /** Returns whether a version that is lent to it stays in the list. */
    interface Keep {
        boolean keep(Version version) throws Exception;
    }

    static final class VersionList extends Handle {
        VersionList() {
            super(C.semver_version_list_new(), C::semver_version_list_free);
        }

        /** Takes ownership of the version, which cannot be used afterwards. */
        void push(Version version) {
            checked(C.semver_version_list_push(pointer, version.pointer), taken -> taken == 0);
            version.release();
        }

        long size() {
            return checkedByError(() -> C.semver_version_list_len(pointer)).longValue();
        }

        /** Throws if the index is out of range, because the library panics then. */
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

        /** Throws the exception of the comparator, which JNA alone would print and ignore. */
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
            rethrow(thrown[0]);
            checked(sorted, any -> any == 0);
        }

        /**
         * Keeps the versions that {@code keep} accepts. A version is lent: after the call it is null, which the library
         * rejects. An exception leaves the list as it is.
         */
        void retain(Keep keep) throws Exception {
            Throwable[] thrown = {null};
            SemverLibrary.Keep call = (lent, out, data) -> {
                Version version = new Version(lent);
                try {
                    out.setByte(0, (byte) (keep.keep(version) ? 1 : 0));
                    return 0;
                } catch (Throwable any) {
                    thrown[0] = any;
                    return 1;
                } finally {
                    version.release();
                }
            };
            int status = C.semver_version_list_retain(pointer, call, null);
            rethrow(thrown[0]);
            checked(status, any -> any != 0);
        }

        private static void rethrow(Throwable thrown) throws Exception {
            if (thrown instanceof Error error) {
                throw error;
            }
            if (thrown instanceof Exception exception) {
                throw exception;
            }
        }
    }
}
