import com.sun.jna.Callback;
import com.sun.jna.IntegerType;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import com.sun.jna.ptr.PointerByReference;

/**
 * The C functions of semver.h that {@link Semver} calls, for JNA.
 *
 * <p>C's {@code bool} is one byte, hence {@code byte}: JNA's {@code boolean} is an {@code int}, and three of its bytes would
 * be garbage. Strings are passed as {@code byte[]} with a NUL, so that invalid ones can be passed too. A returned string
 * that must be freed is a {@code Pointer}, because JNA loses the address of a {@code String}.
 */
interface SemverLibrary extends Library {
    SemverLibrary C = Native.load(System.getenv("SEMVER_LIBRARY"), SemverLibrary.class);

    int NONE = 0, PANIC = 1, INVALID_ARGUMENT = 2, ERROR = 3; // kinds of an error
    int SYNTAX = 1; // SEMVER_SYNTAX: a code of ERROR
    int UNKNOWN = 2; // semver_order: the call failed

    int semver_last_error(ErrorRecord out);

    void semver_clear_last_error();

    void semver_string_free(Pointer text);

    int semver_version_parse(byte[] text, PointerByReference out);

    Pointer semver_version_text(Pointer version);

    int semver_version_compare(Pointer version, Pointer other);

    void semver_version_free(Pointer version);

    int semver_version_req_parse(byte[] text, PointerByReference out);

    byte semver_version_req_matches(Pointer requirement, Pointer version);

    void semver_version_req_free(Pointer requirement);

    Pointer semver_version_list_new();

    byte semver_version_list_push(Pointer list, Pointer version);

    Size semver_version_list_len(Pointer list);

    Pointer semver_version_list_get(Pointer list, Size index);

    Pointer semver_version_list_best(Pointer list, Pointer requirement);

    byte semver_version_list_sort(Pointer list, Compare compare, Pointer data);

    int semver_version_list_retain(Pointer list, Keep keep, Pointer data);

    VecParts.ByValue semver_version_list_parts(Pointer list);

    void semver_version_list_free(Pointer list);

    void semver_vec_parts_free(VecParts.ByValue parts);

    /** {@code size_t}. */
    class Size extends IntegerType {
        public Size() {
            this(0);
        }

        public Size(long value) {
            super(Native.SIZE_T_SIZE, value, true);
        }
    }

    /** {@code ffi_guard_error}. */
    @FieldOrder({"size", "kind", "line", "column", "code", "function", "message", "file", "count"})
    class ErrorRecord extends Structure {
        public Size size;
        public int kind, line, column, code;
        public Pointer function, message, file;
        public long count;

        public ErrorRecord() {
            size = new Size(size());
        }
    }

    /** {@code semver_parts}. */
    @FieldOrder({"major", "minor", "patch", "prerelease"})
    class Parts extends Structure {
        public long major, minor, patch;
        public byte prerelease;

        public Parts() {}

        public Parts(Pointer pointer) {
            super(pointer);
            read();
        }
    }

    /** {@code semver_vec_parts}. */
    @FieldOrder({"ptr", "len"})
    class VecParts extends Structure {
        public Pointer ptr;
        public Size len;

        public static class ByValue extends VecParts implements Structure.ByValue {}
    }

    /** The comparator of {@code semver_version_list_sort}. */
    interface Compare extends Callback {
        int invoke(Pointer a, Pointer b, Pointer data);
    }

    /** The function of {@code semver_version_list_retain}. */
    interface Keep extends Callback {
        int invoke(Pointer version, Pointer out, Pointer data);
    }
}
