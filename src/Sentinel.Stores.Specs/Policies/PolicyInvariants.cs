using Sentinel.Histories;
using Sentinel.Testing;

namespace Sentinel.Stores.Specs.Policies;

/// <summary>What must hold of every history of a policy cache, said without the model.</summary>
/// <param name="timeToLive">The cache's.</param>
internal sealed class PolicyInvariants(TimeSpan timeToLive)
{
    public IReadOnlyList<Invariant<PolicyCommand, PolicyResult>> All =>
    [
        new("the source is not asked too often", LoadsAreFew),
        new("a load returns no older policy than one before it", VersionsDoNotFall),
    ];

    /// <summary>
    /// With a time to live: one load at first, one more each time it may have passed, and one for each load that failed or was given
    /// up (its result may be lost). In any case no more than there were calls. What shows only here: a cache that forgets, one
    /// that loads again what another caller has just loaded, and an error that was swallowed.
    /// </summary>
    private string? LoadsAreFew(History<PolicyCommand, PolicyResult> history)
    {
        foreach (var operation in history.Where(operation => operation.Outcome.IsReturned && operation.Outcome.Value is PolicyResult.Loaded))
        {
            var name = NameOf(operation.Input);
            var counted = ((PolicyResult.Loaded)operation.Outcome.Value).SourceLoads;
            var before = history.Where(other => other.Interval.Invocation < operation.Interval.Response).ToList();
            var calls = before.Sum(other => CallsOf(other.Input, name));
            var lost = before.Sum(other => LostLoads(other, name));
            var advanced = before.Sum(other => (other.Input as PolicyCommand.AdvanceClock)?.By.Ticks ?? 0);
            var allowed = timeToLive > TimeSpan.Zero ? 1 + (advanced / timeToLive.Ticks) + lost : calls;
            if (counted > Math.Min(allowed, calls))
            {
                return $"{operation}: {counted} loads, where {calls} calls, {TimeSpan.FromTicks(advanced).TotalSeconds}s and {lost} failures allow {Math.Min(allowed, calls)}";
            }
        }

        return null;
    }

    private static string? VersionsDoNotFall(History<PolicyCommand, PolicyResult> history)
    {
        var loads = history.Where(operation => operation.Outcome.IsReturned && operation.Outcome.Value is PolicyResult.Loaded).ToList();
        foreach (var earlier in loads)
        {
            foreach (var later in loads)
            {
                if (earlier.Interval.Precedes(later.Interval) && NameOf(earlier.Input) == NameOf(later.Input)
                    && ((PolicyResult.Loaded)earlier.Outcome.Value).Version > ((PolicyResult.Loaded)later.Outcome.Value).Version)
                {
                    return $"{earlier} came before {later}";
                }
            }
        }

        return null;
    }

    private static string? NameOf(PolicyCommand command) => PolicyCacheSpec.NameIn(command);

    private static int CallsOf(PolicyCommand command, string? name) => command switch
    {
        PolicyCommand.LoadBesideHeld beside => (beside.Name == name ? 1 : 0) + (beside.Held == name ? 1 : 0),
        PolicyCommand.Load or PolicyCommand.SlowLoad or PolicyCommand.LoadAndGiveUp => NameOf(command) == name ? 1 : 0,
        _ => 0,
    };

    /// <summary>Loads from the source that may have brought nobody a policy: a failure, a caller that is gone, an answer that nobody
    /// noted (that of the held policy, or none at all yet).</summary>
    private static int LostLoads(Operation<PolicyCommand, PolicyResult> operation, string? name)
    {
        var noted = operation.Input is PolicyCommand.Load or PolicyCommand.SlowLoad or PolicyCommand.LoadAndGiveUp or PolicyCommand.LoadBesideHeld
            && NameOf(operation.Input) == name
            && !(operation.Outcome.IsReturned && operation.Outcome.Value is PolicyResult.Loaded);
        return (noted ? 1 : 0) + (operation.Input is PolicyCommand.LoadBesideHeld beside && beside.Held == name ? 1 : 0);
    }
}
