namespace Sentinel.Histories;

/// <summary>Records a running system: every process has its own buffer, and all take their numbers from one counter.</summary>
/// <typeparam name="TInput">What operations ask.</typeparam>
/// <typeparam name="TOutput">What they answer.</typeparam>
/// <remarks>
/// <para>The numbers come from one interlocked counter, before the call and after its result is there. A clock would be wrong:
/// a response that is stamped while the write still sits in the store buffer makes correct code look broken.</para>
/// <para>Thread-safe in this way: different processes record at the same time, one process is used by one thread at a time,
/// and <see cref="ToHistory"/> and <see cref="Reset"/> are called when nobody records.</para>
/// </remarks>
public sealed class HistoryRecorder<TInput, TOutput>
{
    private readonly Lock gate = new();
    private readonly List<ProcessRecorder<TInput, TOutput>> processes = [];
    private long counter;

    /// <summary>A new process, with the next free number.</summary>
    /// <param name="capacity">How many operations it records without allocating; it may record more.</param>
    public ProcessRecorder<TInput, TOutput> AddProcess(int capacity = 16)
    {
        lock (gate)
        {
            var process = new ProcessRecorder<TInput, TOutput>(this, new(processes.Count), capacity);
            processes.Add(process);
            return process;
        }
    }

    /// <summary>What was recorded; operations still open are Unknown.</summary>
    public History<TInput, TOutput> ToHistory()
    {
        lock (gate)
        {
            return new(processes.SelectMany(process => process.ToArray()));
        }
    }

    /// <summary>Forgets all operations and processes, keeping the counter's growth: later numbers are larger than earlier ones.</summary>
    public void Reset()
    {
        lock (gate)
        {
            processes.Clear();
        }
    }

    /// <summary>The next event number. A full fence: nothing before it moves after it, and the other way round.</summary>
    internal long NextNumber() => Interlocked.Increment(ref counter);
}
