namespace Sentinel.Scheduling;

/// <summary>What rewritten code calls besides the shims. Every member passes through on a thread that is not under control.</summary>
/// <remarks>Internal: rewritten assemblies are given access, so none of this is public API.</remarks>
internal static partial class Hooks
{
    /// <summary>Says where the next shim is called from.</summary>
    public static void At(int site)
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.Site = site;
        }
    }

    /// <summary>An access to a field of <paramref name="target"/>, a static (null), or the content of a collection.</summary>
    public static void Access(object? target, int site) => Element(target, 0, site);

    /// <summary>An access to one element of an array.</summary>
    public static void Element(object? target, nint index, int site)
    {
        if (LogicalThread.Current is not { } thread)
        {
            return;
        }

        var execution = thread.Execution;
        var info = execution.Settings.Sites[site];
        thread.Site = site;
        target = info.IsChannel && target is not null ? Channels.Of(target) : target;
        if (ReferenceEquals(target, execution.World.Random))
        {
            // It stands for Random.Shared, which is safe to share.
            return;
        }

        if (info.Kind > SiteKind.Write || execution.IsPoint(info.MemberId) || Enters(thread))
        {
            execution.Point(thread, site);
        }
        else
        {
            execution.Access(thread, site);
        }

        if (info.Kind is SiteKind.Write or SiteKind.Release or SiteKind.Atomic)
        {
            execution.Acts();
        }

        if (info is { IsContent: true, Kind: SiteKind.Write })
        {
            execution.NoteEnumeration(stepped: false, changed: true);
        }

        if (info.Kind == SiteKind.Atomic && execution.Settings.InlineContinuationsAsChoices && target is not null)
        {
            // How the task of a completion source was made; anything else completes nothing inline.
            thread.CompletesInline = Awaited.IsSource(target, out var task)
                && (task.CreationOptions & TaskCreationOptions.RunContinuationsAsynchronously) == TaskCreationOptions.None;
        }

        execution.Races?.Access(thread, target, index, info);
        Alias(thread, target, index, info);
    }

    /// <summary>A place where the location is not known: a point where such accesses are points.</summary>
    /// <remarks>A field of a struct is one where its member is a point too; what lies inside a struct within a struct, or within a type parameter,
    /// is not known by the name of the outer one.</remarks>
    public static void Plain(int site)
    {
        if (LogicalThread.Current is not { } thread)
        {
            return;
        }

        var info = thread.Execution.Settings.Sites[site];
        var indirect = info.Kind == SiteKind.Indirect;
        if (thread.Execution.IsPoint(SiteTable.IndirectAccess) || (!indirect && thread.Execution.IsPoint(info.MemberId)))
        {
            thread.Execution.Point(thread, site);
        }

        if (indirect && thread.Execution.Races is { } races)
        {
            thread.Aliases?.Use(thread, races);
        }
    }

    /// <summary>A step of an enumeration, which may read a collection that somebody else changes.</summary>
    /// <param name="enumerator">The enumerator where it is an object; null for one of a value type, which does not say what it reads.</param>
    /// <param name="site">The place.</param>
    /// <remarks>Where steps and changes both happen, steps are made points.</remarks>
    public static void Enumerate(object? enumerator, int site)
    {
        if (LogicalThread.Current is not { } thread)
        {
            return;
        }

        thread.Execution.NoteEnumeration(stepped: true, changed: false);
        if (thread.Execution.IsPoint(SiteTable.Enumeration))
        {
            thread.Execution.Point(thread, site);
        }

        if (enumerator is not null && thread.Execution.Views.TryGet(enumerator, out _))
        {
            Touch(thread, enumerator, thread.Execution.Settings.Sites[site], 0);
        }
    }

    /// <summary>A fake clock is about to be moved: a point, and from now on reading a clock is one too.</summary>
    public static void MoveClock(int site)
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.Execution.Point(thread, site);
            thread.Execution.World.NoteMove();
        }
    }

    /// <summary>The object that stands for the statics of an instantiated generic type.</summary>
    public static object TypeOf(RuntimeTypeHandle handle) => Type.GetTypeFromHandle(handle)!;

    /// <summary>A full fence.</summary>
    public static void Fence(int site)
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.Execution.Point(thread, site);
            thread.Execution.Races?.Fence(thread);
        }
    }

    /// <summary>Which spin lock the call that follows is on.</summary>
    public static void Spins(object? owner, int site)
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.SpinsOn = (owner, thread.Execution.Settings.Sites[site].MemberId);
        }
    }

    /// <summary>It is on a local one: what was copied from a readonly field keeps nobody out.</summary>
    public static void SpinsOnCopy()
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.SpinsOn = (thread, 0);
        }
    }

    /// <summary>The beginning of a method that the runtime would run under a monitor.</summary>
    public static void EnterSynchronized(object target, int site)
    {
        At(site);
        MonitorShims.Enter(target);
    }

    public static void LeaveSynchronized(object target) => MonitorShims.Exit(target);

    /// <summary>A comparison begins, or the making of a type's statics: from here to its end a switch would block for real.</summary>
    public static void BeginQuiet()
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.Quiet++;
        }
    }

    public static void EndQuiet()
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.Quiet--;
        }
    }

    /// <summary>An object is about to be disposed, perhaps through its interface: a timer that stands for it fires no more.</summary>
    public static void Disposing(object? target)
    {
        if (target is Timer or CancellationTokenSource)
        {
            LogicalThread.Current?.Execution.Models.Find<VirtualTimer>(target)?.Dispose();
        }
    }

    /// <summary>A call that no model covers is about to be made under control.</summary>
    public static void Unmodelled(int site)
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.Execution.NoteUnmodelled(thread, thread.Execution.Settings.Sites[site]);
        }
    }

    /// <summary>First thing in every rewritten handler that catches everything: an abort is not the code's to catch.</summary>
    public static void Caught(object? error)
    {
        if (error is ScheduleAbortedException)
        {
            throw new ScheduleAbortedException();
        }
    }

    /// <summary>The first access that the program's own code makes in the middle of an atomic call: there the call is not one step.</summary>
    private static bool Enters(LogicalThread thread)
    {
        if (thread.Within is null || !thread.Within.TryPeek(out var call) || call.IsEntered)
        {
            return false;
        }

        call.IsEntered = true;
        return true;
    }

    private static void Atomic(object target, int site)
    {
        var thread = LogicalThread.Current!;
        thread.Execution.Point(thread, site);
        thread.Execution.Races?.Acquire(thread, target, SiteInfo.Content);
        thread.Execution.Races?.Release(thread, target, SiteInfo.Content);
    }
}
