using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Sentinel.Stores.Policies;

/// <summary>Keeps loaded policies for a while: bounded staleness, and no caller gets an older policy than another one got before.</summary>
/// <remarks>
/// <para>Promised of each name: a result is the source's current policy, or was replaced less than the time to live ago; once some
/// caller has got a policy, no call that begins later gets an older one. Age counts from before the source was asked, and a policy
/// exactly as old as the time to live is not served.</para>
/// <para>How: loads of one name never overlap, loads of different names never wait for each other, and callers of one name share
/// the load that is under way if it began less than the time to live before their own call. A caller that comes too late for that
/// waits for the end of the load and looks again. To start a second load instead would break the promise: the first one may read the
/// source last, while the older result of the second one stays in the cache.</para>
/// <para>Failures, a missing policy included, are never kept. They are for the caller that started the load; the others choose one of
/// themselves to try again. A caller that is cancelled leaves alone; the load that it started goes on for the others.</para>
/// <para>Thread-safe. Names are never forgotten. The hooks of this class are for stores that are wrong on purpose.</para>
/// </remarks>
public class CachingPolicyLoader : IPolicyLoader
{
    private readonly ConcurrentDictionary<string, PolicySlot> slots = new(StringComparer.Ordinal);
    private readonly IPolicyLoader source;
    private readonly TimeSpan timeToLive;

    /// <summary>Makes an empty cache.</summary>
    /// <param name="source">Where policies come from. It has to be asynchronous where it waits, and is never given a token that can be cancelled.</param>
    /// <param name="timeToLive">How long a policy is served. Zero or less: each call returns a policy that was current during the call.</param>
    /// <param name="time">The clock.</param>
    public CachingPolicyLoader(IPolicyLoader source, TimeSpan timeToLive, TimeProvider time)
    {
        this.source = source;
        this.timeToLive = timeToLive;
        Time = time;
    }

    private protected TimeProvider Time { get; }

    /// <inheritdoc/>
    public virtual async ValueTask<PolicyLoadResult> LoadAsync(string name, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var slot = slots.GetOrAdd(name, static _ => new());
        var start = Time.GetUtcNow();
        for (var waited = false; ; waited = true)
        {
            PolicyFlight? flight;
            bool leads;
            lock (slot.Gate)
            {
                if (FindFresh(slot, waited) is { } fresh)
                {
                    return fresh;
                }

                flight = InProgress(slot, start);
                leads = flight is null;
                // The clock is read before the source is: what is read later is at most as old as this.
                slot.Flight = flight ??= new(Time.GetUtcNow());
            }

            if (leads)
            {
                // Not awaited here: the load belongs to all who wait for its end, and goes on where this caller is cancelled.
                _ = FlyAsync(name, slot, flight);
            }

            var end = await flight.End.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (leads)
            {
                return end.ResultOrThrow();
            }

            // Whoever has waited for one load knows that the next one began during its own call.
            if (IsForAll(end) && (waited || MayJoin(flight, start)))
            {
                return end.ResultOrThrow();
            }
        }
    }

    /// <summary>The kept result, if it can be served now. Only under the slot's lock.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="again">Whether the caller has looked before, and waited for a load since.</param>
    private protected virtual PolicyLoadResult? FindFresh(PolicySlot slot, bool again) =>
        slot.Cached is { } cached && IsFresh(Time.GetUtcNow() - cached.Since) ? cached.Result : null;

    /// <summary>The load that is under way. Only under the slot's lock.</summary>
    private protected virtual PolicyFlight? InProgress(PolicySlot slot, DateTimeOffset start) => slot.Flight;

    /// <summary>Whether a caller that began at <paramref name="start"/> may have the result of this load.</summary>
    private protected virtual bool MayJoin(PolicyFlight flight, DateTimeOffset start) => IsFresh(start - flight.Started);

    /// <summary>Whether the end of a load is for all who waited for it, and not only for the caller that started it.</summary>
    private protected virtual bool IsForAll(PolicyFlight.FlightEnd end) => end.Succeeded;

    /// <summary>Whether something of this age is served.</summary>
    private protected virtual bool IsFresh(TimeSpan age) => age < timeToLive;

    /// <summary>From when on the result of a load ages.</summary>
    private protected virtual DateTimeOffset AgesFrom(PolicyFlight flight) => flight.Started;

    /// <summary>Whether a result is kept.</summary>
    private protected virtual bool Keeps(PolicyLoadResult? result) => result is PolicyLoadResult.Loaded;

    /// <summary>Keeps the result and releases the slot.</summary>
    /// <remarks>In one step, and before any caller has the result: nobody can find the slot free and the cache stale.</remarks>
    private protected virtual void Land(PolicySlot slot, PolicyFlight flight, PolicyFlight.FlightEnd end)
    {
        lock (slot.Gate)
        {
            if (Keeps(end.Result))
            {
                slot.Cached = new(end.Result!, AgesFrom(flight));
            }

            slot.Flight = slot.Flight == flight ? null : slot.Flight;
        }
    }

    private async Task FlyAsync(string name, PolicySlot slot, PolicyFlight flight)
    {
        PolicyFlight.FlightEnd end;
        try
        {
            end = new(await source.LoadAsync(name, CancellationToken.None).ConfigureAwait(false), null);
        }
        catch (Exception exception)
        {
            end = new(null, ExceptionDispatchInfo.Capture(exception));
        }

        Land(slot, flight, end);
        flight.EndWith(end);
    }
}
