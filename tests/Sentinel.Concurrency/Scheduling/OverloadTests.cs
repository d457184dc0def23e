using System.Reflection;
using Sentinel.Scheduling;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>Every public member of a shimmed type has a shim, is known to be harmless, or is unmodelled: none is passed over.</summary>
public class OverloadTests
{
    /// <summary>Harmless though they take a time or a token, or return a task: the reasons stand with the rules.</summary>
    private static readonly HashSet<string> Looked =
    [
        "Task.ContinueWith", "Task`1.ContinueWith", "Task.WhenAll", "Task.WhenAny", "Task.WhenEach", "Task.FromResult", "Task.FromException", "Task.FromCanceled",
        "Task.get_CompletedTask", "Task..ctor", "Task`1..ctor", "Task.Start", "Task.Yield", "Task.GetAwaiter", "Task.get_Factory", "Task`1.get_Factory",
        "ValueTask..ctor", "ValueTask`1..ctor", "ValueTask.AsTask", "ValueTask`1.AsTask", "ValueTask.FromResult", "ValueTask.FromCanceled", "ValueTask.FromException",
        "ValueTask.Preserve", "ValueTask`1.Preserve", "ValueTask.get_CompletedTask", "ValueTask.op_Equality", "ValueTask.op_Inequality", "ValueTask`1.op_Equality",
        "ValueTask`1.op_Inequality", "ValueTask.Equals", "ValueTask`1.Equals",
        "CancellationToken.get_None", "CancellationToken.Register", "CancellationToken.UnsafeRegister", "CancellationToken.Equals", "CancellationToken.op_Equality",
        "CancellationToken.op_Inequality", "CancellationTokenSource.CreateLinkedTokenSource", "CancellationTokenSource.get_Token", "CancellationTokenSource..ctor",
        "PeriodicTimer..ctor", "PeriodicTimer.get_Period", "PeriodicTimer.set_Period", "PeriodicTimer.WaitForNextTickAsync", "TimeProvider.GetElapsedTime",
        "TimeProvider.CreateTimer", "Stopwatch.GetElapsedTime", "TaskAsyncEnumerableExtensions.WithCancellation", "TaskScheduler.FromCurrentSynchronizationContext",
        "ChannelReader`1.ReadAsync", "ChannelReader`1.WaitToReadAsync", "ChannelReader`1.get_Completion",
        "TaskScheduler.get_Current", "Environment.get_CpuUsage", "WaitHandle.get_SafeWaitHandle", "WaitHandle.set_SafeWaitHandle",
        "CancellationToken.get_WaitHandle", "ManualResetEventSlim.get_WaitHandle", "SemaphoreSlim.get_AvailableWaitHandle",
    ];

    [Fact]
    public void What_waits_or_takes_time_is_harmless_only_where_somebody_looked()
    {
        List<string> passed = [];
        var unmodelled = 0;
        foreach (var (type, method) in Members())
        {
            var name = type.FullName!.Replace('+', '/');
            if (HasShim(type, method))
            {
                continue;
            }

            if (!Overloads.IsHarmless(name, method.Name))
            {
                unmodelled++;
            }
            else if (IsSuspicious(method) && !IsValue(type) && !Looked.Contains($"{type.Name}.{method.Name}"))
            {
                passed.Add($"{type.Name}.{method.Name}");
            }
        }

        Assert.Empty(passed.Distinct());
        Assert.InRange(unmodelled, 50, 300);
    }

    [Fact]
    public void Every_rule_names_members_that_exist_and_says_why()
    {
        foreach (var (name, names, why) in Overloads.All)
        {
            var type = Shimmed().Single(t => t.FullName!.Replace('+', '/') == name);
            Assert.NotEmpty(why);
            foreach (var member in names.Split(',').Where(n => n != "*"))
            {
                Assert.True(Methods(type, BindingFlags.NonPublic).Any(m => m.Name == member), $"{name} has no {member}");
            }
        }
    }

    private static IEnumerable<Type> Shimmed() =>
        ShimTable.Instance.All.Values.Select(s => s.DeclaringType!.GetCustomAttribute<ShimAttribute>()!.Target).Distinct();

    private static IEnumerable<(Type, MethodBase)> Members() => Shimmed().SelectMany(t => Methods(t).Select(m => (t, m)));

    private static IEnumerable<MethodBase> Methods(Type type, BindingFlags more = BindingFlags.Public) =>
        type.GetMembers(more | BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).OfType<MethodBase>();

    private static bool HasShim(Type type, MethodBase method) => ShimTable.Instance.All.ContainsKey(ShimTableTests.Key(type, method));

    private static bool IsSuspicious(MethodBase method) =>
        method.Name.Contains("Wait", StringComparison.Ordinal) || method.Name.EndsWith("Async", StringComparison.Ordinal)
        || method.GetParameters().Select(p => p.ParameterType).Append((method as MethodInfo)?.ReturnType ?? typeof(void)).Any(IsTimely)
        || method.GetParameters().Any(p => p.Name!.Contains("timeout", StringComparison.OrdinalIgnoreCase) || p.Name.Contains("milliseconds", StringComparison.OrdinalIgnoreCase));

    private static bool IsTimely(Type type) =>
        type == typeof(TimeSpan) || type == typeof(CancellationToken) || type == typeof(ValueTask) || typeof(Task).IsAssignableFrom(type)
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>));

    /// <summary>A time as a value is data.</summary>
    private static bool IsValue(Type type) => type == typeof(DateTime) || type == typeof(DateTimeOffset) || type == typeof(Guid);
}
