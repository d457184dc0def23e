using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Stores.Specs.Policies;

/// <summary>What a policy cache promises: bounded staleness with monotonic reads.</summary>
/// <param name="timeToLive">How long a replaced policy may still be returned; zero or less: not at all.</param>
/// <remarks>
/// A load may return the current version, or one that was replaced strictly less than the time to live ago; never one lower than
/// another load of that name returned before. It may fail in a way that is armed, and uses that up; whether it must, the model
/// does not say, since a fresh policy needs no load. An Unknown load leaves the state as it is: that covers whatever it may have
/// returned to nobody. How often the source is asked is not the model's business: see the invariant. Immutable and thread-safe.
/// </remarks>
public sealed class PolicyModel(TimeSpan timeToLive) : Model<PolicyState, PolicyCommand, PolicyResult>
{
    /// <inheritdoc/>
    public override string Name => "policies";

    /// <inheritdoc/>
    public override PolicyState InitialState => PolicyState.Initial;

    /// <inheritdoc/>
    public override bool TryStep(
        PolicyState state, PolicyCommand input, Outcome<PolicyResult> outcome, [MaybeNullWhen(false)] out PolicyState next)
    {
        next = input switch
        {
            PolicyCommand.Load load => Load(state, load.Name, mayCancel: false, outcome),
            PolicyCommand.SlowLoad load => Load(state, load.Name, mayCancel: false, outcome),
            PolicyCommand.LoadAndGiveUp load => Load(state, load.Name, mayCancel: true, outcome),
            PolicyCommand.LoadBesideHeld load => Load(state, load.Name, mayCancel: false, outcome),
            PolicyCommand.Publish publish => Publish(state, publish.Name, outcome),
            PolicyCommand.FailNextLoad failure => Done(state with { Armed = state.Armed.With(failure.Fault, 1) }, outcome),
            PolicyCommand.AdvanceClock advance => Done(Advance(state, advance.By), outcome),
            _ => throw new UnreachableException(),
        };
        return next is not null;
    }

    /// <inheritdoc/>
    public override bool IsReadOnly(PolicyCommand input, Outcome<PolicyResult> outcome) =>
        outcome.IsReturned && outcome.Value is PolicyResult.Cancelled;

    /// <inheritdoc/>
    public override string DescribeRefusal(PolicyState state, PolicyCommand input, Outcome<PolicyResult> outcome) =>
        $"the source holds {state} then, and policies live {timeToLive.TotalSeconds}s";

    private PolicyState? Load(PolicyState state, string name, bool mayCancel, Outcome<PolicyResult> outcome)
    {
        if (!outcome.IsReturned)
        {
            return state;
        }

        var versions = state[name];
        return outcome.Value switch
        {
            PolicyResult.Loaded loaded => versions.IsFresh(loaded.Version, state.Now, timeToLive) && loaded.Version >= versions.Returned
                ? state.With(name, (versions with { Returned = loaded.Version }).Forget(state.Now, timeToLive))
                : null,
            PolicyResult.Failed failed => state.Armed[failed.Fault] > 0 ? state with { Armed = state.Armed.With(failed.Fault, -1) } : null,
            PolicyResult.Cancelled => mayCancel ? state : null,
            _ => null,
        };
    }

    private PolicyState? Publish(PolicyState state, string name, Outcome<PolicyResult> outcome)
    {
        var versions = state[name];
        return !outcome.IsReturned || outcome.Value == new PolicyResult.Published(versions.Current + 1)
            ? state.With(name, (versions with { Replaced = versions.Replaced.Add(state.Now) }).Forget(state.Now, timeToLive))
            : null;
    }

    private PolicyState Advance(PolicyState state, TimeSpan by)
    {
        var now = state.Now + by;
        return new(now, state.Armed, state.Names.SetItems(
            state.Names.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Forget(now, timeToLive)))));
    }

    private static PolicyState? Done(PolicyState next, Outcome<PolicyResult> outcome) =>
        !outcome.IsReturned || outcome.Value is PolicyResult.Done ? next : null;
}
