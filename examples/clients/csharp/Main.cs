using System;
using System.IO;
using System.Linq;
using System.Threading;
using Semver;
using Version = Semver.Version;

// Uses Semver.cs correctly and incorrectly, and prints the results.
static class Client
{
    static void Holds(bool holds)
    {
        if (!holds) throw new InvalidOperationException("does not hold");
    }

    // Returns the exception that the call throws.
    static SemverException ErrorOf(Action call)
    {
        try { call(); }
        catch (SemverException error) { return error; }
        throw new InvalidOperationException("a call that should fail did not");
    }

    static void Versions()
    {
        using (var older = Version.Parse("1.9.0-rc.1"))
        using (var newer = Version.Parse("1.10.0"))
        using (var same = Version.Parse("1.10.0"))
        {
            Holds(older.ToString() == "1.9.0-rc.1");
            Holds(older.CompareTo(newer) < 0 && newer.CompareTo(older) > 0 && newer.CompareTo(same) == 0);
        }
    }

    static void Requirements()
    {
        using (var list = new VersionList("1.4.9", "1.10.0", "2.0.0"))
        using (var requirement = new Requirement("^1.4"))
        using (var unmet = new Requirement("^3"))
        using (Version first = list[0], last = list[2], best = list.Best(requirement))
        {
            Holds(requirement.Matches(first) && !requirement.Matches(last));
            Holds(best.ToString() == "1.10.0");
            Holds(list.Best(unmet) == null);
        }
    }

    static void Sort()
    {
        using (var list = new VersionList("1.3.0", "3.1.0", "2.2.0"))
        {
            list.Sort((a, b) => a.Minor.CompareTo(b.Minor));
            Holds(list.ToList().Select(parts => parts.Major).SequenceEqual(new ulong[] { 3, 2, 1 }));
        }
    }

    // The library has completed its sort. An aborted sort could leave a version twice in the list.
    static void FailingComparator()
    {
        using (var list = new VersionList("4.0.0", "3.0.0", "2.0.0", "1.0.0"))
        {
            int calls = 0;
            string caught = null;
            try
            {
                list.Sort((a, b) =>
                {
                    if (++calls == 3) throw new IOException("cannot compare");
                    return a.Major.CompareTo(b.Major);
                });
            }
            catch (IOException exception) { caught = exception.Message; }
            Holds(caught == "cannot compare" && calls == 3);
            Holds(list.Count == 4 && list.ToList().Distinct().Count() == 4);
        }
    }

    static void Retain()
    {
        using (var list = new VersionList("1.4.9", "2.0.0", "1.10.0"))
        using (var requirement = new Requirement("^1.4"))
        {
            string caught = null;
            try { list.Retain(version => throw new IOException(version.ToString())); }
            catch (IOException exception) { caught = exception.Message; }
            Holds(caught == "1.4.9" && list.Count == 3);
            list.Retain(requirement.Matches);
            Holds(list.Count == 2);
            using (Version last = list[1]) Holds(last.ToString() == "1.10.0");
        }
    }

    static void Error()
    {
        var error = ErrorOf(() => Version.Parse("1.two.3"));
        Holds(error.Kind == Native.Error && error.Code == Native.Syntax && error.Text != "");
    }

    static void Panic()
    {
        using (var list = new VersionList())
        {
            var error = ErrorOf(() => list[7].Dispose());
            Holds(error.Kind == Native.Panic && error.Function == "semver_version_list_get");
            Holds(error.Text.Contains("index is 7"));
        }
    }

    static void Refused(byte[] text, string message)
    {
        var error = ErrorOf(() => Version.Parse(text));
        Holds(error.Kind == Native.InvalidArgument && error.Text.Contains(message));
    }

    static void ManyPanics()
    {
        using (var list = new VersionList())
        {
            for (int i = 0; i < 10000; i++) Holds(ErrorOf(() => list[i].Dispose()).Kind == Native.Panic);
        }
        Versions();
    }

    // Each thread causes a panic with its own index. When all have done so, each reads its last error.
    static void Threads()
    {
        const int count = 4;
        var messages = new string[count];
        using (var list = new VersionList())
        using (var allHaveFailed = new Barrier(count))
        {
            var threads = Enumerable.Range(0, count).Select(i => new Thread(() =>
            {
                ErrorOf(() => list[1000 + i].Dispose());
                allHaveFailed.SignalAndWait();
                messages[i] = new SemverException().Text;
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
        }
        for (int i = 0; i < count; i++) Holds(messages[i].Contains($"index is {1000 + i}"));
    }

    static void Ok(string name, Action check)
    {
        check();
        Console.WriteLine("ok " + name);
    }

    static void Main()
    {
        Ok("versions", Versions);
        Ok("requirements", Requirements);
        Ok("sort", Sort);
        Ok("failing comparator", FailingComparator);
        Ok("retain", Retain);
        Ok("error", Error);
        Ok("panic", Panic);
        Ok("null", () => Refused(null, "`text` is null"));
        Ok("invalid UTF-8", () => Refused(new byte[] { 0xff, 0 }, "is not UTF-8"));
        Ok("10,000 panics", ManyPanics);
        Ok("threads", Threads);
    }
}
