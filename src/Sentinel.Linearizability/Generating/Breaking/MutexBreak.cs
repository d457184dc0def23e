using Sentinel.Formats;

namespace Sentinel.Generating.Breaking;

/// <summary>A mutex that two have at once.</summary>
/// <remarks>
/// At the answer of an operation count the acquisitions that had returned by then, and the releases that had begun by then, Unknown ones included. In
/// every order acquisitions and releases take turns, so the first count is at most one above the second. A try that was refused is
/// made to succeed where its success makes the difference two.
/// </remarks>
internal static class MutexBreak
{
    /// <summary>Breaks the history, if there is a place.</summary>
    /// <returns>The argument; <see langword="null"/> where there is none.</returns>
    public static string? TryBreak(List<GeneratedOperation> operations, Random random)
    {
        List<GeneratedOperation> candidates = [];
        Dictionary<Value, int> difference = [];
        foreach (var (operation, isEnd) in operations
            .SelectMany(operation => ((GeneratedOperation Operation, bool IsEnd)[])[(operation, false), (operation, true)])
            .OrderBy(place => place.IsEnd ? place.Operation.Response : place.Operation.Invocation))
        {
            var key = operation.Call.Key;
            if (!isEnd && operation.Call.Function == "release")
            {
                difference[key] = difference.GetValueOrDefault(key) - 1;
            }
            else if (isEnd && operation.IsReturned && IsAcquisition(operation))
            {
                difference[key] = difference.GetValueOrDefault(key) + 1;
            }
            else if (isEnd && operation.IsReturned && operation.Call.Function == "tryacquire" && difference.GetValueOrDefault(key) == 1)
            {
                candidates.Add(operation);
            }
        }

        if (candidates.Count == 0)
        {
            return null;
        }

        var chosen = candidates[random.Next(candidates.Count)];
        chosen.Answer = new(default, Value.Of(true));
        return $"{chosen}: when it returned, two more had acquired the mutex than had begun to release it";
    }

    /// <summary>Adds tries that succeed: two more than unknown releases could make room for.</summary>
    public static (GeneratedHistory History, string Argument) Append(GeneratedHistory history)
    {
        var unknown = history.Operations.Count(operation => operation.Call.Function == "release" && operation.IsUnknown);
        var key = history.Operations[^1].Call.Key;
        for (var i = 0; i < unknown + 2; i++)
        {
            history = history.Append(new("tryacquire", key), new(default, Value.Of(true)));
        }

        return (history, $"{unknown + 2} tries at the end succeed, and at most {unknown} releases can stand between them");
    }

    private static bool IsAcquisition(GeneratedOperation operation) =>
        operation.Call.Function == "acquire" || (operation.Call.Function == "tryacquire" && operation.Answer.Result == Value.Of(true));
}
