using System.Runtime.CompilerServices;

namespace Sentinel.Scheduling;

/// <summary>Questions to a token that another thread may answer differently a moment later; one that can never be cancelled is no state.</summary>
[Shim(typeof(CancellationToken))]
internal static class CancellationTokenShims
{
    public static bool get_IsCancellationRequested(ref CancellationToken token)
    {
        Look(token);
        return token.IsCancellationRequested;
    }

    public static WaitHandle get_WaitHandle(ref CancellationToken token) => Blocking.HandleOf(token.WaitHandle);

    public static void ThrowIfCancellationRequested(ref CancellationToken token)
    {
        Look(token);
        token.ThrowIfCancellationRequested();
    }

    public static CancellationTokenRegistration Register(ref CancellationToken token, Action callback) =>
        Register(ref token, callback, useSynchronizationContext: false);

    public static CancellationTokenRegistration Register(ref CancellationToken token, Action callback, bool useSynchronizationContext)
    {
        Look(token);
        var kept = Registration.Of(callback is null ? null : (_, _) => callback());
        return Registration.Made(kept, token.Register(kept is null ? callback! : () => kept.Run(null, default), useSynchronizationContext));
    }

    public static CancellationTokenRegistration Register(ref CancellationToken token, Action<object?> callback, object? state) =>
        Register(ref token, callback, state, useSynchronizationContext: false);

    public static CancellationTokenRegistration Register(
        ref CancellationToken token, Action<object?> callback, object? state, bool useSynchronizationContext)
    {
        Look(token);
        var kept = Registration.Of(callback is null ? null : (s, _) => callback(s));
        return Registration.Made(kept, token.Register(kept is null ? callback! : s => kept.Run(s, default), state, useSynchronizationContext));
    }

    public static CancellationTokenRegistration Register(ref CancellationToken token, Action<object?, CancellationToken> callback, object? state)
    {
        Look(token);
        var kept = Registration.Of(callback);
        return Registration.Made(kept, token.Register(kept is null ? callback : kept.Run, state));
    }

    public static CancellationTokenRegistration UnsafeRegister(ref CancellationToken token, Action<object?> callback, object? state)
    {
        Look(token);
        var kept = Registration.Of(callback is null ? null : (s, _) => callback(s));
        return Registration.Made(kept, token.UnsafeRegister(kept is null ? callback! : s => kept.Run(s, default), state));
    }

    public static CancellationTokenRegistration UnsafeRegister(ref CancellationToken token, Action<object?, CancellationToken> callback, object? state)
    {
        Look(token);
        var kept = Registration.Of(callback);
        return Registration.Made(kept, token.UnsafeRegister(kept is null ? callback : kept.Run, state));
    }

    private static void Look(CancellationToken token)
    {
        if (token.CanBeCanceled && LogicalThread.Current is { } thread)
        {
            thread.Execution.Point(thread, thread.Site);
            Saw(thread, SourceOf(ref token));
        }
    }

    /// <summary>Who cancels a source says so; a linked one is cancelled through others.</summary>
    private static void Saw(LogicalThread thread, CancellationTokenSource source)
    {
        if (source.GetType() == typeof(CancellationTokenSource))
        {
            thread.Execution.Races?.Acquire(thread, source, SiteInfo.Content);
        }
        else
        {
            thread.Execution.Races?.SawCompletion(thread, source);
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_source")]
    private static extern ref CancellationTokenSource SourceOf(ref CancellationToken token);
}
