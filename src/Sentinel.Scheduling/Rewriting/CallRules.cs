using Mono.Cecil;

namespace Sentinel.Scheduling;

/// <summary>What is known about library types that the rewriter does not look into. Data, not code.</summary>
internal static class CallRules
{
    /// <summary>Every call is a point and orders both ways on the object: conservative, so it never invents a race.</summary>
    private static readonly HashSet<string> ThreadSafe =
    [
        "System.Collections.Concurrent.ConcurrentDictionary`2", "System.Collections.Concurrent.ConcurrentQueue`1",
        "System.Collections.Concurrent.ConcurrentStack`1", "System.Collections.Concurrent.ConcurrentBag`1",
        "System.Collections.Concurrent.BlockingCollection`1", "System.Collections.Concurrent.IProducerConsumerCollection`1",
        "System.Threading.Channels.ChannelReader`1", "System.Threading.Channels.ChannelWriter`1",
        "System.Threading.Tasks.TaskCompletionSource", "System.Threading.Tasks.TaskCompletionSource`1",
        "System.Threading.CancellationTokenSource", "System.Runtime.CompilerServices.ConditionalWeakTable`2",
        "System.Threading.CountdownEvent", "System.Collections.Immutable.ImmutableInterlocked",
    ];

    /// <summary>Interfaces of collections: what stands behind one is known when the call is made, not before.</summary>
    private static readonly HashSet<string> Interfaces =
    [
        "System.Collections.Generic.IDictionary`2", "System.Collections.Generic.IReadOnlyDictionary`2",
        "System.Collections.Generic.IList`1", "System.Collections.Generic.IReadOnlyList`1",
        "System.Collections.Generic.ICollection`1", "System.Collections.Generic.IReadOnlyCollection`1",
        "System.Collections.Generic.ISet`1", "System.Collections.Generic.IReadOnlySet`1",
        "System.Collections.Generic.IEnumerable`1", "System.Collections.IEnumerable",
        "System.Collections.IList", "System.Collections.IDictionary", "System.Collections.ICollection",
    ];

    private static readonly HashSet<string> InterfaceReaders =
    [
        "get_Item", "get_Count", "Contains", "ContainsKey", "TryGetValue", "get_Keys", "get_Values", "IndexOf", "CopyTo", "GetEnumerator",
        "get_IsReadOnly", "get_IsFixedSize", "get_IsSynchronized", "get_SyncRoot",
        "IsSubsetOf", "IsSupersetOf", "IsProperSubsetOf", "IsProperSupersetOf", "Overlaps", "SetEquals",
    ];

    /// <summary>Members of thread-safe types that neither wait nor signal.</summary>
    private static readonly HashSet<string> Silent =
        ["get_Task", "get_Token", "Dispose", "get_Comparer", "get_Completion", "get_BoundedCapacity", "get_InitialCount"];

    /// <summary>Calls that leave control, by type, where no member has a shim. "*" means all of its members.</summary>
    private static readonly Dictionary<string, string> Unmodelled = new()
    {
        ["System.Linq.ParallelEnumerable"] = "*",
        ["System.Timers.Timer"] = "*",
        ["System.Diagnostics.Process"] = "*",
        ["System.Net.Http.HttpClient"] = "*",
        ["System.Net.Sockets.Socket"] = "*",
        ["System.Net.Sockets.TcpClient"] = "*",
        ["System.Threading.Overlapped"] = "*",
        ["System.Threading.ReaderWriterLock"] = "*",
        ["System.Threading.ThreadPool"] = "QueueUserWorkItem,UnsafeQueueUserWorkItem,RegisterWaitForSingleObject,UnsafeRegisterWaitForSingleObject,UnsafeQueueNativeOverlapped",
        ["System.IO.File"] = "*Async",
        ["System.IO.Stream"] = "*Async",
        ["System.IO.FileStream"] = "*Async",
        ["System.IO.TextReader"] = "*Async",
        ["System.IO.TextWriter"] = "*Async",
        ["System.IO.StreamReader"] = "*Async",
        ["System.IO.StreamWriter"] = "*Async",
        ["System.Net.Http.HttpContent"] = "*Async",
        ["System.Net.Dns"] = "*",
        ["System.Console"] = "ReadLine,ReadKey,Read",
        ["System.Threading.Tasks.TaskFactory"] = "FromAsync",
        ["System.Threading.Tasks.TaskFactory`1"] = "FromAsync",
    };

    public static bool IsThreadSafe(MethodReference called) =>
        ThreadSafe.Contains(called.DeclaringType.GetElementType().FullName) && called.Name != ".ctor" && !Silent.Contains(called.Name);

    /// <summary>A test's own clock, set by a step of the program.</summary>
    public static bool MovesClock(MethodReference called) =>
        called.DeclaringType.FullName == "Microsoft.Extensions.Time.Testing.FakeTimeProvider"
        && called.Name is "Advance" or "SetUtcNow" or "AdjustTime" or "set_AutoAdvanceAmount";

