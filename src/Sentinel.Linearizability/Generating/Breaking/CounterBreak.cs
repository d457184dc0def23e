using Sentinel.Formats;

namespace Sentinel.Generating.Breaking;

/// <summary>A get that misses an increment that had returned when it began.</summary>
/// <remarks>Generated counters only count up, by one. So every order gives a get at least as many as had returned before it began; it is made to give one less.</remarks>
internal static class CounterBreak
{
    /// <summary>Breaks the history, if there is a place.</summary>
    /// <returns>The argument; <see langword="null"/> where there is none.</returns>
    public static string? TryBreak(List<GeneratedOperation> operations, Random random)
    {
        var candidates = operations.Where(operation => operation.Call.Function == "get" && operation.IsReturned).ToList();
        for (var i = 0; i < 20 && candidates.Count > 0; i++)
        {
            var chosen = candidates[random.Next(candidates.Count)];
            var before = operations.Count(operation => operation.Call.Function == "inc" && operation.Call.Key == chosen.Call.Key
                && operation.IsReturned && operation.Response < chosen.Invocation);
            if (before > 0)
            {
                chosen.Answer = new(Value.Of(before - 1L));
                return $"{chosen}: {before} increments had returned when it began";
            }
        }

        return null;
    }
}
