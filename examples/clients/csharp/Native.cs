using System;
using System.Runtime.InteropServices;

// The functions of semver.h that Semver.cs calls.
//
// C's bool is one byte: .NET would take it for the four of a Windows BOOL. size_t is UIntPtr. A text goes in as byte[]
// with its NUL, so that all texts can be passed; one that comes out and is to be freed is a pointer, as .NET would free
// a string by a function of its own.
static class Native
{
    // The loader of the system finds it by this name: libsemver.so in LD_LIBRARY_PATH, say.
    private const string Library = "semver";

    public const int None = 0, Panic = 1, InvalidArgument = 2, Error = 3; // kinds of an error
    public const int Syntax = 1; // semver_failure: codes of Error
    public const int Unknown = 2; // semver_order: the call has failed

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
    [DllImport(Library)] public static extern VecParts semver_version_list_parts(ListHandle list);
    [DllImport(Library)] public static extern void semver_version_list_free(IntPtr list);
    [DllImport(Library)] public static extern void semver_vec_parts_free(VecParts parts);

    // Own what the library allocated: freed when disposed of, or by the finalizer; not while a call has them.
    public abstract class Handle : SafeHandle
    {
        protected Handle() : base(IntPtr.Zero, true) { }
        public override bool IsInvalid => handle == IntPtr.Zero;
    }

    public sealed class VersionHandle : Handle
    {
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