    /// <summary>The end of an asynchronous method, or of a step of a source that the program keeps itself.</summary>
    public static bool CompletesTask(MethodReference called) => called.Name is "SetResult" or "SetException"
        && (IsBuilder(called.DeclaringType) || called.DeclaringType.Namespace == "System.Threading.Tasks.Sources");

    /// <summary>An asynchronous method stops at an await.</summary>
    public static bool Suspends(MethodReference called) => called.Name is "AwaitOnCompleted" or "AwaitUnsafeOnCompleted" && IsBuilder(called.DeclaringType);

    /// <summary>What is passed runs once a task, or several, are complete.</summary>
    public static bool Continues(MethodReference called) => called.DeclaringType.GetElementType().FullName switch
    {
        "System.Threading.Tasks.Task" or "System.Threading.Tasks.Task`1" => called.Name == "ContinueWith",
        "System.Threading.Tasks.TaskFactory" or "System.Threading.Tasks.TaskFactory`1" => called.Name is "ContinueWhenAll" or "ContinueWhenAny",
        _ => false,
    };

    /// <summary>A step of an enumeration: behind it may stand a collection that somebody changes.</summary>
    public static bool IsEnumeration(MethodReference called) =>
        called.Name == "MoveNext" && called.Parameters.Count == 0 && called.DeclaringType.Namespace is "System.Collections" or "System.Collections.Generic"
        || called.Name == "MoveNext" && called.DeclaringType.Name == "Enumerator";

    /// <summary>Read or write where the call may touch a collection behind an interface; null elsewhere.</summary>
    public static SiteKind? InterfaceAccess(MethodReference called) =>
        !Interfaces.Contains(called.DeclaringType.GetElementType().FullName) ? null
        : InterfaceReaders.Contains(called.Name) ? SiteKind.Read : SiteKind.Write;

    /// <summary>The runtime's view of an object behind an interface: one of the collections that are not thread-safe.</summary>
    public static bool IsThreadUnsafe(Type type) =>
        CollectionMembers.Contains((type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName ?? "");

    public static bool IsThreadSafe(Type type) =>
        ThreadSafe.Contains((type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName ?? "");

    /// <summary>The name of a collection's content as one location.</summary>
    public static string ContentName(MethodReference called) => SiteWriter.TypeName(called.DeclaringType).TrimStart('I') + " content";

    /// <summary>What the call does to a collection that is not thread-safe; null elsewhere.</summary>
    public static SiteKind? CollectionAccess(MethodReference called) =>
        !called.HasThis || called.Name == ".ctor" ? null : CollectionMembers.Access(called.DeclaringType.GetElementType().FullName, called.Name);

    /// <summary>What a call on the lookup by another kind of key does to the collection behind it; null elsewhere.</summary>
    public static SiteKind? LookupAccess(MethodReference called)
    {
        var type = called.DeclaringType.GetElementType();
        return !called.HasThis || type.Name != "AlternateLookup`1" || type.DeclaringType?.FullName is not { } collection ? null
            : ThreadSafe.Contains(collection) ? SiteKind.Atomic
            : CollectionMembers.Access(collection, called.Name);
    }

    /// <summary>The collection's content, by the name of the type that has the lookup.</summary>
    public static string LookupContent(MethodReference called) => SiteWriter.TypeName(called.DeclaringType.GetElementType().DeclaringType) + " content";

    /// <summary>Asynchronous input or output that leaves control or does not, as the object is that it is asked of.</summary>
    public static bool MayBeInMemory(MethodReference called) =>
        called.HasThis && called.DeclaringType.FullName is "System.IO.Stream" or "System.IO.TextReader" or "System.IO.TextWriter";

    /// <summary>True for a call that would leave the scheduler's control; asked only where no shim stands for it.</summary>
    public static bool IsUnmodelled(MethodReference called, bool ofBase = false)
    {
        var type = called.DeclaringType.GetElementType().FullName;
        if (ShimTable.Instance.Covers(type))
        {
            // The base's own form of a member with a shim is what the shim is there to prevent.
            return !Overloads.IsHarmless(type, ofBase && ShimTable.Instance.Find(called) is not null ? "*" : called.Name);
        }

        if (!Unmodelled.TryGetValue(type, out var names))
        {
            // The blocks of a data flow run on the thread pool.
            return type.StartsWith("System.Threading.Tasks.Dataflow.", StringComparison.Ordinal) && !type.EndsWith("Options", StringComparison.Ordinal);
        }

        return names switch
        {
            "*" => true,
            "*Async" => called.Name.EndsWith("Async", StringComparison.Ordinal),
            _ => names.Split(',').Contains(called.Name),
        };
    }

    private static bool IsBuilder(TypeReference type) => type.Namespace == "System.Runtime.CompilerServices"
        && (type.Name.StartsWith("Async", StringComparison.Ordinal) || type.Name.StartsWith("PoolingAsync", StringComparison.Ordinal));
}
