using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Sentinel.Formats;

/// <summary>Lets a second thread parse the next events of a long history while the first one makes operations of those before.</summary>
/// <remarks>Events come in the order of the file, and an error where it stands. A few batches are read ahead and no more, so memory stays bounded. The thread
/// is started when a history turns out to be long. To be disposed of before the stream is: the thread has ended then, unless the stream keeps it waiting.</remarks>
internal sealed class AheadEventReader(EventReader inner) : EventReader, IDisposable
{
    private const int BatchSize = 2_048;
    private const int MaxBatches = 4;
    private const int MaxWaits = 200;
    private readonly BlockingCollection<Batch> filled = new(MaxBatches);
    private readonly ConcurrentBag<RecordedEvent[]> emptied = [];
    private Thread? thread;
    private Batch present = new([], 0, null);
    private bool isEnded;
    private int position;
    private volatile bool isAbandoned;

    /// <inheritdoc/>
    public override string Name => inner.Name;

    /// <inheritdoc/>
    public override bool FailedCasIsAmbiguous => inner.FailedCasIsAmbiguous;

    /// <inheritdoc/>
    public override bool TryRead(out RecordedEvent recorded)
    {
        if (thread is null)
        {
            if (position++ < BatchSize)
            {
                var found = inner.TryRead(out recorded);
                (Model, Annotations) = (inner.Model, inner.Annotations);
                return found;
            }

            thread = new(ReadAhead) { IsBackground = true, Name = "parse" };
            thread.Start();
            position = 0;
        }

        if (position == present.Count && !TryTake())
        {
            recorded = default;
            return false;
        }

        recorded = present.Events[position++];
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        isAbandoned = true;
        for (var waits = 0; thread is { IsAlive: true }; waits++)
        {
            if (waits == MaxWaits)
            {
                return; // It waits for an input that does not come, and will end when it does.
            }

            filled.TryTake(out _);
            thread.Join(TimeSpan.FromMilliseconds(1));
        }

        filled.Dispose();
    }

    // The last batch has the error, if there is one; it comes after the events before it.
    private bool TryTake()
    {
        if (isEnded)
        {
            present.Error?.Throw();
            return false;
        }

        if (present.Events.Length > 0)
        {
            emptied.Add(present.Events);
        }

        (present, position) = (filled.Take(), 0);
        Annotations = present.Annotations;
        isEnded = present.Count < BatchSize;
        return present.Count > 0 || TryTake();
    }

    private void ReadAhead()
    {
        while (!isAbandoned)
        {
            var batch = Fill();
            if (isAbandoned)
            {
                return;
            }

            filled.Add(batch);
            if (batch.Count < BatchSize)
            {
                return;
            }
        }
    }

    private Batch Fill()
    {
        var count = 0;
        RecordedEvent[] events = [];
        try
        {
            events = emptied.TryTake(out var used) ? used : new RecordedEvent[BatchSize];
            while (count < BatchSize && inner.TryRead(out events[count]))
            {
                count++;
            }

            return new(events, count, null) { Annotations = inner.Annotations };
        }
        catch (Exception error)
        {
            return new(events, count, ExceptionDispatchInfo.Capture(error));
        }
    }

    private sealed record Batch(RecordedEvent[] Events, int Count, ExceptionDispatchInfo? Error)
    {
        /// <summary>Those up to its end.</summary>
        public int Annotations { get; init; }
    }
}
