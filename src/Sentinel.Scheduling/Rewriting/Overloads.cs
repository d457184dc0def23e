namespace Sentinel.Scheduling;

/// <summary>Members of shimmed types that need no shim, each with the reason. Whatever is neither here nor shimmed is unmodelled. Data, not code.</summary>
/// <remarks>The list says what is harmless, not what is not: an overload that a new framework brings is an error until somebody looks at it.</remarks>
internal static class Overloads
{
    private const string Making = "makes or frees the object; nobody waits";
    private const string Pure = "computes from its operands alone";
    private const string Point = "a point and one atomic step, by another rule";
    private const string Ours = "goes through the current scheduler, context or provider, which are ours";
    private const string Own = "belongs to the thread or to the process and orders nothing";

    /// <summary>By type: the names that are harmless, "*" for all, and why.</summary>
    private static readonly (string Type, string Names, string Why)[] Harmless =
    [
        ("System.Buffers.ArrayPool`1", ".ctor,get_Shared,Create", Making),
        ("System.Collections.Concurrent.BlockingCollection`1", ".ctor,Dispose", Making),
        ("System.Collections.Concurrent.BlockingCollection`1", "get_BoundedCapacity,get_IsAddingCompleted,get_IsCompleted,get_Count,CompleteAdding,ToArray,CopyTo", Point),
        ("System.Collections.Concurrent.ConcurrentDictionary`2", "*", Point),
        ("System.Collections.Generic.EqualityComparer`1", "*", Pure),
        ("System.Collections.Generic.IEqualityComparer`1", "*", Pure),
        ("System.HashCode", "*", Pure),
        ("System.StringComparer", "*", Pure),
        ("System.DateTime", "*", Pure),
        ("System.DateTimeOffset", "*", Pure),
        ("System.Guid", "*", Pure),
        ("System.String", "*", Pure),
        ("System.Diagnostics.Stopwatch", ".ctor,get_IsRunning", Making),
        ("System.Diagnostics.Stopwatch", "GetElapsedTime", Pure),
        ("System.Environment", "GetEnvironmentVariable,GetEnvironmentVariables,SetEnvironmentVariable,ExpandEnvironmentVariables", Point),
        ("System.Environment", "get_CurrentDirectory,set_CurrentDirectory,get_ExitCode,set_ExitCode", Point),
        ("System.Environment", "get_ProcessorCount,get_IsPrivilegedProcess,get_HasShutdownStarted,GetCommandLineArgs,get_CommandLine", Own),
        ("System.Environment", "GetFolderPath,get_ProcessId,get_ProcessPath,get_Is64BitProcess,get_Is64BitOperatingSystem", Own),
        ("System.Environment", "get_NewLine,get_OSVersion,get_StackTrace,get_SystemPageSize,get_UserInteractive,get_SystemDirectory", Own),
        ("System.Environment", "get_UserDomainName,get_CpuUsage,GetLogicalDrives,get_MachineName,get_UserName,get_WorkingSet", Own),
        ("System.Environment", "get_Version", Own),
        ("System.Lazy`1", ".ctor,ToString", Making),
        ("System.Random", "*", "a generator with a seed, watched like a collection"),
        ("System.Runtime.CompilerServices.RuntimeHelpers", "*", Pure),
        ("System.Runtime.CompilerServices.TaskAwaiter", "get_IsCompleted,OnCompleted,UnsafeOnCompleted", Ours),
        ("System.Runtime.CompilerServices.TaskAwaiter`1", "get_IsCompleted,OnCompleted,UnsafeOnCompleted", Ours),
        ("System.Runtime.CompilerServices.ValueTaskAwaiter", "get_IsCompleted,OnCompleted,UnsafeOnCompleted", Ours),
        ("System.Runtime.CompilerServices.ValueTaskAwaiter`1", "get_IsCompleted,OnCompleted,UnsafeOnCompleted", Ours),
        ("System.Runtime.CompilerServices.ConfiguredTaskAwaitable/ConfiguredTaskAwaiter", "get_IsCompleted,OnCompleted,UnsafeOnCompleted", Ours),
        ("System.Runtime.CompilerServices.ConfiguredTaskAwaitable`1/ConfiguredTaskAwaiter", "get_IsCompleted,OnCompleted,UnsafeOnCompleted", Ours),
        ("System.Runtime.CompilerServices.ConfiguredValueTaskAwaitable/ConfiguredValueTaskAwaiter", "get_IsCompleted,OnCompleted,UnsafeOnCompleted", Ours),
        ("System.Runtime.CompilerServices.ConfiguredValueTaskAwaitable`1/ConfiguredValueTaskAwaiter", "get_IsCompleted,OnCompleted,UnsafeOnCompleted", Ours),
        ("System.Security.Cryptography.RandomNumberGenerator", ".ctor,Create,Dispose", Making),
        ("System.Threading.AsyncLocal`1", ".ctor,get_Value,set_Value", Own),
        ("System.Threading.Barrier", "Dispose", Making),
        ("System.Threading.CancellationToken", "get_None,get_CanBeCanceled,.ctor,Equals,GetHashCode,op_Equality,op_Inequality", Pure),
        ("System.Threading.CancellationTokenSource", ".ctor,CreateLinkedTokenSource,get_Token,Dispose", Making),
        ("System.Threading.CancellationTokenSource", "get_IsCancellationRequested,Cancel", Point),
        ("System.Threading.Channels.ChannelReader`1", ".ctor,TryRead,TryPeek,ReadAsync,WaitToReadAsync,get_Completion,get_Count,get_CanCount,get_CanPeek", Point),
        ("System.Threading.CountdownEvent", ".ctor,Dispose,get_InitialCount", Making),
        ("System.Threading.CountdownEvent", "get_CurrentCount,get_IsSet,AddCount,TryAddCount,Reset", Point),
        ("System.Threading.EventWaitHandle", ".ctor", Making),
        ("System.Threading.Lock", ".ctor", Making),
        ("System.Threading.ManualResetEventSlim", ".ctor,Dispose,get_SpinCount", Making),
        ("System.Threading.Monitor", "get_LockContentionCount", Own),
        ("System.Threading.Mutex", ".ctor", Making),
        ("System.Threading.PeriodicTimer", ".ctor,get_Period,set_Period,WaitForNextTickAsync,Dispose", Ours),
        ("System.Threading.ReaderWriterLockSlim", ".ctor,Dispose,get_RecursionPolicy", Making),
        ("System.Threading.Semaphore", ".ctor", Making),
        ("System.Threading.SemaphoreSlim", ".ctor,Dispose", Making),
        ("System.Threading.SpinLock", ".ctor,get_IsThreadOwnerTrackingEnabled", Making),
        ("System.Threading.SpinLock", "get_IsHeldByCurrentThread", Own),
        ("System.Threading.SpinWait", "get_Count,get_NextSpinWillYield,Reset", Own),
        ("System.Threading.Tasks.ConcurrentExclusiveSchedulerPair", ".ctor,get_ExclusiveScheduler", Ours),
        ("System.Threading.Tasks.Task", ".ctor,Dispose,get_AsyncState,get_CreationOptions,FromResult,FromException,FromCanceled,get_CompletedTask", Making),
        ("System.Threading.Tasks.Task", "Start,RunSynchronously,get_Factory,GetAwaiter,Yield,ContinueWith,WhenAll,get_Id,get_CurrentId", Ours),
        ("System.Threading.Tasks.Task`1", ".ctor,get_Factory,GetAwaiter,ContinueWith", Ours),
        ("System.Threading.Tasks.TaskAsyncEnumerableExtensions", "WithCancellation", Pure),
        ("System.Threading.Tasks.TaskScheduler", "get_MaximumConcurrencyLevel,get_Current,FromCurrentSynchronizationContext,get_Id", Ours),
        ("System.Threading.Tasks.TaskScheduler", "add_UnobservedTaskException,remove_UnobservedTaskException", Ours),
        ("System.Threading.Tasks.ValueTask", ".ctor,get_CompletedTask,FromResult,FromCanceled,FromException,GetHashCode,Equals,op_Equality,op_Inequality,GetAwaiter", Making),
        ("System.Threading.Tasks.ValueTask`1", ".ctor,GetHashCode,Equals,op_Equality,op_Inequality,GetAwaiter,ToString", Making),
        ("System.Threading.Thread", "get_IsBackground,set_IsBackground,get_IsThreadPoolThread,get_Priority,set_Priority,get_ThreadState", Own),
        ("System.Threading.Thread", "GetApartmentState,SetApartmentState,TrySetApartmentState,get_ApartmentState,set_ApartmentState", Own),
        ("System.Threading.Thread", "DisableComObjectEagerCleanup,get_CurrentCulture,set_CurrentCulture,get_CurrentUICulture", Own),
        ("System.Threading.Thread", "set_CurrentUICulture,get_CurrentPrincipal,set_CurrentPrincipal,get_CurrentThread", Own),
        ("System.Threading.Thread", "get_ExecutionContext,get_Name,set_Name,BeginCriticalRegion,EndCriticalRegion,BeginThreadAffinity", Own),
        ("System.Threading.Thread", "EndThreadAffinity,AllocateDataSlot,AllocateNamedDataSlot,GetNamedDataSlot,FreeNamedDataSlot,GetData", Own),
        ("System.Threading.Thread", "SetData,GetDomain,GetDomainID,GetHashCode,GetCurrentProcessorId", Own),
        ("System.Threading.Thread", "MemoryBarrier,VolatileRead,VolatileWrite", Point),
        ("System.Threading.ThreadPool", "get_PendingWorkItemCount,SetMaxThreads,GetMaxThreads,SetMinThreads,GetMinThreads,GetAvailableThreads", Own),
        ("System.Threading.ThreadPool", "get_ThreadCount,get_CompletedWorkItemCount", Own),
        ("System.Threading.ThreadLocal`1", ".ctor,Dispose,ToString", Own),
        ("System.Threading.Timer", "get_ActiveCount", Own),
        ("System.Threading.WaitHandle", "get_Handle,set_Handle,get_SafeWaitHandle,set_SafeWaitHandle,Close,Dispose", Making),
        ("System.TimeProvider", ".ctor", Making),
        ("System.TimeProvider", "get_LocalTimeZone,get_TimestampFrequency,GetElapsedTime,CreateTimer", Ours),
    ];

    private static readonly Dictionary<string, HashSet<string>> Names = Harmless.GroupBy(h => h.Type, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.SelectMany(h => h.Names.Split(',')).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);

    public static IReadOnlyList<(string Type, string Names, string Why)> All => Harmless;

    public static bool IsHarmless(string type, string name) => Names.TryGetValue(type, out var names) && (names.Contains("*") || names.Contains(name));
}
