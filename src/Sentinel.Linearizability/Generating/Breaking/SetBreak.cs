using Sentinel.Formats;

namespace Sentinel.Generating.Breaking;

/// <summary>A <c>contains</c> that misses an element that is there for sure, or finds one that is not.</summary>
/// <remarks>It is there for sure: an add of it had returned when the question began, and no removal of it (Unknown ones included) began before the answer.
/// It is not there for sure: no add of it (Unknown ones included) began before the answer.</remarks>
internal static class SetBreak
{
    /// <summary>Breaks the history, if there is a place.</summary>
    /// <returns>The argument; <see langword="null"/> where there is none.</returns>
    public static string? TryBreak(List<GeneratedOperation> operations, Random random)
    {
        Dictionary<(Value Key, Value Element), Facts> all = [];
        foreach (var operation in operations)
        {
            var id = (operation.Call.Key, operation.Call.Argument);
            var facts = all.GetValueOrDefault(id, new(int.MaxValue, int.MaxValue, int.MaxValue));
            all[id] = operation.Call.Function switch
            {
                "add" => facts with
                {
                    AddBegins = Math.Min(facts.AddBegins, operation.Invocation),
                    AddReturned = operation.IsReturned ? Math.Min(facts.AddReturned, operation.Response) : facts.AddReturned,
                },
                "remove" => facts with { RemoveBegins = Math.Min(facts.RemoveBegins, operation.Invocation) },
                _ => facts,
            };
        }

        var candidates = operations.Where(operation => operation.Call.Function == "contains" && operation.IsReturned).ToList();
        for (var i = 0; i < 100 && candidates.Count > 0; i++)
        {
            var chosen = candidates[random.Next(candidates.Count)];
            var facts = all[(chosen.Call.Key, chosen.Call.Argument)];
            if (facts.AddReturned < chosen.Invocation && facts.RemoveBegins > chosen.Response)
            {
                chosen.Answer = new(default, Value.Of(false));
                return $"{chosen}: an add of it had returned when it began, and no removal had begun when it ended";
            }

            if (facts.AddBegins > chosen.Response)
            {
                chosen.Answer = new(default, Value.Of(true));
                return $"{chosen}: no add of it had begun when it ended";
            }
        }

        return null;
    }

    private readonly record struct Facts(int AddBegins, int AddReturned, int RemoveBegins);
}
