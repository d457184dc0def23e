using Sentinel.Stores.Policies;

namespace Sentinel.Stores.Specs.Policies;

/// <summary>A stand-in for the place that policies come from: it counts, fails when told to, takes its time, and can be held.</summary>
/// <param name="latency">Awaited in every load before the policy is read and again after it, as the ways to a remote source and back; none by default.</param>
/// <remarks>Thread-safe. Every name has a policy, of version 1 until another one is published.</remarks>
public sealed class PolicySource(Func<CancellationToken, ValueTask>? latency = null) : IPolicyLoader
{
    /// <summary>A slow load gives up waiting for commands after so many turns: it is slow, never stuck. Under control every turn is some
    /// choices more, so they are few.</summary>
    private const int MostTurns = 20;

    private const int TurnsOnOneCore = 5;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly AsyncLocal<(int Before, int After)> slowness = new();
    private readonly Queue<SourceFault> armed = new();
    private int commands;

    /// <summary>How many loads of a name began.</summary>
    public int LoadsOf(string name)
    {
        lock (gate)
        {
            return EntryOf(name).Loads;
        }
    }

    /// <summary>How many loads of a name have read their policy.</summary>
    public int ReadsOf(string name)
    {
        lock (gate)
        {
            return EntryOf(name).Reads;
        }
    }

    /// <summary>How many loads of all names began.</summary>
    public int Loads
    {
        get
        {
            lock (gate)
            {
                return entries.Values.Sum(entry => entry.Loads);
            }
        }
    }

    /// <summary>Puts the next version in the place of the current one.</summary>
    /// <returns>The new version.</returns>
    public long Publish(string name)
    {
        lock (gate)
        {
            return ++EntryOf(name).Version;
        }
    }

    /// <summary>One load from now on fails; called twice, two, in this order.</summary>
    public void FailNextLoad(SourceFault fault)
    {
        lock (gate)
        {
            armed.Enqueue(fault);
        }
    }

    /// <summary>The loads that this caller begins from now on wait for so many commands before they read, and for so many more before they
    /// return, if they come at all. Those of other callers are as they were.</summary>
    public void SlowOwnLoads(int before, int after) => slowness.Value = (before, after);

    /// <summary>Says that a command begins: what slow loads wait for.</summary>
    public void NoteCommand() => Interlocked.Increment(ref commands);

    /// <summary>Holds all loads of a name that begin from now on, until the returned object is disposed of.</summary>
    /// <param name="name">Which.</param>
    /// <param name="afterReading">Whether they are held after they have read the policy; otherwise before.</param>
    public IDisposable Hold(string name, bool afterReading = false)
    {
        lock (gate)
        {
            var entry = EntryOf(name);
            entry.IsHeldAfterReading = afterReading;
            entry.Holders++;
            entry.Released ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return new Holding(this, entry);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<PolicyLoadResult> LoadAsync(string name, CancellationToken cancellationToken = default)
    {
        var delay = slowness.Value;
        Task released;
        bool afterReading;
        lock (gate)
        {
            var entry = EntryOf(name);
            entry.Loads++;
            released = entry.Released?.Task ?? Task.CompletedTask;
            afterReading = entry.IsHeldAfterReading;
        }

        await (afterReading ? Task.CompletedTask : released).WaitAsync(cancellationToken).ConfigureAwait(false);
        await TravelAsync(delay.Before, cancellationToken).ConfigureAwait(false);
        var result = Read(name);
        await (afterReading ? released : Task.CompletedTask).WaitAsync(cancellationToken).ConfigureAwait(false);
        await TravelAsync(delay.After, cancellationToken).ConfigureAwait(false);
        return result;
    }

    private PolicyLoadResult Read(string name)
    {
        lock (gate)
        {
            if (armed.TryDequeue(out var fault))
            {
                return fault switch
                {
                    SourceFault.Fails => new PolicyLoadResult.Failed("the source was told to fail"),
                    SourceFault.FindsNothing => new PolicyLoadResult.NotFound(),
                    _ => throw new SourceException("the source was told to throw"),
                };
            }

            var entry = EntryOf(name);
            entry.Reads++;
            var version = entry.Version;
            return new PolicyLoadResult.Loaded(new(name, version, $"policy {name}, version {version}"));
        }
    }

    private async ValueTask TravelAsync(int count, CancellationToken cancellationToken)
    {
        if (latency is not null)
        {
            await latency(cancellationToken).ConfigureAwait(false);
        }

        var until = Volatile.Read(ref commands) + count;
        for (var turns = 0; turns < MostTurns && until - Volatile.Read(ref commands) > 0; turns++)
        {
            // The pool's other work goes first at every turn. The other threads of a machine with few cores need more than that, but
            // giving up the core at every turn would make a slow load take as long as the machine is busy.
            if (turns % TurnsOnOneCore == 0)
            {
                Thread.Yield();
            }

            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }
    }

    private Entry EntryOf(string name)
    {
        if (!entries.TryGetValue(name, out var entry))
        {
            entries[name] = entry = new();
        }

        return entry;
    }

    private sealed class Entry
    {
        public long Version { get; set; } = 1;

        public int Loads { get; set; }

        public int Reads { get; set; }

        public int Holders { get; set; }

        public bool IsHeldAfterReading { get; set; }

        public TaskCompletionSource? Released { get; set; }
    }

    private sealed class Holding(PolicySource source, Entry entry) : IDisposable
    {
        public void Dispose()
        {
            lock (source.gate)
            {
                if (--entry.Holders == 0)
                {
                    entry.Released!.SetResult();
                    entry.Released = null;
                }
            }
        }
    }
}
