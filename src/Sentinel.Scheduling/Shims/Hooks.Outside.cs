using System.Runtime.InteropServices;

namespace Sentinel.Scheduling;

/// <content>Calls into code that is not rewritten.</content>
internal static partial class Hooks
{
    /// <summary>Queries over queries over collections; deeper ones are not followed.</summary>
    private const int MaxViewDepth = 8;

    /// <summary>An operand of a call into code that is not rewritten: what it is shows here.</summary>
    public static void Outside(object? target, int site)
    {
        if (LogicalThread.Current is { } thread && target is not null)
        {
            Touch(thread, target, thread.Execution.Settings.Sites[site], 0);
        }
    }

    /// <summary>Asynchronous input or output: at once where it is in memory, out of control elsewhere.</summary>
    public static void UnmodelledOn(object? target, int site)
    {
        var inMemory = target switch
        {
            StreamReader reader => reader.BaseStream is MemoryStream,
            StreamWriter writer => writer.BaseStream is MemoryStream,
            MemoryStream or StringReader or StringWriter => true,
            _ => target == Stream.Null || target == TextWriter.Null || target == TextReader.Null,
        };
        if (inMemory)
        {
            if (LogicalThread.Current is { } thread)
            {
                Opaque(thread, target!, thread.Execution.Settings.Sites[site]);
            }
        }
        else
        {
            Unmodelled(site);
        }
    }

    /// <summary>State that belongs to no object that could be seen: a package's, the console's, the file system's.</summary>
    public static void Hidden(int site)
    {
        if (LogicalThread.Current is { } thread)
        {
            var info = thread.Execution.Settings.Sites[site];
            Opaque(thread, string.Intern(info.Member), info);
        }
    }

    /// <summary>A static method of a package, most often an extension, works on an object of perhaps another one, which others call directly.</summary>
    /// <param name="target">What it works on.</param>
    /// <param name="site">The call; its member is the method's own package, which it counts for where the object is of none.</param>
    public static void Extended(object? target, int site)
    {
        if (LogicalThread.Current is { } thread)
        {
            var info = thread.Execution.Settings.Sites[site];
            Opaque(thread, target is not null && TypeFacts.Of(target.GetType()) == TypeFacts.Nature.Package ? PackageOf(target) : string.Intern(info.Member), info);
        }
    }

    /// <summary>A span is taken from a memory.</summary>
    public static void Memory<T>(ref Memory<T> memory, int site)
    {
        if (LogicalThread.Current is not null && MemoryMarshal.TryGetArray<T>(memory, out var segment))
        {
            Outside(segment.Array, site);
        }
    }

    /// <inheritdoc cref="Memory"/>
    public static void ReadOnlyMemory<T>(ref ReadOnlyMemory<T> memory, int site)
    {
        if (LogicalThread.Current is not null && MemoryMarshal.TryGetArray(memory, out var segment))
        {
            Outside(segment.Array, site);
        }
    }

    /// <summary>A call on the lookup of a collection by another kind of key.</summary>
    public static void Lookup(object lookup, int site)
    {
        if (LogicalThread.Current is not null)
        {
            Access(Lookups.CollectionOf(lookup), site);
        }
    }

    /// <summary>A query, an enumerator or a wrapper: using it reads what it was made from.</summary>
    /// <param name="result">The view.</param>
    /// <param name="source">One of the things it was made from.</param>
    /// <param name="number">Which of them, from 0.</param>
    public static void View(object? result, object? source, int number)
    {
        if (LogicalThread.Current is { } thread && result is not null && source is not null && !ReferenceEquals(result, source))
        {
            thread.Execution.Views.Add(result, source, isFirst: number == 0);
        }
    }

    /// <summary>A call on a thread-safe object is about to run callbacks of the program.</summary>
    public static void Runs(object? target)
    {
        if (LogicalThread.Current is { } thread)
        {
            RunsWithin(thread, target, SiteInfo.Content);
        }
    }

    /// <summary>It is over: what the callbacks wrote is known to the object's next caller.</summary>
    public static void Published(object? target)
    {
        if (LogicalThread.Current is { } thread)
        {
            Publish(thread, target, SiteInfo.Content);
        }
    }

    /// <summary>The same for an atomic call on a field.</summary>
    public static void RunsAt(object? target, int site)
    {
        if (LogicalThread.Current is { } thread)
        {
            RunsWithin(thread, target, thread.Execution.Settings.Sites[site].LocationMember);
        }
    }

    /// <inheritdoc cref="Published"/>
    public static void PublishedAt(object? target, int site)
    {
        if (LogicalThread.Current is { } thread)
        {
            Publish(thread, target, thread.Execution.Settings.Sites[site].LocationMember);
        }
    }

    internal static void RunsWithin(LogicalThread thread, object? target, int member) =>
        (thread.Within ??= new()).Push(new AtomicCall(target, member, thread.Execution.Races is null ? null : thread.Clock.Copy()));

    internal static void Publish(LogicalThread thread, object? target, int member)
    {
        thread.Within?.TryPop(out _);
        thread.Execution.Races?.Acquire(thread, target, member);
        thread.Execution.Races?.Release(thread, target, member);
    }

    private static void Touch(LogicalThread thread, object target, SiteInfo info, int depth)
    {
        switch (TypeFacts.Of(target.GetType()))
        {
            case TypeFacts.Nature.Array:
                Reach(thread, info);
                thread.Execution.Races?.Whole(thread, target, info);
                Alias(thread, target, -1, info);
                break;
            case TypeFacts.Nature.Unsafe:
                Reach(thread, info);
                thread.Execution.NoteEnumeration(stepped: info.Kind == SiteKind.Read && depth > 0, changed: info.Kind != SiteKind.Read);
                thread.Execution.Races?.Access(thread, target, 0, info, SiteInfo.Content);
                Alias(thread, target, 0, info);
                break;
            case TypeFacts.Nature.Safe:
                Atomic(target, info.Id);
                break;
            case TypeFacts.Nature.Package:
                Opaque(thread, PackageOf(target), info);
                break;
            case TypeFacts.Nature.Query or TypeFacts.Nature.Opaque when depth < MaxViewDepth && thread.Execution.Views.TryGet(target, out var sources):
                foreach (var source in sources)
                {
                    Touch(thread, source, info, depth + 1);
                }

                break;
            case TypeFacts.Nature.Opaque:
                Opaque(thread, target, info);
                break;
            default:
                break;
        }
    }

    private static string PackageOf(object target) => string.Intern("package " + target.GetType().Assembly.GetName().Name);

    private static void Opaque(LogicalThread thread, object target, SiteInfo info)
    {
        Reach(thread, info);
        thread.Execution.Races?.Opaque(thread, target, info);
    }

    /// <summary>A point where accesses of this member are points, a line of the record elsewhere.</summary>
    private static void Reach(LogicalThread thread, SiteInfo info)
    {
        thread.Site = info.Id;
        if (info.Kind is (> SiteKind.Write and not SiteKind.Opaque) || thread.Execution.IsPoint(info.MemberId) || Enters(thread))
        {
            thread.Execution.Point(thread, info.Id);
        }
        else
        {
            thread.Execution.Access(thread, info.Id);
        }
    }

    private static void Alias(LogicalThread thread, object? target, nint index, SiteInfo info)
    {
        if (info.ByAddress)
        {
            (thread.Aliases ??= new()).Add(target, index, info);
        }
    }
}
