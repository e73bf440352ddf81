using System;
using System.Runtime.InteropServices;

// The functions of semver.h that Semver.cs calls.
//
// C's bool is one byte; .NET would marshal a Windows BOOL of four bytes. size_t is UIntPtr. Strings are passed as byte[] with
// a NUL, so that invalid ones can be passed too. A returned string that must be freed is a pointer, because .NET would free
// a string with another function.
static class Native
{
    // The loader of the system finds the library by this name, for example libsemver.so in LD_LIBRARY_PATH.
    private const string Library = "semver";

    public const int None = 0, Panic = 1, InvalidArgument = 2, Error = 3; // kinds of an error
    public const int Syntax = 1; // SEMVER_SYNTAX: a code of Error
    public const int Unknown = 2; // semver_order: the call failed

    [StructLayout(LayoutKind.Sequential)]
    public struct ErrorRecord
    {
        public UIntPtr Size;
        public int Kind;
        public uint Line, Column;
        public int Code;
        public IntPtr Function, Message, File;
        public ulong Count;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct VecParts
    {
        public IntPtr Pointer;
        public UIntPtr Length;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int Compare(IntPtr a, IntPtr b, IntPtr data);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int Keep(IntPtr version, IntPtr result, IntPtr data);

    [DllImport(Library)] public static extern int semver_last_error(ref ErrorRecord error);
    [DllImport(Library)] public static extern void semver_clear_last_error();
    [DllImport(Library)] public static extern void semver_string_free(IntPtr text);

    [DllImport(Library)] public static extern int semver_version_parse(byte[] text, out VersionHandle version);
    [DllImport(Library)] public static extern IntPtr semver_version_text(VersionHandle version);
    [DllImport(Library)] public static extern int semver_version_compare(VersionHandle version, VersionHandle other);
    [DllImport(Library)] public static extern void semver_version_free(IntPtr version);

    [DllImport(Library)]
    public static extern int semver_version_req_parse(byte[] text, out RequirementHandle requirement);
    [DllImport(Library)] [return: MarshalAs(UnmanagedType.I1)]
    public static extern bool semver_version_req_matches(RequirementHandle requirement, VersionHandle version);
    [DllImport(Library)] public static extern void semver_version_req_free(IntPtr requirement);

    [DllImport(Library)] public static extern ListHandle semver_version_list_new();
    [DllImport(Library)] [return: MarshalAs(UnmanagedType.I1)]
    public static extern bool semver_version_list_push(ListHandle list, VersionHandle version);
    [DllImport(Library)] public static extern UIntPtr semver_version_list_len(ListHandle list);
    [DllImport(Library)] public static extern VersionHandle semver_version_list_get(ListHandle list, UIntPtr index);
    [DllImport(Library)]
    public static extern VersionHandle semver_version_list_best(ListHandle list, RequirementHandle requirement);
    [DllImport(Library)] [return: MarshalAs(UnmanagedType.I1)]
    public static extern bool semver_version_list_sort(ListHandle list, Compare compare, IntPtr data);
    [DllImport(Library)] public static extern int semver_version_list_retain(ListHandle list, Keep keep, IntPtr data);
    [DllImport(Library)] public static extern VecParts semver_version_list_parts(ListHandle list);
    [DllImport(Library)] public static extern void semver_version_list_free(IntPtr list);
    [DllImport(Library)] public static extern void semver_vec_parts_free(VecParts parts);

    // Owners of objects of the library. They free the object when disposed or finalized, but not during a call.
    public abstract class Handle : SafeHandle
    {
        protected Handle() : base(IntPtr.Zero, true) { }
        public override bool IsInvalid => handle == IntPtr.Zero;
    }

    public sealed class VersionHandle : Handle
    {
        public VersionHandle() { }

        // A version that the library owns: it is never freed, and null after SetHandleAsInvalid.
        public VersionHandle(IntPtr lent) { SetHandle(lent); }

        protected override bool ReleaseHandle() { semver_version_free(handle); return true; }
    }

    public sealed class RequirementHandle : Handle
    {
        protected override bool ReleaseHandle() { semver_version_req_free(handle); return true; }
    }

    public sealed class ListHandle : Handle
    {
        protected override bool ReleaseHandle() { semver_version_list_free(handle); return true; }
    }
}
