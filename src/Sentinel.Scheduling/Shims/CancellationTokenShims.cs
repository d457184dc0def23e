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

    public static void ThrowIfCancellationRequested(ref CancellationToken token)
    {
        Look(token);
        token.ThrowIfCancellationRequested();
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
