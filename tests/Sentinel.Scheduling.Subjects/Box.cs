using System.Threading.Tasks.Sources;

namespace Sentinel.Scheduling.Subjects;

/// <summary>A plain field: whoever reads it without order is accused.</summary>
public sealed class Box
{
    public int Value;
}

/// <summary>A value task that is set by hand, as libraries write it.</summary>
public sealed class BoxSource : IValueTaskSource<Box>
{
    private ManualResetValueTaskSourceCore<Box> _core;

    public ValueTask<Box> Next() => new(this, _core.Version);

    public void Set(Box box) => _core.SetResult(box);

    public Box GetResult(short token) => _core.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
