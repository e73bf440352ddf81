using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text;

// The semver library for C#, with P/Invoke.
//
// A failure of the library, including a panic, is thrown as SemverException. An exception of a comparator must not cross the
// library, because .NET would end the process. It is kept and thrown again after the library has returned.
namespace Semver
{
    // A copy of the last error of the thread that creates it.
    public sealed class SemverException : Exception
    {
        public int Kind { get; }
        public int Code { get; }
        public string Function { get; }
        public string Text { get; }
        public override string Message => $"{Function}: {Text}";

        public SemverException()
        {
            var record = Last();
            Kind = record.Kind;
            Code = record.Code;
            Function = Utf8.Read(record.Function);
            Text = Utf8.Read(record.Message);
        }

        internal static Native.ErrorRecord Last()
        {
            var record = new Native.ErrorRecord { Size = (UIntPtr)Marshal.SizeOf<Native.ErrorRecord>() };
            Native.semver_last_error(ref record);
            return record;
        }
    }

    // The numbers of a version.
    [StructLayout(LayoutKind.Sequential)]
    public struct Parts
    {
        public ulong Major, Minor, Patch;
        [MarshalAs(UnmanagedType.I1)] public bool Prerelease;
    }

    static class Utf8
    {
        public static byte[] Terminated(string text) => Encoding.UTF8.GetBytes(text + "\0");

        public static string Read(IntPtr text)
        {
            if (text == IntPtr.Zero) return "";
            int length = 0;
            while (Marshal.ReadByte(text, length) != 0) length++;
            byte[] bytes = new byte[length];
            Marshal.Copy(text, bytes, 0, length);
            return Encoding.UTF8.GetString(bytes);
        }
    }

    static class Check
    {
        public static void That(bool worked)
        {
            if (!worked) throw new SemverException();
        }

        public static THandle Valid<THandle>(THandle handle) where THandle : Native.Handle
        {
            That(!handle.IsInvalid);
            return handle;
        }

        // For functions whose failure value is also a valid result: clears the last error, and reads it after the call.
        public static T ByError<T>(Func<T> call)
        {
            Native.semver_clear_last_error();
            T answer = call();
            That(SemverException.Last().Kind == Native.None);
            return answer;
        }
    }

    public sealed class Version : IDisposable, IComparable<Version>
    {
        internal Native.VersionHandle Handle { get; }

        internal Version(Native.VersionHandle handle) => Handle = Check.Valid(handle);

        public static Version Parse(string text) => Parse(Utf8.Terminated(text));

        // Returns the string as UTF-8 with a NUL at the end.
        public static Version Parse(byte[] text)
        {
            Check.That(Native.semver_version_parse(text, out var handle) == 0);
            return new Version(handle);
        }

        public override string ToString()
        {
            IntPtr text = Native.semver_version_text(Handle);
            Check.That(text != IntPtr.Zero);
            try { return Utf8.Read(text); }
            finally { Native.semver_string_free(text); }
        }

        public int CompareTo(Version other)
        {
            int order = Native.semver_version_compare(Handle, other.Handle);
            Check.That(order != Native.Unknown);
            return order;
        }

        public void Dispose() => Handle.Dispose();
    }

    public sealed class Requirement : IDisposable
    {
        internal Native.RequirementHandle Handle { get; }

        public Requirement(string text)
        {
            Check.That(Native.semver_version_req_parse(Utf8.Terminated(text), out var handle) == 0);
            Handle = handle;
        }

        public bool Matches(Version version) =>
            Check.ByError(() => Native.semver_version_req_matches(Handle, version.Handle));

        public void Dispose() => Handle.Dispose();
    }

    public sealed class VersionList : IDisposable
    {
        private readonly Native.ListHandle handle;

        public VersionList(params string[] texts)
        {
            handle = Check.Valid(Native.semver_version_list_new());
            foreach (string text in texts) Push(Version.Parse(text));
        }

        // Takes ownership of the version, which cannot be used afterwards.
        public void Push(Version version)
        {
            Check.That(Native.semver_version_list_push(handle, version.Handle));
            version.Handle.SetHandleAsInvalid();
        }

        public int Count => (int)Check.ByError(() => Native.semver_version_list_len(handle));

        // Throws if the index is out of range, because the library panics then.
        public Version this[int index] => new Version(Native.semver_version_list_get(handle, (UIntPtr)index));

        // Null if none meets the requirement.
        public Version Best(Requirement requirement)
        {
            var best = Check.ByError(() => Native.semver_version_list_best(handle, requirement.Handle));
            return best.IsInvalid ? null : new Version(best);
        }

        public List<Parts> ToList()
        {
            var vec = Check.ByError(() => Native.semver_version_list_parts(handle));
            try
            {
                int size = Marshal.SizeOf<Parts>();
                return Enumerable.Range(0, (int)vec.Length)
                    .Select(i => Marshal.PtrToStructure<Parts>(vec.Pointer + i * size)).ToList();
            }
            finally { Native.semver_vec_parts_free(vec); }
        }

        public void Sort(Comparison<Parts> comparison)
        {
            ExceptionDispatchInfo thrown = null;
            Native.Compare compare = (a, b, data) =>
            {
                try
                {
                    return thrown != null ? 0 : comparison(
                        Marshal.PtrToStructure<Parts>(a), Marshal.PtrToStructure<Parts>(b));
                }
                catch (Exception exception)
                {
                    thrown = ExceptionDispatchInfo.Capture(exception);
                    return 0;
                }
            };
            bool sorted = Native.semver_version_list_sort(handle, compare, IntPtr.Zero);
            GC.KeepAlive(compare); // the collector does not see the reference that C has
            thrown?.Throw();
            Check.That(sorted);
        }

        // Keeps the versions for which the function returns true. An exception leaves the list as it is. A version is lent:
        // it cannot be used after the function has returned.
        public void Retain(Predicate<Version> accepts)
        {
            ExceptionDispatchInfo thrown = null;
            Native.Keep keep = (lent, result, data) =>
            {
                var version = new Version(new Native.VersionHandle(lent));
                try
                {
                    Marshal.WriteByte(result, (byte)(accepts(version) ? 1 : 0));
                    return 0;
                }
                catch (Exception exception)
                {
                    thrown = ExceptionDispatchInfo.Capture(exception);
                    return 1;
                }
                finally { version.Handle.SetHandleAsInvalid(); }
            };
            int status = Native.semver_version_list_retain(handle, keep, IntPtr.Zero);
            GC.KeepAlive(keep);
            thrown?.Throw();
            Check.That(status == 0);
        }

        public void Dispose() => handle.Dispose();
    }
}
