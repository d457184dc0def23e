using Sentinel.Stores.Policies;

namespace Sentinel.Concurrency.Mutants;

/// <summary>M10: who has waited for a load does not look what it brought, and loads again.</summary>
internal sealed class NeverLooksAgain(IPolicyLoader source, TimeSpan timeToLive, TimeProvider time) : CachingPolicyLoader(source, timeToLive, time)
{
    private protected override PolicyLoadResult? FindFresh(PolicySlot slot, bool again) => again ? null : base.FindFresh(slot, again);

    private protected override bool MayJoin(PolicyFlight flight, DateTimeOffset start) => false;
}

/// <summary>M11: everybody loads, and keeps what they got: the slowest load stays, not the newest policy.</summary>
internal sealed class KeepsWhateverComesLast(IPolicyLoader source, TimeSpan timeToLive, TimeProvider time) : CachingPolicyLoader(source, timeToLive, time)
{
    private protected override PolicyFlight? InProgress(PolicySlot slot, DateTimeOffset start) => null;
}

/// <summary>M12: a policy ages from the end of its load, so it can be older than the time to live by as long as the load took.</summary>
internal sealed class AgesFromTheEnd(IPolicyLoader source, TimeSpan timeToLive, TimeProvider time) : CachingPolicyLoader(source, timeToLive, time)
{
    private protected override DateTimeOffset AgesFrom(PolicyFlight flight) => Time.GetUtcNow();
}

/// <summary>M13: failures are kept.</summary>
internal sealed class KeepsFailures(IPolicyLoader source, TimeSpan timeToLive, TimeProvider time) : CachingPolicyLoader(source, timeToLive, time)
{
    private protected override bool Keeps(PolicyLoadResult? result) => result is not null;
}

/// <summary>M14: a policy exactly as old as the time to live is still served.</summary>
internal sealed class ServesAtTheBoundary(IPolicyLoader source, TimeSpan timeToLive, TimeProvider time) : CachingPolicyLoader(source, timeToLive, time)
{
    private readonly TimeSpan last = timeToLive;

    private protected override bool IsFresh(TimeSpan age) => age <= last;
}

/// <summary>H18: one lock for all names is held across a load, so a slow load of one delays all others.</summary>
internal sealed class LocksAllNames(IPolicyLoader source, TimeSpan timeToLive, TimeProvider time) : CachingPolicyLoader(source, timeToLive, time)
{
    private readonly SemaphoreSlim one = new(1);

    public override async ValueTask<PolicyLoadResult> LoadAsync(string name, CancellationToken cancellationToken = default)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            return await base.LoadAsync(name, cancellationToken);
        }
        finally
        {
            one.Release();
        }
    }
}

/// <summary>A caller joins any load that is under way, however long ago it began.</summary>
internal sealed class JoinsAnyLoad(IPolicyLoader source, TimeSpan timeToLive, TimeProvider time) : CachingPolicyLoader(source, timeToLive, time)
{
    private protected override bool MayJoin(PolicyFlight flight, DateTimeOffset start) => true;
}

/// <summary>A caller that may not join a load starts another one beside it.</summary>
internal sealed class ReplacesOldLoads(IPolicyLoader source, TimeSpan timeToLive, TimeProvider time) : CachingPolicyLoader(source, timeToLive, time)
{
    private protected override PolicyFlight? InProgress(PolicySlot slot, DateTimeOffset start) =>
        slot.Flight is { } flight && MayJoin(flight, start) ? flight : null;
}

/// <summary>Nothing is kept: every call asks the source.</summary>
internal sealed class CachesNothing(IPolicyLoader source, TimeSpan timeToLive, TimeProvider time) : CachingPolicyLoader(source, timeToLive, time)
{
    private protected override bool Keeps(PolicyLoadResult? result) => false;
}

/// <summary>A policy that does not exist is reported as a source that failed.</summary>
internal sealed class CallsMissingAFailure(IPolicyLoader source, TimeSpan timeToLive, TimeProvider time) : CachingPolicyLoader(source, timeToLive, time)
{
    public override async ValueTask<PolicyLoadResult> LoadAsync(string name, CancellationToken cancellationToken = default) =>
        await base.LoadAsync(name, cancellationToken) is PolicyLoadResult.Loaded loaded ? loaded : new PolicyLoadResult.Failed("there is no policy");
}

/// <summary>A failure is for all who waited for the load, not only for the caller that started it.</summary>
internal sealed class SharesFailures(IPolicyLoader source, TimeSpan timeToLive, TimeProvider time) : CachingPolicyLoader(source, timeToLive, time)
{
    private protected override bool IsForAll(PolicyFlight.FlightEnd end) => true;
}

/// <summary>A failure is not told: the source is asked once more instead.</summary>
internal sealed class TriesAgain(IPolicyLoader source, TimeSpan timeToLive, TimeProvider time) : CachingPolicyLoader(source, timeToLive, time)
{
    public override async ValueTask<PolicyLoadResult> LoadAsync(string name, CancellationToken cancellationToken = default) =>
        await base.LoadAsync(name, cancellationToken) is PolicyLoadResult.Loaded loaded ? loaded : await base.LoadAsync(name, cancellationToken);
}

/// <summary>Releases the slot in one step and keeps the result in another, so that who comes in between loads again.</summary>
internal sealed class ReleasesBeforeItKeeps(IPolicyLoader source, TimeSpan timeToLive, TimeProvider time) : CachingPolicyLoader(source, timeToLive, time)
{
    private protected override void Land(PolicySlot slot, PolicyFlight flight, PolicyFlight.FlightEnd end)
    {
        lock (slot.Gate)
        {
            slot.Flight = null;
        }

        Thread.Yield();
        base.Land(slot, flight, end);
    }
}

/// <summary>What was loaded once is served for ever.</summary>
internal sealed class ServesForEver(IPolicyLoader source, TimeSpan timeToLive, TimeProvider time) : CachingPolicyLoader(source, timeToLive, time)
{
    private protected override bool IsFresh(TimeSpan age) => true;
}
